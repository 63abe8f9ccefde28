"""Words, numbers and signs of a clean copy, and the form in which lexicons know a word."""

import re
import unicodedata
from functools import lru_cache
from typing import Final

TOKEN: Final = re.compile(
    r"[^\W\d_]+(?:'(?!s\b)[^\W\d_]+)*(?!\w)"  # a word, an apostrophe inside it
    r"|'s\b"  # the possessive, apart
    r"|\w+"  # letters and digits together
    r"|\n+|[^\w\s]"
)
PLAIN_WORD: Final = re.compile(r"[a-z']+")


@lru_cache(maxsize=4096)
def folded(word: str) -> str:
    """`word` in small letters without marks: the form in which lexicons know it."""
    word = word.lower()
    if PLAIN_WORD.fullmatch(word):
        return word
    marks_apart = unicodedata.normalize("NFKD", word)
    bare = "".join(c for c in marks_apart if not unicodedata.combining(c))
    return bare.translate(STROKED) or word


# Letters that no decomposition takes the stroke from.
STROKED: Final = str.maketrans(
    {"ł": "l", "ø": "o", "đ": "d", "ð": "d", "ħ": "h", "ı": "i", "ß": "ss", "æ": "ae", "œ": "oe", "þ": "th"}
)


def phrase(text: str) -> str:
    """A lexicon's form of several words: folded tokens with a space between."""
    return " ".join(folded(token) for token in TOKEN.findall(text) if not token.isspace())
