"""Every example of every component, in light and dark, on a desk and on a phone."""

import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.template.loader import render_to_string
from playwright.sync_api import Page, expect

from soundingboard.web import styleguide
from soundingboard.web.assets import WEB

EXAMPLES = [
    pytest.param(component, example, id=f"{component.name}: {example.name}")
    for component in styleguide.components()
    for example in component.examples
]
WIDTHS = {"desk": 1280, "phone": 360, "a desk at 200 percent": 640, "a small phone": 320}


def violations(page: Page) -> list[str]:
    found = Axe().run(page).response["violations"]
    return [f"{rule['id']}: {node['html'][:200]}" for rule in found for node in rule["nodes"]]


def test_every_component_has_examples():
    folders = {path.parent.name for path in (WEB / "components").glob("*/*.html")}

    assert {component.name for component in styleguide.components()} == folders
    assert all(component.examples for component in styleguide.components())


@pytest.mark.parametrize(("component", "example"), EXAMPLES)
def test_an_example_draws_without_a_style_or_a_script(component, example):
    html = render_to_string(component.template, dict(example.context))

    assert f'class="{component.name.replace("_", "-")}' in html or component.name in {"field", "form"}
    assert not re.search(r"\sstyle=|<script|\son\w+=|javascript:", html)


@pytest.mark.parametrize(("component", "example"), EXAMPLES)
def test_an_example_names_no_id_twice_and_points_only_to_what_is_there(component, example):
    html = render_to_string(component.template, dict(example.context))

    ids = re.findall(r'\bid="([^"]+)"', html)
    pointed = re.findall(r'\b(?:for|aria-labelledby|aria-describedby)="([^"]+)"', html)
    assert len(ids) == len(set(ids))
    assert {name for names in pointed for name in names.split()} <= set(ids)


@pytest.mark.browser
@pytest.mark.parametrize("width", WIDTHS.values(), ids=WIDTHS)
def test_nothing_is_wider_than_the_page(guide: Page, width):
    guide.set_viewport_size({"width": width, "height": 800})

    assert guide.evaluate("document.documentElement.scrollWidth") <= width
    assert (
        guide.evaluate(
            """(width) => [...document.querySelectorAll(".example-side *")]
            .filter((element) => !element.closest(".aside-for-ears, .account-menu, svg"))
            .filter((element) => element.getBoundingClientRect().right > width + 1)
            .map((element) => element.outerHTML.slice(0, 160))""",
            width,
        )
        == []
    )


@pytest.mark.browser
@pytest.mark.parametrize("width", [1280, 360])
def test_axe_finds_nothing_in_any_example(guide: Page, width):
    guide.set_viewport_size({"width": width, "height": 800})

    assert guide.locator(".example-side[data-theme=dark]").count() == len(EXAMPLES)
    assert violations(guide) == []


@pytest.mark.browser
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_axe_finds_nothing_in_the_frame(look: Page, theme):
    look.emulate_media(color_scheme=theme)
    look.reload()

    assert violations(look) == []


@pytest.mark.browser
def test_fonts_and_icons_arrive(guide: Page):
    loaded = guide.evaluate(
        """async () => {
            await document.fonts.ready;
            return [...document.fonts].filter((face) => face.status === "loaded").map((face) => face.family);
        }"""
    )

    assert {family.strip('"') for family in loaded} == {"Fraunces Variable", "Atkinson Hyperlegible Next Variable"}
    box = guide.locator("#sortable .icon").first.bounding_box()
    assert box
    assert box["width"] > 10


@pytest.mark.browser
def test_who_goes_by_keyboard_sees_where_they_are(look: Page):
    look.keyboard.press("Tab")
    expect(look.get_by_text("To the content")).to_be_focused()
    expect(look.get_by_text("To the content")).to_be_in_viewport()

    look.keyboard.press("Tab")
    expect(look.get_by_role("link", name="Soundingboard")).to_be_focused()
    outline = "getComputedStyle(document.activeElement).outlineStyle"
    assert look.evaluate(outline) == "solid"
