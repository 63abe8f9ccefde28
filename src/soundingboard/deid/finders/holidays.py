"""Holidays and feasts that fix a day, of many calendars, from the lexicon."""

from collections.abc import Iterator, Sequence

from soundingboard.deid import lexicons
from soundingboard.deid.features import LONGEST_PHRASE, Token
from soundingboard.deid.lexicons import BIT
from soundingboard.deid.span import GRAMMAR, LEARNED, Span


def holidays(text: str, row: Sequence[Token]) -> Iterator[Span]:
    """Every holiday in `row`, the tokens of the clean copy `text`."""
    words, longest = lexicons.words(), lexicons.phrases()
    i = 0
    while i < len(row):
        step = 1
        for count in range(min(max(longest.get(row[i].folded, 0), 1), LONGEST_PHRASE, len(row) - i), 0, -1):
            bits = words.get(row[i].folded if count == 1 else " ".join(token.folded for token in row[i : i + count]), 0)
            if bits & BIT["holiday"]:
                # "eid" in small letters is one, "fast" or "carnival" would not be.
                if count > 1 or row[i].text[0].isupper() or not bits & ~BIT["holiday"]:
                    ordinary = bits & ~BIT["holiday"] and count == 1
                    yield Span(
                        row[i].start,
                        row[i + count - 1].end,
                        "DATE",
                        0.7 if ordinary else 0.92,
                        LEARNED if ordinary else GRAMMAR,
                    )
                step = count
                break
        i += step
