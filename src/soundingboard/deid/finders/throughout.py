"""What the text as a whole says of its names: the parts of one, its other mentions, and large words that nobody knows."""

from collections import Counter
from collections.abc import Container, Mapping, Sequence
from typing import Final

from soundingboard.deid import lexicons
from soundingboard.deid.cues import CUES
from soundingboard.deid.features import Token, shape
from soundingboard.deid.finders.doubt import WEEKDAYS

DOUBTED: Final = 0.05  # how likely a large word that nobody knows must be
LAST: Final = lexicons.BIT["last1"] | lexicons.BIT["last2"] | lexicons.BIT["last3"]
IN_NAMES: Final = frozenset("de del la las los van von der bin ibn da dos di du".split())
LAST_INITIALS: Final = "bdefghjklmpqvz"  # others are words of their own: a, c/o, i, n, r, u, w/
CALLS: Final = frozenset("called calls wrote writes writing describes described".split())  # clients do, too


def settled(
    row: Sequence[Token],
    labels: list[str | None],
    claimed: Mapping[int, str],
    living: Container[int],
    belief: Sequence[Sequence[float]],
) -> None:
    """Complete `labels` by what belongs together, in place.

    claimed  tokens that a rule has, by place
    living   tokens that are none, whatever stands elsewhere: South Dakota, where a client is called Dakota
    belief   for each token how likely it is each kind, nothing first
    """
    _hyphened(row, labels, claimed)
    _given(row, labels, claimed, living)
    _leftover(row, labels, claimed, belief)
    _throughout(row, labels, claimed, living, belief)
    _initials(row, labels, claimed)
    _joined(row, labels, claimed)
    _hyphened(row, labels, claimed)
    _measured(row, labels)


def _hyphened(row: Sequence[Token], labels: list[str | None], claimed: Mapping[int, str]) -> None:
    """Give both sides of a hyphen in a name the label of one: Soo-ah, Peña-Villalobos; not Gottman-trained."""
    words = lexicons.words()
    for i in range(1, len(row) - 1):
        if row[i].text != "-" or row[i].start != row[i - 1].end or row[i].end != row[i + 1].start:
            continue
        for one, other in ((i - 1, i + 1), (i + 1, i - 1)):
            if (
                labels[one] in ("NAME", "PLACE")
                and labels[other] is None
                and other not in claimed
                and row[other].text.isalpha()
            ):
                ordinary = words.get(row[other].folded, 0) & (lexicons.ORDINARY | lexicons.LIVES)
                if not (row[other].text.islower() and ordinary and len(row[other].text) > 3) and (
                    labels[one] == "NAME" or not ordinary
                ):
                    labels[other] = labels[one]


def _given(row: Sequence[Token], labels: list[str | None], claimed: Mapping[int, str], living: Container[int]) -> None:
    """Give a given name that is also a word the label of the last name behind it, Skip Raymundo, and the other way around."""
    words = lexicons.words()
    for i in range(len(row) - 1):
        if "NAME" not in (labels[i], labels[i + 1]) or labels[i] == labels[i + 1]:
            continue
        large = row[i].text[0].isupper() and row[i + 1].text[0].isupper()
        if large and row[i + 1].start - row[i].end == 1:
            given, last = words.get(row[i].folded, 0) & lexicons.COMMON_GIVEN, words.get(row[i + 1].folded, 0) & LAST
            for one in (i, i + 1):
                if given and last and labels[one] is None and one not in claimed and one not in living:
                    labels[one] = "NAME"


def _leftover(
    row: Sequence[Token], labels: list[str | None], claimed: Mapping[int, str], belief: Sequence[Sequence[float]]
) -> None:
    """Take for a name what stands large inside a sentence and is neither English nor clinical, unless it is surely not."""
    words = lexicons.words()
    for i, token in enumerate(row):
        if labels[i] is None and i not in claimed and i and shape(token.text) in ("Xx", "xX") and len(token.text) > 1:
            bits = words.get(token.folded, 0)
            if token.folded.removesuffix("s") in WEEKDAYS:
                continue
            if (
                not bits & (lexicons.ORDINARY | lexicons.LIVES | lexicons.BIT["foreign"])
                and 1 - belief[i][0] >= DOUBTED
                and (row[i - 1].text[0] not in ".!?¶\n:" or _after_initial(row, i))
            ):
                labels[i] = "PLACE" if bits & lexicons.PLACE and not bits & lexicons.NAME else "NAME"


def _after_initial(row: Sequence[Token], i: int) -> bool:
    """Whether the full stop before a token is an initial's: B. Nakagome."""
    return i > 1 and row[i - 1].text == "." and len(row[i - 2].text) == 1 and row[i - 2].text.isupper()


def _throughout(
    row: Sequence[Token],
    labels: list[str | None],
    claimed: Mapping[int, str],
    living: Container[int],
    belief: Sequence[Sequence[float]],
) -> None:
    """Give the other mentions of a word the label that one of them has, where they can be the same."""
    words = lexicons.words()
    sure: dict[str, tuple[float, str, set[str]]] = {}
    for i, label in enumerate(labels):
        token = row[i]
        if label in ("NAME", "PLACE") and len(token.folded) > 1 and token.text[0].isalpha():
            chance = 1 - belief[i][0]
            best, kind, forms = sure.get(token.folded, (0.0, label, set()))
            forms.add(shape(token.text))
            sure[token.folded] = (max(best, chance), label if chance > best else kind, forms)
    full = {row[i].folded for i in range(len(row)) if labels[i] == "NAME" and _beside_a_name(row, labels, i)}
    often = Counter(token.folded for token, label in zip(row, labels, strict=True) if label == "NAME")
    for i, token in enumerate(row):
        word = token.folded if token.folded in sure else token.folded.removesuffix("s")
        if labels[i] is not None or i in claimed or i in living or word not in sure:
            continue
        best, kind, forms = sure[word]
        bits = words.get(token.folded, 0)
        here = 1 - belief[i][0]
        form = shape(token.text)
        if bits & lexicons.LIVES:
            # A theorist who does what a client does is not a theorist, unless this is where one is quoted.
            if (
                best >= 0.9
                and form in forms
                and (
                    here >= 0.08
                    or ((often[word] > 1 or word in full or (best >= 0.95 and form == "Xx")) and not _quoted(row, i))
                )
            ):
                labels[i] = kind
        elif bits & (lexicons.ORDINARY | lexicons.BIT["foreign"]):
            rare = bits & lexicons.NAME and not bits & lexicons.BIT["word1"] and best >= 0.95
            if best >= 0.8 and form in forms and form != "x" and (here >= 0.04 or rare):
                labels[i] = kind
        elif best >= 0.6:
            labels[i] = kind


def _measured(row: Sequence[Token], labels: list[str | None]) -> None:
    """Take the label from letters that are a test with its score ("The QRI is 74") or a sex behind an age ("29 yo M")."""
    words = lexicons.words()
    for i, token in enumerate(row):
        if labels[i] != "NAME" or not token.text.isupper() or not token.text.isalpha():
            continue
        if token.text in "MF" and i and row[i - 1].folded in AGED:
            labels[i] = None
        elif 3 <= len(token.text) <= 6 and not words.get(token.folded, 0) & lexicons.COMMON_GIVEN:
            at = i + 1
            while at < len(row) and at - i < 3 and row[at].folded in READS:
                at += 1
            score = row[at].text if at < len(row) else ""
            after = row[at + 1].folded if at + 1 < len(row) else ""
            if score.isdecimal() and len(score) < 4 and after not in AGED and after not in (",", "-"):
                labels[i] = None


AGED: Final = frozenset("yo y o year yr yrs years old f m".split())
READS: Final = frozenset("is was at of total score : =".split())


def _beside_a_name(row: Sequence[Token], labels: Sequence[str | None], i: int) -> bool:
    """Whether a name stands right before or after a token, as in a full name."""
    return any(
        0 <= j < len(row) and labels[j] == "NAME" and row[max(i, j)].start - row[min(i, j)].end == 1
        for j in (i - 1, i + 1)
    )


def _quoted(row: Sequence[Token], i: int) -> bool:
    """Whether a theory's words stand beside a token: "the Beck inventory", "per Beck"."""
    before = CUES.get(row[i - 1].folded) if i else None
    after = CUES.get(row[i + 1].folded) if i + 1 < len(row) else None
    said = after == "theory" and row[i + 1].folded not in CALLS
    return before == "theory" or said or before == "by" or (i > 0 and row[i - 1].folded == "the")


def _initials(row: Sequence[Token], labels: list[str | None], claimed: Mapping[int, str]) -> None:
    """Give an initial the label of the name beside it: W. Okafor, Dana R., shirley b."""
    for i, token in enumerate(row):
        if labels[i] is not None or i in claimed or len(token.text) != 1 or not token.text.isalpha():
            continue
        dot = i + 1 < len(row) and row[i + 1].text == "." and row[i + 1].start == token.end
        after = i + 1 + dot
        ahead = token.text.isupper() and after < len(row) and labels[after] == "NAME" and row[after].text[0].isupper()
        behind = i > 0 and labels[i - 1] == "NAME" and token.start - row[i - 1].end == 1
        alone = i + 1 == len(row) or row[i + 1].start > token.end or row[i + 1].text[0] in ",.;:!?)('"
        counted = i + 1 < len(row) and (row[i + 1].text[0].isdigit() or row[i + 1].text in (",", "("))
        if (ahead and (dot or token.text not in "AI") and row[after].start - row[after - 1].end < 2) or (
            behind
            and alone
            and (
                dot or token.text not in "AI"
                if token.text.isupper()
                else token.text in LAST_INITIALS or counted or (dot and token.text not in "aiunw")
            )
        ):
            labels[i] = "NAME"


def _joined(row: Sequence[Token], labels: list[str | None], claimed: Mapping[int, str]) -> None:
    """Give what joins two parts of a name the label of the second: Ma. de la Luz."""
    for i, token in enumerate(row):
        if labels[i] is None and i not in claimed and token.folded in IN_NAMES:
            before = i - 2 if i > 1 and row[i - 1].text == "." else i - 1
            after = i + 1
            while after < len(row) and row[after].folded in IN_NAMES:
                after += 1
            if (
                before >= 0
                and after < len(row)
                and labels[before] in ("NAME", "PLACE")
                and labels[after] is not None
                and row[after].text[0].isupper()
            ):
                labels[i] = labels[after]
