"""Names, places and the like from what the model believes of each token, and from the text as a whole.

A token judged a person once is one throughout; what no list of English or clinical words has and stands large in the
middle of a sentence is taken for a name.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from soundingboard.deid import lexicons, tagger
from soundingboard.deid.features import Token, shape
from soundingboard.deid.span import LEARNED, LEFTOVER, Span

BELIEVED: Final = 0.3  # how likely a token must be anything at all
DOUBTED: Final = 0.06  # how likely a large word that nobody knows must be
JOINTS: Final = frozenset("-'.&/")
PARTICLES: Final = frozenset("de del la las los of the and von van der bin ibn al el st".split())


def learned(
    text: str, row: Sequence[Token], claimed: Mapping[int, str], belief: Sequence[Sequence[float]]
) -> Iterator[Span]:
    """The spans that the model's `belief` about each token of `row` makes, claimed tokens left out."""
    names = tagger.model().labels
    labels: list[str | None] = []
    for i, chances in enumerate(belief):
        best = max(range(1, len(chances)), key=lambda label: chances[label])
        labels.append(
            names[best]
            if 1 - chances[0] >= BELIEVED and i not in claimed and any(c.isalnum() for c in row[i].text)
            else None
        )
    _hyphened(row, labels, claimed)
    _leftover(row, labels, claimed, belief)
    _throughout(row, labels, claimed, belief, names)
    _hyphened(row, labels, claimed)
    yield from _spans(text, row, labels, belief)


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


def _leftover(
    row: Sequence[Token], labels: list[str | None], claimed: Mapping[int, str], belief: Sequence[Sequence[float]]
) -> None:
    """Take for a name what stands large inside a sentence and is neither English nor clinical, unless it is surely not."""
    words = lexicons.words()
    for i, token in enumerate(row):
        if labels[i] is None and i not in claimed and i and shape(token.text) in ("Xx", "xX") and len(token.text) > 1:
            bits = words.get(token.folded, 0)
            if (
                not bits & (lexicons.ORDINARY | lexicons.LIVES | lexicons.BIT["spanish"])
                and 1 - belief[i][0] >= DOUBTED
                and row[i - 1].text[0] not in ".!?¶\n:"
            ):
                labels[i] = "PLACE" if bits & lexicons.PLACE and not bits & lexicons.NAME else "NAME"


def _throughout(
    row: Sequence[Token],
    labels: list[str | None],
    claimed: Mapping[int, str],
    belief: Sequence[Sequence[float]],
    names: Sequence[str],
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
    for i, token in enumerate(row):
        if labels[i] is not None or i in claimed or token.folded not in sure:
            continue
        best, kind, forms = sure[token.folded]
        bits = words.get(token.folded, 0)
        here = 1 - belief[i][0]
        form = shape(token.text)
        if bits & lexicons.LIVES:
            if best >= 0.9 and here >= 0.08 and form in forms:
                labels[i] = kind
        elif bits & (lexicons.ORDINARY | lexicons.BIT["spanish"]):
            if best >= 0.8 and form in forms and form != "x" and here >= 0.04:
                labels[i] = kind
        elif best >= 0.6:
            labels[i] = kind


def _spans(
    text: str, row: Sequence[Token], labels: Sequence[str | None], belief: Sequence[Sequence[float]]
) -> Iterator[Span]:
    i = 0
    while i < len(row):
        label = labels[i]
        if label is None:
            i += 1
            continue
        last = i
        j = i + 1
        while j < len(row):
            if labels[j] == label:
                last = j
            elif (
                j - last > 2
                or not (row[j].text in JOINTS or row[j].folded in PARTICLES and label != "NAME")
                or row[j].start - row[j - 1].end > 1
            ):
                break
            j += 1
        yield Span(row[i].start, row[last].end, label, max(1 - belief[k][0] for k in range(i, last + 1)), LEARNED)
        i = last + 1
