"""People meet in a room, each in a browser of their own; the clock moves when the test moves it."""

import re
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Locator, Page, expect

from soundingboard.agenda.state import Room
from soundingboard.clock import services as clock
from soundingboard.guard import services as guard
from soundingboard.meetings import queries, replay, services
from soundingboard.meetings.models import Meeting
from tests.people import Cast

pytestmark = pytest.mark.browser

NOON = datetime(2027, 3, 2, 17, tzinfo=UTC)  # a Tuesday, twelve in New York

Visit = Callable[..., Page]


@pytest.fixture(autouse=True)
def _clock(transactional_db: None) -> Iterator[None]:
    """Five minutes to noon, and the clock stands still."""
    clock.forget_cache()
    clock.set(meeting=NOON - timedelta(minutes=5), rate=0)
    yield
    clock.forget_cache()


@pytest.fixture
def meeting(people: Cast) -> Meeting:
    return call(people)


def call(people: Cast, **given: object) -> Meeting:
    """A meeting of Maya (place 1), Amara (2) and Jun (3): an open round of an hour, at noon."""
    how = {"title": "Tuesday team", "starts": NOON, "zone": "America/New_York", "minutes": 60, "series": "tuesday"}
    return services.schedule(clinicians=[people.maya, people.amara, people.jun], **{**how, **given})  # type: ignore[arg-type]


def room_of(meeting: Meeting) -> Room:
    return replay.present_room(meeting)


def at(instant: datetime) -> None:
    clock.set(meeting=instant, rate=0)


def part_runs_out(meeting: Meeting) -> None:
    """Move the clock to the end of the part under way."""
    running = room_of(meeting).running
    assert running is not None
    at(running.due)


def part(page: Page, key: str) -> None:
    """`page` shows the part `key`."""
    expect(page.locator("#room")).to_have_attribute("data-segment", key)


def open_now(page: Page) -> Locator:
    """The card that says what is open now."""
    return page.get_by_role("region", name="What is open now")


def press(page: Page, label: str) -> None:
    page.get_by_role("group", name="What you can do now").get_by_role("button", name=label).click()


def on_to(meeting: Meeting, page: Page, key: str) -> None:
    """Press Next at the end of each part until the part `key` is open."""
    for _ in range(40):
        running = room_of(meeting).running
        assert running is not None, "The meeting ended first."
        if running.key == key:
            return part(page, key)
        part(page, running.key)
        part_runs_out(meeting)
        press(page, "Next")
        expect(page.locator("#room")).not_to_have_attribute("data-segment", running.key)
    raise AssertionError(f"No such part: {key}")


def clean(page: Page) -> None:
    """axe finds nothing on the page as it stands."""
    page.locator("#room[data-connection=open]").wait_for()
    found = Axe().run(page).response["violations"]
    assert [(one["id"], [node["html"] for node in one["nodes"]]) for one in found] == []


def test_people_arrive_take_turns_and_leave_with_something_to_do(people: Cast, meeting: Meeting, visit: Visit) -> None:
    services.state_ask(queries.seats(meeting)[1], kind="advice", words=guard.clean("Do I address the avoidance now?"))
    room = f"/meetings/{meeting.public_id}/"
    maya, amara = visit(people.maya, room), visit(people.amara, room)
    expect(maya.get_by_text("In the room · 2 of 3")).to_be_visible()

    amara.get_by_label("What I hope for").fill("To leave with one next step.")
    amara.get_by_role("button", name="Share it").first.click()
    expect(maya.get_by_text("To leave with one next step.")).to_be_visible()

    at(NOON)  # it begins by itself
    part(maya, "settle")
    expect(maya.get_by_role("heading", name="A moment to arrive")).to_be_visible()

    on_to(meeting, maya, "present/1")
    expect(open_now(maya)).to_contain_text("You speak; the others listen.")
    expect(open_now(amara)).to_contain_text("Maya speaks; the others listen.")
    on_to(meeting, maya, "present/2")
    expect(maya.get_by_text("“Do I address the avoidance now?”")).to_be_visible()
    expect(maya.locator(".dial-presenter")).to_have_text("Amara")
    expect(amara.locator(".dial-presenter")).to_have_text("you")

    on_to(meeting, maya, "clarify/2")
    expect(open_now(maya)).to_contain_text("Now: questions. Ideas come later.")
    press(maya, "Raise a hand")
    expect(amara.get_by_role("button", name="Give the floor")).to_be_visible()
    on_to(meeting, maya, "respond/2")
    expect(open_now(maya)).to_contain_text("Lead with validation")
    expect(open_now(maya)).to_contain_text("name one thing Amara did well")
    expect(open_now(maya)).to_contain_text("Amara listens and need not answer.")
    expect(open_now(amara)).to_contain_text("You listen; you need not answer.")
    expect(open_now(amara)).to_contain_text("Your peers begin with what you did well.")
    expect(open_now(amara)).to_contain_text("Your peers read: ")

    on_to(meeting, maya, "exchange")
    maya.get_by_text("Ask for a referral or a resource").click()
    maya.get_by_label("From").select_option("Psychologist")
    maya.get_by_role("button", name="Ask", exact=True).click()
    amara.get_by_role("button", name="I can help Maya").click()
    expect(maya.get_by_text("Amara Nwosu can help")).to_be_visible()

    on_to(meeting, maya, "close")
    maya.get_by_label("In one sentence").fill("Ask before I advise.")
    maya.get_by_role("button", name="Keep it").click()
    expect(maya.get_by_text("Ask before I advise.")).to_be_visible()
    maya.get_by_label("What", exact=True).fill("Call the clinic.")
    maya.get_by_label("By when").fill("2027-03-09")
    maya.get_by_role("button", name="Add it").click()
    expect(maya.get_by_text("Call the clinic.")).to_be_visible()
    part_runs_out(meeting)
    press(maya, "Close the meeting")

    expect(amara.get_by_text("The timed part is over", exact=True)).to_be_visible()
    expect(amara.get_by_text("Ask before I advise.")).to_have_count(0)
    expect(amara.get_by_role("link", name="What remains of this meeting")).to_be_visible()


def test_a_part_that_runs_over_is_nobodys_fault(people: Cast, meeting: Meeting, visit: Visit) -> None:
    maya = visit(people.maya, f"/meetings/{meeting.public_id}/")
    expect(maya.get_by_text("In the room · 1 of 3")).to_be_visible()
    at(NOON)
    on_to(meeting, maya, "present/1")

    running = room_of(meeting).running
    assert running is not None
    at(running.due + timedelta(seconds=40))

    expect(maya.locator(".dial-numeral")).to_have_text("+0:40")
    part(maya, "present/1")  # gentle: it waits for a word

    at(running.due + timedelta(minutes=44))
    expect(maya.get_by_text(re.compile("minutes behind, everyone still has . minutes?$"))).to_be_visible()


def test_a_whole_meeting_goes_by_keyboard_alone(people: Cast, meeting: Meeting, visit: Visit) -> None:
    room = f"/meetings/{meeting.public_id}/"
    maya, jun = visit(people.maya, room), visit(people.jun, room)
    expect(maya.get_by_text("In the room · 2 of 3")).to_be_visible()

    maya.keyboard.press("n")
    part(maya, "settle")
    maya.keyboard.press("p")
    expect(maya.locator("#room")).to_have_attribute("data-state", "paused")
    maya.keyboard.press("p")
    expect(maya.locator("#room")).to_have_attribute("data-state", "open")
    on_to_by_key(meeting, maya, "respond/1")
    jun.keyboard.press("h")
    expect(maya.locator("[data-part=speaking]").get_by_text("hand raised")).to_be_visible()

    note = maya.get_by_role("textbox", name="For your eyes only")
    note.focus()
    maya.keyboard.type("nothing happens when one types p, n or h")
    expect(maya.locator("#room")).to_have_attribute("data-state", "open")
    part(maya, "respond/1")

    maya.get_by_role("button", name="Someone is in danger").focus()
    maya.keyboard.press("Enter")
    expect(maya.get_by_role("dialog", name="Someone is in danger")).to_be_visible()
    maya.keyboard.press("Escape")
    expect(maya.get_by_role("button", name="Someone is in danger")).to_be_focused()
    maya.keyboard.press("Enter")
    maya.get_by_role("button", name="Stop the clock").focus()
    maya.keyboard.press("Enter")
    expect(jun.get_by_role("heading", name="The clock has stopped")).to_be_visible()
    danger = "The clock has stopped"
    expect(jun.get_by_role("region", name=danger).get_by_role("link", name="988")).to_be_visible()
    jun.get_by_role("button", name="I call back").focus()
    jun.keyboard.press("Enter")
    expect(maya.get_by_role("region", name=danger).get_by_text("I call back.")).to_be_visible()


def on_to_by_key(meeting: Meeting, page: Page, key: str) -> None:
    for _ in range(20):
        running = room_of(meeting).running
        assert running is not None
        part(page, running.key)
        if running.key == key:
            return
        page.keyboard.press("n")
        expect(page.locator("#room")).not_to_have_attribute("data-segment", running.key)


def test_a_lost_connection_keeps_counting_and_catches_up(people: Cast, meeting: Meeting, visit: Visit) -> None:
    room = f"/meetings/{meeting.public_id}/"
    maya, jun = visit(people.maya, room), visit(people.jun, room)
    expect(maya.get_by_text("In the room · 2 of 3")).to_be_visible()
    at(NOON)
    part(jun, "settle")

    jun.context.set_offline(True)
    expect(jun.get_by_text("Reconnecting… the clock keeps counting")).to_be_visible()
    on_to(meeting, maya, "present/1")
    part(jun, "settle")

    jun.context.set_offline(False)
    part(jun, "present/1")
    expect(jun.get_by_text("Reconnecting…")).to_be_hidden()


def test_who_comes_in_the_middle_of_a_turn_reads_what_is_asked_and_was_hoped_for(
    people: Cast, meeting: Meeting, visit: Visit
) -> None:
    seats = queries.seats(meeting)
    services.state_ask(seats[0], kind="other", words=guard.clean("Now, or skills first?"))
    services.add_words(seats[1], "hope", "all", guard.clean("To leave with one next step."))
    room = f"/meetings/{meeting.public_id}/"
    maya = visit(people.maya, room)
    expect(maya.get_by_text("In the room · 1 of 3")).to_be_visible()
    at(NOON)
    on_to(meeting, maya, "present/1")

    jun = visit(people.jun, room)

    expect(jun.get_by_role("heading", name="“Now, or skills first?”")).to_be_visible()
    expect(jun.get_by_text("To leave with one next step.")).to_have_count(1)


def test_who_may_know_the_person_sees_nothing_until_the_turn_is_over(
    people: Cast, meeting: Meeting, visit: Visit
) -> None:
    services.state_ask(queries.seats(meeting)[0], kind="advice", words=guard.clean("Now, or skills first?"))
    room = f"/meetings/{meeting.public_id}/"
    maya, amara, jun = visit(people.maya, room), visit(people.amara, room), visit(people.jun, room)
    expect(maya.get_by_text("In the room · 3 of 3")).to_be_visible()
    at(NOON)
    on_to(meeting, amara, "present/1")
    expect(jun.get_by_text("“Now, or skills first?”")).to_be_visible()

    jun.get_by_role("button", name="I may know this person").click()
    expect(jun.get_by_text("turn the sound of the call off")).to_be_visible()
    jun.get_by_role("button", name="Hide it from me").click()

    expect(jun.get_by_role("heading", name="You sit this one out")).to_be_visible()
    expect(jun.get_by_text("“Now, or skills first?”")).to_have_count(0)
    expect(amara.get_by_text("In the room · 2 of 3")).to_be_visible()
    jun.reload()
    expect(jun.get_by_role("heading", name="You sit this one out")).to_be_visible()

    on_to(meeting, amara, "present/2")
    expect(jun.get_by_role("heading", name="You sit this one out")).to_be_hidden()
    expect(maya.get_by_text("In the room · 3 of 3")).to_be_visible()


def test_a_seat_that_is_taken_away_ends_in_a_plain_word(people: Cast, meeting: Meeting, visit: Visit) -> None:
    jun = visit(people.jun, f"/meetings/{meeting.public_id}/")
    expect(jun.get_by_text("In the room · 1 of 3")).to_be_visible()

    services.unseat(people.jun, meeting=meeting)

    expect(jun.get_by_role("heading", name="You have no seat in this meeting any more")).to_be_visible()


def test_one_device_on_the_table_runs_the_meeting_for_all(people: Cast, visit: Visit) -> None:
    meeting = call(people, mode=Meeting.Mode.IN_PERSON)
    table = visit(people.maya, f"/meetings/{meeting.public_id}/table/")
    expect(table.get_by_text("can nobody overhear?")).to_be_visible()

    tap(table, "Jun", "Is here")
    expect(table.get_by_text("In the room · 2 of 3")).to_be_visible()
    at(NOON)
    on_to(meeting, table, "respond/1")
    tap(table, "Jun", "Raises a hand")
    expect(table.get_by_text("hand raised")).to_be_visible()
    tap(table, "Jun", "Has the floor")
    expect(table.get_by_text("speaking ·")).to_be_visible()
    clean(table)

    assert room_of(meeting).speaking == "3"


def tap(table: Page, name: str, choice: str) -> None:
    table.locator("[data-part=speaking]").get_by_role("button", name=name).click()
    table.get_by_role("dialog").get_by_role("button", name=choice).click()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 360])
def test_every_state_of_the_room_can_be_used_by_everyone(
    people: Cast, meeting: Meeting, visit: Visit, scheme: str, width: int
) -> None:
    page = visit(
        people.maya,
        f"/meetings/{meeting.public_id}/",
        color_scheme=scheme,
        viewport={"width": width, "height": 760},
        reduced_motion="reduce",
    )
    expect(page.get_by_text("In the room · 1 of 3")).to_be_visible()
    clean(page)
    page.get_by_role("button", name="More").click()
    clean(page)
    page.keyboard.press("Escape")
    at(NOON)
    on_to(meeting, page, "respond/1")
    clean(page)
    page.get_by_role("button", name="Someone is in danger").click()
    clean(page)
    page.get_by_role("button", name="Stop the clock").click()
    expect(page.locator("#room")).to_have_attribute("data-state", "danger")
    clean(page)
    press(page, "Go on with the meeting")
    on_to(meeting, page, "exchange")
    page.get_by_text("Ask for a referral or a resource").click()
    clean(page)
    on_to(meeting, page, "close")
    press(page, "Close the meeting")
    expect(page.get_by_text("The timed part is over", exact=True)).to_be_visible()
    clean(page)

    at(room_of(meeting).closes or NOON)
    expect(page.locator("#room")).to_have_attribute("data-state", "closed")
    clean(page)

    assert wide(page) <= width


def wide(page: Page) -> int:
    """How wide the page is that one would have to scroll."""
    return int(page.locator("html").evaluate("element => element.scrollWidth"))


def test_the_room_says_what_happens_to_who_cannot_see_it(people: Cast, meeting: Meeting, visit: Visit) -> None:
    room = f"/meetings/{meeting.public_id}/"
    maya, amara = visit(people.maya, room), visit(people.amara, room)
    said = maya.locator("[data-part=captions]")
    expect(maya.get_by_text("In the room · 2 of 3")).to_be_visible()
    at(NOON)
    on_to(meeting, maya, "respond/1")

    expect(said).to_contain_text("Peers respond to you")
    press(amara, "Raise a hand")
    expect(said).to_have_text("Amara raised a hand.")
    press(amara, "Pause")
    expect(said).to_have_text("Amara paused the meeting.")

    rows = maya.get_by_role("table", name=re.compile("agenda", re.IGNORECASE)).get_by_role("row")
    expect(rows.filter(has_text="now")).to_contain_text("Maya")
