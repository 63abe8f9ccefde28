"""A room on a stage: the clock stands still until a test moves it, and every page must show what the room is."""

from collections.abc import Iterable
from datetime import UTC, datetime
from math import ceil
from typing import Any

from playwright.sync_api import Locator, Page, expect

from soundingboard.agenda.state import Room
from soundingboard.agenda.view import view
from soundingboard.clock import services as clock
from soundingboard.meetings import replay
from soundingboard.meetings.models import Meeting

NOON = datetime(2027, 3, 2, 17, tzinfo=UTC)  # a Tuesday, twelve in New York
PATIENCE = 30_000  # milliseconds a page may take on a busy machine; it is waited for, never slept through


def stand_still(instant: datetime | None = None) -> None:
    """Stop the meeting clock at `instant`, or where it is."""
    clock.set(meeting=instant, rate=0)


def room_of(meeting: Meeting) -> Room:
    return replay.present_room(meeting)


def address(meeting: Meeting) -> str:
    return f"/meetings/{meeting.public_id}/"


def whole(page: Page) -> Locator:
    """The element that says what a page shows."""
    return page.locator("#room")


def shows(page: Page, **data: object) -> None:
    """Wait until the room of `page` says so: `shows(page, state="open", segment="settle")`."""
    for name, value in data.items():
        expect(whole(page)).to_have_attribute(f"data-{name.replace('_', '-')}", str(value), timeout=PATIENCE)


def alike(pages: Iterable[Page], meeting: Meeting) -> dict[str, Any]:
    """All pages show this very room: its number, its part, the same instant and the same time left, to the second."""
    room = seen(meeting)
    segment = room["current"]["key"] if room["current"] else ""
    for page in pages:
        shows(page, connection="open", number=room["number"], state=room["state"], segment=segment)
        shows(page, server_now=room["now"], left=left_of(room))
    return room


def seen(meeting: Meeting) -> dict[str, Any]:
    """What everyone in the room is shown at this moment."""
    return view(room_of(meeting), clock.now())


def left_of(room: dict[str, Any]) -> Any:
    """Whole seconds (int) that the one large number counts, as the view tells them; "" where nothing is counted."""
    if room["state"] == "waiting":
        until = room["starts"]
    elif room["state"] == "after":
        until = room["closes"]
    elif room["current"] is None:
        return ""
    elif "left" in room["current"]:
        return int(room["current"]["left"])
    else:
        until = room["current"]["due"]
    return ceil((until - room["now"]) / 1000)


def press(page: Page, label: str) -> None:
    """One of the buttons under the dial."""
    page.get_by_role("group", name="What you can do now").get_by_role("button", name=label).click()


def press_more(page: Page, label: str) -> None:
    """One of the buttons that are needed less often."""
    press(page, "More")
    page.get_by_role("dialog", name="More").get_by_role("button", name=label).click()


def run_out(meeting: Meeting) -> None:
    """Move the clock to the instant at which the part under way is over."""
    running = room_of(meeting).running
    assert running is not None
    stand_still(running.due)


def on_to(meeting: Meeting, pages: Iterable[Page], key: str, *, by: Page) -> None:
    """Let each part take its time and press Next on `by`, until the part `key` is open on all `pages`."""
    pages = list(pages)
    for _ in range(60):
        now = alike(pages, meeting)["current"]["key"]
        if now == key:
            return
        run_out(meeting)
        shows(by, left=0)
        press(by, "Next")
        expect(whole(by)).not_to_have_attribute("data-segment", now, timeout=PATIENCE)
    raise AssertionError(f"There is no part {key} ahead.")


def card(page: Page, name: str) -> Locator:
    """A card beside the dial, by its heading."""
    return page.get_by_role("region", name=name)


def row(page: Page, name: str) -> Locator:
    """What a page says about somebody: whether they are here, speak, or have a hand up."""
    return page.locator("[data-part=speaking]").get_by_role("listitem").filter(has_text=name)
