"""What a workplace becomes, a school, a house of prayer, a team."""

import re
from typing import Final

from soundingboard.deid.rewriting import wording
from soundingboard.deid.rewriting.grammar import Change, leave_out, say, with_article
from soundingboard.deid.rewriting.kinds import FAITHS, HEADS, SCHOOLS, UNITS, WORKPLACES, kind_of
from soundingboard.deid.rewriting.page import Spot
from soundingboard.deid.rewriting.places import MINE, PREPOSITIONS, place
from soundingboard.deid.rewriting.words import words

_WORKS: Final = words(
    "works work worked working employed works nights days job jobs trabaja boss manager "
    "supervisor coworker coworkers "
    "shift shifts nurse part-time full-time hired interned intern volunteers volunteer"
)
_COLLEGE_CUES: Final = words(
    "student sophomore freshman junior senior campus dorm dormitory semester "
    "degree phd professor studies major undergrad graduate "
    "college university advisor thesis dissertation roommate estudia universidad"
)
_SCHOOL_CUES: Final = words("grade grader kindergarten teacher elementary bullied recess principal homeroom iep")


def employer(spot: Spot) -> Change:
    """The change for a workplace: nothing behind "works", else what kind of place it is."""
    if spot.spanish:
        article = 1 if spot.before().low in {"el", "la"} else 0
        if spot.before(article + 1).low == "en" and spot.before(article + 2).low in _WORKS:
            return leave_out(spot, back=article + 1)
        return say(spot, wording.SU_TRABAJO, back=1 if spot.before().low in {"el", "la"} else 0)
    the = 1 if spot.before().low == "the" else 0
    before = spot.before(the + 1)
    phrase = kind_of(spot.text, WORKPLACES) or wording.A_WORKPLACE
    if spot.after().low in _PREMISES and spot.after().finding is None and spot.after().start - spot.end == 1:
        return with_article(spot)
    if phrase == wording.A_WORKPLACE and _nursed(spot):
        phrase = "a hospital"
    if before.low == ",":
        return _apposition(spot, the, phrase)
    if before.low in {"at", "for", "with", "in", "by", "of"}:
        earlier = spot.before(the + 2)
        if (
            spot.kind(earlier) == "PROFESSION"
            or earlier.low in _WORKS
            or (earlier.low == "as" and spot.before(the + 3).low in _WORKS)
        ):
            return leave_out(spot, back=the + 1)
    if (
        spot.after().low == "where"
        and spot.after(2).low in {"she", "he", "they"}
        and spot.after(3).low in {"works", "work", "worked"}
    ):
        return say(spot, "the place" if before.low in PREPOSITIONS else wording.A_WORKPLACE, back=the)
    if phrase == wording.A_WORKPLACE and before.low in {"from", "for", "to", "with", "by", "of"}:
        phrase = wording.AN_EMPLOYER
    return _as_a(spot, the, phrase)


def _nursed(spot: Spot) -> bool:
    """Whether somebody is treated there: "seen on 4 West at Baystate"."""
    return any(
        spot.before(step).low in _TREATED or (spot.kind(spot.before(step)) == "UNIT" and step < 4)
        for step in range(1, 9)
    )


_TREATED: Final = words("admitted discharged inpatient hospitalized ward icu surgery intubated transferred")
_PREMISES: Final = words(
    "pump monitor device card plan bill app portal policy benefits insurance account truck van uniform nurse doctor manager "
    "driver lot parking badge shift plant factory store hospital shop farm office restaurant warehouse mill mine yard branch clinic"
)


_WEEKDAYS: Final = words("monday tuesday wednesday thursday friday saturday sunday morning evening night")


def _apposition(spot: Spot, the: int, phrase: str) -> Change:
    """ "Officer Reid, badge 4471, Fresno Police Department, was": nothing, between its commas."""
    ahead = 1 if spot.after().low == "," and spot.after(2).low in {"is", "was", "has", "are", "were", "and"} else 0
    if spot.after().low in {",", ".", ";", "", "\n", ")", ":"}:
        return leave_out(spot, back=the + 1, ahead=ahead)
    return _as_a(spot, the, phrase)


def _as_a(spot: Spot, the: int, phrase: str) -> Change:
    """`phrase`, with the owner or article that stands before, or "the" where a sentence begins."""
    owner = spot.before().low
    noun = phrase.split(" ", 1)[1] if phrase.startswith(("a ", "an ")) else phrase
    if owner in MINE and owner not in {"the", "a", "an"}:
        return say(spot, noun)
    if owner in {"a", "an"}:
        return say(spot, phrase, back=1)
    if owner in _WEEKDAYS and spot.before(2).low in MINE:
        return say(spot, noun)  # "the Tuesday group"
    if owner in {"same", "new", "local", "old", "former", "whole", "other", "first", "night"}:
        return say(spot, noun)
    if spot.before(the + 1).low == "(" and spot.after().low == ")":
        return leave_out(spot, back=the)
    if spot.after().low == "'s" or spot.begins or (the and spot.before(2).low in {"", ".", "\n"}):
        return say(spot, f"the {noun}", back=the)
    return say(spot, phrase, back=the)


def school(spot: Spot) -> Change:
    """The change for a school: of which kind, by its name or by what is said around it."""
    if _elsewhere(spot):
        return place(spot)
    if spot.spanish:
        return say(spot, wording.UNA_ESCUELA, back=1 if spot.before().low in {"el", "la"} else 0)
    the = 1 if spot.before().low == "the" else 0
    if spot.before(the + 1).low == ",":
        return _apposition(spot, the, _school(spot))
    phrase = _school(spot)
    before = spot.before(the + 1).low
    if not phrase.startswith("a ") and before not in {
        "to",
        "in",
        "from",
        "attends",
        "attended",
        "starts",
        "started",
        "left",
        "into",
    }:
        phrase = f"{'an' if phrase[0] in 'aeiou' else 'a'} {phrase}"
    return _as_a(spot, the, phrase)


_BEFORE_COLLEGE: Final = words("essay essays application applications fund fair")


def _elsewhere(spot: Spot) -> bool:
    """Whether the last word of the name says that it is something else: a station, a manor, a school."""
    if spot.spanish or " " not in spot.text:
        return False
    if spot.category == "CONGREGATION":
        return bool(_NO_CONGREGATION.search(spot.text))
    last = kind_of(spot.text.split(" ")[-1], HEADS)
    return bool(last) and last not in {"a school", "a college", "a high school", "a campus"}


_NO_CONGREGATION: Final = re.compile(
    r"\b(?:manor|station|clinic|hospital|shelter|homes?|apartments|cemetery|library|nursing|village)$", re.IGNORECASE
)


def _school(spot: Spot) -> str:
    phrase = kind_of(spot.text, SCHOOLS)
    if phrase:
        return phrase
    near = {spot.before(step).low for step in range(1, 8)} | {spot.after(step).low for step in range(1, 8)}
    row = spot.page.tokens
    words = {one.low for one, behind in zip(row, [*row[1:], row[-1]], strict=True) if behind.low not in _BEFORE_COLLEGE}
    near &= words
    for cues, kind in ((_COLLEGE_CUES, "a college"), (_SCHOOL_CUES, "school")):
        if near & cues:
            return kind
    return "a college" if words & _COLLEGE_CUES else "a school"


def congregation(spot: Spot) -> Change:
    """The change for a house of prayer."""
    if re.search(r"\b(?:prep|academy|elementary|high|school|college|university)$", spot.text, re.IGNORECASE):
        return school(spot)
    if _elsewhere(spot):
        return place(spot)
    if spot.spanish:
        if spot.before().low in {"parroquia", "iglesia", "templo", "capilla", "sinagoga", "mezquita"}:
            return leave_out(spot)
        return say(spot, wording.UNA_IGLESIA, back=1 if spot.before().low in {"el", "la"} else 0)
    the = 1 if spot.before().low == "the" else 0
    worker = spot.before(the + 2)
    if spot.before(the + 1).low in {"by", "for"} and (worker.low in _WORKS or spot.kind(worker) == "PROFESSION"):
        return leave_out(spot, back=the + 1)  # "employed by Rock of Ages", whatever that is
    phrase = kind_of(spot.text, FAITHS) or "a congregation"
    if spot.before(the + 1).low == ",":
        return _apposition(spot, the, phrase)
    return _as_a(spot, the, phrase)


def unit(spot: Spot) -> Change:
    """The change for a team, ward, program or military unit."""
    many = re.fullmatch(r"\d[\d,.]*[km]? ([a-z]+s)", spot.text)
    if many:
        return say(spot, f"{wording.MANY} {many[1]}")
    if spot.after().finding is None and spot.after().low in _PREMISES | {
        "company",
        "team",
        "group",
        "school",
        "program",
        "unit",
    }:
        return with_article(spot)
    if spot.before().low == ":" and spot.before(2).low in {"group", "team", "unit"} and spot.after().low.isalpha():
        return leave_out(spot)
    noun = kind_of(spot.text.split(" ")[-1], UNITS) or kind_of(spot.text, UNITS) or "group"
    if spot.spanish:
        owner = spot.before().low in {"el", "la", "un", "una"}
        return say(
            spot,
            wording.UN_GRUPO if spot.before().low not in {"mi", "su", "nuestro"} else "grupo",
            back=1 if owner else 0,
        )
    the = 1 if spot.before().low == "the" else 0
    if spot.before(the + 1).low == "," and spot.after().low in {",", ".", ";", "", "\n"}:
        return leave_out(spot, back=the + 1)
    if the and noun != "military unit":
        return say(spot, noun)
    return _as_a(spot, the, f"{'an' if noun[0] in 'aeiou' else 'a'} {noun}")
