"""A meeting to which Maya has brought a case."""

from datetime import timedelta

import pytest

from soundingboard.agenda import events as happened
from soundingboard.agenda.state import Room, State
from soundingboard.cases import services
from soundingboard.cases.models import LegalHold, SealedCase
from soundingboard.clinicians.models import Clinician
from soundingboard.clock import services as clock
from soundingboard.guard.services import clean
from soundingboard.meetings import replay
from soundingboard.meetings import services as meeting_services
from soundingboard.meetings.models import Meeting, Seat
from tests.people import Cast
from tests.tuesday import arrive, seat

HEADLINE = "A woman in her thirties, exposure stalls"
TEXT = "She cancels every time exposure work comes near. PHQ-9 fell from 19 to 11. Am I pushing too soon?"


@pytest.fixture(autouse=True)
def _clock(before_noon: None) -> None:
    """Every test here begins before noon."""


@pytest.fixture
def case(meeting: Meeting, people: Cast) -> SealedCase:
    return bring(seat(people.maya, meeting))


def bring(by: Seat, *, text: str = TEXT, headline: str = HEADLINE) -> SealedCase:
    return services.bring(
        by,
        kind="second-look",
        minutes=None,
        question=clean("Am I pushing too soon?"),
        headline=clean(headline),
        text=clean(text, most=25_000),
        knows_of_nothing=True,
    )


def turn_of(person: Clinician, meeting: Meeting, people: Cast) -> None:
    """Everyone is there, the meeting has begun, and it goes on until `person` presents."""
    arrive(meeting, *people.members)
    place, maya = seat(person, meeting).person, seat(people.maya, meeting)
    if replay.present_room(meeting).state is State.WAITING:
        meeting_services.record(meeting, happened.Started("1"), seat=maya)
    while (room := replay.present_room(meeting)).presenter != place:
        next_part(meeting, people, room)


def next_part(meeting: Meeting, people: Cast, room: Room | None = None) -> None:
    """What is under way has had its time, and Maya goes on."""
    running = (room or replay.present_room(meeting)).running
    assert running is not None
    clock.move_to(running.due)
    meeting_services.record(meeting, happened.Advanced("1", running.key), seat=seat(people.maya, meeting))


def end(meeting: Meeting) -> None:
    """The meeting is over and settled; nothing else is due yet."""
    clock.move_to(meeting.ends + timedelta(hours=1))
    meeting_services.settle_what_closed()
    meeting.refresh_from_db()


def hold(people: Cast, **on: Meeting | Clinician | bool) -> LegalHold:
    return services.place_hold(first=people.ines, second=people.rosa, **on)  # type: ignore[arg-type]
