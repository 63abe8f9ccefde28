"""Ages: how exact a text is, and the decade or the time of life to write instead."""

import re
from collections.abc import Iterator

from soundingboard.deid.traits.lists import entries
from soundingboard.deid.traits.trait import Trait, Wording, apart
from soundingboard.deid.traits.words import (
    GENDERED,
    PERSON,
    Word,
    article,
    begins_sentence,
    possessive,
    said_of_oneself,
    these,
    word_after,
    word_before,
)

ONES = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
TEENS = (
    *("ten", "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen"),
    *("eighteen", "nineteen"),
)
TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
NUMBERS: dict[str, int] = {
    **{word: number for number, word in enumerate(ONES, 1)},
    **{word: number for number, word in enumerate(TEENS, 10)},
    **dict(zip(TENS, range(20, 100, 10), strict=True)),
    **{
        f"{ten} {one}": tens + number
        for ten, tens in zip(TENS, range(20, 100, 10), strict=True)
        for number, one in enumerate(ONES, 1)
    },
}
SPELLED = rf"(?:(?:{'|'.join(TENS)})(?:[\s-](?:{'|'.join(ONES)}))?|{'|'.join((*TEENS, *ONES))})"
NUMBER = rf"(?:\d{{1,3}}|{SPELLED})"
KIN = (
    r"(?:client|patient|ct|pt|man|woman|male|female|boy|girl|teen|adolescent|mother|mom|father|dad|son|daughter|"
    r"brother|sister|wife|husband|partner|spouse|fianc[eé]e?|girlfriend|boyfriend|aunt|uncle|cousin|niece|nephew|"
    r"grandmother|grandfather|kid|child|baby|student|nurse|teacher|sibling|roommate|stepson|stepdaughter|stepfather|"
    r"stepmother)"
)
# A number after which it is no age: a score, a dose, a duration, a share, a height, a clock.
NO_AGE = (
    r"(?!\s*(?:%|percent|mg|mcg|ml|kg|lbs?\b|pounds|sessions?|weeks?|months?|days?|hours?|hrs?\b|min\b|minutes|"
    r"points?|out of|of\b|on (?:the|her|his|their|a)\b|times|people|kids|children|kg|am\b|pm\b|a\.m|p\.m|feet|ft\b|"
    r"inches|and a half feet|credits|years?\b(?!\s*old)|yrs?\b(?!\s*old))|[.,]?\d|\s*[/:%°'’\"]\s*\d|-\d|th\b|st\b|"
    r"nd\b|rd\b|\s*(?:to|-|–)\s*\d)"
)
OLD = r"[\s-]*(?:(?:years?[\s-]*olds?|y\s?/\s?o|yo|yrs?[\s-]*old)\b|y\.\s?o\.)"

OLDER = re.compile(rf"(?<![\w.$/#-])(?P<n>{NUMBER}){OLD}(?P<sex>\s*[FfMm]\b(?![\w/'’]))?", re.IGNORECASE)
MONTHS_OLD = re.compile(rf"(?<![\w.$/#-])(?P<n>{NUMBER})[\s-]+(?P<unit>months?|weeks?|days?)[\s-]+old\b", re.IGNORECASE)
LETTERED = re.compile(
    r"(?<![\w.$/#°-])(?P<n>[1-9]\d)\s?(?P<sex>[FM])\b(?![\w/'’°-])|\b(?P<sex2>[FM])/(?P<n2>[1-9]\d)\b(?!/)"
)
DEGREES = re.compile(r"\b(?:room|temp|temperature|thermostat|outside|degrees)\b[^.]{0,20}$", re.IGNORECASE)
LISTED = re.compile(
    rf"(?:\b(?:ages|aged)\s+|(?<=\()(?={NUMBER}(?:,\s*|\s+and\s+|\s*&\s*){NUMBER}\)))"
    rf"(?P<ns>{NUMBER}(?:(?:,\s*and|,|\s+and|\s*&)\s*{NUMBER})+)\b",
    re.IGNORECASE,
)
AGED = re.compile(
    rf"\b(?P<at>at\s+|by\s+|from\s+|since\s+)?(?:the\s+)?(?P<word>aged?)(?:\s+of)?[\s:]*(?P<n>{NUMBER})\b{NO_AGE}",
    re.IGNORECASE,
)
THEN = re.compile(
    r"\b(?:when|since|until|before|after|while|once)\s+(?P<who>she|he|they|the (?:client|patient))\s+"
    rf"(?:was|were|turned)\s+(?:only\s+|just\s+|about\s+)?(?P<n>{NUMBER})\b{NO_AGE}",
    re.IGNORECASE,
)
IS = re.compile(
    rf"\b(?P<who>she|he|they|{KIN})(?:\s*['’](?:s|re)|\s+(?P<verb>is|are|was|turned|just turned|turns))\s+"
    rf"(?:now\s+|only\s+|just\s+|about\s+|almost\s+|nearly\s+|already\s+|an?\s+)?(?P<n>\d{{1,3}}|{SPELLED})\b{NO_AGE}"
    r"(?=\s*(?:[.,;:!?)]|$|and\b|but\b|with\b|who\b|now\b|or\b|years?\s+old|no\b|wait\b))",
    re.IGNORECASE,
)
BESIDE = re.compile(rf"\b{KIN}(?:\s*\(\s*|,\s+)(?P<n>\d{{1,2}})\b(?=\s*[,);]){NO_AGE}", re.IGNORECASE)
BORN = re.compile(r"\bborn\s+in\s+(?P<year>(?:19|20)\d\d)\b", re.IGNORECASE)
DECADE = re.compile(
    r"\b(?:in(?:to)?\s+(?P<whose>her|his|their)\s+)(?:(?P<part>early|mid|late)[\s-]+)?"
    rf"(?P<d>{'|'.join(ten.rstrip('y') + 'ies' for ten in TENS)}|teens|[2-9]0['’]?s)\b",
    re.IGNORECASE,
)
SPANISH = re.compile(
    r"\b(?P<verb>tiene|tengo|de|cumplió)\s+(?P<n>\d{1,3})\s+años\b(?!\s+(?:de|en|con|casad|sobri))", re.IGNORECASE
)

SPANISH_TENS = ("veinte", "treinta", "cuarenta", "cincuenta", "sesenta", "setenta", "ochenta")
OBJECTS = these("a an the her his my our their your it him me us them that himself herself")
BE = these("is was are be she's he's they're turned now only")
YOUNG = re.compile(r"(?:child|kid|teen|infant|toddler|adolescent)\w*\b")
DETERMINERS = these("the my her his their our this that your")
HALF_NOUNS = these("male female adult student veteran client patient")
STOP = these(
    "who with in from is has was presents presenting came comes and or but on at of for to that whose reports living "
    "lives working works struggles struggling diagnosed admitted referred seen seeking dealing navigating experiencing "
    "had will would can could may might does did since after before when while named called going recently currently "
    "i we she he they it the her his their my our as by into about because if so said says tells told feels "
    "wants thinks keeps denies endorses states are were be been this these which should must cannot never always "
    "needs seems looks refuses alone here there today now again too also not"
)


def ages(text: str) -> Iterator[Trait]:
    """Every age told in `text`; `I` and mine are the writer's own and left alone."""
    yield from apart(trait for trait in _ages(text) if not said_of_oneself(text, trait.start))


def _ages(text: str) -> Iterator[Trait]:
    for m in MONTHS_OLD.finditer(text):
        many = number(m["n"]) * {"m": 1, "w": 0.25, "d": 0.03}[m["unit"][0].lower()]
        yield _noun(text, m.start(), m.end(), 0 if many < 12 else round(many / 12), None, key=m.group().lower())
    for m in OLDER.finditer(text):
        sex = m["sex"].strip().upper() if m["sex"] else None
        yield _noun(text, m.start(), m.start("sex") if sex else m.end(), number(m["n"]), sex, whole=m.span())
        if sex:
            yield _sex(m.end() - 1, sex)
    for m in LETTERED.finditer(text):
        years = number(m["n"] or m["n2"])
        degrees = re.search(
            r"\b(?:room|temp|temperature|thermostat|outside|degrees)\b[^.]{0,20}$",
            text[max(0, m.start() - 60) : m.start()],
            re.I,
        )
        if not degrees:
            sex, which = (m["sex"], "n") if m["sex"] else (m["sex2"], "n2")
            yield _noun(text, *m.span(which), years, sex, whole=m.span())
            yield _sex(m.start("sex" if which == "n" else "sex2"), sex)
    for m in LISTED.finditer(text):
        many_years = [number(n) for n in re.findall(NUMBER, m["ns"], re.IGNORECASE)]
        yield Trait("age", m.start("ns"), m.end("ns"), 2, m["ns"], Wording(m.start(), m.end(), together(many_years)))
    for m in THEN.finditer(text):
        yield _then(m.start("n"), m.end("n"), m.start("n"), number(m["n"]), "a ", possessive(text, *m.span("who")))
    for m in AGED.finditer(text):
        years = number(m["n"])
        whose = possessive(text, m.start(), m.end())
        if m["at"]:
            yield _then(m.start("n"), m.end("n"), m.start(), years, f"{m['at'].lower().strip()} ", whose)
        else:
            yield _exact(text, m.start("n"), m.end("n"), years, Wording(m.start(), m.end(), predicate(years, whose)))
    for m in IS.finditer(text):
        years = number(m["n"])
        turned = "turn" in (m["verb"] or "")
        older = re.compile(r"\s+years?\s+old\b").match(text, m.end("n"))
        end = older.end() if older else m.end("n")
        words = Wording(m.start("n"), end, predicate(years, possessive(text, *m.span("who"))))
        yield _exact(text, m.start("n"), m.end("n"), years, None if turned else words)
    for m in BESIDE.finditer(text):
        words = Wording(m.start("n"), m.end("n"), predicate(number(m["n"]), possessive(text, m.start(), m.end())))
        yield _exact(text, m.start("n"), m.end("n"), number(m["n"]), words)
    for m in BORN.finditer(text):
        yield Trait("age", m.start("year"), m.end("year"), 2, m["year"], None)
    for m in SPANISH.finditer(text):
        years = number(m["n"])
        yield _exact(text, m.start("n"), m.end(), years, _spanish(m, years))
    for m in DECADE.finditer(text):
        points = 3 if m["d"].lower() in ("nineties", "90s") else 1
        yield Trait("age", m.start("d"), m.end("d"), points, m["d"].lower(), None)


def number(written: str) -> int:
    """The number written in digits or words; 0 where it is neither."""
    if written.isdigit():
        return int(written)
    return NUMBERS.get(" ".join(written.lower().replace("-", " ").split()), 0)


def decade(years: int) -> str:
    """ "thirties" for 30 to 39; 20 to 89."""
    return TENS[years // 10 - 2].rstrip("y") + "ies"


def predicate(years: int, whose: str) -> str:
    """What follows "she is"."""
    for below, word in ((2, "an infant"), (4, "a toddler"), (6, "of preschool age"), (13, "of school age")):
        if years < below:
            return word
    if years < 18:
        return "an adolescent"
    if years < 20:
        return "a young adult"
    return f"in {whose} {decade(years)}" if years < 90 else "90 or older"


def noun(years: int, whose: str) -> str:
    """The person, where the age was the noun."""
    for below, word in ((2, "infant"), (4, "toddler"), (6, "preschooler"), (13, "school-age child"), (18, "teenager")):
        if years < below:
            return word
    if years < 20:
        return "young adult"
    return f"person in {whose} {decade(years)}" if years < 90 else "person aged 90 or older"


def persons(years: int) -> str:
    """Several of one age."""
    if years < 20:
        return noun(years, "their").replace("child", "children") if 6 <= years < 13 else f"{noun(years, 'their')}s"
    return f"people in their {decade(years)}" if years < 90 else "people aged 90 or older"


def adjective(years: int) -> str:
    """What stands before a noun."""
    for below, word in ((2, "infant"), (4, "toddler"), (6, "preschool-age"), (13, "school-age"), (18, "teenage")):
        if years < below:
            return word
    return "young" if years < 20 else f"{TENS[years // 10 - 2]}-something" if years < 90 else "very old"


def together(years: list[int]) -> str:
    """Several ages at once, as of brothers and sisters."""
    for least, below, words in ((6, 13, "of school age"), (13, 20, "in their teens"), (20, 200, "grown")):
        if all(least <= age < below for age in years):
            return words
    return "still young" if all(age < 13 for age in years) else "of different ages"


def _exact(text: str, start: int, end: int, years: int, words: Wording | None) -> Trait:
    return Trait("age", start, end, 3 if years >= 90 else 2, text[start:end].lower(), words)


def _then(start: int, end: int, edit: int, years: int, lead: str, whose: str) -> Trait:
    """An age in the past: it tells when, and with other things makes a sequence."""
    if lead == "a ":
        words = "a child" if years < 13 else "a teenager" if years < 20 else predicate(years, whose)
    else:
        time = "childhood" if years < 13 else "adolescence" if years < 20 else "old age"
        since = lead.strip().replace("at", "in")
        words = f"{since} {whose} {decade(years)}" if 20 <= years < 90 else f"{since} {time}"
    return Trait("age", start, end, 1, f"then {years}", Wording(edit, end, words))


def _sex(at: int, sex: str) -> Trait:
    """The letter beside an age."""
    return Trait("gender", at, at + 1, 1, {"F": "her", "M": "his"}[sex], None)


def _noun(
    text: str, start: int, end: int, years: int, sex: str | None, *, whole: tuple[int, int] | None = None, key: str = ""
) -> Trait:
    """ "a 34-year-old trans woman": the whole is said anew, as "a trans woman in her thirties".

    whole  with the letter beside the age
    """
    told = (start, end)
    start, end = whole or told
    before = word_before(text, start)
    opening = before if before and before.low in ("a", "an") and text[before.end : start] == " " else None
    edit = opening.start if opening else start
    head = _head(text, end)
    said = text[end:head].strip() if head else ""
    reach = head or end
    whose = {"F": "her", "M": "his"}.get(sex or "") or possessive(text, start, reach)
    alone = _alone(text, end)
    if sex or said:
        phrase = _phrase(said, sex, years, whose)
        article_ = opening is not None or (sex is not None and _needs_article(text, start, before))
    elif text[start:end].lower().endswith("olds"):
        phrase, article_ = persons(years), False
    elif before and before.low in BE:
        phrase, article_ = predicate(years, whose), False
    elif alone and (opening or (before and before.low in DETERMINERS)):
        phrase, article_ = noun(years, whose), opening is not None
    elif alone:
        phrase, article_ = predicate(years, whose), False
    else:  # a noun we do not know the end of: an adjective is right before any
        phrase, article_ = adjective(years), opening is not None
    words = f"{article(phrase)} {phrase}" if article_ else phrase
    if begins_sentence(text, edit) and (text[edit].isupper() or text[edit].isdigit()):
        words = words[0].upper() + words[1:]
    return Trait("age", *told, 3 if years >= 90 else 2, key or str(years), Wording(edit, reach, words))


def _phrase(said: str, sex: str | None, years: int, whose: str) -> str:
    """The noun that `said` is, or that the letter beside the age is, with the decade or the time of life."""
    if sex:
        said = _with_sex(said, sex, years)
    if years >= 20:
        return f"{said} in {whose} {decade(years)}" if years < 90 else f"{said} aged 90 or older"
    if sex or (years >= 13 and YOUNG.match(said)):
        return said
    if YOUNG.match(said):
        return said if said.startswith(("child", "kid")) else noun(years, whose)
    return f"{adjective(years)} {said}"


def _with_sex(said: str, sex: str, years: int) -> str:
    """ "25F" is the noun itself; "25F client" has one already."""
    young = {"F": "girl", "M": "boy"} if years < 18 else {"F": "woman", "M": "man"}
    adjective_ = {"F": "female", "M": "male"}[sex]
    if said:
        return f"{'teenage ' if 13 <= years < 18 else ''}{adjective_} {said}"
    return f"{'teenage ' if 13 <= years < 18 else 'young ' if years < 20 else ''}{young[sex]}"


def _needs_article(text: str, start: int, before: Word | None) -> bool:
    """ "(25F)" and "is 25F" have no article and their wording needs one; "my 25F client" and "the 34yo" do not."""
    return before is None or before.low in BE or text[max(0, start - 9) : start].rstrip()[-1:] in tuple("(,.:;\n")


def _alone(text: str, at: int) -> bool:
    """Whether no noun follows: a mark, a word that cannot belong to it, or a verb.

    A verb is taken for one by what follows it ("stole a car") or by its ending ("struggles"), unless a person comes
    soon after ("married woman", "sales manager").
    """
    following = word_after(text, at)
    if following is None or "\n" in text[at : following.start] or following.low in STOP:
        return True
    if _is_person(following):
        return False
    after = word_after(text, following.end)
    if after and after.low in OBJECTS:
        return True
    third = word_after(text, after.end) if after else None
    person_soon = any(word and _is_person(word) for word in (after, third))
    return following.low.endswith(("s", "ed")) and not person_soon


def _is_person(word: Word) -> bool:
    """Whether `word` is a noun for a person, an occupation included."""
    entry = entries().get(word.stem)
    return word.stem in PERSON or word.stem in GENDERED or (entry is not None and entry.kind in ("profession", "role"))


def _head(text: str, at: int) -> int | None:
    """Where the noun phrase ends that begins after an age; None where that is not sure.

    It ends with a person ("trans woman"), or before a word or a mark that cannot belong to it.
    """
    end = at
    for _ in range(5):
        following = word_after(text, end)
        if following is None or "\n" in text[end : following.start] or following.low in STOP:
            return end if end > at else None  # what stood between was the phrase
        if _alone(text, end) or "'" in following.low:
            return None
        end = following.end
        if _is_person(following):
            # "female client", "adult student": the phrase may go on for one more noun.
            after = word_after(text, end)
            if after and following.low in HALF_NOUNS and (_is_person(after) or _closes(text, after)):
                continue
            return end
    return None


def _closes(text: str, word: Word) -> bool:
    """Whether `word` is the last of its phrase."""
    following = word_after(text, word.end)
    return word.low not in STOP and (following is None or following.low in STOP)


def _spanish(m: re.Match[str], years: int) -> Wording | None:
    verb = m["verb"].lower()
    if 20 <= years < 90:
        return Wording(m.start("n"), m.end(), f"{SPANISH_TENS[years // 10 - 2]} y tantos años")
    if years < 20 and verb in ("tiene", "de"):
        young = "adolescente" if years >= 13 else "de edad escolar" if years >= 6 else "de corta edad"
        return Wording(m.start(), m.end(), young if verb == "de" else f"es {young}")
    return None
