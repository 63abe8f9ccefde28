"""What can happen in a room: numbered facts, none of which carries a text."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, ClassVar

from soundingboard.agenda.agenda import Person
from soundingboard.agenda.format import Role


@dataclass(frozen=True)
class Event:
    """A fact in a room, done `by` a person or, where nobody pressed, by None."""

    kind: ClassVar[str]
    by: Person | None


@dataclass(frozen=True)
class Seated(Event):
    """Someone was given the right to be in this meeting."""

    kind = "seated"
    person: Person


@dataclass(frozen=True)
class Unseated(Event):
    """Someone lost the right to be in this meeting; every process closes their sockets."""

    kind = "unseated"
    person: Person


@dataclass(frozen=True)
class Arrived(Event):
    kind = "arrived"


@dataclass(frozen=True)
class Left(Event):
    """Gone, sitting out, or a lost connection: nothing tells them apart."""

    kind = "left"


@dataclass(frozen=True)
class Started(Event):
    kind = "started"


@dataclass(frozen=True)
class Advanced(Event):
    """On to the next segment. Names the one it leaves, so that two presses move one step."""

    kind = "advanced"
    leaving: str


@dataclass(frozen=True)
class Extended(Event):
    """One more minute for the segment."""

    kind = "extended"
    segment: str


@dataclass(frozen=True)
class Yielded(Event):
    """The presenter gives the rest of their turn to the others."""

    kind = "yielded"
    segment: str


@dataclass(frozen=True)
class Passed(Event):
    """Nothing to present today."""

    kind = "passed"


@dataclass(frozen=True)
class Skipped(Event):
    """A segment, this one or one ahead, is left out today."""

    kind = "skipped"
    segment: str


@dataclass(frozen=True)
class Paused(Event):
    kind = "paused"


@dataclass(frozen=True)
class Resumed(Event):
    kind = "resumed"


@dataclass(frozen=True)
class HandRaised(Event):
    kind = "hand raised"


@dataclass(frozen=True)
class HandLowered(Event):
    kind = "hand lowered"


@dataclass(frozen=True)
class Speaking(Event):
    """`who` has the floor among those who respond; None frees it."""

    kind = "speaking"
    who: Person | None


@dataclass(frozen=True)
class Bell(Event):
    """One soft sound from the observer; the speaker notices and goes on."""

    kind = "bell"


@dataclass(frozen=True)
class RoleTaken(Event):
    kind = "role taken"
    role: Role


@dataclass(frozen=True)
class WordsAdded(Event):
    """Somebody wrote something. Its id, kind and audience ("all" or "own"), never the text."""

    kind = "words added"
    words: str
    of: str
    audience: str


@dataclass(frozen=True)
class Danger(Event):
    """Someone is in danger: the clock stops and the presenter's time is kept."""

    kind = "danger"


@dataclass(frozen=True)
class Ended(Event):
    kind = "ended"


KINDS: Mapping[str, type[Event]] = {
    event.kind: event
    for event in (
        Seated, Unseated, Arrived, Left, Started, Advanced, Extended, Yielded, Passed, Skipped, Paused, Resumed,
        HandRaised, HandLowered, Speaking, Bell, RoleTaken, WordsAdded, Danger, Ended,
    )
}  # fmt: skip


def to_row(event: Event) -> tuple[str, dict[str, Any]]:
    """The event as its kind and a JSON-ready payload, without `by`, which rows keep in a column of its own."""
    return event.kind, {name: value for name, value in vars(event).items() if name != "by"}


def from_row(kind: str, payload: Mapping[str, Any], by: Person | None) -> Event:
    """The event that `to_row` wrote; KeyError for an unknown kind, TypeError for a payload of another shape."""
    fields = dict(payload)
    if "role" in fields:
        fields["role"] = Role(fields["role"])
    return KINDS[kind](by=by, **fields)
