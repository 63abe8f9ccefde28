"""What a name becomes: a relation, or nothing where the relation stands beside it."""

from collections.abc import Callable
from typing import Final

from soundingboard.deid.rewriting import mentions, wording
from soundingboard.deid.rewriting.cast import Cast
from soundingboard.deid.rewriting.grammar import Change, capital, leave_out, say
from soundingboard.deid.rewriting.introductions import Introduction, titled
from soundingboard.deid.rewriting.mistaken import mistaken
from soundingboard.deid.rewriting.page import Spot
from soundingboard.deid.rewriting.roles import KEPT, OWNERS
from soundingboard.deid.rewriting.words import words

_DETERMINERS: Final = words("the a an el la un una")
_TOLD: Final = words("told tell tells asked ask asks gave give gives showed shows show texted texts made makes let")
# After these a comma behind an apposition stays: "her husband, a trucker", "his landlord, who lives upstairs".
_STAYS: Final = words(
    "that that's he she it they we i his as this "
    "a an the who whose whom which where when un una la el quien que but so because de "
    "del aged age six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen "
    "nineteen twenty thirty forty fifty sixty seventy eighty"
)
_NO_OWNER: Final = words("it that he she there what who here name this where")
_QUOTES: Final = frozenset('"“”')

# The ways in which a name can stand, tried in this order.
_WAYS: Final[tuple[Callable[[Spot, Cast], Change | None], ...]] = (
    mentions.rest_of_a_name,
    mistaken,
    mentions.greeting,
    mentions.signature,
    mentions.another_name,
    mentions.said_to_be_the_name,
    mentions.given_a_name,
    mentions.set_off,
    mentions.behind_is,
    mentions.behind_an_age,
    mentions.as_a_name,
    mentions.spoken_to,
    mentions.labeled,
)


def name(spot: Spot, cast: Cast) -> Change:
    """The change for one name."""
    for way in _WAYS:
        change = way(spot, cast)
        if change is not None:
            return change
    return _introduced(spot, cast) or _of_a_department(spot) or _phrase(spot, cast)


def _of_a_department(spot: Spot) -> Change | None:
    """ "Neurology Dr. Amundsen 6/18" is Neurology."""
    steps, titles = titled(spot)
    before = spot.before(steps + 1)
    if (
        titles
        and before.finding is None
        and before.low.endswith(("logy", "iatry", "iatrics", "medicine", "surgery", "therapy"))
    ):
        return leave_out(spot, back=steps)
    return None


def _introduced(spot: Spot, cast: Cast) -> Change | None:
    intro = cast.introductions.get(spot.number)
    if intro is None or intro.shape == "told":
        return None
    if intro.shape == "is":
        return _is(spot)
    return _listed(spot, cast, intro) if intro.plural else _beside(spot, cast, intro)


def _is(spot: Spot) -> Change:
    """ "Mom is Ines, a nurse," is "Mom is a nurse"; "dad's Tom, mom's Ines" are "dad, mom"."""
    steps, _ = titled(spot)
    after, further = spot.after(), spot.after(2)
    article = further.low in {"a", "an"} or spot.page.text[further.start : further.start + 2] in {"a ", "an"}
    if after.low == "," and (article or further.low[:1].isdigit()):
        return leave_out(spot, back=steps, ahead=1)
    return leave_out(spot, back=steps + 1) if after.low == "," else say(spot, wording.SOMEONE, back=steps)


def _listed(spot: Spot, cast: Cast, intro: Introduction) -> Change:
    """One of several who are introduced together: "Kids Amari 6, Zuri 4", "her parents, Ana and Luis,"."""
    person = cast.person(spot.number)
    head = cast.lists.get(spot.number, spot.number) == spot.number
    steps, _ = titled(spot)
    if person.noun in {"member", "client", "partner"} or (person.order in wording.LETTERS and person.order):
        phrase = cast.phrase(spot.number, spot)
        if spot.before(steps + 1).low == ":":
            return Change(spot.before(steps).start if steps else spot.start, spot.end, phrase)
        return say(spot, phrase, back=steps)
    if spot.before(steps + 1).low == "of":
        return say(spot, cast.phrase(spot.number, spot), back=steps)
    if person.age is not None and person.order.startswith("the ") and person.order != "the other":
        phrase = person.order
        if head and intro.shape == "before":
            before = spot.before(steps + 1)
            return Change(before.end, spot.end, f": {phrase}")
        return say(spot, phrase, back=steps)
    if intro.shape == "paren":
        return say(spot, cast.phrase(spot.number, spot), back=steps)
    if head:
        return Change(intro.start, spot.end, "")
    joins = steps
    while spot.before(joins + 1).low in {",", "and", "&", "/", "y", "e"}:
        joins += 1
    further = spot.after(2).low
    ahead = 1 if spot.after().low == "," and further not in _STAYS and not further[:1].isdigit() else 0
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
        if intro.shape == "paren":
            return Change(intro.start + 1, spot.end, order)
        return Change(intro.start, intro.end, _spaced(spot, intro, order))
    if intro.shape == "colon":
        nothing = wording.NO_INDICADO if spot.spanish else wording.WITHHELD
        return Change(intro.start + 1, intro.end, f" {nothing}")
    if intro.shape == "paren":
        if spot.after().low == ")":
            return Change(intro.start, spot.after().end, "")
        if spot.after().low == "," and "name" in {spot.after(step).low for step in range(2, 8)}:
            return Change(intro.start + 1, spot.end, wording.NAME_WITHHELD)
        if spot.after().low in {",", ";"}:
            return Change(spot.start - (spot.start - intro.start - 1), spot.after().end, "")
        return Change(intro.start + 1, spot.end, "")
    end = intro.end
    if page.text[spot.end : spot.end + 1] in {"'", "’"} and spot.text[-1:].lower() == "s" and spot.after().low != "'s":
        start = len(page.text[: intro.start].rstrip())
        return Change(start, spot.end + 1, page.text[spot.end] + "s")
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
    elif (before in KEPT or before == "late") and phrase.startswith("the "):
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
