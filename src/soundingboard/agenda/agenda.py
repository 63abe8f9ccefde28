"""An agenda: the plan of one meeting, to the second inside and to the minute on pages."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from soundingboard.agenda.format import Kind, Speaks, Stance

Person = str  # "1", "2", ... by seat in a room; a number or a name on the command line


class AskKind(StrEnum):
    """What a presenter wants from their turn."""

    ADVICE = "advice"
    RESOURCES = "resources"
    SUPPORT = "support"
    SECOND_LOOK = "second-look"
    OTHER = "other"


ASK_TITLES: Mapping[AskKind, str] = {
    AskKind.ADVICE: "Advice on a treatment plan",
    AskKind.RESOURCES: "Resources",
    AskKind.SUPPORT: "Emotional support",
    AskKind.SECOND_LOOK: "A second look at a decision",
    AskKind.OTHER: "Something else",
}


@dataclass(frozen=True)
class Ask:
    """What one person wants from their turn; its sentence is not here.

    minutes  as many as they ask for, or None to take what is fair
    level    1 (risk to life) to 5 (good news), or None
    """

    kind: AskKind = AskKind.OTHER
    minutes: float | None = None
    level: int | None = None


@dataclass(frozen=True)
class Segment:
    """One timed item of an agenda.

    key        names it within its meeting: the phase's id, and "/" and the presenter where it belongs to a turn
    start      whole seconds from the beginning of the meeting
    seconds    its length, 1 or more
    speaker    who speaks, None where nobody or everybody does
    presenter  whose turn it is, None outside turns
    """

    key: str
    phase: str
    start: int
    seconds: int
    kind: Kind
    speaks: Speaks
    stance: Stance | None
    speaker: Person | None
    presenter: Person | None
    title: str
    prompt: str


@dataclass(frozen=True)
class Agenda:
    """The plan of one meeting.

    segments  in order; their seconds sum exactly to `total`
    carried   presenters whose item does not fit today and goes to the top of the next agenda (by need)
    waiting   who would present next if a presenter cannot, in order (one, few)
    cut       presenters who have fewer seconds than they asked for (by need), and how many they asked for
    """

    format: str
    total: int
    segments: tuple[Segment, ...]
    presenters: tuple[Person, ...]
    carried: tuple[Person, ...] = ()
    waiting: tuple[Person, ...] = ()
    cut: Mapping[Person, int] | None = None

    @property
    def shares(self) -> dict[Person, int]:
        """The seconds of each presenter's whole turn."""
        shares = dict.fromkeys(self.presenters, 0)
        for segment in self.segments:
            if segment.presenter is not None:
                shares[segment.presenter] += segment.seconds
        return shares
