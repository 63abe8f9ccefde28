"""Says a text in clinical words, without what could identify."""

from collections.abc import Sequence
from dataclasses import dataclass

from soundingboard.deid.find import find
from soundingboard.deid.finding import Finding


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
    """One edit for each finding, in order and without overlaps; any of them may be left out."""
    return tuple(Edit(finding.start, finding.end, finding.suggestion, finding) for finding in findings)


def rewrite(text: str, findings: Sequence[Finding] | None = None) -> str:
    """`text` with every finding put in clinical words; `findings` are those of `find` unless given."""
    for edit in reversed(edits(text, find(text) if findings is None else findings)):
        text = text[: edit.start] + edit.replacement + text[edit.end :]
    return text
