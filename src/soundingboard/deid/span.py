"""What a finder hands over: a place in the clean copy and what stands there."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

# Where two finders claim the same letters, the one whose claim needs less belief wins.
SHAPE, LABELED, GRAMMAR, LEARNED, LEFTOVER = 5, 4, 3, 2, 1


@dataclass(frozen=True, slots=True)
class Span:
    """A claim: `text[start:end]` of the clean copy is of this category.

    rank        how it was found, `SHAPE` to `LEFTOVER`
    letter      where it differs from the category's own: P or Q of OTHERID
    """

    start: int
    end: int
    category: str
    confidence: float
    rank: int
    letter: str | None = None


def settle(spans: Iterable[Span]) -> list[Span]:
    """The claims that stand, in order and without overlaps: the surer kind first, then the longer, then the earlier.

    A label's claim stands before a shape that is only a part of it: "Member ID ZGP 901 44 7728".
    """
    spans = list(spans)
    wide = [span for span in spans if span.rank >= LABELED]
    spans = [
        one
        for one in spans
        if not any(
            other.start <= one.start and one.end <= other.end and other.end - other.start > one.end - one.start
            for other in wide
        )
    ]
    taken: list[Span] = []
    covered = bytearray()
    for span in sorted(spans, key=lambda span: (-span.rank, span.start - span.end, span.start)):
        if len(covered) < span.end:
            covered.extend(bytes(span.end - len(covered)))
        if not any(covered[span.start : span.end]):
            covered[span.start : span.end] = b"\1" * (span.end - span.start)
            taken.append(span)
    return sorted(taken, key=lambda span: span.start)


def covers(spans: Sequence[Span], start: int, end: int) -> bool:
    """Whether any of `spans` touches `start` to `end`."""
    return any(span.start < end and start < span.end for span in spans)
