"""What is left that together could single a person out."""

import math
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, Literal

from soundingboard.deid import lexicons
from soundingboard.deid.dangerous import dangers
from soundingboard.deid.offers import Offer, offers
from soundingboard.deid.sequence import sequence
from soundingboard.deid.traits import Trait, traits
from soundingboard.deid.traits.words import these

Audience = Literal["meeting", "forum"]
AUDIENCES: Final[tuple[Audience, ...]] = ("meeting", "forum")

# Each kind of trait, as a list of them reads.
NAMES: Final[Mapping[str, str]] = {
    "age": "an age",
    "gender": "gender",
    "ethnicity": "an origin",
    "religion": "a religion",
    "language": "a language",
    "profession": "an occupation",
    "role": "a role that many know",
    "state": "a state",
    "place": "a small place",
    "family": "a family constellation",
    "event": "a rare event",
    "diagnoses": "diagnoses",
    "body": "a physical trait",
    "military": "military service",
}
WHY: Final[Mapping[str, str]] = {
    "age": "An exact age narrows far more than a decade of life does.",
    "gender": "A sexual or gender minority is a small circle in most places; keep it only if it bears on the question.",
    "ethnicity": "A people or a country of origin can leave few in one practice; a region usually serves as well.",
    "religion": "A congregation knows its members; name the faith only if it bears on the question.",
    "language": "A language other than the usual one can leave few clients in one practice.",
    "profession": "An occupation can be looked up; a wider word for the work usually serves as well.",
    "role": "Someone in this role, or the only one of a kind, can be found by anybody who knows the place.",
    "state": "A state tells your readers where to look; a region serves, unless you ask about its law.",
    "place": "In a small place everybody is somebody's neighbor.",
    "family": "A family like this is remembered by whoever has met it.",
    "event": "What happened may have been in the news, and the news names people.",
    "diagnoses": "A rare condition can be enough to know a person by.",
    "body": "What anybody can see of a person is what they are recognized by.",
    "military": "Where and how someone served is on record, and comrades know it.",
}
FEW: Final = 2  # points from which a trait is worth a sentence of its own
OBVIOUS: Final = 4  # points from which it is so in any company
DEMOGRAPHIC: Final = frozenset({"age", "gender", "ethnicity", "religion", "profession", "role", "state"})

# The sum of points from which traits together are worth a word, and where the weight has grown to 0.63.
TOGETHER: Final[Mapping[Audience, tuple[float, float]]] = {"meeting": (6, 10), "forum": (4, 5)}
SINGLE: Final[Mapping[Audience, Mapping[int, float]]] = {
    "meeting": {1: 0.05, 2: 0.15, 3: 0.3, 4: 0.5},
    "forum": {1: 0.1, 2: 0.4, 3: 0.55, 4: 0.7},
}
QUESTIONS: Final[Mapping[Audience, str]] = {
    "meeting": (
        "We do not find everything, and your peers know you and where you practice. Do you know of anything left here, "
        "alone or together with what they know, that could point to this person?"
    ),
    "forum": (
        "We do not find everything, and hundreds of people you do not know will read this, perhaps the client or "
        "someone close to them. Do you know of anything left here that could point to this person, to anyone at all?"
    ),
}


@dataclass(frozen=True, slots=True)
class Presenter:
    """What the readers know of the one who presents: it narrows the circle of possible clients.

    state  two letters
    niche  populations and specialties, in the presenter's words
    """

    name: str = ""
    town: str = ""
    state: str = ""
    niche: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Concern:
    """One remaining trait, or several together.

    kind      a key of `NAMES`, or "sequence", "together", "presenter" or "dangerous"
    spans     (start, end) pairs in the text, in its order, none over another
    sentence  what it is about and what to do, one sentence for the writer
    blur      put this in place of the first span, and it reads well (empty: take the span out); None where only the
              writer can say it differently
    weight    0 to 1; the list of a `Risk` is sorted by it, greatest first. A ranking, not a probability
    """

    kind: str
    spans: tuple[tuple[int, int], ...]
    sentence: str
    blur: str | None
    weight: float


@dataclass(frozen=True, slots=True)
class Risk:
    """Never says that a text is fine: it lists what is left, and asks.

    question  the second condition of Safe Harbor in plain words, 45 CFR 164.514(b)(2)(ii)
    offers    wider wording, one tap each, for ages, years, scores, medicines and every trait that has some
    """

    concerns: tuple[Concern, ...]
    question: str
    offers: tuple[Offer, ...] = ()


def risk(text: str, audience: Audience = "meeting", presenter: Presenter | None = None) -> Risk:
    """What remains in `text` (after rewriting) that together could single someone out, for these readers.

    Whatever a meeting is told of, a forum is told of too, with no less weight. Adding a trait never makes "together"
    lighter, and taking a blur never makes the sum of the weights greater.

    source  docs/deid-risk.md
    """
    found = traits(text)
    points = _points(found)
    concerns = [
        *_together(found, points, audience),
        *_single(found, points, audience),
        *_diagnoses(found, audience),
        *_sequence(text, audience),
        *_presenter(text, found, points, audience, presenter or Presenter()),
        *_dangerous(text, audience),
    ]
    ranked = sorted(concerns, key=lambda concern: (-concern.weight, concern.spans, concern.kind))
    return Risk(tuple(ranked), QUESTIONS[audience], offers(text, found))


def _points(found: Sequence[Trait]) -> float:
    """How much `found` narrows together: of each kind the strongest, and half a point for each further one, to two.

    What many share adds nothing to what few do: a decade adds nothing to an exact age. But diagnoses count one by
    one, because it is their combination that is rare.
    """
    total = 0.0
    for kind in NAMES:
        distinct: dict[str, int] = {}
        for trait in found:
            if trait.kind == kind:
                distinct[trait.key] = max(trait.points, distinct.get(trait.key, 0))
        if distinct:
            least, each = (1, 1.0) if kind == "diagnoses" else (FEW, 0.5)
            more = sum(points >= least for points in distinct.values()) - 1
            total += max(distinct.values()) + min(each * max(more, 0), 2)
    return total


def _together(found: Sequence[Trait], points: float, audience: Audience) -> Iterator[Concern]:
    least, scale = TOGETHER[audience]
    kinds = [kind for kind in NAMES if any(trait.kind == kind for trait in found)]
    if points < least or len(kinds) < 2:
        return
    told = _and([NAMES[kind] for kind in kinds])
    sentence = (
        f"Hundreds of people you do not know would see {told} together, which can point to one person: "
        "ask about the clinical question rather than the client."
        if audience == "forum"
        else f"Taken together, {told} may leave few people it could be: keep what the question needs, blur the rest."
    )
    yield Concern("together", _spans(found), sentence, None, _grown(points, scale))


def _single(found: Sequence[Trait], points: float, audience: Audience) -> Iterator[Concern]:
    """Each trait by itself; in a meeting only where together they narrow, or where anybody would know."""
    narrow = points >= TOGETHER[audience][0]
    for group in _grouped(found):
        strength = max(trait.points for trait in group)
        if strength < (FEW if narrow or audience == "forum" else OBVIOUS):
            continue
        if group[0].kind == "gender" and strength == 1:
            continue
        wording = group[0].wording
        first = (wording.start, wording.end) if wording else (group[0].start, group[0].end)
        rest = tuple((trait.start, trait.end) for trait in group[1:] if trait.start >= first[1])
        yield Concern(
            group[0].kind,
            (first, *rest),
            WHY[group[0].kind],
            wording.words if wording else None,
            SINGLE[audience][strength],
        )


def _diagnoses(found: Sequence[Trait], audience: Audience) -> Iterator[Concern]:
    """Several diagnoses at once: two for a forum; three, and something about the person, for a meeting."""
    groups = [group for group in _grouped(found) if group[0].kind == "diagnoses"]
    person = any(trait.kind in DEMOGRAPHIC for trait in found)
    if len(groups) < (2 if audience == "forum" else 3) or (audience == "meeting" and not person):
        return
    weight = {"forum": 0.3 + 0.1 * len(groups) + 0.1 * person, "meeting": 0.1 + 0.05 * len(groups)}[audience]
    beside = " beside who the person is" if person else ""
    yield Concern(
        "diagnoses",
        _spans([trait for group in groups for trait in group]),
        f"Each diagnosis is a clinical fact, but {len(groups)} of them{beside} are a combination few people have: "
        "name the one your question is about.",
        None,
        _weight(min(weight, 0.85 if audience == "forum" else 0.4)),
    )


def _sequence(text: str, audience: Audience) -> Iterator[Concern]:
    """What happened then and then: a reader who knows the story knows the person, without any name."""
    told = sequence(text)
    events, dated = len(told.events), len(told.anchors)
    enough = (events >= 3 and dated >= 1) or (events >= 2 and dated >= 2) or events >= 5
    if not enough or (audience == "meeting" and not (events >= 4 and dated >= 2)):
        return
    weight = {"forum": 0.45 + 0.05 * (events + dated), "meeting": 0.1 + 0.04 * (events + dated)}[audience]
    spans = told.anchors or told.events
    first = (told.wording.start, told.wording.end) if told.wording else spans[0]
    yield Concern(
        "sequence",
        (first, *spans[1:]),
        "A course of events is a story that people who were there will know: tell what matters to the question and "
        "leave out when and in which order the rest happened.",
        told.wording.words if told.wording else None,
        _weight(min(weight, 0.9 if audience == "forum" else 0.5)),
    )


def _presenter(
    text: str, found: Sequence[Trait], points: float, audience: Audience, presenter: Presenter
) -> Iterator[Concern]:
    """What readers know of the one who presents, together with what the text says."""
    named = _mentions(text, presenter.name.split())
    if named:
        yield Concern(
            "presenter",
            named,
            "Your own name stands in the text, and your name tells where your clients live: take it out.",
            None,
            {"meeting": 0.4, "forum": 0.8}[audience],
        )
    niche = _mentions(text, [word for phrase in presenter.niche for word in re.findall(r"[\w'’-]+", phrase)])
    if niche:
        yield Concern(
            "presenter",
            niche,
            "You are known for this work, so readers will look for this client among yours: say it more widely, or "
            "leave out what else tells one of your clients from another.",
            None,
            _weight({"meeting": 0.25, "forum": 0.45}[audience] + _grown(points, TOGETHER[audience][1]) * 0.4),
        )
    where = presenter.town or presenter.state
    here = _mentions(text, [presenter.town]) if presenter.town else ()
    small = tuple((trait.start, trait.end) for trait in found if trait.kind in ("place", "role"))
    spans = _apart((*here, *small))
    if where and (spans or points >= TOGETHER[audience][0]):
        beside = (
            "and this place is small" if any(trait.kind == "place" for trait in found) else "and clients live nearby"
        )
        yield Concern(
            "presenter",
            spans or _spans(found),
            f"Readers know that you practice in {where}, {beside}: leave out what a neighbor would recognize, or ask "
            "peers who practice elsewhere.",
            None,
            _weight(
                {"meeting": 0.15, "forum": 0.3}[audience]
                + 0.1 * bool(spans)
                + _grown(points, TOGETHER[audience][1]) * 0.5
            ),
        )


def _dangerous(text: str, audience: Audience) -> Iterator[Concern]:
    """Lighter where the writer asks about it, and still there: it may be needed, and it is dangerous all the same."""
    for danger in dangers(text):
        weight = {"meeting": 0.7, "forum": 0.95}[audience] * (0.5 if danger.asked else 1)
        yield Concern("dangerous", danger.spans, danger.why, None, _weight(weight))


def _grouped(found: Sequence[Trait]) -> list[list[Trait]]:
    """The mentions of each distinct trait, in the order of the text."""
    groups: dict[tuple[str, str], list[Trait]] = {}
    for trait in found:
        groups.setdefault((trait.kind, trait.key), []).append(trait)
    return list(groups.values())


def _mentions(text: str, sought: Sequence[str]) -> tuple[tuple[int, int], ...]:
    """Where any of the words `sought` stands; words that many texts have say nothing."""
    spans = [
        m.span()
        for word in sought
        if len(word) > 2 and word.lower() not in COMMON and not lexicons.everywhere(word.lower())
        for m in re.finditer(rf"(?<!\w){re.escape(word)}(?!\w)", text, re.IGNORECASE)
    ]
    return _apart(spans)


def _spans(found: Sequence[Trait]) -> tuple[tuple[int, int], ...]:
    return _apart([(trait.start, trait.end) for trait in found])


def _apart(spans: Sequence[tuple[int, int]]) -> tuple[tuple[int, int], ...]:
    """In the order of the text, those left out that would lie over one before."""
    kept: list[tuple[int, int]] = []
    for start, end in sorted(set(spans)):
        if not kept or start >= kept[-1][1]:
            kept.append((start, end))
    return tuple(kept)


def _grown(points: float, scale: float) -> float:
    """From 0 toward 1 as points grow: slowly, then fast, then slowly; 0.63 at `scale`."""
    return _weight(1 - math.exp(-((points / scale) ** 2)))


def _weight(value: float) -> float:
    return round(min(value, 1.0), 3)


def _and(names: Sequence[str]) -> str:
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"


# Words of a niche that stand in nearly every case.
COMMON: Final = these(
    "adults adult clients client people with and the for therapy couples couple children child teens families family "
    "anxiety depression trauma individual individuals women men working work who mental health treatment counseling "
    "issues disorders disorder care support groups group relationship relationships stress life"
)
