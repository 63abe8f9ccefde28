"""Which format? The table is data (suggestions.toml); here is only how it is read."""

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from soundingboard.agenda.agenda import ASK_TITLES, AskKind
from soundingboard.agenda.format import Format
from soundingboard.agenda.plan import Preferences, plan, turns_at
from soundingboard.agenda.shares import CannotPlan

STRETCH = 1.5  # a format still fits at half again its greatest length
SHAPE = 0.6  # what people and minutes count beside the asks: more than being second on a list, less than being first
NUMBERS = ["nobody", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"]


@dataclass(frozen=True)
class Suggestion:
    """A format that fits.

    format  its id
    why     one line for the page: "Open round fits: five people, mixed asks, 90 minutes."
    """

    format: str
    why: str


@dataclass(frozen=True)
class Shape:
    """Formats for so many people who have so many minutes."""

    people: range
    minutes: range
    formats: tuple[str, ...]


@dataclass(frozen=True)
class Table:
    """Formats by what people ask for and how they meet, the best first."""

    mixed: tuple[str, ...]
    asks: Mapping[AskKind, tuple[str, ...]]
    shapes: tuple[Shape, ...]
    notes: Mapping[str, str]


@cache
def table() -> Table:
    """The table at hand, read once."""
    values = tomllib.loads((files("soundingboard.agenda") / "suggestions.toml").read_text("utf-8"))
    return Table(
        mixed=tuple(values["mixed"]),
        asks={AskKind(kind): tuple(ids) for kind, ids in values["asks"].items()},
        shapes=tuple(
            Shape(_span(*shape["people"]), _span(*shape["minutes"]), tuple(shape["formats"]))
            for shape in values["shapes"]
        ),
        notes=values["notes"],
    )


def suggest(asks: Sequence[AskKind], people: int, minutes: int, among: Sequence[Format]) -> tuple[Suggestion, ...]:
    """The formats among those given that suit what is asked and whose size and length fit, the best first.

    asks     one for each person who wants a turn; may be empty
    people   how many come
    minutes  how long they have
    """
    judged = [
        (_worth(format, asks, people, minutes), format) for format in among if _fits(format, asks, people, minutes)
    ]
    best = sorted(judged, key=lambda item: item[0], reverse=True)  # of equals, the order given
    return tuple(Suggestion(format.id, _why(format, asks, people, minutes)) for worth, format in best if worth)


def _span(first: int, last: int) -> range:
    return range(first, last + 1)


def _fits(format: Format, asks: Sequence[AskKind], people: int, minutes: int) -> bool:
    """Whether its size and length fit, and there is a turn worth having for everyone who asks and may have one."""
    if not format.lengths[0] <= minutes <= format.lengths[-1] * STRETCH:
        return False
    everyone = tuple(str(place + 1) for place in range(people))
    presenting = everyone[: len(asks)] or None
    try:
        plan(format, everyone, minutes * 60, preferences=Preferences(presenting=presenting))
    except CannotPlan:
        return False
    return True


def _worth(format: Format, asks: Sequence[AskKind], people: int, minutes: int) -> float:
    """How well it suits: the part of the asks it answers, each by its place in the table, and the shape."""
    mixed = table().mixed if len(set(asks)) > 1 else ()
    answered = sorted(
        (max(_place(format.id, table().asks[ask]), _place(format.id, mixed)) for ask in asks), reverse=True
    )
    answered = answered[: turns_at(format, minutes, len(asks))]
    shaped = [
        _place(format.id, shape.formats)
        for shape in table().shapes
        if people in shape.people and minutes in shape.minutes
    ]
    return sum(answered) / max(len(asks), 1) + SHAPE * max(shaped, default=0)


def _place(id: str, ids: Sequence[str]) -> float:
    """1 for the first, a half for the second, a third for the third; 0 for what is not there."""
    return 1 / (1 + ids.index(id)) if id in ids else 0


def _why(format: Format, asks: Sequence[AskKind], people: int, minutes: int) -> str:
    count = f"{NUMBERS[people] if people < len(NUMBERS) else people} people"
    kinds = set(asks)
    what = "mixed asks" if len(kinds) > 1 else "".join(ASK_TITLES[kind].lower() for kind in kinds - {AskKind.OTHER})
    reasons = ", ".join(reason for reason in (count, what, f"{minutes} minutes") if reason)
    note = table().notes.get(format.id)
    return f"{format.title} fits: {reasons}{f'; {note}' if note else ''}."
