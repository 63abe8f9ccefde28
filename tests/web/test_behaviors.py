"""The small modules, in a real browser."""

import pytest
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.browser

CLOCK = """async ({samples, heard = [], at}) => {
  const { Clock } = await import("sb/clock");
  const clock = new Clock({ read: () => at });
  for (const sample of samples) clock.answered(sample);
  for (const [now, when, rate] of heard) clock.heard(now, when, rate);
  return [clock.now(), clock.doubt];
}"""


def ordered(page: Page, *keys: str) -> None:
    """Waits until the list stands in this order."""
    for place, key in enumerate(keys):
        expect(page.locator(SORTABLE).nth(place)).to_have_attribute("data-key", key)


SORTABLE = "#sortable .example-side[data-theme=light] >> nth=0 >> .sortable-one"


def test_the_order_can_be_changed_by_keyboard_alone(guide: Page):
    up = guide.get_by_role("button", name="Move Jun up").first
    up.focus()

    guide.keyboard.press("Enter")
    ordered(guide, "5", "3", "2")
    expect(up).to_be_focused()
    guide.keyboard.press("Enter")

    ordered(guide, "3", "5", "2")
    expect(up).to_be_disabled()
    expect(guide.get_by_role("button", name="Move Jun down").first).to_be_focused()
    expect(guide.get_by_text("Jun: place 1 of 3.")).to_be_attached()


def test_the_order_can_be_changed_by_dragging(guide: Page):
    handles = guide.locator(f"{SORTABLE} >> .sortable-handle")
    handles.nth(0).scroll_into_view_if_needed()
    start, end = handles.nth(0).bounding_box(), handles.nth(2).bounding_box()
    assert start
    assert end

    guide.mouse.move(start["x"] + 8, start["y"] + 20)
    guide.mouse.down()
    guide.mouse.move(end["x"] + 8, end["y"] + 40, steps=8)
    guide.mouse.up()

    ordered(guide, "2", "3", "5")
    inputs = guide.locator(f"{SORTABLE} >> input")
    assert [inputs.nth(place).input_value() for place in range(3)] == ["2", "3", "5"]


def test_a_form_hears_that_the_order_has_changed(guide: Page):
    guide.evaluate("addEventListener('change', (event) => (window.heard = event.target.className))")

    guide.get_by_role("button", name="Move Jun up").first.click()

    assert guide.evaluate("window.heard") == "sortable"


def test_a_dialog_opens_keeps_the_focus_inside_and_gives_it_back(look: Page):
    look.evaluate(
        """() => {
          const opener = Object.assign(document.createElement("button"), { textContent: "Leave this group…" });
          opener.dataset.opens = "made";
          const dialog = Object.assign(document.createElement("dialog"), { id: "made", className: "dialog" });
          dialog.setAttribute("aria-label", "Leave?");
          const stay = Object.assign(document.createElement("button"), { textContent: "Stay here" });
          stay.dataset.closes = "";
          dialog.append(stay);
          document.querySelector("main").prepend(opener, dialog);
        }"""
    )
    opener, dialog = look.get_by_text("Leave this group…"), look.get_by_role("dialog", name="Leave?")

    opener.click()
    expect(dialog).to_be_visible()
    expect(look.get_by_text("Stay here")).to_be_focused()
    look.keyboard.press("Escape")
    expect(dialog).to_be_hidden()
    expect(opener).to_be_focused()

    opener.click()
    look.get_by_text("Stay here").click()
    expect(dialog).to_be_hidden()


def test_a_toast_is_said_and_can_be_taken_back(look: Page):
    look.evaluate("import('sb/toast').then(({say}) => say('Jun goes first.', {undo: () => (window.undone = true)}))")
    toast = look.get_by_role("status").get_by_text("Jun goes first.")
    expect(toast).to_be_visible()

    look.locator("#toasts").get_by_role("button", name="Undo").click()

    expect(toast).to_be_hidden()
    assert look.evaluate("window.undone")


def test_a_reader_chooses_light_or_dark_and_it_stays(guide: Page):
    guide.get_by_role("group", name="Theme").get_by_role("button", name="Dark").click()

    guide.reload()

    expect(guide.locator("html")).to_have_attribute("data-theme", "dark")
    assert guide.evaluate("getComputedStyle(document.documentElement).backgroundColor") == "rgb(20, 25, 26)"


def test_a_countdown_counts_on_the_servers_clock(guide: Page):
    expect(guide.locator("#countdown .countdown").first).to_have_text("5:18")
    expect(guide.get_by_text("Starts in 12 minutes").first).to_be_visible()
    expect(guide.get_by_text("Has begun").first).to_be_visible()


def test_the_menu_closes_with_escape(guide: Page):
    menu = guide.locator("#account details").first
    menu.locator("summary").click()
    expect(menu.get_by_role("link", name="My profile")).to_be_visible()

    guide.keyboard.press("Escape")

    expect(menu.get_by_role("link", name="My profile")).to_be_hidden()
    expect(menu.locator("summary")).to_be_focused()


def test_an_instant_is_shown_in_the_readers_own_hours(look: Page):
    shown = look.evaluate(
        """async () => {
          const { localTime } = await import("sb/local-time");
          const at = new Date("2026-12-01T17:00:00Z"), until = new Date("2026-12-01T18:30:00Z");
          return ["America/New_York", "America/Los_Angeles"].map((timeZone) => localTime(at, { until, timeZone }));
        }"""
    )

    assert shown == ["Tuesday, December 1, 12:00 PM to 1:30 PM", "Tuesday, December 1, 9:00 AM to 10:30 AM"]


def test_a_lost_line_is_tried_again_soon_then_less_often_and_never_all_at_once(look: Page):
    waits = look.evaluate(
        """async () => {
          const { wait } = await import("sb/socket");
          return [1, 2, 5, 6, 30].map((tries) => [wait(tries, 0), wait(tries, 1)]);
        }"""
    )

    assert waits == [[125, 250], [250, 500], [2000, 4000], [4000, 8000], [4000, 8000]]


# ── the clock ──


def test_the_clock_takes_the_middle_of_the_shortest_round_trip(look: Page):
    samples = [
        {"sent": 0, "received": 400, "now": 1_000_200},  # 200 ms each way
        {"sent": 1000, "received": 1020, "now": 1_001_010},  # nearly at once
        {"sent": 2000, "received": 2600, "now": 1_002_550},  # late on the way there
    ]

    now, doubt = look.evaluate(CLOCK, {"samples": samples, "at": 5000})

    assert now == 1_005_000
    assert doubt == 10


def test_delay_one_way_alone_misleads_it_by_half(look: Page):
    samples = [{"sent": start, "received": start + 200, "now": 1_000_000 + start} for start in (0, 500, 900)]

    now, _ = look.evaluate(CLOCK, {"samples": samples, "at": 1000})

    assert abs(now - 1_001_000) == 100


def test_it_follows_a_clock_that_runs_fast_and_one_that_was_moved(look: Page):
    fast = {"sent": 0, "received": 20, "now": 1_000_000, "rate": 20}
    moved = {"sent": 1000, "received": 1020, "now": 9_000_000, "rate": 1}

    assert look.evaluate(CLOCK, {"samples": [fast], "at": 1010})[0] == 1_020_000
    assert look.evaluate(CLOCK, {"samples": [fast, moved], "at": 2010})[0] == 9_001_000


def test_a_message_nobody_asked_for_never_sets_it_back(look: Page):
    asked = {"sent": 0, "received": 20, "now": 1_000_000}

    late = look.evaluate(CLOCK, {"samples": [asked], "heard": [[1_000_500, 1010]], "at": 2010})[0]
    ahead = look.evaluate(CLOCK, {"samples": [asked], "heard": [[1_050_000, 1010]], "at": 2010})[0]

    assert late == 1_002_000
    assert ahead == 1_051_000


def test_a_message_nobody_asked_for_says_at_once_that_the_clock_stands_or_runs(look: Page):
    asked = {"sent": 0, "received": 20, "now": 1_000_000}

    stands = look.evaluate(CLOCK, {"samples": [asked], "heard": [[1_001_000, 1010, 0]], "at": 9010})[0]
    runs = look.evaluate(CLOCK, {"samples": [asked | {"rate": 0}], "heard": [[1_000_000, 1010, 1]], "at": 2010})[0]

    assert stands == 1_001_000
    assert runs == 1_001_000
