"""The room: a pure state machine over numbered events. It never ticks; whoever asks brings the instant.

`as_of(room, now)` performs every transition that is due, `permit(room, event)` raises `Refused` for what may not happen
now, and `apply(room, event, at)` does both and gives the next room, so that a room is never half changed.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from soundingboard.agenda import events as happened
from soundingboard.agenda.agenda import Ask, Person
from soundingboard.agenda.format import Division, Format, Phase, Role, Speaks, Stance
from soundingboard.agenda.plan import (
    Preferences,
    in_order,
    meeting_phases,
    phase_least,
    segment_key,
    split_turn,
    turns_at,
    wishes_of,
)
from soundingboard.agenda.schedule import after, busy_until, divide_rest, least_rest, segment_due
from soundingboard.agenda.shares import Tally, rotate
from soundingboard.agenda.state import Last, Note, Pace, Past, Presence, Room, Rules, Running, State, Turn
from soundingboard.refusals import Refused

OPEN_AFTER = timedelta(minutes=15)  # untimed talk after the end: design 4.1
FORGOTTEN = timedelta(hours=1)  # a meeting that nobody closes ends so long after its end
DESERTED = timedelta(minutes=5)  # a room everybody has left, past its end, closes so long after
EARLY = timedelta(hours=1)  # how long before its hour a meeting can be started
HANDED_ON = timedelta(minutes=1)  # an absent timekeeper's right passes to all: design 4.1
EXPECTED = timedelta(minutes=1)  # how long a turn is held for a presenter who was here a moment ago
ONE_MORE = 60  # seconds
UNDER_WAY = (State.OPEN, State.PAUSED, State.DANGER)
TALKING = (Speaks.PEERS, Speaks.ONE_BY_ONE, Speaks.PAIRS, Speaks.ALL)


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
    roles: Mapping[Role, Person] | None = None,
) -> Room:
    """The room of a meeting before anything has happened in it.

    Never refuses a size or a length: a format that does not fit was refused when it was scheduled.

    seats       those with the right to be there, in order
    presenting  who wants to present, None for everyone; `ordered` keeps that order
    """
    asks, ledger = asks or {}, ledger or {}
    minutes = seconds / 60
    before, turn_phases, behind_them = meeting_phases(format, minutes)
    chosen = None if presenting is None else tuple(one for one in presenting if one in seats)
    willing = in_order(format, seats, asks, Preferences(presenting=chosen, ordered=ordered), ledger)
    count = turns_at(format, minutes, len(willing)) if turn_phases else 0
    turns = tuple(
        Turn(wish.presenter, wish.seconds, wish.level, turn_phases) for wish in wishes_of(format, willing[:count], asks)
    )
    return Room(
        format=format,
        rules=rules or Rules(),
        minutes=minutes,
        seats=tuple(seats),
        starts=starts,
        ends=after(starts, seconds),
        at=datetime.min.replace(tzinfo=UTC),  # it has seen nothing yet
        before=before,
        turns=turns,
        after=behind_them,
        turn_phases=turn_phases,
        waiting=willing[count:] if _by_ledger(format) else (),
        rank=tuple(sorted(seats, key=lambda one: -ledger.get(one, 0))),
        roles=dict(roles) if roles is not None else rotate(format.roles, tuple(seats), 0),
    )


def _by_ledger(format: Format) -> bool:
    """Whether the ledger, over meetings, decides who presents, so that others can stand in."""
    return format.division in (Division.ONE, Division.FEW)


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
                closing = min(closing, _held_until(room) or closing)
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
            return _begin(replace(room, state=State.OPEN, began=room.at))
        case State.WAITING:
            return replace(room, state=State.CLOSED, ended=room.at, closes=room.at)
        case State.OPEN if room.present and (held := _held_until(room)) is not None and held <= room.at:
            return _begin(_give_up(room))
        case State.OPEN if room.present and room.at < room.ends + FORGOTTEN:
            return _begin(_finish(room))
        case State.AFTER:
            return replace(room, state=State.CLOSED, presence=_all_gone(room))
        case _:
            over = _end(room)
            return replace(over, state=State.CLOSED, closes=room.at, presence=_all_gone(over))


def _deserted_since(room: Room) -> datetime:
    """When the last person left a room that nobody is in."""
    return max((stay[1] for presence in room.presence.values() for stay in presence.stays), default=room.ends)


def _all_gone(room: Room) -> dict[Person, Presence]:
    return {person: _gone(presence, room.at) for person, presence in room.presence.items()}


def _gone(presence: Presence, at: datetime) -> Presence:
    return presence if presence.since is None else Presence(None, (*presence.stays, (presence.since, at)))


# From one segment to the next


def _finish(room: Room) -> Room:
    """Put the segment under way among those that are over."""
    running = room.running
    if running is None:
        return room
    over = Past(running.key, running.phase, room.presenter, running.starts, room.at)
    return _silence(replace(room, past=(*room.past, over)))


def _silence(room: Room) -> Room:
    """Nobody has the floor; how long they had it is remembered while the room is."""
    if room.speaking is None or room.speaking_since is None:
        return room
    spoken = room.spoken.get(room.speaking, timedelta()) + (room.at - room.speaking_since)
    return replace(room, speaking=None, speaking_since=None, spoken={**room.spoken, room.speaking: spoken})


def _begin(room: Room) -> Room:
    """Begin what comes next: the rest of the turn, what is before the turns, a turn, what is after them, or the end."""
    running = room.running
    if running is not None and running.left:
        until = busy_until(room, room.at)
        parts = split_turn(running.left, _whole(room.at, until), room.minutes)
        due = until if len(running.left) == 1 else after(room.at, parts[0]) + _fraction(room.at, until)
        first, *rest = running.left
        return replace(
            room,
            running=replace(
                running,
                key=segment_key(first, room.presenter),
                phase=first,
                starts=room.at,
                due=due,
                left=tuple(rest),
                least=running.least[1:],
                turn_due=until,
            ),
        )
    room = replace(room, running=None)
    fraction = _fraction(room.at, room.ends)
    if room.before:
        share = divide_rest(room, _whole(room.at, room.ends)).before[0]
        return _once(replace(room, before=room.before[1:]), room.before[0], share, fraction)
    if room.turns and (room := _whose_turn(room)).turns:
        return _begin_turn(room, divide_rest(room, _whole(room.at, room.ends)).turns[0], fraction)
    if room.after:
        share = divide_rest(room, _whole(room.at, room.ends)).after[0]
        return _once(replace(room, after=room.after[1:]), room.after[0], share, fraction)
    return _end(room)


def _once(room: Room, phase: Phase, share: int, fraction: timedelta) -> Room:
    due = after(room.at, share) + fraction
    return replace(room, running=Running(segment_key(phase, None), phase, room.at, due))


def _begin_turn(room: Room, share: int, fraction: timedelta) -> Room:
    turn, *turns = room.turns
    parts = split_turn(turn.phases, share, room.minutes)
    running = Running(
        key=segment_key(turn.phases[0], turn.presenter),
        phase=turn.phases[0],
        starts=room.at,
        due=after(room.at, parts[0]) + fraction,
        turn=turn,
        left=turn.phases[1:],
        least=tuple(phase_least(phase, part) for phase, part in zip(turn.phases[1:], parts[1:], strict=True)),
        turn_due=after(room.at, share) + fraction,
    )
    return replace(room, turns=tuple(turns), running=running, hands=())


def _whole(earlier: datetime, later: datetime) -> int:
    return (later - earlier) // timedelta(seconds=1)


def _fraction(earlier: datetime, later: datetime) -> timedelta:
    """What whole seconds leave over; the segment that begins has it, so that the meeting ends on the dot."""
    return (later - earlier) % timedelta(seconds=1)


def _whose_turn(room: Room) -> Room:
    """Put the next presenter who is here first.

    Who is absent goes to the end once; if still absent then, somebody stands in where the ledger decides, else their
    time is divided among the others. Who was here when the part that is just over began is expected back: they may have
    sat it out, which looks like a lost connection.
    """
    while room.turns:
        turn, *others = room.turns
        if room.is_present(turn.presenter) or _is_expected(room, turn.presenter):
            break
        if not turn.moved:
            room = replace(room, turns=(*others, replace(turn, moved=True)))
            continue
        room = _stand_in(replace(room, turns=tuple(others)), at_first=True)
    return room


def _is_expected(room: Room, person: Person) -> bool:
    """Whether they were here at some time since the turn, or the common part, that is just over began."""
    presence = room.presence.get(person, Presence())
    if not presence.stays or not room.past:
        return False
    begun = room.past[-1].starts
    for over in reversed(room.past):
        if over.presenter != room.past[-1].presenter:
            break
        begun = over.starts
    return presence.stays[-1][1] >= begun


def _held_until(room: Room) -> datetime | None:
    """How long a turn that began without its presenter is held for them; None where it is not waiting for anyone."""
    running = room.running
    if running is None or running.turn is None or running.phase != running.turn.phases[0]:
        return None
    presence = room.presence.get(running.turn.presenter, Presence())
    if presence.since is not None or (presence.stays and presence.stays[-1][1] > running.starts):
        return None
    return running.starts + EXPECTED


def _give_up(room: Room) -> Room:
    """Nobody came to a turn that was held: it goes to the end, or, after that, to somebody else."""
    running = room.running
    assert running is not None
    assert running.turn is not None
    turn = running.turn
    room = _without_rest(_finish(room))
    if turn.moved:
        return _stand_in(room, at_first=True)
    return replace(room, turns=(*room.turns, replace(turn, moved=True)))


def _stand_in(room: Room, *, at_first: bool) -> Room:
    """Give a turn that has become free to whoever is next by the ledger and here, if the format is for one or few."""
    free = [one for one in room.waiting if one not in room.passed and (room.is_present(one) or room.began is None)]
    if not free:
        return room
    turn = Turn(free[0], None, 1, room.turn_phases)
    waiting = tuple(one for one in room.waiting if one != free[0])
    return replace(room, waiting=waiting, turns=(turn, *room.turns) if at_first else (*room.turns, turn))


def _end(room: Room) -> Room:
    """The timed part is over; the room stays open a while, unmeasured."""
    room = _finish(_resume_clock(room))
    return replace(
        room,
        state=State.AFTER,
        running=None,
        before=(),
        turns=(),
        after=(),
        hands=(),
        danger=None,
        ended=room.at,
        closes=room.at + OPEN_AFTER,
    )


def _resume_clock(room: Room) -> Room:
    """A pause is over: the segment and its turn end later by it, the meeting does not."""
    if room.stopped is None:
        return room
    lasted = room.at - room.stopped
    running = room.running
    if running is not None:
        turn_due = None if running.turn_due is None else running.turn_due + lasted
        running = replace(running, due=running.due + lasted, turn_due=turn_due)
    return replace(room, running=running, stopped=None, stops=(*room.stops, (room.stopped, room.at)))


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


def permit(room: Room, event: happened.Event) -> None:
    """Raise `Refused` if `event` cannot happen in `room` as it stands at `room.at`."""
    if room.state is State.CLOSED:
        raise Refused("This meeting is over.", fits="What you wrote on this page is still here.")
    match event:
        case happened.Seated(person=person):
            _require(person not in room.seats, "They already have a seat.")
        case happened.Unseated(person=person):
            _require(person in room.seats, "They have no seat here.")
        case happened.Arrived(by=by):
            _require(by in room.seats, "You have no seat in this meeting.")
            _require(by is not None and not room.is_present(by), "You are already in the room.")
        case happened.Left(by=by):
            _require(by is not None and room.is_present(by), "You are not in the room.")
        case happened.WordsAdded(by=by):
            _require(by in room.seats, "You have no seat in this meeting.")
        case happened.Passed(by=by):
            _permit_passing(room, by)
        case _:
            _require(event.by is not None and room.is_present(event.by), "You are not in the room now.")
            _permit_press(room, event)


def _require(holds: bool, otherwise: str, fits: str = "") -> None:
    if not holds:
        raise Refused(otherwise, fits=fits)


def _permit_passing(room: Room, by: Person | None) -> None:
    _require(by in room.seats, "You have no seat in this meeting.")
    _require(by not in room.passed, "That is noted already.")
    _require(room.state is not State.AFTER, "This meeting has ended.")
    had = any(over.presenter == by for over in room.past) or room.presenter == by
    _require(not had, "Your turn has begun.", fits="You can yield the rest of it.")


def _permit_press(room: Room, event: happened.Event) -> None:
    by = event.by
    match event:
        case happened.Started():
            _require(room.state is State.WAITING, "This meeting has already started.")
            _require(
                room.at >= room.starts - EARLY, "It is too early.", fits="It can start up to an hour before its time."
            )
        case happened.Resumed():
            _require(room.state in (State.PAUSED, State.DANGER), "The meeting is not paused.")
        case happened.Paused():
            _require(room.state is State.OPEN, "Only a meeting under way can pause.")
        case happened.Danger():
            _require(room.state is not State.DANGER, "The clock has already stopped.")
        case happened.Ended():
            _require(room.state in UNDER_WAY, "There is nothing to end.")
            _permit_moving(room, by)
        case happened.RoleTaken(role=role):
            _require(role in room.format.roles, "This format has no such role.")
            _require(room.roles.get(role) != by, "That role is yours already.")
        case happened.Bell():
            _require(room.state is State.OPEN, "The bell rests.")
            _require(room.roles.get(Role.OBSERVER) == by, "The bell is with the observer.")
        case _:
            if room.state is not State.OPEN or room.running is None:
                raise Refused(_not_open(room))
            _permit_in_segment(room, event)


def _not_open(room: Room) -> str:
    return {
        State.WAITING: "The meeting has not started.",
        State.PAUSED: "The meeting is paused.",
        State.DANGER: "The clock is stopped.",
    }.get(room.state, "This meeting has ended.")


def _permit_in_segment(room: Room, event: happened.Event) -> None:
    running = room.running
    assert running is not None
    by = event.by
    match event:
        case happened.Advanced(leaving=key):
            _require(key == running.key, "The meeting has already moved on.")
            _permit_moving(room, by)
        case happened.Extended(segment=key):
            _require(key == running.key, "The meeting has already moved on.")
            _require(by == room.presenter or _may_move(room, by), "The timekeeper of the day gives more time.")
            _require(
                after(busy_until(_extend(room), room.at), least_rest(room)) <= room.ends,
                "There is no minute left to give: everything that follows is at its least.",
                fits="Leave something out, or move on.",
            )
        case happened.Yielded(segment=key):
            _require(key == running.key, "The meeting has already moved on.")
            _require(room.presenter == by, "Only the presenter can yield their time.")
        case happened.Skipped(segment=key):
            phase = running.phase if key == running.key else _ahead(room, key)
            _require(phase is not None, "That part is already over.")
            _require(phase is not None and phase.skippable, "This format does not do without that part.")
            _permit_moving(room, by)
        case happened.HandRaised():
            _require(by not in room.hands, "Your hand is raised.")
            _require(by != room.speaking, "You are speaking.")
            _require(running.phase.speaks in TALKING, "Nobody is called on in this part.")
            _require(not _is_silent(room, by), "The presenter listens in this part.")
        case happened.HandLowered():
            _require(by in room.hands, "Your hand is down.")
        case happened.Speaking(who=who):
            _require(running.phase.speaks in TALKING, "Nobody is called on in this part.")
            _require(who != room.speaking, "That is so already.")
            _require(who is None or room.is_present(who), "They are not in the room now.")
            _require(who is None or not _is_silent(room, who), "The presenter listens in this part.")


def _is_silent(room: Room, person: Person | None) -> bool:
    """The presenter, where the phase asks them to hear and not to speak."""
    running = room.running
    return (
        running is not None and person == room.presenter and running.phase.presenter in (Stance.LISTENS, Stance.BEHIND)
    )


def _ahead(room: Room, key: str) -> Phase | None:
    """The phase of a segment that has not begun."""
    running = room.running
    coming = [(segment_key(phase, None), phase) for phase in (*room.before, *room.after)]
    if running is not None:
        coming += [(segment_key(phase, room.presenter), phase) for phase in running.left]
    return dict(coming).get(key)


def _permit_moving(room: Room, by: Person | None) -> None:
    _require(_may_move(room, by), "The timekeeper of the day moves the meeting on.")


def _may_move(room: Room, by: Person | None) -> bool:
    """Everyone, unless the group has chosen that the timekeeper does; an absent one's right passes to all."""
    if not room.rules.timekeeper or Role.TIMEKEEPER not in room.format.roles:
        return True
    keeper = room.roles.get(Role.TIMEKEEPER)
    if keeper is None or keeper == by or keeper not in room.seats:
        return True
    presence = room.presence.get(keeper, Presence())
    if presence.since is not None:
        return False
    gone_since = presence.stays[-1][1] if presence.stays else (room.began or room.starts)
    return room.at - gone_since >= HANDED_ON


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
            return _begin(replace(room, state=State.OPEN, began=room.at, ends=ends))
        case happened.Advanced():
            return _begin(_finish(room))
        case happened.Extended():
            return _extend(room)
        case happened.Yielded():
            return _begin(_without_rest(_finish(room)))
        case happened.Passed():
            assert by is not None
            return _pass(room, by)
        case happened.Skipped(segment=key):
            return _skip(room, key)
        case happened.Paused():
            return replace(_silence(room), state=State.PAUSED, stopped=room.at)
        case happened.Resumed():
            return _resume(room)
        case happened.HandRaised():
            assert by is not None
            return replace(room, hands=(*room.hands, by))
        case happened.HandLowered():
            return replace(room, hands=tuple(one for one in room.hands if one != by))
        case happened.Speaking(who=who):
            room = _silence(room)
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
            return _end(room)
        case _:  # the bell sounds and changes nothing
            return room


def _seat(room: Room, person: Person) -> Room:
    """A new seat; where everyone has a turn and turns are not over, one more at the end."""
    room = replace(room, seats=(*room.seats, person), rank=(*room.rank, person))
    if _by_ledger(room.format):
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
        roles={role: holder for role, holder in room.roles.items() if holder != person},
    )
    if not mine:
        return room
    if room.state is State.OPEN:
        return _begin(_without_rest(_finish(room)))
    return _without_rest(room)  # paused: the others decide when to go on


def _leave(room: Room, person: Person) -> Room:
    if room.speaking == person:
        room = _silence(room)
    presence = {**room.presence, person: _gone(room.presence[person], room.at)}
    return replace(room, presence=presence, hands=tuple(one for one in room.hands if one != person))


def _extend(room: Room) -> Room:
    """One more minute from now or from when the segment is due; its turn grows with it."""
    running = room.running
    assert running is not None
    due = after(max(running.due, room.at), ONE_MORE)
    turn_due = None if running.turn_due is None else max(after(running.turn_due, ONE_MORE), due)
    return replace(room, running=replace(running, due=due, turn_due=turn_due))


def _without_rest(room: Room) -> Room:
    """Let go of the phases left in the turn under way."""
    running = room.running
    return room if running is None else replace(room, running=replace(running, left=(), least=()))


def _pass(room: Room, by: Person) -> Room:
    turns = tuple(turn for turn in room.turns if turn.presenter != by)
    freed = len(turns) < len(room.turns)
    waiting = tuple(one for one in room.waiting if one != by)
    room = replace(room, turns=turns, waiting=waiting, passed=room.passed | {by})
    return _stand_in(room, at_first=False) if freed else room


def _skip(room: Room, key: str) -> Room:
    running = room.running
    assert running is not None
    if key == running.key:
        return _begin(_finish(room))
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
        return replace(_silence(room), state=State.DANGER, stopped=room.at, danger=who)
    if room.state is State.PAUSED:
        return replace(room, state=State.DANGER, danger=who)
    return room


def _resume(room: Room) -> Room:
    """Go on where it stopped. A presenter who went to act and is still away has the time that was left at the end."""
    was_danger = room.state is State.DANGER
    room = replace(_resume_clock(room), state=State.OPEN, danger=None)
    running = room.running
    if running is None:
        return _begin(room)
    turn = running.turn
    if not (was_danger and turn is not None and running.turn_due is not None and turn.presenter in room.seats):
        return room
    if room.is_present(turn.presenter):
        return room
    phases = (running.phase, *running.left)
    held = max(len(phases), _whole(room.at, running.turn_due))
    kept = replace(turn, phases=phases, held=held, moved=False)
    return _begin(replace(_without_rest(_finish(room)), turns=(*room.turns, kept)))


# What remains


def tallies(room: Room) -> dict[Person, Tally]:
    """What each person gave and had, in whole seconds without pauses; only of a room whose timed part is over."""
    began, ended = room.began, room.ended
    if began is None or ended is None:
        return {}
    tally = {}
    for person in {*room.seats, *room.presence}:
        presence = room.presence.get(person, Presence())
        stays = [*presence.stays, *([(presence.since, room.at)] if presence.since is not None else [])]
        own = [(over.starts, over.ends) for over in room.past if over.presenter == person]
        others = [(over.starts, over.ends) for over in room.past if over.presenter not in (None, person)]
        tally[person] = Tally(
            own=_seconds(own, room.stops),
            responding=_seconds([part for stay in stays for part in _overlaps(others, stay)], room.stops),
            present=_seconds(_overlaps(stays, (began, ended)), ()),
            passed=person in room.passed,
        )
    return tally


Span = tuple[datetime, datetime]


def _overlaps(spans: Sequence[Span], window: Span) -> list[Span]:
    return [
        (max(span[0], window[0]), min(span[1], window[1]))
        for span in spans
        if max(span[0], window[0]) < min(span[1], window[1])
    ]


def _seconds(spans: Sequence[Span], without: Sequence[Span]) -> int:
    """Whole seconds in `spans`, which do not overlap, less what of them lies in `without`."""
    total = sum((end - start for start, end in spans), timedelta())
    paused = sum((end - start for span in spans for start, end in _overlaps(without, span)), timedelta())
    return (total - paused) // timedelta(seconds=1)
