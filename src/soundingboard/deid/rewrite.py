"""Says a text in clinical words, without what could identify."""

from collections.abc import Sequence
from typing import Final

from soundingboard.deid.find import find
from soundingboard.deid.finding import Finding
from soundingboard.deid.rewriting.edits import edits


def rewrite(text: str, findings: Sequence[Finding] | None = None) -> str:
    """`text` with every finding put in clinical words.

    findings  those of `find` unless given. Where they are not given, what has been rewritten is looked at again, until
              nothing more is found: a sentence that has lost its names may show another
    """
    if findings is not None:
        return _applied(text, findings)
    for _ in range(LOOKS):
        found = find(text)
        if not found:
            break
        text = _applied(text, found)
    return text


def _applied(text: str, findings: Sequence[Finding]) -> str:
    for edit in reversed(edits(text, findings)):
        text = text[: edit.start] + edit.replacement + text[edit.end :]
    return text


LOOKS: Final = 8
