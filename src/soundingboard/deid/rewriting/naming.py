"""What a name becomes: a relation, or nothing where the relation stands beside it."""

import re
from typing import Final

from soundingboard.deid.rewriting import wording
from soundingboard.deid.rewriting.cast import GREETINGS, Cast, also_called, named_here, says_i_am, signs
from soundingboard.deid.rewriting.grammar import Change, capital, leave_out, say
from soundingboard.deid.rewriting.introductions import Introduction, titled
from soundingboard.deid.rewriting.page import Spot
from soundingboard.deid.rewriting.roles import CLIENTS, KEPT, NOUNS, OWNERS

_DETERMINERS: Final = frozenset("the a an el la un una".split())
_TOLD: Final = frozenset(
    "told tell tells asked ask asks gave give gives showed shows show texted texts made makes let".split()
)
# After these a comma behind an apposition stays: "her husband, a trucker", "his landlord, who lives upstairs".
_STAYS: Final = frozenset("a an the who whose whom which where when un una la el quien que but so because".split())
_IS_SAID: Final = frozenset({"is", "was", "'s", ":", "are", "="})
_NO_OWNER: Final = frozenset("it that he she there what who here name this where".split())
_HEADINGS: Final = frozenset(
    "s o a p d r b i g e t n data assessment plan subjective objective next themes note update response intervention".split()
)
_PRONOUNS: Final = frozenset("her him them me us ella él".split())
_PAPERS: Final = frozenset("chart id record file license form card badge paper letter note email".split())
_UTTERED: Final = frozenset(
    {
        ":",
        "name",
        "by",
        "yelled",
        "said",
        "says",
        "shouted",
        "screamed",
        "whispered",
        "wrote",
        "typed",
        "signed",
        "heard",
    }
)
_QUOTES: Final = frozenset('"“”')


def name(spot: Spot, cast: Cast) -> Change:
    """The change for one name."""
    if _continues(spot):
        return leave_out(spot)
    person = cast.person(spot.number)
    greeted = _greeting(spot)
    if greeted is not None:
        return greeted
    if person.kind == "writer":
        return _writer(spot)
    if also_called(spot):
        if spot.before().low == "'s":
            return leave_out(spot, back=3)
        if spot.before().low in {"spelled", "spelt"}:
            return leave_out(spot, back=1)
        return say(spot, wording.ANOTHER_NAME)
    if (
        spot.after().low in {"is", "was"}
        and spot.after(3).low == "name"
        and spot.after(2).low in {"her", "his", "their"}
    ):
        return say(spot, f"{spot.after(2).low} name {spot.after().low} {wording.WITHHELD}", ahead=3)
    if named_here(spot):
        steps = 0 if spot.before().low in _IS_SAID else titled(spot)[0]
        return say(spot, wording.NO_INDICADO if spot.spanish else wording.WITHHELD, back=steps)
    if spot.before().low in {"say", "him", "her", "them"} and spot.before(2).low in {
        "i'll",
        "ill",
        "call",
        "will",
        "let's",
    }:
        return say(spot, cast.phrase(spot.number, spot).replace("my ", "the "))
    steps, _ = titled(spot)
    if (
        spot.before(steps + 1).low == ","
        and spot.kind(spot.before(steps + 2)) == "PROFESSION"
        and spot.after().low in {".", ",", ";", ")", ""}
    ):
        return leave_out(spot, back=steps + 1)
    if spot.before().low in {"is", "was", "'s"} and spot.before(2).low in NOUNS | {"he", "she"}:
        further = spot.after(2)
        if spot.after().low == "," and (further.low[:1].isdigit() or further.low in {"a", "an", "from"}):
            return leave_out(spot, ahead=1)
        if spot.before(2).low in CLIENTS and spot.after().low == ",":
            return leave_out(spot, back=1)
    if (
        spot.before().low == ","
        and spot.before(2).low in {"name", "nombre"}
        and spot.after().low in {",", ".", ";", ")"}
    ):
        return leave_out(spot, back=1)
    if spot.before().low in {"(", ","} and spot.before(2).finding is not None and _again(spot, cast):
        if spot.before().low == "," and spot.after().low in {",", "."}:
            return leave_out(spot, back=1)
        if spot.before().low == "(":
            return leave_out(spot, ahead=1 if spot.after().low == "," else 0)
    if re.fullmatch(r"\d{1,2}-(?:year|yr)-old", spot.before().low) and spot.before(2).low not in _DETERMINERS:
        return Change(spot.before().start, spot.end, f"the {spot.before().low}")
    if spot.before().low == "," and spot.before(2).low in _PRONOUNS and spot.after().low in {",", ".", ";", ")"}:
        return leave_out(spot, back=1)
    spoken = _as_a_name(spot)
    if spoken is not None:
        return spoken
    called = _vocative(spot)
    if called is not None:
        return called
    intro = cast.introductions.get(spot.number)
    if intro is not None and intro.shape == "told":
        return _phrase(spot, cast)
    if intro is None and _labeled(spot):
        return Change(spot.before(titled(spot)[0]).start if titled(spot)[0] else spot.start, spot.end, wording.WITHHELD)
    if intro is not None and intro.shape == "is":
        return say(spot, wording.SOMEONE)
    if intro is not None and intro.plural:
        return _listed(spot, cast, intro)
    if intro is not None:
        return _beside(spot, cast, intro)
    if person.kind == "client" and _after_an_age(spot):
        return leave_out(spot, back=1)
    return _phrase(spot, cast)


def _continues(spot: Spot) -> bool:
    """Whether this is the rest of a name that begins with the finding before."""
    before = spot.before()
    gap = spot.page.text[before.end : spot.start]
    return spot.kind(before) == "NAME" and len(gap) <= 1 and not gap.strip("- \u00a0")


def _again(spot: Spot, cast: Cast) -> bool:
    """Whether the name just before is the same person's: "my client Ms. Early (Ola Mae Early, 91)"."""
    other = spot.before(2).finding
    return other is not None and spot.kind(spot.before(2)) == "NAME" and cast.person(other) is cast.person(spot.number)


def _greeting(spot: Spot) -> Change | None:
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


def _writer(spot: Spot) -> Change:
    steps, _ = titled(spot)
    if signs(spot):
        before, _ = spot.line
        dash = re.search(r"[—–\-~*\s]*$", before)
        reach = len(dash.group()) if dash else 0
        start = (spot.before(steps).start if steps else spot.start) - (reach if not steps else 0)
        return Change(start, spot.end, "")
    if says_i_am(spot):
        if spot.before().low in {"is", ":", "'s"}:
            return say(spot, wording.WITHHELD, back=steps)
        if spot.after().low == ",":
            return leave_out(spot, back=steps, ahead=1)
        return say(spot, "a colleague", back=steps)
    return say(spot, wording.ME, back=steps)


def _as_a_name(spot: Spot) -> Change | None:
    """A name that is spoken of: 'insists on: "Ben"', "called Kwabena because he was born on a Tuesday"."""
    back = 1 if spot.before().low in _QUOTES else 0
    before = spot.before(back + 1)
    if spot.before().low == "says" and spot.before(2).low in _PAPERS | {"still"}:
        return say(spot, wording.A_NAME)
    if back and before.low in _UTTERED and spot.after().low in _QUOTES:
        return Change(spot.start, spot.end, wording.A_NAME)
    if before.low in {"called", "named", "nicknamed"} and before.finding is None:
        earlier = spot.before(back + 2).low
        if before.low != "called" or earlier in {",", "is", "was", "been", "'s", "(", "got"}:
            return say(spot, wording.A_NAME) if earlier in {",", "(", "is", "was", "been", "got"} else None
    return None


def _vocative(spot: Spot) -> Change | None:
    """Somebody spoken to in a quotation."""
    if spot.before().low in _QUOTES and spot.before().end == spot.start and spot.after().low == ",":
        after = spot.after(2)
        letter = spot.page.text[after.start : after.start + 1]
        if after.finding is None and letter and spot.after(2).low not in _QUOTES:
            if _inside_quote(spot):
                return Change(spot.start, after.start + 1, letter.upper() if spot.text[:1].isupper() else letter)
    if spot.before().low == "," and spot.after().low in {".", "!", "?", ","} and spot.after(2).low in _QUOTES:
        return leave_out(spot, back=1)
    return None


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


def _listed(spot: Spot, cast: Cast, intro: Introduction) -> Change:
    """One of several who are introduced together: "Kids Amari 6, Zuri 4", "her parents, Ana and Luis,"."""
    person = cast.person(spot.number)
    head = cast.lists.get(spot.number, spot.number) == spot.number
    steps, _ = titled(spot)
    if person.noun in {"member", "client", "partner"} or person.order in wording.LETTERS and person.order:
        phrase = cast.phrase(spot.number, spot)
        return say(spot, phrase, back=steps)
    if spot.before(steps + 1).low == "of":
        return say(spot, cast.phrase(spot.number, spot), back=steps)
    if person.age is not None and person.order:
        phrase = person.order
        if head and intro.shape == "before":
            before = spot.before(steps + 1)
            return Change(before.end, spot.end, f": {phrase}")
        return say(spot, phrase, back=steps)
    if head:
        return Change(intro.start, spot.end, "")
    joins = steps
    while spot.before(joins + 1).low in {",", "and", "&", "/", "y", "e"}:
        joins += 1
    ahead = 1 if spot.after().low == "," and spot.after(2).low not in _STAYS else 0
    if spot.kind(spot.after(2)) == "NAME":
        ahead = 0
    return leave_out(spot, back=joins, ahead=ahead)


def _beside(spot: Spot, cast: Cast, intro: Introduction) -> Change:
    """Nothing, since the relation stands beside the name."""
    page = spot.page
    if intro.shape == "after":
        phrase = page.text[spot.after().end : intro.end].strip(" ,()")
        back, _ = titled(spot)
        return Change(intro.start, intro.end, capital(page, intro.start, spot.place - back, phrase))
    order = cast.person(spot.number).order
    if order and order in wording.LETTERS:
        return Change(intro.start, intro.end, _spaced(spot, intro, order))
    if intro.shape == "colon":
        nothing = wording.NO_INDICADO if spot.spanish else wording.WITHHELD
        return Change(max(intro.start + 1, intro.start), spot.end, f" {nothing}")
    if intro.shape == "paren":
        if spot.after().low == ")":
            return Change(intro.start, spot.after().end, "")
        if spot.after().low in {",", ";"}:
            return Change(spot.start - (spot.start - intro.start - 1), spot.after().end, "")
        return Change(intro.start + 1, spot.end, "")
    end = intro.end
    if intro.shape == "comma" or page.text[intro.start : intro.start + 1] == ",":
        if spot.after().low == "'s" and spot.after(2).low == ",":
            return Change(intro.start, spot.after(2).end, "'s")
        behind = page.token(spot.place + 1 + (1 if end > spot.end else 0))
        further = page.token(spot.place + 2 + (1 if end > spot.end else 0))
        if behind.low == ",":
            follows = further.low
            if not (follows in _STAYS or follows[:1].isdigit() or further.finding is not None or _enumerates(spot)):
                end = behind.end
    if intro.shape == "before" and spot.before().low in {"is", "was"}:
        return _phrase(spot, cast)
    return Change(intro.start, end, "")


def _enumerates(spot: Spot) -> bool:
    """Whether more names follow in a list, whose commas stay."""
    return spot.kind(spot.after(2)) == "NAME"


def _spaced(spot: Spot, intro: Introduction, order: str) -> str:
    """The letter of one of several, behind the relation."""
    return f" {order}" if spot.page.text[intro.start : intro.start + 1] in {",", "(", ":", "-", "—", "–"} else order


def _phrase(spot: Spot, cast: Cast) -> Change:
    """The relation in place of the name, with its possessive."""
    steps, _ = titled(spot)
    phrase = cast.phrase(spot.number, spot)
    before = spot.before(steps + 1).low
    quoted = before in _QUOTES and spot.after().low in _QUOTES
    back = steps
    if (
        (before in OWNERS and before != "its")
        or (before in _DETERMINERS and not (before == "a" and spot.spanish))
        or (before == "'s" and spot.before(steps + 2).low not in _NO_OWNER)
    ) and not (before == "her" and spot.before(steps + 2).low in _TOLD):
        words = phrase.split(" ", 1)
        if len(words) == 2 and (words[0] in OWNERS or words[0] in _DETERMINERS or words[0].endswith("'s")):
            phrase = words[1]
        elif before in {"a", "an", "the", "one"}:
            back += 1
    elif before in KEPT and phrase.startswith("the "):
        phrase = phrase[4:]  # "parole officer Stromberg"
    if quoted and not steps:
        change = Change(spot.before().start, spot.after().end, capital(spot.page, spot.start, spot.place, phrase))
        return change
    end, tail = spot.end, ""
    behind = spot.page.text[spot.end : spot.end + 2]
    if behind[:1] in {"'", "’"} and not behind[1:].isalnum() and spot.text[-1:].lower() == "s":
        end, tail = spot.end + 1, "’s" if behind[0] == "’" else "'s"
    elif behind[:1] == "s" and not behind[1:].isalnum():
        end, tail = spot.end + 1, "'s"
    if spot.text.endswith(".") and _ends_here(spot):
        tail = "."
    start = spot.before(back).start if back else spot.start
    return Change(start, end, capital(spot.page, start, spot.place - back, phrase) + tail)


def _ends_here(spot: Spot) -> bool:
    """Whether the point of an initial also ended the sentence."""
    after = spot.after()
    if after.low in {"", "\n"}:
        return True
    letter = spot.page.text[after.start : after.start + 1]
    return letter.isupper() and after.start > spot.end
