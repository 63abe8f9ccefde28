"""What remains of a meeting: what each person gave and had in it."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from soundingboard.agenda.agenda import Person
from soundingboard.agenda.shares import Tally
from soundingboard.agenda.state import Presence, Room


def tallies(room: Room) -> dict[Person, Tally]:
    """What each person gave and had, in whole seconds without pauses; only of a room whose timed part is over."""
    began, ended = room.began, room.ended
    if began is None or ended is None:
        return {}
    carried = {turn.presenter for turn in room.carried}
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
            carried=person in carried,
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
