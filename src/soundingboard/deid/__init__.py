"""Finds what could point to a client, says why, and says it in clinical words. Knows no Django and no network.

    find(text) -> tuple[Finding, ...]
    rewrite(text, findings=None) -> str
    risk(text, audience="meeting", presenter=None) -> Risk
    stays(text, findings=None) -> tuple[tuple[int, int], ...]

The standard library only, so that the same code runs on the command line, in the server and in the writer's browser.
Nothing here writes a text to a disk or a log. Source of the kinds: 45 CFR 164.514(b)(2)(i)(A)-(R).
"""

from soundingboard.deid.find import find
from soundingboard.deid.finding import Finding
from soundingboard.deid.memory import Memory
from soundingboard.deid.rewrite import rewrite
from soundingboard.deid.rewriting.edits import Edit, edits
from soundingboard.deid.risk import Concern, Presenter, Risk, risk
from soundingboard.deid.stays import stays

__all__ = ["Concern", "Edit", "Finding", "Memory", "Presenter", "Risk", "edits", "find", "rewrite", "risk", "stays"]
