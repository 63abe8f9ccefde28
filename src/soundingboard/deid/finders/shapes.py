"""What shape alone gives away: e-mail and web addresses, telephone and Social Security numbers, cards, files, handles.

Written, and read aloud ("toni dot osd at proton mail dot com").
"""

import re
from collections.abc import Iterator
from typing import Final

from soundingboard.deid.finders.codes import CITED, COUNTED, shaped
from soundingboard.deid.finders.digits import near_digits
from soundingboard.deid.span import GRAMMAR, LABELED, SHAPE, Span

TOP: Final = (
    "com|org|net|edu|gov|mil|int|info|biz|io|co|me|us|uk|ca|au|nz|ie|de|fr|es|it|nl|be|ch|at|se|no|dk|fi|pl|ru|ua|in|pk|"
    "cn|jp|kr|mx|br|ar|cl|pe|co|za|ng|ke|gh|il|ae|tr|gr|pt|tv|fm|ly|gg|app|dev|ai|blog|page|site|online|store|shop|xyz|"
    "club|live|link|social|health|care|clinic|church|school|academy|name|pro|space|art|wiki|news|test|example|local"
)
EMAIL: Final = re.compile(
    r"(?<![\w.+-])[\w.+%'-]*\w\+?@(?:[\w-]+\.)*[\w-]+\.[A-Za-z]{2,}(?!\w)"
    r"|(?<![\w.+-])[\w.+-]+ ?(?:\(at\)|\[at\]| at ) ?[\w-]+ ?(?:\(dot\)|\[dot\]| dot ) ?(?:" + TOP + r")\b",
    re.IGNORECASE,
)
URL: Final = re.compile(
    r"\b(?:https?|ftp|sftp|ssh|file)://[^\s<>\"]+"
    r"|(?<![\w@.])www\.[^\s<>\"]+"
    r"|(?<![\w@.-])(?:[a-z0-9][a-z0-9-]*\.)+(?:" + TOP + r")(?::\d+)?/[^\s<>\",;]*"
    r"|(?<![\w@.-])(?:[a-z0-9][a-z0-9-]*\.)+(?:com|org|net|edu|gov|io|info|co\.uk|blog|app|dev|me|tv|us|biz|gg|ai|example)(?![\w-]|\.\w)"
    r"|(?<![\w@.-])[\w-]+ (?:\(dot\)|\[dot\]|dot) (?:com|org|net|edu|gov|io)\b",
    re.IGNORECASE,
)
IP: Final = re.compile(
    r"(?<![\w.])(?:(?:25[0-5]|2[0-4]\d|1?\d?\d)\.){3}(?:25[0-5]|2[0-4]\d|1?\d?\d)(?:/\d{1,2})?(?![\w]|\.\d)"
    r"|(?<![\w:.])(?=[0-9a-f:]*[0-9a-f]{2})(?:[0-9a-f]{1,4}:){7}[0-9a-f]{1,4}(?![\w:])"
    r"|(?<![\w:.])(?=[0-9a-f]{1,4}:[0-9a-f:]{4})(?:[0-9a-f]{1,4}:){1,6}(?::[0-9a-f]{1,4}){1,6}(?:/\d{1,3})?(?![\w:])"
    r"|(?<![\w:.])(?:[0-9a-f]{1,4}:){2,7}:(?:/\d{1,3})?(?![\w:])",
    re.IGNORECASE,
)
MAC: Final = re.compile(r"(?<![\w:-])[0-9a-f]{2}([:-])(?:[0-9a-f]{2}\1){4}[0-9a-f]{2}(?![\w:-])|(?<![\w.])(?:[0-9a-f]{4}\.){2}[0-9a-f]{4}(?![\w.])", re.IGNORECASE)  # fmt: skip
SSN: Final = re.compile(r"(?<![\d-])\d{3}([-. ])\d{2}\1\d{4}(?![\d-])|(?<![\w*-])[xX*#]{3}-?[xX*#]{2}-?\d{4}(?!\d)")
PHONE: Final = re.compile(
    # North America, with an extension; then seven digits; then other countries' with a plus.
    r"(?<![\w.+/-])(?:\+?1[ ./-]{0,2})?(?:\(\d{3}\)[ ./-]{0,2}|\d{3}[ ./-]{1,2})\d{3}[ ./-]{1,2}\d{4}(?!\d|[./-]\d)"
    r"(?:,? ?(?:ext?\.?|extension|x) ?\d{1,6})?"
    r"|(?<![\w.+/-])(?:\+?1)?[2-9]\d{2}[2-9]\d{6}(?![\w-]|\.\d)"
    r"|(?<![\w.+/:$-])[2-9]\d{2}[-. ]\d{4}(?![\w-]|[./]\d)(?:,? ?(?:ext?\.?|extension|x) ?\d{1,6})?"
    r"|(?<!\w)(?:\+[1-9]\d{0,2}[ ./-]?|00[1-9]\d{0,2}[ ./-])(?:\(0?\d{1,4}\)[ ./-]?)?\d{1,4}(?:[ ./-]?\d{2,4}){1,4}(?!\d)",
    re.IGNORECASE,
)
VIN: Final = re.compile(r"(?<!\w)(?=[A-Z]*\d)(?=\w*[A-Z])[A-HJ-NPR-Z0-9]{17}(?!\w)", re.IGNORECASE)
UUID: Final = re.compile(r"(?<!\w)[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}(?!\w)", re.IGNORECASE)
CARD: Final = re.compile(
    r"(?<![\w-])(?:\d{4}[ -]){3}\d{1,4}(?![\w-])|(?<![\w-])\d{4}[ -](?:[\dxX*]{4}[ -]){2}\d{4}(?![\w-])|(?<![\w-])\d{4}[ -]\d{6}[ -]\d{5}(?![\w-])"
)
IBAN: Final = re.compile(r"(?<!\w)[A-Z]{2}\d{2}(?: ?[A-Z0-9]{4}){3,7}(?: ?[A-Z0-9]{1,4})?(?!\w)")
HANDLE: Final = re.compile(
    r"(?<![\w@./])@[A-Za-z0-9_][\w.-]*\w|(?<![\w/])/?u/[\w-]{3,}|(?<![\w&#])#(?=\w*[A-Za-z])(?:\w+)"
)
HEADING: Final = re.compile(r"#(?:\d+|[a-z]{1,2})\b")
# Read aloud: toni dot osd at proton mail dot com; hours dot example dot org slash guy; shoulder two dot jpg.
_TOP_SAID: Final = "com|org|net|edu|gov|io|live|me|us|info|blog|app|health|care|tv"
SAID_EMAIL: Final = re.compile(
    rf"\b(?:e-?mail|mail|correo|address|it's|that's|write|reach|at)\b(?: (?:is|at|to|me|her|him|them|address|it's))*,? (?P<mail>(?!is\b)\w+(?: \w+){{0,4}}? at \w+(?: (?!at\b)\w+){{0,5}}? dot (?:{_TOP_SAID}))\b"
    rf"|\b(?P<dotted>\w+(?: (?:dot|underscore|dash) \w+)+ at \w+(?: \w+){{0,3}}? dot (?:{_TOP_SAID}))\b",
    re.IGNORECASE,
)
SAID_URL: Final = re.compile(
    rf"\b(?P<url>(?:\w+ (?:dot|dash|hyphen) )+(?:\w+(?: \w+){{0,2}}? dot )*(?:{_TOP_SAID})\b(?: slash \w+(?: (?!and\b|it's\b|but\b)\w+){{0,4}})?)"
    rf"|\b(?:at|site|page|called|is|to|on),? (?P<site>\w+(?: \w+){{1,3}} dot (?:{_TOP_SAID}))\b",
    re.IGNORECASE,
)
SAID_FILE: Final = re.compile(
    r"\b(?P<file>(?:\w+ ){1,4}dot (?:jpe?g|png|pdf|docx?|heic|gif|mp[34]|mov|xlsx?|txt|wav))\b", re.IGNORECASE
)
SAID_HANDLE: Final = re.compile(
    r"\b(?:handle|username|account|instagram|insta|tiktok)\b[^.;\n]{0,18}? at (?P<handle>\w+(?: (?:dot|underscore|dash)(?: \w+)?)+)",
    re.IGNORECASE,
)
SAID_ALOUD: Final = re.compile(r"\b(?:dot|underscore)\b", re.IGNORECASE)
FILE: Final = re.compile(
    r"(?<![\w/.])[\w-][\w.-]*\.(?P<kind>jpe?g|png|gif|heic|heif|bmp|tiff?|webp|raw|dng|pdf|docx?|xlsx?|pptx?|csv|txt|rtf|odt|pages|"
    r"zip|rar|7z|mp[34]|m4[av]|mov|avi|wav|aac|ogg|mkv|eml|msg|ics|psd|db|bak|dcm|edf|json|xml|dat|log|html?|exe|bin)\b",
    re.IGNORECASE,
)
PICTURES: Final = frozenset("jpg jpeg png gif heic heif bmp tif tiff webp raw dng".split())
DOCKET: Final = re.compile(r"(?<![\w-])\d{1,2}:\d{2}-[a-z]{2}-\d{3,}(?:-[A-Z]+)*(?![\w-])")
ALIEN: Final = re.compile(
    r"(?<![\w-])a\d{3}[- ]\d{3}[- ]\d{3}(?![\w-])|(?<![\w-])A[-# ]{0,2}\d{2,3}[- ]?\d{3}[- ]?\d{3}(?![\w-])"
)
MONOGRAM: Final = re.compile(r"(?<![\w.@-])(?=[A-Za-z0-9.]*_)[A-Za-z0-9][\w.]*[A-Za-z0-9](?![\w@])")
FAXED: Final = re.compile(r"\bfax\w*\b[^.;\n]{0,30}$|\bf: ?$", re.IGNORECASE)
PHONED: Final = re.compile(r"\b(?:tel|phone|cell|call|mobile|ph|p|voice|pager|text)\b[^;\n]{0,12}$", re.IGNORECASE)


def shapes(text: str) -> Iterator[Span]:
    """What the clean copy `text` has of these."""
    if SAID_ALOUD.search(text):
        for pattern, category in (
            (SAID_EMAIL, "EMAIL"),
            (SAID_URL, "URL"),
            (SAID_FILE, "OTHERID"),
            (SAID_HANDLE, "OTHERID"),
        ):
            for match in pattern.finditer(text):
                group = str(match.lastgroup)
                yield Span(match.start(group), match.end(group), category, 0.85, SHAPE)
    for pattern, category in (
        (EMAIL, "EMAIL"),
        (URL, "URL"),
        (UUID, "OTHERID"),
        (DOCKET, "OTHERID"),
        (ALIEN, "OTHERID"),
        (MAC, "DEVICE"),
    ):
        for match in pattern.finditer(text) if category in ("EMAIL", "URL") else near_digits(pattern, text):
            yield Span(match.start(), _trimmed(text, match), category, 0.99, SHAPE + 1)
    for match in near_digits(IP, text):
        yield Span(match.start(), match.end(), "IP", 0.98, SHAPE)
    for match in near_digits(VIN, text):
        yield Span(match.start(), match.end(), "VEHICLE", 0.97, SHAPE)
    for match in near_digits(CARD, text):
        yield Span(match.start(), match.end(), "ACCOUNT", 0.95, SHAPE)
    for match in near_digits(IBAN, text):
        if sum(c.isdigit() for c in match[0]) >= 10:
            yield Span(match.start(), match.end(), "ACCOUNT", 0.95, SHAPE)
    for match in near_digits(SSN, text):
        yield Span(match.start(), match.end(), "SSN", 0.97, SHAPE)
    for match in FILE.finditer(text):
        letter = "Q" if match["kind"].lower() in PICTURES else None
        yield Span(match.start(), match.end(), "OTHERID", 0.95, SHAPE, letter)
    for match in HANDLE.finditer(text):
        if not HEADING.fullmatch(match[0]):
            yield Span(match.start(), match.end(), "OTHERID", 0.95, SHAPE)
    for match in MONOGRAM.finditer(text):
        yield Span(match.start(), match.end(), "OTHERID", 0.9, LABELED)
    for match in near_digits(PHONE, text):
        if (
            not shaped(match[0])
            and not COUNTED.match(text, match.end())
            and not (len(match[0]) < 9 and CITED.search(text[max(0, match.start() - 30) : match.start()]))
        ):
            kind = "FAX" if _is_fax(text, match.start(), match.end()) else "PHONE"
            yield Span(match.start(), match.end(), kind, 0.97, GRAMMAR)


def _is_fax(text: str, start: int, end: int) -> bool:
    before = text[max(0, start - 45) : start]
    if FAXED.search(before) and not PHONED.search(before[before.lower().rfind("fax") + 3 :]):
        return True
    return bool(re.match(r" ?\(?(?:fax|f)\b", text[end : end + 6], re.IGNORECASE)) and not PHONED.search(before)


def _trimmed(text: str, match: re.Match[str]) -> int:
    """The end without the punctuation of the sentence around it."""
    end = match.end()
    while text[end - 1] in ".,;:!?)'\"":
        end -= 1
    return end
