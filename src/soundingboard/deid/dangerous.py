"""What is dangerous to write down at all, unless it is the question itself."""

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

SENTENCE = re.compile(r"[^.!?\n]*[.!?\n]*")


@dataclass(frozen=True, slots=True)
class Danger:
    """One kind of thing in a text: where it stands, why it is dangerous, and whether the writer asks about it."""

    kind: str
    spans: tuple[tuple[int, int], ...]
    why: str
    asked: bool


@dataclass(frozen=True, slots=True)
class _Kind:
    name: str
    found: re.Pattern[str]
    along: re.Pattern[str] | None
    why: str


def dangers(text: str) -> Iterator[Danger]:
    """Each kind of danger once, with every place where it stands."""
    asking = [m.span() for m in SENTENCE.finditer(text) if m.group().rstrip().endswith("?")]
    for kind in _kinds():
        spans = tuple(m.span() for m in kind.found.finditer(text))
        if spans and (kind.along is None or kind.along.search(text)):
            asked = any(start <= at < end for at, _ in spans for start, end in asking)
            yield Danger(kind.name, spans, kind.why, asked)


@cache
def _kinds() -> tuple[_Kind, ...]:
    table = tomllib.loads(files("soundingboard.deid.lexicons").joinpath("risk", "dangerous.toml").read_text("utf-8"))
    return tuple(
        _Kind(
            name,
            _any(kind["found"]),
            _any(kind["along"]) if "along" in kind else None,
            kind["why"],
        )
        for name, kind in table.items()
    )


def _any(phrases: list[str]) -> re.Pattern[str]:
    """One pattern for all; a space in a phrase stands for any spaces or a hyphen."""
    joined = "|".join(phrase.replace(" ", r"[\s-]+") for phrase in phrases)
    return re.compile(rf"(?<!\w)(?:{joined})(?!\w)", re.IGNORECASE)
