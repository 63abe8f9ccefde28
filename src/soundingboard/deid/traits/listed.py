"""Traits that stand in a list: professions, origins, faiths, states, diagnoses and the like."""

import re
from collections.abc import Iterator
from itertools import pairwise

from soundingboard.deid.traits.ages import STOP
from soundingboard.deid.traits.lists import REGIONS, Entry, Place, entries, lengths, places
from soundingboard.deid.traits.trait import Trait, Wording
from soundingboard.deid.traits.words import (
    GENDERED,
    PERSON,
    Word,
    article,
    begins_sentence,
    plural,
    put,
    said_of_oneself,
    these,
    word_after,
    word_before,
    words,
)

# What follows the name of an instrument, of which a diagnosis is a part.
INSTRUMENT = these(
    "scale checklist inventory questionnaire index interview screen screener screening quotient schedule severity "
    "rating test assessment measure skills awareness month action training specialist unit "
    "clinic ward program group"
)
BEFORE_NOUN_ONLY = these(
    "and or but who with in at on of for from to is was has had that which as by about because if when while so than "
    "i you he she it we they too now though although only until since after before where there then also"
)
SPEAKS = these("speaks speak speaking spoke in to into switches language fluent only mostly native")
LAW = these("law laws statute statutes board code licensing licensure regulations rules mandate")
# Someone *is* it: "works as a nurse", "her husband, a judge"; else it may be the care team.
KIN = (
    r"(?:husband|wife|mother|father|mom|dad|son|daughter|brother|sister|partner|client|patient|man|woman|male|female|"
    r"boyfriend|girlfriend|spouse|uncle|aunt|cousin|friend|fianc[eé]e?)"
)
IS_ONE = re.compile(
    rf"(?:(?:\b(?:is|was|as|became|being|am|are|were|retired|former|ex|old|yo|{KIN})|['’]s)\s*[,-]?\s*"
    r"(?:(?:an?|the|now|also|currently|still|once|both|retired|former|semi)[\s-]+)*"
    r"(?:(?:an?|the|retired|former|male|female)\s+(?:[\w-]+\s+){0,2})?"
    r"|\(\s*(?:an?\s+)?|,\s*an?\s+(?:[\w-]+\s+){0,2})$",
    re.IGNORECASE,
)
NOT_ONE = re.compile(
    r"\b(?:her|his|their|my|our|your|this|that|told|by|with)\s+(?:former|previous|old|new|current|last|first|ex)?[\s-]*$",
    re.IGNORECASE,
)


def listed(text: str) -> Iterator[Trait]:
    """Every listed trait; where two begin at one word the longer."""
    found = tuple(words(text))
    place = 0
    while place < len(found):
        for count in range(min(lengths().get(found[place].low, 1), len(found) - place), 0, -1):
            run = found[place : place + count]
            if any(text[a.end : b.start].strip(" -") for a, b in pairwise(run)):
                continue
            trait = _trait(text, " ".join(word.low for word in run), run[0].start, run[-1].end)
            if trait:
                yield trait
                place += count - 1
                break
        place += 1
    yield from _gender(text)


def _trait(text: str, phrase: str, start: int, end: int) -> Trait | None:
    possessed = phrase.removesuffix("'s")
    if place := places().get(phrase) or places().get(possessed):
        if phrase != possessed and phrase not in places():
            end -= 2
        return _place(text, place, phrase, start, end)
    if phrase in REGIONS:
        return Trait("state", start, end, 1, phrase, None)
    entry, many = entries().get(phrase), False
    if entry is None and phrase.endswith("s") and (entry := entries().get(_singular(phrase))):
        many = True
    if entry is None and possessed != phrase and (entry := entries().get(possessed)):
        end -= 2
    if entry is None and possessed != phrase and phrase not in entries():
        return None
    if entry is None:
        return None
    return _listed(text, entry, phrase, start, end, many=many or phrase in ("twins", "marines", "triplets"))


def _singular(phrase: str) -> str:
    return phrase[:-3] + "y" if phrase.endswith("ies") else phrase[:-1]


def _listed(text: str, entry: Entry, phrase: str, start: int, end: int, *, many: bool) -> Trait | None:
    said, following, before = text[start:end], word_after(text, end), word_before(text, start)
    of_person = following is not None and (following.low in PERSON or following.stem in GENDERED)
    if entry.flag == "^" and not (said[0].isupper() or of_person):
        return None
    if entry.flag == "+" and not of_person:
        return None
    if entry.flag == "!" and not said.isupper():
        return None
    if entry.flag == "~" and not many and not _is_one(text, start):
        return None
    if entry.flag == "~" and NOT_ONE.search(text[max(0, start - 30) : start]):
        return None
    if entry.kind == "diagnoses" and _names_an_instrument(text, end, following):
        return None
    if entry.kind in ("ethnicity", "religion", "gender", "profession", "military", "place", "body", "role") and (
        said_of_oneself(text, start) or (before and before.low in ("i'm", "i"))
    ):
        return None
    return Trait(
        entry.kind, start, end, entry.points, _key(entry, phrase), _wording(text, entry, start, end, many=many)
    )


def _key(entry: Entry, phrase: str) -> str:
    """A plural tells what the singular tells, and OCD what obsessive-compulsive disorder does."""
    if entry.kind == "diagnoses":
        core = [word.removesuffix("'s") for word in phrase.split()]
        if len(core) >= 3 and core[-1] == "disorder":
            return "".join(word[0] for word in core)
        return " ".join(word for word in core if word not in ("syndrome", "disorder", "disease", "nervosa")) or phrase
    return _singular(phrase) if phrase.endswith("s") and entries().get(_singular(phrase)) == entry else phrase


def _is_one(text: str, start: int) -> bool:
    return IS_ONE.search(text[max(0, start - 80) : start]) is not None


def _names_an_instrument(text: str, end: int, following: Word | None) -> bool:
    """ "GAD-7", "Panic Disorder Severity Scale": not what the client has."""
    if re.match(r"[\s-]?\d(?!\d{3}\b)", text[end : end + 8]):
        return True
    second = word_after(text, following.end) if following else None
    return any(word is not None and word.low in INSTRUMENT for word in (following, second))


def _wording(text: str, entry: Entry, start: int, end: int, *, many: bool) -> Wording | None:
    if entry.form == "plain":
        return None
    following = word_after(text, end)
    attributive = following is not None and following.low not in BEFORE_NOUN_ONLY and text[end : following.start] == " "
    if entry.form == "adjective":
        if entry.wider:
            return put(text, start, end, entry.wider)
        return put(text, start, end, "") if attributive and _may_go(text, start) else None
    if many:
        return put(text, start, end, plural(entry.wider))
    if entry.kind == "diagnoses":
        return _diagnosis(text, entry.wider, start, end)
    if attributive and following is not None and following.low not in STOP:
        return None  # "a butcher shop", or a verb we do not know
    before = word_before(text, start)
    if entry.kind in ("role", "event") and before and before.low == "the" and text[before.end : start] == " ":
        # "the mayor" is one person; "a public official" is not.
        said = f"{article(entry.wider)} {entry.wider}"
        return Wording(before.start, end, said.capitalize() if text[before.start].isupper() else said)
    return put(text, start, end, entry.wider)


def _may_go(text: str, start: int) -> bool:
    """Whether what stands here can be left out: not after "is", nor as one of a pair ("gay and lesbian")."""
    before = word_before(text, start)
    return before is None or before.low not in ("is", "are", "was", "were", "be", "being", "and", "or", "not", "as")


def _diagnosis(text: str, wider: str, start: int, end: int) -> Wording:
    """ "with OCD" becomes "with an obsessive-compulsive or related disorder"; "her OCD symptoms" need no article."""
    before = word_before(text, start)
    following = word_after(text, end)
    bare = (following is not None and following.low in OF_DIAGNOSIS) or (before is not None and before.low in OWNED)
    if bare or (before is not None and before.low in ("a", "an")):
        return put(text, start, end, wider)
    said = f"{article(wider)} {wider}"
    return put(text, start, end, said.capitalize() if begins_sentence(text, start) else said)


OF_DIAGNOSIS = these(
    "symptoms symptom traits trait diagnosis diagnoses dx treatment features presentation episode episodes flare "
    "question questions work themes theme patient patients client clients people folks population group case cases"
)
OWNED = these(
    "her his their my our the this that chronic severe mild moderate recurrent comorbid past her's client's "
    "patient's untreated undiagnosed childhood possible probable current active both no new"
)


def _place(text: str, place: Place, phrase: str, start: int, end: int) -> Trait | None:
    if place.capital and not text[start].isupper():
        return None
    if said_of_oneself(text, start):
        return None
    following, before = word_after(text, end), word_before(text, start)
    if place.kind == "state":
        if following and following.low in LAW:
            return Trait("state", start, end, 2, phrase, put(text, start, end, "state"))
        if (before and before.low == "the") or (following and following.low not in STOP):
            return Trait("state", start, end, 2, phrase, None)  # "her Ohio cousins"
        return Trait("state", start, end, 2, phrase, Wording(start, end, _at_start(text, start, place.region)))
    if not place.people:
        region = place.region.removeprefix("the ") if before and before.low == "the" else place.region
        return Trait("ethnicity", start, end, 2, phrase, Wording(start, end, _at_start(text, start, region)))
    if before and before.low in SPEAKS and not (following and following.low in PERSON):
        return Trait("language", start, end, 2, phrase, put(text, start, end, "another language"))
    return Trait("ethnicity", start, end, 2, phrase, put(text, start, end, place.adjective))


def _at_start(text: str, start: int, words_: str) -> str:
    return words_[0].upper() + words_[1:] if begins_sentence(text, start) else words_


def _gender(text: str) -> Iterator[Trait]:
    """That the person is a woman, a man or neither, told once: by the first word that says so."""
    for word in words(text):
        if word.stem in GENDERED:
            yield Trait("gender", word.start, word.start + len(word.stem), 1, GENDERED[word.stem], None)
            return
