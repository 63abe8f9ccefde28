"""What a profession becomes: a broad field, in the form that the sentence wants."""

import re
from collections.abc import Callable
from typing import Final

from soundingboard.deid.rewriting import wording
from soundingboard.deid.rewriting.fields import field_of, somebody
from soundingboard.deid.rewriting.grammar import Change, leave_out, say, with_article
from soundingboard.deid.rewriting.page import Spot
from soundingboard.deid.rewriting.roles import NOUNS, OWNERS
from soundingboard.deid.rewriting.words import words

_STUDENT: Final = re.compile(r"\bstudents?\b(?<! of students)|\bestudiantes?\b", re.IGNORECASE)
_IS: Final = words(
    "is was are were be been he's she's they're i'm 's both hes shes theyre also now still works es era "
    "being became becoming not once then later formerly previously mostly"
)
# What somebody does for a living, as a verb: "sells insurance", "drove a cab".
_DOES: Final = words(
    "sells runs drives teaches sits does owns cleans cuts stocks fixes keeps weaves installs codes sews plows dances "
    "repossesses makes tunes packs shucks grades catches fosters manages delivers builds paints bakes cooks brews fishes "
    "farms raises breeds trains coaches hosts writes edits directs produces conducts plays sings performs designs repairs "
    "flies pilots captains tends waits serves bartends babysits mows frames pours welds wires lays hauls tows dispatches "
    "preaches mines drills picks harvests herds shears milks butchers collects trades audits tutors models acts streams "
    "paddles guards patrols operates supervises"
)
_DID: Final = words(
    "sold ran drove taught sat did owned cleaned cut stocked fixed kept wove installed coded sewed plowed danced made "
    "packed managed delivered built painted baked cooked brewed fished farmed raised trained coached wrote edited played "
    "sang performed designed repaired flew tended served hauled towed mined drilled picked operated"
)
_IN_SPORTS: Final = words("paddles plays rows races skates surfs boxes wrestles swims climbs")
_ARTICLES: Final = frozenset({"a", "an", "un", "una"})
_AGED: Final = re.compile(r"^\d{1,2}$|^\d{1,2}-?(?:year|yr)s?-old$|^y/?o$|^yo$|^old$|^o$|^\d{1,2}(?:yo|f|m)$")
_THINGS: Final = words(
    "shop store business company practice farm restaurant truck stall studio bakery stand booth cart garage salon job "
    "career work school license uniform gig shift training circuit"
)
# What once was, and how it is said of a field.
_ONCE: Final = {
    "retired": "retired from",
    "former": "formerly in",
    "ex": "formerly in",
    "aspiring": "hoping to work in",
    "unemployed": "out of work, formerly in",
    "laid-off": "out of work, formerly in",
}
_JUBILADO: Final = frozenset({"jubilado", "jubilada"})
_SET_OFF: Final = frozenset({",", "(", "-", "–", "—"})
_LINKS: Final = words("and or with by from to for of than like at on in about & nor then y e")
_LABELS: Final = words("occupation profession job title work employment trade")
_WORKING: Final = frozenset({"employed", "working"})


def profession(spot: Spot) -> Change:
    """The change for an occupation: a broad field where one fits, else that somebody works."""
    field = field_of(spot.text)
    article = 1 if spot.before().low in _ARTICLES else 0
    for way in _WAYS:
        change = way(spot, field, article)
        if change is not None:
            return change
    return _anybody(spot, field, article)


def _in(field: str) -> str:
    return f"in {field}" if field else wording.EMPLOYED


def _someone(field: str) -> str:
    return f"{wording.SOMEONE} in {field}" if field else wording.SOMEONE


def _done(spot: Spot, field: str, article: int) -> Change | None:
    """ "sells insurance", "drove a cab"."""
    verb, _, what = spot.text.lower().partition(" ")
    somebody_does = spot.before().low in {"he", "she", "who"} and verb.endswith("s")
    if article or spot.before().low in OWNERS | {"the"} or (verb not in _DOES | _DID and not somebody_does):
        return None
    works = wording.WORKED if verb in _DID else wording.WORKS
    if not what:
        return say(spot, f"{works} for")  # "cleans the hall"
    if field or verb not in _IN_SPORTS:
        return say(spot, f"{works} in {field}" if field else works)
    return say(spot, wording.PLAYS)


def _student(spot: Spot, field: str, article: int) -> Change | None:
    if not _STUDENT.search(spot.text):
        return None
    one = wording.A_STUDENT if article else wording.STUDENT
    return say(spot, "students" if re.search(r"students\b", spot.text) else one, back=article)


def _ocupacion(spot: Spot, field: str, article: int) -> Change | None:
    if not spot.spanish:
        return None
    before = spot.before(article + 1).low
    if before in {"como", "de", ","} and (before != "de" or spot.before(article + 2).low.startswith("trabaj")):
        return leave_out(spot, back=article + 1)
    return say(spot, "empleada" if spot.text.lower().endswith("a") else "empleado", back=article)


def _as(spot: Spot, field: str, article: int) -> Change | None:
    """ "works as a clerk" is "works in sales"; "she spoke as a nurse" is "as someone in healthcare"."""
    if spot.before(article + 1).low != "as":
        return None
    if not field:
        return leave_out(spot, back=article + 1)
    worked = spot.before(article + 2)
    works = worked.low.startswith(("work", "job", "employ", "moonlight", "hired", "career"))
    earlier = any(spot.before(article + step).low.startswith(("work", "employ")) for step in range(3, 8))
    if worked.finding is not None or works or earlier or spot.before(article + 3).low == "job":
        return say(spot, f"in {field}", back=article + 1)
    return say(spot, _someone(field), back=article)


def _before_a_noun(spot: Spot, field: str, article: int) -> Change | None:
    """ "his roofer uncle" is "his uncle", "her nursing license" her license, "a butcher shop" a shop."""
    after, last = spot.after(), spot.text.lower().split()[-1] if spot.text.split() else ""
    if after.finding is None and after.low in _THINGS | NOUNS and spot.page.text[spot.end : after.start] == " ":
        return with_article(spot)
    if last in _THINGS and " " in spot.text.strip():
        return say(spot, f"a {last}" if article else last, back=article)
    return None


def _once(spot: Spot, field: str, article: int) -> Change | None:
    """ "a retired welder" is "retired from the trades"."""
    word = spot.before().low
    if word in _JUBILADO:
        return leave_out(spot)
    if word not in _ONCE:
        return None
    owner, before = spot.before(2).low, spot.before(3).low
    if owner in OWNERS or owner == "the":
        return say(spot, somebody(spot.text, field))
    back = 2 if owner in _ARTICLES else 1
    if not field:
        if back == 1:
            return leave_out(spot)
        if word != "retired" or (before not in _IS and before not in _SET_OFF):
            return say(spot, wording.PERSON)
        return say(spot, word, back=back)
    phrase = f"{_ONCE[word]} {field}"
    if back == 1 or before in _IS or before in _SET_OFF or _AGED.match(before):
        return say(spot, phrase, back=back)
    return say(spot, f"{wording.SOMEONE} {phrase}", back=back)


def _aged(spot: Spot, field: str, article: int) -> Change | None:
    if not _AGED.match(spot.before().low):
        return None
    return say(spot, f"in {field}") if field else leave_out(spot)


def _named(spot: Spot, field: str, article: int) -> Change | None:
    """ "a guy named Preacher" is a guy."""
    return leave_out(spot, back=1) if spot.before().low in {"named", "nicknamed"} else None


def _possessive(spot: Spot, field: str, article: int) -> Change | None:
    """ "at the hospice nurse's instruction" is "at the nurse's instruction"."""
    tail = re.search(r"[’']s?$", spot.text)
    if tail is None and spot.after().low != "'s":
        return None
    if spot.after().low == "'s" and not re.match(r"[’']s\s+[^\W\d_]", spot.page.text[spot.end :]):
        return None
    noun = somebody(spot.text, field)
    noun = (wording.WORKER if " in " in noun else noun) + ("'s" if tail else "")
    return say(spot, f"the {noun}" if article else noun, back=article)


_WORKS: Final = {"is": wording.WORKS, "'s": wording.WORKS, "was": wording.WORKED}
_BEING: Final = frozenset({"sports", "the military", "public office"})
_NOBODY: Final = words("it that there here this what and or nor both not")


def _is(spot: Spot, field: str, article: int) -> Change | None:
    """ "He is a welder", "she's the organist there", "was until last spring a clerk", "both surgeons"."""
    the = 1 if spot.before().low == "the" else 0
    before = spot.before(article + the + 1).low
    apostrophe = before.endswith("s") and before not in {"as", "was", "is", "his"}
    verb, who = spot.before(article + the + 1), spot.before(article + the + 2)
    if (
        field
        and field not in _BEING
        and article + the
        and verb.low in _WORKS
        and who.low not in _NOBODY
        and not _who_follows(spot)
    ):
        apart = " " if verb.low == "'s" else ""  # "she's a cellist" is "she works in music"
        change = say(spot, f"{_WORKS[verb.low]} in {field}", back=article + the + 1)
        return Change(change.start, change.end, apart + change.new)
    if before in _IS or (article and apostrophe and spot.page.lower):
        return say(spot, _someone(field) if field and _who_follows(spot) else _in(field), back=article + the)
    if article and before == "," and spot.kind(spot.before(3)) == "NAME" and spot.before(4).low in {"is", "'s", "was"}:
        return say(spot, _in(field), back=1)
    if (
        article
        and before not in _SET_OFF | _LINKS
        and any(spot.before(step).low in {"is", "was"} for step in range(3, 6))
    ):
        return say(spot, _in(field), back=1)
    return None


def _who_follows(spot: Spot) -> bool:
    """Whether "who" follows in the same breath: "He is a roofer from Ohio who drinks"."""
    for step in range(1, 12):
        low = spot.after(step).low
        if low in {"who", "whose", "whom"}:
            return True
        if not low or not (low[0].isalnum() or spot.after(step).finding is not None):
            return False
    return False


def _apposition(spot: Spot, field: str, article: int) -> Change | None:
    """ "her husband, a trucker," and "(a trucker)"."""
    before = spot.before(article + 1).low
    if not article or before not in _SET_OFF:
        return None
    if spot.after().low in _WORKING:
        return say(spot, f"{wording.EMPLOYED} {_in(field)}" if field else wording.EMPLOYED, back=1, ahead=1)
    if before == "(":
        return say(spot, _in(field), back=1)
    if before == "," and re.match(r"^\d", spot.before(3).low):
        return say(spot, f"works in {field}" if field else wording.EMPLOYED, back=1)
    if field and _who_follows(spot):
        return say(spot, _someone(field), back=1)
    if spot.before(4).low in {"is", "'s", "was", "he's", "she's"}:  # "she's Zambian, a chaplain"
        return say(spot, f"works in {field}" if field else wording.EMPLOYED, back=1)
    return say(spot, f"who works in {field}" if field else f"who is {wording.EMPLOYED}", back=1)


def _owned(spot: Spot, field: str, article: int) -> Change | None:
    """ "his home health aide" is "his aide"."""
    owner = spot.before().low
    if owner in OWNERS or (owner == "'s" and spot.before(2).low not in {"he", "she", "it", "that"}):
        return say(spot, somebody(spot.text, field))
    if owner in {"the", "some", "this"}:
        return say(spot, _someone(field), back=1)
    return say(spot, wording.PERSON) if owner == "that" else None


def _listed(spot: Spot, field: str, article: int) -> Change | None:
    """One word of a list: "36M, California, line cook, furious", "Occupation: line cook"."""
    before = spot.before()
    if (
        article
        or before.finding is not None
        or not (spot.begins or before.low in {",", "(", ";", "/", ".", "\n", "", "-", "–", "—", ":"})
    ):
        return None
    if before.low == "(" and spot.after().low == ")":
        return leave_out(spot)
    if before.low == ":" and spot.before(2).low in _LABELS:
        return Change(spot.start, spot.end, field or wording.EMPLOYED)
    if any(spot.before(step).low == "(" for step in range(1, 7)):
        return say(spot, _in(field))
    works = f"{wording.WORKS} in {field}" if field else wording.EMPLOYED
    return say(spot, works)


_PLURAL: Final = re.compile(r"(?<![sui])s$", re.IGNORECASE)


def _anybody(spot: Spot, field: str, article: int) -> Change:
    """ "by a covering physician" is "by someone in healthcare", "a gifted cellist" a gifted musician."""
    word = spot.before(article + 1).low
    if not article and _PLURAL.search(spot.text):
        return say(spot, f"{wording.PEOPLE} in {field}" if field else wording.PEOPLE)
    if not article and word.isalpha() and word not in _LINKS:
        return say(spot, somebody(spot.text, field))
    return say(spot, _someone(field), back=article)


_WAYS: Final[tuple[Callable[[Spot, str, int], Change | None], ...]] = (
    _done,
    _student,
    _ocupacion,
    _named,
    _as,
    _before_a_noun,
    _possessive,
    _once,
    _aged,
    _is,
    _apposition,
    _owned,
    _listed,
)
