"""An agenda is made together before a meeting, by hand and by keyboard, and what remains is read after it."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Locator, Page, expect

from soundingboard.agenda import events as happened
from soundingboard.agenda import formats
from soundingboard.clinicians.models import Clinician
from soundingboard.clock import services as clock
from soundingboard.groups.models import Group
from soundingboard.guard.services import clean
from soundingboard.meetings import queries, replay, services
from soundingboard.meetings.models import Meeting
from soundingboard.meetings.services import preparing, presence
from tests.people import Cast, tuesday_team
from tests.tuesday import seat

pytestmark = pytest.mark.browser

NOON = datetime(2027, 3, 2, 17, tzinfo=UTC)  # a Tuesday, twelve in New York
LOOKS: dict[str, dict[str, Any]] = {
    "desk": {"viewport": {"width": 1280, "height": 900}},
    "desk in the dark": {"viewport": {"width": 1280, "height": 900}, "color_scheme": "dark"},
    "phone": {"viewport": {"width": 360, "height": 740}},
    "phone in the dark": {"viewport": {"width": 360, "height": 740}, "color_scheme": "dark"},
}

Visit = Callable[..., Page]


@pytest.fixture(autouse=True)
def _clock(transactional_db: None) -> Iterator[None]:
    """An hour to noon, and the clock stands still."""
    clock.forget_cache()
    clock.set(meeting=NOON - timedelta(hours=1), rate=0)
    yield
    clock.forget_cache()


@pytest.fixture
def group(people: Cast) -> Group:
    return tuesday_team(people)


@pytest.fixture
def meeting(people: Cast, group: Group) -> Meeting:
    return call(people.members, series=group.series)


def call(clinicians: list[Clinician], **given: object) -> Meeting:
    how = {"title": "Tuesday team", "starts": NOON, "zone": "America/New_York", "minutes": 90}
    return services.schedule(clinicians=clinicians, **{**how, **given})  # type: ignore[arg-type]


def crowd() -> list[Clinician]:
    """Twelve people with long names."""
    names = [f"Maximiliana-Theodora Wolkenstein-Hohenberger-{nth}" for nth in range(1, 12)]
    return [Clinician.objects.create(name=name) for name in names]


def builder(visit: Visit, person: Clinician, meeting: Meeting, **look: object) -> Page:
    page = visit(person, f"/meetings/{meeting.public_id}/agenda/", **look)
    expect(page.get_by_role("button", name="Print")).to_be_visible()  # the page's modules are there
    return page


def turns(page: Page) -> Locator:
    """The rows of those who present."""
    return page.get_by_role("table", name="Agenda to the minute").get_by_role("row").filter(has_text="turn")


def violations(page: Page) -> list[str]:
    found = Axe().run(page).response["violations"]
    return [f"{rule['id']}: {node['html'][:200]}" for rule in found for node in rule["nodes"]]


def fits(page: Page) -> bool:
    return bool(page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth"))


# The agenda


def test_dragging_somebody_to_the_top_changes_dial_and_table_at_once(people, meeting, visit):
    page = builder(visit, people.maya, meeting, **LOOKS["desk"])
    expect(turns(page).first).to_contain_text("Maya's turn")
    rows = page.locator("#agenda-people .sortable-one")
    held = rows.nth(4).locator(".sortable-handle")
    held.scroll_into_view_if_needed()
    start, end = held.bounding_box(), rows.nth(0).bounding_box()
    assert start
    assert end

    page.mouse.move(start["x"] + 8, start["y"] + 8)
    page.mouse.down()
    page.mouse.move(start["x"] + 8, end["y"] + 2, steps=12)
    page.mouse.up()

    expect(turns(page).first).to_contain_text("Samir's turn")
    expect(page.get_by_label("In the order of this list.")).to_be_checked()
    seats = page.locator("#agenda-dial .dial-arc[data-seat]")
    expect(seats.first).to_have_attribute("data-seat", "5")
    assert not queries.preferences(meeting).ordered  # nothing is kept before it is saved


def test_the_whole_agenda_is_made_by_keyboard_sent_and_read_by_another(people, meeting, visit):
    page = builder(visit, people.maya, meeting, **LOOKS["desk"])

    page.get_by_role("button", name="Move Elena Petrakis up").focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Enter")
    page.keyboard.press("Enter")
    expect(turns(page).first).to_contain_text("Elena's turn")
    page.get_by_label("Jun Watanabe presents").focus()
    page.keyboard.press("Space")
    expect(page.get_by_text("Nothing to present today: Jun.")).to_be_visible()
    page.get_by_label("What would help most?").select_option("advice")
    expect(turns(page).filter(has_text="Maya")).to_contain_text("Advice on a treatment plan")
    page.get_by_label("Your question, in one sentence").fill("How do I bring up the end?")
    page.get_by_role("button", name="Send to everyone").focus()
    page.keyboard.press("Enter")

    expect(page.get_by_text("Kept, and sent to 5 people.")).to_be_visible()
    elena = builder(visit, people.elena, meeting)
    expect(turns(elena).first).to_contain_text("Elena's turn your part")
    expect(elena.get_by_text("“How do I bring up the end?”")).to_be_visible()
    assert queries.agenda(Meeting.objects.get(pk=meeting.pk)).presenters == ("4", "1", "2", "5")


def test_another_format_brings_its_own_questions_and_what_does_not_fit_is_said_with_what_would(people, meeting, visit):
    page = builder(visit, people.maya, meeting, **LOOKS["desk"])
    expect(page.get_by_label("How urgent is it?")).to_be_hidden()

    page.get_by_text("All 21").click()
    page.get_by_role("radio", name="Team in the DBT manner").check(force=True)
    expect(page.get_by_label("How urgent is it?")).to_be_visible()
    expect(page.get_by_label("Most urgent first.")).to_be_checked()
    page.get_by_label("Minutes", exact=True).fill("15")

    expect(page.get_by_text("Nothing was changed: the agenda stays as it was.")).to_be_visible()
    expect(page.locator("#agenda-plan")).to_contain_text("plan", ignore_case=True)
    page.get_by_label("Minutes", exact=True).fill("60")
    expect(page.get_by_role("table", name="Agenda to the minute")).to_be_visible()


def test_without_javascript_the_plain_form_does_the_same(people, meeting, visit):
    page = visit(people.maya, f"/meetings/{meeting.public_id}/agenda/", java_script_enabled=False)

    page.get_by_role("button", name="Move Samir Haddad up").click()
    page.get_by_role("button", name="Move Samir Haddad up").click()
    page.get_by_label("In the order of this list.").check()
    page.get_by_role("button", name="Show how it would be").click()
    expect(turns(page).nth(2)).to_contain_text("Samir's turn")
    page.get_by_role("button", name="Save").click()

    expect(page.get_by_text("Kept.")).to_be_visible()
    assert queries.agenda(Meeting.objects.get(pk=meeting.pk)).presenters == ("1", "2", "5", "3", "4")


# A group's own format


def test_a_format_is_copied_changed_by_hand_and_tried_before_it_is_kept(people, group, visit):
    page = visit(people.maya, f"/groups/{group.public_id}/formats/", **LOOKS["desk"])
    page.get_by_role("link", name="Copy and change Open round").click()

    page.get_by_text("Settle 5 min").click()
    page.get_by_label("Minutes of 90").first.fill("45")
    page.get_by_label("Minutes of 90").first.blur()
    expect(page.get_by_text("Not whole yet.")).to_be_visible()
    page.get_by_label("Minutes of 90").first.fill("10")
    page.get_by_label("Minutes of 90").first.blur()
    expect(page.get_by_text("6 people, 90 minutes.")).to_be_visible()
    page.get_by_role("button", name="Move Exchange up").click()
    expect(page.get_by_text("The phases of a turn follow each other.")).to_be_visible()
    page.get_by_role("button", name="Move Exchange down").click()
    expect(page.get_by_text("6 people, 90 minutes.")).to_be_visible()
    page.get_by_role("button", name="Add a phase after this").first.click()
    page.get_by_label("Title").nth(1).fill("A song")
    page.get_by_label("What the page says").nth(1).fill("Sing.")
    page.locator("[name$=minutes_60]").nth(1).fill("1")
    page.locator("[name$=minutes_90]").nth(1).fill("2")
    page.get_by_role("button", name="Save the format").click()

    expect(page.get_by_text("Kept. It can be chosen in every agenda")).to_be_visible()
    expect(page.get_by_role("heading", name="Open round, our way")).to_be_visible()
    (own,) = queries.own_formats_of(group.series)
    assert [phase.title for phase in own.phases][:2] == ["Settle", "A song"]
    assert own.phases[0].minutes[90] == 10


# For everyone


@pytest.mark.parametrize("look", LOOKS.values(), ids=LOOKS)
def test_axe_finds_nothing_and_nothing_is_wider_than_the_page(people, group, meeting, visit, look):
    services.state_ask(seat(people.amara, meeting), kind="advice", words=clean("How do I bring up the end?"))
    over = held(people)
    many = call([*crowd(), people.maya], format_id="learning", title="An interest group with quite a long name")
    text = formats.render(formats.load("support")).replace('title = "Support round"', 'title = "Our hour"')
    preparing.adopt_format(group.series, "our-hour", text, by=people.maya)

    page = builder(visit, people.maya, meeting, **look)
    looks_right(page)
    page.get_by_label("Minutes", exact=True).fill("12")
    expect(page.get_by_text("Nothing was changed: the agenda stays as it was.")).to_be_visible()
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_role("alert")).to_be_visible()
    looks_right(page)
    page.goto(f"/meetings/{many.public_id}/agenda/")
    looks_right(page)
    page.goto(f"/meetings/{over.public_id}/after/")
    looks_right(page)
    page.goto(f"/groups/{group.public_id}/formats/")
    looks_right(page)
    page.get_by_role("button", name="Remove Our hour").click()
    looks_right(page)
    page.goto(f"/groups/{group.public_id}/formats/our-hour/")
    page.locator("summary strong").first.click()
    page.get_by_label("Title").first.fill("")
    page.get_by_role("button", name="Save the format").click()
    expect(page.get_by_role("alert")).to_be_visible()
    looks_right(page)
    page.get_by_label("Title").first.fill("Settle")
    page.get_by_role("button", name="Edit as text").click()
    page.get_by_label("The format as text").fill('title = "x"')
    page.get_by_role("button", name="Save the format").click()
    expect(page.get_by_role("alert")).to_be_visible()
    looks_right(page)


def looks_right(page: Page) -> None:
    assert violations(page) == []
    assert fits(page), page.url


def held(people: Cast) -> Meeting:
    """A meeting that took place, with something written, and is over."""
    meeting = call(people.members, starts=NOON - timedelta(minutes=50), minutes=40, format_id="case-advice")
    for person in people.members:
        presence.arrive(seat(person, meeting))
    maya = seat(people.maya, meeting)
    clock.move_to(meeting.starts)
    services.take_along(maya, clean("Name the fear together before planning the next step."))
    services.request(seat(people.jun, meeting), "referral", text=clean("Somebody who sees families on weekends"))
    while (running := replay.present_room(meeting).running) is not None:
        clock.move_to(running.due)
        services.record(meeting, happened.Advanced("1", running.key), seat=maya)
    return meeting
