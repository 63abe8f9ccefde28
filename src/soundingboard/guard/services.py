"""The one door for free text: everything people write goes through `clean` before it is stored."""

import re
import unicodedata
from collections.abc import Collection

from soundingboard.guard import clean as clean_type
from soundingboard.guard.clean import Clean
from soundingboard.refusals import Refused
from soundingboard.web import marks

MOST = 2000  # characters, unless the place says otherwise

# Characters that turn the direction of what follows and can make a text read otherwise than it is stored.
TURNING = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200e\u200f\u061c")


class Identifying(Refused):
    """A text in which something could identify a person. It says of which kinds, and repeats none of the text."""


def clean(
    text: str, *, declared: Collection[str] = (), most: int = MOST, form: str = "", known: Collection[str] = ()
) -> Clean:
    """`text` in order (see `tidy`), in which nothing is left that could identify a person.

    declared     exact strings of which the writer says that they identify nobody: it settles them for this once and is
                 kept nowhere, because a stored reason would prove knowledge
    form, known  as for `web.marks.findings`: what of the text is written for people, and of whom
    raises       Refused, which never repeats the text, if nothing is left or more than `most` characters are;
                 Identifying, with the kinds of what was found
    """
    text = tidy(text)
    if not text:
        raise Refused("There is nothing in it yet.", fits="A few words are enough.")
    if len(text) > most:
        raise Refused(f"This is {len(text) - most:,} characters too long.", fits=f"Up to {most:,} fit here.")
    if left := marks.unresolved(text, marks.findings(text, form, known), {tidy(one) for one in declared}):
        named = marks.in_words(left)
        raise Identifying(
            f"There {'are' if named[0].isdigit() else 'is'} {named} in it, which could identify somebody.",
            fits="Nothing of it was kept. Use clinical words instead, or say that it is not an identifier.",
        )
    return Clean(text, clean_type._DOOR)


def tidy(text: str) -> str:
    """`text` without control characters, in composed Unicode (NFC), its white space in order.

    Paragraphs stay: single line breaks and one empty line.
    """
    text = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n"))
    text = "".join(" " if c == "\t" else c for c in text if printable(c))
    text = re.sub(r"[^\S\n]+", " ", text)
    text = re.sub(r" ?\n ?", "\n", text)
    return re.sub(r"\n{3,}", "\n\n", text).strip()


def printable(character: str) -> bool:
    """Whether a character is kept: line breaks and tabs are, other controls, halves of pairs and turning marks not."""
    return character in "\n\t" or (unicodedata.category(character) not in {"Cc", "Cs"} and character not in TURNING)
