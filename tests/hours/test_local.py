"""An hour on somebody's wall, and the instant that it is."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from soundingboard.hours.local import NoSuchHour, instant, nearest
from soundingboard.refusals import Refused

NEW_YORK = "America/New_York"
FORWARD = date(2026, 3, 8)  # 2:00 becomes 3:00 in New York
BACK = date(2026, 11, 1)  # 2:00 becomes 1:00

zones = st.sampled_from(
    [NEW_YORK, "America/Los_Angeles", "America/Phoenix", "America/Anchorage", "Australia/Lord_Howe", "Asia/Kathmandu"]
)
walls = st.builds(datetime.combine, st.dates(date(2007, 1, 1), date(2037, 12, 31)), st.times())


def test_noon_on_a_plain_day_is_one_instant_and_needs_no_remark() -> None:
    hour = instant(date(2026, 7, 7), time(12), NEW_YORK)

    assert hour.at == datetime(2026, 7, 7, 16, tzinfo=UTC)
    assert hour.remark == ""


def test_an_hour_the_clocks_jump_over_is_refused_with_the_next_that_exists() -> None:
    with pytest.raises(NoSuchHour) as refusal:
        instant(FORWARD, time(2, 30), NEW_YORK)

    assert "2:30 AM does not exist on Sunday, March 8, 2026" in refusal.value.what
    assert "3:30 AM" in refusal.value.fits


def test_an_hour_that_comes_twice_is_the_first_one_and_says_so() -> None:
    hour = instant(BACK, time(1, 30), NEW_YORK)

    assert hour.at == datetime(2026, 11, 1, 5, 30, tzinfo=UTC)  # still summer time
    assert "comes twice" in hour.remark


def test_what_recurs_by_itself_moves_as_far_as_the_clocks_jump() -> None:
    hour = nearest(FORWARD, time(2, 30), NEW_YORK)

    assert hour.at == datetime(2026, 3, 8, 7, 30, tzinfo=UTC)
    assert "2:30 AM becomes 3:30 AM" in hour.remark


@pytest.mark.parametrize("name", ["", "Mars/Olympus", "../../etc/passwd", "/etc/passwd", "America", "\0"])
def test_a_zone_that_is_none_is_refused(name: str) -> None:
    with pytest.raises(Refused, match="no such time zone"):
        instant(date(2026, 3, 3), time(12), name)


@given(wall=walls, zone=zones)
def test_an_instant_shows_the_hour_it_was_made_from_or_is_refused(wall: datetime, zone: str) -> None:
    try:
        hour = instant(wall.date(), wall.time(), zone)
    except NoSuchHour:
        moved = nearest(wall.date(), wall.time(), zone).at.astimezone(ZoneInfo(zone)).replace(tzinfo=None)
        assert timedelta(0) < moved - wall <= timedelta(hours=1)
    else:
        assert hour.at.astimezone(ZoneInfo(zone)).replace(tzinfo=None) == wall
        assert nearest(wall.date(), wall.time(), zone) == hour
