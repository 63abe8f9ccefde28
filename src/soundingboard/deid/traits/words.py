"""The words of a text, and the small grammar that putting other words in asks for."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from soundingboard.deid.traits.trait import Wording

LONGEST = 60  # characters of a word worth reading
NEAR = 480  # characters in which a pronoun may say who is spoken of

WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")

# Written with a vowel, spoken with a consonant, and the other way round.
SPOKEN_WITH_CONSONANT = re.compile(r"(?:(?-i:U[SK]\b)|uni(?!n|m)|use|usu|euro|one\b|once)", re.IGNORECASE)
SPOKEN_WITH_VOWEL = re.compile(r"(?:hour|honest|heir|honor|8|11\b|18\b|[FHLMNRSX](?:[A-Z]|\b))")


def these(said: str) -> frozenset[str]:
    """The words of `said`, to look them up."""
    return frozenset(said.split())


# Who is spoken of; the words for kin do not say it ("Pt is 52. Wife supportive.").
SAYS_WHO = these("she her hers herself woman female he him his himself man male they them themself ella él")
SHE, HE, THEY = "her", "his", "their"
GENDERED = {
    **dict.fromkeys(
        these(
            "she her hers herself woman women female girl girls mother mom mum daughter sister wife girlfriend aunt "
            "niece grandmother granddaughter stepmother stepdaughter lady widow waitress ella clienta"
        ),
        SHE,
    ),
    **dict.fromkeys(
        these(
            "he him his himself man men male boy boys father dad son brother husband boyfriend uncle nephew "
            "grandfather grandson stepfather stepson gentleman guy widower él"
        ),
        HE,
    ),
    **dict.fromkeys(these("they them themself nonbinary"), THEY),
}
PERSON = these(
    "client clients patient patients person people woman women man men female male girl boy girls boys lady guy "
    "gentleman kid kids child children teen teenager adolescent adult student couple family mother father mom dad "
    "son daughter sister brother wife husband partner girlfriend boyfriend aunt uncle cousin niece nephew "
    "grandmother grandfather veteran widow widower parent parents sibling spouse fiance fiancé roommate friend "
    "infant baby toddler stepmother stepfather stepson stepdaughter ct pt"
)


@dataclass(frozen=True, slots=True)
class Word:
    """A word in small letters and where it stands."""

    low: str
    start: int
    end: int

    @property
    def stem(self) -> str:
        """Without what follows an apostrophe: "he" of "he's"."""
        return self.low.partition("'")[0]


def words(text: str, start: int = 0, end: int | None = None) -> Iterator[Word]:
    """The words of `text[start:end]`; a hyphen parts two, an apostrophe does not.

    Read anew each time: nothing here keeps a text after it has been read.
    """
    for m in WORD.finditer(text, start, len(text) if end is None else end):
        yield Word(m.group().lower().replace("’", "'"), m.start(), m.end())


def word_before(text: str, at: int) -> Word | None:
    """The last word that ends at or before `at`, if only spaces and hyphens stand between."""
    end = at
    while end and text[end - 1] in " -":
        end -= 1
    start = end
    while start and end - start < LONGEST and (text[start - 1].isalnum() or text[start - 1] in "'’"):
        start -= 1
    return next((word for word in words(text, start, end) if word.end == end), None)


def word_after(text: str, at: int) -> Word | None:
    """The next word that begins at or after `at`, if only spaces and hyphens stand between."""
    while at < len(text) and text[at] in " -":
        at += 1
    m = WORD.match(text, at)
    return Word(m.group().lower().replace("’", "'"), m.start(), m.end()) if m else None


def article(following: str) -> str:
    """ "a" or "an", as the words that follow are spoken."""
    if SPOKEN_WITH_VOWEL.match(following):
        return "an"
    return "an" if following[:1].lower() in set("aeiou") and not SPOKEN_WITH_CONSONANT.match(following) else "a"


def plural(noun: str) -> str:
    """The plural of the wider words in the lists: "member of the clergy" becomes "members of the clergy"."""
    head, of, rest = noun.partition(" of ")
    head, in_, place = (head, "", "") if of else noun.partition(" in ")
    head, with_, what = (head, "", "") if in_ else head.partition(" with ")
    tail = f"{of}{rest}{in_}{place}{with_}{what}"
    for ending, many in (("child", "children"), ("person", "people"), ("y", "ies"), ("", "s")):
        if head.endswith(ending):
            return head[: len(head) - len(ending)] + many + tail
    raise AssertionError(noun)


def begins_sentence(text: str, at: int) -> bool:
    """Whether a sentence begins at `at`."""
    while at and text[at - 1] in " \"'“‘(":
        at -= 1
    return at == 0 or text[at - 1] in ".!?\n"


def put(text: str, start: int, end: int, words: str) -> Wording:
    """`words` for `text[start:end]`, with the article before it and the capital of a sentence set right.

    Where `words` are empty the space goes too, and the sentence begins with what follows.
    """
    if not words:
        while end < len(text) and text[end] in " -":
            end += 1
    before = word_before(text, start)
    rest = words or text[end : end + 12]
    if before and before.low in ("a", "an") and text[before.end : start] == " ":
        wanted = article(rest)
        if wanted != before.low:
            right = wanted.capitalize() if text[before.start].isupper() else wanted
            return Wording(before.start, end, f"{right} {words}")
    if begins_sentence(text, start) and text[start].isupper():
        if words:
            return Wording(start, end, words[0].upper() + words[1:])
        following = word_after(text, end)
        if following and following.start == end:
            return Wording(start, following.end, text[end].upper() + text[end + 1 : following.end])
    return Wording(start, end, words)


def possessive(text: str, start: int, end: int) -> str:
    """ "her", "his" or "their" for the person told of in `text[start:end]`.

    The nearest word that says so: in it, just before, or else a pronoun after it or before.
    """
    inside = words(text, start, end)
    before = list(words(text, max(0, start - NEAR), start))
    near_before = [word for word in before[-3:] if word.stem in GENDERED and word.stem in PERSON]
    for word in (*inside, *reversed(near_before)):
        if word.stem in GENDERED:
            return GENDERED[word.stem]
    for word in (*words(text, end, min(len(text), end + NEAR // 2)), *reversed(before)):
        if word.stem in SAYS_WHO:
            return GENDERED[word.stem]
    return THEY


ONESELF = re.compile(
    r"\b(?:I\s*(?:['’]m|am|was|grew|come|came|practi[cs]e|live|work|moved|identify)|[Mm]y own)\b"
    r"(?:\s+(?!my\b|with\b|seeing\b|treating\b|working\b|stuck\b|meeting\b)[\w'’-]+){0,3}[\s,-]*(?:and\s+)?$",
    re.IGNORECASE,
)


def said_of_oneself(text: str, start: int) -> bool:
    """Whether the writer says it of themself: "I'm a 40-something therapist", "I practice in a small town"."""
    clause = re.split(r"[.;!?\n]|\b(?:client|patient|she|he|they)\b", text[max(0, start - 80) : start])[-1]
    return ONESELF.search(clause) is not None
