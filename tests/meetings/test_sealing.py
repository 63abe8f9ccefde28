"""What people write is sealed, one key a meeting, and shredded with that key: in every copy of the database."""

import sqlite3
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path

import psycopg
import pytest
from django.db import connection, connections

from soundingboard import sealing
from soundingboard.clock import services as clock
from soundingboard.guard.services import clean
from soundingboard.keys import queries as keys
from soundingboard.keys.models import Key
from soundingboard.meetings import queries, replay, services
from soundingboard.meetings.models import UNREADABLE, Words
from soundingboard.meetings.services import sealing as words_sealing
from soundingboard.refusals import Refused
from tests import processes
from tests.meetings.conftest import fold_what_is_due
from tests.people import cast
from tests.tuesday import NOON, arrive, call, seat

pytestmark = pytest.mark.django_db


def close(meeting):
    """Nobody came; the meeting is over and settled."""
    clock.move_to(meeting.ends + timedelta(hours=1))
    services.settle_what_closed()
    meeting.refresh_from_db()


def test_what_somebody_writes_is_sealed_with_the_one_key_of_the_meeting(people, meeting):
    arrive(meeting, *people.members)
    hope = services.add_words(seat(people.maya, meeting), "hope", "all", clean("To think slowly."))
    ask = services.state_ask(seat(people.jun, meeting), words=clean("How to end well?"))

    rows = list(Words.objects.all())

    meeting.refresh_from_db()
    assert {row.key_id for row in rows} == {meeting.words_key_id}
    assert not [row for row in rows if b"slowly" in bytes(row.sealed) or b"end well" in bytes(row.sealed)]
    assert {row.text for row in rows} == {"To think slowly.", "How to end well?"}
    assert (hope.text, ask.words.text) == ("To think slowly.", "How to end well?")


def test_another_meeting_has_another_key(people, meeting):
    other = call(people, starts=NOON + timedelta(days=7))
    for one in (meeting, other):
        services.state_ask(seat(people.maya, one), words=clean("The same question"))

    assert len(set(Words.objects.values_list("key", flat=True))) == 2


def test_a_text_that_was_moved_to_another_row_does_not_open_there(people, meeting):
    arrive(meeting, people.maya)
    one = services.add_words(seat(people.maya, meeting), "hope", "all", clean("Mine"))
    other = services.add_words(seat(people.maya, meeting), "takeaway", "own", clean("Mine alone"))
    Words.objects.filter(pk=one.pk).update(sealed=bytes(other.sealed))

    with pytest.raises(sealing.Broken):
        _ = Words.objects.get(pk=one.pk).text


def test_where_a_key_is_lost_pages_say_so_and_go_on(people, meeting):
    services.state_ask(seat(people.maya, meeting), words=clean("A question"))
    meeting.refresh_from_db()
    keys.store().destroy([meeting.words_key_id])

    assert queries.said(meeting)["1"].question == UNREADABLE


def test_a_page_of_many_words_looks_into_the_key_store_once(people, meeting, django_assert_num_queries):
    for person in people.members:
        services.state_ask(seat(person, meeting), words=clean("A question"))

    with django_assert_num_queries(1):
        said = queries.said(meeting)

    assert {one.question for one in said.values()} == {"A question"}


def test_shredded_words_open_with_no_copy_of_the_database_and_no_key_that_exists(people, meeting):
    services.state_ask(seat(people.maya, meeting), words=clean("Am I pushing too soon?"))
    other = call(people, starts=NOON + timedelta(days=90))
    services.state_ask(seat(people.maya, other), words=clean("Another question"))
    with connection.cursor() as cursor:  # a full copy, made while everything could be opened
        cursor.execute("SELECT sealed, public_id FROM meetings_words")
        copy = [(bytes(sealed), f"words {public_id}") for sealed, public_id in cursor.fetchall()]
    assert {"Am I pushing too soon?", "Another question"} == opened(copy)

    close(meeting)
    clock.move_to(NOON + timedelta(days=31))
    fold_what_is_due()

    assert opened(copy) == {"Another question"}
    meeting.refresh_from_db()
    assert meeting.words_key is None


def opened(copy):
    """What can be read of `copy` with every key that exists today: those in the store, and the site keys themselves."""
    store = keys.store()
    site_keys = store.site_keys()
    every = {*keys.keys(name for name, _ in store.names()).values(), *site_keys}
    found = set()
    for sealed, name in copy:
        for key in every:
            try:
                found.add(sealing.open_sealed(sealed, key, name))
            except sealing.Broken:
                continue
    return found


def test_with_a_retention_of_no_days_words_go_as_soon_as_the_meeting_is_settled(people):
    meeting = call(people, retention_days=0)
    services.state_ask(seat(people.maya, meeting), words=clean("A question"))

    close(meeting)

    assert fold_what_is_due() == 1
    assert not Words.objects.exists()
    assert not Key.objects.exists()


def test_words_of_a_canceled_meeting_are_shredded_too(people, meeting):
    services.state_ask(seat(people.maya, meeting), words=clean("A question"))
    services.cancel(meeting)

    clock.move_to(NOON + timedelta(days=31))

    assert fold_what_is_due() == 1
    assert not Words.objects.exists()
    assert not Key.objects.exists()


def test_a_takeaway_outlives_its_meeting_only_if_its_owner_keeps_it_and_goes_when_they_say(people, meeting):
    arrive(meeting, people.maya, people.jun)
    maya, jun = seat(people.maya, meeting), seat(people.jun, meeting)
    kept = services.take_along(maya, clean("Slower is faster."))
    services.take_along(jun, clean("Ask more."))
    close(meeting)

    services.keep_takeaway(kept, by=maya)
    services.keep_takeaway(kept, by=maya)
    with pytest.raises(Refused):
        services.keep_takeaway(kept, by=jun)
    clock.move_to(NOON + timedelta(days=31))
    fold_what_is_due()

    assert [words.text for words in Words.objects.all()] == ["Slower is faster."]
    left = queries.takeaway(seat(people.maya, meeting))
    assert left.is_kept

    with pytest.raises(Refused):
        services.let_go(left, by=jun)
    services.let_go(left, by=maya)

    assert queries.takeaway(seat(people.maya, meeting)) is None
    assert replay.words(seat(people.maya, meeting), left.public_id) is None
    services.shred_words(queries.let_go().get())
    assert not Words.objects.exists()
    assert not Key.objects.exists()


def test_what_only_goes_with_its_meeting_cannot_be_let_go_before(people, meeting):
    arrive(meeting, people.maya)
    words = services.take_along(seat(people.maya, meeting), clean("Slower is faster."))

    with pytest.raises(Refused):
        services.let_go(Words.objects.get(pk=words.pk), by=seat(people.maya, meeting))


@pytest.mark.postgres
def test_two_who_write_the_first_words_at_once_end_up_with_one_key(on_postgres):
    people = cast()
    clock.forget_cache()
    clock.set(meeting=NOON, rate=0)
    meeting = call(people, starts=NOON + timedelta(minutes=5))

    def first():
        try:
            return words_sealing.key_of(meeting)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(4) as pool:
        given = set(pool.map(lambda _: first(), range(4)))

    assert len(given) == 1
    assert Key.objects.count() == 1
    assert keys.orphans()[0].isdisjoint({name for name, _ in given})
    clock.forget_cache()


@pytest.mark.slow
@pytest.mark.parametrize("kind", ["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)])
def test_what_was_written_before_words_were_sealed_is_sealed_and_nowhere_legible(kind, tmp_path, request):
    url, told = old_site(kind, tmp_path, request)

    processes.command("migrate", database_url=url, **told)

    asked = "from soundingboard.meetings.models import Words; print(*sorted(one.text for one in Words.objects.all()))"
    done = processes.command("manage", "shell", "--no-imports", "-c", asked, database_url=url, **told)
    assert done.stdout.split() == ["Quillfeather-0", "Quillfeather-1"]
    if kind == "sqlite":
        assert b"Quillfeather" not in b"".join(path.read_bytes() for path in tmp_path.glob("rows.sqlite3*"))
        with sqlite3.connect(tmp_path / "rows.sqlite3") as rows:
            assert rows.execute("SELECT count(DISTINCT key_id) FROM meetings_words").fetchone() == (2,)


OLD = """
import django; django.setup()
from datetime import datetime, UTC
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
executor = MigrationExecutor(connection)
state = executor.migrate([("meetings", "0001_initial"), ("clinicians", "0001_initial")])
row = lambda model, **values: state.apps.get_model(model).objects.create(**values)
person = row("clinicians.Clinician", name="Maya", token="maya")
for number in range(2):
    meeting = row("meetings.Meeting", public_id=f"m{number}", title="x", starts=datetime.now(UTC), zone="UTC",
                  minutes=60, format_id="open-round", format_toml="")
    seat = row("meetings.Seat", meeting=meeting, clinician=person, place=1)
    row("meetings.Words", public_id=f"w{number}", meeting=meeting, by=seat, kind="hope", audience="all",
        text=f"Quillfeather-{number}")
"""


def old_site(kind: str, folder: Path, request: pytest.FixtureRequest) -> tuple[str, dict[str, str]]:
    """A site of before words were sealed, with two meetings of one sentence each."""
    url = f"sqlite:///{folder / 'rows.sqlite3'}"
    if kind == "postgresql":
        server = request.getfixturevalue("postgres_server")
        with psycopg.connect(f"{server}/postgres", autocommit=True) as session:
            session.execute("DROP DATABASE IF EXISTS soundingboard_old WITH (FORCE)")
            session.execute("CREATE DATABASE soundingboard_old")
        url = f"{server}/soundingboard_old"
    told = {"SOUNDINGBOARD_DATA": str(folder / "data")}
    environment = processes.environment(url, told)
    done = subprocess.run([sys.executable, "-c", OLD], env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return url, told
