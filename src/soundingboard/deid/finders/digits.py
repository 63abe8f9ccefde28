"""Where digits are, so that a pattern with one in it need not be tried elsewhere."""

import re
from collections.abc import Iterator
from typing import Final

DIGITS: Final = re.compile(r"\d(?:.{0,60}?\d)*", re.DOTALL)
BEFORE, AFTER = 110, 60  # characters around a digit that a label and its code may take


def near_digits(pattern: re.Pattern[str], text: str) -> Iterator[re.Match[str]]:
    """The matches of `pattern`, which has a digit in it, tried only where digits are."""
    last = 0
    for digits in DIGITS.finditer(text):
        start, end = max(last, digits.start() - BEFORE), min(len(text), digits.end() + AFTER)
        for match in pattern.finditer(text, start, end):
            last = match.end()
            yield match
