"""What a page is told about a text: marks, the clinical version, and what is left. Plain values that become JSON.

The same code answers in the writer's browser and, where that cannot run it, in the server's memory. It needs the
standard library and `soundingboard.deid` alone.
"""

import re
from collections.abc import Collection, Sequence
from typing import Any, Final

from soundingboard.deid import Edit, Finding, Memory, Presenter, edits, find, rewrite, risk, stays
from soundingboard.deid.risk import Audience
from soundingboard.web.tidy import in_order, places

# Of each kind of finding: its name on a badge, one of it and several in a sentence.
KINDS: Final = {
    "NAME": ("Name", "a name", "names"),
    "PLACE": ("Place", "a place", "places"),
    "DATE": ("Date", "a date", "dates"),
    "AGE90": ("Age over 89", "an age over 89", "ages over 89"),
    "PHONE": ("Telephone", "a telephone number", "telephone numbers"),
    "FAX": ("Fax", "a fax number", "fax numbers"),
    "EMAIL": ("E-mail", "an e-mail address", "e-mail addresses"),
    "SSN": ("Social Security", "a Social Security number", "Social Security numbers"),
    "RECORD": ("Record number", "a record number", "record numbers"),
    "PLAN": ("Plan number", "a plan number", "plan numbers"),
    "ACCOUNT": ("Account", "an account number", "account numbers"),
    "LICENSE": ("License", "a license number", "license numbers"),
    "VEHICLE": ("Vehicle", "a vehicle", "vehicles"),
    "DEVICE": ("Device", "a device number", "device numbers"),
    "URL": ("Web address", "a web address", "web addresses"),
    "IP": ("Internet address", "an internet address", "internet addresses"),
    "OTHERID": ("Unique code", "a unique code", "unique codes"),
    "EMPLOYER": ("Workplace", "a workplace", "workplaces"),
    "SCHOOL": ("School", "a school", "schools"),
    "CONGREGATION": ("Congregation", "a congregation", "congregations"),
    "UNIT": ("Unit or team", "a unit or team", "units or teams"),
    "PROFESSION": ("May not be needed", "a profession", "professions"),
    "RAREEVENT": ("May not be needed", "a rare event", "rare events"),
}

# The parts of a format's text that no person writes as a sentence.
MACHINE_KEYS: Final = frozenset({"id", "kind", "scope", "speaks", "presenter", "division", "roles"})
TOML: Final = re.compile(
    r'"""(?P<long>(?:\\.|[^\\])*?)"""'
    r"|'''(?P<plain>.*?)'''"
    r'|"(?P<short>(?:\\.|[^"\\\n])*)"'
    r"|'(?P<raw>[^'\n]*)'"
    r"|\#(?P<remark>[^\n]*)"
    r"|^[ \t]*(?P<key>[\w-]+)[ \t]*="
    r"|(?P<end>\n)",
    re.DOTALL | re.MULTILINE,
)


def prose(text: str, form: str = "", known: Collection[str] = ()) -> str:
    """What of `text` is written for people, every character at its place; the rest is blank.

    form   "toml" for the text of a format: its sentences and remarks; anything else is prose from end to end
    known  sentences, or lines, that came with the program

    >>> prose('kind = "talk"\\ntitle = "Ask Ann" # or Bob', "toml")
    '             \\n         Ask Ann.   or Bob'
    """
    if form != "toml":
        lines = text.split("\n") if known else [text]
        return "\n".join(" " * len(line) if line.strip() in known else line for line in lines)
    shown = [" " if character != "\n" else "\n" for character in text]
    key = ""
    for token in TOML.finditer(text):
        kind = token.lastgroup or ""
        if kind in ("key", "end"):
            # Behind a name that is written in another way (in quotes, with dots) everything is read.
            key = token["key"] or ""
        elif kind == "remark" or (key not in MACHINE_KEYS and token[kind] not in known):
            start, end = token.span(kind)
            shown[start:end] = text[start:end]
            if end < len(shown) and kind != "remark":
                shown[end] = "."  # one sentence does not run into the next
    return "".join(shown)


# What the name of a group tells of the group, whose members know it, and of no client.
OF_A_GROUP: Final = frozenset({"PLACE", "EMPLOYER", "SCHOOL", "CONGREGATION", "UNIT", "PROFESSION", "RAREEVENT"})


def findings(
    text: str, form: str = "", known: Collection[str] = (), memory: Memory | None = None
) -> tuple[Finding, ...]:
    """What is found in `text` as it will be stored, in order (see `web.tidy`); offsets are of it in order.

    form    as for `prose`, or "group": what a group is called, where its town or its team may stand
    memory  of the text while it is written, in the writer's own page
    """
    found = find(prose(in_order(text), form, known), memory)
    return tuple(one for one in found if form != "group" or one.category not in OF_A_GROUP)


def sentences(text: str) -> list[str]:
    """The strings in the text of a format, as they are written there."""
    found = ((token.lastgroup or "", token) for token in TOML.finditer(text))
    return [token[kind] for kind, token in found if kind not in ("key", "end")]


def unresolved(text: str, findings: Sequence[Finding], declared: Collection[str]) -> tuple[Finding, ...]:
    """Those of `findings` in `text` that identify and that the writer has not declared to be no identifier."""
    return tuple(one for one in findings if one.identifies and text[one.start : one.end] not in declared)


def in_words(findings: Sequence[Finding]) -> str:
    """Findings by kind, as in "a name, 2 dates and a telephone number"; no word of the text."""
    kinds = [one.category for one in findings]
    parts = [
        KINDS[kind][1] if kinds.count(kind) == 1 else f"{kinds.count(kind)} {KINDS[kind][2]}"
        for kind in dict.fromkeys(kinds)
    ]
    return " and ".join(filter(None, [", ".join(parts[:-1]), parts[-1]])) if parts else ""


def look(
    text: str, found: Sequence[Finding], declared: Collection[str] = (), kept: Collection[str] = ()
) -> dict[str, Any]:
    """The marks alone, for a page that shows them while the rest of the answer is made.

    found  what `findings` has found in it
    """
    settled, at = _settled(in_order(text), found, declared, kept), places(text)
    return {"findings": [_mark(one, settled[one], None, at) for one in found]}


def answer(
    text: str,
    *,
    found: Sequence[Finding] | None = None,
    audience: Audience = "meeting",
    presenter: dict[str, Any] | None = None,
    declared: Collection[str] = (),
    kept: Collection[str] = (),
    form: str = "",
    known: Collection[str] = (),
) -> dict[str, Any]:
    """Everything a page shows about `text`, which is looked at as it will be stored: in order (see `web.tidy`).

    found     what `findings` has found in it, where that is known already
    declared  exact strings that the writer says identify nobody
    kept      exact strings of details that the writer wants to keep
    form      as for `prose`; no clinical version is made of a format's text as a whole
    returns   findings (start, end, category, label, letter, reason, identifies, settled, wording, edit),
              clinical (the text without what is not settled), what is left of it (concerns, offers, question), and
              stays (the words of clinical terms that look like names or codes); offsets in characters of `text`,
              and `at` is None where an edit has touched what stands there
    """
    ordered, at = in_order(text), places(text)
    found = findings(text, form, known) if found is None else found
    settled = _settled(ordered, found, declared, kept)
    left = [one for one in found if not settled[one]]
    read = prose(ordered, form, known)
    changes = {change.finding: change for change in edits(read, left)}
    marks = [_mark(one, settled[one], changes.get(one), at) for one in found]
    if form == "toml":
        return {"findings": marks, "clinical": text, "concerns": [], "offers": [], "question": "", "stays": []}
    clinical = rewrite(ordered, left)
    remains = risk(clinical, audience, Presenter(**_presenter(presenter)) if presenter else None)

    def before(span: tuple[int, int]) -> tuple[int, int] | None:
        return _before(span, tuple(changes.values()), ordered, clinical, at)

    concerns = [
        {
            "kind": one.kind,
            "sentence": one.sentence,
            "blur": one.blur,
            "words": [clinical[start:end] for start, end in one.spans],
            "at": before(one.spans[0]) if one.spans else None,
        }
        for one in remains.concerns
    ]
    blurred = {one.spans[0] for one in remains.concerns if one.spans and one.blur is not None}
    offers = [
        {"kind": one.kind, "words": clinical[one.start : one.end], "blur": one.blur, "at": before((one.start, one.end))}
        for one in remains.offers
        if (one.start, one.end) not in blurred  # it is offered beside the concern
    ]
    return {
        "findings": marks,
        "clinical": clinical,
        "concerns": concerns,
        "offers": offers,
        "question": remains.question,
        "stays": [ordered[start:end] for start, end in stays(read, found)],
    }


def _presenter(given: dict[str, Any]) -> dict[str, Any]:
    known = {name: str(given.get(name, "")) for name in ("name", "town", "state")}
    return {**known, "niche": tuple(map(str, given.get("niche", ())))}


def _settled(
    ordered: str, found: Sequence[Finding], declared: Collection[str], kept: Collection[str]
) -> dict[Finding, bool]:
    """Of each finding whether the writer has declared it, or keeps it."""
    given = {True: set(map(in_order, declared)), False: set(map(in_order, kept))}
    return {one: ordered[one.start : one.end] in given[one.identifies] for one in found}


def _mark(finding: Finding, settled: bool, change: Edit | None, at: Sequence[int]) -> dict[str, Any]:
    return {
        **_span(finding.start, finding.end, at),
        "category": finding.category,
        "label": KINDS[finding.category][0],
        "letter": finding.letter,
        "reason": finding.reason,
        "identifies": finding.identifies,
        "settled": settled,
        "wording": finding.suggestion,
        "edit": change and {**_span(change.start, change.end, at), "replacement": change.replacement},
    }


def _span(start: int, end: int, at: Sequence[int]) -> dict[str, int]:
    """Where a span of the text in order stands in the text as it is written; see `tidy.places`."""
    first = at[start] if start < len(at) else at[-1] + 1
    return {"start": first, "end": at[end - 1] + 1 if end > start else first}


def _before(
    span: tuple[int, int], changes: Sequence[Edit], text: str, clinical: str, at: Sequence[int]
) -> tuple[int, int] | None:
    """Where a span of the clinical version stands in the text as it is written; None where an edit has touched it."""
    shift = 0
    for change in sorted(changes, key=lambda one: one.start):
        if change.start + shift >= span[1]:
            break
        shift += len(change.replacement) - (change.end - change.start)
    start, end = span[0] - shift, span[1] - shift
    if start < 0 or text[start:end] != clinical[span[0] : span[1]]:
        return None
    there = _span(start, end, at)
    return there["start"], there["end"]
