"""Reads the lists of traits in `lexicons/risk/`, once and only when asked."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from soundingboard.deid.traits.words import WORD

LISTS = ("professions.txt", "roles.txt", "people.txt", "events.txt", "diagnoses.txt")

REGIONS = (
    *("new england", "the northeast", "the midwest", "the south", "the west", "a us territory", "the west coast"),
    *("the east coast", "the deep south", "appalachia"),
)
STILL_TOLD = ("profession", "role", "military")  # their wider words still tell something


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of a list.

    form   "noun" (has an article), "adjective" (stands before a noun, may be left out) or "plain" (only marked)
    wider  what to write instead; empty where it is left out, or only the writer can say it differently
    flag   "" or one of ~ ^ + !, as the lists explain
    """

    kind: str
    points: int
    form: str
    wider: str
    flag: str


@dataclass(frozen=True, slots=True)
class Place:
    """A state or a country, or who comes from it.

    region     what to write instead of the place
    adjective  what to write instead of its people
    people     whether it is the people
    """

    kind: str
    region: str
    adjective: str
    people: bool
    capital: bool


def key(phrase: str) -> str:
    """How a phrase is looked up: its words in small letters, a space between."""
    return " ".join(match.group().lower().replace("’", "'") for match in WORD.finditer(phrase))


def lines(name: str) -> Iterator[str]:
    """The lines of a list that are not empty and no comment."""
    text = files("soundingboard.deid.lexicons").joinpath("risk", name).read_text("utf-8")
    return (line for line in text.splitlines() if line.strip() and not line.startswith("#"))


@cache
def entries() -> Mapping[str, Entry]:
    """Every listed trait by its key."""
    found: dict[str, Entry] = {}
    for name in LISTS:
        kind = points = form = wider = ""
        for line in lines(name):
            if line.startswith("["):
                head, _, wider = line[1:].partition("]")
                kind, points, form = head.split()
                continue
            flag = line[0] if line[0] in "~^+!" else ""
            found[key(line)] = Entry(kind, int(points), form, wider.strip(), flag)
            if kind in STILL_TOLD and wider:
                found.setdefault(key(wider), Entry(kind, 1, "plain", "", ""))
    return found


@cache
def places() -> Mapping[str, Place]:
    """Every state, country and people by its key."""
    found: dict[str, Place] = {}
    region = adjective = ""
    for line in lines("countries.txt"):
        if line.startswith("["):
            region, adjective = line.strip("[]").split(" = ")
            continue
        country, _, people = line.partition(":")
        for name in (country, *people.split(",")):
            if name.strip():
                found[key(name)] = Place("ethnicity", region, adjective, name != country, "^" in name)
    for line in lines("states.txt"):
        if line.startswith("["):
            region = line.strip("[]")
        else:
            found[key(line)] = Place("state", region, "", people=False, capital=False)
    return found


@cache
def drugs() -> Mapping[str, str]:
    """The class of each medicine by its name in small letters."""
    found: dict[str, str] = {}
    named = ""
    for line in lines("drugs.txt"):
        if line.startswith("["):
            named = line.strip("[]")
        else:
            found.update(dict.fromkeys(line.split(), named))
    return found


@cache
def lengths() -> Mapping[str, int]:
    """How many words the longest phrase has that begins with a word."""
    found: dict[str, int] = {}
    for phrase in (*entries(), *places(), *REGIONS):
        first, *rest = phrase.split()
        found[first] = max(len(rest) + 1, found.get(first, 1))
    return found
