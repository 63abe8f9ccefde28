"""The pages in a real browser: nothing that axe finds, nothing wider than a phone, in light and dark."""

from collections.abc import Callable

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from soundingboard.clinicians import services as clinicians
from soundingboard.clinicians.models import Clinician
from soundingboard.groups import queries, services
from soundingboard.groups.models import MOST_MEMBERS, Group
from soundingboard.guard.services import clean
from tests.groups.conftest import begin
from tests.people import Cast

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
Visit = Callable[..., Page]

SIZES = {
    "a desk, light": {"viewport": {"width": 1280, "height": 900}, "color_scheme": "light"},
    "a phone, dark": {"viewport": {"width": 360, "height": 740}, "color_scheme": "dark"},
}


def violations(page: Page) -> list[str]:
    found = Axe().run(page).response["violations"]
    return [f"{rule['id']}: {node['html'][:200]}" for rule in found for node in rule["nodes"]]


@pytest.fixture
def full(people: Cast) -> Group:
    """A group with long names, as many people as fit, and something in every part of its pages."""
    group = begin(people.maya)
    for who in people.members[1:]:
        services.admit(group, who, accepts=1)
    for number in range(len(people.members), MOST_MEMBERS):
        guest = Clinician.objects.create(name=f"Guest Featherstonehaugh-Wolfeschlegelsteinhausen {number}")
        services.admit(group, guest, accepts=1)
    clinicians.change_profile(people.maya, by=people.maya, specialties=["anxiety", "trauma"], modalities=["act"])
    name = "The Tuesday consultation team of Featherstonehaugh-Wolfeschlegelsteinhausen and near"
    services.describe(group, name=clean(name[:80], form="group"), about=clean("Anxiety. " * 22), by=people.maya)
    services.propose(group, [clean("We begin on time."), clean("We end on time.")], by=people.jun)
    return group


@pytest.mark.parametrize("size", SIZES.values(), ids=SIZES)
def test_no_page_has_what_axe_finds_or_is_wider_than_the_screen(
    full: Group, people: Cast, visit: Visit, size: dict[str, object]
) -> None:
    invitation = queries.token_of(services.invite(begin(people.rosa), "one@example.org", by=people.rosa))
    inside = f"/groups/{full.public_id}/"
    parts = ["", "settings/", "agreement/", "agreement/propose/", "members/", "meetings/", "meetings/new/"]
    page = visit(people.maya, "/", **size)
    wrong = []
    for address in ("/", "/groups/", "/groups/new/", f"/groups/join/{invitation}/", *(inside + part for part in parts)):
        page.goto(address)
        wrong += [f"{address} {found}" for found in violations(page)]
        if page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth"):
            wrong.append(f"{address} is wider than the screen")

    assert wrong == []


def test_a_stranger_reads_the_front_page_without_hindrance(people: Cast, visit: Visit) -> None:
    for size in SIZES.values():
        assert violations(visit(None, "/", **size)) == []


def test_an_error_is_shown_beside_its_field_and_a_dialog_asks_before_one_leaves(
    full: Group, people: Cast, visit: Visit
) -> None:
    page = visit(people.maya, f"/groups/{full.public_id}/meetings/new/")
    page.get_by_label("Day").fill("2027-03-14")
    page.get_by_label("Hour").fill("02:30")
    page.get_by_label("Minutes").fill("90")
    page.get_by_role("button", name="Plan it").click()
    expect(page.get_by_role("alert")).to_contain_text("does not exist on Sunday, March 14, 2027")
    assert violations(page) == []

    page.goto(f"/groups/{full.public_id}/")
    page.get_by_role("button", name="Leave this group").click()
    dialog = page.get_by_role("dialog")
    expect(dialog).to_be_visible()
    assert violations(page) == []
    dialog.get_by_role("button", name="Stay").click()
    expect(dialog).to_be_hidden()
    page.get_by_role("button", name="Leave this group").click()
    dialog.get_by_role("button", name="Leave", exact=True).click()
    expect(page).to_have_url(page.url.split("/groups/")[0] + "/groups/")

    assert not queries.membership(full, people.maya)
