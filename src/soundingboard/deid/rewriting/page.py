"""A text as the rewriter reads it: words and marks, with each finding as one of them."""

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from soundingboard.deid.finding import Finding
from soundingboard.deid.rewriting.extent import whole
from soundingboard.deid.rewriting.words import words

_TOKEN: Final = re.compile(
    r"(?:mrs?|ms|mx|dra?|prof|sra?|srta|rev|fr|sgt|lt|capt|det|ofc|hon)\.(?=\s|$)"  # the point belongs to the title
    r"|[’']s\b"
    r"|[^\W_]+(?:(?:[’'](?!s\b)|-)[^\W_]+)*"
    r"|\n|[^\w\s]|_",
    re.IGNORECASE,
)
_SPANISH: Final = words(
    "el la los las de del que y en con su sus mi mis tiene tengo vive es un una por para desde muy pero "
    "ella él se le lo "
    "no me ha hace cuando como porque está era fue al nos dice dijo años año hoy ayer si más ya también entre"
)
_EITHER: Final = frozenset({"no", "me"})  # words of both
_ENGLISH: Final = words(
    "the a an of and in with his her my is was to for on at she he they it that this from by when but i me has have "
    "not do as or we you who so our their are were be"
)
_OPENING: Final = frozenset("\"“'‘([«¿¡*-–—•>")
_QUOTES: Final = frozenset("\"“'‘«")
_ENDS: Final = frozenset({"", "\n", ".", "!", "?", "…"})
_SENTENCE: Final = re.compile(r"(?:^|[.!?]\s+|\n\s*)[\"“'(]*([^\W\d_])")
_AROUND: Final = 6  # words on either side that tell the language
_MOSTLY: Final = 0.7  # share of lower-case beginnings from which a text counts as written in lower case


@dataclass(frozen=True, slots=True)
class Token:
    """A word, a mark, a line break, or a whole finding (then `finding` is its place in the list)."""

    start: int
    end: int
    low: str
    finding: int | None = None


class Page:
    """`text` with its findings, sorted and without overlaps; spans are clipped to the text."""

    def __init__(self, text: str, findings: Sequence[Finding]) -> None:
        self.text = text
        self.findings = findings
        self.tokens: list[Token] = []
        self._place: list[int] = []
        at = 0
        for number, finding in enumerate(findings):
            start = min(max(finding.start, at), len(text))
            end = min(max(finding.end, start), len(text))
            limit = findings[number + 1].start if number + 1 < len(findings) else len(text)
            start, end = whole(text, finding.category, start, end, at, limit)
            self._read(at, start)
            self._place.append(len(self.tokens))
            self.tokens.append(Token(start, end, text[start:end].lower(), number))
            at = end
        self._read(at, len(text))
        self._starts = [token.start for token in self.tokens]

    def _read(self, start: int, end: int) -> None:
        self.tokens += (
            Token(m.start(), m.end(), m.group().lower().replace("’", "'"))
            for m in _TOKEN.finditer(self.text, start, end)
        )

    def spot(self, number: int) -> "Spot":
        return Spot(self, self._place[number], number)

    @cached_property
    def lower(self) -> bool:
        """Whether the writer begins sentences in lower case."""
        firsts = _SENTENCE.findall(self.text)
        return sum(first.islower() for first in firsts) >= _MOSTLY * len(firsts) if firsts else False

    def token(self, place: int) -> Token:
        """The token at `place`, or an empty one beyond either end."""
        if place < 0:
            return Token(0, 0, "")
        if place >= len(self.tokens):
            return Token(len(self.text), len(self.text), "")
        return self.tokens[place]

    def sentence_before(self, offset: int) -> list[Token]:
        """The tokens from the beginning of the sentence up to `offset`."""
        stop = bisect_right(self._starts, offset - 1) if offset else 0
        start = stop
        while start > 0 and self.tokens[start - 1].low not in _ENDS:
            start -= 1
        return self.tokens[start:stop]


@dataclass(frozen=True, slots=True)
class Spot:
    """Where a finding stands, and what stands around it."""

    page: Page
    place: int
    number: int

    @property
    def finding(self) -> Finding:
        return self.page.findings[self.number]

    @property
    def category(self) -> str:
        return self.finding.category

    @property
    def token(self) -> Token:
        return self.page.tokens[self.place]

    @property
    def start(self) -> int:
        return self.token.start

    @property
    def end(self) -> int:
        return self.token.end

    @property
    def text(self) -> str:
        return self.page.text[self.start : self.end]

    def before(self, steps: int = 1) -> Token:
        return self.page.token(self.place - steps)

    def after(self, steps: int = 1) -> Token:
        return self.page.token(self.place + steps)

    def kind(self, token: Token) -> str:
        """The category of the finding that `token` is, or nothing."""
        return "" if token.finding is None else self.page.findings[token.finding].category

    @property
    def begins(self) -> bool:
        """Whether a sentence begins here."""
        return begins(self.page, self.place)

    @property
    def spanish(self) -> bool:
        """Whether the words around are Spanish."""
        near = [self.page.token(self.place + step).low for step in range(-_AROUND, _AROUND + 1) if step]
        spanish = [word for word in near if word in _SPANISH]
        # "no fever, no rash" is not.
        own = not _EITHER.issuperset(spanish)
        return own and len(spanish) > 1 and len(spanish) > sum(word in _ENGLISH for word in near)

    @property
    def line(self) -> tuple[str, str]:
        """What stands before and after it on its line."""
        text = self.page.text
        first = text.rfind("\n", 0, self.start) + 1
        last = text.find("\n", self.end)
        return text[first : self.start], text[self.end : len(text) if last < 0 else last]


def begins(page: Page, place: int) -> bool:
    """Whether a sentence begins with the token at `place`."""
    quoted = False
    step = place - 1
    while page.token(step).low in _OPENING:
        quoted = quoted or page.token(step).low in _QUOTES
        step -= 1
    last = page.token(step)
    if last.low in _ENDS:
        return True
    if last.low == ":":  # "S: " and "Plan: " at the beginning of a line
        label = step - 1
        while label >= 0 and page.token(label).low.isalnum() and step - label < 3:
            label -= 1
        return page.token(label).low in {"", "\n"} or quoted
    return quoted and last.low == ","
