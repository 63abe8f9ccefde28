"""Every part of a date that is finer than the year.

A grammar of its own: months and days in English and Spanish, numerals, ordinals, holidays of many calendars. What only
looks like a date lives: a score of 5/7, the modal verb *may*, a duration, a weekday, *last Tuesday*, a year.
Source: 45 CFR 164.514(b)(2)(i)(C).
"""

import itertools
import re
from collections.abc import Iterator, Sequence
from typing import Final

from soundingboard.deid import lexicons
from soundingboard.deid.span import GRAMMAR, SHAPE, Span, begun

MONTHS: Final = (
    "january|february|march|april|may|june|july|august|september|october|november|december|"
    "jan|feb|mar|apr|jun|jul|aug|sept|sep|oct|nov|dec"
)
MESES: Final = "enero|febrero|marzo|abril|mayo|junio|julio|agosto|septiembre|setiembre|octubre|noviembre|diciembre"
# Months that are no other word and no name: alone they are a date wherever they stand.
SURE: Final = "january|february|july|september|october|november|december|sept|oct|nov"
# Of calendars other than the Gregorian.
MOONS: Final = (
    "nisan|iyar|sivan|tammuz|tamuz|av|elul|tishrei|tishri|heshvan|cheshvan|kislev|tevet|shevat|shvat|adar|"
    "ramadan|ramadhan|muharram|safar|rajab|sha'?ban|shawwal|dhul[- ][hq]\\w+|farvardin|ordibehesht|mehr|esfand|advent|lent"
)
DAY: Final = r"(?:3[01]|[12]\d|0?[1-9])"
ORDINALS: Final = (
    "twenty[- ]?(?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth)|thirty[- ]?first|"
    "first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|eleventh|twelfth|thirteenth|fourteenth|"
    "fifteenth|sixteenth|seventeenth|eighteenth|nineteenth|twentieth|thirtieth"
)
CARDINALS: Final = (
    "twenty[- ]?(?:one|two|three|four|five|six|seven|eight|nine)|thirty[- ]?one|ten|eleven|twelve|thirteen|fourteen|"
    "fifteen|sixteen|seventeen|eighteen|nineteen|twenty|thirty|two|three|four|five|six|seven|eight|nine"
)
NTH: Final = rf"{DAY}(?:st|nd|rd|th)"
YEAR: Final = r"(?:19|20)\d\d"
WEEKDAY: Final = r"(?:(?:mon|tues?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:day)?\.?,? )"
MORE: Final = rf"(?:(?: ?(?:-|,|&|through|thru|to|and|or) ?){{1,2}}(?:the )?{DAY}(?:st|nd|rd|th)?\b(?! ?(?:mg|sessions?|weeks?|days?|hours?|years?|months?|people|of|{MONTHS})\b)(?![%\d/]|:\d))*"

LONG: Final = re.compile(
    # March 3rd; Mar. 3; june the fourth; April twenty second; March 3 and 10; December 12, 2023
    rf"\b(?:{MONTHS})\b\.?,? ?(?:the )?(?:{DAY}(?:st|nd|rd|th)?(?![\d%]|:\d|\.\d|/\d| ?(?:mg|mcg|sessions?|weeks?|people|percent|pm|am)\b){MORE}|(?:{ORDINALS})\b|(?:{CARDINALS})\b(?! (?:of|or|hundred|years?|weeks?|days?|months?|hours?|people|times|more|sessions?)\b))"
    rf"(?:,? {YEAR}\b|,? '\d\d\b)?"
    # 5 May; the 3rd of may; 19 December; twenty-second of June
    rf"|\b(?:{NTH}|{DAY}(?: ?- ?{DAY})?|(?:{ORDINALS}))(?: day)?(?: of)?[ -](?:{MONTHS})\b\.?(?:[ ,-]+{YEAR}\b)?"
    rf"|\b(?:the )?(?:{NTH}|{DAY}|(?:{ORDINALS}))(?: day)?(?: of)? (?:{MOONS})\b"
    # the first week of September, the second Sunday of Advent, the last day of April
    rf"|\b(?:the )?(?:first|second|third|fourth|last|1st|2nd|3rd|4th) (?:week(?:end)?|days?|half|part|(?:sun|mon|tues|wednes|thurs|fri|satur)day) (?:of|in) (?:{MONTHS}|advent|lent)\b"
    # 7 de octubre (de 2020)
    rf"|\b(?:{DAY}|primero|uno|dos|tres|cuatro|cinco|seis|siete|ocho|nueve|diez|once|doce|trece|catorce|quince|diecis[eé]is|diecisiete|dieciocho|diecinueve|veinte|veinti(?:uno|d[oó]s|tr[eé]s|cuatro|cinco|s[eé]is|siete|ocho|nueve)|treinta(?: y uno)?)(?:°|º|ro)? (?:de )?(?:{MESES})\b(?: del? (?:año )?{YEAR}\b)?"
    r"|\b(?:3[01]|[12]\d|[1-9])(?:er)? (?:janvier|février|mars|avril|mai|juin|juillet|août|septembre|octobre|novembre|décembre)\b"
    rf"|\bel (?:lunes|martes|miércoles|jueves|viernes|sábado|domingo),? {DAY}\b(?! (?:de|años|veces|sesiones|mg))"
    rf"|\b{DAY} de (?:janeiro|fevereiro|março|abril|maio|junho|julho|agosto|setembro|outubro|novembro|dezembro)\b"
    rf"|\b(?:{MESES}) {DAY}\b(?:,? {YEAR}\b)?",
    re.IGNORECASE,
)
# A verb, not a month, in "it may 3 times ..." and the like; small letters decide with what stands before.
VERBS: Final = re.compile(r"may|march|mar|sep|dec|sun", re.IGNORECASE)

MONTH: Final = re.compile(
    rf"\b(?:(?:in|since|until|till|til|by|from|through|thru|during|of|after|before|around|this|last|next|past|early|mid|late|mid-|every|"
    rf"every|each|for|and|to|end of|beginning of|start of|middle of|back in|until|over|between|was|is|it's|starting|ends?|due|as of|"
    rf"en|desde|hasta|para|de|mediados de|principios de|finales de|fines de|el pasado) (?:early |mid[- ]?|late |the end of |this |last |next )?)"
    rf"(?P<month>(?:{MONTHS}|{MESES})\b\.?)(?!['-]\w)",
    re.IGNORECASE,
)
ALONE: Final = re.compile(rf"\b(?P<month>(?:{SURE}|{MESES})\b\.?)", re.IGNORECASE)
RANGE: Final = re.compile(
    rf"\b(?:{MONTHS}) ?(?:to|through|thru|until|till|-|and) ?(?P<month>(?:{MONTHS})\b)", re.IGNORECASE
)
MARCH_ONE: Final = re.compile(
    r"\b(?:january|february|march|april|june|july|august|september|october|november|december) one\b(?! (?:of|day|week|year|hundred))",
    re.IGNORECASE,
)
MONTH_YEAR: Final = re.compile(
    rf"\b(?P<month>(?:{MONTHS}|{MESES})\b\.?)(?= (?:of |de |del )?(?:{YEAR}|'\d\d)\b)", re.IGNORECASE
)
MID: Final = re.compile(rf"\b(?P<month>(?:early|mid|late)[- ]?(?:{MONTHS})\b)", re.IGNORECASE)

NUMERIC: Final = re.compile(
    rf"(?<![\w/.$-])(?:(?:1[0-2]|0?[1-9])(?P<by>[/.-])(?:3[01]|[12]\d|0?[1-9])(?P=by)(?:{YEAR}|\d\d)"
    rf"|(?:3[01]|[12]\d|0?[1-9])(?P<by2>[/.-])(?:1[0-2]|0?[1-9])(?P=by2)(?:{YEAR}|\d\d)"
    rf"|{YEAR}(?P<by3>[/.-])(?:1[0-2]|0?[1-9])(?P=by3)(?:3[01]|[12]\d|0?[1-9])(?:T\d\d:\d\d(?::\d\d)?Z?)?)(?![\w/%]|[.-]\d)"
)
SLASHED: Final = re.compile(
    r"(?<![\w/.$:-])(?P<m>1[0-2]|0?[1-9])/(?P<d>3[01]|[12]\d|0?[1-9])(?: ?- ?(?:1[0-2]|0?[1-9])/(?:3[01]|[12]\d|0?[1-9]))?(?![\w/%]|[.:]\d| (?:film|mg|mcg|patch|tabs?|ml|vision|odds|share|time)\b)"
)
DASHED: Final = re.compile(
    r"(?<![\w/.$:-])(?:1[0-2]|0?[1-9])-(?P<d>3[01]|[12]\d|0?[1-9])(?![\w/%-]|[.:]\d| ?(?:minutes?|mins?|patients?|clients?|percent|year|month|week|day|hour|session|lbs?|pounds|miles|dollars|mcg|units|range|record|vote|split|points?|pages?|weeks?|days?|sessions?|hours?|years?|times|min|mg|months?|people|kids))"
)
POINTED: Final = re.compile(
    rf"\b(?:date|dated|on|am|vom|since|until|born|died|lost|\w+self):? (?P<day>(?:{DAY}\.(?:1[0-2]|0?[1-9]|[IVX]{{1,4}})\.|(?:1[0-2]|0?[1-9])\.{DAY})(?!\d|\.\d| ?(?:mg|mcg|ml|%|percent|points?|of|to|on)))",
    re.IGNORECASE,
)
MONTH_OF: Final = re.compile(rf"(?<![\w/.$-])(?:1[0-2]|0?[1-9])/{YEAR}(?![\w/%]|[.-]\d)")
SCORED: Final = re.compile(
    r"(?:\b(?:score[sd]?|scoring|rat(?:e[sd]?|ing)|scale|suds?|pain|mood|anxiety|energy|urges?|intensity|severity|distress|motivation|confidence|"
    r"importance|readiness|bp|pressure|phq\W?\d*|gad\W?\d*|pcl\W?\d*|\w*-?\d{1,2}(?:\W{1,2}(?:was|is|at|of|to|went|dropped|total|score))?|total|sleep|"
    r"oriented|strength|reflexes|a solid|vision|about a|at a|was a|is a|a|an|from|out of|cards?|homework|attended|completed|items|nights|days|adherence|"
    r"compliance|alert|x|moca|mmse|gds|audit|isi|bdi|scales?|likert|level|grade|spoons?)[ :=~(]{0,3})$",
    re.IGNORECASE,
)
DATED: Final = re.compile(
    r"\b(?:d\.|b\.|on|since|until|till|til|by|dated?|dob|d\.o\.b\.?|born|birth(?:day|date)?|b-day|bday|starting|started|starts|begins|began|from|through|thru|before|after|"
    r"hearing|court|appt|appointment|visit|seen|admit(?:ted)?|admission|d/c|discharged?|intake|session|mtg|meeting|due|deadline|week of|as of|"
    r"effective|eff|signed|expires?|exp|lmp|edd|dos|eval|evaluation|trial|surgery|anniversary|wedding|last seen|next|scheduled|sched|renewed|received|faxed|resched\w*|done|sent|filed|mailed|paid|closed|opens?|opened|f/?u|follow-?up|rtc|recheck|back|died|arrived|relapsed|returned|left|job|missed|skipped|resumed|quit|last|outing|"
    r"(?:saw|met|told|called|texted|blocked|visited|lost) (?:him|her|them|me|us)|"
    r"for|moved out|incident|event|game|class|the|note|el|desde|hasta|nacid[oa]|fecha|fdn|(?<=d\.)|(?<=b\.)|(?:mon|tues?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:day)?\.?)[\s:(=,]{0,3}(?:(?:mon|tue|wed|thu|fri|sat|sun)\w*\.?,? ?)?(?:is |was |will be |set for |on )?$",
    re.IGNORECASE,
)
CLOCKED: Final = re.compile(r",? \d{1,2}:\d\d\b")
DASHED_AFTER: Final = re.compile(
    r"(?:\b(?:f/u|follow-?up|rtc|on|since|until|dated?|dob|hearing|court|appt|signed|seen|visit|due(?: back)?|next|came|died|call|retir\w+|scheduled|by|note|service|dos|board|anniversary|wedding|effective|expires?|mon|tues?|wed|thu(?:rs)?|fri|sat|sun)[\s,:(]{1,3}|/ |\d{4}-\d{4}, )$",
    re.IGNORECASE,
)
# What stands before a range: ages 8-14, a score of 2-14, pages 3-18.
RANGED: Final = re.compile(
    r"(?:\b(?:ages?|aged|grades?|chapters?|ch|pages?|pp?|items?|lines?|scale|range[sd]?|from|between|about|roughly|around|some|scor\w*|years?|weeks?|"
    r"months?|days?|sessions?|hours?|kids|numbers?|verses?|rooms?|for|top|an?|the|of|to|x|record|won|w[io]n|lost|beat|rows?|steps?|factors?|psalms?|romans|john|"
    r"matthew|mark|luke|acts|genesis|exodus|every|each|in|at|takes?|took|or|and|with|phq|gad|pcl|bdi|bai|\w*-?\d+)|[,;:(=~]|\d)[\s(]*$",
    re.IGNORECASE,
)
SCALES: Final = frozenset((3, 4, 5, 6, 7, 10))
COUNTED: Final = re.compile(
    r" ?(?:nights?|days?|times|sessions?|on (?:the|a|his|her|their|my) (?:scale|test|index)|for |pain|mood|scale|weeks?|items|criteria|symptoms|points|of |this week|correct|kids|x|in )",
    re.IGNORECASE,
)

THE_NTH: Final = re.compile(
    rf"\b(?:the|on|by|until|since|til|till|before|after|this|next|from|of|than|y el|el) (?P<nth>{NTH})(?: ?(?:-|,|&|and|or|through|thru|to) ?(?:the )?{NTH})*\b",
    re.IGNORECASE,
)
EL_NTH: Final = re.compile(
    rf"\b(?:el|el día|para el|hasta el|desde el) (?P<nth>{DAY})(?=[,.;:)!?]|$| (?:y|pero|porque|cuando|que|a las|en la|por la)\b)",
    re.IGNORECASE,
)
WEEKDAY_NTH: Final = re.compile(rf"\b{WEEKDAY}(?:the )?(?P<nth>{NTH}|{DAY}(?=[,.;)]|$))(?!\w)", re.IGNORECASE)
# Said aloud: on the fifteenth, Tuesday the sixth, back the nineteenth; the first three only where a day is meant.
LATER: Final = ORDINALS.replace("first|second|third|fourth|", "fourth|", 1)
LATE: Final = ORDINALS[: ORDINALS.index("|first")] + ORDINALS[ORDINALS.index("|eleventh") :]
SPOKEN_NTH: Final = re.compile(
    rf"\b(?:(?:(?:on|by|until|till|til|since|around|about) the|{WEEKDAY}the) (?P<sure>{LATER})(?![\w-])"
    rf"|(?:(?:before|after|for|from|back|it's|its|is|was|and) the (?P<nth>{LATER})"
    rf"|(?:(?:on|by|until|since) the|it's the|{WEEKDAY}the) (?P<early>first|second|third)|(?<=, )the (?P<late>{LATE})(?=[,.;!?\n]|$))"
    r"(?=[,.;:!?)\n]|$|'s\b| (?:and|but|because|so|at|when|if|she|he|they|we|i|unless|then|para|of (?:the|this|next|last) (?:lunar )?month)\b))",
    re.IGNORECASE,
)
# What makes an ordinal count something else: the 5th grade, the 95th percentile, the 2nd Battalion, on 5th Street.
NOT_A_DAY: Final = re.compile(
    r"(?:[ -](?!(?:of|at|and|or|but|for|with|when|because|so|is|was|will|would|he|she|they|we|i|it|to|in|on|by|from|until|after|before|if|as|the|"
    r"its|im|ill|hes|shes|which|who|that|just|about|then|this|her|his|my|our|their|again|instead|works?|came|went|around|through|thru|via|over|due|not|has|had|"
    r"she's|he's|we're|it's|they're|i'm|i'll|we'll|did|does|without|where|while|either|also|a|an|per|now|she'd|he'd|y|pero|porque|cuando|que|a|en|unless|since|though|although|except|plus|still|only|even|maybe|probably|today|tomorrow|here|there|til|till|thru|onwards?|forward|please|thanks|all|both|no|yes|you|me|him|them|us|once|anyway|too|well|between|against|mom|dad|ct|pt|client)\b)[a-z]|"
    r" (?:Street|St|Ave|Avenue|Road|Rd|Battalion|Marines|Infantry|Division|Floor|Grade|District|Precinct|Ward|Airborne|Cavalry|Regiment|Brigade|"
    r"Circuit|Amendment|Edition|Century|Annual)\b)"
)
WEEKDAY_BEFORE: Final = re.compile(WEEKDAY, re.IGNORECASE)
COUNTS: Final = re.compile(r"[ -](?:grade|street|st|ave|avenue|floor|session|time|percentile|hour|step)", re.IGNORECASE)
SHOP_BEFORE: Final = re.compile(r"\bthe (?:[A-Z][\w']+ ){1,3}$")
BEFORE_STREET: Final = re.compile(r"(?:\b(?:and|at|street|ave|corner of|off|between)|&)$", re.IGNORECASE)
BIRTHDAY: Final = re.compile(
    r"\bon (?P<day>(?:his|her|their|my|our|the (?:client|patient|boy|girl|child)'s|\w+'s) (?:own )?(?:\d{1,2}(?:st|nd|rd|th) |[a-z]+ieth |[a-z]+th )?birthday)\b"
    r"|\b(?P<nine>(?<!pp\. )(?<!p\. )9[/-]11)(?!\d)|\b(?P<nine2>september (?:11th?|eleventh))\b",
    re.IGNORECASE,
)
BIRTH: Final = re.compile(
    r"\b(?:dob|d\.o\.b\.?|date of birth|born(?: on)?|birth ?date|fdn|fecha de nacimiento)[\s:(=]*(?P<day>\d{1,2}[ ./-]\d{1,2}(?:[ ./-]\d{2,4})?|\d{6,8})(?!\d)",
    re.IGNORECASE,
)


def dates(text: str) -> Iterator[Span]:
    """Every date in the clean copy `text`, holidays excepted (they are in a lexicon)."""
    for pattern in (NUMERIC, MONTH_OF):
        for match in pattern.finditer(text):
            yield Span(match.start(), match.end(), "DATE", 0.95, SHAPE)
    for match in POINTED.finditer(text):
        yield Span(match.start("day"), match.end("day"), "DATE", 0.85, GRAMMAR)
    for match in BIRTH.finditer(text):
        yield Span(match.start("day"), match.end("day"), "DATE", 0.97, SHAPE)
    for match in LONG.finditer(text):
        if not _a_verb(text, match):
            yield Span(begun(text, match.start(), BEFORE_DAY, 16), match.end(), "DATE", 0.97, GRAMMAR)
    slashed = list(SLASHED.finditer(text))
    dated = _listed(text, slashed, [_dated(text, match) for match in slashed])
    for match, is_day in zip(slashed, dated, strict=True):
        if is_day:
            yield Span(begun(text, match.start(), BEFORE_DAY, 16), match.end(), "DATE", 0.9, GRAMMAR)
    for match in DASHED.finditer(text):
        before = text[max(0, match.start() - 32) : match.start()]
        if (
            DASHED_AFTER.search(before)
            or (int(match["d"]) > 12 and not RANGED.search(before))
            or TIMED.match(text[match.end() :])
            or CLOCKED.match(text[match.end() :])
        ):
            yield Span(match.start(), match.end(), "DATE", 0.8, GRAMMAR)
    for pattern, group in ((RANGE, "month"), (MARCH_ONE, 0)):
        for match in pattern.finditer(text):
            yield Span(match.start(group), match.end(group), "DATE", 0.85, GRAMMAR)
    for pattern in (MONTH, ALONE, MONTH_YEAR, MID):
        for match in pattern.finditer(text):
            if _a_month(text, match):
                yield Span(match.start("month"), match.end("month"), "DATE", 0.85, GRAMMAR)
    yield from _ordinals(text)
    for match in BIRTHDAY.finditer(text):
        group = str(match.lastgroup)
        yield Span(match.start(group), match.end(group), "DATE", 0.85, GRAMMAR)


def _a_verb(text: str, match: re.Match[str]) -> bool:
    """Whether the month of "may 3" or "march 5" is a verb: small in a text that has large months, or after a pronoun."""
    word = match[0].split()[0].rstrip(".,")
    if not VERBS.fullmatch(word) or not word.islower():
        return False
    before = text[max(0, match.start() - 12) : match.start()].lower()
    return bool(re.search(r"\b(?:he|she|they|it|we|i|you|who|that|this|there|and|or|to|client|not)\s$", before))


def _a_month(text: str, match: re.Match[str]) -> bool:
    """Whether a month stands there, not a verb ("of may be"), a name ("in June's voice") or a march."""
    word = match["month"].rstrip(".").lower()
    if match.re is MONTH_YEAR:
        return True
    after = text[match.end("month") : match.end("month") + 12]
    if word in (
        "may",
        "march",
        "mar",
        "dec",
        "sep",
        "sept",
        "jan",
        "jun",
        "jul",
        "april",
        "june",
        "august",
        "mayo",
        "marzo",
    ):
        large = match["month"][:1].isupper()
        if word in ("may", "march", "mar") and not large:
            before = match[0][: match.start("month") - match.start()].strip().lower()
            return before in (
                "in",
                "since",
                "until",
                "by",
                "last",
                "this past",
                "back in",
                "early",
                "late",
                "mid",
                "mid-",
                "end of",
            ) and not re.match(
                r" (?:be|have|not|also|or|well|seem|need|want|feel|lead|on|for|with|in|through|to)\b", after
            )
        if word in ("june", "april", "august", "jan") and re.match(
            r"'s\b| (?:is|was|says?|said|has|had|and (?:I|her|his)|told|asked|wants?)\b", after
        ):
            return bool(re.match(r"(?:in|since|until|by|last|this|next)\b", match[0], re.IGNORECASE))
        if word in ("august", "mayo") and not large:
            return match.re is not ALONE and bool(
                re.match(r"(?:in|since|until|by|last|next|early|mid|late|en|desde|hasta|de)\b", match[0], re.IGNORECASE)
            )
        if match.re is MONTH and re.match(
            r"(?:for|and|to|was|is|it's|between|from|of|after|before|around)\b", match[0], re.IGNORECASE
        ):
            return (large and word not in ("june", "april", "may", "august", "march")) or bool(
                re.match(r" (?:\d|to\b|through\b|and (?:july|may|june))", after, re.IGNORECASE)
            )
    return not re.match(r" \d{1,2}\b(?! ?(?:sessions|weeks))", after) or True


def _dated(text: str, match: re.Match[str]) -> bool:
    """Whether 3/14 is a day and not a score: by what stands before and after, then by the numbers."""
    month, day = match["m"], match["d"]
    before = text[max(0, match.start() - 32) : match.start()]
    after = text[match.end() : match.end() + 14]
    if (
        month.startswith("0")
        or day.startswith("0")
        or TIMED.match(after)
        or (not before.rstrip(" -*•").endswith(tuple("abcdefghijklmnopqrstuvwxyz.,;:)")) and before.endswith("\n"))
    ):
        return True
    if SCORED.search(before) and not re.search(
        r"\b(?:session|appt|visit|court|hearing|dos|dob|on|by|since|until)[ :(]*$", before, re.IGNORECASE
    ):
        return False
    if DATED.search(before):
        return not (
            int(day) in SCALES and int(month) <= int(day) and COUNTED.match(after) and not after.startswith(" for ")
        )
    if any(_a_test(word) for word in TESTS.findall(text[max(0, match.start() - 14) : match.start()])):
        return False
    if int(month) > int(day):
        return True
    if int(day) in SCALES or match[0] in ("1/2", "1/3", "2/3", "1/4", "3/4", "1/8", "9/12", "12/12", "10/10"):
        return False
    return not (
        int(day) in MAXIMA
        and (
            COUNTED.match(after)
            or any(_a_test(word) for word in TESTS.findall(text[max(0, match.start() - 50) : match.start()]))
        )
    )


def _a_test(word: str) -> bool:
    """Whether a word before a score names an instrument: PHQ-9, GAD; not the verb "was"."""
    return (not word.islower() or any(c.isdigit() for c in word)) and lexicons.instrument(word)


MAXIMA: Final = frozenset((8, 9, 12, 14, 15, 16, 18, 20, 21, 24, 27, 28, 30))
TESTS: Final = re.compile(r"[A-Za-z][\w-]+")
TIMED: Final = re.compile(r",? (?:at |@ ?)?\d{1,2}(?::\d\d)? ?[ap]\.?m\b", re.IGNORECASE)


def _listed(text: str, slashed: Sequence[re.Match[str]], dated: Sequence[bool]) -> list[bool]:
    """Which are days, of those that are sure and those that stand in a row with one: "2/5, 2/12 and 2/19"."""
    found = list(dated)
    for step in (1, -1):
        places = range(len(slashed))[::step]
        for one, other in itertools.pairwise(places):
            between = text[slashed[min(one, other)].end() : slashed[max(one, other)].start()]
            if found[one] and re.fullmatch(
                r" ?[,&+] ?(?:and )?| (?:and|thru|through|to|until|till?) | ?- ?| ", between
            ):
                found[other] = True
    return found


def _ordinals(text: str) -> Iterator[Span]:
    for pattern in (THE_NTH, EL_NTH, WEEKDAY_NTH, SPOKEN_NTH):
        for match in pattern.finditer(text):
            group = str(match.lastgroup)
            after = text[match.end() : match.end() + 24]
            if (
                (NOT_A_DAY.match(after) and (not WEEKDAY_BEFORE.match(match[0]) or COUNTS.match(after)))
                or re.match(r" (?:session|visit|time|grade|one|year|week|month|day of)\b", after)
                or BEFORE_STREET.search(text[: match.start(group)].rstrip()[-10:])
            ):
                continue
            if (
                match[0].lower().startswith("on ")
                and not match[0].lower().startswith("on the")
                and (
                    re.match(r"[ ,]*(?:and|&) (?:[A-Z]|\d)", after)
                    or SHOP_BEFORE.search(text[max(0, match.start() - 24) : match.start()])
                )
            ):
                continue  # on 5th and Main, the Walgreens on 5th
            yield Span(begun(text, match.start(group), BEFORE_DAY, 16), match.end(), "DATE", 0.8, GRAMMAR)


# "Sunday the 5th" begins with its weekday and its article.
BEFORE_DAY: Final = re.compile(
    r"(?:\b(?:mon|tues?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:day)?\.?,? )?(?:\bthe )?$", re.IGNORECASE
)
