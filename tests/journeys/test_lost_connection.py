"""A line that is lost loses nothing: the page says so calmly, counts on, and sees the present when it is back."""

import json
from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any

import pytest
from playwright.sync_api import Page, WebSocket, expect

from soundingboard.clock import services as clock
from soundingboard.meetings import replay, services
from soundingboard.meetings.models import Meeting
from tests.journeys.lines import line
from tests.journeys.stage import NOON, PATIENCE, address, alike, card, on_to, press, seen, shows, stand_still, whole
from tests.people import Cast

pytestmark = pytest.mark.browser

Visit = Callable[..., Page]


@pytest.fixture
def meeting(people: Cast, transactional_db: None) -> Iterator[Meeting]:
    """Maya (1), Amara (2) and Jun (3), at noon."""
    clock.forget_cache()
    stand_still(NOON - timedelta(minutes=5))
    yield services.schedule(
        title="Tuesday team", starts=NOON, zone="America/New_York", minutes=60, clinicians=people.members[:3]
    )
    clock.forget_cache()


def test_a_page_that_is_alone_counts_on_and_catches_up_with_one_view(
    people: Cast, meeting: Meeting, visit: Visit
) -> None:
    maya, jun = visit(people.maya, address(meeting)), visit(people.jun, address(meeting))
    both_are_here(maya, jun)
    stand_still(NOON)
    alike([maya, jun], meeting)
    jun.get_by_role("textbox", name="For your eyes only").fill("ask about the brother")
    jun.get_by_text("Write a note").click()
    card(jun, "Notes for everyone").get_by_role("textbox").fill("We begin with the follow-ups.")

    clock.set(rate=1)
    counts(jun)
    views = views_of(jun)
    jun.context.set_offline(True)
    expect(jun.get_by_text("Reconnecting… the clock keeps counting, and nothing you wrote is lost.")).to_be_visible()
    expect(jun.get_by_role("dialog")).to_have_count(0)  # calmly: nothing is in the way
    counts(jun)
    stand_still()
    on_to(meeting, [maya], "present/1", by=maya)
    shows(jun, segment="settle")
    assert views == []

    jun.context.set_offline(False)
    shows(jun, connection="open", segment="present/1")
    expect(jun.get_by_text("In the room · 2 of 3")).to_be_visible()
    alike([maya, jun], meeting)
    expect(jun.get_by_text("Reconnecting…")).to_be_hidden()
    assert views[0]["current"]["key"] == "present/1"  # the first thing it heard; what came between was not told again
    assert len({view["number"] for view in views}) <= 2  # this one, and perhaps that Jun is here again
    expect(jun.get_by_role("textbox", name="For your eyes only")).to_have_value("ask about the brother")
    card(jun, "Notes for everyone").get_by_role("button", name="Share it").click()
    expect(card(maya, "Notes for everyone").get_by_text("We begin with the follow-ups.")).to_be_visible()


def test_what_is_pressed_and_sent_without_a_line_is_said_and_is_done_once_when_it_is_back(
    people: Cast, meeting: Meeting, visit: Visit
) -> None:
    maya, jun = visit(people.maya, address(meeting)), visit(people.jun, address(meeting))
    both_are_here(maya, jun)
    stand_still(NOON)
    on_to(meeting, [maya, jun], "respond/1", by=maya)
    note = card(jun, "Notes for everyone")
    note.get_by_text("Write a note").click()

    jun.context.set_offline(True)
    shows(jun, connection="lost")
    press(jun, "Raise a hand")
    expect(jun.get_by_text("Not sent: the connection is lost for a moment. Please press again")).to_be_visible()
    note.get_by_role("textbox").fill("Ask what sleep is like.")
    note.get_by_role("button", name="Share it").click()
    expect(jun.get_by_text("What you wrote is still here")).to_be_visible()
    expect(note.get_by_role("textbox")).to_have_value("Ask what sleep is like.")
    assert seen(meeting)["hands"] == []

    jun.context.set_offline(False)
    shows(jun, connection="open")
    press(jun, "Raise a hand")
    note.get_by_role("button", name="Share it").click()

    expect(card(maya, "Notes for everyone").get_by_text("Ask what sleep is like.")).to_be_visible()
    expect(maya.locator("[data-part=speaking]").get_by_text("hand raised")).to_be_visible()
    expect(jun.get_by_role("button", name="Lower my hand")).to_be_visible()
    assert happened(meeting).count("hand raised") == 1
    assert happened(meeting).count("words added") == 1


def test_a_press_whose_answer_was_lost_is_sent_again_and_is_there_once(
    people: Cast, meeting: Meeting, server: str, visit: Visit, open_at: Callable[..., Page]
) -> None:
    with line(server) as juns:
        maya, jun = visit(people.maya, address(meeting)), open_at(juns.url, people.jun, address(meeting))
        both_are_here(maya, jun)
        stand_still(NOON)
        on_to(meeting, [maya, jun], "respond/1", by=maya)
        presses = presses_of(jun)
        jun.reload()
        shows(jun, connection="open", segment="respond/1")

        juns.lose_answers()
        press(jun, "Raise a hand")
        expect(maya.locator("[data-part=speaking]").get_by_text("hand raised")).to_be_visible()
        expect(jun.get_by_role("button", name="Raise a hand")).to_be_visible()
        juns.cut()

        expect(jun.get_by_role("button", name="Lower my hand")).to_be_visible(timeout=PATIENCE)
        alike([maya, jun], meeting)
        assert len(presses) == 2
        assert presses[0] == presses[1]
        assert happened(meeting).count("hand raised") == 1
        press(jun, "Lower my hand")  # and the next press is another
        expect(jun.get_by_role("button", name="Raise a hand")).to_be_visible()


COUNTED = "(left) => Number(document.getElementById('room').dataset.left) <= left - 2"


def counts(page: Page) -> None:
    """Two seconds fewer are left than there were."""
    left = int(whole(page).get_attribute("data-left") or 0)
    page.wait_for_function(COUNTED, arg=left, timeout=PATIENCE)


def both_are_here(*pages: Page) -> None:
    for page in pages:
        expect(page.get_by_text("In the room · 2 of 3")).to_be_visible(timeout=PATIENCE)


def views_of(page: Page) -> list[dict[str, Any]]:
    """What a page will be shown over connections that it is yet to make."""
    views: list[dict[str, Any]] = []

    def heard(text: str | bytes) -> None:
        if "view" in (message := json.loads(text)):
            views.append(message["view"])

    page.on("websocket", lambda socket: socket.on("framereceived", heard))
    return views


def presses_of(page: Page) -> list[str]:
    """The raised hands that a page will send over connections that it is yet to make."""
    presses: list[str] = []

    def said(text: str | bytes) -> None:
        if '"do":"hand"' in str(text):
            presses.append(str(text))

    def connected(socket: WebSocket) -> None:
        socket.on("framesent", said)

    page.on("websocket", connected)
    return presses


def happened(meeting: Meeting) -> list[str]:
    """The kinds of all that was recorded."""
    return [row[1] for row in replay.rows(meeting.public_id)]
