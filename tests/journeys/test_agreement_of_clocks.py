"""Screens agree on the time, though browsers' clocks are minutes wrong and lines are slow in one direction."""

from collections.abc import Callable
from datetime import UTC, datetime
from time import time

import pytest
from playwright.sync_api import Page

from soundingboard.agenda.view import milliseconds
from soundingboard.clock import services as clock
from soundingboard.meetings import services
from soundingboard.meetings.models import Meeting
from tests.journeys.lines import line
from tests.journeys.stage import NOON, PATIENCE, address, shows
from tests.people import Cast

pytestmark = pytest.mark.browser

READINGS = 5
AGREE = 250  # milliseconds
LATE = 0.2  # seconds, in one direction

# The clock on this person's wall is `minutes` off; performance.now() runs on as it does.
WRONG_BY = """
(minutes) => {
  const real = Date;
  globalThis.Date = class Date extends real {
    constructor(...given) {
      given.length ? super(...given) : super(real.now() + minutes * 60000);
    }
    static now() {
      return real.now() + minutes * 60000;
    }
  };
}
"""

# At the instant at which a page says anew what time it is: that, and the time of this machine, which all pages share.
READ = """
() => new Promise((resolve) => {
  const room = document.getElementById("room");
  const watch = new MutationObserver(() => {
    const machine = performance.timeOrigin + performance.now();
    watch.disconnect();
    resolve([Number(room.dataset.serverNow), machine]);
  });
  watch.observe(room, {attributeFilter: ["data-server-now"]});
})
"""

# The page has had an answer that was not held up on its way for much longer than the line takes.
SURE = "async (most) => (await import('sb/clock')).clock.doubt <= most"


@pytest.fixture
def meeting(people: Cast, transactional_db: None) -> Meeting:
    """It has just begun; the meeting clock runs as clocks do, but shows another day than the machine's."""
    clock.forget_cache()
    clock.set(meeting=NOON, rate=1)
    return services.schedule(
        title="Tuesday team",
        starts=clock.now(),
        zone="America/New_York",
        minutes=60,
        clinicians=people.members[:4],
    )


def test_screens_agree_within_a_quarter_of_a_second(
    people: Cast, meeting: Meeting, server: str, open_at: Callable[..., Page]
) -> None:
    with (
        line(server) as good,
        line(server, to_page=LATE) as slow_to_page,
        line(server, to_server=LATE) as slow_to_server,
    ):
        pages = [
            open_at(at.url, person, address(meeting), script=f"({WRONG_BY})({minutes})")
            for at, person, minutes in (
                (good, people.maya, 0),
                (slow_to_page, people.amara, 3),
                (slow_to_server, people.jun, -3),
                (slow_to_page, people.elena, -3),
            )
        ]
        for page in pages:
            shows(page, connection="open", state="open")
            page.wait_for_function(SURE, arg=AGREE / 2, timeout=3 * PATIENCE)
        assert abs(wrong_by(pages[1])) > 170_000

        # How far ahead of the machine each page believes the meeting clock to be, and how far ahead it is.
        # A busy machine can only read late, never early.
        ahead = [
            max(told - machine for told, machine in (page.evaluate(READ) for _ in range(READINGS))) for page in pages
        ]
        truly = milliseconds(clock.now()) - milliseconds(datetime.now(UTC))

    assert max(ahead) - min(ahead) <= AGREE
    assert max(abs(one - truly) for one in ahead) <= AGREE


def wrong_by(page: Page) -> float:
    """Milliseconds by which the browser's own clock is off."""
    return float(page.evaluate("Date.now()")) - time() * 1000
