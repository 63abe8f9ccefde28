"""The engine where people write: in a browser's worker, beside the same engine in CPython.

A mark appears after the pause of `behaviors/guard.js` (120 ms without a key) and one answer of the worker. Timed is a
whole answer as a page has it: findings, clinical version, what is left, and the messages to and from the worker.
"""

import re
import subprocess
import sys
import time
from collections.abc import Sequence
from itertools import count
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import Final

from playwright.sync_api import Browser, sync_playwright

from bench.rounds import rounds, said
from bench.rows import Row, row
from bench.servers import ROOT, finished, running
from soundingboard.web import marks
from tests.deid.texts import DEVELOPMENT, parse
from tests.machine import chromium

AT_MOST: Final = 60.0  # seconds for all of it
WORDS: Final = 300
ANSWERS: Final = 9  # a round
PROMISED: Final = 200.0  # milliseconds from the last key to the marks
GUARD: Final = ROOT / "src/soundingboard/web/behaviors/guard.js"

LOAD = """async () => {
  const { load } = await import("sb/deid");
  const began = performance.now();
  await load();
  return performance.now() - began;
}"""
ANSWER = """async (texts) => {
  const { answer } = await import("sb/deid");
  const took = [];
  for (const text of texts) {
    const began = performance.now();
    await answer(1, { text });
    took.push(performance.now() - began);
  }
  return took;
}"""
FRESH = "from soundingboard.web import marks; marks.answer('Ready?')"


def measure(wanted: int) -> list[Row]:
    """Milliseconds for a text of 300 words and seconds until the first answer, medians of up to `wanted` rounds.

    A round has a browser profile of its own, so that it loads everything over loopback, as at the first visit.
    """
    began = time.monotonic()
    text = of_words(WORDS)
    numbers = count()
    took: dict[str, list[float]] = {name: [] for name in ("here", "page", "typed", "start", "load")}
    marks.answer(text)
    with TemporaryDirectory(prefix="soundingboard-bench-") as folder, sync_playwright() as playwright:
        data = Path(folder)
        finished(data, "soundingboard", "migrate")  # the served files, too
        with running(data, "bench.room") as server:
            browser = playwright.chromium.launch(executable_path=chromium(), args=["--no-sandbox", "--disable-gpu"])
            for number in rounds(wanted, began, AT_MOST):
                said(f"round {number + 1} of {wanted}: {WORDS} words in a browser and here")
                texts = [f"{text} {next(numbers)}" for _ in range(ANSWERS)]  # the first is new, then a word is typed
                load, first, typed = in_browser(browser, f"http://127.0.0.1:{server.port}/clean/", texts)
                took["load"].append(load)
                took["page"].append(first)
                took["typed"].append(typed)
                took["start"].append(started())
                took["here"].append(median(map(answered, texts)))
            browser.close()
    waited = [pause() + one for one in took["typed"]]
    return [
        row(f"page, {WORDS} words", took["page"], "ms", "CPython", took["here"]),
        row(f"page, {WORDS} words, one typed", took["typed"], "ms", "CPython, all", took["here"]),
        row("page, from the last key to the marks", waited, "ms", "what is promised", [PROMISED]),
        row("page, first load", took["load"], "s", "CPython's start", took["start"]),
    ]


def of_words(number: int) -> str:
    """The beginning of the development texts, one after the other: so many words."""
    return " ".join(" ".join(case.text for case in parse(DEVELOPMENT)).split()[:number])


def pause() -> float:
    """Milliseconds without a key before a page looks again."""
    found = re.search(r"^const PAUSE = (\d+);", GUARD.read_text("utf-8"), re.MULTILINE)
    assert found, f"{GUARD} names no PAUSE."
    return float(found[1])


def in_browser(browser: Browser, address: str, texts: Sequence[str]) -> tuple[float, float, float]:
    """Seconds until the engine answers in a new profile, and milliseconds of the first answer and of a later one."""
    context = browser.new_context(service_workers="block")  # it would fetch the same files at the same time
    page = context.new_page()
    page.goto(address)
    load: float = page.evaluate(LOAD)
    answers: list[float] = page.evaluate(ANSWER, list(texts))
    context.close()
    return load / 1000, answers[0], median(answers[1:])


def answered(text: str) -> float:
    """Milliseconds of the same answer in this Python."""
    began = time.perf_counter()
    marks.answer(text)
    return (time.perf_counter() - began) * 1000


def started() -> float:
    """Seconds until a new Python has given its first answer."""
    began = time.perf_counter()
    subprocess.run([sys.executable, "-c", FRESH], check=True, cwd=ROOT)
    return time.perf_counter() - began
