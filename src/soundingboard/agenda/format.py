"""A format: the agenda template of a known way to consult. Minutes as people read them; seconds begin in `plan`."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from soundingboard.refusals import Refused


class Division(StrEnum):
    """How a format divides time among those who present."""

    EACH = "each"  # everyone who wants a turn has an equal one
    ONE = "one"  # one person has the meeting; fairness is between meetings
    FEW = "few"  # two or so do, by `turns`
    BY_NEED = "by-need"  # most urgent first, minutes as asked
    NONE = "none"  # nobody presents


class Kind(StrEnum):
    """What a phase is for."""

    SETTLE = "settle"
    AGREE = "agree"
    FOLLOWUP = "followup"
    ASKS = "asks"
    CHOOSE = "choose"
    PRESENT = "present"
    CLARIFY = "clarify"
    DEEPEN = "deepen"
    THINK = "think"
    REFLECT = "reflect"
    RESPOND = "respond"
    DECIDE = "decide"
    TAKEAWAY = "takeaway"
    EXCHANGE = "exchange"
    DEBRIEF = "debrief"
    TALK = "talk"
    CLOSE = "close"


class Scope(StrEnum):
    MEETING = "meeting"  # once
    TURN = "turn"  # once for each presenter


class Speaks(StrEnum):
    """Whose voice a phase is for."""

    FACILITATOR = "facilitator"
    PRESENTER = "presenter"
    PEERS = "peers"  # everyone but the presenter, as they raise a hand
    ONE_BY_ONE = "one-by-one"
    PAIRS = "pairs"
    INTERVIEW = "interview"  # the interviewer and the presenter
    ALL = "all"
    NOBODY = "nobody"


class Stance(StrEnum):
    """What the presenter does in a phase."""

    SPEAKS = "speaks"
    ANSWERS = "answers"
    LISTENS = "listens"  # silent, seen
    BEHIND = "behind"  # silent, picture hidden from the peers, hears
    DECIDES = "decides"


class Role(StrEnum):
    """A turn one takes for a day, never a rank."""

    FACILITATOR = "facilitator"
    TIMEKEEPER = "timekeeper"
    OBSERVER = "observer"  # has the bell
    SCRIBE = "scribe"
    INTERVIEWER = "interviewer"


@dataclass(frozen=True)
class Phase:
    """One step of a format.

    id       unique within the format: lower-case letters, digits, hyphens
    minutes  minutes by length of the meeting in minutes ({60: 3, 90: 5}): the greatest length not above counts, below
             the least the smallest; 0 leaves the phase out. Empty for a phase of scope turn that has a share
    share    percent of a turn; beats `minutes`. Of the phases of scope turn all or none have one
    least    minutes it may shrink to while a meeting runs, more than 0
    most     minutes it grows to when it stretches, or None
    """

    id: str
    kind: Kind
    title: str
    scope: Scope
    speaks: Speaks
    prompt: str
    presenter: Stance | None = None
    minutes: Mapping[int, float] = field(default_factory=dict)
    share: float | None = None
    least: float = 0.5
    most: float | None = None
    rules: tuple[str, ...] = ()
    skippable: bool = True

    @property
    def opens(self) -> str | None:
        """What is open now: "questions", "ideas" or None. Most formats keep the two apart."""
        return {Kind.CLARIFY: "questions", Kind.DEEPEN: "questions", Kind.RESPOND: "ideas", Kind.REFLECT: "ideas"}.get(
            self.kind
        )


@dataclass(frozen=True)
class Size:
    """How many people a format is for."""

    least: int
    usual: int
    most: int


@dataclass(frozen=True)
class Format:
    """An agenda template.

    lengths     minutes it is meant for, ascending; the last is the usual one unless `usual_minutes` says otherwise
    turns       how many present by length in minutes (`few`); empty means one (`one`) or everyone (`each`)
    least_turn  minutes below which a turn is not worth having
    rules       what holds throughout, in sentences
    ways        ways to work a group can choose among (peer case advice), in sentences; often empty
    """

    id: str
    title: str
    summary: str
    when: str
    sources: tuple[str, ...]
    size: Size
    lengths: tuple[int, ...]
    usual_minutes: int
    division: Division
    phases: tuple[Phase, ...]
    turns: Mapping[int, int] = field(default_factory=dict)
    least_turn: float = 3
    roles: tuple[Role, ...] = ()
    rules: tuple[str, ...] = ()
    ways: tuple[str, ...] = ()
    notice: str = ""


class BrokenFormat(Refused):
    """A format that cannot be used.

    line    where, counted from 1
    reason  what is wrong there, a sentence that quotes none of the text
    """

    def __init__(self, reason: str, *, line: int, fits: str = "") -> None:
        super().__init__(f"Line {line}: {reason}", fits=fits)
        self.line = line
        self.reason = reason
