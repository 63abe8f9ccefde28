"""Constellations and other things told in a phrase that no list can hold."""

import re
from collections.abc import Iterator

from soundingboard.deid.traits.ages import NUMBERS
from soundingboard.deid.traits.lists import entries, key
from soundingboard.deid.traits.trait import Trait, Wording
from soundingboard.deid.traits.words import article, begins_sentence, put, said_of_oneself

MANY = r"(?P<n>four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|[4-9]|1\d)"
WORK = "boss supervisor manager coworker colleague employer"
LIFE = "landlord teacher pastor priest coach professor therapist"
KIN = (
    "mother father mom dad brother sister son daughter husband wife ex ex-husband ex-wife cousin aunt uncle "
    "niece nephew boyfriend girlfriend partner fiancé fiance stepfather stepmother stepson stepdaughter stepbrother "
    "stepsister mother-in-law father-in-law brother-in-law sister-in-law grandmother grandfather friend"
)
_WORK, _LIFE = "|".join(WORK.split()), "|".join(LIFE.split())
_KIN = "|".join(sorted(KIN.split(), key=len, reverse=True))

CHILDREN = re.compile(
    rf"\b{MANY}\s+(?:(?:young|small|adult|grown|adopted|foster|biological|older|younger)\s+)?"
    r"(?P<who>children|kids|sons|daughters|siblings|brothers|sisters|boys|girls)\b",
    re.IGNORECASE,
)
OF_MANY = re.compile(
    rf"\b(?P<who>mother|father|mom|dad|parents?)\s+of\s+{MANY}\b(?!\s*\w*\s*(?:children|kids))|"
    rf"\b(?P<rank>oldest|eldest|youngest|middle|one|second|third|fourth|fifth)\s+of\s+"
    rf"(?P<m>{MANY[5:-1]})\b",
    re.IGNORECASE,
)
CHAIN = re.compile(
    rf"\b(?P<whose>her|his|their)\s+(?:own\s+)?(?P<a>(?:late\s+|former\s+|ex-)?(?:{_WORK}|{_LIFE}|{_KIN}))['’]s\s+"
    rf"(?P<b>(?:twin\s+|older\s+|younger\s+|half-)?(?:{_KIN}))\b(?!['’])",
    re.IGNORECASE,
)
MARRIED_TO = re.compile(
    r"\b(?:married|engaged|married off|affair|relationship|sleeping|slept|involved|child|baby)\b", re.I
)
ONLY = re.compile(
    r"\b(?P<the>the\s+)(?P<only>only|first|last|sole)\s+(?P<who>[\w'’-]+(?:\s+(?!in\b|at\b|for\b|on\b)[\w'’-]+){0,3})\s+"
    r"(?P<where>(?:in|at|for|on)\s+(?:the|our|this|her|his|their|my|a)?\s*(?:whole\s+|entire\s+|small\s+|tiny\s+)?"
    r"(?:town|county|state|area|region|school|district|city|village|country|department|parish|valley|island|campus|"
    r"reservation|company|team|force|unit|firm|family|office|hospital|clinic|church|congregation|community|miles|"
    r"place around|class|program))\b(?!['’])",
    re.IGNORECASE,
)
FOLLOWERS = re.compile(
    r"\b\d[\d,.]*\s*[kKmM]?\s+(?:followers|subscribers|views)\b|\b(?:million|thousand)s?\s+(?:of\s+)?(?:followers|subscribers)\b"
)
HEIGHT = re.compile(
    r"\b(?P<a>[3-7])\s?['’′]\s?(?P<b>\d{1,2})(?:[\"”″]|['’]{2})?|\b(?P<c>[3-7]|three|four|five|six|seven)\s*-?\s*"
    r"(?:feet|foot|ft\.?)(?:[\s,-]*(?:and\s+)?(?:\d{1,2}|\w+)\s*(?:inch(?:es)?|in\b\.?)?)?(?=\s*(?:tall|[.,;)]|and\b|$))",
    re.IGNORECASE,
)
SEEN = re.compile(
    r"\b(?:missing|lost|without)\s+(?:an?|one|two|three|his|her|their)\s+(?:\w+\s+)?"
    r"(?:arms?|legs?|hands?|fingers?|eyes?|ears?|foot|feet|teeth)\b|\btattoos?\s+(?:of|on|that|across)\b|"
    r"\b(?:scar|birthmark)\s+(?:on|across|over|down)\s+(?:her|his|their|the)\s+\w+|"
    r"\b(?:walks with|uses)\s+(?:a|two)\s+(?:cane|crutches|limp|walker|prosthesis)\b",
    re.IGNORECASE,
)
DEPLOYED = re.compile(
    r"\b(?:deployed|deployments?|tours?|served|stationed)\s+(?:in|to|with)\s+(?:the\s+)?\w+", re.IGNORECASE
)
WORKS_AS = re.compile(
    r"\b(?:works|worked|working|employed|job)(?P<as>\s+as\s+an?\s+(?P<what>[a-z][\w-]*(?:\s+[a-z][\w-]*){0,2}?))"
    r"(?=\s*(?:[.,;:)!?]|$|and\b|at\b|in\b|for\b|with\b|but\b|who\b|on\b|since\b|while\b|because\b|near\b|under\b))",
    re.IGNORECASE,
)
SMALL = re.compile(
    r"\b(?:town|village|community|place)\s+of\s+(?:about\s+|under\s+|fewer than\s+|less than\s+|maybe\s+)?"
    r"[\d,]{3,6}\b|\bpop(?:ulation)?\.?\s+(?:of\s+)?(?:nothing|under|about|[\d,]{3,6})(?!\w)",
    re.IGNORECASE,
)


def family(text: str) -> Iterator[Trait]:
    """Many children, kin by a chain, "the only one in town", a height, a following, and the like."""
    for m in CHILDREN.finditer(text):
        points = 2 if _count(m["n"]) < 7 else 3
        yield Trait("family", m.start("n"), m.end(), points, f"{m['who']} {m['n']}".lower(), _several(text, m))
    for m in OF_MANY.finditer(text):
        many = m["n"] or m["m"]
        words = (
            Wording(m.start("n"), m.end("n"), "several children")
            if m["who"]
            else Wording(m.start("m"), m.end("m"), "several")
        )
        yield Trait("family", m.start(), m.end(), 2 if _count(many) < 7 else 3, f"of {many}".lower(), words)
    for m in CHAIN.finditer(text):
        bound = MARRIED_TO.search(text[max(0, m.start() - 60) : m.start()]) is not None
        at_work, in_life = (re.search(rf"(?:{known})$", m["a"], re.IGNORECASE) for known in (_WORK, _LIFE))
        if bound or at_work or in_life:
            whose = m["whose"].lower()
            through = f"{whose} work" if at_work else f"{whose} daily life" if in_life else ""
            who = f"someone known through {through}" if through else "a relative"
            words = put(text, m.start(), m.end(), who)
            yield Trait("family", m.start(), m.end(), 3 if bound else 2, m.group().lower(), words)
    for m in ONLY.finditer(text):
        if not said_of_oneself(text, m.start()):
            plain = re.match(r"(?:one|person|thing|way|time|place)s?\b", m["who"], re.IGNORECASE)
            unclear = plain or m["who"].lower().endswith("s")
            general = None if unclear else put(text, m.start(), m.end(), _one(m))
            # Only "the only" is marked: what and where it is are traits of their own.
            yield Trait("role", m.start(), m.end("only"), 4, "the only", general)
    for kind, points, pattern in SIMPLE:
        for m in pattern.finditer(text):
            if not said_of_oneself(text, m.start()):
                yield Trait(kind, m.start(), m.end(), points, m.group().lower(), None)
    for m in HEIGHT.finditer(text):
        tall = HEIGHTS.get((m["a"] or m["c"]).lower(), 0) * 12 + int(m["b"] or 0)
        rare = tall < 57 or tall > 77  # of an adult: below 4'9" or above 6'5" one is noticed anywhere
        yield Trait("body", m.start(), m.end(), 3 if rare else 2, m.group().lower(), None)
    for m in WORKS_AS.finditer(text):
        if not said_of_oneself(text, m.start()) and not _known(m["what"]):
            yield Trait(
                "profession",
                m.start("what"),
                m.end("what"),
                2,
                m["what"].lower(),
                Wording(m.start("as"), m.end("as"), ""),
            )


SIMPLE: tuple[tuple[str, int, re.Pattern[str]], ...] = (
    ("role", 4, FOLLOWERS),
    ("body", 3, SEEN),
    ("military", 2, DEPLOYED),
    ("place", 2, SMALL),
)
HEIGHTS = {**{str(feet): feet for feet in range(3, 8)}, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7}


def _known(what: str) -> bool:
    """Whether a list has the occupation, or a part of it, and says better what to write."""
    said = key(what).split()
    return any(" ".join(said[first:]) in entries() for first in range(len(said)))


def _count(written: str) -> int:
    return int(written) if written.isdigit() else NUMBERS[written.lower()]


def _several(text: str, m: re.Match[str]) -> Wording:
    return Wording(m.start("n"), m.end("n"), "Several" if begins_sentence(text, m.start("n")) else "several")


def _one(m: re.Match[str]) -> str:
    return f"{article(m['who'])} {m['who']}"
