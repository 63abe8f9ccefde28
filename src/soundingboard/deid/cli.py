"""`soundingboard deid`: the engine alone, without Django, a database or the network.

Refusals go to standard error and exit with 2. Nothing of a text is written anywhere but to standard output.
"""

import argparse
import io
import json
import os
import sys
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any, BinaryIO

from soundingboard.deid.find import find
from soundingboard.deid.finding import Finding
from soundingboard.deid.rewrite import rewrite
from soundingboard.deid.risk import AUDIENCES, Audience, Presenter, Risk, risk
from soundingboard.refusals import Refused

MOST_BYTES = 1_000_000  # of a text, or of a line
LONGEST_CELL = 60  # characters; a table is to be read
PRESENTER = ("name", "town", "state")


def main(argv: Sequence[str]) -> int:
    """Run `deid ...`; returns the exit status: 1 where `--check` found something, 2 for a refusal."""
    if isinstance(sys.stdout, io.TextIOWrapper):
        # One encoding on every machine; a half letter that no encoding has is shown as its number.
        sys.stdout.reconfigure(encoding="utf-8", errors="backslashreplace")
    try:
        options = _parser().parse_args(argv[1:])
    except SystemExit as end:  # argparse has said why
        return end.code if isinstance(end.code, int) else 2
    try:
        found = _lines(options) if options.jsonl else _text(options)
        sys.stdout.flush()
    except BrokenPipeError:  # `| head` has read enough; what is left goes nowhere
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except Refused as refused:
        print(refused, file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        return 130
    return 1 if options.check and found else 0


def _text(options: argparse.Namespace) -> int:
    """One text: prints it clean, or with `--check` what was found of which kind; returns how many findings."""
    if options.explain and options.check:
        raise Refused("--check counts and --explain tells.", fits="Leave one of them out.")
    with _opened(options.file) as file:
        data = file.read(MOST_BYTES + 1)
    if len(data) > MOST_BYTES:
        raise Refused("The text is larger than a megabyte.", fits="Give it in parts.")
    text = _decoded(data, "The text")
    findings = find(text)
    if options.check:
        print(as_count(findings))
        return len(findings)
    clean = rewrite(text, findings)
    print(clean, end="" if clean.endswith("\n") else "\n")
    if options.explain:
        print()
        print(as_table(text, findings))
        print()
        print(as_list(clean, risk(clean, options.audience)))
    return len(findings)


def _lines(options: argparse.Namespace) -> int:
    """One JSON line out for each line in, at once; returns how many findings there were in all.

    The first line that cannot be read stops it: what stands on standard output is whole lines, and the status is 2.
    """
    if options.explain:
        raise Refused("--explain is for one text.", fits="Leave it out: --jsonl has everything in it.")
    found = 0
    with _opened(options.file) as file:
        for number, line in _numbered(file):
            answer = _answer(_record(line, number), number, options.audience)
            found += len(answer["findings"])
            print(json.dumps(answer), flush=True)  # as ASCII: whatever a string may hold comes through
    return found


def _answer(record: dict[str, Any], number: int, audience: Audience) -> dict[str, Any]:
    """What is said to a line: the text as it was read, since findings have their offsets in it, and all about it."""
    text = record.get("text")
    if not isinstance(text, str):
        raise Refused(f"Line {number} has no text.", fits='As in {"id": "a1", "text": "..."}.')
    name = record.get("id")
    if not isinstance(name, str | int) or isinstance(name, bool):
        raise Refused(f"Line {number} has no id.", fits='As in {"id": "a1", "text": "..."}.')
    presenter = _presenter(record.get("presenter"), number)
    findings = find(text)
    clean = rewrite(text, findings)
    return {
        "id": name,
        "text": text,
        "clean": clean,
        "findings": [asdict(finding) for finding in findings],
        "risk": [asdict(concern) for concern in risk(clean, audience, presenter).concerns],
    }


def _presenter(value: object, number: int) -> Presenter | None:
    if value is None:
        return None
    wanted = f'Line {number} has a presenter that is not {{"name", "town", "state", "niche": [...]}}.'
    if not isinstance(value, dict) or not set(value) <= {*PRESENTER, "niche"}:
        raise Refused(wanted, fits="All four may be left out.")
    niche = value.get("niche", [])
    name, town, state = (value.get(field, "") for field in PRESENTER)
    if not isinstance(niche, list) or not all(isinstance(word, str) for word in (name, town, state, *niche)):
        raise Refused(wanted, fits="The first three are strings, niche is a list of strings.")
    return Presenter(name, town, state, tuple(niche))


def _record(line: bytes, number: int) -> dict[str, Any]:
    """The JSON object on a line; raises Refused, with the number of the line and none of its words."""
    try:
        record = json.loads(_decoded(line, f"Line {number}"), parse_constant=_no_number)
    except json.JSONDecodeError as error:
        raise Refused(f"Line {number} is not JSON: column {error.colno}.") from None
    except (ValueError, RecursionError):
        raise Refused(f"Line {number} is not JSON.") from None
    if not isinstance(record, dict):
        raise Refused(f"Line {number} is not an object.", fits='As in {"id": "a1", "text": "..."}.')
    return record


def _no_number(written: str) -> float:
    raise ValueError(written)


def _numbered(file: BinaryIO) -> Iterator[tuple[int, bytes]]:
    """The lines that hold something, as they come, counted from 1."""
    number = 0
    while line := file.readline(MOST_BYTES + 1):
        number += 1
        if len(line) > MOST_BYTES:
            raise Refused(f"Line {number} is larger than a megabyte.", fits="Give its text in parts.")
        if line.strip():
            yield number, line


def _opened(name: str) -> BinaryIO:
    if name == "-":
        return open(sys.stdin.fileno(), "rb", closefd=False)
    try:
        return Path(name).open("rb")
    except (OSError, ValueError) as error:
        said = error.strerror if isinstance(error, OSError) else None
        raise Refused(f"The file cannot be read: {said.lower() if said else 'that is no name of a file'}.") from None


def _decoded(data: bytes, what: str) -> str:
    """As UTF-8, whatever the machine's locale; a mark of byte order before it is none of the text."""
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise Refused(f"{what} is not UTF-8: byte {error.start + 1}.", fits="Save it as UTF-8.") from None


def as_count(findings: Sequence[Finding]) -> str:
    """How many were found of each kind, most first."""
    if not findings:
        return "Nothing was found. We do not find everything."
    kinds = [finding.category for finding in findings]
    counts = sorted({kind: kinds.count(kind) for kind in kinds}.items(), key=lambda count: (-count[1], count[0]))
    return f"{len(findings)} found: {', '.join(f'{kind} {count}' for kind, count in counts)}."


def as_table(text: str, findings: Sequence[Finding]) -> str:
    """The findings as people read them; (A) to (R) is the letter of 45 CFR 164.514(b)(2)(i)."""
    if not findings:
        return as_count(findings)
    rows = [
        (
            str(finding.start),
            _cell(text[finding.start : finding.end]),
            f"{finding.category} ({finding.letter})" if finding.letter else finding.category,
            _cell(finding.suggestion) or "left out",
            finding.reason,
        )
        for finding in findings
    ]
    return _table(("at", "found", "kind", "instead", "why"), rows)


def as_list(clean: str, left: Risk) -> str:
    """What is left, greatest first, and the question."""
    lines = []
    for concern in left.concerns:
        marked = ", ".join(dict.fromkeys(_cell(clean[start:end]) for start, end in concern.spans))
        instead = "" if concern.blur is None else f" Instead: {_cell(concern.blur) or 'leave it out'}."
        lines.append(f"- {concern.sentence} ({marked}){instead}")
    return "\n".join([*(["What is left, taken together:"] if lines else []), *lines, left.question])


def _cell(said: str) -> str:
    """On one line, without what a terminal would obey, and short."""
    plain = " ".join("".join(letter if letter.isprintable() else " " for letter in said).split())
    return plain if len(plain) <= LONGEST_CELL else plain[: LONGEST_CELL - 1] + "…"


def _table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """Aligned columns, the first of them numbers."""
    widths = [max(_width(row[column]) for row in (head, *rows)) for column in range(len(head))]

    def line(row: Sequence[str]) -> str:
        spaces = [" " * (width - _width(cell)) for cell, width in zip(row, widths, strict=True)]
        first, *rest = zip(row, spaces, strict=True)
        return "  ".join([first[1] + first[0], *(cell + space for cell, space in rest)]).rstrip()

    return "\n".join([line(head), line(["─" * width for width in widths]), *map(line, rows)])


def _width(text: str) -> int:
    """Columns of a terminal: wide letters take two, marks that stand on another letter none."""
    return sum(
        0 if unicodedata.combining(letter) else 2 if unicodedata.east_asian_width(letter) in "WF" else 1
        for letter in text
    )


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="soundingboard deid",
        description="Say a text without what could point to a client. Nothing leaves this machine. "
        "We do not find everything: read it again before you share it.",
        allow_abbrev=False,
    )
    parser.add_argument(
        "file", metavar="FILE", nargs="?", default="-", help="a text in UTF-8; - or none reads standard input"
    )
    parser.add_argument("--explain", action="store_true", help="tell each finding, and what is left, under the text")
    parser.add_argument("--check", action="store_true", help="exit with 1 if anything is found")
    parser.add_argument("--audience", choices=AUDIENCES, default=AUDIENCES[0], help="who will read it")
    parser.add_argument(
        "--jsonl",
        action="store_true",
        help='read {"id", "text", "presenter"} lines and write their findings and risk, a line for a line',
    )
    return parser


if __name__ == "__main__":
    sys.exit(main(["deid", *sys.argv[1:]]))
