"""What a workplace becomes, a school, a house of prayer, a team."""

import re
from typing import Final

from soundingboard.deid.rewriting import wording
from soundingboard.deid.rewriting.grammar import Change, leave_out, say, with_article
from soundingboard.deid.rewriting.page import Spot
from soundingboard.deid.rewriting.places import MINE, PREPOSITIONS, kind_of
from soundingboard.deid.rewriting.words import words

_WORKS: Final = words(
    "works work worked working employed works nights days job jobs trabaja boss manager "
    "supervisor coworker coworkers "
    "shift shifts nurse part-time full-time hired interned intern volunteers volunteer"
)
_WORKPLACES: Final = tuple(
    (re.compile(rf"\b(?:{words})\b", re.IGNORECASE), phrase)
    for words, phrase in (
        (r"police|sheriff[’']?s?|pd|state patrol|highway patrol|troopers?", "a police department"),
        (r"fire (?:department|dept|station|rescue|district|house)|engine company|fd|ems", "a fire department"),
        (
            r"hospital|medical|mercy|children[’']?s|health|healthcare|grady|clinic|mayo|kaiser|va|hospice|infirmary",
            "a hospital",
        ),
        (r"courthouse|court|district attorney|public defender|prosecutor[’']?s", "a courthouse"),
        (r"air station|air force base|naval|fort|camp|army|base|coast guard|joint base", "a military base"),
        (r"symphony|orchestra|philharmonic|opera|ballet", "an orchestra"),
        (r"plant|factory|mill|works|foundry|refinery|mine|packing", "a plant"),
        (r"bank|credit union|savings", "a bank"),
        (r"times|gazette|herald|tribune|news|post|courier|journal", "a newspaper"),
        (r"university|college", "a college"),
        (r"school|elementary|academy|isd|district|high", "a school"),
        (
            r"department of|county|city of|state of|bureau|agency|authority|usps|post office|irs|dmv|municipal",
            "a government office",
        ),
        (
            r"costco|walmart|target|kroger|store|hardware|market|pharmacy|walgreens|cvs|home depot|"
            r"lowe[’']?s|shop|grocery",
            "a store",
        ),
        (
            r"diner|restaurant|grill|pizza|café|cafe|bistro|kitchen|pollo campero|starbucks|"
            r"mcdonald[’']?s|taqueria|bakery",
            "a restaurant",
        ),
        (r"hotel|inn|resort|casino|marriott|hilton", "a hotel"),
        (r"farm|farms|ranch|dairy|orchard|vineyard", "a farm"),
        (r"center|centre|services?|associates|practice|counseling|therapy", "a workplace"),
        (
            r"inc|llc|corp|company|co|group|industries|technologies|systems|transportation|logistics|"
            r"airlines?|motors",
            "a company",
        ),
    )
)
_SCHOOLS: Final = tuple(
    (re.compile(rf"\b(?:{words})\b", re.IGNORECASE), phrase)
    for words, phrase in (
        (r"law school|school of law", "a law school"),
        (r"medical school|school of medicine|med school", "a medical school"),
        (r"middle|junior high|jr\.? high|intermediate|ms|i\.?s\.?", "middle school"),
        (
            r"elementary|primary|p\.?s\.? ?\d+|grade school|montessori|preschool|kindergarten|day ?care",
            "elementary school",
        ),
        (r"high|hs|h\.s\.|secondary|prep|preparatory|lyc[ée]e|preparatoria", "high school"),
        (
            r"university|college|univ|state|tech|polytechnic|institute|u|uw|ucla|usc|nyu|mit|lsu|asu|osu|"
            r"ut|unc|suny|cuny|uc|"
            r"community college|cc|a&m|universidad",
            "a college",
        ),
    )
)
_COLLEGE_CUES: Final = words(
    "student sophomore freshman junior senior campus dorm dormitory semester "
    "degree phd professor studies major undergrad graduate "
    "college university advisor thesis dissertation roommate estudia universidad"
)
_SCHOOL_CUES: Final = words("grade grader kindergarten teacher elementary bullied recess principal homeroom iep")
_FAITHS: Final = tuple(
    (re.compile(rf"\b(?:{words})", re.IGNORECASE), phrase)
    for words, phrase in (
        (r"islamic|masjid|mosque|dar\b|al-|muslim|jamia|jumm?a", "a mosque"),
        (
            r"synagogue|temple (?:beth|emanu|israel|sinai|shalom|b)|beth |b'nai|b’nai|congregation|shul|"
            r"chabad|young israel|kehill",
            "a synagogue",
        ),
        (
            r"church|lutheran|baptist|method|presby|episcop|catholic|cathedral|chapel|parish|our lady|"
            r"st\.? |saint|assembl|pentecost|"
            r"christ|iglesia|sacred heart|holy|gospel|calvary|grace|trinity|bethel|ame\b|mount|mt|zion|"
            r"tabernacle|mennonite|adventist|orthodox|ward\b|stake\b",
            "a church",
        ),
        (r"temple|gurdwara|mandir|wat |vihara|zendo|sangha|ashram", "a temple"),
    )
)
_UNITS: Final = tuple(
    (re.compile(rf"\b(?:{words})\b", re.IGNORECASE), noun)
    for words, noun in (
        (
            r"battalion|regiment|brigade|squadron|platoon|marines|infantry|airborne|division|cavalry|"
            r"company|uss|air wing|"
            r"fleet|rangers|seals?|artillery|ranger|mos|corps",
            "military unit",
        ),
        (r"choir|chorus", "choir"),
        (r"band|orchestra", "band"),
        (r"crew|engine|ladder|station|shift", "crew"),
        (r"club|troop|pack|fraternity|sorority|lodge", "club"),
        (r"team|varsity|squad|league|eleven|fc|united|jv", "team"),
        (r"ward|icu|nicu|floor|wing", "ward"),
        (r"program|programme|track|academy", "program"),
        (r"class|cohort|seminar", "class"),
        (r"group|circle|support|meeting|grupo", "group"),
        (r"unit|department|dept|division|section|office", "unit"),
    )
)


def employer(spot: Spot) -> Change:
    """The change for a workplace: nothing behind "works", else what kind of place it is."""
    if spot.spanish:
        article = 1 if spot.before().low in {"el", "la"} else 0
        if spot.before(article + 1).low == "en" and spot.before(article + 2).low in _WORKS:
            return leave_out(spot, back=article + 1)
        return say(spot, wording.SU_TRABAJO, back=1 if spot.before().low in {"el", "la"} else 0)
    the = 1 if spot.before().low == "the" else 0
    before = spot.before(the + 1)
    phrase = kind_of(spot.text, _WORKPLACES) or wording.A_WORKPLACE
    if spot.after().low in _PREMISES and spot.after().finding is None:
        return with_article(spot)
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


_PREMISES: Final = words(
    "plant factory store hospital shop farm office restaurant warehouse mill mine yard branch clinic"
)


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
    if owner in {"same", "new", "local", "old", "former", "whole", "other", "first", "night"}:
        return say(spot, noun)
    if spot.before(the + 1).low == "(" and spot.after().low == ")":
        return leave_out(spot, back=the)
    if spot.after().low == "'s" or spot.begins or (the and spot.before(2).low in {"", ".", "\n"}):
        return say(spot, f"the {noun}", back=the)
    return say(spot, phrase, back=the)


def school(spot: Spot) -> Change:
    """The change for a school: of which kind, by its name or by what is said around it."""
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


def _school(spot: Spot) -> str:
    phrase = kind_of(spot.text, _SCHOOLS)
    if phrase:
        return phrase
    near = {spot.before(step).low for step in range(1, 8)} | {spot.after(step).low for step in range(1, 8)}
    words = {token.low for token in spot.page.tokens}
    for cues, kind in ((_COLLEGE_CUES, "a college"), (_SCHOOL_CUES, "school")):
        if near & cues:
            return kind
    return "a college" if words & _COLLEGE_CUES else "a school"


def congregation(spot: Spot) -> Change:
    """The change for a house of prayer."""
    if spot.spanish:
        if spot.before().low in {"parroquia", "iglesia", "templo", "capilla", "sinagoga", "mezquita"}:
            return leave_out(spot)
        return say(spot, wording.UNA_IGLESIA, back=1 if spot.before().low in {"el", "la"} else 0)
    the = 1 if spot.before().low == "the" else 0
    phrase = kind_of(spot.text, _FAITHS) or "a congregation"
    if spot.before(the + 1).low == ",":
        return _apposition(spot, the, phrase)
    return _as_a(spot, the, phrase)


def unit(spot: Spot) -> Change:
    """The change for a team, ward, program or military unit."""
    noun = kind_of(spot.text, _UNITS) or "group"
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
