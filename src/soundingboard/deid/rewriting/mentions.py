"""Names that are greeted, signed, spoken to, or spoken of as names."""

import re
from typing import Final

from soundingboard.deid.rewriting import wording
from soundingboard.deid.rewriting.beside import also_called, named_here, says_i_am, signs
from soundingboard.deid.rewriting.cast import Cast
from soundingboard.deid.rewriting.casting import GREETINGS
from soundingboard.deid.rewriting.grammar import Change, leave_out, say
from soundingboard.deid.rewriting.introductions import continues, titled
from soundingboard.deid.rewriting.page import Spot
from soundingboard.deid.rewriting.roles import CLIENTS, NOUNS
from soundingboard.deid.rewriting.words import words

_IS_SAID: Final = frozenset({"is", "was", "'s", ":", "are", "="})
_HEADINGS: Final = words(
    "s o a p d r b i g e t n data assessment plan subjective objective next themes note update response intervention"
)
_PAPERS: Final = words("chart id record file license form card badge paper letter note email")
_UTTERED: Final = words(": name by yelled said says shouted screamed whispered wrote typed signed heard")
_QUOTES: Final = frozenset('"“”')
_PRONOUNS: Final = words("her him them me us ella él")
_SETS_OFF: Final = frozenset({",", ".", ";", ")", ""})
_NAME_IT: Final = words("i'll ill call will let's")


def rest_of_a_name(spot: Spot, cast: Cast) -> Change | None:
    """A family name found apart from the first name before it."""
    return leave_out(spot) if continues(spot) else None


def greeting(spot: Spot, cast: Cast) -> Change | None:
    """ "Dear Dr. Feng" greets a colleague, "Hi Ken" nobody in particular."""
    steps, _ = titled(spot)
    first = spot.before(steps + 1)
    if first.low in {"and", "&", ",", "/"} and spot.kind(spot.before(steps + 2)) == "NAME":
        page = spot.page
        before = page.token(spot.place - steps - 3).low
        if before in GREETINGS and spot.line[0].strip().lower().startswith(tuple(GREETINGS)):
            return leave_out(spot, back=steps + 1)
        return None
    if first.low not in GREETINGS or first.finding is not None:
        return None
    if first.low in {"dear", "querida", "querido", "estimada", "estimado"}:
        if first.low != "dear" or spot.spanish:
            return say(spot, "colega", back=steps)
        return say(spot, wording.COLLEAGUE, back=steps)
    return leave_out(spot, back=steps)


def signature(spot: Spot, cast: Cast) -> Change | None:
    """The writer's own name."""
    if cast.person(spot.number).kind != "writer":
        return None
    steps, _ = titled(spot)
    if signs(spot):
        before, _ = spot.line
        dash = re.search(r"[—–\-~*\s]*$", before)
        reach = len(dash.group()) if dash else 0
        start = (spot.before(steps).start if steps else spot.start) - (reach if not steps else 0)
        return Change(start, spot.end, "")
    if says_i_am(spot):
        if spot.before().low in {"is", "'s"} and spot.before(2).low in {"this", "it"}:
            return say(spot, "a colleague", back=steps)
        if spot.before().low in {"is", ":", "'s"}:
            return say(spot, wording.WITHHELD, back=steps)
        if spot.after().low == ",":
            return leave_out(spot, back=steps, ahead=1)
        return say(spot, "a colleague", back=steps)
    return say(spot, wording.ME, back=steps)


_SPELLERS: Final = frozenset("she he they i we you who".split())


def another_name(spot: Spot, cast: Cast) -> Change | None:
    """One more name of somebody: "goes by Amy", "that's B A O"."""
    if not also_called(spot):
        return None
    if spot.before().low == "'s":
        return leave_out(spot, back=3)
    if spot.before().low in {"spelled", "spelt"}:
        by_somebody = spot.before(2).low in _SPELLERS
        return say(spot, wording.A_NAME) if by_somebody else leave_out(spot, back=1)
    quoted = 1 if spot.before().low in _QUOTES and spot.after().low in _QUOTES else 0
    return say(spot, wording.ANOTHER_NAME, back=quoted, ahead=quoted)


def said_to_be_the_name(spot: Spot, cast: Cast) -> Change | None:
    """ "Her name is Hope", "Hope is her name", "her name, Hope, is"."""
    whose = spot.after(2).low
    if spot.after().low in {"is", "was"} and whose in {"her", "his", "their"} and spot.after(3).low == "name":
        return say(spot, f"{whose} name {spot.after().low} {wording.WITHHELD}", ahead=3)
    if spot.before().low == "," and spot.before(2).low in {"name", "nombre"} and spot.after().low in _SETS_OFF:
        return leave_out(spot, back=1)
    if (
        spot.before().low == ":"
        and not spot.line[0].strip().replace(" ", "").rstrip(":").isalpha()
        and _told_before(spot)
    ):
        return leave_out(spot, back=1)
    if spot.before().low == "of" and spot.before(2).low == "name" and spot.before(3).low == ",":
        return leave_out(spot, back=2)  # "76, name of Leon but"
    if not named_here(spot):
        return None
    steps = 0 if spot.before().low in _IS_SAID else titled(spot)[0]
    withheld = wording.NO_INDICADO if spot.spanish else wording.WITHHELD
    return Change(spot.before(steps).start if steps else spot.start, spot.end, withheld)


def _told_before(spot: Spot) -> bool:
    """ "her name's public: Ines Bly" is a sentence without the name."""
    row = [token.low for token in spot.page.sentence_before(spot.start)][-7:]
    return bool({"name", "name's"} & set(row[:-2])) and bool({"is", "was", "'s"} & set(row[:-1]))


def given_a_name(spot: Spot, cast: Cast) -> Change | None:
    """ "I'll call her Grace"."""
    if spot.before().low == "say" and spot.before(2).low in _NAME_IT and spot.after().low in {".", ";", ",", ""}:
        return say(spot, wording.NO_NAME)
    if spot.before().low in {"say", *_PRONOUNS} and spot.before(2).low in _NAME_IT:
        return say(spot, cast.phrase(spot.number, spot).replace("my ", "the "))
    return None


def set_off(spot: Spot, cast: Cast) -> Change | None:
    """A name between marks behind what already says who it is: "the choir director, Faith.", "her, Opal,"."""
    steps, _ = titled(spot)
    before = spot.before(steps + 2)
    if spot.kind(spot.before(steps + 1)) == "PROFESSION":
        return leave_out(spot, back=steps)
    if spot.after().low == "the" and spot.after(2).low in CLIENTS and cast.person(spot.number).kind == "client":
        return leave_out(spot, back=steps)
    if spot.before(steps + 1).low == "(" and before.low in {"he", "she", "they", *_PRONOUNS} and before.finding is None:
        return leave_out(spot, back=steps, ahead=1 if spot.after().low == "," else 0)  # "He (Jarrod, 47)"
    if spot.before(steps + 1).low == spot.after().low == "," and _one_of(spot, steps + 2):
        return leave_out(spot, back=steps + 1, ahead=1)
    told = spot.kind(before) == "PROFESSION" or (before.low in _PRONOUNS and before.finding is None)
    if told and spot.before(steps + 1).low == "," and spot.after().low in _SETS_OFF:
        return leave_out(spot, back=steps + 1)
    if spot.before().low in {"(", ","} and _again(spot, cast):
        if spot.before().low == "," and spot.after().low in {",", "."}:
            return leave_out(spot, back=1)
        if spot.before().low == "(":
            return leave_out(spot, ahead=1 if spot.after().low == "," else 0)
    return None


def _one_of(spot: Spot, steps: int) -> bool:
    """ "one of whom, Ines, drove", "One of the four, Ben, held the line"."""
    row = [spot.before(step).low for step in range(steps, steps + 5)]
    return (
        "of" in row[:-1]
        and row[row.index("of") + 1] in {"one", "two", "some", "none"}
        and "," not in row[: row.index("of")]
    )


def behind_is(spot: Spot, cast: Cast) -> Change | None:
    """ "Client is Jim, 55" is "Client is 55"."""
    steps, _ = titled(spot)
    if spot.before(steps + 1).low not in {"is", "was", "'s"} or spot.before(steps + 2).low not in NOUNS | {"he", "she"}:
        return None
    further = spot.after(2)
    if spot.before(steps + 2).low in CLIENTS and spot.after().low == "(":
        return leave_out(spot, back=steps + 1)  # "The client is Ty (in court papers Tyrese)"
    if spot.before(steps + 2).low in CLIENTS and spot.after().low == ".":
        return say(spot, wording.UNNAMED, back=steps)
    if spot.after().low != ",":
        return None
    if further.low[:1].isdigit() or further.low in {"a", "an", "from"}:
        return leave_out(spot, back=steps, ahead=1)
    return leave_out(spot, back=steps + 1) if spot.before(steps + 2).low in CLIENTS else None


def behind_an_age(spot: Spot, cast: Cast) -> Change | None:
    """ "5-year-old Tremaine" is "the 5-year-old"; "Client is 19, Maddox, sophomore" needs no name."""
    age = spot.before()
    if re.fullmatch(r"\d{1,2}-(?:year|yr)-old", age.low) and spot.before(2).low not in {
        "a",
        "an",
        "the",
        "my",
        "her",
        "his",
    }:
        return Change(age.start, spot.end, f"the {age.low}")
    if spot.number in cast.introductions or cast.person(spot.number).kind != "client":
        return None
    return leave_out(spot, back=1) if _after_an_age(spot) else None


def as_a_name(spot: Spot, cast: Cast) -> Change | None:
    """A name that is spoken of: 'insists on: "Ben"', "called Kwabena because he was born on a Tuesday"."""
    back = 1 if spot.before().low in _QUOTES else 0
    before = spot.before(back + 1)
    article = 1 if before.low in {"a", "an", "the"} else 0
    nobody = cast.person(spot.number).kind == "someone"
    if back and spot.after().low in _QUOTES and (nobody or article or _is_a_nickname(spot, cast)) and not _asked(spot):
        first = cast.person(spot.number).mentions[0] == spot.number
        return say(spot, wording.A_NAME if first else wording.THAT_NAME, back=1 + article, ahead=1)
    if spot.before().low == "says" and spot.before(2).low in _PAPERS | {"still"}:
        return say(spot, wording.A_NAME)
    if back and before.low in _UTTERED and spot.after().low in _QUOTES:
        return Change(spot.start, spot.end, wording.A_NAME)
    if before.low in {"called", "named", "nicknamed"} and before.finding is None:
        earlier = spot.before(back + 2).low
        if before.low != "called" or earlier in {",", "is", "was", "been", "'s", "(", "got"}:
            return say(spot, wording.A_NAME) if earlier in {",", "(", "is", "was", "been", "got"} else None
    return None


def _is_a_nickname(spot: Spot, cast: Cast) -> bool:
    """Whether the same words were given as another name before: 'calls him "Gary"'."""
    earlier = (spot.page.spot(number) for number in cast.person(spot.number).mentions if number < spot.number)
    return any(other.text == spot.text and also_called(other) for other in earlier)


def _asked(spot: Spot) -> bool:
    """Whether the quotation is somebody's speech: 'said, "Ben"', 'yelled "Ben"'."""
    return spot.before(2).low in _UTTERED | {","}


def spoken_to(spot: Spot, cast: Cast) -> Change | None:
    """Somebody spoken to in a quotation."""
    if spot.before().low in _QUOTES and spot.before().end == spot.start and spot.after().low == ",":
        after = spot.after(2)
        letter = spot.page.text[after.start : after.start + 1]
        if after.finding is None and letter and spot.after(2).low not in _QUOTES and _inside_quote(spot):
            return Change(spot.start, after.start + 1, letter.upper() if spot.text[:1].isupper() else letter)
    if spot.before().low == "," and spot.after().low in {".", "!", "?", ","} and spot.after(2).low in _QUOTES:
        return leave_out(spot, back=1)
    return None


def labeled(spot: Spot, cast: Cast) -> Change | None:
    """ "PCP: Lorna Schaad, PA-C" at the beginning of a line."""
    if spot.number in cast.introductions or not _labeled(spot):
        return None
    steps, _ = titled(spot)
    return Change(spot.before(steps).start if steps else spot.start, spot.end, wording.WITHHELD)


def _again(spot: Spot, cast: Cast) -> bool:
    """Whether the name just before is the same person's: "my client Ms. Early (Ola Mae Early, 91)"."""
    first = spot.before(3) if spot.before(2).low in _QUOTES else spot.before(2)
    other = first.finding
    return other is not None and spot.kind(first) == "NAME" and cast.person(other) is cast.person(spot.number)


def _labeled(spot: Spot) -> bool:
    """Whether a label at the beginning of a line gives the name: "PCP: Lorna Schaad, PA-C"."""
    steps, _ = titled(spot)
    before, after = spot.line
    label = before[: len(before) - (spot.start - spot.before(steps).start)] if steps else before
    if label.strip(" :").lower() in _HEADINGS:
        return False
    return bool(re.fullmatch(r"\W*[A-Za-z][\w/ .]{0,24}:\s*", label)) and bool(re.match(r"\s*(?:[,;.|(]|$)", after))


def _inside_quote(spot: Spot) -> bool:
    """Whether the quotation that opens before the name says more than the name."""
    return any(spot.after(step).low in _QUOTES for step in range(3, 40))


def _after_an_age(spot: Spot) -> bool:
    """ "Client is 19, Maddox, sophomore"."""
    before = spot.before(2).low
    if spot.before().low != "," or spot.after().low not in {",", ".", "("}:
        return False
    if re.fullmatch(r"\d{1,2}[fm]?", before):
        return True
    return any(token.low in CLIENTS for token in spot.page.sentence_before(spot.start))
