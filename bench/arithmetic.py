"""What the engine's arithmetic costs: to plan a meeting, to take one press, to show a room; beside writing JSON."""

import json
import timeit
from collections.abc import Callable
from dataclasses import asdict
from datetime import UTC, datetime, timedelta

from bench.rows import Row, row
from soundingboard.agenda import events as happened
from soundingboard.agenda import formats
from soundingboard.agenda.plan import plan
from soundingboard.agenda.room import apply, opening
from soundingboard.agenda.state import Room
from soundingboard.agenda.view import view

PEOPLE = tuple("123456")
SECONDS = 90 * 60
STARTS = datetime(2026, 3, 3, 17, tzinfo=UTC)
ROUNDS, TIMES = 5, 200


def measure() -> list[Row]:
    """Microseconds for each, medians of five rounds in turn, beside `json.dumps` of the same agenda."""
    format = formats.load("open-round")
    written = asdict(plan(format, PEOPLE, SECONDS))
    room = under_way()
    at = room.at + timedelta(seconds=1)
    measured: dict[str, Callable[[], object]] = {
        "json": lambda: json.dumps(written, default=str),
        "plan": lambda: plan(format, PEOPLE, SECONDS),
        "apply": lambda: apply(room, happened.HandRaised("3"), at),
        "view": lambda: view(room, at),
    }
    took: dict[str, list[float]] = {name: [] for name in measured}
    for _ in range(ROUNDS):
        for name, function in measured.items():
            took[name].append(timeit.timeit(function, number=TIMES) / TIMES * 1e6)
    return [
        row(name, took[name.split()[0]], "µs", "json.dumps of the agenda", took["json"])
        for name in ("plan", "apply", "view")
    ]


def under_way() -> Room:
    """Six people in the first presenter's questions."""
    room = opening(formats.load("open-round"), PEOPLE, STARTS, SECONDS)
    for person in PEOPLE:
        room = apply(room, happened.Arrived(person), STARTS)
    while room.running is None or room.running.phase.id != "clarify":
        key = room.running.key if room.running else ""
        room = apply(room, happened.Advanced("1", key), room.at + timedelta(minutes=1))
    return room
