"""A meeting that is already past, entered at once."""

from collections.abc import Callable, Iterable
from datetime import datetime

from django.db import transaction

from soundingboard.agenda import events as happened
from soundingboard.agenda.state import Room
from soundingboard.meetings import queries, replay
from soundingboard.meetings.models import Meeting, MeetingEvent, Seat
from soundingboard.meetings.services.ending import settle

Story = Callable[[Room], Iterable[tuple[happened.Event, datetime]]]


@transaction.atomic
def enter(meeting: Meeting, story: Story, *, until: datetime) -> None:
    """Let everything in `story` happen in `meeting`, in order, and settle it as of `until`.

    story   given the room as it opens, tells its events with their instants
    raises  Refused, and writes nothing, if the room says no to one of them
    """
    payload = queries.plan_row(meeting)
    room = replay.opened(meeting, payload)
    seats = {seat.person: seat for seat in queries.seats(meeting)}
    rows = [_row(meeting, 1, MeetingEvent.PLANNED, payload, meeting.starts, None)]
    for event, at in story(room):
        room = replay.step(room, len(rows) + 1, event, at)
        rows.append(_row(meeting, len(rows) + 1, *happened.to_row(event), at, seats.get(event.by or "")))
    MeetingEvent.objects.bulk_create(rows)
    settle(meeting, until)


def _row(
    meeting: Meeting, number: int, kind: str, payload: dict[str, object], at: datetime, by: Seat | None
) -> MeetingEvent:
    return MeetingEvent(meeting=meeting, number=number, kind=kind, payload=payload, at=at, by=by)
