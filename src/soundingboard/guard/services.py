"""The one door for free text: everything people write goes through `clean` before it is stored."""

import re
import unicodedata

from soundingboard.guard import clean as clean_type
from soundingboard.guard.clean import Clean
from soundingboard.refusals import Refused

MOST = 2000  # characters, unless the place says otherwise

# Characters that turn the direction of what follows and can make a text read otherwise than it is stored.
TURNING = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200e\u200f\u061c")


def clean(text: str, *, most: int = MOST) -> Clean:
    """`text` without control characters, in composed Unicode (NFC), its white space in order.

    Paragraphs stay: single line breaks and one empty line. Names in it are not looked for yet, and the box says so.
    raises  Refused, which never repeats the text, if nothing is left or more than `most` characters are
    """
    text = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n"))
    text = "".join(" " if c == "\t" else c for c in text if printable(c))
    text = re.sub(r"[^\S\n]+", " ", text)
    text = re.sub(r" ?\n ?", "\n", text)
    text = re.sub(r"\n{3,}", "\n\n", text).strip()
    if not text:
        raise Refused("There is nothing in it yet.", fits="A few words are enough.")
    if len(text) > most:
        raise Refused(f"This is {len(text) - most:,} characters too long.", fits=f"Up to {most:,} fit here.")
    return Clean(text, clean_type._DOOR)


def printable(character: str) -> bool:
    """Whether a character is kept: line breaks and tabs are, other controls, halves of pairs and turning marks not."""
    return character in "\n\t" or (unicodedata.category(character) not in {"Cc", "Cs"} and character not in TURNING)
