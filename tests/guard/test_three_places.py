"""One engine: the server and the browser find the same in the same text."""

import json
import re
from collections.abc import Callable, Mapping
from typing import Any

import pytest
from playwright.sync_api import Page

from soundingboard.web import marks
from tests.deid.test_find import scrambled
from tests.deid.texts import DEVELOPMENT, parse

pytestmark = pytest.mark.browser

PRESENTER = {"name": "Maya", "town": "Salem", "state": "OR", "niche": ["teens"]}
STRANGE = {
    "a surrogate pair before a name": "🙂🙂 Mrs. Quillfeather called 212-555-0147.",
    "half of a pair": "Mrs. \ud83d Quillfeather called.",
    "zero-width and look-alikes": "Mrs. Qu\u200billfeather lives in St. P\u0430ul.",
    "letters spelled out": "Call me at five five five, oh one four seven.",
    "right to left": "\u202eMrs. Quillfeather\u202c said \u05e9\u05dc\u05d5\u05dd to her sister Denise.",
    "newer than Unicode 14": "Mrs. \U0001e4d0\U0001e4d1 and \U00011f02\U00011f04 called Mrs. Quillfeather.",
    "Spanish": "Mi paciente Guadalupe vive en Las Cruces desde el 12 de mayo.",
    "wide spaces": "I met her.  Denise  Miller came on\tMarch  3,\u200e and left.",
    "nothing": "",
    "spaces": " \n\n\t ",
}

# In the page: what is found, in words, so that both sides' ways to count do not matter. All are asked at once.
ASK = """async ({ texts, presenter }) => {
  const { answer } = await import("sb/deid");
  const ask = async (text, place) => {
    const given = await answer(place, { text, audience: "forum", presenter });
    const words = (one) => text.toWellFormed().slice(one.start, one.end);
    return {
      found: given.findings.map((one) => [one.category, words(one), one.wording, one.edit?.replacement ?? null]),
      clinical: given.clinical,
      concerns: given.concerns.map((one) => [one.kind, one.words, one.blur]),
      offers: given.offers.map((one) => [one.kind, one.words, one.blur]),
      stays: given.stays,
    };
  };
  return Promise.all(texts.map(ask));
}"""


def here(text: str) -> dict[str, Any]:
    """The same, by this Python."""
    text = re.sub("[\ud800-\udfff]", "\ufffd", text)
    given = marks.answer(text, audience="forum", presenter=PRESENTER)
    told = {
        "found": [
            [
                one["category"],
                text[one["start"] : one["end"]],
                one["wording"],
                one["edit"] and one["edit"]["replacement"],
            ]
            for one in given["findings"]
        ],
        "clinical": given["clinical"],
        "concerns": [[one["kind"], one["words"], one["blur"]] for one in given["concerns"]],
        "offers": [[one["kind"], one["words"], one["blur"]] for one in given["offers"]],
        "stays": given["stays"],
    }
    plain: dict[str, Any] = json.loads(json.dumps(told))
    return plain


def differing(page: Page, texts: Mapping[Any, str]) -> dict[Any, Any]:
    """What the browser and this Python say of the same text, where they differ; by the keys of `texts`."""
    told = page.evaluate(ASK, {"texts": list(texts.values()), "presenter": PRESENTER})
    assert len(told) == len(texts)
    ours = [here(text) for text in texts.values()]
    assert sum(len(one["found"]) for one in ours) > len(texts)
    return {name: (there, one) for name, there, one in zip(texts, told, ours, strict=True) if there != one}


def test_the_server_and_the_browser_find_the_same(server: str, visit: Callable[..., Page]) -> None:
    texts = {case.id: case.text for case in parse(DEVELOPMENT)} | STRANGE

    assert len(texts) > 60
    assert differing(visit(None, "/clean/"), texts) == {}


def test_they_find_the_same_in_two_thousand_scrambled_texts(server: str, visit: Callable[..., Page]) -> None:
    texts = dict(enumerate(scrambled(2_000, 1)))

    assert differing(visit(None, "/clean/"), texts) == {}
