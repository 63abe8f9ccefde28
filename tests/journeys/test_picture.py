"""The picture of the room in the README, taken of the real page: `make picture` keeps it, other runs throw it away."""

import os
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from soundingboard.agenda import events as happened
from soundingboard.clock import services as clock
from soundingboard.guard.services import clean
from soundingboard.meetings import queries, services
from soundingboard.meetings.models import Meeting, Seat
from soundingboard.meetings.services import presence
from tests.journeys.stage import NOON, address, room_of, row, run_out, shows, stand_still, whole
from tests.people import Cast

pytestmark = pytest.mark.browser

QUESTION = "When she cancels after a hard session: do I name it, or wait until she does?"
SIZE = {"width": 1320, "height": 900}


@pytest.fixture
def meeting(people: Cast, transactional_db: None) -> Iterator[Meeting]:
    """Six people; Jun's peers are responding to him, Elena has the floor, two hands are up."""
    clock.forget_cache()
    stand_still(NOON - timedelta(minutes=5))
    meeting = services.schedule(
        title="Tuesday team",
        starts=NOON,
        zone="America/New_York",
        minutes=90,
        clinicians=[*people.members, people.rosa],
        video_link="https://video.example.org/tuesday",
    )
    seats = {seat.person: seat for seat in queries.seats(meeting)}
    services.state_ask(seats["3"], kind="advice", words=clean(QUESTION))
    for seat in seats.values():
        presence.arrive(seat)
    stand_still(NOON)
    until(meeting, "respond/3", seats["1"])
    for event in (happened.HandRaised("1"), happened.HandRaised("5"), happened.Speaking("4", "4")):
        services.record(meeting, event, seat=seats[event.by])
    stand_still(clock.now() + timedelta(seconds=74))
    yield meeting
    clock.forget_cache()


def until(meeting: Meeting, key: str, by: Seat) -> None:
    """Every part takes the time it has, until the part `key`."""
    while (running := room_of(meeting).running) is not None and running.key != key:
        run_out(meeting)
        services.record(meeting, happened.Advanced(by.person, running.key), seat=by)


def test_the_picture_shows_a_whole_room_at_one_glance(
    people: Cast, meeting: Meeting, visit: Callable[..., Page], tmp_path: Path
) -> None:
    page = visit(people.amara, "/", viewport=SIZE, color_scheme="light", device_scale_factor=1.5)
    page.route("**/demo/strip/", lambda route: route.fulfill(body=""))  # what only a demo has
    page.goto(address(meeting))

    shows(page, connection="open", segment="respond/3")
    expect(page.get_by_text(f"“{QUESTION}”")).to_be_in_viewport()
    expect(page.locator(".dial-numeral")).to_be_in_viewport(ratio=1)
    expect(page.get_by_role("group", name="What you can do now")).to_be_in_viewport(ratio=1)
    expect(page.get_by_role("region", name="What is open now")).to_be_in_viewport(ratio=1)
    expect(row(page, "Elena")).to_contain_text("speaking · 1:14")
    expect(row(page, "Elena")).to_be_in_viewport(ratio=1)
    expect(page.get_by_text("In the room · 6 of 6")).to_be_in_viewport(ratio=1)
    assert page.evaluate("document.fonts.ready.then(() => [...document.fonts].some((one) => one.status === 'loaded'))")
    picture = Path(os.environ.get("PICTURE", tmp_path / "room.png"))
    page.screenshot(path=picture, animations="disabled")
    assert whole(page).is_visible()
