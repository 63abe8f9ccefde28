"""Values for the dial's template, and the plain model that page and browser draw alike.

A model is JSON-ready, so that a page can hand the very same to `dial.js`:

    {"segments": [{"key", "title", "seconds", "presenter", "light", "state", "at"}],
     "people": [{"id", "name", "initials", "seat", "present", "speaking", "hand"}],
     "around": whether people sit around the ring, "total": seconds, "elapsed": seconds or null,
     "center": {"label", "name", "seat", "numeral", "then"}, "title"}

`state` is done, now or ahead. `at` is what the table says of when a segment begins. Only `segments` is needed; without
`people` the ring stands alone and has no colors.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Literal, NotRequired, TypedDict

from soundingboard.agenda import dial
from soundingboard.agenda.agenda import Agenda, Person


class Segment(TypedDict):
    """One arc. seconds: its length as it now stands."""

    key: str
    seconds: float
    presenter: NotRequired[Person | None]
    light: NotRequired[bool]
    state: NotRequired[Literal["done", "now", "ahead"]]
    title: NotRequired[str]
    at: NotRequired[str]


class Someone(TypedDict):
    """Someone around the ring. seat: 1 or more; gives the color."""

    id: Person
    name: str
    initials: str
    seat: int
    present: NotRequired[bool]
    speaking: NotRequired[bool]
    hand: NotRequired[bool]


class Center(TypedDict, total=False):
    """What stands in the middle, each line optional; `seat` colors the name."""

    label: str
    name: str
    seat: int
    numeral: str
    then: str


class Model(TypedDict):
    """A dial."""

    segments: Sequence[Segment]
    people: NotRequired[Sequence[Someone]]
    around: NotRequired[bool]
    total: NotRequired[float]
    elapsed: NotRequired[float | None]
    center: NotRequired[Center]
    title: NotRequired[str]


def someone(person: Person, name: str, seat: int, *, initials: str = "") -> Someone:
    """A person for a model."""
    return {"id": person, "name": name, "initials": initials or dial.initials(name), "seat": seat}


def model(
    agenda: Agenda,
    people: Iterable[Someone] = (),
    *,
    elapsed: float | None = None,
    center: Center | None = None,
    title: str = "",
    around: bool = True,
) -> Model:
    """The model of an agenda.

    elapsed  seconds since it began: gives the hand, and what is done
    around   whether people sit around the ring; without, they only lend it their colors
    """
    segments: list[Segment] = [
        {
            "key": each.key,
            "title": each.title,
            "seconds": each.seconds,
            "presenter": each.presenter,
            "light": dial.light(each),
            "state": _state(each.start, each.seconds, elapsed),
            "at": f"{each.start // 60}:{each.start % 60:02}",
        }
        for each in agenda.segments
    ]
    return {
        "segments": segments,
        "people": list(people),
        "around": around,
        "total": agenda.total,
        "elapsed": elapsed,
        "center": center or {},
        "title": title,
    }


def _state(start: int, seconds: int, elapsed: float | None) -> Literal["done", "now", "ahead"]:
    if elapsed is None or elapsed < start:
        return "ahead"
    return "done" if elapsed >= start + seconds else "now"


def drawn(model: Model) -> dict[str, Any]:
    """What the template shows of a model: outlines, places and the rows of the table."""
    segments, people = model["segments"], list(model.get("people", ()))
    seats = {one["id"]: one["seat"] for one in people}
    names = {one["id"]: one["name"] for one in people}
    by_key = {each["key"]: each for each in segments}
    around = bool(people) and model.get("around", True)
    arcs = dial.ring(
        [dial.Part(each["key"], each["seconds"], each.get("presenter"), each.get("light", False)) for each in segments]
    )
    current = next((each.get("presenter") for each in segments if each.get("state") == "now"), None)
    elapsed, total = model.get("elapsed"), model.get("total") or sum(each["seconds"] for each in segments) or 1
    return {
        "box": " ".join(f"{edge:g}" for edge in (dial.PEOPLE_BOX if around else dial.RING_BOX)),
        "around": around,
        "title": model.get("title") or "Agenda",
        "arcs": [
            {
                "path": arc.path,
                "light": arc.light,
                "seat": seats.get(arc.presenter) if arc.presenter else None,
                "state": by_key[arc.key].get("state", "ahead"),
            }
            for arc in arcs
        ],
        "people": [_drawn_person(place, people, current) for place in dial.places(arcs, list(seats))] if around else [],
        "hand": None if elapsed is None else f"{dial.turn(elapsed, total):.2f}",
        "center": model.get("center") or {},
        "rows": [_row(each, names) for each in segments],
    }


def _drawn_person(place: dial.Place, people: Sequence[Someone], current: Person | None) -> dict[str, Any]:
    one = next(one for one in people if one["id"] == place.person)
    return {
        **one,
        "x": f"{place.x:.2f}",
        "y": f"{place.y:.2f}",
        "name_y": f"{place.name_y:.2f}",
        "below": place.name_y > 0,
        "short": dial.shortened(one["name"]),
        "current": place.person == current,
        "present": one.get("present", True),
    }


def _row(segment: Segment, names: Mapping[Person, str]) -> dict[str, Any]:
    return {
        "at": segment.get("at", ""),
        "title": segment.get("title", ""),
        "name": names.get(segment.get("presenter") or "", ""),
        "minutes": minutes(segment["seconds"]),
        "state": segment.get("state", "ahead"),
    }


def minutes(seconds: float) -> str:
    """A length as the table says it: whole minutes, or minutes and seconds."""
    whole = round(seconds)
    return str(whole // 60) if whole % 60 == 0 else f"{whole // 60}:{whole % 60:02}"
