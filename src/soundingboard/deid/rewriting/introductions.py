"""How a text says who somebody is, where the name stands: "her sister Denise", "the psychiatrist, Dr. Banerjee"."""

import re
from dataclasses import dataclass
from typing import Final, Literal

from soundingboard.deid.rewriting.fields import field_of, somebody
from soundingboard.deid.rewriting.page import Spot, Token
from soundingboard.deid.rewriting.roles import (
    ARTICLES,
    ATTENDANCE,
    CLERGY,
    CLIENTS,
    KEPT,
    NOUNS,
    OWNERS,
    PLURALS,
    RELATIVES,
    TITLES,
)
from soundingboard.deid.rewriting.words import words

Shape = Literal["before", "comma", "paren", "colon", "called", "after", "is", "told"]

_JOINS: Final = frozenset({",", "and", "&", "/", "y", "e", "or", "+", ";"})
_CALLED: Final = frozenset({"called", "named", "hereafter", "nicknamed", "llamado", "llamada"})
_ALSO_RELATIVES: Final = frozenset({"father", "padre", "brother", "elder"})
_CHURCH: Final = words("church parish priest bishop catholic mass rectory diocese seminary")
_CLOSING: Final = frozenset({",", ".", ";", ")", ":", "?", "!", "", "\n", "who", "-", "–", "—"})
_ADJECTIVES: Final = 3  # how many words may stand between an owner and the relation
_QUOTES: Final = frozenset('"“”')
_PARENTS: Final = words("mother father mom dad parent parents madre padre guardian")
_NEAR: Final = 5  # words between a relation and "named"


@dataclass(frozen=True, slots=True)
class Introduction:
    """Who a name belongs to, as said beside it.

    noun      the relation, with the words that belong to it: "sister", "school counselor"
    owner     "her", "the", "the girl's"; empty where nothing is said
    of        the number of the name that owns: "Jaylen's mom"
    shape     where the relation stands
    start     from here the name with its title and mark can be left out
    end       up to here, where the relation stands behind the name
    plural    the noun is the word for one of several: "her kids Amari and Zuri"
    """

    noun: str
    owner: str
    of: int | None
    shape: Shape
    start: int
    end: int
    plural: bool = False


def titled(spot: Spot) -> tuple[int, tuple[str, ...]]:
    """How many tokens before the name are titles, and which."""
    steps, titles = 0, []
    while (low := spot.before(steps + 1).low) in TITLES and spot.before(steps + 1).finding is None:
        if low in NOUNS and not (low in CLERGY and _churchly(spot)) and _owned(spot, steps + 1):
            break
        written = spot.page.text[spot.before(steps + 1).start]
        if low == "lady" or (low in _ALSO_RELATIVES and not (written.isupper() and _churchly(spot))):
            break
        titles.append(low)
        steps += 1
    return steps, tuple(titles)


def _owned(spot: Spot, steps: int) -> bool:
    """Whether the noun `steps` before the name has an article or owner, so that it is a relation and no title."""
    for further in range(steps + 1, steps + 3):
        low = spot.before(further).low
        if low in OWNERS or low in ARTICLES or low == "'s":
            return True
    return False


def _churchly(spot: Spot) -> bool:
    findings = spot.page.findings
    return any(f.category == "CONGREGATION" for f in findings) or any(t.low in _CHURCH for t in spot.page.tokens)


def previous_in_list(spot: Spot) -> int | None:
    """The number of the name that precedes this one in a list: "Amari 6, Zuri 4", "Grace and Will"."""
    steps, _ = titled(spot)
    joins = 0
    while spot.before(steps + 1).low in _JOINS:
        steps += 1
        joins += 1
    if not joins:
        return None
    if spot.before(steps + 1).low == ")":
        steps += 1
    while _is_age(spot.before(steps + 1)) or spot.before(steps + 1).low in {"(", "age", "aged", "m", "f"}:
        steps += 1
    if joins and spot.before(steps + 1).low == "," and _is_age(spot.before(steps)):
        steps += 1
    token = spot.before(steps + 1)
    return token.finding if spot.kind(token) == "NAME" else None


def _is_age(token: Token) -> bool:
    return token.finding is None and token.low.rstrip("fmyo").isdigit() and len(token.low) <= 4


def continues(spot: Spot) -> bool:
    """Whether this is the rest of a name that begins with the finding before."""
    before = spot.before()
    gap = spot.page.text[before.end : spot.start]
    if spot.kind(before) != "NAME" and before.low in _QUOTES:
        before = spot.before(2)
        gap = spot.page.text[before.end : spot.start]
    return spot.kind(before) == "NAME" and len(gap) <= 2 and not gap.strip('- \u00a0"“”')


def introduction(spot: Spot) -> Introduction | None:
    """What stands beside the name at `spot` and says who that is."""
    return _behind(spot) or _in_front(spot)


def _in_front(spot: Spot) -> Introduction | None:
    steps, titles = titled(spot)
    shape: Shape = "before"
    start = spot.before(steps).start if steps else spot.start
    if spot.before(steps + 1).low in {'"', "“", "'"} and spot.before(steps + 1).start != spot.before(steps + 1).end:
        steps += 1
        start = spot.before(steps).start
    if titles and spot.before(steps + 1).low in {"a", "an", "un", "una", "one"}:
        steps += 1
        start = spot.before(steps).start
    if spot.before(steps + 1).low == "late" and spot.before(steps + 2).low == "the":
        steps += 2
        start = spot.before(steps).start
    if spot.before(steps + 1).low == "of" and spot.before(steps + 2).low in _PARENTS:
        return Introduction("child", "", None, "before", spot.start, spot.end, plural=True)
    if spot.before(steps + 1).low in _CALLED:
        steps += 1
        start = spot.before(steps).start
        shape = "called"
    mark = spot.before(steps + 1)
    if (
        mark.low in {"is", "was", "'s"}
        and shape == "before"
        and spot.before(steps + 2).low in NOUNS - CLIENTS - _ANYBODY
    ):
        return _relation(spot, steps + 2, "is", start, spot.end)
    if mark.low == "," and spot.before(steps + 3).low == "my" and spot.before(steps + 4).low == "of" and _closed(spot):
        noun = PLURALS.get(spot.before(steps + 2).low, "supervisee")
        return Introduction(noun, "the", None, "comma", mark.start, spot.end)
    if mark.low == "," and _closed(spot) and spot.kind(worker := spot.before(steps + 2)) == "PROFESSION":
        owner, works = spot.before(steps + 3).low, spot.page.text[worker.start : worker.end]
        if owner in OWNERS | {"the"}:
            return Introduction(somebody(works, field_of(works)), owner, None, "comma", mark.start, spot.end)
    if mark.low in {",", "(", ":", "-", "–", "—"}:
        if shape == "called" and not (mark.low == "," and spot.before(steps).low == "hereafter"):
            return None
        steps += 1
        start = mark.start
        if mark.low == "," and not _closed(spot):
            return None
        shape = {",": "comma", "(": "paren", ":": "colon"}.get(mark.low, "comma")  # type: ignore[assignment]
    if shape == "before" and _works_here(spot, steps):
        return _worker(spot, steps, start)
    place = steps + 1
    if shape == "comma":  # "whose wife of forty years, Lorraine," and "a son nobody knows of, Orville,"
        for back in range(place, place + 4):
            if spot.before(back).low in {"of", "de", "del"} and spot.before(back + 1).low in NOUNS:
                place = back + 1
                break
        else:
            place = _further_back(spot, place)
    if shape == "called" and spot.before(steps).low in {"named", "hereafter", "nicknamed"}:
        for back in range(place, place + _NEAR):
            if spot.before(back).low in NOUNS:
                place = back
                break
    return _relation(spot, place, shape, start, _close(spot, start))


def _further_back(spot: Spot, place: int) -> int:
    """Where the relation stands that words follow before the comma: "a son nobody knows of, Orville,"."""
    if spot.before(place).low in NOUNS or spot.after().low != ",":
        return place
    for back in range(place + 1, place + 6):
        token = spot.before(back)
        if token.finding is not None or not token.low.isalpha():
            break
        if token.low in RELATIVES and spot.before(back + 1).low in {"a", "an", "the", *OWNERS}:
            return back
    return place


def _works_here(spot: Spot, steps: int) -> bool:
    """ "the janitor Mr. Ames": what somebody works as, right before the name."""
    token = spot.before(steps + 1)
    owned = spot.before(steps + 2).low in OWNERS | {"the"} and token.finding is None and token.low not in NOUNS
    return owned and token.low.isalpha() and bool(field_of(token.low)) and bool(steps or _TITLED.match(spot.text))


_TITLED: Final = re.compile(r"(?:mrs?|ms|miss|dr)\b\.? ", re.IGNORECASE)


def _worker(spot: Spot, steps: int, start: int) -> Introduction:
    owner = spot.before(steps + 2).low
    return Introduction(spot.before(steps + 1).low, owner, None, "before", start, spot.end)


def _closed(spot: Spot) -> bool:
    """Whether the name is set off behind, too, as an apposition is: "her sister, Denise,"."""
    after = spot.after()
    for step in range(2, 5):  # the rest of the name may be findings of its own
        if spot.kind(after) != "NAME" or after.start - spot.page.token(spot.place + step - 2).end > 1:
            break
        after = spot.after(step)
    return after.finding is None and (
        after.low in _CLOSING or after.low in {"(", "'s", "of", "at", "from", '"', "”", "and", "&"}
    )


def _close(spot: Spot, start: int) -> int:
    """Where what is left out ends: after the quotation mark or bracket that began with the name."""
    opened = any(mark in spot.page.text[start : spot.start] for mark in "\"“'")
    if opened and spot.after().low in {'"', "”", "'"}:
        return spot.after().end
    return spot.end


def _relation(spot: Spot, place: int, shape: Shape, start: int, end: int) -> Introduction | None:
    if shape in {"comma", "paren"} and spot.before(place).low in {"upstairs", "downstairs", "abroad", "here", "too"}:
        place += 1
    token = spot.before(place)
    if token.finding is not None:
        return None
    noun, plural = token.low, False
    if noun == "law" and spot.before(place + 1).low == "in":
        noun, place = f"{spot.before(place + 2).low} in law", place + 2
    elif noun in PLURALS or noun in ATTENDANCE:
        if shape == "before" and noun in ATTENDANCE and noun not in PLURALS:
            return None
        noun, plural = PLURALS.get(noun, "member"), True
    elif noun not in NOUNS and noun.rpartition("-")[2] not in RELATIVES:
        return _owned_by_someone(spot, place, shape, start, end)
    words = [noun]
    place += 1
    while spot.before(place).finding is None and (low := spot.before(place).low) in KEPT:
        if low == "co" or spot.before(place - 1).low == "-":
            break
        words.insert(0, low)
        place += 1
    for back in range(place, place + _ADJECTIVES + 1):
        token = spot.before(back)
        if token.finding is not None or not (token.low.isalpha() or token.low == "'s" or "-" in token.low):
            break
        if token.low == "'s":
            owner = spot.before(back + 1)
            if spot.kind(owner) == "NAME":
                return Introduction(" ".join(words), "", owner.finding, shape, start, end, plural)
            if owner.low in _NO_OWNER:
                break  # "there's Uncle Boo"
            return Introduction(" ".join(words), f"the {owner.low}'s", None, shape, start, end, plural)
        if token.low in OWNERS:
            return Introduction(" ".join(words), token.low, None, shape, start, end, plural)
        if token.low in ARTICLES:
            return Introduction(" ".join(words), "the", None, shape, start, end, plural)
        if token.low == "whose":
            break
    if noun in {"one", "last", "another", "second", "first", "third", "date", "law", "director", "lead"}:
        return None  # too common a word to be a relation when nothing owns it
    return Introduction(" ".join(words), "", None, shape, start, end, plural)


def _owned_by_someone(spot: Spot, place: int, shape: Shape, start: int, end: int) -> Introduction | None:
    """A relation in a word we do not know: "his nana, Asunción," or "her bestie Kim"."""
    noun, owner = spot.before(place).low, spot.before(place + 1).low
    if shape == "comma" and _AGENT.search(noun) and noun not in _THINGS:
        for back in (place + 1, place + 2):
            if spot.before(back).low in {"the", "a", "an", *OWNERS}:
                whose = spot.before(back).low
                return Introduction(noun, whose if whose in OWNERS else "the", None, shape, start, end)
    if shape == "comma" and owner in {"former", "old", "late", "new", "current", "own"} and spot.after().low == ",":
        owner = spot.before(place + 2).low  # "her former co-host, Dmitri, keeps"
    if (
        owner not in {"my", "his", "her", "their"}
        or not noun.replace("-", "").isalpha()
        or shape not in {"before", "comma", "paren"}
    ):
        return None
    if (
        noun.endswith(("ing", "ed", "ly"))
        or (shape == "before" and not spot.text[:1].isupper())
        or noun in _NO_RELATION
    ):
        return None
    return Introduction(noun, owner, None, shape, start, end)


_AGENT: Final = re.compile(r"(?:er|or|ist|ian|man|woman|ant)$")
_THINGS: Final = words(
    "dinner winter summer letter order number answer weather water color floor door "
    "corner center computer paper her over "
    "after other another however whether ever never former later mirror error tremor restaurant want"
)
_NO_OWNER: Final = words("there it that he she what who here where this how let")
_ANYBODY: Final = words("someone somebody person one another alguien persona")
_NO_RELATION: Final = words("name names nickname dear own sweet late poor session initials and or that if when says")


def _behind(spot: Spot) -> Introduction | None:
    """ "Denise, her sister," and "Denise (her sister)"."""
    mark = spot.after()
    owned = spot.after(2).low in OWNERS and spot.after(3).low in RELATIVES and spot.after(4).low in _CLOSING
    if owned and mark.low in {"is", "was", "'s"}:
        return Introduction(spot.after(3).low, spot.after(2).low, None, "is", spot.start, spot.end)
    if mark.low not in {",", "("}:
        return None
    steps, of, owner = 2, None, ""
    first = spot.after(2)
    if first.low in OWNERS or first.low in {"the", "a", "an", "la", "el"}:
        owner = first.low if first.low in OWNERS else "the"
        steps = 3
    elif spot.kind(first) == "NAME" and spot.after(3).low == "'s":
        of, steps = first.finding, 4
    elif mark.low == ",":
        return None
    words: list[str] = []
    while spot.after(steps).finding is None and spot.after(steps).low in (KEPT | NOUNS) - _ANYBODY and len(words) < 4:
        words.append(spot.after(steps).low)
        steps += 1
    if not words or words[-1] not in NOUNS or (owner == "the" and words[-1] in RELATIVES and not words[:-1]):
        return None
    last = spot.after(steps)
    if mark.low == "(" and last.low in {",", "of", "/", ";"}:
        return Introduction(" ".join(words), owner, of, "told", spot.start, spot.end)
    if mark.low == "(":
        if last.low != ")":
            return None
        end = last.end
    else:
        if last.low not in _CLOSING:
            return None
        end = last.end if last.low == "," else spot.after(steps - 1).end
    back, _ = titled(spot)
    start = spot.before(back).start if back else spot.start
    return Introduction(" ".join(words), owner, of, "after", start, end)
