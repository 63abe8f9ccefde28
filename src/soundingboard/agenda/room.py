"""The room: a pure state machine over numbered events. It never ticks; whoever asks brings the instant.

`as_of(room, now)` performs every transition that is due, `permit(room, event)` raises `Refused` for what may not happen
now, and `apply(room, event, at)` does both and gives the next room, so that a room is never half changed.
"""

from collections.abc import Collection, Mapping, Sequence
from datetime import UTC, datetime, timedelta

from soundingboard.agenda import events as happened
from soundingboard.agenda.agenda import Ask, Person
from soundingboard.agenda.flow import (
    begin,
    by_ledger,
    end,
    finish,
    give_up,
    held_until,
    resume_clock,
    silence,
    stand_in,
    take_in,
    without_rest,
)
from soundingboard.agenda.format import Division, Format, Role
from soundingboard.agenda.permits import permit
from soundingboard.agenda.plan import (
    Preferences,
    in_order,
    meeting_phases,
    phase_seconds,
    ranked,
    segment_key,
    turns_at,
    who_fits,
    wishes_of,
)
from soundingboard.agenda.schedule import after, busy_until, extended, seconds_between, segment_due
from soundingboard.agenda.shares import rotate
from soundingboard.agenda.state import Last, Note, Pace, Presence, Room, Rules, State, Turn, gone, replace

FORGOTTEN = timedelta(hours=1)  # a meeting that nobody closes ends so long after its end
DESERTED = timedelta(minutes=5)  # a room everybody has left, past its end, closes so long after


def opening(
    format: Format,
    seats: Sequence[Person],
    starts: datetime,
    seconds: int,
    *,
    rules: Rules | None = None,
    presenting: Sequence[Person] | None = None,
    ordered: bool = False,
    asks: Mapping[Person, Ask] | None = None,
    ledger: Mapping[Person, int] | None = None,
    carried_over: Collection[Person] = (),
    roles: Mapping[Role, Person] | None = None,
) -> Room:
    """The room of a meeting before anything has happened in it.

    Never refuses a size or a length: a format that does not fit was refused when it was scheduled.

    seats         those with the right to be there, in order
    presenting    who wants to present, None for everyone; `ordered` keeps that order
    carried_over  whose item did not fit last time
    """
    asks, ledger = asks or {}, ledger or {}
    minutes = seconds / 60
    before, turn_phases, behind_them = meeting_phases(format, minutes)
    chosen = None if presenting is None else tuple(one for one in presenting if one in seats)
    willing = in_order(format, seats, asks, Preferences(presenting=chosen, ordered=ordered), ledger, carried_over)
    rank = ranked(format, (*willing, *(one for one in seats if one not in willing)), asks, ledger, carried_over)
    count = turns_at(format, minutes, len(willing)) if turn_phases else 0
    wishes = wishes_of(format, willing[:count], asks, carried_over)
    turns = tuple(Turn(wish.presenter, wish.seconds, wish.level, turn_phases) for wish in wishes)
    today = willing
    if format.division is Division.BY_NEED:
        once = sum(phase_seconds(phase, minutes) for phase in (*before, *behind_them))
        today = who_fits(format, wishes, seconds - once, rank) or willing
    return Room(
        format=format,
        rules=rules or Rules(),
        minutes=minutes,
        seats=tuple(seats),
        starts=starts,
        ends=after(starts, seconds),
        at=datetime.min.replace(tzinfo=UTC),  # it has seen nothing yet
        before=before,
        turns=tuple(turn for turn in turns if turn.presenter in today),
        after=behind_them,
        turn_phases=turn_phases,
        waiting=willing[count:] if by_ledger(format) else (),
        carried=tuple(turn for turn in turns if turn.presenter not in today),
        rank=rank,
        roles=dict(roles) if roles is not None else rotate(format.roles, tuple(seats), 0),
    )


# What is due, whoever is there


def next_due(room: Room) -> datetime | None:
    """The instant of the next transition that happens by itself; None when nothing is due any more."""
    somebody = any(presence.since is not None for presence in room.presence.values())
    match room.state:
        case State.WAITING:
            return max(room.starts, room.at) if somebody else max(room.ends, room.at)
        case State.OPEN | State.PAUSED | State.DANGER:
            closing = room.ends + FORGOTTEN if somebody else max(room.ends, _deserted_since(room) + DESERTED)
            if room.state is State.OPEN and somebody:
                if room.rules.pace is Pace.STRICT:
                    closing = min(closing, segment_due(room, room.at))
                closing = min(closing, held_until(room) or closing)
            return max(closing, room.at)
        case State.AFTER:
            return room.closes
        case State.CLOSED:
            return None


def as_of(room: Room, now: datetime) -> Room:
    """The room after every transition that is due by `now`. Asking in between changes nothing (a law in the tests)."""
    while (due := next_due(room)) is not None and due <= now:
        room = _fall_due(replace(room, at=max(room.at, due)))
    return room if now <= room.at else replace(room, at=now)


def _fall_due(room: Room) -> Room:
    """Perform the one transition that is due at `room.at`."""
    match room.state:
        case State.WAITING if room.present and room.at < room.ends:
            return begin(replace(room, state=State.OPEN, began=room.at))
        case State.WAITING:
            return replace(room, state=State.CLOSED, ended=room.at, closes=room.at)
        case State.OPEN if room.present and (held := held_until(room)) is not None and held <= room.at:
            return begin(give_up(room))
        case State.OPEN if room.present and room.at < room.ends + FORGOTTEN:
            return begin(finish(room))
        case State.AFTER:
            return replace(room, state=State.CLOSED, presence=_all_gone(room))
        case _:
            over = end(room)
            return replace(over, state=State.CLOSED, closes=room.at, presence=_all_gone(over))


def _deserted_since(room: Room) -> datetime:
    """When the last person left a room that nobody is in."""
    return max((stay[1] for presence in room.presence.values() for stay in presence.stays), default=room.ends)


def _all_gone(room: Room) -> dict[Person, Presence]:
    return {person: gone(presence, room.at) for person, presence in room.presence.items()}


# What people do


def apply(room: Room, event: happened.Event, at: datetime) -> Room:
    """The room after `event` at the instant `at`, or `Refused`: a room is never half changed.

    at      never before `room.at`; an earlier instant counts as `room.at`
    raises  Refused, saying why
    """
    room = as_of(room, at)
    permit(room, event)
    room = _change(room, event)
    return replace(room, number=room.number + 1, last=Last(room.number + 1, event.kind, event.by))


def _change(room: Room, event: happened.Event) -> Room:
    """The room after a permitted event, at `room.at`."""
    by = event.by
    match event:
        case happened.Seated(person=person):
            return _seat(room, person)
        case happened.Unseated(person=person):
            return _unseat(room, person)
        case happened.Arrived():
            assert by is not None
            stays = room.presence.get(by, Presence()).stays
            return as_of(replace(room, presence={**room.presence, by: Presence(room.at, stays)}), room.at)
        case happened.Left():
            assert by is not None
            return _leave(room, by)
        case happened.Started():
            ends = min(room.ends, room.at + (room.ends - room.starts))
            return begin(replace(room, state=State.OPEN, began=room.at, ends=ends))
        case happened.Advanced():
            return begin(finish(room))
        case happened.Extended():
            return extended(room)
        case happened.Yielded():
            return begin(without_rest(finish(room)))
        case happened.Passed():
            assert by is not None
            return _pass(room, by)
        case happened.Skipped(segment=key):
            return _skip(room, key)
        case happened.Paused():
            return replace(silence(room), state=State.PAUSED, stopped=room.at)
        case happened.Resumed():
            return _resume(room)
        case happened.HandRaised():
            assert by is not None
            return replace(room, hands=(*room.hands, by))
        case happened.HandLowered():
            return replace(room, hands=tuple(one for one in room.hands if one != by))
        case happened.Speaking(who=who):
            room = silence(room)
            since = None if who is None else room.at
            return replace(
                room, speaking=who, speaking_since=since, hands=tuple(one for one in room.hands if one != who)
            )
        case happened.RoleTaken(role=role):
            assert by is not None
            return replace(room, roles={**room.roles, role: by})
        case happened.WordsAdded(words=words, of=kind, audience=audience):
            return replace(room, notes=(*room.notes, Note(words, kind, by, audience)))
        case happened.Danger():
            return _stop_for_danger(room)
        case happened.Ended():
            return end(room)
        case _:  # the bell sounds and changes nothing
            return room


def _seat(room: Room, person: Person) -> Room:
    """A new seat; where everyone has a turn and turns are not over, one more at the end."""
    room = replace(room, seats=(*room.seats, person), rank=(*room.rank, person))
    if by_ledger(room.format):
        return replace(room, waiting=(*room.waiting, person))
    under_way = room.state is State.WAITING or room.before or room.turns or (room.running and room.running.turn)
    if room.turn_phases and under_way:
        turn = Turn(person, None, wishes_of(room.format, [person], {})[0].level, room.turn_phases)
        return replace(room, turns=(*room.turns, turn))
    return room


def _unseat(room: Room, person: Person) -> Room:
    room = _leave(room, person) if room.is_present(person) else room
    mine = room.presenter == person
    room = replace(
        room,
        seats=tuple(one for one in room.seats if one != person),
        turns=tuple(turn for turn in room.turns if turn.presenter != person),
        waiting=tuple(one for one in room.waiting if one != person),
        carried=tuple(turn for turn in room.carried if turn.presenter != person),
        roles={role: holder for role, holder in room.roles.items() if holder != person},
    )
    if not mine:
        return room
    if room.state is State.OPEN:
        return begin(without_rest(finish(room)))
    return without_rest(room)  # paused: the others decide when to go on


def _leave(room: Room, person: Person) -> Room:
    if room.speaking == person:
        room = silence(room)
    presence = {**room.presence, person: gone(room.presence[person], room.at)}
    return replace(room, presence=presence, hands=tuple(one for one in room.hands if one != person))


def _pass(room: Room, by: Person) -> Room:
    turns = tuple(turn for turn in room.turns if turn.presenter != by)
    freed = len(turns) < len(room.turns)
    waiting = tuple(one for one in room.waiting if one != by)
    carried = tuple(turn for turn in room.carried if turn.presenter != by)
    room = replace(room, turns=turns, waiting=waiting, carried=carried, passed=room.passed | {by})
    if not freed:
        return room
    room = stand_in(room, at_first=False)
    return room if room.running is None else take_in(room, seconds_between(busy_until(room, room.at), room.ends))


def _skip(room: Room, key: str) -> Room:
    running = room.running
    assert running is not None
    if key == running.key:
        return begin(finish(room))
    left = tuple(
        (phase, least)
        for phase, least in zip(running.left, running.least, strict=True)
        if segment_key(phase, room.presenter) != key
    )
    turn_due = running.turn_due
    if running.turn is not None and running.left and not left:
        turn_due = running.due  # nothing of the turn is left but this segment
    return replace(
        room,
        before=tuple(phase for phase in room.before if segment_key(phase, None) != key),
        after=tuple(phase for phase in room.after if segment_key(phase, None) != key),
        running=replace(
            running,
            left=tuple(phase for phase, _ in left),
            least=tuple(least for _, least in left),
            turn_due=turn_due,
        ),
    )


def _stop_for_danger(room: Room) -> Room:
    """The clock stops; before and after the timed part there is none, and only the sign is shown."""
    who = room.presenter
    if room.state is State.OPEN:
        return replace(silence(room), state=State.DANGER, stopped=room.at, danger=who)
    if room.state is State.PAUSED:
        return replace(room, state=State.DANGER, danger=who)
    return room


def _resume(room: Room) -> Room:
    """Go on where it stopped. A presenter who went to act and is still away has the time that was left at the end."""
    was_danger = room.state is State.DANGER
    room = replace(resume_clock(room), state=State.OPEN, danger=None)
    running = room.running
    if running is None:
        return begin(room)
    turn = running.turn
    if not (was_danger and turn is not None and running.turn_due is not None and turn.presenter in room.seats):
        return room
    if room.is_present(turn.presenter):
        return room
    phases = (running.phase, *running.left)
    held = max(len(phases), seconds_between(room.at, running.turn_due))
    kept = replace(turn, phases=phases, held=held, moved=False)
    return begin(replace(without_rest(finish(room)), turns=(*room.turns, kept)))
