"""The numbered kinds: what shape alone gives away, and what a label says of any code that follows it.

Two tiers. *Shape alone*: e-mail and web addresses, IP addresses, telephone and Social Security numbers, what passes a
check digit. *Label and anything with a digit*: record, plan, account, license, vehicle, device and every other number.
What is left over, a code of five or more characters that is no score, dose, diagnosis, year or pressure, is an
identifier until shown otherwise (`codes`).
"""

import re
from collections.abc import Iterator
from typing import Final

from soundingboard.deid import lexicons
from soundingboard.deid.finders.codes import CITED, COUNTED, READINGS, TESTLIKE, harmless, shaped
from soundingboard.deid.span import GRAMMAR, LABELED, LEFTOVER, SHAPE, Span
from soundingboard.deid.tokens import folded

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
AREA: Final = re.compile(
    r"\barea(?: code)? (\d{3})\b|\b(?:ext\.?|extension(?: is)?) ?(\d{2,6})\b|(?<!\w)(x ?\d{3,6})\b", re.IGNORECASE
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
TAGGED_NAME: Final = re.compile(r"(?<![\w#])[A-Za-z_][\w.]{2,}#\d{4}(?!\w)")  # as some chats name people
FILE: Final = re.compile(
    r"(?<![\w/.])[\w-][\w.-]*\.(?P<kind>jpe?g|png|gif|heic|heif|bmp|tiff?|webp|raw|dng|pdf|docx?|xlsx?|pptx?|csv|txt|rtf|odt|pages|"
    r"zip|rar|7z|mp[34]|m4[av]|mov|avi|wav|aac|ogg|mkv|eml|msg|ics|psd|db|bak|dcm|edf|json|xml|dat|log|html?|exe|bin)\b",
    re.IGNORECASE,
)
PICTURES: Final = frozenset("jpg jpeg png gif heic heif bmp tif tiff webp raw dng".split())
DOCKET: Final = re.compile(r"(?<![\w-])\d{1,2}:\d{2}-[a-z]{2}-\d{3,}(?:-[A-Z]+)*(?![\w-])")
GROUPED: Final = re.compile(
    r"(?<![\w.$/-])(?:[A-Z]{1,3} )?(?:[A-Z]?\d{2,5}(?:[ -]\d{2,5}){2,5}|\d{3,5}[ -]\d{3,5}[ -]\d)(?![\w%/-]|\.\d)"
)
MASKED: Final = re.compile(
    r"\b(?:card|acct|account|visa|mastercard|amex|debit|credit|ssn|social)\b[^.\n]{0,24}?(?:\.{1,3}|x{2,}-?|\*{2,}-?|#{2,})(?P<code>\d{3,4})(?!\d)",
    re.IGNORECASE,
)
ALIEN: Final = re.compile(
    r"(?<![\w-])a\d{3}[- ]\d{3}[- ]\d{3}(?![\w-])|(?<![\w-])A[-# ]{0,2}\d{2,3}[- ]?\d{3}[- ]?\d{3}(?![\w-])"
)
MONOGRAM: Final = re.compile(r"(?<![\w.@-])(?=[A-Za-z0-9.]*_)[A-Za-z0-9][\w.]*[A-Za-z0-9](?![\w@])")
CREDENTIALED: Final = re.compile(
    r"\b(?:(?-i:[A-Z]{2})-)?(?:LMHC|LCSWR?|LMFT|LPCC?|LCPC|LPC-S|LCMHC|LICSW|LISW|LMSW|LSW|CSW|LMHP|LADC|LAC|LCADC|CADC|MFT|MFC|PSY|LP|LCP|RN|NP|"
    r"PMHNP|BCBA|LBA|LEP|OTR|CNS|DEA|NPI|MD|DO)(?![a-z])[ .-]?(?:no\.? ?|# ?|lic\.? ?|license ?)?(?P<code>(?<![A-Z])\d[\d-]{2,}\d(?:-?[A-Z])?|(?<=[ .-])[A-Z]{1,2}-?\d[\d-]{2,}\d)\b"
)  # fmt: skip

# Between a label and its code: "number", "is", "ending in", a bracket.
FILLER: Final = (
    r"(?:[\s:#=(\"'*,–-]|\.(?= ?(?:no|num|id|#))|n[°º]|to me|to you|\b(?:numbers?|nos?|num|nr|id|ids|code|is|was|it's|are|reads?|of|ending|ends|starting|starts|begins|"
    r"in|with|on file|listed|as|shows?|being|card|last|four|digits?|4|for|her|his|the|their|my|this|that|a|under|at|digits are|"
    r"que|es|número|numero|núm|nro|terminada|termina|en|el|la|su|de|débito|crédito)\b\.?){0,9}?"
)
CODE: Final = (
    r"(?P<code>(?<![\w])(?:(?-i:[A-Z]{1,6}(?:-[A-Z]{1,4})?)[ :-])?(?=[\w./*-]*\d)[a-z0-9*][\w/*-]*(?:\.[\w-]+|,\d[\w-]*)*(?:[ -](?=[\w-]*\d)[a-z0-9][\w-]*){0,5}"
    r"(?: ?- ?[a-z0-9]+)?(?-i: [B-HJ-Z](?![\w'&]))?)"
)
LABELS: Final[tuple[tuple[str, str], ...]] = (
    ("FAX", r"fax(?:ed)?(?: (?:to|at|line|is))?"),
    ("SSN", r"ssn|s\.s\.n\.?|ss#|ss no\.?|social security|social sec\.?|soc\.? sec\.?|(?:his|her|their|my|full|last four of(?: (?:his|her|their|the))?) social|"
            r"itin|tax id|seguro social|número de seguro"),
    ("VEHICLE", r"(?:licen[cs]e |vanity |number )?plates?|tags?|v\.?i\.?n\.?|vehicle id(?:entification)?|"
                r"hull|tail number|registration|placas?|matrícula del (?:coche|carro)|(?<=drives )(?:a|an|the) [\w ]{3,30}?,? plate"),
    ("LICENSE", r"driver'?s? (?:licen[cs]e|lic|id)\.?|lic(?:en[cs]e|\.)?|dl|certificat(?:e|ion)|cert|credential|npi(?!-?\d{1,2}\b)|dea|bar|permit|state id|"
                r"registr(?:y|ation) (?:no|number|#)|cpr card|licencia|cédula profesional"),
    ("DEVICE", r"serial|s/n|sn|imei|meid|iccid|esn|udi|mac(?: address)?|device(?: id)?|model|pacemaker|implant|(?:insulin |infusion )?pump|"
               r"transmitter|cpap|hearing aid|monitor|stimulator|sensor|unit(?= (?:#|no\b|number|id|[A-Z]{1,5}-?\d))|lot(?= (?:#|no\b|number|[A-Z0-9-]*\d))|"
               r"ankle bracelet|scram|número de serie"),
    ("RECORD", r"m\.?r\.?n?\.?(?=[\s#:]*\d)|mrn|medical rec(?:ord|\.)?|med\.? rec\.?|record|rec(?= ?#)|charts?|patient (?:id|no|number|#)|"
               r"pt\.? (?:id|no|number|#)|client (?:id|no|number|#)|ehr(?: id)?|emr(?: id)?|epic|file(?= (?:no|number|#|id))|case file|encounter|"
               r"accession|visit (?:no|number|id|#)|admission (?:no|number|id|#)|intake (?:no|number|id|#)|referral (?:no|number|id|#)|"
               r"historia clínica|expediente (?:clínico|médico)|folder"),
    ("PLAN", r"member|subscriber|policy|polic(?:y|ies)|plan|group(?= (?:#|no\b|number|id|[A-Z]*\d))|grp|claims?|insurance|ins\.?|beneficiary|"
             r"medicaid|medicare|medi-cal|mbi|hicn|payer|auth(?:orization)?|prior auth|pre-?cert|aetna|cigna|bcbs|blue cross|blue shield|"
             r"anthem|uhc|united(?:healthcare)?|humana|kaiser|tricare|optum|magellan|beacon|carelon|molina|centene|fidelis|oscar|ambetter|"
             r"wellcare|healthfirst|amerigroup|hmo|ppo|rx ?bin|coverage|póliza|seguro|afiliado|chip"),
    ("ACCOUNT", r"acc(?:oun)?ts?|acct|a/c|bank|routing|aba|iban|swift|card|debit|credit|visa|mastercard|amex|discover|ebt|snap|benefits|"
                r"check(?:ing)?|savings|loan|invoice|statement|venmo|cash ?app|zelle|paypal|gift card|cuenta|tarjeta|ending(?: in)?|ends in|ends with|ends(?= (?!19|20)\d{4}\b)|last (?:four|4)"),
    ("VEHICLE", r"reg\.|registration no\.?|tail(?: no\.?| number)|matrícula"),
    ("PHONE", r"call(?:ed|s)?(?: (?:him|her|them|me|us|ct|pt|mom|dad))? at|tel(?:ephone|\.)?|phone|cell|mobile|ph|text(?:ed|s)?(?: (?:him|her|them|me))? at|"
              r"pager|hotline|whatsapp|voicemail|teléfono|telefono|celular|móvil|número"),
    ("OTHERID", r"dockets?|case|cause|petition|warrant|report|incident|badge|shield|summons|passport|student|employee|staff|alien|a-?number|uscis|receipt|"
                r"confirmation|conf|tracking|ticket|booking|inmate|doc(?= ?#)|dob#|voter|visa no|interpreter|reference|ref|order|p\.?o\.?(?= ?#)|"
                r"tpo|dvro|matter|complaint|file|locator|pnr|reservation|flight|user(?: ?id| ?name)?|login|password|passcode|pin|code|id|i\.d\.|"
                r"locker|lease|parcel|permit|voucher|application|app(?= ?#)|form|grant|award|study|participant|subject|specimen|sample|barcode|"
                r"access(?:ion)?|meeting id|zoom|webex|teams|locator|room code|gamertag|expediente|folio|código|codigo|pasaporte|matrícula|número de caso|caso|dni|curp|nie|"
                r"(?:safe )?(?:dep(?:osit|\.)? )?box|nos?\.|num\.|numbers?|#|ref\.|service number|dod|edipi|va file|c-?number|sid|fbi|ori|nric|nin|ni number"),
)  # fmt: skip
LABELED_CODE: Final = tuple(
    (category, re.compile(rf"(?<![\w-])(?:{label}){FILLER}{CODE}(?![\w])", re.IGNORECASE)) for category, label in LABELS
)
# Labels that are also ordinary words count only with a word or sign that announces a number, or a code that is one.
LOOSE: Final = re.compile(
    r"(?:plan|group|check|bank|card|case|report|order|form|code|id|member|policy|coverage|benefits|statement|study|record|charts?|file|model|sensor|"
    r"monitor|unit|permit|bar|student|staff|employee|subject|claims?|united|beacon|optum|oscar|discover|credit|visa|savings|loan|password|flight|zoom|"
    r"teams|tags?|plates?|beneficiary|insurance|ins\.?|chip|snap|device|pump|implant|pacemaker|application|award|grant|access|file|matter|complaint|"
    r"reference|sample|ticket|nos?\.|num\.|numbers?|#|(?:safe )?(?:dep(?:osit|\.)? )?box|phone|cell|mobile|tel|text|call|social|número|seguro|caso|es|code|interpreter|incident|folder|encounter|ending|ends|"
    r"certificat(?:e|ion)|cert|credential|lic\w*|lot|user|pin|c-?number|service number|voucher|parcel|lease|locker|warrant|petition|cause)",
    re.IGNORECASE,
)
SAID: Final = re.compile(
    r"#|\bno\b|\bnum|\bid\b|n[°º]|\bnúm|\bnro|:|ending|last (?:four|4)|\bcode\b|digits", re.IGNORECASE
)
TAGGED: Final = re.compile(
    rf"\b(?:plates?|placards?|placas?|tag no|tags?){FILLER}(?:(?-i:[A-Z]{{2}}) )?(?P<code>(?<!\w)(?!(?:19|20)\d\d\b)(?:[a-z]{{2,4}}[ -]?\d{{2,4}}|\d{{2,4}}[ -]?[a-z]{{2,4}}|(?=\w*[a-z])(?=\w*\d)\w{{2,4}}[ -](?=\w*\d)\w{{2,4}}|(?-i:[A-Z]{{2,7}})[ -]?\d{{1,4}})(?![\w-]))(?! (?:old|weeks?|days?|times|of))",
    re.IGNORECASE,
)
# A plate that says something: "vanity plate HARLAN1", "his plate says BIRDIE70".
VANITY: Final = re.compile(
    r"\b(?:vanity|plates?)(?: plates?| ones?| tags?)?(?:,|:| says?| reads?| is| that says| are)? ?\"?(?P<code>[A-Z]{4,8}(?:[ -]?\d{1,2})?|[A-Z]{2,7}-?\d{1,3}[A-Z]{0,4})(?![\w'])"
)
HANDLED: Final = re.compile(
    r"(?:user ?names?|handles?|screen ?names?|gamer ?tags?|log-?ins?|usuario|insta(?:gram)?|snap(?:chat)?|tik ?tok|discord|twitter|venmo|reddit|"
    r"kik|psn|xbox|steam|twitch|alias|goes by|posts as|online as|known as)"
    r"(?:[\s:,(\"'-]|\b(?:is|was|as|on|the|app|account|name|under|called|it's|he's|she's|they're|server|support|tag|es)\b){0,6}?"
    r"(?P<code>(?<![\w])(?=[\w.-]*[_\d]|\w+\.\w|\w{6})[A-Za-z0-9_][\w.-]*\w(?:#\d{4})?)",
    re.IGNORECASE,
)
BIOMETRIC: Final = re.compile(r"(?:finger|voice|palm|retina|iris|face)[ -]?(?:print|scan|id|template)", re.IGNORECASE)


DIGITS: Final = re.compile(r"\d(?:.{0,60}?\d)*", re.DOTALL)
BEFORE, AFTER = 110, 60  # characters around a digit that a label and its code may take


def near_digits(pattern: re.Pattern[str], text: str) -> Iterator[re.Match[str]]:
    """The matches of `pattern`, which has a digit in it, tried only where digits are."""
    last = 0
    for digits in DIGITS.finditer(text):
        start, end = max(last, digits.start() - BEFORE), min(len(text), digits.end() + AFTER)
        for match in pattern.finditer(text, start, end):
            last = match.end()
            yield match


def numbers(text: str) -> Iterator[Span]:
    """Every numbered identifier in the clean copy `text`."""
    yield from _shapes(text)
    yield from _labeled(text)
    for match in near_digits(LOOSE_CODE, text):
        start, end = match.span()
        if not harmless(text, start, end) and not TESTLIKE.fullmatch(match[0]):
            prefix = PREFIX.search(text[max(0, start - 8) : start])
            digits = sum(c.isdigit() for c in match[0])
            if prefix and (
                (len(prefix[1]) == 2 and (MIXED.search(match[0]) or digits > 5)) or digits > 5 or not _lives(prefix[1])
            ):
                start -= len(prefix[0])
            yield Span(_with_prefix(text, start), end, "OTHERID", 0.8, LEFTOVER)

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


def _shapes(text: str) -> Iterator[Span]:
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


SAID_ALOUD: Final = re.compile(r"\b(?:dot|underscore)\b", re.IGNORECASE)
PREFIX: Final = re.compile(r"(?<![\w.])([A-Z]{2,6}) $")
LOOSE_CODE: Final = re.compile(
    r"(?<![\w.@$€£#/%+-])(?=[A-Za-z0-9./_-]*\d)(?=(?:[./_-]?[A-Za-z0-9]){5})[A-Za-z0-9]+(?:[/_-][A-Za-z0-9]+|\.(?=\d{3})[A-Za-z0-9]+)*(?: \d{4,})*(?![\w%]|[.,/_-]\w)"
)
FAXED: Final = re.compile(r"\bfax\w*\b[^.;\n]{0,30}$|\bf: ?$", re.IGNORECASE)
PHONED: Final = re.compile(r"\b(?:tel|phone|cell|call|mobile|ph|p|voice|pager|text)\b[^;\n]{0,12}$", re.IGNORECASE)


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


def _labeled(text: str) -> Iterator[Span]:
    for category, pattern in LABELED_CODE:
        for match in near_digits(pattern, text):
            start, end = match.span("code")
            start = _with_prefix(text, start)
            end = _ended(text, start, end)
            said = text[match.start() : start]
            if end <= start or not _announced(said, text, start, end, category):
                continue
            letter = "P" if BIOMETRIC.search(text[max(0, start - 30) : start]) else None
            yield Span(start, end, category, 0.95, LABELED, letter)
    for match in near_digits(TAGGED, text):
        yield Span(match.start("code"), match.end("code"), "VEHICLE", 0.9, LABELED)
    for match in HANDLED.finditer(text):
        if not harmless(text, *match.span("code")) and (
            not match["code"].isalpha() or not lexicons.words().get(folded(match["code"]))
        ):
            yield Span(match.start("code"), match.end("code"), "OTHERID", 0.93, LABELED)
    for match in near_digits(CREDENTIALED, text):
        yield Span(match.start(), match.end(), "LICENSE", 0.93, LABELED + 1)
    for match in near_digits(AREA, text):
        yield Span(match.start(match.lastindex or 0), match.end(match.lastindex or 0), "PHONE", 0.9, LABELED)


def _announced(said: str, text: str, start: int, end: int, category: str) -> bool:
    """Whether the label means this code: a sign or word that announces a number, or a code that can be nothing else."""
    code = text[start:end]
    if sum(c.isalnum() for c in code) < 3 or (
        TESTLIKE.match(code) and category == "OTHERID" and sum(c.isdigit() for c in code) < 3
    ):
        return False
    if category == "OTHERID" and not re.search(r"\d{3}|[A-Za-z]\d|\d[A-Za-z]|\d-\d", code):
        return False
    if category in ("FAX", "PHONE") and sum(c.isdigit() for c in code) < 7:
        return False
    if AGED.fullmatch(code):
        return False
    if harmless(text, start, end):
        # "chart 4471": four digits after a label that is nothing but one; never "record 14/27" or "plan 2023".
        return (
            bool(SAID.search(said))
            and bool(re.fullmatch(r"[\dA-Z-]{3,}", code, re.IGNORECASE))
            and not _measured(text, start, end)
        )
    if not LOOSE.match(said) or MIXED.search(code):
        return True
    return bool(SAID.search(said)) or (sum(c.isdigit() for c in code) >= 3 and len(said) <= 24)


AGED: Final = re.compile(r"\d{1,2}[MFmf]")
# Large letters and digits in one code are nothing else.
MIXED: Final = re.compile(r"(?=.*\d)[A-Z]{2}|[A-Z]\d{3}|\d[A-Z]{2}")


def _measured(text: str, start: int, end: int) -> bool:
    """Whether a number is one of something ("3 of 12", "20 min", "$40"), or a year."""
    after = text[end : end + 12].lower()
    return (
        (text[max(0, start - 1) : start] in "$€£" and start > 0)
        or bool(
            re.match(
                r"(?:%| ?(?:mg|mcg|ml|min|hours?|hrs?|weeks?|days?|months?|years?|sessions?|times|of|out|percent|dollars)\b)",
                after,
            )
        )
        or bool(re.fullmatch(r"19\d\d|20[0-3]\d", text[start:end]) and not NUMBERED.search(text[:start][-5:]))
    )


NUMBERED: Final = re.compile(r"\b[Nn]o\. ?$")


def _with_prefix(text: str, start: int) -> int:
    """Where a code begins that has small letters before it which are no word: "med rec nmh 00-41-772"."""
    prefix = SMALL_PREFIX.search(text[max(0, start - 7) : start])
    ordinary = prefix and lexicons.words().get(prefix[1], 0) & lexicons.ORDINARY & ~lexicons.BIT["word4"]
    return start - len(prefix[0]) if prefix and not ordinary else start


SMALL_PREFIX: Final = re.compile(r"(?<![\w'-])([a-z]{2,5})[ -]$")


def _ended(text: str, start: int, end: int) -> int:
    """Where a code ends: before a later part that belongs to the sentence again, such as a dose or a date."""
    for gap in re.finditer(r" ", text[start:end]):
        at = start + gap.start()
        if (
            sum(c.isdigit() for c in text[start:at])
            and harmless(text, at + 1, end)
            and not text[at + 1 : end].isdigit()
        ):
            return at
    return end
