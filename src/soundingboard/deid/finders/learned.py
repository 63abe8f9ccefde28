"""Names, places and the like from what the model believes of each token, and from the text as a whole.

A token judged a person once is one throughout; what no list of English or clinical words has and stands large in the
middle of a sentence is taken for a name.
"""

import re
from collections import Counter
from collections.abc import Container, Iterator, Mapping, Sequence
from typing import Final

from soundingboard.deid import lexicons, tagger
from soundingboard.deid.cues import CUES
from soundingboard.deid.features import Token, shape
from soundingboard.deid.finders.codes import shaped
from soundingboard.deid.finders.events import phrase_around
from soundingboard.deid.finders.introductions import introduced, nicknamed
from soundingboard.deid.finding import DETAILS
from soundingboard.deid.span import LEARNED, Span

# How likely a token must be anything at all: what lives, what is an ordinary word, what is neither.
LAND, LAND_OR_NAME, LIVING, GIVEN_TOO, THE_WORD, BEGUN, ORDINARY, OTHER = 0.9, 0.65, 0.3, 0.12, 0.9, 0.7, 0.15, 0.06
# and what stands behind a title, or where somebody is introduced.
ADDRESSED, INTRODUCED = 0.01, 0.004
CITED: Final = 0.9  # and the last name of an author whom the text cites in full
DETAIL: Final = 0.25  # how likely a trade or an event must be
DOUBTED: Final = 0.05  # how likely a large word that nobody knows must be
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
BEGINS: Final = frozenset('.!?¶\n"(')  # before a word that is large because a sentence begins
PARTICLES: Final = frozenset("de del la las los of the and von van der bin ibn al el st".split())


def learned(
    text: str, row: Sequence[Token], claimed: Mapping[int, str], belief: Sequence[Sequence[float]]
) -> Iterator[Span]:
    """The spans that the model's `belief` about each token of `row` makes, claimed tokens left out."""
    names = tagger.model().labels
    protected, cited = _protected(row)
    met = introduced(row)
    named = nicknamed(row)
    labels: list[str | None] = []
    for i, chances in enumerate(belief):
        best = max(range(1, len(chances)), key=lambda label: chances[label])
        needed = _needed(row, i, names[best])
        if i in met:
            needed = min(INTRODUCED, needed)
        elif row[i].folded in cited and row[i].text[0].isupper():
            needed = max(CITED, needed)
        believed = 1 - chances[0] >= needed and i not in claimed and i not in protected
        believed = believed and not (names[best] == "NAME" and row[i].text[0].isdigit() and shaped(row[i].text))
        labels.append(names[best] if believed and any(c.isalnum() for c in row[i].text) else None)
        if i in named and labels[i] is None and i not in claimed:
            labels[i] = "NAME"
    _hyphened(row, labels, claimed)
    _given(row, labels, claimed)
    _leftover(row, labels, claimed, belief)
    _throughout(row, labels, {*claimed, *protected}, belief, names)
    _initials(row, labels, claimed)
    _joined(row, labels, claimed)
    _hyphened(row, labels, claimed)
    yield from _spans(text, row, labels, claimed, belief)


def _needed(row: Sequence[Token], i: int, label: str) -> float:
    """How likely a token must be anything to be taken for it, where `label` is what it would most likely be."""
    if row[i].folded.removesuffix("s") in WEEKDAYS:
        return LAND
    if _addressed(row, i):
        return ADDRESSED
    bits = lexicons.words().get(row[i].folded, 0)
    if bits & lexicons.LIVES:
        # A country is no town, and few people are called Poland; many are called Georgia, and Czech Village is a place.
        after = row[i + 1] if i + 1 < len(row) else None
        named = (
            after is not None
            and after.text[0].isupper()
            and CUES.get(after.folded) in ("place", "street", "org", "study")
        )
        if bits & LANDS and not named:
            return LAND_OR_NAME if bits & GIVEN else LAND
        # Authors go by their last names; what may be a given name, or is only somebody famous, needs less.
        return GIVEN_TOO if bits & (GIVEN | FAMOUS) and not bits & lexicons.CLINICAL else LIVING
    if bits & lexicons.ORDINARY:
        if label == "NAME" and i and row[i - 1].folded in ARTICLES:
            return THE_WORD
        return BEGUN if i == 0 or row[i - 1].text[0] in BEGINS else ORDINARY
    return OTHER


def _addressed(row: Sequence[Token], i: int) -> bool:
    """Whether a title stands before a large word, Dr. Miller, Mrs Long, or before a small one that is a name: ms lorraine."""
    before = i - 2 if i > 1 and row[i - 1].text == "." else i - 1
    if before < 0 or row[before].folded not in TITLES:
        return False
    if row[i].text[0].isupper():
        return row[before].text[0].isupper()
    bits = lexicons.words().get(row[i].folded, 0)
    return row[before].folded in BEFORE_SMALL and bool(bits & lexicons.NAME) and not bits & lexicons.ORDINARY


TITLES: Final = frozenset(
    "mr mrs ms miss mx dr doctor prof professor officer judge coach nurse sr sra dona don fr father sister brother rabbi imam pastor maestro maestra madame monsieur herr frau "
    "sgt sergeant lt lieutenant capt captain cpl pvt pfc deputy detective attorney atty reverend rev bishop deacon uncle aunt auntie tia tio".split()
)
BEFORE_SMALL: Final = frozenset("mr mrs ms miss mx dr atty sgt lt capt officer deputy rev".split())
ARTICLES: Final = frozenset(("the", "a", "an"))
WEEKDAYS: Final = frozenset("monday tuesday wednesday thursday friday saturday mon tue wed thur fri sat".split())
LANDS: Final = lexicons.BIT["country"] | lexicons.BIT["state"]
FAMOUS: Final = lexicons.BIT["public"]
GIVEN: Final = lexicons.BIT["first1"] | lexicons.BIT["first2"]
TESTS: Final = frozenset(
    "scale scales inventory index questionnaire battery interview test checklist survey schedule screener screen measure profile".split()
)


def _protected(row: Sequence[Token]) -> tuple[set[int], set[str]]:
    """Tokens of names of several words that live: an instrument, an author in full, a public figure, a modality.

    And the last names of those authors.
    """
    words, longest = lexicons.words(), lexicons.phrases()
    found: set[int] = set()
    cited: set[str] = set()
    for i, token in enumerate(row):
        for count in range(min(longest.get(token.folded, 0), 6, len(row) - i), 1, -1):
            bits = words.get(" ".join(one.folded for one in row[i : i + count]), 0)
            if bits & MANY_WORDS and not bits & ~MANY_WORDS & (
                lexicons.PLACE | lexicons.BIT["employer"] | lexicons.BIT["school"]
            ):
                found.update(range(i, i + count))
                if bits & lexicons.BIT["theorist"]:
                    cited.add(row[i + count - 1].folded)
                break
        if token.folded in TESTS and token.text[0].isupper():
            first = i
            while (
                first
                and row[first - 1].text[0].isupper()
                and row[first - 1].text[0].isalpha()
                and row[first].start - row[first - 1].end == 1
            ):
                first -= 1
            if i - first >= 2:
                found.update(range(first, i + 1))
    return found, cited


MANY_WORDS: Final = (
    lexicons.BIT["instrument"]
    | lexicons.BIT["theorist"]
    | lexicons.BIT["public"]
    | lexicons.BIT["agency"]
    | lexicons.BIT["modality"]
    | lexicons.BIT["diagnosis"]
    | lexicons.BIT["drug"]
    | lexicons.BIT["country"]
    | lexicons.BIT["state"]
)


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
    settled: Container[int],
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
    full = {row[i].folded for i in range(len(row)) if labels[i] == "NAME" and _beside_a_name(row, labels, i)}
    often = Counter(token.folded for token, label in zip(row, labels, strict=True) if label == "NAME")
    for i, token in enumerate(row):
        word = token.folded if token.folded in sure else token.folded.removesuffix("s")
        if labels[i] is not None or i in settled or word not in sure:
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


def _beside_a_name(row: Sequence[Token], labels: Sequence[str | None], i: int) -> bool:
    """Whether a name stands right before or after a token, as in a full name."""
    return any(
        0 <= j < len(row) and labels[j] == "NAME" and row[max(i, j)].start - row[min(i, j)].end == 1
        for j in (i - 1, i + 1)
    )


def _given(row: Sequence[Token], labels: list[str | None], claimed: Mapping[int, str]) -> None:
    """Give a given name that is also a word the label of the last name behind it: Skip Raymundo."""
    words = lexicons.words()
    for i in range(len(row) - 1):
        if (
            labels[i] is None
            and labels[i + 1] == "NAME"
            and i not in claimed
            and row[i].text[0].isupper()
            and row[i + 1].text[0].isupper()
        ):
            bits = words.get(row[i].folded, 0)
            if bits & GIVEN and row[i + 1].start - row[i].end == 1 and words.get(row[i + 1].folded, 0) & LAST:
                labels[i] = "NAME"


LAST: Final = lexicons.BIT["last1"] | lexicons.BIT["last2"] | lexicons.BIT["last3"]


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
            and (dot or token.text not in "AI" if token.text.isupper() else token.text in LAST_INITIALS or counted)
        ):
            labels[i] = "NAME"


LAST_INITIALS: Final = "bdefghjklmpqvz"  # others are words of their own: a, c/o, i, n, r, u, w/


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
                and labels[after] in ("NAME", "PLACE")
                and row[after].text[0].isupper()
            ):
                labels[i] = labels[after]


IN_NAMES: Final = frozenset("de del la las los van von der bin ibn da dos di du".split())


def _quoted(row: Sequence[Token], i: int) -> bool:
    """Whether a theory's words stand beside a token: "the Beck inventory", "per Beck"."""
    before = CUES.get(row[i - 1].folded) if i else None
    after = CUES.get(row[i + 1].folded) if i + 1 < len(row) else None
    said = after == "theory" and row[i + 1].folded not in CALLS
    return before == "theory" or said or before == "by" or (i > 0 and row[i - 1].folded == "the")


CALLS: Final = frozenset("called calls wrote writes writing describes described".split())  # clients do, too


def _corner(row: Sequence[Token], labels: Sequence[str | None], claimed: Mapping[int, str], first: int, last: int) -> int:
    """The last token of a shop with its street or town: the Walgreens on 5th, the kroger in southaven."""
    if last + 2 >= len(row) or row[last + 1].folded not in ("on", "at", "off", "in"):
        return last
    at = last + 2
    within = "PLACE" in (labels[at], claimed.get(at))
    if not (within or (row[last + 1].folded != "in" and CORNER.fullmatch(row[at].text))):
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
            elif (
                j - last > 2
                or not (
                    row[j].text in JOINTS
                    or (row[j].folded in PARTICLES and label != "NAME")
                )
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
        if COUNT.fullmatch(text, start, end) and not (i and row[i - 1].folded in NUMBERED_ROAD):
            i = last + 1  # "at 22 months", "34f": what has no name is the rules' to judge
            continue
        if label != "DATE" or any(c.isalpha() for c in text[start:end]):
            yield Span(start, end, label, sure, LEARNED)
        i = last + 1
