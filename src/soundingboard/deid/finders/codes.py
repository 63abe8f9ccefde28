"""Codes that identify nobody: scores, doses, diagnoses, procedures, times, prices, years, instruments."""

import re
from typing import Final

from soundingboard.deid import lexicons

UNITS: Final = (
    "mg|mcg|µg|ug|ml|g|kg|lbs?|oz|cm|mm|m|km|ft|in|inch(?:es)?|mi|miles?|min(?:ute)?s?|sec(?:ond)?s?|s|h|hrs?|hours?|d|days?|wks?|weeks?|w|mos?|"
    "months?|y|yr|yrs|years?|yo|y/o|yos|x|k|st|nd|rd|th|er|xr|sr|cr|ir|la|iu|meq|units?|bpm|mmhg|percent|pct|pts?|points?|"
    "f|m|fm|mf|nb|ish|am|pm|ers?|s|something|plus|fold|°|°f|°c|p|ds|usd|bucks|grand"
)
HARMLESS: Final = re.compile(
    r"(?:1[6-9]|20)\d\ds?(?:[-/](?:(?:1[6-9]|20)\d\d|\d\d))?"  # a year, a decade, a school year
    rf"|(?!\d{{4}}-[a-z]$)\d{{1,4}}(?:[.,]\d+)?[- ]?(?:{UNITS})(?:/(?:{UNITS}|day|wk|kg|dl|l))?"  # an amount
    rf"|\d{{1,3}}-\d{{1,3}}(?:{UNITS})?|\d{{1,2}}-(?!0)\d{{1,4}}(?:{UNITS})?"  # a range
    r"|\d{1,2}[mf]"  # 16F
    r"|\d{1,3}-\d{1,3}/(?:night|day|wk|week|mo|month|yr|year|hr|hour|session)"  # how often
    r"|\d{1,3}/\d{1,3}(?:/\d{1,3})?"  # a score, a pressure
    r"|\d{1,2}(?::\d\d)?(?:am|pm|a|p|ish)?-\d{1,2}(?::\d\d)?(?:am|pm|a|p|ish)?"  # hours
    r"|\d{1,4}-[a-z]{3,}(?:-[a-z]+)*"  # 30-year-old, 50-minute
    r"|(?:pre|post|mid|early|late|since|class)[- ]?(?:of[- ])?(?:1[6-9]|20)\d\ds?"
    r"|(?:[A-Z]{2,5} )?\d{1,4}[A-Z]?(?:\.\d{1,3}){1,2}[a-z]?"  # a statute, a decimal
    r"|i-?\d{3}[a-z]?|n-?[3-6]\d\d|(?:ds|cms|ssa|sf|dd|w)-?\d{1,4}[a-z]?"  # a form
    r"|[A-TV-Z]\d[\dAB](?:\.[\dA-Z]{1,4})?"  # ICD-10-CM
    r"|[A-TV-Z]\d[\dAB](?:\.[\dA-Z]{1,4})?[-/][A-TV-Z]?\d[\dAB](?:\.[\dA-Z]{1,4})?"
    r"|[2378]\d\d\.\d{1,2}|[VE]\d\d\d?\.\d{1,2}"  # ICD-9-CM, DSM
    r"|(?:9078[5-9]|9079\d|908[0-9]\d|909\d\d|961[0-7]\d|992\d\d|993\d\d|994\d\d|9896[6-9]|9897[0-2]|99[0-1]\d\d)(?:-?(?:9[35]|gt|59|25|hj|u\d))?s?"  # CPT
    r"|[GHST]\d{4}(?:-?[A-Z]{2})?"  # HCPCS
    r"|\d{1,2}w\d?d?|g\d{1,2}p\d{1,2}(?:a\d{1,2})?|q\d{1,2}(?:-\d{1,2})?h|\d+-ht\d?[a-d]?\d?|cyp\d[a-z]\d{1,2}|h\d{1,2}n\d{1,2}|\d{3}[kb]|[a-z]\d{1,2}|\d{1,2}[a-z]|401k|403b|501c3|w-?[249]|1099|"
    r"mp[34]|4x4|24/7(?:/365)?|5150|5250|51-50|9-?1-?1|988|3-?1-?1|2-?1-?1|9/11|b-?12|d-?3|omega-?3s?|thc-?\d|cbd|lgbt\w*\d\w*|2slgbt\w*|lgbtqia2s?\+?|"
    r"[a-z]+/[a-z]+|\d+(?:st|nd|rd|th)(?:-[a-z]+)*|\d+x\d+(?:x\d+)?|t\d{1,2}|c\d{1,2}|[lts]\d-?[lts]?\d|covid\d*|k-?12|\d{1,2}-\d{1,2}-\d{1,2}",
    re.IGNORECASE,
)
COUNTED: Final = re.compile(
    r"[ -]?(?:%|percent|dollars?|bucks|people|residents|inhabitants|steps|words|calories|kcal|hours|miles|clients?|patients?|members|"
    r"employees|students|followers|subscribers|likes|views|feet|acres|square|times|years?|bpm|mg|mcg|ml|iu|units|count|steps)\b",
    re.IGNORECASE,
)
BILLED: Final = re.compile(
    r"\b(?:cpt|bill(?:ed|ing|s)?|coded?|procedure|hcpcs|modifier)\b[^.;\n]{0,25}$", re.IGNORECASE
)
CITED: Final = re.compile(
    r"(?:§|\b(?:pp?\.|pages?|chapter|vol(?:ume)?\.?|section|sec\.|cfr|u\.?s\.?c\.?|stat\.|isbn|doi|article|forms?|statutes?|evidence code|penal code|ors|rcw))[ §\d:,.()-]*$",
    re.IGNORECASE,
)
# What a laboratory or a monitor reads, in front of a number.
READINGS: Final = frozenset(
    "xl xr er sr cr ir la ldl hdl hr tfg gfr rr bp tsh bmi wbc rbc hgb plt alt ast bun fbs glu cbc ekg qtc ekg ecg psa inr iq fsiq viq piq vci pri wmi psi sat sao spo map "
    "ft lb cal vol pg pp ch eps ep hwy us sr rt cr fm am pm ad bc ce bce room rm ext usd gpa act lsat gre mcat cfr usc".split()
)
# covid-19, mid-40s, step-4: a word that everyone knows and a small number.
TESTLIKE: Final = re.compile(r"[A-Z]{2,6}-?\d{1,2}(?:-?[A-Z]{1,3})?|[a-z]{2,5}-\d{1,2}")
WORDED: Final = re.compile(r"([a-z]{3,})(?:-([a-z]+))*-\d{1,3}s?(?:[a-z]{1,3})?", re.IGNORECASE)


def shaped(code: str) -> bool:
    """Whether the shape of `code` alone tells that it identifies nobody."""
    if HARMLESS.fullmatch(code) or lexicons.instrument(code):
        return True
    worded = WORDED.fullmatch(code)
    return worded is not None and bool(
        lexicons.words().get(worded[1].lower(), 0) & (lexicons.ORDINARY | lexicons.CLINICAL)
    )


def harmless(text: str, start: int, end: int) -> bool:
    """Whether the code at `start` to `end` of the clean copy identifies nobody by its shape and neighbors."""
    code = text[start:end]
    if shaped(code):
        return True
    if (start and text[start - 1] in "$€£±~<>") or COUNTED.match(text, end):
        return True
    before = text[max(0, start - 40) : start]
    return bool(CITED.search(before)) or (len(code) == 5 and bool(BILLED.search(before)))
