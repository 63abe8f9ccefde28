"""How much belief a token needs to be taken for a name, a place and the like, and what never is one."""

from collections.abc import Sequence
from typing import Final

from soundingboard.deid import lexicons
from soundingboard.deid.cues import CUES
from soundingboard.deid.features import Token

# How likely a token must be anything at all: what lives, what is an ordinary word, what is neither.
LAND, LAND_OR_NAME, LIVING, GIVEN_TOO, THE_WORD, BEGUN, ORDINARY, OTHER = 0.9, 0.5, 0.3, 0.12, 0.9, 0.7, 0.15, 0.06
# and what stands behind a title, or where somebody is introduced.
ADDRESSED, INTRODUCED = 0.01, 0.004
CITED: Final = 0.9  # and the last name of an author whom the text cites in full
BEGINS: Final = frozenset('.!?¶\n"(')  # before a word that is large because a sentence begins
TITLES: Final = frozenset(
    "mr mrs ms miss mx dr doctor prof professor officer judge coach nurse sr sra dona don fr father sister brother rabbi imam pastor maestro maestra madame monsieur herr frau "
    "sgt sergeant lt lieutenant capt captain cpl pvt pfc deputy detective attorney atty reverend rev bishop deacon uncle aunt auntie tia tio".split()
)
BEFORE_SMALL: Final = frozenset("mr mrs ms miss mx dr atty sgt lt capt officer deputy rev".split())
ARTICLES: Final = frozenset(("the", "a", "an"))
WEEKDAYS: Final = frozenset("monday tuesday wednesday thursday friday saturday mon tue wed thur fri sat".split())
LANDS: Final = lexicons.BIT["country"] | lexicons.BIT["state"]
FAMOUS: Final = lexicons.BIT["public"]


def needed(row: Sequence[Token], i: int, label: str, met: set[int], cited: set[str]) -> float:
    """How likely token `i` must be anything to be taken for it, where `label` is what it would most likely be.

    met    the tokens that stand where somebody is introduced
    cited  the last names of authors whom the text cites in full
    """
    least = _needed(row, i, label)
    if i in met:
        return min(INTRODUCED, least)
    if row[i].folded in cited and row[i].text[0].isupper():
        return max(CITED, least)
    return least


def _needed(row: Sequence[Token], i: int, label: str) -> float:
    if row[i].folded.removesuffix("s") in WEEKDAYS:
        return LAND
    if _addressed(row, i):
        return ADDRESSED
    bits = lexicons.words().get(row[i].folded, 0)
    if bits & lexicons.LIVES:
        # A country is no town, and few people are called Poland; many are called Georgia, and Czech Village is a place.
        after = row[i + 1] if i + 1 < len(row) else None
        named = (
            after is not None
            and after.text[0].isupper()
            and CUES.get(after.folded) in ("place", "street", "org", "study")
        )
        if bits & LANDS and not named:
            return LAND_OR_NAME if bits & lexicons.COMMON_GIVEN else LAND
        # Authors go by their last names; what may be a given name, or is only somebody famous, needs less.
        return GIVEN_TOO if bits & (lexicons.COMMON_GIVEN | FAMOUS) and not bits & lexicons.CLINICAL else LIVING
    if bits & lexicons.ORDINARY:
        if label == "NAME" and i and row[i - 1].folded in ARTICLES:
            return THE_WORD
        return BEGUN if i == 0 or row[i - 1].text[0] in BEGINS else ORDINARY
    return OTHER


def _addressed(row: Sequence[Token], i: int) -> bool:
    """Whether a title stands before a large word, Dr. Miller, Mrs Long, or before a small one that is a name: ms lorraine."""
    before = i - 2 if i > 1 and row[i - 1].text == "." else i - 1
    if before < 0 or row[before].folded not in TITLES:
        return False
    if row[i].text[0].isupper():
        return row[before].text[0].isupper()
    bits = lexicons.words().get(row[i].folded, 0)
    return row[before].folded in BEFORE_SMALL and bool(bits & lexicons.NAME) and not bits & lexicons.ORDINARY


TESTS: Final = frozenset(
    "scale scales inventory index questionnaire battery interview test checklist survey schedule screener screen measure profile".split()
)
PLACES: Final = lexicons.PLACE | lexicons.BIT["employer"] | lexicons.BIT["school"] | lexicons.BIT["congregation"]
MANY_WORDS: Final = (
    lexicons.BIT["instrument"]
    | lexicons.BIT["theorist"]
    | lexicons.BIT["public"]
    | lexicons.BIT["agency"]
    | lexicons.BIT["modality"]
    | lexicons.BIT["diagnosis"]
    | lexicons.BIT["drug"]
    | lexicons.BIT["country"]
    | lexicons.BIT["state"]
)


def _of_the_case(row: Sequence[Token], first: int, end: int) -> bool:
    """Whether an author's name in full is somebody of the case: my client Robert Johnson, Ellen Frank's mother."""
    before = row[first - 1].folded if first else ""
    after = row[end + 1].folded if end + 1 < len(row) and row[end].text == "'s" else ""
    return CUES.get(before) in ("client", "kin") or before in TREATED or CUES.get(after) == "kin"


TREATED: Final = frozenset("help helping treat treating seeing".split())


def protected(row: Sequence[Token]) -> tuple[set[int], set[str]]:
    """Tokens of names of several words that live: an instrument, an author in full, a public figure, a modality.

    And the last names of those authors.
    """
    words, longest = lexicons.words(), lexicons.phrases()
    found: set[int] = set()
    cited: set[str] = set()
    for i, token in enumerate(row):
        for count in range(min(longest.get(token.folded, 0), 6, len(row) - i), 1, -1):
            bits = words.get(" ".join(one.folded for one in row[i : i + count]), 0)
            if bits & PLACES:
                break  # Our Lady of Peace is no public figure
            if bits & lexicons.BIT["theorist"] and _of_the_case(row, i, i + count):
                break
            if bits & MANY_WORDS:
                found.update(range(i, i + count))
                if bits & lexicons.BIT["theorist"]:
                    cited.add(row[i + count - 1].folded)
                break
        if token.folded in TESTS and token.text[0].isupper():
            first = i
            while (
                first
                and row[first - 1].text[0].isupper()
                and row[first - 1].text[0].isalpha()
                and row[first].start - row[first - 1].end == 1
            ):
                first -= 1
            if i - first >= 2:
                found.update(range(first, i + 1))
    return found, cited
