"""Where what was found really begins and ends: without an ordinary word caught with it, with what was left of a name."""

import re
from typing import Final

from soundingboard.deid.rewriting.roles import RELATIVES
from soundingboard.deid.rewriting.words import words

# What may have been caught with a name: "So Chanda", "Son Kevin".
_BEFORE_A_NAME: Final = RELATIVES | words(
    "so and but then well now okay ok anyway the my her his their our when if because since after before while with is was"
)
_INITIAL: Final = re.compile(r"(?:^|[\s.])(?:[^\W\d_]|[JjSs]r)$")
_POINT: Final = re.compile(r"\.(?=[,;:)]|\s+[a-z])")  # of an initial, and not of the sentence
_SHORTENED: Final = re.compile(
    r"(?:^|[\s.])(?:jr|sr|st|ave|blvd|rd|dr|ct|ln|apt|no|sept?|jan|feb|mar|apr|jun|jul|aug|oct|nov|dec|inc|co|ltd|mt|[^\W\d_])\.$",
    re.IGNORECASE,
)
_TOWARD: Final = re.compile(r"(?:in|at|near|on|by|from|off|of|to|outside) (?=\S)")
_VERB: Final = re.compile(
    r"(?:treat|treats|treating|see|sees|seeing|marry|marries|hire|hired|help|date|dating|become|meet) (?=\S)",
    re.IGNORECASE,
)
_NAMED_PLACES: Final = frozenset({"PLACE", "EMPLOYER", "SCHOOL", "CONGREGATION", "UNIT"})
# The beginning of a name that was caught only from its middle on: "St. Nicholas" of a cathedral.
_BEGINNING: Final = re.compile(
    r"(?:\bSt\.|\bSaint|\b[Oo]ur [Ll]ady|\bHoly|\bMount|\bMt\.)(?: (?:of )?[A-Z][\w'’-]+){0,2} $"
)
# And the end of one: "st. agatha's prep", "Anshei Lubavitch".
_END: Final = re.compile(
    r"(?: (?:prep|school|academy|cathedral|church|parish|hospital|manor|elementary|temple|mosque|synagogue))+\b| (?:co|inc|llc|corp)(?!\w)",
    re.IGNORECASE,
)
_MORE_OF_A_CONGREGATION: Final = re.compile(
    r"(?: (?!(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day)[A-Z][a-z]{2,}(?:['’]s)?)+(?= [a-z])"
)


def whole(text: str, category: str, start: int, end: int, at: int, limit: int) -> tuple[int, int]:
    """Where the finding `text[start:end]` begins and ends for whoever reads on.

    at, limit  it may not reach before or behind these
    """
    if category == "NAME":
        start, end = _name(text, start, end, limit)
    elif category == "PROFESSION":
        verb = _VERB.match(text, start, end)
        start = verb.end() if verb else start
    elif category in _NAMED_PLACES:
        start, end = _place(text, category, start, end, at, limit)
    if text[start:end].endswith(".") and end - start > 2 and not _SHORTENED.search(text[start:end]):
        end -= 1  # the stop of the sentence
    return start, end


def _name(text: str, start: int, end: int, limit: int) -> tuple[int, int]:
    first = re.match(r"([^\W\d_]+)\s+(?=\S)", text[start:end])
    if first and first[1].lower() in _BEFORE_A_NAME:
        start += first.end()
    if end < limit and _INITIAL.search(text[start:end]) and _POINT.match(text, end):
        end += 1
    return start, end


def _place(text: str, category: str, start: int, end: int, at: int, limit: int) -> tuple[int, int]:
    before = _BEGINNING.search(text, max(at, start - 40), start)
    toward = _TOWARD.match(text, start, end)
    if toward and not before:
        return toward.end(), end
    behind = _END.match(text, end, limit) or (
        _MORE_OF_A_CONGREGATION.match(text, end) if category == "CONGREGATION" else None
    )
    return before.start() if before else start, behind.end() if behind and behind.end() <= limit else end
