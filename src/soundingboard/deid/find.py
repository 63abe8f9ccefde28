"""Finds everything in one text: rules for what has a form, a model for names and places, then the text as a whole."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final

from soundingboard.deid import tagger
from soundingboard.deid.features import Token, sight, tokens
from soundingboard.deid.finders.addresses import addresses
from soundingboard.deid.finders.ages import ages
from soundingboard.deid.finders.apart import apart
from soundingboard.deid.finders.dates import dates
from soundingboard.deid.finders.events import events
from soundingboard.deid.finders.holidays import holidays
from soundingboard.deid.finders.learned import learned
from soundingboard.deid.finders.numbers import numbers
from soundingboard.deid.finders.occupations import occupations
from soundingboard.deid.finding import LETTERS, Finding
from soundingboard.deid.memory import Memory
from soundingboard.deid.normalize import Copy, normalize
from soundingboard.deid.reasons import REASONS
from soundingboard.deid.rewriting.edits import suggest
from soundingboard.deid.rewriting.wording import said
from soundingboard.deid.span import LEFTOVER, Span, begun, settle


def find(text: str, memory: Memory | None = None) -> tuple[Finding, ...]:
    """What in `text` could identify a person or is not needed, in the order of the text, without overlaps.

    memory  of earlier looks at the same text while it is written; it changes how long a look takes and nothing else
    """
    if memory is not None:
        memory.make_room()
    copy = normalize(text)
    row = tokens(copy.text)
    ours = list(said(copy.text))
    rules = [span for span in by_rule(copy, memory) if not _inside(span, ours)]
    claimed = _claimed(rules, row)
    guessed = [
        *events(copy.text),
        *occupations(copy.text),
        *apart(text, copy, row),
        *learned(copy.text, row, claimed, tagger.marginals(sight(row, claimed), memory=memory)),
    ]
    spans = settle([*rules, *(span for span in guessed if not _inside(span, ours))])
    found: list[Finding] = []
    for span in spans:
        start, end = copy.original(span.start, span.end)
        # One character of the original may be several of the copy ("½"), and two spans may meet in it.
        start = max(start, found[-1].end if found else 0)
        if start < end:
            letter = span.letter or LETTERS[span.category]
            found.append(
                Finding(start, end, span.category, letter, REASONS[span.category], "", round(span.confidence, 2))
            )
    return tuple(replace(finding, suggestion=shown) for finding, shown in zip(found, suggest(text, found), strict=True))


def _inside(span: Span, places: Sequence[tuple[int, int]]) -> bool:
    """Whether `span` is only wording of our own: "90 or older", "partner B"."""
    return any(start <= span.start and span.end <= end for start, end in places)


def by_rule(copy: Copy, memory: Memory | None = None) -> list[Span]:
    """What the rules alone find in a clean copy, line by line."""
    found: list[Span] = []
    at = 0
    for line in copy.text.split("\n"):
        spans = memory.lines.get(line) if memory is not None else None
        if spans is None:
            spans = tuple(
                settle([*numbers(line), *dates(line), *ages(line), *addresses(line), *holidays(line, tokens(line))])
            )
            if memory is not None:
                memory.lines[line] = spans
        found += (replace(span, start=span.start + at, end=span.end + at) for span in spans)
        at += len(line) + 1
    return settle([*found, *_spelled(copy)])


def _spelled(copy: Copy) -> Iterator[Span]:
    """What was spelled out aloud, with the letters before it."""
    for start, end in copy.spelled:
        if copy.text[start:end] not in COUNTING:
            yield Span(begun(copy.text, start, LETTERS_BEFORE, 16), end, "OTHERID", 0.8, LEFTOVER)


LETTERS_BEFORE: Final = re.compile(r"\b[A-Z]{1,6}(?: dash| hyphen)?[ -]$")
COUNTING: Final = "123456789-10-11-12-10987654321-1-2-3-4-5-6-7-8-9-10"  # counting aloud, as in a breathing exercise


def ruled(copy: Copy, row: Sequence[Token]) -> dict[int, str]:
    """The tokens that the rules have claimed, by place, with their category: what the model is told of them."""
    return _claimed(by_rule(copy), row)


def _claimed(spans: Sequence[Span], row: Sequence[Token]) -> dict[int, str]:
    claimed: dict[int, str] = {}
    at = 0
    for span in spans:
        while at < len(row) and row[at].end <= span.start:
            at += 1
        here = at
        while here < len(row) and row[here].start < span.end:
            claimed[here] = span.category
            here += 1
    return claimed
