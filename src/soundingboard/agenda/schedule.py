"""What is left of a meeting, re-divided: the schedule as it stands at an instant."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from soundingboard.agenda.agenda import Person
from soundingboard.agenda.format import Phase
from soundingboard.agenda.plan import (
    Divided,
    Wish,
    divide,
    least_turn,
    phase_least,
    phase_seconds,
    segment_key,
    split_turn,
)
from soundingboard.agenda.state import Room, Turn, replace

ONE_MORE = 60  # seconds


@dataclass(frozen=True)
class Planned:
    """A segment under way or ahead, in absolute instants.

    seconds  whole seconds; for the one under way from its start to when it is due, or to now if that is later
    """

    key: str
    phase: Phase
    presenter: Person | None
    starts: datetime
    seconds: int


def seconds_between(earlier: datetime, later: datetime) -> int:
    """Whole seconds, rounded down."""
    return (later - earlier) // timedelta(seconds=1)


def after(instant: datetime, seconds: int) -> datetime:
    return instant + timedelta(seconds=seconds)


def turn_wish(room: Room, turn: Turn) -> Wish:
    """A turn not begun as the division of time sees it; an interrupted one keeps the time it had left."""
    least = least_turn(room.format)
    if turn.held is not None:
        return Wish(turn.presenter, turn.held, 1, max(len(turn.phases), min(least, turn.held)))
    return Wish(turn.presenter, turn.wish, turn.level, least)


def divide_rest(room: Room, seconds: int) -> Divided:
    """Divide `seconds` among everything that has not begun."""
    wishes = [turn_wish(room, turn) for turn in room.turns]
    return divide(room.format, seconds, room.minutes, room.before, wishes, room.after, room.rank)


def least_rest(room: Room) -> int:
    """The seconds below which what has not begun cannot be squeezed."""
    phases = (*room.before, *room.after)
    once = sum(phase_least(phase, phase_seconds(phase, room.minutes)) for phase in phases)
    return once + sum(turn_wish(room, turn).least for turn in room.turns)


def busy_until(room: Room, now: datetime) -> datetime:
    """When the segment under way, and the turn it belongs to, make way for what comes next."""
    running = room.running
    assert running is not None
    ends = max(segment_due(room, now), now)
    if running.turn is None:
        return ends
    assert running.turn_due is not None
    return max(running.turn_due + stopped_for(room, now), after(ends, sum(running.least))) if running.left else ends


def extended(room: Room) -> Room:
    """One more minute from now or from when the segment is due; its turn grows with it."""
    running = room.running
    assert running is not None
    due = after(max(running.due, room.at), ONE_MORE)
    turn_due = None if running.turn_due is None else max(after(running.turn_due, ONE_MORE), due)
    return replace(room, running=replace(running, due=due, turn_due=turn_due))


def stopped_for(room: Room, now: datetime) -> timedelta:
    """How long the pause under way has lasted; the segment's time is kept for it."""
    return now - room.stopped if room.stopped is not None else timedelta()


def segment_due(room: Room, now: datetime) -> datetime:
    """When the segment under way should end, moved on by the pause under way."""
    assert room.running is not None
    return room.running.due + stopped_for(room, now)


def schedule(room: Room, now: datetime) -> tuple[Planned, ...]:
    """The segment under way and all that are ahead, as they stand at `now`, which is not before `room.at`.

    Shares of turns not begun are equal to within a second (wishes and minima kept), and the last segment ends at
    `room.ends` whenever the minima left fit; the fraction of a second goes to the segment that is under way.
    """
    planned: list[Planned] = []
    begins = max(now, room.starts) if room.running is None else now
    running = room.running
    if running is not None:
        due = segment_due(room, now)
        lasts = seconds_between(running.starts, max(due, now))
        planned.append(Planned(running.key, running.phase, room.presenter, running.starts, lasts))
        begins = busy_until(room, now)
        if running.left:
            inside = max(due, now)
            shares = split_turn(running.left, seconds_between(inside, begins), room.minutes)
            begins = _lay(planned, running.left, shares, room.presenter, inside, until=begins)
    divided = divide_rest(room, seconds_between(begins, room.ends))
    instant = begins
    instant = _lay(planned, room.before, divided.before, None, instant)
    for turn, share in zip(room.turns, divided.turns, strict=True):
        parts = split_turn(turn.phases, share, room.minutes)
        instant = _lay(planned, turn.phases, parts, turn.presenter, instant)
    _lay(planned, room.after, divided.after, None, instant)
    return tuple(planned)


def _lay(
    planned: list[Planned],
    phases: tuple[Phase, ...],
    seconds: tuple[int, ...],
    presenter: Person | None,
    starts: datetime,
    until: datetime | None = None,
) -> datetime:
    """Append segments one after another from `starts`; gives the instant at which the last ends (or `until`)."""
    for phase, share in zip(phases, seconds, strict=True):
        planned.append(Planned(segment_key(phase, presenter), phase, presenter, starts, share))
        starts = after(starts, share)
    return starts if until is None else max(starts, until)


def ends_at(room: Room, now: datetime) -> datetime:
    """When the meeting will end as things stand."""
    if room.ended is not None:
        return room.ended
    plan = schedule(room, now)
    if not plan:
        return room.ends
    last = plan[-1]
    return max(after(last.starts, last.seconds), now) if room.running is not None else after(last.starts, last.seconds)


def behind(room: Room, now: datetime) -> int:
    """Whole seconds the meeting will end later than planned; 0 when it ends on time."""
    return max(0, -(seconds_between(ends_at(room, now), room.ends)))
