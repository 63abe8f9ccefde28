"""What is left that together could single a person out."""

from dataclasses import dataclass
from typing import Literal

Audience = Literal["meeting", "forum"]


@dataclass(frozen=True, slots=True)
class Presenter:
    """What the readers know of the one who presents: it narrows the circle of possible clients.

    state  two letters
    niche  populations and specialties, in the presenter's words
    """

    name: str = ""
    town: str = ""
    state: str = ""
    niche: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Concern:
    """One remaining trait, or several together.

    kind      "age", "gender", "ethnicity", "profession", "state", "family", "event", "sequence", "diagnoses",
              "together", "presenter" or "dangerous"
    spans     (start, end) pairs in the text, in its order
    sentence  what it is about, for the writer
    blur      what to write instead, for the first of the spans; empty where leaving it out is best
    weight    0 to 1; the list of a `Risk` is sorted by it, greatest first
    """

    kind: str
    spans: tuple[tuple[int, int], ...]
    sentence: str
    blur: str
    weight: float


@dataclass(frozen=True, slots=True)
class Risk:
    """Never says that a text is fine: it lists what is left, and asks.

    question  the second condition of Safe Harbor in plain words, 45 CFR 164.514(b)(2)(ii)
    """

    concerns: tuple[Concern, ...]
    question: str


def risk(text: str, audience: Audience = "meeting", presenter: Presenter | None = None) -> Risk:
    """What remains in `text` (after rewriting) that together could single someone out, for these readers."""
    return Risk((), "Do you know of anything left that could point to this person?")
