"""A hard case at nine in the evening: brought, heard by those who may, and a month later nowhere any more."""

from collections.abc import Callable, Iterator
from datetime import timedelta

import pytest
from playwright.sync_api import Page, expect

from soundingboard.audit import queries as audit
from soundingboard.cases.jobs import shred
from soundingboard.cases.models import SealedCase
from soundingboard.clock import services as clock
from soundingboard.keys.models import Key
from soundingboard.meetings import queries, services
from soundingboard.meetings.models import Meeting
from tests import second_step
from tests.cases.conftest import bring
from tests.journeys.stage import NOON, PATIENCE, address, card, on_to, seen, shows, stand_still
from tests.people import Cast, next_meeting, tuesday_team
from tests.tuesday import seat

pytestmark = pytest.mark.browser

Visit = Callable[..., Page]
HEADLINE = "A woman in her thirties, exposure stalls"
CASE = "She cancels every time exposure work comes near."


@pytest.fixture
def meeting(people: Cast, transactional_db: None) -> Iterator[Meeting]:
    """The Tuesday team meets tomorrow at noon, and Maya presents first; it is nine in the evening."""
    clock.forget_cache()
    stand_still(NOON - timedelta(hours=15))
    meeting = next_meeting(tuesday_team(people))
    yield meeting
    clock.forget_cache()


def test_a_hard_case_is_brought_heard_and_shredded(people: Cast, meeting: Meeting, visit: Visit) -> None:
    secret = second_step.set_up(people.jun)
    maya = visit(people.maya, "/")

    she_writes_it_and_says_once_that_something_is_left(maya)
    then_she_seals_it(maya)
    a_peer_sees_the_headline_and_knows_of_no_conflict(visit(people.jun, f"{address(meeting)}agenda/"))

    stand_still(meeting.starts - timedelta(minutes=2))
    maya.goto(address(meeting))
    jun, samir = visit(people.jun, address(meeting)), visit(people.samir, address(meeting))
    on_to_mayas_turn(meeting, [maya, jun, samir])

    who_sits_out_sees_nothing_of_it(samir)
    jun_opens_it_with_a_second_step(jun, secret)
    the_presenter_sees_who_opened_it(visit(people.maya, f"/cases/{meeting.public_id}/mine/"))
    when_the_turn_is_over_it_is_closed(meeting, maya, jun)
    a_month_later_it_is_nowhere(meeting, maya)


@pytest.fixture
def by_telephone(people: Cast, transactional_db: None) -> Iterator[Meeting]:
    """Maya and Jun talk for half an hour, and nobody has a turn."""
    clock.forget_cache()
    stand_still(NOON - timedelta(minutes=2))
    yield services.schedule(
        clinicians=[people.maya, people.jun],
        title="A call",
        starts=NOON,
        zone="America/New_York",
        minutes=30,
        series="call",
        format_id="call",
    )
    clock.forget_cache()


def test_where_nobody_has_a_turn_a_case_is_open_all_the_time(people: Cast, by_telephone: Meeting, visit: Visit) -> None:
    secret = second_step.set_up(people.jun)
    bring(seat(people.maya, by_telephone), headline=HEADLINE, text=CASE)
    jun = visit(people.jun, address(by_telephone))
    shows(jun, connection="open", state="waiting")
    expect(jun.locator("[data-case]")).to_have_count(0)

    stand_still(by_telephone.starts)
    shows(jun, connection="open", state="open")

    expect(jun.locator("[data-case]").get_by_text(HEADLINE)).to_be_visible(timeout=PATIENCE)
    jun_opens_it_with_a_second_step(jun, secret, "I know of no conflict: open it")


def she_writes_it_and_says_once_that_something_is_left(page: Page) -> None:
    page.get_by_role("link", name="Consult").click()
    expect(page.get_by_role("heading", name="Bring a case")).to_be_visible(timeout=PATIENCE)
    expect(page.get_by_label("What they need to know")).to_be_hidden()  # one step at a time
    page.get_by_label("A second look at a decision").check()
    page.get_by_label("Your question, in one sentence").fill("Am I pushing too soon?")
    page.get_by_role("button", name="On to the case").click()
    page.get_by_label("What they need to know").fill(CASE)
    page.get_by_role("button", name="Who hears it").click()
    page.get_by_label("Tuesday team").check()
    page.get_by_label("Headline").fill(HEADLINE)
    page.get_by_label("Yes, it says so.").check()
    page.get_by_label("Yes, something is left.").check()
    page.get_by_role("button", name="Seal it").click()
    expect(page.get_by_text("it is not ready to be sealed")).to_be_visible(timeout=PATIENCE)
    assert not SealedCase.objects.exists()


def then_she_seals_it(page: Page) -> None:
    page.get_by_role("link", name="Back to the case").click()
    expect(page.get_by_label("What they need to know")).to_have_value(CASE)  # nothing she wrote is lost
    page.get_by_role("button", name="Who hears it").click()
    page.get_by_label("No, I know of nothing.").check()
    page.get_by_role("button", name="Seal it").click()
    expect(page.get_by_role("heading", name=HEADLINE)).to_be_visible(timeout=PATIENCE)
    expect(page.get_by_text("Sealed. It opens in your turn")).to_be_visible()
    expect(page.get_by_text("A case is opened with a second step of signing in.")).to_be_visible()
    expect(page.get_by_text(CASE)).to_have_count(0)  # Maya has set none up


def a_peer_sees_the_headline_and_knows_of_no_conflict(page: Page) -> None:
    cases = card(page, "Cases")
    expect(cases.get_by_text(HEADLINE)).to_be_visible(timeout=PATIENCE)
    cases.get_by_role("button", name="I know of no conflict").click()
    expect(cases.get_by_text("no conflict", exact=True)).to_be_visible(timeout=PATIENCE)
    page.close()


def on_to_mayas_turn(meeting: Meeting, pages: list[Page]) -> None:
    stand_still(meeting.starts)
    for page in pages:
        shows(page, connection="open", state="open")
    turns = [one["key"] for one in room_schedule(meeting) if one["presenter"] == "1"]
    on_to(meeting, pages, turns[0], by=pages[0])


def room_schedule(meeting: Meeting) -> list[dict[str, str]]:
    schedule: list[dict[str, str]] = seen(meeting)["schedule"]
    return schedule


def who_sits_out_sees_nothing_of_it(page: Page) -> None:
    expect(page.locator("[data-case]").get_by_text(HEADLINE)).to_be_visible(timeout=PATIENCE)
    page.get_by_role("button", name="I may know this person").click()
    page.get_by_role("button", name="Hide it from me").click()
    expect(page.locator("[data-case]")).to_have_count(0, timeout=PATIENCE)
    expect(page.get_by_text(HEADLINE)).to_have_count(0)
    here = page.evaluate(
        "fetch(document.querySelector('[data-part=case]').dataset.address.replace(/0\\/$/, '1/')).then((a) => a.status)"
    )
    assert here == 404


def jun_opens_it_with_a_second_step(page: Page, secret: str, button: str = "Open the case") -> None:
    page.locator("[data-case]").get_by_role("link", name="Show it").click()
    page.get_by_label("Code").fill(second_step.code_now(secret))
    page.get_by_role("button", name="Go on").click()
    shows(page, connection="open", state="open")
    page.locator("[data-case]").get_by_role("button", name=button).click()
    expect(page.get_by_text(CASE)).to_be_visible(timeout=PATIENCE)


def the_presenter_sees_who_opened_it(page: Page) -> None:
    expect(card(page, "Who opened it").get_by_text("Jun Watanabe")).to_be_visible(timeout=PATIENCE)
    assert audit.verify().broken is None
    page.close()


def when_the_turn_is_over_it_is_closed(meeting: Meeting, maya: Page, jun: Page) -> None:
    after = next(
        one["key"] for one in reversed(room_schedule(meeting)) if one["presenter"] != "1" and one["state"] == "ahead"
    )
    on_to(meeting, [maya, jun], after, by=maya)
    expect(jun.locator("[data-case]")).to_have_count(0, timeout=PATIENCE)
    expect(jun.get_by_text(CASE)).to_have_count(0)


def a_month_later_it_is_nowhere(meeting: Meeting, page: Page) -> None:
    stand_still(meeting.ends + timedelta(hours=1))
    services.settle_what_closed()
    page.goto(f"{address(meeting)}after/")
    kept = card(page, "What is kept")
    expect(kept.get_by_text("is sealed and set to be destroyed on")).to_be_visible(timeout=PATIENCE)
    expect(kept.get_by_role("list", name="Opened by").get_by_text("Jun Watanabe")).to_be_visible()

    stand_still(meeting.ends + timedelta(days=30))
    shred.call()

    page.reload()
    expect(card(page, "What is kept").get_by_text("has been destroyed")).to_be_visible(timeout=PATIENCE)
    page.goto(f"/cases/{meeting.public_id}/mine/")
    expect(page.get_by_text("There is no case of yours here.")).to_be_visible(timeout=PATIENCE)
    assert not Key.objects.exists()
    assert queries.by_id(meeting.public_id).words_key is None  # type: ignore[union-attr]
