"""plan(): from a format, people and a length to an agenda whose seconds sum exactly."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from math import inf

from soundingboard.agenda.agenda import Agenda, Ask, Person, Segment
from soundingboard.agenda.format import Division, Format, Kind, Phase, Role, Scope, Speaks
from soundingboard.agenda.shares import (
    CannotPlan,
    apportion,
    clock,
    needed_shares,
    rotate,
    wished_shares,
)

UNSAID_LEVEL = 4  # an item without a level asks for skill or a plan: formats.md 2
WAITED_LEVEL = 2  # what an item counts as, at least, that did not fit last time: after risk to life, before all else


@dataclass(frozen=True)
class Preferences:
    """What people chose beforehand.

    presenting  who wants to present, in order; None is everyone
    ordered     keep that order instead of putting first who is owed time or most in need
    roles       the roles of the day; empty takes the first of the rotation
    """

    presenting: tuple[Person, ...] | None = None
    ordered: bool = False
    roles: Mapping[Role, Person] = field(default_factory=dict)


@dataclass(frozen=True)
class Wish:
    """A turn that has not begun, as the division of time sees it.

    seconds  asked for, or None
    level    1 (most urgent) to 5, as `urgency` has it
    least    seconds below which it is not worth having
    """

    presenter: Person
    seconds: int | None
    level: int
    least: int


@dataclass(frozen=True)
class Divided:
    """Whole seconds for each meeting phase before the turns, each turn, and each meeting phase after them."""

    before: tuple[int, ...]
    turns: tuple[int, ...]
    after: tuple[int, ...]

    @property
    def total(self) -> int:
        return sum(self.before) + sum(self.turns) + sum(self.after)


def at_length(table: Mapping[int, float], minutes: float) -> float:
    """The entry of a table by length: the greatest length not above `minutes`; below the least, the smallest."""
    return table[max((length for length in table if length <= minutes), default=min(table))]


def phase_seconds(phase: Phase, minutes: float) -> int:
    """The planned seconds of a phase of scope meeting in a meeting of `minutes`; 0 leaves it out."""
    return round(at_length(phase.minutes, minutes) * 60)


def phase_least(phase: Phase, seconds: int) -> int:
    """The seconds a phase planned for `seconds` may shrink to: what its format says, but never more than planned."""
    return max(1, min(seconds, round(phase.least * 60)))


def phase_most(phase: Phase) -> float:
    return inf if phase.most is None else phase.most * 60


def turn_weights(phases: Sequence[Phase], minutes: float) -> tuple[float, ...]:
    """How the phases of a turn share it: by their shares, else by their minutes."""
    return tuple(phase.share if phase.share is not None else at_length(phase.minutes, minutes) for phase in phases)


def split_turn(phases: Sequence[Phase], seconds: int, minutes: float) -> tuple[int, ...]:
    """Divide one turn among its phases, within their least and most as far as the turn is long enough."""
    least = [phase_least(phase, seconds) for phase in phases]
    return apportion(seconds, turn_weights(phases, minutes), least, [phase_most(phase) for phase in phases])


def meeting_phases(format: Format, minutes: float) -> tuple[tuple[Phase, ...], tuple[Phase, ...], tuple[Phase, ...]]:
    """The phases in use at this length: before the turns, of a turn, after the turns."""
    used = [
        phase
        for phase in format.phases
        if (phase.share is not None and phase.scope is Scope.TURN) or at_length(phase.minutes, minutes) > 0
    ]
    turns = [place for place, phase in enumerate(used) if phase.scope is Scope.TURN]
    if not turns:
        return tuple(used), (), ()
    first, last = turns[0], turns[-1]
    return tuple(used[:first]), tuple(used[first : last + 1]), tuple(used[last + 1 :])


def least_turn(format: Format) -> int:
    """Seconds below which a turn of this format is not worth having."""
    return max(1, round(format.least_turn * 60))


def divide(
    format: Format,
    seconds: int,
    minutes: float,
    before: Sequence[Phase],
    wishes: Sequence[Wish],
    after: Sequence[Phase],
    rank: Sequence[Person] = (),
) -> Divided:
    """Divide what is left of a meeting. The one place where it is done, for plans and for rooms.

    Meeting phases have their planned seconds and turns the rest, by the format's division. If that leaves less than
    the least of every turn, meeting phases shrink towards their least; if even that is too little, all are at their
    least and the sum exceeds `seconds` by the least possible. Time nobody asked for goes to the exchange, else to what
    comes after the turns.

    seconds  whole seconds left, possibly negative
    minutes  length of the whole meeting, for the tables
    wishes   the turns not begun, in the order in which they come
    rank     who is owed most first: odd seconds go there
    """
    planned = [phase_seconds(phase, minutes) for phase in (*before, *after)]
    lowest = [phase_least(phase, wanted) for phase, wanted in zip((*before, *after), planned, strict=True)]
    for_turns = seconds - sum(planned)
    floor = sum(wish.least for wish in wishes)
    if not wishes:
        turns: tuple[int, ...] = ()
    elif for_turns >= floor:
        turns = turn_shares(format, for_turns, wishes, rank)
    else:
        turns = tuple(wish.least for wish in wishes)
    rest = seconds - sum(turns)
    if rest < sum(planned):
        once = apportion(rest, planned, lowest) if rest >= sum(lowest) and planned else tuple(lowest)
    else:
        once = stretched(planned, before, after, rest - sum(planned))
        if wishes and sum(once) + sum(turns) < seconds:  # no phase to give it to
            turns = apportion(seconds - sum(once), turns, [1] * len(turns))
    return Divided(once[: len(before)], turns, once[len(before) :])


def stretched(planned: Sequence[int], before: Sequence[Phase], after: Sequence[Phase], spare: int) -> tuple[int, ...]:
    """Give `spare` seconds that no turn wants to the exchange, else to what comes after the turns."""
    if not spare or not planned:
        return tuple(planned)
    phases = (*before, *after)
    takers = [place for place, phase in enumerate(phases) if phase.kind is Kind.EXCHANGE]
    takers = takers or list(range(len(before), len(phases))) or list(range(len(phases)))
    grown = list(planned)
    wanted = [planned[place] for place in takers]
    for place, seconds in zip(takers, apportion(sum(wanted) + spare, wanted, wanted), strict=True):
        grown[place] = seconds
    return tuple(grown)


def turn_shares(format: Format, seconds: int, wishes: Sequence[Wish], rank: Sequence[Person] = ()) -> tuple[int, ...]:
    """The seconds of each turn, in the order of `wishes`; `seconds` is enough for the least of all of them."""
    standing = {person: place for place, person in enumerate(rank)}
    by_need = format.division is Division.BY_NEED
    order = sorted(
        range(len(wishes)),
        key=lambda place: (wishes[place].level if by_need else 0, standing.get(wishes[place].presenter, len(rank))),
    )
    wanted = [wishes[place].seconds for place in order]
    least = min(wish.least for wish in wishes)
    shares = (needed_shares if by_need else wished_shares)(seconds, wanted, least=least)
    placed = dict(zip(order, shares, strict=True))
    return tuple(placed[place] for place in range(len(wishes)))


def level_of(person: Person, asks: Mapping[Person, Ask]) -> int:
    """How urgent they say it is, 1 to 5."""
    return asks.get(person, Ask()).level or UNSAID_LEVEL


def urgency(person: Person, asks: Mapping[Person, Ask], carried_over: Collection[Person]) -> int:
    """How urgent an item counts: as it is said to be, but more urgent where it has waited since last time."""
    level = level_of(person, asks)
    return min(level, WAITED_LEVEL) if person in carried_over else level


def wishes_of(
    format: Format, presenters: Sequence[Person], asks: Mapping[Person, Ask], carried_over: Collection[Person] = ()
) -> tuple[Wish, ...]:
    """The turns of `presenters` in order, with what they asked for."""
    least = least_turn(format)
    return tuple(
        Wish(
            presenter=person,
            seconds=None if (ask := asks.get(person, Ask())).minutes is None else round(ask.minutes * 60),
            level=urgency(person, asks, carried_over),
            least=least,
        )
        for person in presenters
    )


def turns_at(format: Format, minutes: float, willing: int) -> int:
    """How many can present in a meeting of `minutes` when `willing` people want to."""
    match format.division:
        case Division.NONE:
            return 0
        case Division.ONE:
            return min(1, willing)
        case Division.FEW:
            return min(int(at_length(format.turns, minutes)) if format.turns else 1, willing)
        case _:
            return willing


def in_order(
    format: Format,
    people: Sequence[Person],
    asks: Mapping[Person, Ask],
    preferences: Preferences,
    ledger: Mapping[Person, int],
    carried_over: Collection[Person] = (),
) -> tuple[Person, ...]:
    """Who wants to present, first come first: by need, by what they are owed, or as they chose."""
    willing = people if preferences.presenting is None else preferences.presenting
    return tuple(willing) if preferences.ordered else ranked(format, willing, asks, ledger, carried_over)


def ranked(
    format: Format,
    people: Sequence[Person],
    asks: Mapping[Person, Ask],
    ledger: Mapping[Person, int],
    carried_over: Collection[Person] = (),
) -> tuple[Person, ...]:
    """Who is first to have time, whatever the order of turns; who is alike stays in the order of `people`.

    By need: the most urgent; among those, who has waited since last time, the most urgent of them first; then who is
    owed most. Else who is owed most.
    """

    def need(one: Person) -> tuple[int, bool, int]:
        return urgency(one, asks, carried_over), one not in carried_over, level_of(one, asks)

    if format.division is Division.BY_NEED:
        return tuple(sorted(people, key=lambda one: (need(one), -ledger.get(one, 0))))
    return tuple(sorted(people, key=lambda one: -ledger.get(one, 0)))


def plan(
    format: Format,
    people: Sequence[Person],
    seconds: int,
    *,
    asks: Mapping[Person, Ask] | None = None,
    preferences: Preferences = Preferences(),
    ledger: Mapping[Person, int] | None = None,
    carried_over: Collection[Person] = (),
) -> Agenda:
    """The agenda of a meeting, its segments summing exactly to `seconds`.

    people        everyone who comes, each once, in the order of their seats
    seconds       length of the meeting
    asks          what people want from their turn; who is not named takes what is fair
    ledger        seconds each is owed (`shares.ledger`); who is not named is owed 0
    carried_over  whose item did not fit last time (`shares.carried_over`); it counts where the format goes by need
    raises        CannotPlan, saying what would fit
    source        docs/developers/agenda.md
    """
    asks, ledger = asks or {}, ledger or {}
    _check_people(format, people, preferences.presenting or ())
    _check_asks(asks)
    if seconds < 60:
        raise CannotPlan(
            "A meeting needs at least a minute.", fits=f"{format.title} usually takes {format.usual_minutes}."
        )
    minutes = seconds / 60
    before, turn, after = meeting_phases(format, minutes)
    willing = in_order(format, people, asks, preferences, ledger, carried_over)
    rank = ranked(format, willing, asks, ledger, carried_over)
    if turn and not willing:
        raise CannotPlan(f"Nobody presents, and {format.title} needs someone who does.", fits="Choose who presents.")
    count = turns_at(format, minutes, len(willing)) if turn else 0
    presenters, waiting = willing[:count], willing[count:]
    carried: tuple[Person, ...] = ()
    if format.division not in (Division.ONE, Division.FEW):
        waiting = ()
    once = sum(phase_seconds(phase, minutes) for phase in (*before, *after))
    if turn and format.division is Division.BY_NEED:
        wishes = wishes_of(format, presenters, asks, carried_over)
        today = who_fits(format, wishes, seconds - once, rank) or presenters
        carried = tuple(one for one in presenters if one not in today)
        presenters = tuple(one for one in presenters if one in today)
    if turn:
        _check_turns(format, len(presenters), seconds - once, once)
    wishes = wishes_of(format, presenters, asks, carried_over)
    if turn:
        divided = divide(format, seconds, minutes, before, wishes, after, rank)
    else:
        divided = Divided(stretch(before, seconds, minutes), (), ())
    roles = preferences.roles or rotate(format.roles, people, 0)
    segments = _segments(format, minutes, divided, before, turn, after, presenters, roles)
    return Agenda(
        format=format.id,
        total=seconds,
        segments=segments,
        presenters=presenters,
        carried=carried,
        waiting=waiting,
        cut={
            wish.presenter: wish.seconds
            for wish, got in zip(wishes, divided.turns, strict=True)
            if wish.seconds is not None and got < wish.seconds
        },
    )


def stretch(phases: Sequence[Phase], seconds: int, minutes: float) -> tuple[int, ...]:
    """Divide a meeting in which nobody presents: the first and last phase keep their minutes, the others stretch."""
    planned = [phase_seconds(phase, minutes) for phase in phases]
    least = [phase_least(phase, wanted) for phase, wanted in zip(phases, planned, strict=True)]
    if sum(least) > seconds:
        raise CannotPlan(
            f"{len(phases)} phases do not fit in {clock(seconds)}.", fits=f"Plan {_whole_minutes(sum(least))} minutes."
        )
    most = [phase_most(phase) for phase in phases]
    if len(phases) > 2 and seconds - planned[0] - planned[-1] >= sum(least[1:-1]):
        inner = apportion(seconds - planned[0] - planned[-1], planned[1:-1], least[1:-1], most[1:-1])
        return (planned[0], *inner, planned[-1])
    return apportion(seconds, planned, least, most)


def _check_people(format: Format, people: Sequence[Person], presenting: Sequence[Person]) -> None:
    if len(set(people)) < len(people) or len(set(presenting)) < len(presenting):
        raise CannotPlan("Someone is named twice.", fits="Give each person a name of their own.")
    if strangers := set(presenting) - set(people):
        raise CannotPlan(
            f"{len(strangers)} of those who present are not among the people.", fits="Add them, or leave them out."
        )
    if not format.size.least <= len(people) <= format.size.most:
        size = (
            f"{format.size.least} people"
            if format.size.least == format.size.most
            else f"{format.size.least} to {format.size.most} people"
        )
        raise CannotPlan(f"{format.title} is for {size}; {len(people)} would come.", fits="Choose another format.")


def _check_asks(asks: Mapping[Person, Ask]) -> None:
    for ask in asks.values():
        if ask.minutes is not None and not 0 < ask.minutes <= 24 * 60:
            raise CannotPlan(
                "Minutes asked for are more than 0 and at most a day.", fits="Leave them out to take what is fair."
            )
        if ask.level is not None and not 1 <= ask.level <= 5:
            raise CannotPlan("A level is 1 (risk to life) to 5 (good news).", fits="Leave it out if unsure.")


def _check_turns(format: Format, presenters: int, seconds: int, once: int) -> None:
    least = least_turn(format)
    if seconds >= least * presenters:
        return
    fitting = max(seconds, 0) // least
    needed = f"plan {_whole_minutes(once + least * presenters)} minutes"
    turns = "1 turn" if presenters == 1 else f"{presenters} turns"
    if not fitting:
        raise CannotPlan(
            f"{turns.capitalize()} of {clock(least)} at least and what goes around them do not fit in that time.",
            fits=f"{needed.capitalize()}.",
        )
    raise CannotPlan(
        f"{turns} in {clock(seconds)} leave {clock(seconds // presenters)} each; this format needs {clock(least)}.",
        fits=f"{'1 turn fits' if fitting == 1 else f'{fitting} turns fit'}, or {needed}.",
    )


def _whole_minutes(seconds: int) -> int:
    """The fewest whole minutes that hold `seconds`."""
    return -(-seconds // 60)


def who_fits(format: Format, wishes: Sequence[Wish], seconds: int, rank: Sequence[Person] = ()) -> tuple[Person, ...]:
    """Who has an item today, by need, in `seconds` for turns, the most urgent first; nobody where not even one fits.

    As many as fit at their least, but what is most urgent is never cut while anything less urgent stays: the least
    urgent give way, and are carried to the top of the next agenda.
    """
    standing = {person: place for place, person in enumerate(rank)}
    by_need = sorted(wishes, key=lambda wish: (wish.level, standing.get(wish.presenter, len(rank))))
    fitting = min(len(by_need), max(seconds, 0) // least_turn(format))
    while fitting and by_need[0].level < by_need[fitting - 1].level:
        kept = [wish.seconds for wish in by_need[:fitting]]
        shares = needed_shares(seconds, kept, least=least_turn(format))
        if not any(
            wish.level == by_need[0].level and wish.seconds is not None and share < wish.seconds
            for wish, share in zip(by_need, shares, strict=False)
        ):
            break
        fitting -= 1
    return tuple(wish.presenter for wish in by_need[:fitting])


def speaker_of(phase: Phase, presenter: Person | None, roles: Mapping[Role, Person]) -> Person | None:
    """Whose voice a phase is for, None where it is for nobody or for several."""
    match phase.speaks:
        case Speaks.FACILITATOR:
            return roles.get(Role.FACILITATOR)
        case Speaks.PRESENTER | Speaks.INTERVIEW:
            return presenter
        case _:
            return None


def segment_key(phase: Phase, presenter: Person | None) -> str:
    return phase.id if presenter is None else f"{phase.id}/{presenter}"


def _segments(
    format: Format,
    minutes: float,
    divided: Divided,
    before: Sequence[Phase],
    turn: Sequence[Phase],
    after: Sequence[Phase],
    presenters: Sequence[Person],
    roles: Mapping[Role, Person],
) -> tuple[Segment, ...]:
    items: list[tuple[Phase, Person | None, int]] = [
        (phase, None, seconds) for phase, seconds in zip(before, divided.before, strict=True)
    ]
    for person, share in zip(presenters, divided.turns, strict=True):
        items += [
            (phase, person, seconds) for phase, seconds in zip(turn, split_turn(turn, share, minutes), strict=True)
        ]
    items += [(phase, None, seconds) for phase, seconds in zip(after, divided.after, strict=True)]
    segments, start = [], 0
    for phase, presenter, seconds in items:
        segments.append(
            Segment(
                key=segment_key(phase, presenter),
                phase=phase.id,
                start=start,
                seconds=seconds,
                kind=phase.kind,
                speaks=phase.speaks,
                stance=phase.presenter,
                speaker=speaker_of(phase, presenter, roles),
                presenter=presenter,
                title=phase.title,
                prompt=phase.prompt,
            )
        )
        start += seconds
    return tuple(segments)
