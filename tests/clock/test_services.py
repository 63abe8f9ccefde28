"""The meeting clock: real time on a real site, and one row that moves it in a demo and in tests."""

import asyncio
import os
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from django.core.exceptions import SynchronousOnlyOperation
from django.db import connection
from pytest_django import DjangoAssertNumQueries, DjangoCaptureOnCommitCallbacks, Settings

from soundingboard.clock import services
from soundingboard.clock.events import REAL_TIME, Anchor
from soundingboard.clock.models import AnchorRow
from soundingboard.refusals import Refused

NOON = datetime(2026, 3, 3, 17, tzinfo=UTC)
SOON = timedelta(seconds=30)  # longer than any test here takes


@pytest.fixture(autouse=True)
def _nothing_remembered() -> Iterator[None]:
    services.forget_cache()
    yield
    services.forget_cache()


def test_on_a_real_site_it_is_real_time_and_the_database_is_not_asked(
    settings: Settings, db: None, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    settings.MEETING_CLOCK_MOVES = False

    with django_assert_num_queries(0):
        shown = services.now()

    assert abs(shown - datetime.now(UTC)) < SOON
    assert services.current() == REAL_TIME


def test_on_a_real_site_nobody_can_move_it(settings: Settings, db: None) -> None:
    settings.MEETING_CLOCK_MOVES = False

    with pytest.raises(Refused, match="real time"):
        services.set(meeting=NOON)


@pytest.mark.django_db
def test_it_is_real_time_until_somebody_moves_it() -> None:
    assert abs(services.now() - datetime.now(UTC)) < SOON


@pytest.mark.django_db
def test_it_shows_what_it_was_put_at_and_runs_on_from_there() -> None:
    anchor = services.set(meeting=NOON, rate=20)

    assert NOON <= services.now() < NOON + 20 * SOON
    assert anchor.at(anchor.real + timedelta(seconds=3)) == NOON + timedelta(minutes=1)
    assert anchor.real_at(NOON + timedelta(minutes=1)) == anchor.real + timedelta(seconds=3)


@pytest.mark.django_db
def test_a_clock_that_stands_still_never_gets_there() -> None:
    anchor = services.set(meeting=NOON, rate=0)

    assert services.now() == NOON
    assert anchor.real_at(NOON + timedelta(seconds=1)) is None


@pytest.mark.django_db
def test_another_rate_does_not_make_it_jump() -> None:
    services.set(meeting=NOON, rate=0)
    services.set(rate=5)

    assert NOON <= services.now() < NOON + 5 * SOON


@pytest.mark.django_db
def test_it_never_goes_backward() -> None:
    services.set(meeting=NOON, rate=0)

    with pytest.raises(Refused, match="never goes backward"):
        services.set(meeting=NOON - timedelta(seconds=1))
    services.move_to(NOON - timedelta(hours=1))

    assert services.now() == NOON
    assert AnchorRow.objects.count() == 1


@pytest.mark.django_db
@pytest.mark.parametrize("rate", [-1, 1001, float("nan"), float("inf")])
def test_a_rate_that_is_none_is_refused(rate: float) -> None:
    with pytest.raises(Refused):
        services.set(rate=rate)

    assert services.current() == REAL_TIME


@pytest.mark.django_db
def test_who_asked_is_told_on_commit_and_no_more_after_they_left(
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    heard: list[Anchor] = []
    leave = services.on_change(heard.append)

    with django_capture_on_commit_callbacks(execute=True):
        moved = services.set(meeting=NOON)
        assert heard == []
    leave()
    with django_capture_on_commit_callbacks(execute=True):
        services.set(rate=3)

    assert heard == [moved]


@pytest.mark.django_db(transaction=True)
def test_a_move_by_another_process_is_seen_and_told() -> None:
    services.set(meeting=NOON, rate=0)
    heard: list[Anchor] = []
    leave = services.on_change(heard.append)

    later = "from datetime import timedelta; from soundingboard.clock import services; "
    subprocess.run(
        [
            sys.executable,
            "-c",
            f"import django; django.setup(); {later}services.set(meeting=services.now() + timedelta(hours=1))",
        ],
        env={**os.environ, "DJANGO_SETTINGS_MODULE": "tests.settings", "SOUNDINGBOARD_DATABASE_URL": database_url()},
        check=True,
    )
    anchor = services.refresh()
    leave()

    assert services.now() == NOON + timedelta(hours=1)
    assert heard == [anchor]


@pytest.mark.django_db
def test_inside_an_event_loop_the_last_known_time_counts_and_nothing_waits_for_the_database(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.delenv("DJANGO_ALLOW_ASYNC_UNSAFE", raising=False)
    services.set(meeting=NOON, rate=0)
    services.refresh()
    monkeypatch.setattr(services, "FRESH", -1)

    async def ask() -> datetime:
        known = services.now()
        services.forget_cache()
        with pytest.raises(SynchronousOnlyOperation):
            services.now()
        return known

    assert asyncio.run(ask()) == NOON


def database_url() -> str:
    """The test's own database, for another process."""
    at = connection.settings_dict
    if connection.vendor == "sqlite":
        return f"sqlite:///{at['NAME']}"
    return f"postgresql://{at['USER']}:{at['PASSWORD']}@{at['HOST']}:{at['PORT']}/{at['NAME']}"


@pytest.mark.django_db
def test_moving_it_to_an_hour_that_has_passed_leaves_it_though_it_was_never_moved_before() -> None:
    anchor = services.move_to(datetime.now(UTC) - timedelta(minutes=4))

    assert anchor == REAL_TIME
    assert not AnchorRow.objects.exists()
