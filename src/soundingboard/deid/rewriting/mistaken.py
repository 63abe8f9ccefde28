"""Names that are hardly a person's, by what stands around them: a scale, an author, an agency, a place, a prayer.

Whoever found them may have been wrong; what is said here is true either way.
"""

import re
from typing import Final

from soundingboard.deid.rewriting import wording
from soundingboard.deid.rewriting.cast import Cast
from soundingboard.deid.rewriting.grammar import Change, leave_out, say
from soundingboard.deid.rewriting.kinds import WORKPLACES, kind_of
from soundingboard.deid.rewriting.page import Spot
from soundingboard.deid.rewriting.roles import NOUNS, PLURALS
from soundingboard.deid.rewriting.words import words

_MEASURES: Final = words(
    "score scores scored scale scales subscale subscales total items inventory questionnaire index cutoff"
)
_WRITES: Final = words(
    "describes writes argues distinguishes recommends proposes warns notes cautions suggests wrote described argued proposed "
    "recommended coined describe write argue recommend propose"
)
_WORKS: Final = words(
    "model protocol book books chapter scale stages theory paper work article concept idea approach technique method framework "
    "criteria manual workbook"
)
_READ: Final = words("alongside reading read rereading per citing following via")
_SAID_BY_HEART: Final = words("repeats recites chants prays hums mumbles repeating reciting chanting recited chanted")
_FELT_IN: Final = words(
    "believe believes believed confide confides confided trust trusts trusted interest interested disappointed faith delight "
    "see sees saw confidence lost involved"
)
_FAMILIES: Final = frozenset(PLURALS) | words("family household clan residence")
_OWN: Final = words("the a an this that his her my our their")
_AGENCY: Final = re.compile(r"[A-Z]{3,6}")
_SHOUTED: Final = re.compile(r"\b[A-Z]{4,} [A-Z]{4,}\b")  # a text in capitals
_SPELLED: Final = re.compile(r"(?:an? )?[A-Za-z](?:[ -][A-Za-z])+\.?")
_COUNTED: Final = words("one another every only two three other")


def mistaken(spot: Spot, cast: Cast) -> Change | None:
    """What is said for a name that stands where none of a person would."""
    return _spelled(spot, cast) or _of_a_family(spot) or _counted(spot) or _unlike_a_person(spot, cast)


def hardly_a_person(spot: Spot, mentions: int) -> bool:
    """Whether a name, which the text has so often, is a family's, a scale's, an author's or the like."""
    if (
        _is_family(spot)
        or (spot.after().finding is None and spot.after().low in _MEASURES)
        or _SPELLED.fullmatch(spot.text)
    ):
        return True
    if mentions > 1:
        return False
    if recited(spot) is not None or (spot.before().low == "from" and _from_a_place(spot)):
        return True
    return is_author(spot) or _is_agency(spot) or _is_a_thing(spot) or _is_a_day(spot)


def recited(spot: Spot) -> Change | None:
    """ "repeats the Shema", "reading Edwards on grief": no place and nobody of the case."""
    the = 1 if spot.before().low == "the" else 0
    before = spot.before(the + 1).low
    if before in _SAID_BY_HEART:
        return say(spot, wording.CERTAIN_WORDS, back=the)
    if before in _READ and spot.after().low == "on":
        return say(spot, wording.AN_AUTHOR)
    return None


def _spelled(spot: Spot, cast: Cast) -> Change | None:
    """ "I'll spell it, I K A", "with a C H"."""
    if not _SPELLED.fullmatch(spot.text) or (len(spot.text) < 5 and " " not in spot.text):
        return None
    article = 1 if spot.before().low in {"a", "an"} else 0
    if spot.before(article + 1).low in {"with", "as"}:
        return say(spot, wording.A_SPELLING, back=article)
    letters = spot.before().low in {",", ":", "(", "-", "–", "—"}
    return (
        leave_out(spot, back=1 if spot.before().low == "," and spot.after().low in {",", ".", ";"} else 0)
        if letters
        else None
    )


def _is_family(spot: Spot) -> bool:
    return spot.after().finding is None and spot.after().low in _FAMILIES and spot.before().low in _OWN


def _of_a_family(spot: Spot) -> Change | None:
    """ "the Okafor brothers" are the brothers."""
    return leave_out(spot) if _is_family(spot) else None


def _counted(spot: Spot) -> Change | None:
    """ "there is exactly one Ines in town"."""
    before, earlier = spot.before(), spot.before(2).low
    if before.finding is not None or before.low not in _COUNTED or earlier in _OWN | {"no", "my"}:
        return None
    return say(spot, "people" if before.low in {"two", "three"} else wording.PERSON)


def _unlike_a_person(spot: Spot, cast: Cast) -> Change | None:
    person = cast.person(spot.number)
    if person.kind != "someone" or person.mentions[0] != spot.number or spot.number in cast.introductions:
        return None
    before, after, further = spot.before(), spot.after(), spot.after(2)
    if after.finding is None and after.low in _MEASURES:
        return say(spot, wording.SCALE)
    if recited_as := recited(spot):
        return recited_as
    if is_author(spot) and len(person.mentions) == 1:
        return say(spot, wording.ONE_AUTHOR)
    if after.low == "is" and further.low == "on" and spot.after(4).low in {"bedside", "nightstand", "desk", "shelf"}:
        return say(spot, wording.A_BOOK)
    if before.low == "from" and before.finding is None and _from_a_place(spot):
        return say(spot, kind_of(spot.text, WORKPLACES) or wording.A_PLACE)
    if _is_a_day(spot):
        return say(spot, wording.A_HOLIDAY)
    if _is_a_thing(spot):
        return say(spot, wording.THAT)
    if before.low == "in" and before.finding is None and after.low != "'s" and spot.before(2).low not in _FELT_IN:
        return say(spot, wording.A_PLACE)
    if _is_agency(spot) and len(person.mentions) == 1:
        return say(spot, wording.AGENCY if before.low in _OWN else wording.AN_AGENCY)
    return None


_CLOSED: Final = words(". , ; ! ?")


def is_author(spot: Spot) -> bool:
    """Whether the name is cited: "Tennov (1979)", "Kubany describes", "and Haney on prisons"."""
    after = spot.after()
    if after.low in {"and", "&"} and spot.after(3).finding is None and spot.after(3).low in _WRITES:
        return True
    if (
        after.low in {",", "("}
        and re.fullmatch(r"(?:19|20)\d\d", spot.after(2).low)
        and spot.before().low in {"(", "by", "and"}
    ):
        return True  # "(Tennov, 1979)"
    if (
        after.low == "on"
        and spot.before().low in {"and", "&", ",", ".", "\n", "("}
        and spot.after(2).low not in _OWN | {"our"}
    ):
        return spot.after(2).low.isalpha() and spot.after(3).low not in _CLOSED and spot.after(2).finding is None
    return after.finding is None and (after.low in _WRITES or (after.low == "'s" and spot.after(2).low in _WORKS))


def _is_agency(spot: Spot) -> bool:
    return bool(_AGENCY.fullmatch(spot.text)) and not _SHOUTED.search(spot.page.text)


def _from_a_place(spot: Spot) -> bool:
    """ "the nurse from Mercy", "a lama from Karma Ling": who came from there, and no letter from somebody."""
    return spot.before(2).low in NOUNS | _COME and spot.before(3).low in _OWN and spot.after().low != "'s"


_COME: Final = words("lama monk nun team people folks staff crew guys women men")


def _is_a_day(spot: Spot) -> bool:
    """ "Nalukataq is June 22"."""
    return spot.after().low in {"is", "falls"} and spot.after().finding is None and spot.kind(spot.after(2)) == "DATE"


def _is_a_thing(spot: Spot) -> bool:
    """ "Ho'oponopono isn't mine to use"."""
    return (
        spot.begins
        and spot.after().low in {"isn't", "is", "wasn't"}
        and spot.after(2).low in {"mine", "something", "what"}
    )
