"""Writing a text with an identifier in it, in a real browser: what is shown, and how it is put right."""

import re
from typing import Any

import pytest
from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import ViewportSize, expect

from soundingboard.meetings.models import Meeting, Words
from tests.guard.writing import IDENTIFYING, NAME, NO_ENGINE, NUMBER, Recorder, Visit, found_in, settled
from tests.people import Cast

pytestmark = pytest.mark.browser


def test_a_page_looks_at_a_text_in_the_order_in_which_it_is_sent(
    people: Cast, meeting: Meeting, server: str, visit: Visit
) -> None:
    page = visit(people.maya, f"/meetings/{meeting.public_id}/")
    heard = Recorder(page)
    hope = page.get_by_label("What I hope for")

    hope.fill("It began with Nov  1st and  8th.")
    page.get_by_role("button", name="Share it").first.click()
    expect(found_in(page).get_by_text("Nov 1st and 8th")).to_be_visible()
    hope.fill("We met in\nFulton\nMall.")  # pasted into a line
    page.get_by_role("button", name="Share it").first.click()
    expect(found_in(page).get_by_text("Fulton Mall")).to_be_visible()
    page.get_by_role("button", name="Not an identifier: Fulton Mall").click()
    page.get_by_role("button", name="Share it").first.click()
    expect(page.get_by_text("We met in Fulton Mall.")).to_be_visible()

    assert heard.holds("Nov", "8th") == []


def test_the_caret_stays_and_undo_is_the_browsers_own(server: str, visit: Visit) -> None:
    page = visit(None, "/clean/")
    box = page.get_by_label("Your text")
    box.press_sequentially(IDENTIFYING)
    settled(page, 2)
    caret = "document.querySelector('textarea').selectionStart"

    page.keyboard.press("Home")
    for _ in range(9):
        page.keyboard.press("ArrowRight")
    page.keyboard.type("hard ")
    assert page.evaluate(caret) == 14
    settled(page, 2)
    assert page.evaluate(caret) == 14  # the marks came, the caret did not move

    written = box.input_value()
    page.get_by_role("button", name=re.compile(f": {NAME}$")).first.click()
    expect(box).not_to_have_value(written)
    assert NAME not in box.input_value()
    assert page.evaluate(caret) == 14
    box.focus()
    page.keyboard.press("Control+z")
    expect(box).to_have_value(written)
    settled(page, 2)

    page.get_by_role("button", name="Use the clinical version").click()
    settled(page, 0)
    box.focus()
    page.keyboard.press("Control+z")
    expect(box).to_have_value(written)  # one step, whatever was replaced
    page.keyboard.press("Control+Shift+z")
    expect(box).not_to_have_value(written)


def test_everything_can_be_done_by_keyboard(server: str, visit: Visit) -> None:
    page = visit(None, "/clean/")
    page.get_by_label("Your text").focus()
    page.keyboard.type(IDENTIFYING)
    settled(page, 2)

    for name in ("Use the clinical version", "Go through them one by one"):
        page.keyboard.press("Tab")
        expect(page.get_by_role("button", name=name)).to_be_focused()
    page.keyboard.press("Enter")
    first = found_in(page).first.get_by_role("button").first
    expect(first).to_be_focused()
    page.keyboard.press("Enter")  # what it says comes into the text
    settled(page, 1)
    expect(found_in(page).first.get_by_role("button").first).to_be_focused()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")  # edit: the words are marked, to be written over
    expect(page.get_by_label("Your text")).to_be_focused()
    page.keyboard.type("an unknown line")
    settled(page, 0)


LOOKS: dict[str, dict[str, Any]] = {
    "desk": {"viewport": ViewportSize(width=1280, height=900)},
    "desk in the dark": {"viewport": ViewportSize(width=1280, height=900), "color_scheme": "dark"},
    "phone": {"viewport": ViewportSize(width=360, height=740)},
    "phone in the dark": {"viewport": ViewportSize(width=360, height=740), "color_scheme": "dark"},
}

WRONG = "async () => (await axe.run(document, { resultTypes: ['violations'] })).violations"


@pytest.mark.parametrize("look", LOOKS.values(), ids=LOOKS)
def test_axe_finds_nothing_while_something_is_found_and_nothing_is_too_wide(
    look: dict[str, Any], server: str, visit: Visit
) -> None:
    page = visit(None, "/clean/", **look)
    page.get_by_label("Your text").fill(f"{IDENTIFYING} She is a nurse. {'Averyveryverylongwordthatneverends' * 4}")
    expect(found_in(page).first).to_be_visible()
    expect(page.get_by_role("heading", name="How it will read")).to_be_visible()
    page.get_by_role("button", name=f"Not an identifier: {NAME}").click()
    expect(page.get_by_role("button", name=f"Take that back: {NAME}")).to_be_visible()

    page.evaluate(AXE_SCRIPT)

    assert [(rule["id"], node["html"][:160]) for rule in page.evaluate(WRONG) for node in rule["nodes"]] == []
    assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")


def test_the_page_for_everyone_works_without_a_connection(server: str, visit: Visit) -> None:
    page = visit(None, "/clean/")
    expect(page.get_by_text("Works without a connection, too")).to_be_visible()

    page.context.set_offline(True)
    page.reload()
    page.get_by_label("Your text").fill(IDENTIFYING)
    settled(page, 2)
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.get_by_role("button", name="Copy how it will read").click()

    expect(page.get_by_text("Copied. Read it once more")).to_be_visible()
    copied = page.evaluate("navigator.clipboard.readText()")
    assert "Am I pushing too soon?" in copied
    assert NAME not in copied
    page.context.set_offline(False)


def test_a_long_text_is_answered_in_steps_and_a_longer_one_refused_with_a_reason(server: str, visit: Visit) -> None:
    page = visit(None, "/clean/")
    box = page.get_by_label("Your text")
    paragraph = "She cancels every time we come near exposure work, and I do not say what I think of it. " * 4
    long = f"{paragraph}\n\n" * 40

    box.fill(f"{long}{IDENTIFYING}")
    expect(page.get_by_text("Looking: ")).to_be_visible()
    settled(page, 2)

    box.fill("x" * 50_001)
    expect(page.get_by_text("This is 1 characters too long.")).to_be_visible()


LISTENS = """
const Silent = Worker;
globalThis.heard = [];
globalThis.Worker = class extends Silent {
  constructor(...given) {
    super(...given);
    this.addEventListener("message", ({ data }) => heard.push(data));
  }
};
"""

ANSWERED = """async () => {
  const { guard } = document.querySelector(".composer");
  while (guard.answer === null) await new Promise((heard) => guard.addEventListener("change", heard, { once: true }));
}"""

WRITES_ON = """(words) => {
  const box = document.querySelector("textarea");
  box.focus();
  box.setSelectionRange(box.value.length, box.value.length);
  heard.length = 0;
  document.execCommand("insertText", false, words);
}"""


def test_in_a_long_case_what_is_being_written_is_marked_before_the_whole_is_looked_at(
    server: str, visit: Visit
) -> None:
    page = visit(None, "/")
    page.context.add_init_script(LISTENS)
    page.goto("/clean/")
    box = page.get_by_label("Your text")
    paragraph = "🙂 She cancels every time we come near exposure work, and I do not say what I think of it. " * 4
    box.fill(f"Mrs. {NAME} came.\n\n" + f"{paragraph}\n\n" * 40 + "It goes on.")
    settled(page, 1)
    page.evaluate(ANSWERED)

    page.evaluate(WRITES_ON, " Then I met Mrs. Ibsenworth.")
    page.evaluate(ANSWERED)
    expect(page.locator('.mark[data-text="Ibsenworth"]')).to_have_count(1)

    said = page.evaluate("heard.map(({ part, answer }) => [part?.near ?? false, (part ?? answer).findings.length])")
    assert said == [[True, 1], [False, 2], [False, 2]]
    assert page.locator(f'.mark[data-text="{NAME}"]').count() == 1


def test_where_the_browser_cannot_check_it_says_so_first_and_the_server_answers_with_marks(
    people: Cast, meeting: Meeting, server: str, visit: Visit
) -> None:
    page = visit(people.maya, "/")
    page.context.add_init_script(NO_ENGINE)
    page.goto(f"/meetings/{meeting.public_id}/")
    expect(page.get_by_text("This browser cannot check it here.").first).to_be_visible()

    page.get_by_label("What I hope for").fill(IDENTIFYING)
    page.get_by_role("button", name="Share it").first.click()
    answered = page.locator("#write-hope")
    expect(answered.locator(".field-error")).to_contain_text("There is a name and a telephone number in it")
    expect(answered.get_by_label("What I hope for")).to_have_value(IDENTIFYING)
    expect(answered.locator(".finding")).to_have_count(2)
    assert not Words.objects.exists()

    for box in answered.get_by_label("It is not an identifier").all():
        box.check()
    answered.get_by_role("button", name="Share it").click()
    expect(page.get_by_text("Shared.")).to_be_visible()
    assert Words.objects.count() == 1


def test_the_page_for_everyone_says_before_the_first_word_that_it_cannot_check(server: str, visit: Visit) -> None:
    page = visit(None, "/")
    page.context.add_init_script(NO_ENGINE)
    page.goto("/clean/")

    expect(page.get_by_text("This browser cannot run the check")).to_be_visible()
    assert "server" not in page.locator("main").inner_text()  # there is nothing to send
    told = visit(None, "/clean/", java_script_enabled=False).locator("main").inner_text()
    assert "yours runs none here" in told
    assert "server" not in told


LOOK_OF_BOXES = """() => {
  const same = ["font", "letterSpacing", "padding", "borderWidth", "whiteSpace", "overflowWrap", "tabSize"];
  return [...document.querySelectorAll(".marked")].map((frame) => {
    const [layer, box] = [".marked-layer", "textarea"].map((one) => getComputedStyle(frame.querySelector(one)));
    return [box.backgroundColor, same.filter((name) => layer[name] !== box[name])];
  });
}"""


def test_marks_shine_through_every_box_letter_by_letter(
    people: Cast, meeting: Meeting, server: str, visit: Visit
) -> None:
    """The box is clear, and the layer behind it sets the same letters at the same places."""
    page = visit(people.maya, f"/cases/?meeting={meeting.public_id}")
    page.get_by_role("link", name="2 · The case").click()
    page.get_by_label("What they need to know").fill(IDENTIFYING)
    settled(page, 2)
    page.get_by_role("link", name="What do you need?").click()
    page.get_by_label("Your question, in one sentence").fill(IDENTIFYING)
    expect(page.locator("#need .mark")).to_have_count(2)

    looks = page.evaluate(LOOK_OF_BOXES)

    assert len(looks) == 3
    assert all(look == ["rgba(0, 0, 0, 0)", []] for look in looks)


@pytest.mark.parametrize(
    "before",
    ["", "🙂🙂 ", "\U0001d400\U0001d401 for short, ", "👩\u200d👧 and e\u0301clair, "],
    ids=["nothing", "emoji", "mathematical letters", "joined emoji and a combining mark"],
)
def test_marks_stand_on_their_words_whatever_is_written_before(before: str, server: str, visit: Visit) -> None:
    page = visit(None, "/clean/")
    text = f"{before}My client is seen by Mrs. {NAME} and {NAME} called from {NUMBER}."
    page.get_by_label("Your text").fill(text)
    expect(page.locator(f'.mark[data-text="{NAME}"]')).to_have_count(2)
    expect(page.locator(f'.mark[data-text="{NUMBER}"]')).to_have_count(1)

    page.get_by_role("button", name=f"Edit: {NUMBER}").click()

    chosen = "document.getSelection().toString()"
    assert page.evaluate(chosen) == NUMBER
    page.get_by_role("button", name="Use the clinical version").click()
    settled(page, 0)
    assert page.get_by_label("Your text").input_value().startswith(before)


CLINICAL = (
    "🙂 My client came with a GAD-7 of 16. PHQ-9 went from 19 to 11 on Lexapro, and the Beck Anxiety Inventory has not "
    "moved. I keep thinking of Linehan on willfulness. Am I pushing too soon?"
)


def test_clinical_terms_are_said_to_stay(server: str, visit: Visit) -> None:
    page = visit(None, "/clean/")
    box = page.get_by_label("Your text")

    box.fill(CLINICAL)
    expect(
        page.get_by_text("GAD-7, PHQ-9, Lexapro, Beck Anxiety Inventory and Linehan are clinical terms and stay.")
    ).to_be_visible()

    box.fill(
        "We tried EMDR and then DBT; PCL-5, GAD-7 and PHQ-9 fell on Zoloft, Lamictal did more, and Prozac and CBT-I."
    )
    expect(page.get_by_text("Zoloft, Lamictal, Prozac and others are clinical terms and stay.")).to_be_visible()
    box.fill("Only Linehan.")
    expect(page.get_by_text("Linehan is a clinical term and stays.")).to_be_visible()
    box.fill("Nothing of the kind.")
    expect(page.locator("[data-part=stays]")).to_be_hidden()


def test_what_is_exact_is_said_more_widely_by_one_tap_each(server: str, visit: Visit) -> None:
    page = visit(None, "/clean/")
    box = page.get_by_label("Your text")
    box.fill(CLINICAL)
    offers = page.get_by_role("list", name="Wider words").get_by_role("button")
    expect(offers).to_have_count(3)

    page.get_by_role("button", name="from moderately severe to moderate").focus()
    page.keyboard.press("Enter")
    expect(offers).to_have_count(2)  # it was looked at anew
    assert "PHQ-9 went from moderately severe to moderate on Lexapro" in box.input_value()
    expect(offers.nth(1)).to_be_focused()
    page.keyboard.press("Enter")
    expect(offers).to_have_count(1)
    assert "to moderate on an SSRI, and" in box.input_value()

    box.focus()
    page.keyboard.press("Control+z")
    page.keyboard.press("Control+z")
    expect(box).to_have_value(CLINICAL)


WRITE_AND_TAP = """() => {
  const box = document.querySelector("textarea");
  box.focus();
  box.setSelectionRange(0, 0);
  document.execCommand("insertText", false, "So. ");
  const offers = [...document.querySelectorAll("[data-part=offers] button")];
  offers.find((one) => one.textContent.includes("SSRI")).click();
}"""


def test_a_tap_that_comes_while_one_writes_on_changes_its_own_words_alone(server: str, visit: Visit) -> None:
    page = visit(None, "/clean/")
    box = page.get_by_label("Your text")
    box.fill(CLINICAL)
    expect(page.get_by_role("button", name="an SSRI")).to_be_visible()

    page.evaluate(WRITE_AND_TAP)

    expect(box).to_have_value("So. " + CLINICAL.replace("Lexapro", "an SSRI"))


def test_a_step_with_something_open_is_not_left_by_its_button_and_comes_back_before_sealing(
    people: Cast, meeting: Meeting, server: str, visit: Visit
) -> None:
    page = visit(people.maya, f"/cases/?meeting={meeting.public_id}")
    expect(page.locator("#need").get_by_text("Checked here, in your browser")).to_be_visible()  # Enter is heard
    page.get_by_label("Your question, in one sentence").fill("Am I pushing too soon?")
    page.keyboard.press("Enter")  # goes on, as its button does
    box = page.get_by_label("What they need to know")
    box.fill(IDENTIFYING)
    settled(page, 2)

    page.get_by_role("button", name="Who hears it").click()
    expect(found_in(page).first.get_by_role("button").first).to_be_focused()
    page.get_by_role("link", name="Who hears it").click()  # one may look ahead
    page.get_by_label("Headline").fill("A woman in her thirties")
    page.get_by_role("button", name="Seal it").click()

    expect(box).to_be_visible()
    expect(found_in(page).first.get_by_role("button").first).to_be_focused()
    expect(page.get_by_text("Not sent yet: something in it could identify somebody.")).to_have_count(1)
