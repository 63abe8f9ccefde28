"""One edit for each finding: what to put in its place, and what to show beside it."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from soundingboard.deid.finding import Finding
from soundingboard.deid.rewriting import ages, events, organizations, places, professions, times, wording
from soundingboard.deid.rewriting.casting import cast
from soundingboard.deid.rewriting.grammar import Change, mend
from soundingboard.deid.rewriting.naming import name
from soundingboard.deid.rewriting.numbers import number
from soundingboard.deid.rewriting.page import Page, Spot, begins
from soundingboard.deid.rewriting.words import words

_KINDS: Final[Mapping[str, Callable[[Spot], Change]]] = {
    "PLACE": places.place,
    "DATE": times.date,
    "AGE90": ages.age_over_89,
    "EMPLOYER": organizations.employer,
    "SCHOOL": organizations.school,
    "CONGREGATION": organizations.congregation,
    "UNIT": organizations.unit,
    "PROFESSION": professions.profession,
    "RAREEVENT": events.event,
}


@dataclass(frozen=True, slots=True)
class Edit:
    """Put `replacement` in place of `text[start:end]`.

    An edit may reach beyond its finding, to the preposition before it or the space behind.
    finding  which of the findings it settles
    """

    start: int
    end: int
    replacement: str
    finding: Finding


def edits(text: str, findings: Sequence[Finding]) -> tuple[Edit, ...]:
    """One edit for each finding, in order and without overlaps; any of them may be left out.

    findings  in any order; of two that overlap, the second settles what the first leaves
    """
    page = Page(text, sorted(findings, key=lambda finding: (finding.start, finding.end)))
    company = cast(page)
    changes = []
    for place in range(len(page.findings)):
        spot = page.spot(place)
        change = name(spot, company) if spot.category == "NAME" else _KINDS.get(spot.category, number)(spot)
        changes.append(_without_itself(spot, change))
    made: list[Edit] = []
    changed = mend(page, changes)
    for place, (change, finding) in enumerate(zip(changed, page.findings, strict=True)):
        # What was caught with a name or a date, and is none of it, stays as it was.
        start = min(change.start, max(finding.start, made[-1].end if made else 0))
        end = max(change.end, min(finding.end, changed[place + 1].start if place + 1 < len(changed) else len(text)))
        new = _caught_before(page, place, text[start : change.start]) + change.new + text[change.end : end]
        made.append(Edit(start, end, new, finding))
    return tuple(made)


def suggest(text: str, findings: Sequence[Finding]) -> tuple[str, ...]:
    """The wording to show beside each finding, in the order given: "the client", "for some time"; empty: left out.

    A name that falls away beside its relation ("her sister Denise") is shown as that relation.
    """
    page = Page(text, sorted(findings, key=lambda finding: (finding.start, finding.end)))
    company = cast(page)
    shown: dict[int, str] = {}
    for place, finding in enumerate(page.findings):
        spot = page.spot(place)
        if spot.category == "NAME":
            change = name(spot, company)
            kind = company.person(place).kind
            new = change.new if change.new.strip(" :") or kind == "writer" else company.phrase(place, spot)
        else:
            new = _KINDS.get(spot.category, number)(spot).new
        shown[id(finding)] = new.strip(" :,.")
    return tuple(shown[id(finding)] for finding in findings)


def _caught_before(page: Page, place: int, caught: str) -> str:
    """The words caught before a name; "Son Kevin" at the beginning of a sentence is "The son"."""
    word = caught.strip()
    if word.lower() in _KIN and word[:1].isupper() and begins(page, page.spot(place).place - 1):
        return f"The {caught.lower()}"
    return caught


_KIN: Final = words("son daughter wife husband sister brother grandson granddaughter nephew niece cousin aunt uncle")


def _without_itself(spot: Spot, change: Change) -> Change:
    """`change`, unless its wording holds the very words it replaces."""
    if not spot.text.strip() or not re.search(rf"(?<!\w){re.escape(spot.text)}(?!\w)", change.new):
        return change
    return Change(change.start, change.end, wording.SOMEONE if spot.category == "NAME" else "")
