"""What a room's socket hears and says. Pure: from JSON objects to acts, and from a view to text."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from soundingboard.agenda import events as happened
from soundingboard.agenda.agenda import Person
from soundingboard.agenda.format import Role
from soundingboard.refusals import Refused

LONGEST_ID = 64
LONGEST_KEY = 80
ID = re.compile(rf"[A-Za-z0-9_-]{{1,{LONGEST_ID}}}")  # a name that a page makes; no room for somebody's words


@dataclass(frozen=True)
class Ping:
    """What time is it on the meeting clock?"""

    t: object


@dataclass(frozen=True)
class Hello:
    """Somebody is here, or back; `away` names the presenter whose turn they were sitting out."""

    away: Person | None


@dataclass(frozen=True)
class Press:
    """An act in the room.

    id    the page's name for it: sent twice, it is one press
    whom  in whose stead, where one device serves all
    """

    act: str
    id: str
    said: Mapping[str, Any]
    whom: Person | None = None


def _segment(said: Mapping[str, Any]) -> str:
    value = said.get("segment")
    if not isinstance(value, str) or len(value) > LONGEST_KEY:
        raise Refused("That does not say which part is meant.", fits="Nothing was changed. Please reload the page.")
    return value


def _who(said: Mapping[str, Any]) -> Person | None:
    value = said.get("who")
    return None if value is None else _person(value)


def _person(value: object) -> Person:
    if not isinstance(value, str) or not value.isascii() or not value.isdecimal() or len(value) > 5:
        raise Refused("That does not say who is meant.", fits="Nothing was changed. Please reload the page.")
    return value


def _role(said: Mapping[str, Any]) -> Role:
    try:
        return Role(str(said.get("role")))
    except ValueError:
        raise Refused("There is no such role.", fits="Nothing was changed.") from None


Make = Callable[[Person, Mapping[str, Any]], happened.Event]

# Each act that is one event: what else it says, and the event that comes of it.
PRESSES: Mapping[str, tuple[frozenset[str], Make]] = {
    "start": (frozenset(), lambda by, said: happened.Started(by)),
    "advance": (frozenset({"segment"}), lambda by, said: happened.Advanced(by, _segment(said))),
    "extend": (frozenset({"segment"}), lambda by, said: happened.Extended(by, _segment(said))),
    "yield": (frozenset({"segment"}), lambda by, said: happened.Yielded(by, _segment(said))),
    "pass": (frozenset(), lambda by, said: happened.Passed(by)),
    "skip": (frozenset({"segment"}), lambda by, said: happened.Skipped(by, _segment(said))),
    "pause": (frozenset(), lambda by, said: happened.Paused(by)),
    "resume": (frozenset(), lambda by, said: happened.Resumed(by)),
    "hand": (frozenset(), lambda by, said: happened.HandRaised(by)),
    "lower": (frozenset(), lambda by, said: happened.HandLowered(by)),
    "speak": (frozenset({"who"}), lambda by, said: happened.Speaking(by, _who(said))),
    "bell": (frozenset(), lambda by, said: happened.Bell(by)),
    "role": (frozenset({"role"}), lambda by, said: happened.RoleTaken(by, _role(said))),
    "danger": (frozenset(), lambda by, said: happened.Danger(by)),
    "end": (frozenset(), lambda by, said: happened.Ended(by)),
}

# Written as leaving and arriving, so that nothing tells them from a lost connection.
QUIET = ("sit-out", "may-know", "back")

# Said by the device on the table about somebody else.
AT_THE_TABLE: Mapping[str, Callable[[Person], happened.Event]] = {"arrive": happened.Arrived, "leave": happened.Left}

ACTS = ("ping", "hello", *PRESSES, *QUIET, *AT_THE_TABLE)


def press_id(said: Mapping[str, Any]) -> str | None:
    """The page's name for what it said, if it is one."""
    value = said.get("id")
    return value if isinstance(value, str) and ID.fullmatch(value) else None


def decode(said: Mapping[str, Any]) -> Ping | Hello | Press:
    """What a message means; raises Refused for one that means nothing here."""
    match said:
        case {"do": "ping", **rest} if rest.keys() <= {"t"}:
            return Ping(rest.get("t"))
        case {"do": "hello", **rest} if rest.keys() <= {"away"}:
            away = rest.get("away")
            return Hello(None if away is None else _person(away))
        case {"do": str(act), **rest} if act in PRESSES or act in QUIET or act in AT_THE_TABLE:
            return _press(act, rest)
    raise Refused("That is not understood here.", fits="Nothing was changed. Please reload the page.")


def _press(act: str, rest: Mapping[str, Any]) -> Press:
    id = press_id(rest)
    if id is None:
        raise Refused("That press has no name of its own.", fits="Nothing was changed. Please reload the page.")
    fields = PRESSES[act][0] if act in PRESSES else frozenset()
    said = {name: value for name, value in rest.items() if name not in ("id", "for")}
    if said.keys() - fields:
        raise Refused("That is not understood here.", fits="Nothing was changed. Please reload the page.")
    whom = rest.get("for")
    press = Press(act, id, said, None if whom is None else _person(whom))
    if act not in QUIET:
        event(press, "0")  # refuses what is missing or wrong
    return press


def event(press: Press, by: Person) -> happened.Event:
    """The event that a press asks for; raises Refused where it does not say what it needs to."""
    if press.act in AT_THE_TABLE:
        return AT_THE_TABLE[press.act](by)
    return PRESSES[press.act][1](by, press.said)


def closed(outcome: Mapping[str, Any] | None, number: int, now: int) -> dict[str, Any]:
    """The view of a meeting that is over and settled, canceled or folded, in the shape of any other."""
    kept = outcome or {"starts": None, "ends": None, "closes": None, "schedule": [], "shares": {}, "roles": {}}
    nothing: dict[str, Any] = {
        name: [] for name in ("present", "seats", "hands", "passed", "words", "may_move")
    } | dict.fromkeys(("current", "next", "speaking", "danger", "each", "last"))
    return {**nothing, **kept, "number": number, "now": now, "state": "closed", "behind": 0}


def closed_part(person: Person) -> dict[str, Any]:
    """What is for one seat alone, where the meeting is over."""
    return {"me": person, "present": False, "may": [], "spoken": 0, "words": [], "roles": [], "away": None}
