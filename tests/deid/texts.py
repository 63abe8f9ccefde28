"""Annotated texts with offsets: the development set and our own, in the markup of `training.markup`."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from soundingboard.deid.finding import LETTERS, Finding
from training.markup import Piece, pieces, texts

HERE = Path(__file__).parent
DEVELOPMENT = HERE / "development.txt"


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
    return [_case(name, style, found) for name, style, found in texts(path)]


def read(source: str, name: str = "one", style: str = "") -> Case:
    """One text from its marked source."""
    return _case(name, style, pieces(source))


def _case(name: str, style: str, found: Iterable[Piece]) -> Case:
    text = ""
    spans: list[Span] = []
    traps: list[Trap] = []
    neutral: list[tuple[int, int]] = []
    for piece in found:
        start, end = len(text), len(text) + len(piece.text)
        text += piece.text
        if piece.gold:
            spans.append(Span(start, end, piece.text, piece.gold, piece.letter or LETTERS[piece.gold]))
        elif piece.trap:
            traps.append(Trap(start, end, piece.text, piece.trap))
        elif piece.neutral:
            neutral.append((start, end))
    return Case(name, style, text, tuple(spans), tuple(traps), tuple(neutral))
