"""What a room is made of: frozen values that hold instants and never tick."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any, TypeVar

from soundingboard.agenda.agenda import Person
from soundingboard.agenda.format import Format, Phase, Role

T = TypeVar("T")


def replace(value: T, **changes: Any) -> T:
    """A copy of one of these frozen values with some fields changed.

    `dataclasses.replace` does the same and takes thirty times as long over a room, several times at every press. What
    others keep beside the fields (under a name with an underscore) is not copied.
    """
    assert changes.keys() <= value.__dict__.keys(), changes.keys() - value.__dict__.keys()
    copy = object.__new__(type(value))
    copy.__dict__.update({name: kept for name, kept in value.__dict__.items() if name[0] != "_"}, **changes)
    return copy


class Pace(StrEnum):
    """What happens at the end of a segment: gentle waits for a word, strict moves on by itself."""

    GENTLE = "gentle"
    STRICT = "strict"


class State(StrEnum):
    WAITING = "waiting"  # before it starts
    OPEN = "open"
    PAUSED = "paused"
    DANGER = "danger"  # paused because someone is in danger
    AFTER = "after"  # over, and open for untimed talk
    CLOSED = "closed"


@dataclass(frozen=True)
class Rules:
    """What a group has agreed about its meetings.

    timekeeper  only the timekeeper of the day moves the meeting on
    """

    pace: Pace = Pace.GENTLE
    timekeeper: bool = False


@dataclass(frozen=True)
class Turn:
    """A turn that has not begun, or that was interrupted.

    wish    seconds asked for, or None
    phases  those still to come, in order
    held    seconds that are kept for it because it was interrupted, or None
    moved   its presenter was absent once, and it has gone to the end
    """

    presenter: Person
    wish: int | None
    level: int
    phases: tuple[Phase, ...]
    held: int | None = None
    moved: bool = False


@dataclass(frozen=True)
class Running:
    """The segment under way.

    due       when it should end
    turn      whose turn it belongs to, None outside turns
    left      the phases of that turn after this one
    least     seconds each of those may shrink to
    turn_due  when that turn should end
    """

    key: str
    phase: Phase
    starts: datetime
    due: datetime
    turn: Turn | None = None
    left: tuple[Phase, ...] = ()
    least: tuple[int, ...] = ()
    turn_due: datetime | None = None


@dataclass(frozen=True)
class Past:
    """A segment that is over."""

    key: str
    phase: Phase
    presenter: Person | None
    starts: datetime
    ends: datetime


@dataclass(frozen=True)
class Presence:
    """When someone was in the room: finished stays, and since when they are here now."""

    since: datetime | None = None
    stays: tuple[tuple[datetime, datetime], ...] = ()


def gone(presence: Presence, at: datetime) -> Presence:
    """Someone's presence once they have left at `at`."""
    return presence if presence.since is None else Presence(None, (*presence.stays, (presence.since, at)))


@dataclass(frozen=True)
class Note:
    """That somebody wrote something; never what."""

    words: str
    kind: str
    by: Person | None
    audience: str


@dataclass(frozen=True)
class Last:
    """The latest event, for captions and sounds."""

    number: int
    kind: str
    by: Person | None


@dataclass(frozen=True)
class Room:
    """The live state of a meeting.

    minutes   its planned length, for the tables of the format
    starts    when it was to start; `began` when it did
    ends      when it is to end
    at        the latest instant it has seen; it never goes backward
    before, turns, after   what has not begun
    waiting   who presents next if a presenter cannot (formats for one or few), first come first
    carried   turns for which there is no time today (by need), first come first; after the end all that were not begun
    rank      who is first to have time
    """

    format: Format
    rules: Rules
    minutes: float
    seats: tuple[Person, ...]
    starts: datetime
    ends: datetime
    at: datetime
    before: tuple[Phase, ...]
    turns: tuple[Turn, ...]
    after: tuple[Phase, ...]
    turn_phases: tuple[Phase, ...]
    waiting: tuple[Person, ...] = ()
    carried: tuple[Turn, ...] = ()
    rank: tuple[Person, ...] = ()
    number: int = 0
    state: State = State.WAITING
    began: datetime | None = None
    running: Running | None = None
    past: tuple[Past, ...] = ()
    ended: datetime | None = None
    closes: datetime | None = None
    presence: Mapping[Person, Presence] = field(default_factory=dict)
    passed: frozenset[Person] = frozenset()
    stopped: datetime | None = None
    stops: tuple[tuple[datetime, datetime], ...] = ()
    danger: Person | None = None
    hands: tuple[Person, ...] = ()
    speaking: Person | None = None
    speaking_since: datetime | None = None
    spoken: Mapping[Person, timedelta] = field(default_factory=dict)
    roles: Mapping[Role, Person] = field(default_factory=dict)
    notes: tuple[Note, ...] = ()
    last: Last | None = None

    @property
    def present(self) -> tuple[Person, ...]:
        """Who is here, in the order of seats."""
        return tuple(one for one in self.seats if self.is_present(one))

    def is_present(self, person: Person) -> bool:
        presence = self.presence.get(person)
        return presence is not None and presence.since is not None

    @property
    def presenter(self) -> Person | None:
        """Whose turn it is."""
        return self.running.turn.presenter if self.running and self.running.turn else None
