"""Names, places and the like from what the model believes of each token, and from the text as a whole.

A token judged a person once is one throughout; what no list of English or clinical words has and stands large in the
middle of a sentence is taken for a name.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from soundingboard.deid import tagger
from soundingboard.deid.cues import CUES
from soundingboard.deid.features import Token
from soundingboard.deid.finders.codes import shaped
from soundingboard.deid.finders.doubt import WEEKDAYS, needed, protected
from soundingboard.deid.finders.events import phrase_around
from soundingboard.deid.finders.introductions import in_full, introduced, named
from soundingboard.deid.finders.throughout import settled
from soundingboard.deid.finding import DETAILS
from soundingboard.deid.span import LEARNED, Span

LIKELY: Final = 0.3  # and how likely one kind, to be it rather than the name that it looks like
DETAIL: Final = 0.25  # how likely a trade or an event must be
# What a place or a workplace is, said behind its name in small letters.
GROUNDS: Final = {
    "PLACE": frozenset(
        "airport bridge library mall courthouse station jail prison campus zoo museum fairgrounds armory cemetery hospital park beach river lake reservation downtown side area exit pier marina docks lot".split()
    ),
    "EMPLOYER": frozenset(
        "plant depot office store warehouse factory mill yard branch line dealership farm ranch restaurant bakery garage".split()
    ),
}
CORNER: Final = re.compile(r"\d{1,3}(?:st|nd|rd|th)|[A-Z][a-z]+")
COUNT: Final = re.compile(r"\d{1,3}(?:[mf]|yo|x)?|(?:the )?'?\d0s", re.IGNORECASE)
NUMBERED_ROAD: Final = frozenset("the highway hwy route rte interstate i us sr unit pod ward".split())
JOINTS: Final = frozenset("-'.&/")
PARTICLES: Final = frozenset("de del la las los of the and von van der bin ibn al el st".split())


def learned(
    text: str, row: Sequence[Token], claimed: Mapping[int, str], belief: Sequence[Sequence[float]]
) -> Iterator[Span]:
    """The spans that the model's `belief` about each token of `row` makes, claimed tokens left out."""
    names = tagger.model().labels
    living, cited = protected(row)
    met, certain = introduced(row), named(row) | in_full(row, living)
    labels: list[str | None] = []
    for i, chances in enumerate(belief):
        best = max(range(1, len(chances)), key=lambda label: chances[label])
        free = i not in claimed and any(c.isalnum() for c in row[i].text)
        believed = i not in living and 1 - chances[0] >= needed(row, i, names[best], met, cited)
        if names[best] == "NAME" and row[i].text[0].isdigit() and shaped(row[i].text):
            believed = False
        if i in certain and chances[best] < LIKELY:
            believed = False
        label = names[best] if believed else "NAME" if i in certain else None
        labels.append(label if free else None)
    settled(row, labels, claimed, living, belief)
    yield from _spans(text, row, labels, claimed, belief)


def _of_a_town(row: Sequence[Token], labels: Sequence[str | None], last: int) -> int:
    """The last token of what is named after its town: First Lutheran of Elko."""
    if last + 2 < len(row) and row[last + 1].folded == "of" and labels[last + 2] == "PLACE":
        last += 2
        while last + 1 < len(row) and labels[last + 1] == "PLACE":
            last += 1
    return last


def _corner(
    row: Sequence[Token], labels: Sequence[str | None], claimed: Mapping[int, str], first: int, last: int
) -> int:
    """The last token of a shop with its street or town: the Walgreens on 5th, the kroger in southaven."""
    if last + 2 >= len(row) or row[last + 1].folded not in ("on", "at", "off", "in"):
        return last
    at = last + 2
    within = "PLACE" in (labels[at], claimed.get(at))
    street = CORNER.fullmatch(row[at].text) and row[at].folded not in WEEKDAYS
    street = street and (at not in claimed or row[at].text[0].isdigit())
    if not (within or (row[last + 1].folded != "in" and street)):
        return last
    if row[last + 1].folded == "in" and not (first and row[first - 1].folded == "the"):
        return last  # "a guard at Fensler in Toledo" is two
    while at + 1 < len(row) and (
        "PLACE" in (labels[at + 1], claimed.get(at + 1)) or CUES.get(row[at + 1].folded) == "street"
    ):
        at += 1
    return at


def _spans(
    text: str,
    row: Sequence[Token],
    labels: Sequence[str | None],
    claimed: Mapping[int, str],
    belief: Sequence[Sequence[float]],
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
            elif row[j].text == "." and len(row[j - 1].text) > 4 and j + 1 < len(row) and row[j + 1].start > row[j].end:
                break  # a sentence ends: "to Maybell. Iker said"
            elif (
                j - last > 2
                or not (row[j].text in JOINTS or (row[j].folded in PARTICLES and label != "NAME"))
                or row[j].start - row[j - 1].end > 1
            ):
                break
            j += 1
        sure = max(1 - belief[k][0] for k in range(i, last + 1))
        if row[i].text == "'s" and i < last:
            i += 1  # "the father's [butcher shop]"
        while (
            label in DETAILS
            and i < last
            and (row[i].text[0].isdigit() or row[i].folded in ("-", "year", "old", "yo", "y", "o", "/"))
        ):
            i += 1  # "34yo nurse": ages under 90 stay
        if label in ("CONGREGATION", "SCHOOL", "EMPLOYER"):
            last = _of_a_town(row, labels, last)
        if label in ("PLACE", "EMPLOYER"):
            last = _corner(row, labels, claimed, i, last)
        if last + 1 < len(row) and labels[last + 1] is None and row[last + 1].folded in GROUNDS.get(label, ()):
            last += 1  # the Tucson airport, the Gerber plant
        start, end = row[i].start, row[last].end
        if label == "RAREEVENT":
            start, end = phrase_around(text, start, end)
            if text[start:end].count(" ") < 2:
                i = last + 1  # a word or two tell of no event
                continue
        if label in DETAILS and sure < DETAIL:
            i = last + 1  # a guess here takes away what matters and protects nobody
            continue
        road = i and row[i - 1].folded in NUMBERED_ROAD and text[start:end].isdigit()
        if COUNT.fullmatch(text, start, end) and not road:
            i = last + 1  # "at 22 months", "34f": what has no name is the rules' to judge
            continue
        if label != "DATE" or any(c.isalpha() for c in text[start:end]):
            yield Span(start, end, label, sure, LEARNED)
        i = last + 1
