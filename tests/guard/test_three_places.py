"""One engine: the server and the browser find the same in the same text."""

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page

from soundingboard.web import marks

pytestmark = pytest.mark.browser

DEVELOPMENT = Path(__file__).resolve().parents[1] / "deid" / "development.txt"

# [[KIND:words]], {{kind:words}} and ((words)) are marks of the case file around words of the text.
MARKUP = re.compile(r"\[\[\w+:(.*?)\]\]|\{\{\w+:(.*?)\}\}|\(\((.*?)\)\)", re.DOTALL)

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


def development() -> dict[str, str]:
    """The development cases without their marks, by name."""
    cases = re.split(r"^### (\S+)[^\n]*\n", DEVELOPMENT.read_text("utf-8"), flags=re.MULTILINE)[1:]
    return {
        name: MARKUP.sub(lambda mark: mark[1] or mark[2] or mark[3] or "", text).strip()
        for name, text in zip(cases[::2], cases[1::2], strict=True)
    }


# In the page: what is found, in words, so that both sides' ways to count do not matter.
ASK = """async (texts) => {
  const { answer } = await import("sb/deid");
  const told = [];
  for (const [place, text] of texts.entries()) {
    const presenter = { name: "Maya", town: "Salem", state: "OR", niche: ["teens"] };
    const given = await answer(place, { text, audience: "forum", presenter });
    const words = (one) => text.toWellFormed().slice(one.start, one.end);
    const found = given.findings.map((one) => [one.category, words(one), one.edit?.replacement ?? null]);
    const concerns = given.concerns.map((one) => [one.kind, one.words, one.blur]);
    told.push({ found, clinical: given.clinical, concerns });
  }
  return told;
}"""


def here(text: str) -> dict[str, Any]:
    """The same, by this Python."""
    text = re.sub("[\ud800-\udfff]", "\ufffd", text)
    presenter = {"name": "Maya", "town": "Salem", "state": "OR", "niche": ["teens"]}
    given = marks.answer(text, audience="forum", presenter=presenter)
    return {
        "found": [
            [one["category"], text[one["start"] : one["end"]], one["edit"] and one["edit"]["replacement"]]
            for one in given["findings"]
        ],
        "clinical": given["clinical"],
        "concerns": [[one["kind"], one["words"], one["blur"]] for one in given["concerns"]],
    }


def test_the_server_and_the_browser_find_the_same(server: str, visit: Callable[..., Page]) -> None:
    texts = development() | STRANGE
    assert len(texts) > 60
    page = visit(None, "/clean/")

    told = page.evaluate(ASK, list(texts.values()))

    different = {
        name: (there, here(text))
        for (name, text), there in zip(texts.items(), told, strict=True)
        if there != here(text)
    }
    assert different == {}
    assert sum(len(one["found"]) for one in told) > 100
