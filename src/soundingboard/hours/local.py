"""From an hour on somebody's wall to an instant, and what to say on the two nights a year when that is not plain."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from soundingboard.refusals import Refused


class NoSuchHour(Refused):
    """That hour does not exist: the clocks jump over it that night."""


@dataclass(frozen=True)
class Hour:
    """An instant that was said in local wall time.

    at      the instant, in UTC
    remark  a sentence to show where the local hour was not plain; else empty
    """

    at: datetime
    remark: str = ""


def zone(name: str) -> ZoneInfo:
    """The IANA zone called `name`; raises `Refused` if there is none."""
    try:
        return ZoneInfo(name)
    except (
        ZoneInfoNotFoundError,
        ValueError,
        OSError,
    ) as error:  # ValueError, OSError: a path, a folder, an empty name
        raise Refused(
            "There is no such time zone.", fits="Name one by region and city, as in America/New_York."
        ) from error


def instant(day: date, at: time, zone_name: str) -> Hour:
    """The instant at which the wall clocks of a zone show `at` on `day`.

    An hour that comes twice (clocks go back) is taken the first time, and the remark says so.
    raises  NoSuchHour, naming the first hour that fits, if the clocks jump over it

    >>> instant(date(2026, 3, 3), time(12), "America/New_York").at.isoformat()
    '2026-03-03T17:00:00+00:00'
    """
    where = zone(zone_name)
    wall = datetime.combine(day, at).replace(tzinfo=where, fold=0)
    first = wall.astimezone(UTC)
    if first.astimezone(where).replace(tzinfo=None) != wall.replace(tzinfo=None):
        raise NoSuchHour(
            f"The hour {spoken(at)} does not exist on {spoken_day(day)}: the clocks go forward that night.",
            fits=f"The next hour that exists is {spoken(jumped(wall).time())}.",
        )
    if wall.replace(fold=1).astimezone(UTC) != first:
        return Hour(first, f"The hour {spoken(at)} comes twice on {spoken_day(day)}; the first one is meant.")
    return Hour(first)


def nearest(day: date, at: time, zone_name: str) -> Hour:
    """As `instant`, but an hour the clocks jump over is moved by as much as they jump, and the remark says so.

    For what recurs by itself, when nobody is there to choose another hour.
    """
    try:
        return instant(day, at, zone_name)
    except NoSuchHour:
        moved = jumped(datetime.combine(day, at).replace(tzinfo=zone(zone_name), fold=0))
        return Hour(
            moved.astimezone(UTC),
            f"The clocks go forward on {spoken_day(day)}, so {spoken(at)} becomes {spoken(moved.time())}.",
        )


def jumped(wall: datetime) -> datetime:
    """What the wall clocks show when an hour they jump over would have come, in the same zone."""
    return wall.astimezone(UTC).astimezone(wall.tzinfo)


def spoken(at: time) -> str:
    """An hour as Americans write it: the one way in which hours are shown (in a browser: `hour` of sb/local-time).

    >>> spoken(time(14, 5)), spoken(time(0))
    ('2:05 PM', '12:00 AM')
    """
    return f"{at.hour % 12 or 12}:{at.minute:02} {'AM' if at.hour < 12 else 'PM'}"


def spoken_day(day: date) -> str:
    """A day as Americans say it.

    >>> spoken_day(date(2026, 3, 8))
    'Sunday, March 8, 2026'
    """
    return f"{day:%A, %B} {day.day}, {day.year}"
