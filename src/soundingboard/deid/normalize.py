"""A clean copy of a text to look at, and the way back to the text as it was given.

Compatibility forms, invisible characters, look-alike letters, letters that are spaced out and digits that are spelled
out would hide a name or a number. The finders read the clean copy; a finding is told in the original.
"""

import re
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import Final

from soundingboard.deid.unicode14 import LATER

# What every version of Unicode we meet treats alike, and what needs no work.
PLAIN: Final = "\n\x20-\x7e\xa1-\xa7\xa9\xab\xac\xae\xb0\xb1\xb6\xbb\xbf-\u024f\u1e00-\u1eff"
ODD: Final = re.compile(f"(?:[A-Za-z](?=[\u0300-\u036f]))?[^{PLAIN}]+")

INVISIBLE: Final = re.compile(
    "[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\u3164\ufe00-\ufe0f"
    "\ufeff\uffa0\U000e0000-\U000e0fff\x00-\x08\x0e-\x1f\x7f-\x9f]"
)
SIMPLE: Final = str.maketrans(
    {
        **dict.fromkeys("\u2018\u2019\u201b\u02bc\u02b9\u2032\u00b4\u0060\u02bb\u02c8\uff07\u05f3", "'"),
        **dict.fromkeys("\u201c\u201d\u201e\u201f\u2033\uff02\u05f4", '"'),
        **dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2015\u2212\ufe58\ufe63\uff0d\u05be", "-"),
        **dict.fromkeys("\t\x0b\x0c\x85\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a"
                        "\u202f\u205f\u3000", " "),
        **dict.fromkeys("\r\u2028\u2029", "\n"),
        **dict.fromkeys("\u2026\u00b7\u2027\u2219", "."),
        "\u2044": "/",
        "\u2215": "/",
    }
)  # fmt: skip

# Letters of other scripts that look like Latin ones; used only inside a word that also has Latin letters, or that
# would be Latin throughout. Chosen by eye from the Cyrillic, Greek and Armenian blocks.
ALIKE: Final = str.maketrans(
    "АВЕЅІЈКМНОРСТУХҮаеѕіјоорсухһԁԛԝѵӏңգհոսօցΑΒΕΖΗΙΚΜΝΟΡΤΥΧαιονρυɡɑıℓ",
    "ABESIJKMHOPCTYXYaesijoopcyxhdqwvlnqhnuogABEZHIKMNOPTYXaiovpugail",
)
WORD: Final = re.compile(r"[^\W\d_]{2,}")
LATIN: Final = re.compile("[A-Za-z\u00c0-\u024f]")

SPACED: Final = re.compile(
    r"(?<![^\W_])(?<!')[^\W\d_](?:(?P<by>[ .*_-]| - )[^\W\d_])(?:(?P=by)[^\W\d_])+(?![^\W_]|'(?!s\b)[a-z])"
)
DIGIT_WORDS: Final = {
    "zero": "0", "oh": "0", "o": "0", "one": "1", "two": "2", "three": "3", "four": "4", "five": "5", "six": "6",
    "seven": "7", "eight": "8", "nine": "9", "niner": "9",
    "cero": "0", "uno": "1", "dos": "2", "tres": "3", "cuatro": "4", "cinco": "5", "seis": "6", "siete": "7",
    "ocho": "8", "nueve": "9",
}  # fmt: skip
TEENS: Final = {
    "ten": "10", "eleven": "11", "twelve": "12", "thirteen": "13", "fourteen": "14", "fifteen": "15", "sixteen": "16",
    "seventeen": "17", "eighteen": "18", "nineteen": "19", "twenty": "20", "thirty": "30", "forty": "40", "fifty": "50",
    "sixty": "60", "seventy": "70", "eighty": "80", "ninety": "90",
}  # fmt: skip
SIGNS: Final = {
    "dash": "-",
    "hyphen": "-",
    "minus": "-",
    "slash": "/",
    "dot": ".",
    "point": ".",
    "guión": "-",
    "guion": "-",
}
# What is said aloud, one sign after the other: a digit, a number up to ninety, a letter ("K as in kilo"), a dash.
_DIGIT: Final = "|".join(sorted(DIGIT_WORDS, key=len, reverse=True))
_TEEN: Final = "|".join(TEENS)
_SIGN: Final = "|".join(SIGNS)
_SAID: Final = rf"(?:double |triple )?(?:{_DIGIT})(?![\w'])|(?:{_TEEN})(?![\w'])|(?-i:[A-HJ-Z])(?: (?:as in|like|for) \w+)?(?![\w']|\.\w)|(?:{_SIGN})(?![\w'])|\d{{1,4}}(?![\w'])"
SPELLED: Final = re.compile(rf"(?<![\w'-])(?:{_SAID})(?:[ ,.-]{{1,3}}(?:{_SAID})){{3,}}", re.IGNORECASE)
SPELLED_ONE: Final = re.compile(
    rf"(?P<times>double |triple )?\b(?P<digit>{_DIGIT})\b|\b(?P<teen>{_TEEN})\b|\b(?P<sign>{_SIGN})\b|\b(?P<letter>[A-Z])\b(?: (?:as in|like|for) \w+)?|(?P<number>\d+)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Copy:
    """The clean copy, and for each of its characters where in the original it comes from.

    starts, ends  None where the copy is the original, character by character
    spelled       the spans of the copy that were digits spelled out
    """

    text: str
    starts: list[int] | None
    ends: list[int] | None
    spelled: tuple[tuple[int, int], ...] = ()

    def original(self, start: int, end: int) -> tuple[int, int]:
        """The span of the original that `text[start:end]`, which is not empty, stands for."""
        if self.starts is None or self.ends is None:
            return start, end
        return self.starts[start], self.ends[end - 1]


def normalize(text: str) -> Copy:
    """The clean copy of `text`: what one would read aloud, in NFC and with plain quotes, dashes and spaces."""
    copy = Copy(text, None, None)
    if ODD.search(text):
        copy = _rewritten(copy, ODD, _plain)
        copy = _rewritten(copy, WORD, _one_script)
    if SPACED.search(copy.text):
        copy = _rewritten(copy, SPACED, _joined)
    if SPELLED.search(copy.text):
        copy = _rewritten(copy, SPELLED, _dialed)
        copy = replace(copy, spelled=tuple(_spelled(copy)))
    return copy


def _spelled(copy: Copy) -> Iterator[tuple[int, int]]:
    """Runs of digits of the copy that take more room in the original than they have digits."""
    for match in re.finditer(r"(?=[\w./-]*\d)\w[\w./-]*\w", copy.text):
        start, end = copy.original(*match.span())
        if end - start >= 2 * len(match[0]) + 1 and sum(c.isdecimal() for c in match[0]) >= 3:
            yield match.span()


# A piece of a replacement: the text, and the part of the match (start, end) it stands for.
Piece = tuple[str, int, int]


def _rewritten(copy: Copy, pattern: re.Pattern[str], change: Callable[[str], list[Piece] | None]) -> Copy:
    """`copy` with each match of `pattern` replaced by the pieces that `change` makes of it; None leaves it."""
    text, at = copy.text, 0
    parts: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    if copy.starts is None or copy.ends is None:
        from_starts, from_ends = list(range(len(text))), list(range(1, len(text) + 1))
    else:
        from_starts, from_ends = copy.starts, copy.ends
    for match in pattern.finditer(text):
        pieces = change(match[0])
        if pieces is None:
            continue
        parts.append(text[at : match.start()])
        starts += from_starts[at : match.start()]
        ends += from_ends[at : match.start()]
        for piece, start, end in pieces:
            parts.append(piece)
            starts += [from_starts[match.start() + start]] * len(piece)
            ends += [from_ends[match.start() + end - 1]] * len(piece)
        at = match.end()
    if not at:
        return copy
    parts.append(text[at:])
    starts += from_starts[at:]
    ends += from_ends[at:]
    return Copy("".join(parts), starts, ends)


def _plain(run: str) -> list[Piece]:
    """A run of odd characters, cluster by cluster (a letter with its marks), in plain ones."""
    pieces: list[Piece] = []
    at = 0
    while at < len(run):
        end = at + 1
        while end < len(run) and (unicodedata.combining(run[end]) or INVISIBLE.match(run[end])):
            end += 1
        cluster = INVISIBLE.sub("", run[at:end]).translate(SIMPLE)
        if cluster and not cluster.isascii():
            cluster = "".join("\ufffd" if LATER.match(c) else c for c in cluster)
            cluster = unicodedata.normalize("NFKC", cluster).translate(SIMPLE)
        pieces.append((cluster, at, end))
        at = end
    return pieces


def _one_script(word: str) -> list[Piece] | None:
    """A word of mixed scripts in Latin letters, where they look alike."""
    if word.isascii() or not LATIN.search(word):
        return None
    plain = word.translate(ALIKE)
    return None if plain == word else [(c, i, i + 1) for i, c in enumerate(plain)]


def _joined(letters: str) -> list[Piece] | None:
    """Letters that are spaced out as one word; initials with dots are left as they are."""
    if letters[1] == "." and len(letters) < 8:
        return None
    if letters[1] in "- " and len(letters) < 7 and not letters.isupper():
        return None  # "a b c", "t-e-n"
    return [(c, i, i + 1) for i, c in enumerate(letters) if c.isalpha()]


def _dialed(words: str) -> list[Piece] | None:
    """What is spelled out, as it would be written; None where too little of it is digits."""
    said = list(SPELLED_ONE.finditer(words))
    digits = sum(len(one["times"] or "") // 7 + 1 for one in said if one["digit"] or one["number"])
    spoken = any(one["digit"] or one["teen"] for one in said)
    if any(len(one["number"] or "") > 1 for one in said) and sum(bool(one["digit"] or one["teen"]) for one in said) < 3:
        return None  # numbers in a row, not one that is spelled out
    if digits < 3 or (not spoken and (digits < 7 or "." in words or "," in words)):
        return None
    pieces: list[Piece] = []
    last = 0
    for place, one in enumerate(said):
        if words[last : one.start()].strip(" ") and last:
            pieces.append(("-", last, one.start()))
        times = {"double ": 2, "triple ": 3}.get((one["times"] or "").lower(), 1)
        after = said[place + 1] if place + 1 < len(said) else None
        if one["digit"]:
            written = DIGIT_WORDS[one["digit"].lower()] * times
        elif one["teen"]:
            written = TEENS[one["teen"].lower()]
            if (
                written[1] == "0"
                and written != "10"
                and after is not None
                and after["digit"]
                and words[one.end() : after.start()] in (" ", "-")
            ):
                written = written[0]  # forty two
        elif one["sign"]:
            written = SIGNS[one["sign"].lower()]
        else:
            written = (one["letter"] or one["number"]).upper()
        pieces.append((written, one.start(), one.end()))
        last = one.end()
    return pieces
