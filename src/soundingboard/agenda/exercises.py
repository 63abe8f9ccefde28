"""Short openings a group may choose for its first minutes."""

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files


@dataclass(frozen=True)
class Exercise:
    """A mindful opening.

    minutes  how long it takes, 1 to 3
    steps    sentences to read aloud or in silence, in order, about equally long in time
    """

    id: str
    title: str
    minutes: int
    steps: tuple[str, ...]


@cache
def exercises() -> tuple[Exercise, ...]:
    """All of them, in the order in which they are offered."""
    values = tomllib.loads((files("soundingboard.agenda") / "exercises.toml").read_text("utf-8"))
    return tuple(
        Exercise(id=one["id"], title=one["title"], minutes=one["minutes"], steps=tuple(one["steps"]))
        for one in values["exercises"]
    )
