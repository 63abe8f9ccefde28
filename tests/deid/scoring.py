"""Counts what was found in annotated texts and what was left alone:  python -m tests.deid.scoring [FILE...]

The rules are those of the development set. A gold span is found if every letter and digit of it lies under findings,
of whatever category: what matters is that it does not leak. A trap survives if no finding touches it. Precision is
over letters and digits, neutral text left out. A text without gold is quiet if no finding of a Safe Harbor kind is in
it. Gold and findings may say only the categories of `LETTERS`; any other in a finding counts as a Safe Harbor kind.
"""

import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple, Protocol

from soundingboard.deid import find
from soundingboard.deid.finding import DETAILS, LETTERS
from tests.deid.texts import DEVELOPMENT, Case, Span, Trap, parse

SAFE_HARBOR = frozenset(kind for kind, letter in LETTERS.items() if letter)
NUMBERED = SAFE_HARBOR - {"NAME", "PLACE", "DATE", "AGE90"}
OWN = frozenset(LETTERS) - SAFE_HARBOR
EMPLOYERS = OWN - DETAILS  # and schools, congregations, units


class Marked(Protocol):
    """A finding, or what stands for one: `start` and `end` in characters."""

    @property
    def start(self) -> int: ...
    @property
    def end(self) -> int: ...
    @property
    def category(self) -> str: ...


class Mark(NamedTuple):
    """The least that can be said of a finding."""

    start: int
    end: int
    category: str


class Share(NamedTuple):
    """`part` of `whole`; of nothing, all."""

    part: int
    whole: int

    @property
    def percent(self) -> float:
        return 100 * self.part / self.whole if self.whole else 100.0


@dataclass(frozen=True)
class Verdict:
    """What became of one gold span.

    found    every letter and digit of it is under findings
    touched  at least one is
    right    it is found, and one of the findings says its category
    """

    span: Span
    found: bool
    touched: bool
    right: bool


@dataclass(frozen=True)
class Counted:
    """What became of one text.

    alarms  findings of Safe Harbor kinds, in a text without gold
    said    letters and digits under findings of Safe Harbor kinds, and how many of them are gold
    said_all  the same under all findings
    """

    case: Case
    verdicts: tuple[Verdict, ...]
    broken: tuple[Trap, ...]
    alarms: tuple[Mark, ...]
    said: Share
    said_all: Share


@dataclass(frozen=True)
class Score:
    """What became of many texts."""

    texts: tuple[Counted, ...]

    def recall(self, kinds: Iterable[str]) -> Share:
        """The gold spans of `kinds` that are found."""
        of = self._of(kinds)
        return Share(sum(verdict.found for verdict in of), len(of))

    def touched(self, kinds: Iterable[str]) -> Share:
        """The gold spans of `kinds` of which at least something is found."""
        of = self._of(kinds)
        return Share(sum(verdict.touched for verdict in of), len(of))

    def right(self, kinds: Iterable[str]) -> Share:
        """The gold spans of `kinds` that are found under their own category."""
        of = self._of(kinds)
        return Share(sum(verdict.right for verdict in of), len(of))

    @property
    def traps(self) -> Share:
        """The traps that survive."""
        whole = sum(len(text.case.traps) for text in self.texts)
        return Share(whole - sum(len(text.broken) for text in self.texts), whole)

    @property
    def quiet(self) -> Share:
        """The texts without gold that are without a false alarm."""
        clean = [text for text in self.texts if not text.case.spans]
        return Share(sum(not text.alarms for text in clean), len(clean))

    @property
    def precision(self) -> Share:
        """The letters and digits under findings of Safe Harbor kinds that are gold."""
        return _sum(text.said for text in self.texts)

    @property
    def precision_all(self) -> Share:
        """The letters and digits under findings that are gold."""
        return _sum(text.said_all for text in self.texts)

    @property
    def missed(self) -> Iterator[tuple[Case, Span]]:
        """The gold spans that are not found."""
        for text in self.texts:
            yield from ((text.case, verdict.span) for verdict in text.verdicts if not verdict.found)

    def _of(self, kinds: Iterable[str]) -> list[Verdict]:
        wanted = frozenset(kinds)
        return [verdict for text in self.texts for verdict in text.verdicts if verdict.span.category in wanted]


def score(answers: Iterable[tuple[Case, Iterable[Marked]]]) -> Score:
    """What became of each text, given what was found in it; raises ValueError for a finding outside its text."""
    return Score(tuple(counted(case, findings) for case, findings in answers))


def counted(case: Case, findings: Iterable[Marked]) -> Counted:
    """What became of one text."""
    marks = [Mark(found.start, found.end, found.category) for found in findings if found.start < found.end]
    if outside := [mark for mark in marks if mark.start < 0 or mark.end > len(case.text)]:
        raise ValueError(f"{case.id}: {outside[0]} is outside a text of {len(case.text)} characters.")
    lettered = [mark for mark in marks if mark.category not in OWN]
    under = _places((mark.start, mark.end) for mark in marks)
    return Counted(
        case,
        tuple(_verdict(case.text, span, marks, under) for span in case.spans),
        tuple(trap for trap in case.traps if any(_touch(mark, trap) for mark in marks)),
        () if case.spans else tuple(lettered),
        _gold(case, _places((mark.start, mark.end) for mark in lettered)),
        _gold(case, under),
    )


def _verdict(text: str, span: Span, marks: Sequence[Mark], under: set[int]) -> Verdict:
    needed = [place for place in range(span.start, span.end) if text[place].isalnum()]
    hit = [place for place in needed if place in under]
    found = len(hit) == len(needed)
    right = found and any(mark.category == span.category and _touch(mark, span) for mark in marks)
    return Verdict(span, found, bool(hit), right)


def _touch(one: Marked, other: Span | Trap) -> bool:
    return one.start < other.end and other.start < one.end


def _gold(case: Case, under: set[int]) -> Share:
    """The letters and digits at the places `under` that are gold, of those that count."""
    gold = _places((span.start, span.end) for span in case.spans)
    neutral = _places(case.neutral) - gold
    counting = [place for place in under if case.text[place].isalnum() and place not in neutral]
    return Share(sum(place in gold for place in counting), len(counting))


def _places(spans: Iterable[tuple[int, int]]) -> set[int]:
    return {place for start, end in spans for place in range(start, end)}


def _sum(shares: Iterable[Share]) -> Share:
    all_of = list(shares)
    return Share(sum(share.part for share in all_of), sum(share.whole for share in all_of))


def figures(found: Score) -> str:
    """The score as people read it, what is missed or wrongly found under it."""
    named = [
        ("recall, Safe Harbor kinds", found.recall(SAFE_HARBOR)),
        ("recall, numbered kinds", found.recall(NUMBERED)),
        ("recall, employers and the like", found.recall(EMPLOYERS)),
        ("recall, details", found.recall(DETAILS)),
        ("right category, Safe Harbor kinds", found.right(SAFE_HARBOR)),
        ("precision, Safe Harbor kinds", found.precision),
        ("precision, all findings", found.precision_all),
        ("traps surviving", found.traps),
        ("texts without gold quiet", found.quiet),
        *((f"  {kind}", found.recall([kind])) for kind in LETTERS if found.recall([kind]).whole),
    ]
    lines = [f"{name:34} {share.percent:6.2f} %  {share.part:5} of {share.whole}" for name, share in named]
    lines += [f"missed {span.category:13} {_shown(case, span)}" for case, span in found.missed]
    lines += [f"broken {trap.kind:13} {_shown(text.case, trap)}" for text in found.texts for trap in text.broken]
    lines += [f"alarm  {mark.category:13} {_shown(text.case, mark)}" for text in found.texts for mark in text.alarms]
    return "\n".join(lines)


def _shown(case: Case, place: Mark | Span | Trap) -> str:
    """Where it stands, with a few words around it."""
    before, after = case.text[max(0, place.start - 25) : place.start], case.text[place.end : place.end + 25]
    return " ".join(f"{case.id}: {before}[{case.text[place.start : place.end]}]{after}".split())


def main(arguments: Sequence[str]) -> None:
    cases = [case for path in map(Path, arguments or [str(DEVELOPMENT)]) for case in parse(path)]
    print(figures(score((case, find(case.text)) for case in cases)))


if __name__ == "__main__":
    main(sys.argv[1:])
