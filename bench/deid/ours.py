"""`soundingboard.deid` as it is."""

from bench.deid.finder import Find, Span
from soundingboard.deid import find


def load() -> tuple[str, Find]:
    """What it is called, and what it finds. What it reads from disk, it reads with the first text."""
    return "soundingboard", found


def found(text: str) -> list[Span]:
    return [(finding.start, finding.end, finding.category) for finding in find(text)]
