"""A meeting of five, at a clock that stands still until somebody moves it."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from datetime import UTC, datetime, timedelta

import pytest
from django.test import Client

from soundingboard.clinicians.models import Clinician
from soundingboard.clock import services as clock
from soundingboard.meetings import queries, services
from soundingboard.meetings.models import Meeting
from soundingboard.meetings.services import presence
from tests.conftest import user_of
from tests.meetings.wires import Wire
from tests.people import Cast

NOON = datetime(2027, 3, 2, 17, tzinfo=UTC)  # a Tuesday, twelve in New York
EARLIER = NOON - timedelta(minutes=10)


@pytest.fixture(autouse=True)
def _clock(db: None) -> Iterator[None]:
    """Ten minutes to noon, and the clock stands still."""
    clock.forget_cache()
    clock.set(meeting=EARLIER, rate=0)
    yield
    clock.forget_cache()


@pytest.fixture
def meeting(people: Cast) -> Meeting:
    """An open round of five, at noon, for ninety minutes. Maya has place 1, Samir 5."""
    return call(people)


def call(people: Cast, **given: object) -> Meeting:
    """A meeting of the five, as a group would call it."""
    how = {"title": "Tuesday team", "starts": NOON, "zone": "America/New_York", "minutes": 90, "series": "tuesday"}
    return services.schedule(clinicians=people.members, **{**how, **given})  # type: ignore[arg-type]


def fold_what_is_due() -> int:
    """What `cases` does where nothing forbids it; returns how many."""
    due = queries.due(clock.now())
    for meeting in due:
        services.fold(meeting)
    return len(due)


def arrive(meeting: Meeting, *people: Clinician) -> None:
    """They are in the room, as if each had opened it."""
    for person in people:
        seat = queries.seat_of(person, meeting)
        assert seat is not None
        presence.arrive(seat)


Enter = Callable[..., Wire]


@pytest.fixture
def enter(server: str) -> Iterator[Enter]:
    """Opens a real socket for somebody: `enter(people.maya, meeting)`; they have said hello and see the room."""
    with ExitStack() as ends:

        def entered(person: Clinician | None, meeting: Meeting | str, *, hello: bool = True, **given: str) -> Wire:
            browser = Client()
            if person is not None:
                browser.force_login(user_of(person))
            public_id = meeting if isinstance(meeting, str) else meeting.public_id
            wire = ends.enter_context(Wire(server, public_id, browser, **given))
            if hello:
                wire.hello()
                wire.hear(lambda message: "view" in message and message["mine"]["present"])
            return wire

        yield entered
