"""Ages over 89, and years of birth that tell one: in figures and in words, English and Spanish.

Source: 45 CFR 164.514(b)(2)(i)(C).
"""

import re
from collections.abc import Iterator
from typing import Final

from soundingboard.deid import lexicons
from soundingboard.deid.span import LABELED, Span
from soundingboard.deid.tokens import folded

NINETY: Final = r"9\d|1[01]\d"
NINETY_SAID: Final = (
    r"ninety(?:[- ](?:one|two|three|four|five|six|seven|eight|nine))?|(?:a|one) hundred(?:[- ]and)?(?:[- ](?:one|two|three|four|five|six|seven|eight|nine|ten))?"
    r"|noventa(?: y (?:un[oa]?|dos|tres|cuatro|cinco|seis|siete|ocho|nueve))?|cien(?:to (?:un[oa]?|dos|tres|cuatro|cinco|seis))?"
)
AGE: Final = re.compile(
    rf"\b(?:aged?|age of|age is|ages|edad|turn(?:s|ed|ing)?|came to me at|died at|passed at|still at|even at|almost|nearly|cumpl(?:ió|e|irá)|tiene|de)[ :=]+(?P<a>{NINETY}|{NINETY_SAID})(?= años|\b)(?!%|[-/.]\d| (?:percent|mg|minutes|min|days?|hours|%|lbs|pounds|miles|sessions|de|por)\b)"
    rf"|(?<![\w/.$-])(?P<b>{NINETY}|{NINETY_SAID})[- ]?(?:year|yr)s?[- ]?olds?\b"
    rf"|(?<![\w/.$-])(?P<c>{NINETY})[- ]?(?:y/?o|yrs?|y\.o\.?|years of age|years young|años(?: de edad)?)\b"
    rf"|\b(?:man|woman|gentleman|lady|patient|client|widow|widower|elder) of (?P<l>{NINETY}|{NINETY_SAID})\b"
    rf"|(?<![\w/.$-])(?P<d>{NINETY_SAID}) (?:years (?:of age|young|old)|años)\b"
    rf"|(?<![\w/.$-])(?P<e>{NINETY}) ?(?:[FM]|f|m)\b(?!\w)"
    rf"|\b(?:he|she|who|mother|father|mom|dad|grandmother|grandfather|grandma|grandpa|aunt|uncle|sister|brother|wife|husband|cousin|neighbor|widow|widower|resident|elder|client|patient|they|he'll|she'll)(?:'s| is| was| are| be| will be)(?: now| only| already| about| almost)? (?P<f>{NINETY}|{NINETY_SAID})(?=[,.;:!?)]|$| and | but | now| when | this | next | in | years| with| yet)(?! ?%)"
    rf"|(?!(?:Score|Total|Percentile|Pulse|Weight|Rate|Pressure|Average|Sat|Mood)\b)(?-i:(?:mr|mrs|ms|miss) )?(?-i:[A-Z][a-z'-]+|(?<=mr )[a-z]+|(?<=mrs )[a-z]+)(?:,)? (?:is|was) (?:now |only |already |about |almost )?(?P<j>{NINETY}|{NINETY_SAID})(?=[,.;:!?)]| and | but | & | n | w/)(?!\.\d)"
    rf"|\b(?P<who>[a-z]{{3,}}) is (?:now )?(?P<n>{NINETY})(?=[,.;:!?)]| and | but | & | n )(?!\.\d)"
    rf"|\b(?:may|might|must|could) (?:well |now )?be (?P<m>{NINETY}|{NINETY_SAID})(?=[,.;:!?)]|$| and | but | now )(?!\.\d)"
    rf"|(?<=[a-z\w]), (?:age )?(?P<g>{NINETY}|{NINETY_SAID})(?=[,.;)\n]|$)(?!,\d)"
    rf"|(?<=[A-Za-z]) \((?P<h>{NINETY})(?=[),;/FMfm])"
    rf"|\b(?:is|was|be|being|turn(?:s|ed|ing)?|at) (?:now |only |almost |nearly |about |really |already )?(?P<k>{NINETY_SAID})\b(?! ?(?:%|percent|degrees|minutes|days|hours|miles|dollars|bucks|people|pounds|sessions|something|per|or|to|day|mg|and up|and something|met(?:er|re)s|feet|beats|sixty|seventy|eighty|ninety|(?:one|two|three|four|five|six|seven|eight|nine) (?:degrees|percent|minutes)))"
    rf"|\b(?P<i>(?:in|into) (?:his|her|their) (?:(?:early|mid|late)[- ])?(?:90'?s|nineties|100'?s)|nonagenarians?|centenarians?|supercentenarian)\b",
    re.IGNORECASE,
)
PEOPLE_BEFORE: Final = re.compile(
    r"(?:(?:sr|br|mr|mrs|ms|miss|dr|fr)\.? [a-z]+|elders?|residents?|sisters?|brothers?|wife|husband|veteran|cousin|matriarch|patriarch|tía|tío|suegr[oa]|padre|madre|mother|father|mom|dad|mum|grand\w+|aunt|uncle|widow\w*|nana|abuel[oa]|client|patient|pt|ct|man|woman|lady|gentleman|neighbor|[A-Z][\w'-]+|\")$"
)
IN_A_PLACE: Final = re.compile(r"(?:Center|Park|Mall|Museum|Hospital|Clinic|School|Library|Church|Station)$")
BORN: Final = re.compile(
    r"\bborn (?:in |on |around |about )?(?:\w+ \d{1,2},? )?(?P<year>19[0-2]\d|193[0-5])\b", re.IGNORECASE
)


def ages(text: str) -> Iterator[Span]:
    """Every age over 89 in the clean copy `text`."""
    for match in AGE.finditer(text):
        group = str(match.lastgroup)
        before = text[max(0, match.start() - 24) : match.start()].rstrip(" ,(")
        if group == "h" and (not (PEOPLE_BEFORE.search(before) or _called(before)) or IN_A_PLACE.search(before)):
            continue
        if group == "g" and not PEOPLE_BEFORE.search(before) and _read(before):
            continue
        if group == "k" and match[0].lower().startswith("at ") and _a_drug(before):
            continue  # sertraline at one hundred
        if group == "n" and not _called(match["who"]):
            continue
        yield Span(match.start(group), match.end(group), "AGE90", 0.93, LABELED)
    for match in BORN.finditer(text):
        yield Span(match.start("year"), match.end("year"), "AGE90", 0.85, LABELED)


def _called(before: str) -> bool:
    """Whether the last word of `before` could be what somebody is called, and no test, reading or ordinary word."""
    word = LAST_WORD.search(before)
    if word is None or lexicons.instrument(word[1]):
        return False
    bits = lexicons.words().get(folded(word[1]), 0)
    return not bits & (lexicons.CLINICAL | lexicons.BIT["word1"]) and (
        bool(bits & lexicons.NAME) or not bits & (lexicons.ORDINARY | lexicons.LIVES)
    )


def _read(before: str) -> bool:
    """Whether the last word of `before` is what a test or a monitor reads, so that the number behind it is no age."""
    word = LAST_WORD.search(before)
    return (
        word is None
        or lexicons.instrument(word[1])
        or word[1].lower() in READ
        or bool(lexicons.words().get(folded(word[1]), 0) & lexicons.CLINICAL)
    )


def _a_drug(before: str) -> bool:
    word = LAST_WORD.search(before)
    return word is not None and bool(
        lexicons.words().get(folded(word[1]), 0) & (lexicons.BIT["drug"] | lexicons.BIT["drug2"])
    )


READ: Final = frozenset(
    "score scores scored percentile total pulse weight rate pressure average sat sats mood temp standard index at of to from is was "
    "about over under paid cost costs number numbers page pages room iq hr rr glucose sugar cholesterol bpm pounds".split()
)
LAST_WORD: Final = re.compile(r"([^\W\d_]{3,})\)?$")
