"""Finds everything in one text."""

import re

from soundingboard.deid.finding import LETTERS, Finding

EMAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
PHONE = re.compile(r"(?<!\d)(?:\+?1[ .-]?)?(?:\(\d{3}\) ?|\d{3}[ .-])\d{3}[ .-]\d{4}(?!\d)")
TITLED = re.compile(r"(?:Mr|Mrs|Ms|Dr)\.? (?P<name>[A-Z]\w+)")


def find(text: str) -> tuple[Finding, ...]:
    """What in `text` could identify a person or is not needed, in the order of the text, without overlaps."""
    found = [
        *(_finding(m.start(), m.end(), "EMAIL", "An e-mail address.", "") for m in EMAIL.finditer(text)),
        *(_finding(m.start(), m.end(), "PHONE", "A telephone number.", "") for m in PHONE.finditer(text)),
        *(_finding(m.start("name"), m.end("name"), "NAME", "A name.", "a colleague") for m in TITLED.finditer(text)),
    ]
    return tuple(sorted(found, key=lambda finding: finding.start))


def _finding(start: int, end: int, category: str, reason: str, suggestion: str) -> Finding:
    return Finding(start, end, category, LETTERS[category], reason, suggestion, 0.9)
