"""The dial in pages: what the server draws and what the browser draws are one."""

import re

import pytest
from django.template.loader import render_to_string
from playwright.sync_api import Page

from soundingboard.agenda.agenda import Ask, AskKind
from soundingboard.agenda.formats import load
from soundingboard.agenda.plan import plan
from soundingboard.web.components.dial import dial
from soundingboard.web.components.dial.examples import ALONE, CALL, ONE, PLAN, ROOM, TWELVE

NUMBER = re.compile(r"-?\d+\.\d+")
DRAWN = """(figure) => {
  const all = (selector, within = figure) => [...within.querySelectorAll(selector)];
  const data = (element) => Object.entries({ ...element.dataset }).sort();
  return {
    box: figure.querySelector("svg").getAttribute("viewBox"),
    arcs: all("[data-part=ring] path").map((path) => [path.getAttribute("class"), path.getAttribute("d"), data(path)]),
    people: all(".dial-person").map((one) => [
      one.getAttribute("transform"), data(one),
      all("text", one).map((text) => [text.textContent, text.getAttribute("y")]),
    ]),
    hand: figure.querySelector(".dial-hand:not([hidden])")?.getAttribute("transform") ?? null,
    center: all(".dial-center > p:not([hidden])").map((line) => [line.className, line.textContent, data(line)]),
    table: all("tr").map((row) => [...row.children].map((cell) => cell.textContent)),
    caption: figure.querySelector("caption").textContent,
  };
}"""
BOTH = f"""async ({{html, models}}) => {{
  const {{ renderDial }} = await import("sb/dial");
  const drawn = {DRAWN};
  const server = new DOMParser().parseFromString(html, "text/html").querySelector("figure");
  const figure = document.body.appendChild(document.createElement("figure"));
  for (const model of models) renderDial(figure, model);
  return [drawn(server), drawn(figure)];
}}"""


def rounded(value: object) -> object:
    """The same with decimals as numbers, to a tenth: the two languages round a half differently."""
    match value:
        case str():
            return NUMBER.sub(lambda found: f"{float(found[0]) + 0.0:.1f}".replace("-0.0", "0.0"), value)
        case list():
            return [rounded(each) for each in value]
        case dict():
            return {key: rounded(each) for key, each in value.items()}
    return value


def twice(page: Page, model: dial.Model, *before: dial.Model) -> tuple[object, object]:
    """The model as the server draws it and as the browser does, after having drawn those `before`."""
    html = render_to_string("dial/dial.html", {"model": model})
    server, browser = page.evaluate(BOTH, {"html": html, "models": [*before, model]})
    return rounded(server), rounded(browser)


@pytest.mark.browser
@pytest.mark.parametrize("model", [ROOM, PLAN, ALONE, ONE, TWELVE, CALL], ids=lambda model: model["title"])
def test_server_and_browser_draw_the_same(look: Page, model):
    server, browser = twice(look, model)

    assert browser == server


@pytest.mark.browser
def test_a_dial_that_changes_ends_as_if_drawn_anew(look: Page):
    team = ["1", "2", "3", "4", "5"]
    people = [dial.someone(person, f"Person {person}", int(person)) for person in team]
    first = dial.model(plan(load("open-round"), team, 90 * 60), people)
    later = dial.model(plan(load("open-round"), team[:4], 60 * 60), people[:4], elapsed=900)

    server, browser = twice(look, later, ROOM, first)

    assert browser == server


@pytest.mark.browser
def test_by_need_unequal_turns_are_drawn_alike(look: Page):
    people = [dial.someone(str(seat), f"Person {seat}", seat) for seat in range(1, 9)]
    asks = {"2": Ask(AskKind.ADVICE, minutes=25, level=1), "5": Ask(AskKind.OTHER, minutes=3, level=4)}
    agenda = plan(load("dbt-team"), [one["id"] for one in people], 90 * 60, asks=asks)

    server, browser = twice(look, dial.model(agenda, people, elapsed=2000.5))

    assert browser == server


@pytest.mark.browser
def test_nothing_is_drawn_anew_while_nothing_but_the_time_changes(look: Page):
    kept = look.evaluate(
        """async (model) => {
            const { renderDial } = await import("sb/dial");
            const figure = document.body.appendChild(document.createElement("figure"));
            renderDial(figure, model);
            const before = [...figure.querySelectorAll(".dial-arc, .dial-person, td")];
            renderDial(figure, { ...model, elapsed: model.elapsed + 1, center: { ...model.center, numeral: "5:17" } });
            const after = [...figure.querySelectorAll(".dial-arc, .dial-person, td")];
            return before.length > 0 && before.every((element, place) => element === after[place])
                && figure.querySelector(".dial-numeral").textContent === "5:17";
        }""",
        ROOM,
    )

    assert kept


def test_the_table_behind_the_dial_says_the_same():
    html = render_to_string("dial/dial.html", {"model": ROOM})

    rows = re.findall(r"<tr><td>(.*?)</td><td>(.*?)</td><td>(.*?)</td><td>(.*?)</td><td>(.*?)</td></tr>", html)
    assert len(rows) == len(ROOM["segments"])
    assert ("12:24 PM", "Amara presents", "Amara", "5:36", "done") in rows
    assert ("12:29 PM", "Peers respond to Amara", "Amara", "8:24", "now") in rows


def test_what_an_agenda_is_becomes_what_a_dial_shows():
    people = [dial.someone(str(seat), name, seat) for seat, name in enumerate(["Maya", "Amara", "Jun", "Elena"], 1)]
    agenda = plan(load("open-round"), ["1", "2", "3", "4"], 60 * 60)

    model = dial.model(agenda, people, elapsed=agenda.segments[2].start)

    assert [segment["state"] for segment in model["segments"]][:4] == ["done", "done", "now", "ahead"]
    assert sum(segment["seconds"] for segment in model["segments"]) == 60 * 60
