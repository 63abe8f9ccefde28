"""The meeting of the Tuesday team: five people at noon, and what tests do to be in it."""

from datetime import UTC, datetime, timedelta

from soundingboard.clinicians.models import Clinician
from soundingboard.meetings import queries, services
from soundingboard.meetings.models import Meeting, Seat
from soundingboard.meetings.services import presence
from tests.people import Cast

NOON = datetime(2027, 3, 2, 17, tzinfo=UTC)  # a Tuesday, twelve in New York
EARLIER = NOON - timedelta(minutes=10)


def call(people: Cast, **given: object) -> Meeting:
    """A meeting of the five, as a group would call it."""
    how = {"title": "Tuesday team", "starts": NOON, "zone": "America/New_York", "minutes": 90, "series": "tuesday"}
    return services.schedule(clinicians=people.members, **{**how, **given})  # type: ignore[arg-type]


def seat(person: Clinician, meeting: Meeting) -> Seat:
    found = queries.seat_of(person, meeting)
    assert found is not None
    return found


def arrive(meeting: Meeting, *people: Clinician) -> None:
    """They are in the room, as if each had opened it."""
    for person in people:
        presence.arrive(seat(person, meeting))
