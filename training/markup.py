"""Annotated texts: a title line, then prose in which it is marked what is to be found and what must live.

### id | style          begins a text
[[NAME:Sarah]]          gold; [[OTHERID/P:...]] says the letter
{{eponym:Beck}}         a trap, which must survive; "trap:" before the kind may be left out
((Mr. ))[[NAME:Tran]]   neutral
\\u200b                  a character by its code point

The texts to learn from and those to measure with are written in it. Here they stay in pieces, so that a slot can be
refilled; `tests/deid/texts.py` has them with offsets.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

PIECE = re.compile(
    r"\[\[(?P<category>[A-Z0-9]+)(?:/(?P<letter>[A-R]))?:(?P<gold>.*?)\]\]"
    r"|\{\{(?:trap:)?(?P<kind>[a-z]+):(?P<trap>.*?)\}\}"
    r"|\(\((?P<neutral>.*?)\)\)",
    re.DOTALL,
)
ESCAPE = re.compile(r"\\u([0-9a-fA-F]{4})")
SIGNS = ("[[", "]]", "{{", "}}", "((", "))")


@dataclass(frozen=True)
class Piece:
    """text     as it reads
    gold     the category, or ""
    letter   of gold, where it is not the category's own
    trap     the kind of trap, or ""
    neutral  whether it counts neither way
    """

    text: str
    gold: str = ""
    letter: str = ""
    trap: str = ""
    neutral: bool = False


def texts(path: Path) -> Iterator[tuple[str, str, list[Piece]]]:
    """(id, style, pieces) of each text in a file; raises ValueError for a sign that marks nothing."""
    for block in re.split(r"(?m)^### ", path.read_text("utf-8"))[1:]:
        head, _, body = block.partition("\n")
        name, style = (part.strip() for part in head.split("|"))
        found = list(pieces(body))
        if stray := next((sign for sign in SIGNS for piece in found if sign in piece.text), None):
            raise ValueError(f"{name}: stray {stray}")
        yield name, style, found


def sources(folder: Path) -> list[tuple[str, list[Piece]]]:
    """The texts of all files in a folder, each by its file and its name, in order."""
    return [(f"{file.stem}/{name}", pieces) for file in sorted(folder.glob("*.txt")) for name, _, pieces in texts(file)]


def pieces(source: str) -> Iterator[Piece]:
    """The pieces of one marked text, in order."""
    source = ESCAPE.sub(lambda match: chr(int(match[1], 16)), source.strip("\n"))
    at = 0
    for mark in PIECE.finditer(source):
        if mark.start() > at:
            yield Piece(source[at : mark.start()])
        if mark["category"]:
            yield Piece(mark["gold"], gold=mark["category"], letter=mark["letter"] or "")
        elif mark["kind"]:
            yield Piece(mark["trap"], trap=mark["kind"])
        else:
            yield Piece(mark["neutral"], neutral=True)
        at = mark.end()
    if at < len(source):
        yield Piece(source[at:])
