"""Where a text introduces somebody: a word that stands there is a name with little further belief."""

from collections.abc import Container, Sequence
from typing import Final

from soundingboard.deid import lexicons
from soundingboard.deid.cues import CUES
from soundingboard.deid.features import Token
from soundingboard.deid.lexicons import BIT, COMMON_GIVEN

# "her name is", "goes by", "we'll call him", "named": what follows is a name.
CALLED: Final = (
    ("name", "is"), ("name's",), ("names", "are"), ("named",), ("nicknamed",), ("goes", "by"), ("go", "by"), ("known", "as"), ("aka",), ("a.k.a.",),
    ("call", "him"), ("call", "her"), ("call", "them"), ("calls", "him"), ("calls", "her"), ("calls", "herself"), ("calls", "himself"), ("calls", "themself"),
    ("called", "him"), ("called", "her"), ("insists", "on"), ("legal", "name"), ("chosen", "name"), ("say", "hi"), ("hi",), ("hey",), ("dear",), ("llamado",),
    ("i'll", "say"), ("we'll", "say"), ("let's", "say"), ("lets", "say"), ("i'll", "call"), ("we'll", "call"), ("real", "name"), ("first", "name"),
    ("llamada",), ("se", "llama"), ("llamo",), ("nombre", "es"),
)  # fmt: skip
CALLED_BY: Final = {words[-1]: [others for others in CALLED if others[-1] == words[-1]] for words in CALLED}
AFTER_CLIENT: Final = frozenset(
    "she he they she's he's they're is was has who whose , ( 's and came told says said".split()
)
# Verbs that a client can do: "my client will", "a patient may".
VERBS: Final = frozenset(
    "will may can might would could should must mark hope chase bill sue pat drew rob skip grant reed wade".split()
)
GIVEN: Final = COMMON_GIVEN | BIT["first3"]


def introduced(row: Sequence[Token]) -> set[int]:
    """The tokens that stand where a text says what somebody is called."""
    return {
        i
        for i in range(len(row))
        if _nameable(row[i])
        and (
            _called(row, i)
            or _the_client(row, i)
            or _aged(row, i)
            or _alone_in_quotes(row, i)
            or _a_pair(row, i)
            or _of_kin(row, i)
            or _bracketed(row, i)
        )
    }


def named(row: Sequence[Token]) -> set[int]:
    """The tokens that are names whatever else they could be: nicknames in quotes, names behind a heading or before an initial."""
    return _nicknames(row) | {
        i for i in range(len(row)) if _nameable(row[i]) and (_headed(row, i) or _with_initial(row, i))
    }


def in_full(row: Sequence[Token], living: Container[int]) -> set[int]:
    """The tokens of a common given name and a last name behind it, both large, unless both are `living`: Karen White."""
    found: set[int] = set()
    words = lexicons.words()
    for i in range(len(row) - 1):
        first, last = row[i], row[i + 1]
        if last.start - first.end == 1 and first.text.istitle() and last.text.istitle():
            given, family = words.get(first.folded, 0), words.get(last.folded, 0)
            together = i in living and i + 1 in living
            if given & COMMON_GIVEN and not given & BIT["word1"] and family & FAMILY and not together:
                found.update((i, i + 1))
    return found


FAMILY: Final = BIT["last1"] | BIT["last2"]


def _nicknames(row: Sequence[Token]) -> set[int]:
    """The capitalized words in quotes behind a relation: her partner "Big Tone"."""
    found: set[int] = set()
    for i in range(1, len(row) - 2):
        if row[i].text == '"' and CUES.get(row[i - 1].folded) in ("kin", "client", "title"):
            last = i + 1
            while last < len(row) and last - i < 5 and row[last].text[0].isupper():
                last += 1
            if last > i + 1 and last < len(row) and row[last].text == '"':
                found.update(range(i + 1, last))
    return found


def _nameable(token: Token) -> bool:
    """Whether a word could be a name at all: in a list of names, or in none of ordinary words."""
    bits = lexicons.words().get(token.folded, 0)
    return (
        token.text[0].isalpha()
        and len(token.text) > 1
        and bool(
            bits & lexicons.NAME
            or not bits & (lexicons.ORDINARY | lexicons.LIVES | BIT["foreign"])
            or (bits & BIT["public"] and token.text[0].isupper())
        )
    )


def _called(row: Sequence[Token], i: int) -> bool:
    before = i - 1
    while before >= 0 and row[before].text in ('"', ":", "'", ",", "("):
        before -= 1
    if before < 0 or row[before].folded not in CALLED_BY:
        return False
    bits = lexicons.words().get(row[i].folded, 0)
    if row[i].text.islower() and bits & BIT["word1"] and not bits & COMMON_GIVEN:
        return False
    return any(
        tuple(token.folded for token in row[max(0, before + 1 - len(words)) : before + 1]) == words
        for words in CALLED_BY[row[before].folded]
    )


def _the_client(row: Sequence[Token], i: int) -> bool:
    """my client hope she's ..., pt Marisol came."""
    if (
        i == 0
        or i + 1 >= len(row)
        or (row[i].folded in VERBS and row[i + 1].folded not in ("she", "he", "they", "she's", "he's", ",", "("))
    ):
        return False
    bits = lexicons.words().get(row[i].folded, 0)
    return CUES.get(row[i - 1].folded) == "client" and bool(bits & GIVEN) and row[i + 1].folded in AFTER_CLIENT


def _aged(row: Sequence[Token], i: int) -> bool:
    """kai, 9, or 9, kai: a given name beside a small number between commas."""
    bits = lexicons.words().get(row[i].folded, 0)
    known = bits & GIVEN or (bits & BIT["public"] and row[i].text[0].isupper())  # Persephone, 10
    if not known or (bits & BIT["word1"] and row[i].text.islower()):
        return False
    after = [token.text for token in row[i + 1 : i + 4]]
    before = [token.text for token in row[max(0, i - 3) : i]]
    behind = (
        len(after) > 1
        and after[0] in (",", "(")
        and _an_age(after[1])
        and (len(after) < 3 or after[2] in (",", ")", ".", ";", "yo"))
    )
    behind = behind or (
        len(after) > 2 and after[0] == "is" and _an_age(after[1]) and after[2] in (",", ".", "and", ";")
    )
    ahead = (
        len(before) > 1 and before[-1] == "," and _an_age(before[-2]) and bool(after) and after[0] in (",", ".", "(")
    )
    return behind or ahead


def _an_age(text: str) -> bool:
    return text.isdecimal() and 0 < int(text) < 100


def _alone_in_quotes(row: Sequence[Token], i: int) -> bool:
    bits = lexicons.words().get(row[i].folded, 0)
    return (
        0 < i < len(row) - 1
        and row[i - 1].text == row[i + 1].text == '"'
        and row[i].text[0].isupper()
        and bool(bits & COMMON_GIVEN)
        and not bits & BIT["word1"]
    )


def _a_pair(row: Sequence[Token], i: int) -> bool:
    """Grace and Will, the couple: two given names joined, before a comma or a verb of theirs."""
    for first, second in ((i, i + 2), (i - 2, i)):
        if first >= 0 and second + 1 < len(row) and row[first + 1].folded in ("and", "&", "y"):
            bits = [lexicons.words().get(row[one].folded, 0) for one in (first, second)]
            given = row[first].text[0].isupper() and row[second].text[0].isupper()
            given = given and all(one & COMMON_GIVEN for one in bits)
            authors = all(one & BIT["theorist"] for one in bits)
            if (given and not authors) and (
                row[second + 1].text == ","
                or row[second + 1].folded in ("are", "were", "have", "came", "come", "both", "want", "fight", "met")
            ):
                return True
    return False


def _headed(row: Sequence[Token], i: int) -> bool:
    """Patient: Whitaker, Dana R.; pt: phoebe."""
    bits = lexicons.words().get(row[i].folded, 0)
    if row[i].text[0].islower() and bits & (BIT["word1"] | BIT["word2"]):
        return False
    at = i - 1
    while at > 1 and i - at < 4 and (row[at].text == "," or row[at].text[0].isupper() or _listed(row[at])):
        at -= 1
    return at > 0 and row[at].text == ":" and row[at - 1].folded in HEADINGS


def _listed(token: Token) -> bool:
    return bool(lexicons.words().get(token.folded, 0) & lexicons.NAME)


def _with_initial(row: Sequence[Token], i: int) -> bool:
    """Carl B. has; an author goes on: Carl R. Rogers."""
    if i + 3 >= len(row) or row[i + 2].text != "." or row[i + 2].start - row[i].end != 2:
        return False
    initial, after = row[i + 1].text, row[i + 3]
    bits = lexicons.words().get(row[i].folded, 0)
    begun = i == 0 or row[i - 1].text[0] in ".!?¶"
    return (
        len(initial) == 1
        and initial.isupper()
        and row[i].text[0].isupper()
        and bool(bits & COMMON_GIVEN)
        and not (begun and bits & BIT["word1"])
        and (not after.text[0].isupper() or bool(lexicons.words().get(after.folded, 0) & BIT["word1"]))
    )


def _bracketed(row: Sequence[Token], i: int) -> bool:
    """Her cousin (posy)."""
    return 1 < i < len(row) - 1 and row[i - 1].text == "(" and row[i + 1].text in (")", ",") and _kin(row[i - 2])


HEADINGS: Final = frozenset(
    "patient pt client ct name student examinee resident member mother father parent guardian spouse partner contact therapist provider clinician supervisor "
    "psychiatrist pcp cc paciente nombre cliente madre padre".split()
)


def _of_kin(row: Sequence[Token], i: int) -> bool:
    """His sons, Prescott and Lyman; her best friend, Harlow, says."""
    if i < 2 or i + 1 >= len(row) or row[i - 1].text != "," or not row[i].text[0].isupper():
        return False
    after = row[i + 1]
    return _kin(row[i - 2]) and (after.text in (",", "(", ";", ".") or after.folded in ("and", "&", "y", "who"))


def _kin(token: Token) -> bool:
    return "kin" in (CUES.get(token.folded), CUES.get(token.folded.removesuffix("s")))
