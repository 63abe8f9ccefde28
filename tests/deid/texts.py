"""Reads annotated texts: the markup of the development set, also used for our own.

### id | style          begins a text
[[NAME:Sarah]]          gold; [[OTHERID/P:...]] says the letter
{{eponym:Beck}}         a trap, which must survive; "trap:" before the kind may be left out
((Mr. ))[[NAME:Tran]]   neutral
\\u200b                  a character by its code point
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from soundingboard.deid.finding import LETTERS, Finding

DEVELOPMENT = Path(__file__).parent / "development.txt"

_MARK = re.compile(
    r"\[\[(?P<category>[A-Z0-9]+)(?:/(?P<letter>[A-R]))?:(?P<gold>.*?)\]\]"
    r"|\{\{(?:trap:)?(?P<kind>[a-z]+):(?P<trap>.*?)\}\}"
    r"|\(\((?P<neutral>.*?)\)\)",
    re.DOTALL,
)
_CODE_POINT = re.compile(r"\\u([0-9a-fA-F]{4})")


@dataclass(frozen=True)
class Span:
    start: int
    end: int
    text: str
    category: str
    letter: str | None


@dataclass(frozen=True)
class Trap:
    start: int
    end: int
    text: str
    kind: str


@dataclass(frozen=True)
class Case:
    """One annotated text; offsets are in characters of `text`."""

    id: str
    style: str
    text: str
    spans: tuple[Span, ...]
    traps: tuple[Trap, ...]
    neutral: tuple[tuple[int, int], ...]

    @property
    def findings(self) -> tuple[Finding, ...]:
        """The gold as findings."""
        return tuple(Finding(s.start, s.end, s.category, s.letter, "", "", 1.0) for s in self.spans)


def parse(path: Path) -> list[Case]:
    """The texts of the file at `path`."""
    return list(_cases(path.read_text("utf-8")))


def read(source: str, name: str = "one", style: str = "") -> Case:
    """One text from its marked source."""
    source = _CODE_POINT.sub(lambda m: chr(int(m[1], 16)), source.strip("\n"))
    text, at = "", 0
    spans: list[Span] = []
    traps: list[Trap] = []
    neutral: list[tuple[int, int]] = []
    for mark in _MARK.finditer(source):
        text += source[at : mark.start()]
        at = mark.end()
        start = len(text)
        if mark["category"]:
            text += mark["gold"]
            letter = mark["letter"] or LETTERS[mark["category"]]
            spans.append(Span(start, len(text), mark["gold"], mark["category"], letter))
        elif mark["kind"]:
            text += mark["trap"]
            traps.append(Trap(start, len(text), mark["trap"], mark["kind"]))
        else:
            text += mark["neutral"]
            neutral.append((start, len(text)))
    text += source[at:]
    stray = next((bad for bad in ("[[", "]]", "{{", "}}", "((", "))") if bad in text), None)
    if stray:
        raise ValueError(f"{name}: stray {stray}")
    return Case(name, style, text, tuple(spans), tuple(traps), tuple(neutral))


def _cases(source: str) -> Iterator[Case]:
    for block in re.split(r"(?m)^### ", source)[1:]:
        head, _, body = block.partition("\n")
        name, style = (part.strip() for part in head.split("|"))
        yield read(body, name, style)
