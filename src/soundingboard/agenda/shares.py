"""Dividing time: among people, among phases, and over meetings. Whole seconds in, whole seconds out."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import floor, inf

from soundingboard.agenda.agenda import Person
from soundingboard.agenda.format import Role
from soundingboard.refusals import Refused

REMEMBERED = 12  # meetings the ledger looks back over: design 4.1


class CannotPlan(Refused):
    """Time that cannot be divided as asked, and what would fit."""


@dataclass(frozen=True)
class Tally:
    """What one person gave and had in one meeting, in whole seconds.

    own         of their own turn, their peers' answers included
    responding  present in the turns of others
    present     in the room between its beginning and its end
    passed      had nothing to present, so the ledger leaves this meeting out
    carried     had an item by need that did not fit
    """

    own: int
    responding: int
    present: int
    passed: bool = False
    carried: bool = False


def clock(seconds: int) -> str:
    """Minutes and seconds as people read them.

    >>> clock(75)
    '1:15'
    """
    return f"{seconds // 60}:{seconds % 60:02d}"


def equal_shares(total: int, presenters: int, *, least: int = 1) -> tuple[int, ...]:
    """Divide `total` among `presenters`, equal to within one second.

    Odd seconds go to the first places; the caller puts those who are owed time first.

    total       whole seconds to divide
    presenters  people who want a turn, 1 or more
    least       seconds below which a turn is not worth having (the format says)
    returns     one share a presenter, whole seconds, summing exactly to `total`
    raises      CannotPlan, saying what would fit
    source      docs/developers/agenda.md, "Dividing time"

    >>> equal_shares(1000, 3)
    (334, 333, 333)
    """
    share, odd = divmod(total, presenters)
    if share < least:
        raise CannotPlan(
            f"{presenters} turns in {clock(max(total, 0))} leave {clock(max(share, 0))} each; "
            f"this format needs {clock(least)}.",
            fits=f"{max(total, 0) // least} fit.",
        )
    return tuple(share + (place < odd) for place in range(presenters))


def wished_shares(total: int, wishes: Sequence[int | None], *, least: int) -> tuple[int, ...]:
    """Divide `total` equally, except where someone asked for less or more.

    A wish is kept as long as everyone without one keeps `least`; where that cannot be, the largest wishes are cut to
    one height. Those without a wish are equal to within one second, odd seconds to the first. Where all have a wish and
    time is left over, the shares sum to less than `total`.

    wishes   seconds asked for, or None, one a presenter, at least one presenter; a wish below `least` counts as `least`
    raises   CannotPlan when not everyone can have `least`
    """
    open_places = [place for place, wish in enumerate(wishes) if wish is None]
    wanted = {place: max(least, wish) for place, wish in enumerate(wishes) if wish is not None}
    if len(open_places) == len(wishes) or total < least * len(wishes):
        return equal_shares(total, len(wishes), least=least)
    shares = dict(zip(wanted, cut_to(total - least * len(open_places), list(wanted.values())), strict=True))
    if open_places:
        shares.update(
            zip(open_places, equal_shares(total - sum(shares.values()), len(open_places), least=least), strict=True)
        )
    return tuple(shares[place] for place in range(len(wishes)))


def cut_to(total: int, wanted: Sequence[int]) -> tuple[int, ...]:
    """What is wanted, the largest cut to one height (to a second) until the sum is at most `total`.

    >>> cut_to(100, [10, 80, 50])
    (10, 45, 45)
    """
    got = list(wanted)
    rest, places = total, sorted(range(len(wanted)), key=lambda place: wanted[place])
    while places and wanted[places[0]] * len(places) <= rest:
        rest -= wanted[places.pop(0)]
    if places:
        share, odd = divmod(rest, len(places))
        for nth, place in enumerate(sorted(places)):
            got[place] = min(wanted[place], share + (nth < odd))
    return tuple(got)


def needed_shares(total: int, wishes: Sequence[int | None], *, least: int) -> tuple[int, ...]:
    """Divide `total` by need: minutes as asked, cut from the least urgent upward, none below `least`.

    wishes   seconds asked for, most urgent first; None takes an equal part of what the others leave
    returns  shares that sum to `total`, or to less where everyone asked and time is left over
    raises   CannotPlan when not everyone can have `least`
    """
    if total < least * len(wishes):
        return equal_shares(total, len(wishes), least=least)
    asked = sum(max(least, wish) for wish in wishes if wish is not None)
    silent = sum(wish is None for wish in wishes)
    fair = iter(equal_shares(max(total - asked, least * silent), silent) if silent else ())
    shares = [max(least, wish) if wish is not None else next(fair) for wish in wishes]
    over = sum(shares) - total
    for place in reversed(range(len(shares))):
        cut = min(max(over, 0), shares[place] - least)
        shares[place] -= cut
        over -= cut
    return tuple(shares)


def apportion(
    total: int, weights: Sequence[float], least: Sequence[int], most: Sequence[float] | None = None
) -> tuple[int, ...]:
    """Divide `total` in proportion to `weights` by largest remainder, within bounds as far as they can hold.

    total    whole seconds, at least one a part
    least    seconds no part goes below; scaled down (to 1) where they do not fit together
    most     seconds no part exceeds; given up where they cannot use the whole
    returns  whole seconds, each 1 or more, summing exactly to `total`

    >>> apportion(720, [35, 17, 40, 8], [1, 1, 1, 1])
    (252, 122, 288, 58)
    """
    parts = len(weights)
    if parts == 0:
        return ()
    highest = list(most) if most is not None and sum(most) >= total else [inf] * parts
    lowest = [float(bound) for bound in least]
    if sum(lowest) > total:
        scale = (total - parts) / (sum(lowest) - parts) if sum(lowest) > parts else 0.0
        lowest = [1 + (bound - 1) * scale for bound in lowest]
    exact = _bounded(total, weights, lowest, highest)
    shares = [max(1, floor(part + 1e-9)) for part in exact]
    by_remainder = sorted(range(parts), key=lambda part: (shares[part] - exact[part], part))
    for part in by_remainder[: max(0, total - sum(shares))]:
        shares[part] += 1
    for part in sorted(range(parts), key=lambda part: -shares[part]):  # only where several were raised to 1
        shares[part] -= min(max(0, sum(shares) - total), shares[part] - 1)
    return tuple(shares)


def _bounded(total: int, weights: Sequence[float], lowest: Sequence[float], highest: Sequence[float]) -> list[float]:
    """Proportional parts: those that break a bound are fixed at it, the worse side first, and the rest share."""
    parts = [0.0] * len(weights)
    free = list(range(len(weights)))
    rest = float(total)
    while free:
        weight = sum(weights[part] for part in free)
        for part in free:
            parts[part] = rest * (weights[part] / weight if weight else 1 / len(free))
        below = {part: lowest[part] - parts[part] for part in free if parts[part] < lowest[part]}
        above = {part: parts[part] - highest[part] for part in free if parts[part] > highest[part]}
        fixed, bounds = (below, lowest) if sum(below.values()) >= sum(above.values()) else (above, highest)
        if not fixed:
            break
        for part in fixed:
            parts[part] = bounds[part]
            rest -= bounds[part]
        free = [part for part in free if part not in fixed]
    return parts


def ledger(meetings: Sequence[Mapping[Person, Tally]]) -> dict[Person, int]:
    """Seconds each person of a series is owed, from its meetings in order, the latest last.

    In each of the last twelve: the equal share of those who were there and had something to present, less what one had.
    Absence and *nothing to present* owe nothing and are owed nothing; whoever is not named is a newcomer, at 0.
    """
    owed: dict[Person, float] = {}
    for meeting in meetings[-REMEMBERED:]:
        counted = {person: tally.own for person, tally in meeting.items() if tally.present > 0 and not tally.passed}
        for person, own in counted.items():
            owed[person] = owed.get(person, 0.0) + sum(counted.values()) / len(counted) - own
    return {person: round(seconds) for person, seconds in owed.items()}


def carried_over(meetings: Sequence[Mapping[Person, Tally]]) -> frozenset[Person]:
    """Whose item still waits after the meetings of a series, the latest last: it did not fit in one of the last twelve.

    It waits until they are heard in some meeting of the series, whatever its format, or say that they have nothing to
    present; being absent ends nothing.
    """
    waiting: set[Person] = set()
    for meeting in meetings[-REMEMBERED:]:
        waiting -= {person for person, tally in meeting.items() if tally.own > 0 or tally.passed}
        waiting |= {person for person, tally in meeting.items() if tally.carried}
    return frozenset(waiting)


def rotate(roles: Sequence[Role], people: Sequence[Person], turn: int) -> dict[Role, Person]:
    """The roles of the day: each goes one place on with every meeting of a series (`turn` counts them from 0)."""
    return {role: people[(turn + place) % len(people)] for place, role in enumerate(roles)} if people else {}
