"""Who lives in the demo, read from `cast.toml`: plainly invented people and their groups, the same every time."""

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from random import Random
from typing import Any


@dataclass(frozen=True)
class Person:
    """One invented clinician; `place` seeds what they say about their practice."""

    place: int
    name: str
    credentials: str
    state: str

    @property
    def email(self) -> str:
        return f"{self.name.lower().replace(' ', '.')}@demo.example"


@dataclass(frozen=True)
class Circle:
    """One invented group.

    weekday  0 is Monday; `hour` in local wall time; `every` so many weeks
    """

    name: str
    about: str
    format: str
    people: int
    minutes: int
    zone: str
    weekday: int
    hour: int
    every: int
    pace: str


@cache
def _written() -> dict[str, Any]:
    return tomllib.loads((files("soundingboard.demo") / "cast.toml").read_text(encoding="utf-8"))


def clinicians() -> tuple[Person, ...]:
    """Everyone: first the team that the visitor joins, in the order of their seats, then the others."""
    cast = _written()
    chance = Random(cast["seed"])
    names = [f"{given} {family}" for given in cast["given"] for family in cast["family"]]
    others = [
        (name, chance.choice(cast["credentials"]), chance.choice(cast["states"]))
        for name in chance.sample(names, cast["clinicians"] - len(cast["team"]))
    ]
    return tuple(Person(place, *who) for place, who in enumerate((*cast["team"], *others)))


def groups() -> Iterator[tuple[Circle, tuple[Person, ...]]]:
    """Each group with its people; the visitor's is the first, and nobody is in two."""
    everyone = list(clinicians())
    for written in _written()["groups"]:
        circle = Circle(**written)
        yield circle, tuple(everyone[: circle.people])
        del everyone[: circle.people]


def case() -> dict[str, str]:
    """What one of the team brings to the meeting that starts soon: kind, question, headline, text."""
    brought: dict[str, str] = _written()["case"]
    return brought


def words() -> dict[str, list[str]]:
    """Sentences that people wrote, by what they are for."""
    written: dict[str, list[str]] = _written()["words"]
    return written
