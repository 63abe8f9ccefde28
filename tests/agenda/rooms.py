"""Rooms to test with: five people at noon, and how one gets on."""

from datetime import UTC, datetime, timedelta

from soundingboard.agenda import events as happened
from soundingboard.agenda.formats import load
from soundingboard.agenda.room import apply, as_of, opening
from soundingboard.agenda.state import Room, Rules

NOON = datetime(2026, 11, 24, 12, tzinfo=UTC)

MAYA, AMARA, JUN, ELENA, SAMIR = "12345"


def at(minutes: float) -> datetime:
    return NOON + timedelta(minutes=minutes)


def room_of(format: str = "open-round", people: str = "12345", minutes: int = 90, **rules) -> Room:
    return opening(load(format), tuple(people), NOON, minutes * 60, rules=Rules(**rules))


def with_everyone(room: Room, when: datetime = NOON - timedelta(minutes=2)) -> Room:
    for person in room.seats:
        room = apply(room, happened.Arrived(person), when)
    return as_of(room, NOON)


def move_on(room: Room, when: datetime, by: str = MAYA) -> Room:
    return apply(room, happened.Advanced(by, room.running.key), when)


def until(room: Room, key: str) -> Room:
    """Move on, each segment at the instant it is due, until `key` is under way."""
    while room.running.key != key:
        room = move_on(room, max(room.at, room.running.due))
    return room
