"""Street addresses, post office boxes and ZIP codes by their form; all other places are the model's.

Source: 45 CFR 164.514(b)(2)(i)(B).
"""

import re
from collections.abc import Iterator
from typing import Final

from soundingboard.deid.finders.codes import shaped
from soundingboard.deid.span import LABELED, LEFTOVER, Span

STREET: Final = (
    r"(?:Street|St|Avenue|Ave|Av|Road|Rd|Boulevard|Blvd|Lane|Ln|Drive|Dr|Court|Ct|Place|Pl|Way|Highway|Hwy|Parkway|Pkwy|Terrace|Ter|Circle|Cir|"
    r"Square|Sq|Plaza|Alley|Trail|Trl|Loop|Row|Run|Pike|Turnpike|Tpke|Expressway|Crescent|Crossing|Path|Walk|Close|Mews|Broadway)"
)
WORD: Final = r"(?:[A-Z][\w'.-]*|\d{1,3}(?:st|nd|rd|th)|[NSEW]\.?|[NS][EW]|Martin|de|la|del|los|las|of|the)"
UNIT: Final = r"(?:,? (?:apt|apartment|unit|suite|ste|bldg|building|room|rm|floor|fl|lot|space|spc|#)\.? ?#?[\w-]*\d[\w-]*|,? (?:apt|unit|suite|ste|bldg)\.? ?[A-Z]\b|,? #\w+)"
ADDRESS: Final = re.compile(
    rf"(?<![\w/.$-])\d{{1,6}}(?:-\d{{1,4}}|[A-Z]|½| 1/2)? (?:{WORD} ){{0,4}}?(?-i:{WORD} )(?:{STREET})\b\.?(?: [NSEW]{{1,2}}\b\.?)?(?:{UNIT}){{0,2}}(?!\w)"
)
SMALL_ADDRESS: Final = re.compile(
    rf"(?<![\w/.$-])\d{{2,6}} (?!(?:percent|people|days?|weeks?|min\w*|hours?|years?|months?|sessions?|mg|mcg|ml|am|pm|yo|st|nd|rd|th)\b)(?:(?!(?:in|on|at|to|the|a|of|for|and|or|before|after|with|from|by|is|was|in)\b)[a-z'.]+ |\d{{1,3}}(?:st|nd|rd|th) ){{1,3}}"
    rf"(?:street|avenue|ave|road|rd|boulevard|blvd|lane|ln|drive|court|parkway|pkwy|terrace|circle|turnpike|highway|hwy)\b\.?(?:{UNIT}){{0,2}}",
    re.IGNORECASE,
)
BLOCK: Final = re.compile(
    r"\b\d{2,5} block of (?:[NSEW]\.? |North |South |East |West )?[A-Z][\w'.]+(?: [A-Z][\w'.]+){0,3}"
)
ROUTE: Final = re.compile(
    r"\b(?:P\.? ?O\.? ?Box|post office box|apartado(?: postal)?) ?#?\d+|\b(?:RR|HC) ?\d+,? Box \d+|\bRural Route \d+(?:,? Box \d+)?|(?:(?<=[a-z] )|\b)(?:apt|apartment|suite|ste)\.? ?#?(?=\w{0,4}\d)\w+",
    re.IGNORECASE,
)
ZIP: Final = re.compile(
    r"(?<![\w.$#/-])(?P<plus>\d{5}-\d{4})(?![\w-])"
    r"|\b(?:zip(?: ?code)?|postal code|postcode|código postal|c\.?p\.?)[\s:#=]{1,3}(?:is |of |was )?(?P<said>\d{5}|\d{3}(?=\d{0,2}\b))"
    r"|\b(?-i:A[KLRZ]|C[AOT]|D[CE]|FL|GA|HI|I[ADLN]|K[SY]|LA|M[ADEINOST]|N[CDEHJMVY]|O[HKR]|P[AR]|RI|S[CD]|T[NX]|UT|V[AT]|W[AIVY])\.?,? (?P<state>\d{5})(?![\w-])"
    r"|(?<=[A-Za-z], )(?P<after>\d{5})(?=[.,;)\n]|$)",
    re.IGNORECASE,
)
POSTCODE: Final = re.compile(r"(?<!\w)(?:[A-Z]{1,2}\d[A-Z\d]? \d[A-Z]{2}|[ABCEGHJ-NPRSTVXY]\d[A-Z] ?\d[A-Z]\d)(?!\w)")
NUMBERED_STREET: Final = re.compile(
    r"(?<![\w/$-])(?:(?:[NSEW]|[NS][EW]|North|South|East|West)\.? )?\d{1,3}(?:st|nd|rd|th) (?:Street|St|Avenue|Ave|Boulevard|Blvd|Road|Rd|Lane|Ln|Terrace)\b\.?(?: [NS][EW]?\b)?",
    re.IGNORECASE,
)
ROAD: Final = re.compile(
    r"\b(?:State Route|Route|Rte|Highway|Hwy|Interstate|County Road|State Road)\.? ?\d{1,4}[A-Z]?\b(?<!oute 66)",
    re.IGNORECASE,
)
# A house number and a street without its "street": at 1427 Kenilworth.
HOUSE: Final = re.compile(
    r"\b(?:at|to|on|of|near|address(?: is)?:?) (?P<house>\d{2,5} (?!(?:AM|PM|Mg|I|We|She|He|They|January|February|March|April|May|June|July|August|September|October|November|December)\b)(?:[NSEW]\.? )?[A-Z][a-z]{3,}(?: [A-Z][a-z]+)?)(?! (?:Street|people))"
)
NUMBERED_SCHOOL: Final = re.compile(
    r"\b(?:P\.?S\.?|I\.?S\.?|M\.?S\.?|J\.?H\.?S\.?) ?#? ?\d{1,3}\b(?!%)|\b[Pp]s ?\d{1,3}\b|\bSchool (?:No\.? ?|# ?)?\d{1,3}\b(?! ?(?:%|/|x\b|days?|times|hours?|years?|of\b))|\b(?:[Pp]ublic [Ss]chool|[Ss]chool [Dd]istrict) (?:no\. ?|number |# ?)?\d{1,4}\b"
)
STATE_NAMES: Final = (
    "Alabama|Alaska|Arizona|Arkansas|California|Colorado|Connecticut|Delaware|Florida|Georgia|Hawaii|Idaho|Illinois|Indiana|Iowa|Kansas|Kentucky|"
    "Louisiana|Maine|Maryland|Massachusetts|Michigan|Minnesota|Mississippi|Missouri|Montana|Nebraska|Nevada|New Hampshire|New Jersey|New Mexico|"
    "New York|North Carolina|North Dakota|Ohio|Oklahoma|Oregon|Pennsylvania|Rhode Island|South Carolina|South Dakota|Tennessee|Texas|Utah|Vermont|"
    "Virginia|Washington|West Virginia|Wisconsin|Wyoming"
)
ZIP_AFTER_STATE: Final = re.compile(rf"\b(?:{STATE_NAMES}),? (?P<zip>\d{{5}})(?![\w-])", re.IGNORECASE)
COORDINATES: Final = re.compile(r"(?<![\w.])-?\d{1,2}\.\d{3,}°?,? ?[NS]?,? ?-?\d{1,3}\.\d{3,}°?(?: ?[EW])?(?!\w)")


def addresses(text: str) -> Iterator[Span]:
    """Every address, box, postal code and pair of coordinates in the clean copy `text`."""
    for pattern in (ADDRESS, SMALL_ADDRESS, NUMBERED_STREET, ROAD, BLOCK, ROUTE, COORDINATES):
        for match in pattern.finditer(text):
            yield Span(match.start(), match.end(), "PLACE", 0.93, LABELED)
    for match in HOUSE.finditer(text):
        yield Span(match.start("house"), match.end("house"), "PLACE", 0.75, LEFTOVER + 1)
    for match in NUMBERED_SCHOOL.finditer(text):
        yield Span(match.start(), match.end(), "SCHOOL", 0.9, LABELED)
    for match in POSTCODE.finditer(text):
        yield Span(match.start(), match.end(), "PLACE", 0.8, LEFTOVER + 1)
    for pattern in (ZIP, ZIP_AFTER_STATE):
        for match in pattern.finditer(text):
            group = str(match.lastgroup)
            if group != "after" or not shaped(match[group]):
                yield Span(match.start(group), match.end(group), "PLACE", 0.92, LABELED)
