"""Colors one can tell apart: computed from tokens.css, in light and in dark."""

import re

import pytest

from soundingboard.web.assets import WEB

TOKENS = (WEB / "tokens.css").read_text("utf-8")
PAIRS = dict(re.findall(r"--([\w-]+): light-dark\((#\w{6}, #\w{6})\)", TOKENS))
THEMES = {"light": 0, "dark": 1}
TEXTS = [
    *((ink, paper) for ink in ("ink", "ink-soft") for paper in ("paper", "card", "sunk")),
    *(("ink", f"{tint}-tint") for tint in ("pine", "clay", "honey", "sky", "plum")),
    *((tint, f"{tint}-tint") for tint in ("clay", "honey", "sky", "plum")),
    ("pine-deep", "pine-tint"),
    ("pine", "paper"),
    ("pine", "card"),
    ("on-pine", "pine"),
    ("on-pine", "pine-deep"),
    *(("on-pine", f"seat-{seat}") for seat in range(1, 9)),
    *((f"seat-{seat}", "paper") for seat in range(1, 9)),  # the presenter's name in the middle of the dial
]


def rgb(name: str, theme: str) -> tuple[float, ...]:
    color = PAIRS[name].split(", ")[THEMES[theme]]
    return tuple(int(color[place : place + 2], 16) / 255 for place in (1, 3, 5))


def luminance(color: tuple[float, ...]) -> float:
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in color]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: tuple[float, ...], other: tuple[float, ...]) -> float:
    brighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (brighter + 0.05) / (darker + 0.05)


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize(("text", "ground"), TEXTS)
def test_text_can_be_read(text, ground, theme):
    assert contrast(rgb(text, theme), rgb(ground, theme)) >= 4.5


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("seat", range(1, 9))
@pytest.mark.parametrize("ground", ["paper", "card"])
def test_the_outline_of_an_arc_can_be_seen(seat, ground, theme):
    assert contrast(rgb(f"seat-{seat}", theme), rgb(ground, theme)) >= 3


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("ground", ["paper", "card", "pine-tint", "clay-tint", "honey-tint"])
def test_the_focus_can_be_seen(ground, theme):
    assert contrast(rgb("sky", theme), rgb(ground, theme)) >= 3
