"""What looks like a name or a code and is a clinical term: it stays, and the writer is told so."""

from collections.abc import Iterator, Sequence
from typing import Final

from soundingboard.deid.features import Token, tokens
from soundingboard.deid.find import find
from soundingboard.deid.finding import Finding
from soundingboard.deid.lexicons import BIT, NAME, ORDINARY, TESTED, instrument, phrases, words
from soundingboard.deid.normalize import normalize

COMMON: Final = BIT["word1"] | BIT["word2"]  # what everybody writes; rarer words may be somebody's: Beck, Gestalt
MEDICINE: Final = BIT["drug"] | BIT["drug2"]
TERM: Final = BIT["theorist"] | BIT["instrument"] | BIT["modality"] | MEDICINE
PLACE: Final = BIT["state"] | BIT["country"]


def stays(text: str, findings: Sequence[Finding] | None = None) -> tuple[tuple[int, int], ...]:
    """Where theorists, instruments, modalities, medicines and eponyms of diagnoses stand that look like a name or a
    code: (start, end) in characters of `text`, in its order, each term once. No word of a finding is among them.

    findings  those of `find` unless given

    >>> text = "Linehan would ask for the PHQ-9 again, and then Linehan would wait."
    >>> [text[start:end] for start, end in stays(text, ())]
    ['Linehan', 'PHQ-9']
    """
    found = find(text) if findings is None else findings
    copy = normalize(text)
    told = {text[one.start : one.end].casefold() for one in found}
    places = []
    for first, last in _terms(copy.text, tokens(copy.text)):
        start, end = copy.original(first, last)
        term = text[start:end].casefold()
        if term not in told and not any(one.start < end and start < one.end for one in found):
            told.add(term)
            places.append((start, end))
    return tuple(places)


def _terms(text: str, row: Sequence[Token]) -> Iterator[tuple[int, int]]:
    """The terms of a clean copy, the longest at each place."""
    at = 0
    while at < len(row):
        code = TESTED.match(text, row[at].start)
        if code and code["number"] and not text[code.end() : code.end() + 1].isalnum() and instrument(code[0]):
            end = code.end()
        elif length := _longest(row, at):
            at += row[at].folded == "the"
            end = row[at + length - 1].end
        else:
            at += 1
            continue
        yield row[at].start, end
        while at < len(row) and row[at].start < end:
            at += 1


def _longest(row: Sequence[Token], at: int) -> int:
    """How many tokens the longest term has that begins at this one; 0 where none does."""
    for length in range(min(phrases().get(row[at].folded, 1), len(row) - at), 0, -1):
        part = row[at : at + length]
        if _is_term(part, words().get(" ".join(token.folded for token in part), 0)):
            return length
    return 0


def _is_term(part: Sequence[Token], bits: int) -> bool:
    tall = [token for token in part if token.text[0].isupper()]
    if not part[0].text[0].isupper() and part[0].folded != "the":
        # A medicine is told from a name however it is typed.
        known = bits & MEDICINE == MEDICINE and not bits & COMMON
        return len(part) == 1 and (known or bool(bits & BIT["drug"] and not bits & ORDINARY))
    if not bits & TERM and not (bits & BIT["diagnosis"] and any(_is_eponym(token) for token in tall)):
        return False
    if len(part) == 1:
        return _is_code(part[0], bits) if part[0].text.isupper() else _is_named(part[0], bits)
    throughout = len(tall) > 1 and all(token in tall for token in part if len(token.text) > 3)
    return throughout or any(not words().get(token.folded, 0) & COMMON for token in tall)


def _is_code(token: Token, bits: int) -> bool:
    """Whether a word in capitals is an abbreviation: ACT and EAT are, an ordinary word that is shouted is not."""
    return len(token.text) > 1 and bool(bits & (BIT["instrument"] | BIT["modality"]) or not bits & COMMON)


def _is_named(token: Token, bits: int) -> bool:
    """Whether a word with a large letter is no beginning of a sentence, no state and nothing as short as "Mi"."""
    return len(token.text) > 3 and not bits & (COMMON | PLACE)


def _is_eponym(token: Token) -> bool:
    """Whether a word of a diagnosis is somebody's name and no abbreviation."""
    return not token.text.isupper() and bool(words().get(token.folded, 0) & (BIT["theorist"] | NAME))
