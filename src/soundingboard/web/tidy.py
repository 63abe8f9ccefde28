"""A text in order, as it is stored, and where its characters stood before.

The page looks at a text in the order in which the server will: two spaces between a month and its day, or a line break
in a line, would otherwise hide here what is found there. It needs the standard library alone, for it runs in both.
"""

import re
import unicodedata
from typing import Final

# Characters that turn the direction of what follows and can make a text read otherwise than it is stored.
TURNING: Final = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200e\u200f\u061c")

# What is not printed: controls, halves of pairs, turning marks. Unicode promises never to add to the first two.
UNPRINTED: Final = re.compile(f"[\x00-\x08\x0e-\x1f\x7f-\x9f\ud800-\udfff{''.join(sorted(TURNING))}]")

# What some programs write where a line ends; a word processor's own line break among them.
LINE_ENDS: Final = "\r\v\f\x85\u2028\u2029"


def tidy(text: str) -> str:
    """`text` without control characters, in composed Unicode (NFC), its white space in order.

    Paragraphs stay: single line breaks and one empty line.
    """
    return unicodedata.normalize("NFC", in_order(text))


def in_order(text: str) -> str:
    """As `tidy`, and every letter as it was composed: nothing is taken away but white space and what is not printed."""
    text = re.sub(f"\r\n|[{LINE_ENDS}]", "\n", text)
    text = UNPRINTED.sub("", text)
    text = re.sub(r"[^\S\n]+", " ", text)
    text = re.sub(r" ?\n ?", "\n", text)
    return re.sub(r"\n{3,}", "\n\n", text).strip()


def places(text: str) -> list[int]:
    """Where each character of `in_order(text)` stands in `text`.

    >>> in_order("May  3 "), places("May  3 ")
    ('May 3', [0, 1, 2, 3, 5])
    """
    ordered = in_order(text)
    if ordered == text:
        return list(range(len(text)))
    found, at = [], 0
    for character in ordered:
        # What was left out in between is white space or not printed, so that the next that fits is the one.
        while not _fits(text[at], character):
            at += 1
        found.append(at)
        at += 1
    return found


def _fits(before: str, character: str) -> bool:
    if character == "\n":
        return before == "\n" or before in LINE_ENDS
    return before == character or (character == " " and before.isspace() and before != "\n" and before not in LINE_ENDS)
