"""What a trait is."""

from bisect import bisect
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Protocol, TypeVar


@dataclass(frozen=True, slots=True)
class Wording:
    """Put `words` in place of `text[start:end]`; reaches as far as grammar asks (an article, a space, the noun)."""

    start: int
    end: int
    words: str


@dataclass(frozen=True, slots=True)
class Trait:
    """One thing told of a person.

    kind     a key of `risk.NAMES`
    points   1 (many share it) to 4 (known to a town): steps of a ranking, not frequencies
    key      two mentions with the same kind and key tell one thing
    wording  wider words for it; None where only the writer can say it differently
    """

    kind: str
    start: int
    end: int
    points: int
    key: str
    wording: Wording | None


class Stretch(Protocol):
    """Whatever has a start and an end in a text."""

    @property
    def start(self) -> int: ...
    @property
    def end(self) -> int: ...


S = TypeVar("S", bound=Stretch)


def apart(stretches: Iterable[S]) -> list[S]:
    """`stretches` in the order of the text, without those that would lie over one given earlier."""
    kept: list[S] = []
    starts: list[int] = []
    for stretch in stretches:
        place = bisect(starts, stretch.start)
        if (place and kept[place - 1].end > stretch.start) or (place < len(kept) and kept[place].start < stretch.end):
            continue
        kept.insert(place, stretch)
        starts.insert(place, stretch.start)
    return kept
