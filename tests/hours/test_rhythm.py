"""When a group meets again and again."""

from datetime import UTC, date, datetime, time, timedelta
from itertools import islice, pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from soundingboard.hours.rhythm import Every, Rhythm, nth_weekday, occurrences
from soundingboard.refusals import Refused

NEW_YORK = "America/New_York"
TUESDAY, SUNDAY = 1, 6

rhythms = st.builds(
    Rhythm,
    every=st.sampled_from(Every),
    weekday=st.integers(0, 6),
    at=st.times(),
    since=st.dates(date(2020, 1, 1), date(2030, 1, 1)),
    nth=st.sampled_from([1, 2, 3, 4, -1]),
)
instants = st.builds(datetime.combine, st.dates(date(2020, 1, 1), date(2030, 1, 1)), st.times(), tzinfo=st.just(UTC))


def first(rhythm: Rhythm, number: int, after: datetime) -> list[datetime]:
    return [hour.at.astimezone(ZoneInfo(NEW_YORK)) for hour in islice(occurrences(rhythm, NEW_YORK, after), number)]


def test_a_weekly_group_keeps_its_hour_when_the_clocks_change() -> None:
    tuesdays = Rhythm(Every.WEEK, TUESDAY, time(12), since=date(2026, 2, 1))

    met = first(tuesdays, 3, after=datetime(2026, 3, 1, tzinfo=UTC))

    assert [f"{at:%m-%d %H:%M %Z}" for at in met] == ["03-03 12:00 EST", "03-10 12:00 EDT", "03-17 12:00 EDT"]


def test_every_other_week_is_counted_from_the_first_meeting_on() -> None:
    rhythm = Rhythm(Every.TWO_WEEKS, TUESDAY, time(12), since=date(2026, 2, 1))

    met = first(rhythm, 3, after=datetime(2026, 2, 4, tzinfo=UTC))

    assert [at.date() for at in met] == [date(2026, 2, 17), date(2026, 3, 3), date(2026, 3, 17)]


def test_the_last_tuesday_of_each_month_is_the_last() -> None:
    rhythm = Rhythm(Every.MONTH, TUESDAY, time(12), since=date(2026, 1, 1), nth=-1)

    met = first(rhythm, 3, after=datetime(2026, 1, 1, tzinfo=UTC))

    assert [at.date() for at in met] == [date(2026, 1, 27), date(2026, 2, 24), date(2026, 3, 31)]


def test_an_hour_that_does_not_exist_one_night_moves_that_night_and_says_so() -> None:
    rhythm = Rhythm(Every.WEEK, SUNDAY, time(2, 30), since=date(2026, 3, 1))

    hours = list(islice(occurrences(rhythm, NEW_YORK, datetime(2026, 2, 27, tzinfo=UTC)), 3))

    assert [f"{hour.at.astimezone(ZoneInfo(NEW_YORK)):%H:%M}" for hour in hours] == ["02:30", "03:30", "02:30"]
    assert [bool(hour.remark) for hour in hours] == [False, True, False]


@given(rhythm=rhythms, after=instants)
def test_occurrences_come_in_order_later_than_asked_on_the_right_weekday(rhythm: Rhythm, after: datetime) -> None:
    hours = [hour.at for hour in islice(occurrences(rhythm, NEW_YORK, after), 6)]
    days = [at.astimezone(ZoneInfo(NEW_YORK)).date() for at in hours]

    assert all(before < at for before, at in pairwise([after, *hours]))
    assert all(day.weekday() == rhythm.weekday and day >= rhythm.since for day in days)


@given(rhythm=rhythms, after=instants, number=st.integers(0, 5))
def test_asking_from_a_later_instant_gives_the_same_meetings(rhythm: Rhythm, after: datetime, number: int) -> None:
    hours = [hour.at for hour in islice(occurrences(rhythm, NEW_YORK, after), 8)]

    assert [hour.at for hour in islice(occurrences(rhythm, NEW_YORK, hours[number]), 2)] == hours[
        number + 1 : number + 3
    ]


@given(year=st.integers(2000, 2100), month=st.integers(1, 12), weekday=st.integers(0, 6))
def test_the_nth_weekday_is_in_its_month_and_the_last_has_none_after_it(year: int, month: int, weekday: int) -> None:
    found = [nth_weekday(year, month, weekday, nth) for nth in (1, 2, 3, 4, -1)]

    assert all((day.year, day.month, day.weekday()) == (year, month, weekday) for day in found)
    assert found[:4] == [found[0] + timedelta(weeks=n) for n in range(4)]
    assert (found[-1] + timedelta(weeks=1)).month != month


@pytest.mark.parametrize(("weekday", "nth"), [(7, 1), (-1, 1), (0, 0), (0, 5), (0, -2)])
def test_a_weekday_that_is_none_is_refused(weekday: int, nth: int) -> None:
    with pytest.raises(Refused):
        Rhythm(Every.MONTH, weekday, time(12), date(2026, 1, 1), nth)
