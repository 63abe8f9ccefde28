"""Vaguer wording for what is never a finding: ages, years, scores, doses and medicines. One tap each."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from soundingboard.deid.sequence import years
from soundingboard.deid.traits import Trait
from soundingboard.deid.traits.lists import drugs
from soundingboard.deid.traits.trait import apart
from soundingboard.deid.traits.words import article, put, these, word_after, word_before, words

# The published bands, each by its least score.
# PHQ-9: Kroenke, Spitzer & Williams 2001. GAD-7: Spitzer et al. 2006. BDI-II: Beck, Steer & Brown 1996.
# Y-BOCS: Goodman et al. 1989. ISI: Bastien, Vallières & Morin 2001.
BANDS: dict[str, tuple[int, tuple[tuple[int, str], ...]]] = {
    "phq-?9|phq": (27, ((0, "minimal"), (5, "mild"), (10, "moderate"), (15, "moderately severe"), (20, "severe"))),
    "gad-?7": (21, ((0, "minimal"), (5, "mild"), (10, "moderate"), (15, "severe"))),
    "bdi-?(?:ii|2)|bdi|beck depression inventory": (
        63,
        ((0, "minimal"), (14, "mild"), (20, "moderate"), (29, "severe")),
    ),
    "y-?bocs": (40, ((0, "subclinical"), (8, "mild"), (16, "moderate"), (24, "severe"), (32, "extreme"))),
    "isi": (28, ((0, "non-clinical"), (8, "subthreshold"), (15, "moderate"), (22, "severe"))),
}
# "PHQ-9 went from 19 to 11", "GAD-7 is 16", "PHQ-9 of 14", "ISI 21".
CHANGE = r"(?P<from>from\s+)(?P<a>\d{1,2})(?:\s+\([^)]*\))?\s+to\s+(?P<b>\d{1,2})\b(?!\s*%|\.\d|\d)"
ONE = (
    r"(?P<link>\s*(?:[:=]|is|was|of|at|score of|score is|score was|came back|came back at|is now|is at|is still|)\s*)"
    r"(?P<n>\d{1,2})\b(?!\s*%|\s*sessions|\.\d|/|\d)"
)
# The dose that follows a medicine goes with it.
DOSE = re.compile(
    r"(?:[\s,]+\d[\d,.]*\s?(?:mg|mcg|ug|g|ml|mEq)\b)(?:\s*(?:/|per\s+)\s*(?:day|d)\b)?"
    r"(?:\s+(?:daily|qhs|qd|bid|tid|prn|q\d+h|po|nightly|twice daily|once daily|at night|in the morning)\b)*",
    re.IGNORECASE,
)
OWNED = these(
    "her his their my the this that daily same low high dose old new other more less any no another current "
    "prescribed nightly"
)


OF_MEDICINE = these("side dose doses trial taper withdrawal prescription level levels titration refill refills")


@dataclass(frozen=True, slots=True)
class Offer:
    """Put `blur` in place of `text[start:end]`, if the writer likes. What it offers for is no concern by itself.

    kind  "age", "year", "score", "drug", or the kind of a trait
    """

    kind: str
    start: int
    end: int
    blur: str


def offers(text: str, found: tuple[Trait, ...]) -> tuple[Offer, ...]:
    """Every wider wording there is for `text`, in its order and without overlaps; `found` are its traits."""
    return tuple(apart((*_of_traits(found), *_scores(text), *_drugs(text), *_years(text))))


def _of_traits(found: tuple[Trait, ...]) -> Iterator[Offer]:
    for trait in sorted(found, key=lambda trait: (trait.kind != "age", trait.start)):
        if trait.wording:
            yield Offer(trait.kind, trait.wording.start, trait.wording.end, trait.wording.words)


def _years(text: str) -> Iterator[Offer]:
    for wording in years(text):
        yield Offer("year", wording.start, wording.end, wording.words)


def _scores(text: str) -> Iterator[Offer]:
    for names, (most, bands) in BANDS.items():
        for m in re.finditer(rf"\b(?:{names})\b(?P<between>[^.;\n\d]{{0,40}}?){CHANGE}", text, re.IGNORECASE):
            if max(int(m["a"]), int(m["b"])) <= most:
                yield Offer(
                    "score",
                    m.start("from"),
                    m.end("b"),
                    f"from {band(int(m['a']), bands)} to {band(int(m['b']), bands)}",
                )
        for m in re.finditer(rf"\b(?:{names})\b{ONE}", text, re.IGNORECASE):
            if int(m["n"]) <= most:
                link = m["link"].strip(" :=").lower()
                verb = re.match(r"(?:score )?(?:is now|is still|is|was|came back)\b", link)
                lead = f" {verb.group()} in the" if verb else " in the"
                yield Offer("score", m.start("link"), m.end("n"), f"{lead} {band(int(m['n']), bands)} range")


def band(score: int, bands: tuple[tuple[int, str], ...]) -> str:
    """The word for a score in the bands of its instrument."""
    return [word for least, word in bands if score >= least][-1]


def _drugs(text: str) -> Iterator[Offer]:
    for word in words(text):
        named = drugs().get(word.low)
        if named is None:
            continue
        dose = DOSE.match(text, word.end)
        before = word_before(text, word.start)
        following = word_after(text, dose.end() if dose else word.end)
        of_it = following is not None and following.low in OF_MEDICINE
        bare = of_it or (before is not None and (before.low in OWNED or before.low in ("a", "an")))
        wording = put(
            text, word.start, dose.end() if dose else word.end, named if bare else f"{article(named)} {named}"
        )
        yield Offer("drug", wording.start, wording.end, wording.words)
