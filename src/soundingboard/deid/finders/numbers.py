"""The numbered kinds: what shape alone gives away, and what a label says of any code that follows it.

Two tiers. *Shape alone* (`shapes.py`): e-mail and web addresses, IP addresses, telephone and Social Security numbers, what
passes a check digit. *Label and anything with a digit* (`labeled.py`). What is left over, a code of five or more characters
that is no score, dose, diagnosis, year or pressure, is an identifier until shown otherwise (`codes.py`).
"""

import re
from collections.abc import Iterator
from typing import Final

from soundingboard.deid import lexicons
from soundingboard.deid.finders.codes import READINGS, TESTLIKE, harmless
from soundingboard.deid.finders.digits import near_digits
from soundingboard.deid.finders.labeled import MIXED, labeled, with_prefix
from soundingboard.deid.finders.shapes import shapes
from soundingboard.deid.span import GRAMMAR, LABELED, LEFTOVER, Span

TAGGED_NAME: Final = re.compile(r"(?<![\w#])[A-Za-z_][\w.]{2,}#\d{4}(?!\w)")  # as some chats name people
GROUPED: Final = re.compile(
    r"(?<![\w.$/-])(?:[A-Z]{1,3} )?(?:[A-Z]?\d{2,5}(?:[ -]\d{2,5}){2,5}|\d{3,5}[ -]\d{3,5}[ -]\d)(?![\w%/-]|\.\d)"
)
MASKED: Final = re.compile(
    r"\b(?:card|acct|account|visa|mastercard|amex|debit|credit|ssn|social)\b[^.\n]{0,24}?(?:\.{1,3}|x{2,}-?|\*{2,}-?|#{2,})(?P<code>\d{3,4})(?!\d)",
    re.IGNORECASE,
)
# A plate that says something: "vanity plate HARLAN1", "his plate says BIRDIE70".
VANITY: Final = re.compile(
    r"\b(?:vanity|plates?)(?: plates?| ones?| tags?)?(?:,|:| says?| reads?| is| that says| are)? ?\"?(?P<code>[A-Z]{4,8}(?:[ -]?\d{1,2})?|[A-Z]{2,7}-?\d{1,3}[A-Z]{0,4})(?![\w'])"
)
DRIVEN: Final = re.compile(
    r"\b(?:cars?|trucks?|van|suv|sedan|pickup|vehicle|jeep|minivan|wagon|bus|rv|trailer|skiff|camper|corolla|camry|civic|accord|silverado|tacoma|ranger|escape|altima|sentra|malibu|impala|bronco|tahoe|explorer|prius|outback|forester|tesla|dodge|ram|bmw|audi|mazda|hyundai|buick|cadillac|subaru|toyota|honda|ford|chevy|kia|nissan|moped|motorcycle|boat|plates?|tags?|parked|drives?|sticker)\b",
    re.IGNORECASE,
)
# A plate behind a vehicle: gray Corolla, 7DKM 204; the truck is hkr 553.
PLATE: Final = re.compile(
    rf"(?:{DRIVEN.pattern})(?: ?(?:,|:|is|was|plate|plates|tag|reads|with|\(|no\.?|number) ?){{1,3}}(?:(?-i:[A-Z]{{2}}) )?(?P<plate>\d[A-Z]{{3}}[ -]?\d{{3}}|[A-Z]{{3}}[ -]?\d{{3,4}}|\d{{3,4}}[ -]?[A-Z]{{3}})(?![\w-])",
    re.IGNORECASE,
)
# The same in large letters, a word or a state between: white Kia Soul U22 RKM.
PLATE_BEHIND: Final = re.compile(
    rf"(?i:{DRIVEN.pattern})(?: (?i:[a-z]+))?,? \(?(?:[A-Z]{{2}} )?(?P<plate>[A-Z]\d{{2}}[ -]?[A-Z]{{3}}|\d[A-Z]{{3}}[ -]?\d{{3}}|[A-Z]{{3}}[ -]\d{{4}}|\d{{3,4}} [A-Z]{{2,3}}|[A-Z]{{2,6}}-\d{{2,4}})(?![\w-])"
)
# A boat's number, as states give them: hull AL 4471 GX.
HULL: Final = re.compile(r"(?<![\w-])[A-Z]{2} ?-?\d{4} ?-?[A-Z]{2}(?![\w-])")
LETTERED: Final = re.compile(
    r"(?<![\w-])(?P<letters>[A-Z]{2,4})[ -](?P<digits>\d{2,6}(?:[ .-]\d{3,6})+|\d{3,6})(?: [A-Z]{1,3}\b)?(?![\w%/]|[.-]\w)"
)
PREFIX: Final = re.compile(r"(?<![\w.])([A-Z]{2,6}) $")
LOOSE_CODE: Final = re.compile(
    r"(?<![\w.@$€£#/%+-])(?=[A-Za-z0-9./_-]*\d)(?=(?:[./_-]?[A-Za-z0-9]){5})[A-Za-z0-9]+(?:[/_-][A-Za-z0-9]+|\.(?=\d{3})[A-Za-z0-9]+)*(?: \d{4,})*(?![\w%]|[.,/_-]\w)"
)


def numbers(text: str) -> Iterator[Span]:
    """Every numbered identifier in the clean copy `text`."""
    yield from shapes(text)
    yield from labeled(text)
    for match in near_digits(LOOSE_CODE, text):
        start, end = match.span()
        if not harmless(text, start, end) and not TESTLIKE.fullmatch(match[0]):
            prefix = PREFIX.search(text[max(0, start - 8) : start])
            digits = sum(c.isdigit() for c in match[0])
            if prefix and (
                (len(prefix[1]) == 2 and (MIXED.search(match[0]) or digits > 5)) or digits > 5 or not _lives(prefix[1])
            ):
                start -= len(prefix[0])
            yield Span(with_prefix(text, start), end, "OTHERID", 0.8, LEFTOVER)
    for match in near_digits(GROUPED, text):
        groups = re.findall(r"\d+", match[0])
        # Four small numbers in a row are scores.
        if sum(map(len, groups)) >= 7 and (len(groups) > 4 or max(map(len, groups)) > 2):
            yield Span(match.start(), match.end(), "OTHERID", 0.7, LEFTOVER)
    for match in near_digits(PLATE, text):
        yield Span(match.start("plate"), match.end("plate"), "VEHICLE", 0.85, LABELED)
    for match in near_digits(PLATE_BEHIND, text):
        yield Span(match.start("plate"), match.end("plate"), "VEHICLE", 0.85, LABELED)
    for match in near_digits(HULL, text):
        yield Span(match.start(), match.end(), "VEHICLE", 0.8, GRAMMAR)
    for match in VANITY.finditer(text):
        yield Span(match.start("code"), match.end("code"), "VEHICLE", 0.85, LABELED)
    for match in near_digits(TAGGED_NAME, text):
        yield Span(match.start(), match.end(), "OTHERID", 0.93, LABELED)
    for match in near_digits(MASKED, text):
        yield Span(match.start("code"), match.end("code"), "ACCOUNT", 0.9, LABELED)
    for match in near_digits(LETTERED, text):
        long = sum(c.isdigit() for c in match["digits"]) > 3
        if (
            (long or DRIVEN.search(text[max(0, match.start() - 50) : match.start()]))
            and not _lives(match["letters"])
            and not harmless(text, *match.span("digits"))
        ):
            yield Span(match.start(), match.end(), "OTHERID", 0.6, LEFTOVER)


def _lives(word: str) -> bool:
    """Whether letters before a number are a test, a code, a road or a state: "PHQ 14", "CPT 908", "TX 75"."""
    return (
        word.lower() in READINGS
        or bool(lexicons.words().get(word.lower(), 0) & (lexicons.LIVES | lexicons.ORDINARY))
        or lexicons.instrument(word)
    )
