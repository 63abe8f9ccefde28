"""Cases on PostgreSQL, with a key store in a second database, and what happens at once."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pytest
from django.db import connections

from soundingboard.accounts.queries import SecondStep
from soundingboard.cases import queries, services
from soundingboard.cases.models import SealedCase
from soundingboard.clock import services as clock
from soundingboard.keys import queries as keys
from soundingboard.keys import services as key_services
from soundingboard.keys.models import Key
from soundingboard.meetings import services as meeting_services
from soundingboard.refusals import Refused
from tests import processes
from tests.cases.conftest import TEXT, bring, turn_of
from tests.conftest import statement
from tests.keys.conftest import kept_in, second_database
from tests.people import Cast, cast
from tests.tuesday import NOON, call, seat

pytestmark = [pytest.mark.postgres, pytest.mark.slow]


@pytest.fixture
def people(on_postgres: str) -> Iterator[Cast]:
    clock.forget_cache()
    clock.set(meeting=NOON - timedelta(minutes=10), rate=0)
    yield cast()
    clock.forget_cache()


@pytest.fixture
def keys_beside(postgres_server: str, on_postgres: str, tmp_path) -> Iterator[str]:
    """The key store is a database of its own, beside that of the rows."""
    statement(postgres_server, "DROP DATABASE IF EXISTS soundingboard_keys WITH (FORCE)")
    statement(postgres_server, "CREATE DATABASE soundingboard_keys")
    url = f"{postgres_server}/soundingboard_keys"
    with second_database(url) as place, kept_in(place):
        key_services.ready()
        yield url


@pytest.mark.usefixtures("keys_beside")
def test_a_case_lives_and_dies_with_its_key_in_a_second_database(people: Cast) -> None:
    meeting = call(people)
    case = bring(seat(people.maya, meeting))
    jun = seat(people.jun, meeting)
    services.say_no_conflict(case, by=jun)
    turn_of(people.maya, meeting, people)

    assert services.open_case(case, by=jun, step=SecondStep.SHOWN) == TEXT
    assert key_services.rotate() == Key.objects.count()
    assert [one.name for one in queries.openings(case)] == ["Jun Watanabe"]

    clock.move_to(meeting.destroyed_from)
    meeting_services.settle_what_closed()
    assert services.shred_what_is_due() == 1
    assert list(keys.store().names()) == []


def test_several_processes_share_the_second_database(people: Cast, keys_beside: str, on_postgres: str) -> None:
    case = bring(seat(people.maya, call(people)))
    asked = "from soundingboard.cases.models import *; from soundingboard.cases.queries import text; "
    asked += "print(text(SealedCase.objects.get()))"

    processes.command("keys", "rotate", database_url=on_postgres, SOUNDINGBOARD_KEYS=keys_beside)
    done = processes.command(
        "manage", "shell", "--no-imports", "-c", asked, database_url=on_postgres, SOUNDINGBOARD_KEYS=keys_beside
    )

    assert done.stdout.strip() == TEXT
    assert queries.text(case) == TEXT


def test_of_a_hold_and_a_destruction_at_once_one_comes_first(people: Cast) -> None:
    """Never both: a hold that was placed finds all of it, or finds it destroyed."""
    for week in range(4):
        meeting = call(people, starts=clock.now() + timedelta(minutes=10), retention_days=0, series="")
        bring(seat(people.maya, meeting))
        clock.move_to(meeting.ends + timedelta(hours=1))
        meeting_services.settle_what_closed()
        start = Barrier(2)

        def shred(meeting=meeting, start=start):
            try:
                start.wait()
                return services.shred(meeting)
            finally:
                connections.close_all()

        def hold(meeting=meeting, start=start):
            try:
                start.wait()
                return services.place_hold(first=people.ines, second=people.rosa, meeting=meeting)
            finally:
                connections.close_all()

        with ThreadPoolExecutor(2) as pool:
            shredded, held = pool.submit(shred), pool.submit(hold)
            assert held.result().meeting == meeting

        left = SealedCase.objects.filter(seat__meeting=meeting)
        assert left.exists() is not shredded.result(), week
        assert [queries.text(case) for case in left] == [TEXT] * len(left)


def test_of_two_cases_brought_at_once_for_one_turn_one_is_sealed(people: Cast) -> None:
    maya, start = seat(people.maya, call(people)), Barrier(2)

    def one() -> bool:
        try:
            start.wait()
            bring(maya)
        except Refused:
            return False
        finally:
            connections.close_all()
        return True

    with ThreadPoolExecutor(2) as pool:
        assert sorted(each.result() for each in [pool.submit(one), pool.submit(one)]) == [False, True]
    assert SealedCase.objects.count() == 1
