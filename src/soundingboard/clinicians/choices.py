"""What one can choose in a practice profile: the lists in data/*.toml, in our own words."""

import tomllib
from collections.abc import Iterable
from functools import cache
from importlib.resources import files

Choice = tuple[str, str]  # what is stored, what is read


@cache
def grouped(kind: str) -> tuple[tuple[str, tuple[Choice, ...]], ...]:
    """The choices of `kind` (the name of a file in data/) under their headings, in reading order."""
    text = files("soundingboard.clinicians").joinpath("data", f"{kind}.toml").read_text("utf-8")
    return tuple(
        (group["title"], tuple((code, title) for code, title in group["choices"]))
        for group in tomllib.loads(text)["group"]
    )


@cache
def titles(kind: str) -> dict[str, str]:
    """What each code of `kind` reads as, in reading order."""
    return {code: title for _, choices in grouped(kind) for code, title in choices}


def read(kind: str, codes: Iterable[str]) -> list[str]:
    """The titles of `codes` in reading order; a code that has left the list is passed over."""
    chosen = set(codes)
    return [title for code, title in titles(kind).items() if code in chosen]
