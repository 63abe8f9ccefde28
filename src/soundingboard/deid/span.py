"""What a finder hands over: a place in the clean copy and what stands there."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Final

from soundingboard.deid.finding import DETAILS, LETTERS

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


LONGEST_EVENT: Final = 140  # characters


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
    for span in sorted(spans, key=lambda span: (-span.rank, span.start - span.end, span.start)):
        touched = [one for one in taken if one.start < span.end and span.start < one.end]
        if not touched:
            taken.append(span)
        elif span.category == "RAREEVENT" and span.end - span.start < LONGEST_EVENT:
            # What identifies inside an event makes the whole of it identify: it is told as one.
            letter = next(
                (one.letter or LETTERS[one.category] or "R" for one in touched if one.category not in DETAILS), None
            )
            taken = [one for one in taken if one not in touched]
            whole = [span, *touched]
            taken.append(
                replace(span, start=min(one.start for one in whole), end=max(one.end for one in whole), letter=letter)
            )
        elif len(touched) == 1 and not (touched[0].start <= span.start and span.end <= touched[0].end):
            # Nothing that either claims may be left standing.
            taken.remove(touched[0])
            taken.append(
                replace(touched[0], start=min(touched[0].start, span.start), end=max(touched[0].end, span.end))
            )
    return sorted(taken, key=lambda span: span.start)


def begun(text: str, start: int, before: re.Pattern[str], most: int) -> int:
    """Where a span begins that takes along what `before` finds right before it, in at most so many characters."""
    found = before.search(text[max(0, start - most) : start])
    return start - len(found[0]) if found else start
