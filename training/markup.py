"""Annotated texts: a title line, then prose with [[CATEGORY:gold]], {{kind:trap}} and ((neutral)) in it.

The markup is that of the development cases in tests/deid; here it stays in pieces, so that a slot can be refilled.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

PIECE = re.compile(r"\[\[([A-Z0-9]+)(?:/[A-R])?:(.*?)\]\]|\{\{(?:trap:)?([a-z]+):(.*?)\}\}|\(\((.*?)\)\)", re.S)
ESCAPE = re.compile(r"\\u([0-9a-fA-F]{4})")


@dataclass(frozen=True)
class Piece:
    """text  as it reads
    gold  the category, or ""
    trap  the kind of trap, or ""
    """

    text: str
    gold: str = ""
    trap: str = ""


def texts(path: Path) -> Iterator[tuple[str, str, list[Piece]]]:
    """(id, style, pieces) of each text in a file."""
    for block in re.split(r"(?m)^### ", path.read_text("utf-8"))[1:]:
        head, _, body = block.partition("\n")
        name, style = (part.strip() for part in head.split("|"))
        yield name, style, list(pieces(ESCAPE.sub(lambda match: chr(int(match[1], 16)), body.strip("\n"))))


def pieces(source: str) -> Iterator[Piece]:
    at = 0
    for match in PIECE.finditer(source):
        if match.start() > at:
            yield Piece(source[at : match.start()])
        if match[1]:
            yield Piece(match[2], gold=match[1])
        elif match[3]:
            yield Piece(match[4], trap=match[3])
        else:
            yield Piece(match[5])
        at = match.end()
    if at < len(source):
        yield Piece(source[at:])
