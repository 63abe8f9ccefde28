"""From one segment of a room to the next: what begins, whose turn it is, who stands in, and the end."""

from datetime import datetime, timedelta

from soundingboard.agenda.agenda import Person
from soundingboard.agenda.format import Division, Format, Phase
from soundingboard.agenda.plan import phase_least, phase_seconds, segment_key, split_turn, who_fits
from soundingboard.agenda.schedule import after, busy_until, divide_rest, seconds_between, turn_wish
from soundingboard.agenda.state import Past, Presence, Room, Running, State, Turn, replace

OPEN_AFTER = timedelta(minutes=15)  # untimed talk after the end: design 4.1
EXPECTED = timedelta(minutes=1)  # how long a turn is held for a presenter who was here a moment ago


def finish(room: Room) -> Room:
    """Put the segment under way among those that are over."""
    running = room.running
    if running is None:
        return room
    over = Past(running.key, running.phase, room.presenter, running.starts, room.at)
    return silence(replace(room, past=(*room.past, over)))


def silence(room: Room) -> Room:
    """Nobody has the floor; how long they had it is remembered while the room is."""
    if room.speaking is None or room.speaking_since is None:
        return room
    spoken = room.spoken.get(room.speaking, timedelta()) + (room.at - room.speaking_since)
    return replace(room, speaking=None, speaking_since=None, spoken={**room.spoken, room.speaking: spoken})


def begin(room: Room) -> Room:
    """Begin what comes next: the rest of the turn, what is before the turns, a turn, what is after them, or the end."""
    running = room.running
    if running is not None and running.left:
        until = busy_until(room, room.at)
        parts = split_turn(running.left, seconds_between(room.at, until), room.minutes)
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
        share = divide_rest(room, seconds_between(room.at, room.ends)).before[0]
        return _once(replace(room, before=room.before[1:]), room.before[0], share, fraction)
    if room.turns or (room.past and room.past[-1].presenter is not None):
        room = take_in(_whose_turn(room), seconds_between(room.at, room.ends))
    if room.turns:
        return _begin_turn(room, divide_rest(room, seconds_between(room.at, room.ends)).turns[0], fraction)
    if room.after:
        share = divide_rest(room, seconds_between(room.at, room.ends)).after[0]
        return _once(replace(room, after=room.after[1:]), room.after[0], share, fraction)
    return end(room)


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
        room = stand_in(replace(room, turns=tuple(others)), at_first=True)
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


def held_until(room: Room) -> datetime | None:
    """How long a turn that began without its presenter is held for them; None where it is not waiting for anyone."""
    running = room.running
    if running is None or running.turn is None or running.phase != running.turn.phases[0]:
        return None
    presence = room.presence.get(running.turn.presenter, Presence())
    if presence.since is not None or (presence.stays and presence.stays[-1][1] > running.starts):
        return None
    return running.starts + EXPECTED


def give_up(room: Room) -> Room:
    """Nobody came to a turn that was held: it goes to the end, or, after that, to somebody else."""
    running = room.running
    assert running is not None
    assert running.turn is not None
    turn = running.turn
    room = without_rest(finish(room))
    if turn.moved:
        return stand_in(room, at_first=True)
    return replace(room, turns=(*room.turns, replace(turn, moved=True)))


def stand_in(room: Room, *, at_first: bool) -> Room:
    """Give a turn that has become free to whoever is next by the ledger and here, if the format is for one or few."""
    free = [one for one in room.waiting if one not in room.passed and (room.is_present(one) or room.began is None)]
    if not free:
        return room
    turn = Turn(free[0], None, 1, room.turn_phases)
    waiting = tuple(one for one in room.waiting if one != free[0])
    return replace(room, waiting=waiting, turns=(turn, *room.turns) if at_first else (*room.turns, turn))


def take_in(room: Room, seconds: int) -> Room:
    """Give a turn at the end to who is here and whose item did not fit (by need), as far as it fits in `seconds` now.

    Somebody had nothing to present, did not come, or needed less than they asked for.
    """
    seconds -= sum(phase_seconds(phase, room.minutes) for phase in (*room.before, *room.after))
    for turn in room.carried:
        wishes = [turn_wish(room, one) for one in (*room.turns, turn)]
        if room.is_present(turn.presenter) and len(who_fits(room.format, wishes, seconds, room.rank)) == len(wishes):
            carried = tuple(one for one in room.carried if one != turn)
            room = replace(room, turns=(*room.turns, turn), carried=carried)
    return room


def end(room: Room) -> Room:
    """The timed part is over; the room stays open a while, unmeasured.

    By need, who came and had no turn is carried to the next agenda; who did not come is not.
    """
    room = finish(resume_clock(room))
    unheard = room.turns if room.format.division is Division.BY_NEED else ()
    return replace(
        room,
        state=State.AFTER,
        running=None,
        before=(),
        turns=(),
        carried=(*room.carried, *(turn for turn in unheard if turn.presenter in room.presence)),
        after=(),
        hands=(),
        danger=None,
        ended=room.at,
        closes=room.at + OPEN_AFTER,
    )


def resume_clock(room: Room) -> Room:
    """A pause is over: the segment and its turn end later by it, the meeting does not."""
    if room.stopped is None:
        return room
    lasted = room.at - room.stopped
    running = room.running
    if running is not None:
        turn_due = None if running.turn_due is None else running.turn_due + lasted
        running = replace(running, due=running.due + lasted, turn_due=turn_due)
    return replace(room, running=running, stopped=None, stops=(*room.stops, (room.stopped, room.at)))


def by_ledger(format: Format) -> bool:
    """Whether the ledger, over meetings, decides who presents, so that others can stand in."""
    return format.division in (Division.ONE, Division.FEW)


def without_rest(room: Room) -> Room:
    """Let go of the phases left in the turn under way."""
    running = room.running
    return room if running is None else replace(room, running=replace(running, left=(), least=()))
