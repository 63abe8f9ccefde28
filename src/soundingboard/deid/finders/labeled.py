"""A label and any code behind it: record, plan, account, license, vehicle, device, docket and every other number."""

import re
from collections.abc import Iterator
from typing import Final

from soundingboard.deid import lexicons
from soundingboard.deid.finders.codes import TESTLIKE, harmless
from soundingboard.deid.finders.digits import near_digits
from soundingboard.deid.span import LABELED, Span
from soundingboard.deid.tokens import folded

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
HANDLED: Final = re.compile(
    r"(?:user ?names?|handles?|screen ?names?|gamer ?tags?|log-?ins?|usuario|insta(?:gram)?|snap(?:chat)?|tik ?tok|discord|twitter|venmo|reddit|"
    r"kik|psn|xbox|steam|twitch|alias|goes by|posts as|online as|known as)"
    r"(?:[\s:,(\"'-]|\b(?:is|was|as|on|the|app|account|name|under|called|it's|he's|she's|they're|server|support|tag|es)\b){0,6}?"
    r"(?P<code>(?<![\w])(?=[\w.-]*[_\d]|\w+\.\w|\w{6})[A-Za-z0-9_][\w.-]*\w(?:#\d{4})?)",
    re.IGNORECASE,
)
BIOMETRIC: Final = re.compile(r"(?:finger|voice|palm|retina|iris|face)[ -]?(?:print|scan|id|template)", re.IGNORECASE)
CREDENTIALED: Final = re.compile(
    r"\b(?:(?-i:[A-Z]{2})-)?(?:LMHC|LCSWR?|LMFT|LPCC?|LCPC|LPC-S|LCMHC|LICSW|LISW|LMSW|LSW|CSW|LMHP|LADC|LAC|LCADC|CADC|MFT|MFC|PSY|LP|LCP|RN|NP|"
    r"PMHNP|BCBA|LBA|LEP|OTR|CNS|DEA|NPI|MD|DO)(?![a-z])[ .-]?(?:no\.? ?|# ?|lic\.? ?|license ?)?(?P<code>(?<![A-Z])\d[\d-]{2,}\d(?:-?[A-Z])?|(?<=[ .-])[A-Z]{1,2}-?\d[\d-]{2,}\d)\b"
)  # fmt: skip
AREA: Final = re.compile(
    r"\barea(?: code)? (\d{3})\b|\b(?:ext\.?|extension(?: is)?) ?(\d{2,6})\b|(?<!\w)(x ?\d{3,6})\b", re.IGNORECASE
)
# Large letters and digits in one code are nothing else.
MIXED: Final = re.compile(r"(?=.*\d)[A-Z]{2}|[A-Z]\d{3}|\d[A-Z]{2}")
AGED: Final = re.compile(r"\d{1,2}[MFmf]")
NUMBERED: Final = re.compile(r"\b[Nn]o\. ?$")
SMALL_PREFIX: Final = re.compile(r"(?<![\w'-])([a-z]{2,5})[ -]$")


def labeled(text: str) -> Iterator[Span]:
    """What stands behind a label in the clean copy `text`."""
    for category, pattern in LABELED_CODE:
        for match in near_digits(pattern, text):
            start, end = match.span("code")
            start = with_prefix(text, start)
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


def with_prefix(text: str, start: int) -> int:
    """Where a code begins that has small letters before it which are no word: "med rec nmh 00-41-772"."""
    prefix = SMALL_PREFIX.search(text[max(0, start - 7) : start])
    ordinary = prefix and lexicons.words().get(prefix[1], 0) & lexicons.ORDINARY & ~lexicons.BIT["word4"]
    return start - len(prefix[0]) if prefix and not ordinary else start


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
