"""New in town: from an invitation to an account, a group, its agreement, a meeting, and a room without a mouse."""

import re
from collections.abc import Callable, Iterator
from datetime import timedelta

import pytest
from django.core.cache import cache
from django.core.mail import EmailMessage
from playwright.sync_api import Page, expect

from soundingboard.clock import services as clock
from soundingboard.groups import services as groups
from soundingboard.groups.models import Group
from soundingboard.meetings import queries
from soundingboard.meetings.models import Meeting
from soundingboard.notices.models import Notice
from tests.journeys.stage import NOON, address, run_out, seen, shows, stand_still, whole
from tests.people import PASSWORD, Cast, tuesday_team

pytestmark = pytest.mark.browser

Visit = Callable[..., Page]

NADIA = "nadia@example.com"  # nobody here knows her yet


@pytest.fixture
def group(people: Cast, transactional_db: None) -> Iterator[Group]:
    """The Tuesday team on the Monday before, with nothing planned."""
    cache.clear()  # how often somebody may sign up is counted there
    clock.forget_cache()
    stand_still(NOON - timedelta(days=1))
    yield tuesday_team(people)
    clock.forget_cache()


def test_a_newcomer_finds_her_way_from_an_invitation_into_the_room(
    people: Cast, group: Group, visit: Visit, mailoutbox: list[EmailMessage]
) -> None:
    groups.invite(group, NADIA, by=people.maya)
    nadia = visit(None, Notice.objects.get(address=NADIA).link)

    she_makes_an_account(nadia, mailoutbox)
    she_accepts_what_the_group_agreed(nadia)
    meeting = she_plans_a_meeting(nadia, group)
    maya = visit(people.maya, address(meeting))
    stand_still(meeting.starts - timedelta(minutes=5))
    nadia.goto(address(meeting))

    everything_in_the_room_goes_by_keyboard(nadia, maya, meeting)


def she_makes_an_account(nadia: Page, mailoutbox: list[EmailMessage]) -> None:
    nadia.get_by_role("link", name="Make an account").first.click()
    nadia.get_by_label("Your name").fill("Nadia Farouk")
    nadia.get_by_label("Email").fill(NADIA)
    nadia.get_by_label("Password").first.fill(PASSWORD)
    nadia.get_by_label("Your time zone").select_option("America/Chicago")
    nadia.get_by_role("button", name="Make my account").click()
    expect(nadia.get_by_role("heading", name="Look into your mail")).to_be_visible()
    found = re.search(r"^ {4}(\S+)$", str(mailoutbox[-1].body), re.MULTILINE)
    assert found
    assert mailoutbox[-1].to == [NADIA]
    nadia.get_by_label("Code").fill(found[1])
    nadia.get_by_role("button", name="Confirm").click()


def she_accepts_what_the_group_agreed(nadia: Page) -> None:
    expect(nadia.get_by_role("heading", name="Tuesday team")).to_be_visible()
    expect(nadia.get_by_text("Maya Lindqvist-Okafor, PhD asks you to join")).to_be_visible()
    nadia.get_by_role("button", name="Join").click()
    expect(nadia).to_have_url(re.compile("/groups/join/"))  # not without her word
    nadia.get_by_label("I have read this and accept it").check()
    nadia.get_by_role("button", name="Join").click()
    expect(nadia.get_by_text("Welcome. You have a seat in the meetings to come.")).to_be_visible()
    expect(nadia.get_by_text("accepted by everyone here")).to_be_visible()


def she_plans_a_meeting(nadia: Page, group: Group) -> Meeting:
    nadia.get_by_role("link", name="Plan one").click()
    nadia.get_by_label("Day").fill("2027-03-02")
    nadia.get_by_label("Hour").fill("12:00")
    nadia.get_by_role("button", name="Plan it").click()
    nadia.get_by_role("link", name="Tuesday, March 2, 2027, 11:00").click()  # in Chicago, where she is
    expect(nadia.get_by_role("heading", name="Agenda", exact=True)).to_be_visible()
    expect(nadia.get_by_role("table", name="Agenda to the minute")).to_contain_text("Nadia's turn")
    return queries.ahead(group.series)[0]


def everything_in_the_room_goes_by_keyboard(nadia: Page, maya: Page, meeting: Meeting) -> None:
    expect(nadia.get_by_text("In the room · 2 of 6")).to_be_visible()
    tab_to(nadia, "Start now")
    nadia.keyboard.press("Enter")
    shows(nadia, segment="settle", connection="open")
    assert agenda_told(nadia) == agenda_of(meeting)

    tab_to(nadia, "Pause")
    nadia.keyboard.press("Space")
    shows(maya, state="paused")
    tab_to(nadia, "Resume")
    nadia.keyboard.press("Enter")
    shows(maya, state="open")

    # The focus stays on the one step that comes next, from part to part.
    tab_to(nadia, "Next")
    for _ in range(20):
        key = seen(meeting)["current"]["key"]
        if key == "respond/1":
            break
        run_out(meeting)
        shows(nadia, left=0)
        nadia.keyboard.press("Enter")
        expect(whole(nadia)).not_to_have_attribute("data-segment", key)
        expect(nadia.locator(":focus")).to_have_text(re.compile("^Next"))
    shows(nadia, segment="respond/1")
    assert agenda_told(nadia) == agenda_of(meeting)

    # A hand, the floor, and a word for everyone.
    tab_to(nadia, "Raise a hand")
    nadia.keyboard.press("Enter")
    tab_to(nadia, "Take the floor")
    nadia.keyboard.press("Enter")
    expect(maya.locator("[data-part=speaking]").get_by_text("speaking ·")).to_be_visible()
    tab_to(nadia, "Write a note")
    nadia.keyboard.press("Enter")
    nadia.keyboard.press("Tab")
    nadia.keyboard.type("Name the fear together, hand in hand.")  # no letter of it presses anything
    tab_to(nadia, "Share it")
    nadia.keyboard.press("Enter")
    expect(maya.get_by_role("region", name="Notes for everyone")).to_contain_text("Name the fear together")
    assert seen(meeting)["speaking"]["who"] == "6"

    # A dialog takes the focus, keeps it, and gives it back.
    tab_to(nadia, "Someone is in danger")
    nadia.keyboard.press("Enter")
    dialog = nadia.get_by_role("dialog", name="Someone is in danger")
    expect(dialog).to_be_visible()
    expect(dialog.locator(":focus")).to_have_count(1)
    nadia.keyboard.press("Escape")
    expect(nadia.locator(":focus")).to_have_text("Someone is in danger")


MOST_TABS = 80


def tab_to(page: Page, words: str) -> None:
    """Go with the tab key alone to what begins with `words`; where one is must be seen."""
    expect(page.get_by_text(re.compile(f"^{re.escape(words)}")).filter(visible=True).first).to_be_visible()
    for _ in range(MOST_TABS):
        focus = page.locator(":focus")
        if focus.count() and focus.inner_text().strip().startswith(words):
            assert focus.evaluate("element => element.matches(':focus-visible')")
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"The tab key does not lead to {words!r}.")


def agenda_told(page: Page) -> list[tuple[str, str, str]]:
    """What the table behind the dial tells who cannot see it: each part, whose turn it is, and where we are."""
    table = page.get_by_role("table", name="The agenda as it now stands")
    rows = [row.get_by_role("cell").all_inner_texts() for row in table.get_by_role("row").all()[1:]]
    return [(cells[1], cells[2], cells[4]) for cells in rows]


def agenda_of(meeting: Meeting) -> list[tuple[str, str, str]]:
    called = {person: name.split()[0] for person, name in queries.names(meeting).items()}
    return [(one["title"], called.get(one["presenter"], ""), one["state"]) for one in seen(meeting)["schedule"]]
