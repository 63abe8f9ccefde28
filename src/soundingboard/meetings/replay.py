"""The room of a meeting: replayed from its rows, remembered, and asked what depends on how it stands.

A process reads a row once. What it remembers is a committed state, never wrong and perhaps not the latest. This stands
above `queries`, which knows how a room is planned to open.
"""

from collections import OrderedDict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import connection

from soundingboard.agenda import events as happened
from soundingboard.agenda.agenda import Ask as Wanted
from soundingboard.agenda.agenda import AskKind, Person
from soundingboard.agenda.format import Division, Role
from soundingboard.agenda.room import apply, as_of, opening
from soundingboard.agenda.state import Pace, Room, Rules, State, replace
from soundingboard.clock import services as clock
from soundingboard.meetings.models import Meeting, MeetingEvent, Seat, Words
from soundingboard.meetings.queries import format_of, plan_row
from soundingboard.refusals import Refused

REMEMBERED = 500  # rooms a process keeps in memory
UNDER_WAY = (State.OPEN, State.PAUSED, State.DANGER)


class Over(Refused):
    """The meeting is settled: how its room was cannot be told any more."""

    def __init__(self) -> None:
        super().__init__("This meeting is over.", fits="What you wrote on this page is still here.")


class Canceled(Over):
    """The meeting does not take place."""

    def __init__(self) -> None:
        Refused.__init__(self, "This meeting was canceled.")


# The room


@dataclass(frozen=True)
class Read:
    """A room as its rows up to `number` made it. Nothing that fell due since is in it: see `as_of`."""

    room: Room
    number: int


_rooms: OrderedDict[str, Read] = OrderedDict()  # what this process has read; each a committed state


def room(public_id: str) -> Read:
    """The room of a meeting from its rows, of which only new ones are read; raises `Over` when it is settled."""
    known = _rooms.get(public_id)
    read = _further(known, public_id) if known is not None else None
    if read is None:
        read = _replayed(public_id)
    if not connection.in_atomic_block:  # else the rows may yet be rolled back
        remember(public_id, read)
    return read


def known_room(public_id: str) -> Read | None:
    """What this process has read already: never wrong, perhaps not the latest. Asks no database."""
    return _rooms.get(public_id)


def remember(public_id: str, read: Read) -> None:
    """Keep what was read or committed, unless something later is known."""
    known = _rooms.get(public_id)
    if read.number and (known is None or known.number < read.number):
        _rooms[public_id] = read
        _rooms.move_to_end(public_id)
        while len(_rooms) > REMEMBERED:
            _rooms.popitem(last=False)


def forget(public_id: str) -> None:
    _rooms.pop(public_id, None)


def present_room(meeting: Meeting, now: datetime | None = None) -> Room:
    """The room as it stands now; raises `Over` when it is settled."""
    read = room(meeting.public_id)
    return as_of(read.room, max(now or clock.now(), read.room.at))


Row = tuple[int, str, Mapping[str, Any], datetime, Person | None]  # number, kind, payload, at, by


def rows(public_id: str, after: int = 0) -> list[Row]:
    """The events of a meeting in order, from the number behind `after`."""
    found = (
        MeetingEvent.objects.filter(meeting__public_id=public_id, number__gt=after)
        .order_by("number")
        .values_list("number", "kind", "payload", "at", "by__place", "in_stead_of__place")
    )
    return [
        (number, kind, payload, at, None if by is None else str(other or by))
        for number, kind, payload, at, by, other in found
    ]


def _further(known: Read, public_id: str) -> Read | None:
    """`known` and the rows since; None where they have to be read from the beginning."""
    new = rows(public_id, known.number)
    if any(kind == MeetingEvent.PLANNED for _, kind, *_ in new):
        return None
    return play(known, new)


def _replayed(public_id: str) -> Read:
    meeting = Meeting.objects.get(public_id=public_id)
    if meeting.settled_at is not None:
        raise Over
    if meeting.canceled_at is not None:
        raise Canceled
    found = rows(public_id)
    plans = [number for number, kind, *_ in found if kind == MeetingEvent.PLANNED]
    payload = next((row[2] for row in reversed(found) if row[1] == MeetingEvent.PLANNED), None)
    read = Read(opened(meeting, plan_row(meeting) if payload is None else payload), 0)
    planned = plans[-1] if plans else 0
    read = play(read, [row for row in found if row[0] < planned], lenient=True)
    return play(read, [row for row in found if row[0] >= planned])


def opened(meeting: Meeting, payload: Mapping[str, Any]) -> Room:
    """The room of a meeting before anything has happened in it."""
    return opening(
        format_of(meeting),
        payload["seats"],
        meeting.starts,
        meeting.minutes * 60,
        rules=Rules(Pace(meeting.pace), meeting.timekeeper),
        presenting=payload["presenting"],
        ordered=payload["ordered"],
        asks={
            person: Wanted(AskKind(ask["kind"]), ask["minutes"], ask["level"])
            for person, ask in payload["asks"].items()
        },
        ledger=payload["ledger"],
        carried_over=payload.get("carried_over", ()),
        roles={Role(role): person for role, person in payload["roles"].items()} or None,
    )


def play(read: Read, new: Iterable[Row], *, lenient: bool = False) -> Read:
    """The room after further rows.

    lenient  what happened before the meeting was planned anew and no longer fits falls away
    """
    room, number = read.room, read.number
    for number, kind, payload, at, by in new:
        if kind == MeetingEvent.PLANNED:
            room = replace(room, number=number)
            continue
        try:
            room = step(room, number, happened.from_row(kind, payload, by), at)
        except Refused:
            if not lenient:
                raise
    return Read(room, number)


def step(room: Room, number: int, event: happened.Event, at: datetime) -> Room:
    """The room after the event that has `number`; raises Refused if it cannot happen."""
    return apply(room if room.number == number - 1 else replace(room, number=number - 1), event, at)


def recorded(public_id: str, client_id: str) -> int | None:
    """The number of a press that was recorded before; None if it was not."""
    row = MeetingEvent.objects.filter(meeting__public_id=public_id, client_id=client_id).values_list("number").first()
    return row[0] if row else None


# What depends on how it stands


def words(seat: Seat, words_id: str, now: datetime | None = None) -> Words | None:
    """What somebody wrote, if `seat` may read it: one's own; what is for all, while one is there.

    As long as the meeting is under way, who is not in the room reads nothing of others (`reads_others`).
    """
    shown = Words.objects.filter(meeting=seat.meeting_id, let_go_at=None)
    found = shown.filter(public_id=words_id).select_related("by__clinician").first()
    if found is None or found.by_id == seat.pk:
        return found
    return found if found.audience == Words.Audience.ALL and reads_others(seat, now) else None


def reads_others(seat: Seat, now: datetime | None = None) -> bool:
    """Whether `seat` may read what others brought: not while the meeting is under way without them, for they may be
    sitting out.
    """
    try:
        room = present_room(seat.meeting, now)
    except Over:
        return True
    return room.state not in UNDER_WAY or room.is_present(seat.person)


def is_turn_of(seat: Seat, now: datetime | None = None) -> bool:
    """Whether the meeting is under way and it is their turn; in one without turns it is everybody's all the time."""
    try:
        room = present_room(seat.meeting, now)
    except Over:
        return False
    if room.state not in UNDER_WAY:
        return False
    return room.presenter == seat.person or room.format.division is Division.NONE


def has_begun(meeting: Meeting, now: datetime | None = None) -> bool:
    try:
        return present_room(meeting, now).state is not State.WAITING
    except Over:
        return True
