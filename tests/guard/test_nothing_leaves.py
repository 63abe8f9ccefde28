"""What is written leaves the page only without its identifiers, over whatever way, and is kept nowhere."""

import logging
import re

import pytest
from playwright.sync_api import Route, expect

from soundingboard.cases import queries as cases
from soundingboard.cases.models import SealedCase
from soundingboard.meetings.models import Meeting, Words
from tests.guard.writing import IDENTIFYING, NAME, NO_ENGINE, NUMBER, Recorder, Visit, found_in, settled
from tests.people import Cast
from tests.rows import tables_with

pytestmark = pytest.mark.browser

SHOWN = """async () => {
  const databases = await indexedDB.databases();
  const kept = [];
  for (const name of await caches.keys()) {
    for (const request of await (await caches.open(name)).keys()) {
      kept.push(request.url, await (await caches.match(request)).text());
    }
  }
  return [JSON.stringify(localStorage), JSON.stringify(sessionStorage), JSON.stringify(databases), document.cookie,
    location.href, JSON.stringify(history.state), ...kept].join("\\n");
}"""


def test_what_is_written_leaves_the_page_only_without_its_identifiers(
    people: Cast, meeting: Meeting, server: str, visit: Visit, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    page = visit(people.maya, "/")
    heard = Recorder(page)
    page.goto(f"/meetings/{meeting.public_id}/")
    hope = page.get_by_label("What I hope for")

    hope.press_sequentially(IDENTIFYING)
    page.get_by_role("button", name="Share it").first.click()
    expect(page.get_by_text("Not sent yet: something in it could identify somebody.")).to_be_visible()
    hope.press("Enter")
    expect(found_in(page).first).to_be_visible()
    page.reload()  # and back: the box is empty, because the page keeps no copy
    expect(hope).to_have_value("")

    hope.press_sequentially(IDENTIFYING)
    settled(page, 2)
    page.get_by_role("button", name="Use the clinical version").click()
    settled(page, 0)
    page.get_by_role("button", name="Share it").first.click()
    expect(page.get_by_text("Am I pushing too soon?")).to_be_visible()

    assert any("Am+I+pushing" in one or "Am%20I%20pushing" in one for one in heard.sent)  # it was recorded
    assert heard.holds(NAME, NUMBER) == []
    assert not {word for word in (NAME, NUMBER) if word in page.evaluate(SHOWN)}
    assert tables_with(NAME) | tables_with(NUMBER) == set()
    assert NAME not in caplog.text
    assert Words.objects.count() == 1


def test_a_whole_case_is_composed_and_nothing_but_its_clean_words_leaves(
    people: Cast, meeting: Meeting, server: str, visit: Visit, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    page = visit(people.maya, "/")
    heard = Recorder(page)
    page.goto("/cases/")

    page.get_by_label("Your question, in one sentence").fill(f"Does Mrs. {NAME} need more?")
    page.get_by_role("button", name=re.compile(f"^(Replace|Leave out): .*{NAME}$")).click()
    page.get_by_role("button", name="On to the case").click()
    case = page.get_by_label("What they need to know")
    case.press_sequentially(f"{IDENTIFYING} She reads Ibsenworth in the waiting room.")
    page.get_by_role("button", name="Not an identifier: Ibsenworth").click()
    page.get_by_role("button", name="Use the clinical version").click()
    page.get_by_role("button", name="Who hears it").click()
    page.get_by_label("Tuesday team").check()
    page.get_by_label("Headline").fill("A woman in her thirties, and avoidance")
    page.get_by_label("Yes, it says so.").check()
    page.get_by_label("Yes, something is left.").check()
    page.get_by_role("button", name="Seal it").click()
    expect(page.get_by_text("it is not ready to be sealed")).to_be_visible()
    page.get_by_label("No, I know of nothing.").check()
    page.get_by_role("button", name="Seal it").click()  # what was declared was so for both times
    expect(page.get_by_text("Sealed. It opens in your turn")).to_be_visible()

    assert "Ibsenworth" in cases.text(SealedCase.objects.get())
    assert heard.holds("Ibsenworth")
    assert heard.holds(NAME, NUMBER) == []
    assert not {word for word in (NAME, NUMBER) if word in page.evaluate(SHOWN)}
    assert tables_with(NAME) | tables_with(NUMBER) | tables_with("Ibsenworth") == set()
    assert not {word for word in (NAME, NUMBER, "Ibsenworth") if word in caplog.text}


def test_a_preview_takes_nothing_along_that_is_not_settled(
    people: Cast, meeting: Meeting, server: str, visit: Visit
) -> None:
    page = visit(people.maya, f"/meetings/{meeting.public_id}/agenda/")
    heard = Recorder(page)
    question = page.get_by_label("Your question, in one sentence")
    question.fill(f"What would Mrs. {NAME} say to {NUMBER}?")
    page.get_by_role("button", name=f"Not an identifier: {NAME}").click()

    with page.expect_response(lambda answer: "minutes=75" in (answer.request.post_data or "")) as answered:
        page.get_by_label("Minutes", exact=True).fill("75")
    assert answered.value.ok

    assert heard.holds(NAME, NUMBER) == []


ASKS_BY_ITSELF = """async (box) => {
  for (const verb of ["GET", "POST"]) await htmx.ajax(verb, location.pathname, { source: box, swap: "none" });
}"""


def test_a_box_that_asks_by_itself_takes_nothing_along(
    people: Cast, meeting: Meeting, server: str, visit: Visit
) -> None:
    page = visit(people.maya, f"/meetings/{meeting.public_id}/")
    heard = Recorder(page)
    hope = page.get_by_label("What I hope for")
    hope.fill(IDENTIFYING)
    expect(found_in(page).first).to_be_visible()

    hope.evaluate(ASKS_BY_ITSELF)

    assert [one for one in heard.sent if one.startswith("GET") and "'hx-request': 'true'" in one]
    assert heard.holds(NAME, NUMBER) == []


def test_what_is_sent_before_its_box_is_watched_over_waits_for_that(
    people: Cast, meeting: Meeting, server: str, visit: Visit
) -> None:
    page = visit(people.maya, "/")
    heard = Recorder(page)
    on_the_way: list[Route] = []
    page.context.route(re.compile("/behaviors/guard"), lambda route: on_the_way.append(route))  # a slow line
    page.goto(f"/meetings/{meeting.public_id}/")
    hope, share = page.get_by_label("What I hope for"), page.get_by_role("button", name="Share it").first

    hope.fill(IDENTIFYING)
    share.click()
    share.click()
    assert hope.evaluate("(box) => [...new FormData(box.form).keys()]").count("text") == 0
    assert page.locator(".marked").count() == 0

    for route in on_the_way:
        route.continue_()
    expect(page.get_by_text("Not sent yet: something in it could identify somebody.")).to_have_count(1)
    page.get_by_role("button", name="Use the clinical version").click()
    settled(page, 0)
    share.click()
    expect(page.get_by_text("Am I pushing too soon?")).to_be_visible()

    assert heard.holds(NAME, NUMBER) == []
    assert Words.objects.count() == 1


def test_a_form_without_a_check_is_sent_when_that_has_been_said(
    people: Cast, meeting: Meeting, server: str, visit: Visit
) -> None:
    page = visit(people.maya, "/")
    page.context.add_init_script(NO_ENGINE)
    on_the_way: list[Route] = []
    page.context.route(re.compile("/behaviors/deid"), lambda route: on_the_way.append(route))
    page.goto(f"/meetings/{meeting.public_id}/")

    page.get_by_label("What I hope for").fill("Am I pushing too soon?")
    page.get_by_role("button", name="Share it").first.click()
    for route in on_the_way:
        route.continue_()

    expect(page.get_by_text("Shared.")).to_be_visible()
    assert Words.objects.count() == 1


def test_a_page_that_is_left_keeps_nothing_that_was_written_on_it(server: str, visit: Visit) -> None:
    page = visit(None, "/clean/")
    page.get_by_label("Your text").fill(IDENTIFYING)
    settled(page, 2)
    page.get_by_role("button", name=f"Not an identifier: {NAME}").click()
    expect(page.get_by_role("heading", name="How it will read")).to_be_visible()

    page.evaluate("dispatchEvent(new PageTransitionEvent('pagehide', { persisted: true }))")

    expect(page.get_by_label("Your text")).to_have_value("")
    expect(found_in(page)).to_have_count(0)
    assert not {word for word in (NAME, NUMBER, "pushing") if word in page.content()}


def test_a_text_is_cleaned_without_a_word_of_it_leaving(server: str, visit: Visit) -> None:
    page = visit(None, "/clean/")
    expect(page.get_by_text("Works without a connection, too")).to_be_visible()  # it has loaded what it needs
    heard = Recorder(page)
    box = page.get_by_label("Your text")

    box.press_sequentially(IDENTIFYING)
    settled(page, 2)
    page.get_by_text("A forum of strangers").click()
    page.get_by_role("button", name=f"Not an identifier: {NAME}").click()
    expect(page.get_by_role("button", name=f"Take that back: {NAME}")).to_be_visible()
    settled(page, 1)
    page.get_by_role("button", name="Use the clinical version").click()
    settled(page, 0)

    assert heard.holds(NAME, NUMBER, "pushing") == []
    assert [one for one in heard.sent if not one.startswith("GET ")] == []
    assert not {word for word in (NAME, NUMBER, "pushing") if word in page.evaluate(SHOWN)}
    assert page.context.cookies() == []


def test_nothing_reads_along(people: Cast, meeting: Meeting, server: str, visit: Visit) -> None:
    page = visit(people.maya, f"/meetings/{meeting.public_id}/")
    expect(page.locator("textarea[data-part=private]")).to_have_count(
        1
    )  # what one writes for oneself is no less private
    for box in page.locator("textarea").all():
        said = box.evaluate("(box) => Object.fromEntries([...box.attributes].map((one) => [one.name, one.value]))")
        assert said["spellcheck"] == "false"
        assert said["writingsuggestions"] == "false"
        assert said["autocomplete"] == "off"
        assert said["translate"] == "no"
        assert {"data-gramm", "data-gramm_editor", "data-enable-grammarly", "data-lt-active"} <= said.keys()


WOULD_BE_TRANSLATED = """(words) => {
  const found = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const near = node.parentElement;
    if (near.translate && words.some((word) => node.data.includes(word))) found.push(near.outerHTML);
  }
  return found;
}"""


def test_what_is_found_is_kept_from_a_browser_that_translates_pages(
    people: Cast, meeting: Meeting, server: str, visit: Visit
) -> None:
    text = (
        f"Mrs. {NAME} is a nurse who called from {NUMBER}. Her PHQ-9 is 19. She reads Ibsenworth in the waiting room."
    )
    for who, path, label in (
        (None, "/clean/", "Your text"),
        (people.maya, f"/meetings/{meeting.public_id}/", "What I hope for"),
    ):
        page = visit(who, path)
        page.get_by_label(label).fill(text)
        page.get_by_role("button", name="Not an identifier: Ibsenworth").click()
        expect(page.get_by_role("button", name="Take that back: Ibsenworth")).to_be_visible()

        assert page.evaluate(WOULD_BE_TRANSLATED, [NAME, NUMBER, "Ibsenworth", "in the waiting room"]) == []
