"""What happens in a room becomes a numbered row, or is refused and leaves no trace."""

import json
from collections.abc import Callable, Sequence
from contextlib import nullcontext
from contextvars import ContextVar
from datetime import datetime
from functools import partial

from django.db import DatabaseError, IntegrityError, connection, transaction

from soundingboard.agenda import events as happened
from soundingboard.agenda.room import as_of
from soundingboard.agenda.state import State
from soundingboard.clock import services as clock
from soundingboard.live import bus
from soundingboard.live.threads import Failed
from soundingboard.meetings import queries, replay
from soundingboard.meetings.models import Meeting, MeetingEvent, Seat
from soundingboard.refusals import Refused

ATTEMPTS = 20

Also = Callable[[], None]


def topic(public_id: str) -> str:
    """Under which name the bus speaks of a meeting."""
    return f"meeting {public_id}"


# The rooms as the presses of one transaction have made them, while it is not committed.
_together: ContextVar[dict[str, replay.Read] | None] = ContextVar("together", default=None)


def together(presses: Sequence[Callable[[], int]]) -> list[int | Failed]:
    """Run what records presses in one transaction, so that all wait once until it is safely on the disk.

    Nobody is answered and nobody hears of anything before that. What a room refuses leaves no trace and hinders no
    other press. Where a number was taken by another process, nothing is kept, and each is run again by itself.
    """
    if len(presses) > 1:
        token = _together.set({})
        try:
            with transaction.atomic():
                return [_unbroken(_tried(press)) for press in presses]
        except IntegrityError:
            pass
        finally:
            _together.reset(token)
    return [_tried(press) for press in presses]


def _tried(press: Callable[[], int]) -> int | Failed:
    try:
        return press()
    except Exception as error:
        return Failed(error)


def _unbroken(outcome: int | Failed) -> int | Failed:
    """The same, unless the transaction is broken."""
    if isinstance(outcome, Failed) and isinstance(outcome.error, DatabaseError):
        raise outcome.error
    return outcome


def record(
    meeting: Meeting,
    event: happened.Event,
    *,
    seat: Seat | None = None,
    in_stead_of: Seat | None = None,
    client_id: str | None = None,
    also: Also | None = None,
    at: datetime | None = None,
) -> int:
    """Give `event` the next number in `meeting`, and return it; raises Refused and writes nothing if the room says no.

    Two people may press at once: the unique (meeting, number) lets one in, the other reads and asks again. A press sent
    twice (same seat, same `client_id`) gets the same number.

    seat         whose hand it was, None where nobody pressed
    in_stead_of  whom it was done for, where one device serves all
    also         further writes of the same transaction
    at           the instant on the meeting clock, now unless said; never before the last event's
    """
    hand = in_stead_of or seat
    assert event.by == (None if hand is None else hand.person), "A row would replay as somebody else's."
    name = None if client_id is None or seat is None else f"{seat.place}:{client_id}"
    public_id = meeting.public_id
    in_transaction, others = connection.in_atomic_block, _together.get()
    if others is not None:
        read = others.get(public_id) or replay.known_room(public_id)
    else:
        read = None if in_transaction else replay.known_room(public_id)
    latest = False
    for _ in range(ATTEMPTS):
        if read is None:
            read, latest = replay.room(public_id), True
        instant = max(at or clock.now(), read.room.at)
        fresh = read.number == 0  # the room is opened by its first row
        number = read.number + 1 + fresh
        try:
            room = replay.step(read.room, number, event, instant)
        except Refused:
            if name is not None and (done := replay.recorded(public_id, name)) is not None:
                return done
            if latest:
                raise
            read = None  # what we knew was old; the present room may say yes
            continue
        # One statement is a transaction of its own, at half the cost of one that Django opens and closes; among others
        # it is in theirs.
        one = not (fresh or also) and (others is not None or not (in_transaction or bus.bus().writes))
        try:
            with nullcontext() if one else transaction.atomic():
                if fresh:
                    _insert(meeting.pk, 1, MeetingEvent.PLANNED, queries.plan_row(meeting), instant)
                kind, payload = happened.to_row(event)
                _insert(meeting.pk, number, kind, payload, instant, seat, in_stead_of, name)
                if also is not None:
                    also()
                if not fresh:  # the room is known before anyone hears of it
                    transaction.on_commit(partial(replay.remember, public_id, replay.Read(room, number)))
                bus.announce(topic(public_id), number)
        except IntegrityError:
            if others is not None:
                raise
            if name is not None and (done := replay.recorded(public_id, name)) is not None:
                return done
            read = None
            continue
        if others is not None and not fresh:
            others[public_id] = replay.Read(room, number)
        return number
    raise Refused("The room is very busy.", fits="Nothing was lost. Please press again.")


def plan_anew(meeting: Meeting) -> None:
    """Let a room that is waiting be opened as its meeting is planned now, in the caller's transaction.

    raises  Refused if the meeting has begun
    """
    for _ in range(ATTEMPTS):
        read = replay.room(meeting.public_id)
        refuse_if_begun(read)
        if not read.number:
            bus.announce(topic(meeting.public_id), 0)  # whoever watches reads it again
            return
        try:
            with transaction.atomic():
                at = max(clock.now(), read.room.at)
                _insert(meeting.pk, read.number + 1, MeetingEvent.PLANNED, queries.plan_row(meeting), at)
                bus.announce(topic(meeting.public_id), read.number + 1)
        except IntegrityError:
            continue
        return
    raise Refused("The room is very busy.", fits="Nothing was lost. Please press again.")


def refuse_if_begun(read: replay.Read) -> None:
    """Raise Refused unless the room, as it stands now, is waiting."""
    if as_of(read.room, max(clock.now(), read.room.at)).state is not State.WAITING:
        raise Refused("This meeting has begun.", fits="Its agenda can be changed in the room.")


# One statement, made by hand: the ORM takes several times as long as SQLite does, at every press.
_COLUMNS = ("meeting_id", "number", "kind", "payload", "by_id", "in_stead_of_id", "at", "client_id")
_INSERT = (
    f"INSERT INTO {MeetingEvent._meta.db_table} ({', '.join(_COLUMNS)}) VALUES ({', '.join(['%s'] * len(_COLUMNS))})"
)


def _insert(
    meeting: int,
    number: int,
    kind: str,
    payload: dict[str, object],
    at: datetime,
    seat: Seat | None = None,
    in_stead_of: Seat | None = None,
    client_id: str | None = None,
) -> None:
    values = (
        meeting,
        number,
        kind,
        json.dumps(payload),
        None if seat is None else seat.pk,
        None if in_stead_of is None else in_stead_of.pk,
        connection.ops.adapt_datetimefield_value(at),
        client_id,
    )
    with connection.cursor() as cursor:
        cursor.execute(_INSERT, values)
