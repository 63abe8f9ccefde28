"""A rhythm: when a group meets again and again, in the wall time of its zone."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from itertools import count

from soundingboard.hours.local import Hour, nearest, spoken, zone
from soundingboard.refusals import Refused

WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
ORDINALS = {1: "first", 2: "second", 3: "third", 4: "fourth", -1: "last"}


class Every(StrEnum):
    """How often a group meets."""

    WEEK = "week"
    TWO_WEEKS = "two-weeks"
    MONTH = "month"


@dataclass(frozen=True)
class Rhythm:
    """When a group meets.

    weekday  0 is Monday
    at       on the wall clocks of the group's zone
    since    the first day it may meet; for two weeks it says which weeks are meant
    nth      for a month: 1 to 4, or -1 for the last such weekday
    raises   Refused, where a weekday or an nth is none
    """

    every: Every
    weekday: int
    at: time
    since: date
    nth: int = 1

    def __post_init__(self) -> None:
        if not 0 <= self.weekday <= 6:
            raise Refused("There are seven days in a week.", fits="Choose one from Monday to Sunday.")
        if self.nth not in ORDINALS:
            raise Refused("Not every month has that week.", fits="Choose the first to the fourth, or the last.")

    def __str__(self) -> str:
        """
        >>> str(Rhythm(Every.MONTH, 1, time(12), date(2026, 3, 1), nth=-1))
        'the last Tuesday of each month at 12:00 PM'
        """
        day = WEEKDAYS[self.weekday]
        match self.every:
            case Every.WEEK:
                days = f"every {day}"
            case Every.TWO_WEEKS:
                days = f"every other {day}"
            case Every.MONTH:
                days = f"the {ORDINALS[self.nth]} {day} of each month"
        return f"{days} at {spoken(self.at)}"


def occurrences(rhythm: Rhythm, zone_name: str, after: datetime) -> Iterator[Hour]:
    """The instants of `rhythm` later than `after` (aware), in order, without end.

    Wall time stays when the clocks change. A day on which the hour does not exist moves by as much as the clocks jump,
    with a remark.
    """
    # A day early: an hour that the clocks moved may fall after `after` though its wall time does not.
    start = max(rhythm.since, after.astimezone(zone(zone_name)).date() - timedelta(days=1))
    for day in days(rhythm, start):
        hour = nearest(day, rhythm.at, zone_name)
        if hour.at > after.astimezone(UTC):
            yield hour


def days(rhythm: Rhythm, start: date) -> Iterator[date]:
    """The days of `rhythm` from `start` (on or after `rhythm.since`), in order."""
    if rhythm.every is Every.MONTH:
        for months in count(start.year * 12 + start.month - 1):
            day = nth_weekday(months // 12, months % 12 + 1, rhythm.weekday, rhythm.nth)
            if day >= start:
                yield day
    else:
        step = 7 if rhythm.every is Every.WEEK else 14
        first = rhythm.since + timedelta(days=(rhythm.weekday - rhythm.since.weekday()) % 7)
        skipped = max(0, -(-(start - first).days // step))
        for turn in count(skipped):
            yield first + timedelta(days=step * turn)


def nth_weekday(year: int, month: int, weekday: int, nth: int) -> date:
    """The nth (1 to 4) or the last (-1) such weekday of a month.

    >>> nth_weekday(2026, 3, 6, 2)
    datetime.date(2026, 3, 8)
    """
    if nth > 0:
        first = date(year, month, 1)
        return first + timedelta(days=(weekday - first.weekday()) % 7 + 7 * (nth - 1))
    last = date(year + month // 12, month % 12 + 1, 1) - timedelta(days=1)
    return last - timedelta(days=(last.weekday() - weekday) % 7)
