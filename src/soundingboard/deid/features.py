"""What the model looks at: for each token of a text, what it is, what stands around it, and where else it occurs.

The same code runs when the model is trained (`training/train.py`) and when it is used, so that both see the same.
"""

import re
from collections import Counter
from collections.abc import Callable, Container, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from soundingboard.deid import lexicons
from soundingboard.deid.cues import CUES
from soundingboard.deid.lexicons import BIT
from soundingboard.deid.tokens import TOKEN, folded

REACH: Final = 3  # how far away a neighbor still counts
STOPS: Final = frozenset(".!?:;\n")
LONGEST_PHRASE: Final = 6

# The classes of a word in a few letters, and all that a phrase may be.
LETTERS: Final = tuple(
    (BIT[name], letters)
    for name, letters in {
        "word1": "w", "word2": "x", "word3": "y", "word4": "z", "foreign": "e",
        "first1": "F", "first2": "G", "first3": "H", "last1": "L", "last2": "M", "last3": "N",
        "city1": "P", "city2": "Q", "city3": "R", "county": "C", "hood": "D",
        "theorist": "T", "instrument": "I", "modality": "I", "diagnosis": "J", "drug": "K", "drug2": "k", "clinical": "j",
        "public": "U", "country": "O", "state": "S", "statecode": "s", "employer": "E", "school": "B", "congregation": "A",
        "profession": "p", "notprofession": "n", "agency": "a", "holiday": "h",
    }.items()
)  # fmt: skip
IN_PHRASES: Final = (
    "city1", "city2", "city3", "county", "hood", "theorist", "instrument", "modality", "diagnosis", "drug", "public", "country",
    "state", "agency", "employer", "school", "congregation", "profession", "notprofession", "holiday",
)  # fmt: skip


# Four words or more in capitals, and nothing small among them.
SHOUTED: Final = re.compile(
    r"(?m)(?:^|(?<=[.!?\n] ))(?=(?:[^a-z\n]*[A-Z]{2,}[^a-z\n]*[ ,]){3})[^a-z\n]{16,}(?=$|[ \n])"
)


@dataclass(frozen=True, slots=True)
class Token:
    """A token of the clean copy: its place, its letters, and the form in which lexicons know it."""

    start: int
    end: int
    text: str
    folded: str


def tokens(text: str) -> list[Token]:
    """The tokens of the clean copy; a line that shouts is read as if it were written small."""
    if SHOUTED.search(text):
        text = SHOUTED.sub(lambda line: line[0].lower() if len(line[0].lower()) == len(line[0]) else line[0], text)
    return [
        Token(match.start(), match.end(), (word := match[0]), "¶" if word[0] == "\n" else folded(word))
        for match in TOKEN.finditer(text)
    ]


PLAIN: Final = lexicons.ORDINARY | BIT["foreign"] | BIT["clinical"]
# The least of names and places, which the most frequent words have, too: there are people called Her and The.
RARELY: Final = BIT["last3"] | BIT["first3"] | BIT["city3"] | BIT["statecode"] | BIT["state"]


def classes(bits: int) -> str:
    """The classes of a word as letters, each once."""
    found = ""
    for bit, letter in LETTERS:
        if bits & bit and letter not in found:
            found += letter
    return found or "?"


def shape(word: str) -> str:
    """How a word is written: small, Large, LARGE, a single Letter, mIxed, numbers, or the sign itself."""
    if word.isalpha():
        if word.islower():
            return "x"
        if len(word) == 1:
            return "X"
        if word.isupper():
            return "XX"
        return "Xx" if word[0].isupper() and word[1:].islower() else "xX"
    if word.isdecimal():
        return f"d{min(len(word), 6)}"
    if word.isalnum():
        return "dx" if word[0].isdecimal() else "xd"
    if "'" in word and len(word) > 2:
        return "Xx" if word[0].isupper() else "x"
    return "¶" if word[0] == "\n" else word[0]


@dataclass(frozen=True, slots=True)
class Kind:
    """What is true of a word wherever it stands.

    name    the word as it is written, or the category that a rule has given it
    common  whether it is a word that everybody writes: its scores may be remembered from text to text
    plain   whether it is nothing else: no name, place, trade or school
    """

    name: str
    common: bool
    plain: bool
    major: str  # the classes as letters
    shape: str
    here: tuple[str, ...]  # atoms at its own place
    near: tuple[str, ...]  # atoms for its neighbors
    far: tuple[str, ...]  # atoms two and more places away
    group: str = "?"  # how the word is used, in a middling and
    class_: str = "?"  # in a coarse grouping


def kind(token: Token, bits: int, stem: int, used: tuple[str, str, str, str] | None, cue: str) -> Kind:
    """What is true of `token`.

    bits, stem  its classes, and those of what is left without an s: "the Okafors", "denises sister"
    used        its groups and frequency, as `lexicons.usage` has them
    """
    word = token.folded
    form = shape(token.text)
    major = classes(bits) if bits or not stem else classes(stem) + "s"
    if not word[0].isalpha():
        major = form
    here = [f"w={word}", f"s={form}", f"c={major}", f"sc={form}{major}", f"l={min(len(word), 9)}"]
    near = [f"w={word}", f"c={major}", f"s={form}"]
    far = [f"w={word}", f"c={major}"]
    if used is not None:
        fine, middle, coarse, often = used
        here += (f"u1={fine}", f"u2={middle}", f"u3={coarse}", f"f={often}", f"fs={often}{form}")
        near += (f"u1={fine}", f"u2={middle}", f"u3={coarse}")
        far += (f"u2={middle}", f"u3={coarse}")
    elif word[0].isalpha():
        here += ("f=7", f"fs=7{form}")
    if word[0].isalpha():
        here += (f"e2={word[-2:]}", f"e3={word[-3:]}", f"b3={word[:3]}", f"e4={word[-4:]}")
        here += (f"k={letter}" for letter in major)
        near.append(f"e3={word[-3:]}")
        near += (f"k={letter}" for letter in major)
    if cue:
        here.append(f"q={cue}")
        near += (f"q={cue}", f"qs={cue}{form}")
        far.append(f"q={cue}")
    common = (form == "x" and bool(bits & BIT["word1"])) or not word[0].isalnum()
    group, class_ = (used[1], used[2]) if used else (form, form)
    frequent = used is not None and used[3] in ("0", "1")
    plain = common and not bits & ~(PLAIN | RARELY if frequent else PLAIN)
    return Kind(token.text, common, plain, major, form, tuple(here), tuple(near), tuple(far), group, class_)


@dataclass(frozen=True, slots=True)
class Sight:
    """What the model sees of a text, for each of its tokens.

    kinds      what is true of its word; its neighbors' count at their distance, up to `REACH`
    first      whether it begins a sentence
    elsewhere  what the other places of the same word tell about it
    marks      the lists that have a phrase of several words over it
    company    what its sentence speaks of
    small      whether the writer does without capitals
    """

    kinds: list[Kind]
    first: list[bool]
    elsewhere: list[tuple[str, ...]]
    marks: list[tuple[str, ...]]
    company: list[str]
    small: bool

    def around(self, i: int) -> list[Kind]:
        """The kinds from `REACH` places before to as many after; `EDGE` beyond the text."""
        if REACH <= i < len(self.kinds) - REACH:
            return self.kinds[i - REACH : i + REACH + 1]
        return [self.kinds[j] if 0 <= j < len(self.kinds) else EDGE for j in range(i - REACH, i + REACH + 1)]

    def marks_around(self, i: int) -> tuple[tuple[str, ...], ...]:
        before = self.marks[i - 1] if i else ()
        after = self.marks[i + 1] if i + 1 < len(self.marks) else ()
        return before, self.marks[i], after

    def extras(self, i: int) -> list[tuple[str, str]]:
        """What comes of the words together at place `i`, as (template, atom) pairs."""
        _, before2, before, one, after, after2, _ = self.around(i)
        marks_before, marks, marks_after = self.marks_around(i)
        if one.plain and not marks:
            return []  # more than half of all words; what they are is plain without looking closer
        word, last, next_ = one.here[0], before.here[0], after.here[0]
        case = ("lc" if self.small else "uc") + ("^" if self.first[i] else "-")
        key = one.shape + one.major
        company = self.company[i]
        a = [
            ("case", f"{case}{key}"),
            ("case0", f"{case}{one.shape}"),
            ("cc", f"{before.major}|{one.major}"),
            ("cc+", f"{one.major}|{after.major}"),
            ("ccc", f"{before.major}|{one.major}|{after.major}"),
            ("ss", f"{before.shape}|{one.shape}|{after.shape}"),
            ("wc", f"{last}|{key}"),
            ("cw", f"{key}|{next_}"),
            ("wwc", f"{before2.here[0]}|{last}|{one.shape}"),
            ("cww", f"{one.shape}|{next_}|{after2.here[0]}"),
            ("ww", f"{last}|{word}"),
            ("ww+", f"{word}|{next_}"),
            ("w_w", f"{last}|{next_}|{one.shape}"),
            ("v-", f"{before.group}|{key}"),
            ("v+", f"{key}|{after.group}"),
            ("v--", f"{before2.class_}|{before.group}|{one.shape}"),
            ("v++", f"{one.shape}|{after.group}|{after2.class_}"),
            ("v_v", f"{before.class_}|{one.class_}|{after.class_}|{one.shape}"),
            ("s", f"{company}{one.shape}"),
            ("sk", f"{company}{key}"),
        ]
        for flag in self.elsewhere[i]:
            a += (("doc", flag), ("doc+", flag + key))
        for flag in marks:
            a += (("g", flag), ("gs", flag + one.shape))
        a += [("g-", flag) for flag in marks_before]
        a += [("g+", flag) for flag in marks_after]
        return a


def atoms(sight: Sight) -> list[list[tuple[int | str, str]]]:
    """Everything in `sight` as (template, atom) pairs, a list for each token; the template of what stands k away is k."""
    found = []
    for i in range(len(sight.kinds)):
        row: list[tuple[int | str, str]] = []
        for offset, kind in enumerate(sight.around(i), -REACH):
            row += [(offset, atom) for atom in at_distance(kind, offset)]
        found.append(row + sight.extras(i))  # type: ignore[operator]
    return found


def at_distance(kind: Kind, offset: int) -> tuple[str, ...]:
    """The atoms of a word that count `offset` places away."""
    return kind.here if not offset else kind.near if abs(offset) == 1 else kind.far


def sight(
    row: Sequence[Token],
    ruled: Mapping[int, str],
    look: Callable[[str], int] | None = None,
    unseen: Container[str] = (),
) -> Sight:
    """What the model sees of the tokens of a text.

    ruled  tokens that a rule has claimed, by place: they show their category instead of themselves
    look   the classes of a word or phrase, as bits; the lexicons' unless given
    unseen  words to be met as if nobody had ever used them (in training)
    """
    look = look or known
    kinds = _kinds(row, ruled, look, unseen)
    first = _sentence_starts(row)
    small = _written_small(row, first)
    elsewhere = _elsewhere(row, kinds, first)
    marks = _phrases(row, ruled, look)
    return Sight(kinds, first, elsewhere, marks, _company(row, kinds), small)


def known(entry: str) -> int:
    """The classes of a word or phrase, as bits; 0 for what no lexicon has."""
    return lexicons.words().get(entry, 0)


EDGE: Final = Kind("#", True, True, "#", "#", ("w=#",), ("w=#",), ("w=#",))


def _kinds(
    row: Sequence[Token], ruled: Mapping[int, str], look: Callable[[str], int], unseen: Container[str]
) -> list[Kind]:
    met: dict[str, Kind] = {}
    kinds = []
    for i, token in enumerate(row):
        name = f"<{ruled[i]}>" if i in ruled else token.text
        if name not in met:
            if i in ruled:
                met[name] = Kind(name, True, True, name, name, (f"w={name}",), (f"w={name}",), (f"w={name}",))
            else:
                bits = look(token.folded)
                stem = look(token.folded[:-1]) if not bits and token.folded.endswith("s") else 0
                used = None if token.folded in unseen else lexicons.usage().get(token.folded)
                met[name] = kind(token, bits, stem, used, CUES.get(token.folded, ""))
        kinds.append(met[name])
    return kinds


def _company(row: Sequence[Token], kinds: Sequence[Kind]) -> list[str]:
    """For each token what its sentence speaks of: authors, theory, clients and kin, places where one lives."""
    found: list[str] = []
    start = 0
    for i, token in enumerate(row):
        if token.text[0] in STOPS or i == len(row) - 1:
            here = range(start, i + 1)
            cues = {CUES.get(row[j].folded, "") for j in here}
            authors = sum("T" in kinds[j].major and not COMMON_NAMES & set(kinds[j].major) for j in here)
            tells = "".join(
                letter
                for letter, cue in (("t", "theory"), ("k", "kin"), ("c", "client"), ("l", "live"), ("s", "said"))
                if cue in cues
            )
            found += [f"{min(authors, 3)}{tells}|"] * (i + 1 - start)
            start = i + 1
    return found


COMMON_NAMES: Final = frozenset("FG")


def _sentence_starts(row: Sequence[Token]) -> list[bool]:
    starts, fresh = [], True
    for token in row:
        starts.append(fresh)
        if token.text[0] in STOPS:
            fresh = True
        elif token.text not in ('"', "(", ")", "'", "-", "*", "#"):
            fresh = False
    return starts


def _written_small(row: Sequence[Token], first: Sequence[bool]) -> bool:
    """Whether the writer does without capitals: most sentences begin small, or "i" stands for I."""
    begun = [token.text for token, fresh in zip(row, first, strict=True) if fresh and token.text[0].isalpha()]
    small = sum(word[0].islower() for word in begun) + sum(token.text == "i" for token in row)
    return 2 * small > len(begun) + sum(token.text == "I" for token in row)


def _elsewhere(row: Sequence[Token], kinds: Sequence[Kind], first: Sequence[bool]) -> list[tuple[str, ...]]:
    """What the other places of the same word in the text tell about it."""
    told = [_tells(row, kinds, first, i) for i in range(len(row))]
    counts: dict[str, Counter[str]] = {}
    for token, tells in zip(row, told, strict=True):
        if tells:
            counts.setdefault(token.folded, Counter()).update(tells)
    found: list[tuple[str, ...]] = []
    for token, tells in zip(row, told, strict=True):
        count = counts.get(token.folded)
        if not tells or count is None or count["n"] < 2:
            found.append(())
        else:
            found.append(tuple(sorted(tell for tell, times in count.items() if times > (tell in tells))))
    return found


def _tells(row: Sequence[Token], kinds: Sequence[Kind], first: Sequence[bool], i: int) -> tuple[str, ...]:
    """What one place of a word tells about it: how it is written, and by what it stands."""
    token, form = row[i], kinds[i].shape
    if not token.text[0].isalpha() or form[0] == "<":
        return ()
    tells = ["n"]
    if form == "x":
        tells.append("small")
    elif not first[i]:
        tells.append("large")
    if i:
        cue = CUES.get(row[i - 1].folded, "")
        if not cue and row[i - 1].text == "." and i > 1:
            cue = CUES.get(row[i - 2].folded, "")
        if cue in TELLING:
            tells.append("-" + cue)
    if i + 1 < len(row):
        cue = "own" if row[i + 1].text == "'s" else CUES.get(row[i + 1].folded, "")
        if cue in TELLING_AFTER:
            tells.append("+" + cue)
    return tuple(tells)


TELLING: Final = frozenset(("title", "kin", "client", "named", "in", "theory", "with", "by"))
TELLING_AFTER: Final = frozenset(("own", "said", "is", "theory"))


def _phrases(row: Sequence[Token], ruled: Mapping[int, str], look: Callable[[str], int]) -> list[tuple[str, ...]]:
    """For each token the lists that have a phrase of several words over it, with its place in the phrase."""
    longest = lexicons.phrases()
    marks: list[tuple[str, ...]] = [()] * len(row)
    i = 0
    while i < len(row):
        most = min(longest.get(row[i].folded, 0), LONGEST_PHRASE, len(row) - i)
        step = 1
        for count in range(most, 1, -1):
            bits = look(" ".join(token.folded for token in row[i : i + count]))
            if bits and not any(j in ruled for j in range(i, i + count)):
                names = [name for name in IN_PHRASES if bits & BIT[name]]
                for j in range(i, i + count):
                    marks[j] = tuple(f"{name}{'B' if j == i else 'I'}" for name in names)
                step = count
                break
        i += step
    return marks
