"""Every shipped format, and a group's altered copy, through the real room, with the demo's peers over real sockets
and with a late arrival, an overrun, a pause and a restart. The laws hold after every step, it ends, the tallies add up.
"""

import asyncio
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from django.conf import settings

from soundingboard.accounts import services as accounts
from soundingboard.agenda import formats
from soundingboard.agenda.format import Format
from soundingboard.agenda.remains import tallies
from soundingboard.agenda.state import Room
from soundingboard.clinicians import services as clinicians
from soundingboard.clinicians.models import Clinician
from soundingboard.clock import services as clock
from soundingboard.demo.services import signed_in
from soundingboard.meetings import queries, services
from soundingboard.meetings.models import Meeting, MeetingEvent
from tests.conftest import served
from tests.demo.conductor import Conductor

NOON = datetime(2027, 3, 2, 17, tzinfo=UTC)


def altered_copy() -> Format:
    """The default as a group might change it: another opening, no exchange, longer answers, its own words."""
    format = formats.load("open-round")
    phases = tuple(
        replace(phase, share={"present": 30, "clarify": 15, "respond": 45, "takeaway": 10}.get(phase.id, phase.share))
        for phase in format.phases
        if phase.id != "exchange"
    )
    first = replace(phases[0], title="Three breaths", prompt="Three breaths, together.", minutes={60: 2, 90: 3})
    return replace(format, id="ours", title="Our round", phases=(first, *phases[1:]))


def sizes(format: Format) -> set[int]:
    return {format.size.least, format.size.usual, format.size.most}


def one_other(format: Format) -> int:
    """A size other than the usual one, the least or the largest by turns, so that both come up over the formats."""
    others = sorted(sizes(format) - {format.size.usual}) or [format.size.usual]
    return others[len(format.id) % len(others)]


EVERY = [*formats.shipped(), altered_copy()]
IN_TEST = [(format, size) for format in EVERY for size in {format.size.usual, one_other(format)}]
IN_SOAK = [(format, size) for format in EVERY for size in sizes(format) if (format, size) not in IN_TEST]


def names(case: object) -> str:
    return case.id if isinstance(case, Format) else str(case)


@pytest.fixture
def _still_clock(transactional_db: None) -> Iterator[None]:
    clock.forget_cache()
    clock.set(meeting=NOON - timedelta(minutes=5), rate=0)
    yield
    clock.forget_cache()


@pytest.mark.slow
@pytest.mark.usefixtures("_still_clock")
@pytest.mark.parametrize(("format", "size"), IN_TEST, ids=names)
def test_a_format_runs_to_its_end_with_all_that_happens_to_a_meeting(format, size):
    meets(format, size)


@pytest.mark.soak
@pytest.mark.usefixtures("_still_clock")
@pytest.mark.parametrize(("format", "size"), IN_SOAK, ids=names)
def test_a_format_runs_to_its_end_at_its_other_sizes(format, size):
    meets(format, size)


def meets(format: Format, size: int) -> None:
    people = [person(place) for place in range(1, size + 1)]
    meeting = services.schedule(
        title="Every format",
        starts=NOON,
        zone="America/New_York",
        minutes=format.usual_minutes,
        clinicians=people,
        format_id=format.id,
        format_toml=formats.render(format),
        series="every",
    )
    conductor = Conductor(meeting, served, {str(place): cookie(one) for place, one in enumerate(people, 1)})

    room = asyncio.run(conductor.conduct())

    assert conductor.happened >= {"late arrival", "restart"}
    if any(phase.speaks == "presenter" for phase in format.phases):
        assert conductor.happened >= {"overrun", "pause"}
    assert room.ended is not None
    assert room.ended - room.ends < timedelta(minutes=3)
    what_remains_is_right(meeting, room)


def what_remains_is_right(meeting: Meeting, room: Room) -> None:
    services.settle(meeting)  # unless the server has done so by itself
    places = {seat.clinician_id: seat.person for seat in queries.seats(meeting)}
    kept = {places[tally.clinician_id]: (tally.own, tally.responding) for tally in queries.tallies(meeting)}
    assert kept == {one: (tally.own, tally.responding) for one, tally in tallies(room).items()}
    rows = MeetingEvent.objects.filter(meeting=meeting)
    assert not rows.filter(kind__in=["speaking", "hand raised", "hand lowered"]).exists()
    assert not rows.filter(kind__in=["arrived", "left"]).exclude(at=None).exists()


def person(place: int) -> Clinician:
    user = accounts.enroll(f"person{place}@example.org", name=f"Person {place}")
    return clinicians.welcome(user, name=f"Person {place}")


def cookie(clinician: Clinician) -> str:
    assert clinician.user is not None
    return f"{settings.SESSION_COOKIE_NAME}={signed_in(clinician.user)}"
