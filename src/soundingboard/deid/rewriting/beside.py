"""What stands beside a name: an age, another name of the same person, a signature, that it is spoken of as a name."""

import re
from typing import Final

from soundingboard.deid.rewriting.introductions import titled
from soundingboard.deid.rewriting.page import Spot
from soundingboard.deid.rewriting.words import words

_NAMES: Final = words("name names initials nombre apellido surname lastname firstname alias nickname")
_IS: Final = words("is was are 's : = es be as")
_QUOTES: Final = frozenset('"“')
_NUMBER: Final = re.compile(r"\d{1,2}(?:[fm]|yo|y)?")
_SIGN_OFF: Final = re.compile(
    r"(?:best|thanks|thank you|many thanks|regards|warmly|sincerely|cheers|gratefully|respectfully|kind "
    r"regards|gracias|"
    r"saludos|atentamente|cordialmente|signed|take care|warm regards|best regards|all best|in solidarity|"
    r"xo)[^\w\n]*$",
    re.IGNORECASE,
)
_LINE_OF_NAME: Final = re.compile(r"^[\s—–\-~*]*(?:dr\.?|prof\.?|ms\.?|mr\.?|mrs\.?)?\s*$", re.IGNORECASE)
DEGREE: Final = re.compile(
    r"^\s*,\s*(?:Ph\.?D|Psy\.?D|Ed\.?D|M\.?D|D\.?O|L?[A-Z]{0,2}CSW|LMFT|AMFT|MFT|LPCC?|LCPC|LP|LMHC|LMSW|"
    r"LICSW|MSW|BCBA|RN|NP|PA-C)\b"
)
_CREDENTIALS: Final = re.compile(
    r"^(?:\s*,?\s*(?:[A-Z][A-Za-z.\-]{1,7}|she/her|he/him|they/them|"
    r"\(.*\)))*\s*[.!]?\s*$"
)


def age_after(spot: Spot) -> int | None:
    """The age that follows a name: "Amari 6", "Sarah (25F)", "Khalid, 15,", "Malia is a 12 yo"."""
    for step in range(1, 4):
        token = spot.after(step)
        if spot.kind(token) == "AGE90":
            return 90
        if token.finding is None and _NUMBER.fullmatch(token.low):
            return int(re.sub(r"\D", "", token.low))
        if token.finding is None and re.fullmatch(r"\d{1,2}-?(?:year|yr)s?-old", token.low):
            return int(re.match(r"\d+", token.low).group())  # type: ignore[union-attr]
        if token.low not in {",", "(", "is", "a", "an", "age", "aged", "'s", "es", "tiene", '"', "”"}:
            return None
    return None


def also_called(spot: Spot) -> bool:
    """Whether this is one more name of the person before: "goes by Amy", "a.k.a. Mo", "that's B A O"."""
    before, earlier = spot.before().low, spot.before(2).low
    return (
        (before == "by" and earlier in {"goes", "go", "went", "going"})
        or (
            before in {"him", "her", "them", "himself", "herself", "themselves", *_QUOTES}
            and {earlier, spot.before(3).low} & {"calls", "call", "called", "calling"}
            and spot.before(3).low not in {"i'll", "ill", "will", "let's"}
            and spot.before(4).low not in {"i'll", "ill", "will", "let's"}
        )
        or (
            before == "as"
            and earlier in {"known", "him", "her"}
            and spot.before(3).low in {"also", "to", "known", "refers"}
        )
        or before in {"aka", "prefers"}
        or (before == "for" and earlier == "short")
        or (before in {"says", "say"} and earlier in {"everyone", "everybody", "people", "friends"})
        or (before == "'s" and earlier == "that" and spot.before(3).low in {",", "("})
        or (before in {"spelled", "spelt"})
    )


def named_here(spot: Spot) -> bool:
    """Whether the name is spoken of as a name: "her name is Hope", "Client name: ...", "his initials are T.R."."""
    if spot.before().low == "(" and spot.before(2).low == "name" and spot.before(2).finding is None:
        return True
    if (
        spot.before().low in {"name", "surname", "nickname", "nombre", "apellido", "initials"}
        and spot.before().finding is None
    ):
        return True
    steps, _ = titled(spot)
    if spot.before(steps + 1).low not in _IS:
        return False
    words = [spot.before(step).low for step in range(steps + 2, steps + 6)]
    for word in words:
        if word in _NAMES or word == "name's":
            return True
        if word in {"", "\n", ".", "?", "!", ";", ","}:
            return False
    return False


def signs(spot: Spot) -> bool:
    """Whether the name signs the text or a message in it."""
    before, after = spot.line
    text = spot.page.text
    if DEGREE.match(after) and (not before.strip() or _SIGN_OFF.search(before)):
        return True
    if not before.strip() and not after.strip() and "\n\n" in text[: spot.start] and len(text) - spot.end < 160:
        return True
    if not _LINE_OF_NAME.match(before) or not _CREDENTIALS.match(after):
        if after.strip() in {"", "."} or _CREDENTIALS.match(after):
            dash = re.search(r"(?:\s[—–-]|^[—–-])\s*(?:dr\.?\s*)?$", before, re.IGNORECASE)
            return bool(dash) or bool(_SIGN_OFF.search(before[-24:]) and re.search(r"[,.]\s*$", before))
        return False
    if re.search(r"[—–-]\s*$", before) or DEGREE.match(after):
        return True
    above = text[: spot.start - len(before)].rstrip()
    rest = text[spot.end + len(after) :].strip()
    return bool(_SIGN_OFF.search(above[-24:])) or (bool(above) and not rest and len(after.split()) < 6)


def says_i_am(spot: Spot) -> bool:
    """Whether the writer gives their own name: "I'm Lena", "my name is Lena"."""
    before, earlier = spot.before().low, spot.before(2).low
    return (
        before in {"i'm", "im", "soy"}
        or (before == "is" and earlier == "this" and spot.place < 4 and spot.after().low in {",", "at", "from", "with"})
        or (before == "is" and earlier == "this" and spot.place < 4 and spot.after().finding is not None)
        or (before == "am" and earlier == "i")
        or (
            before in {",", "", "\n", "!"}
            and spot.place < 6
            and spot.after().low == "here"
            and spot.after(2).low in {"(", ",", "."}
        )
        or (
            (before == "its" or (before in {"'s", "is"} and earlier in {"it", "this"}))
            and spot.place < 8
            and spot.after().low in {"from", "with", "here", "again", "at"}
        )
        or (before in _IS and earlier == "name" and spot.before(3).low == "my")
    )
