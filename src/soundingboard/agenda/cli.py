"""`soundingboard agenda` and `soundingboard formats`: the engine alone, without Django or a database.

Refusals go to standard error and exit with 2.
"""

import argparse
import io
import json
import os
import sys
import unicodedata
from collections import Counter
from collections.abc import Sequence
from difflib import get_close_matches
from math import isfinite
from pathlib import Path
from typing import Any

from soundingboard.agenda.agenda import ASK_TITLES, Agenda, Ask, AskKind, Person, Segment
from soundingboard.agenda.dial import svg
from soundingboard.agenda.format import Division, Format, Speaks
from soundingboard.agenda.formats import load, shipped
from soundingboard.agenda.plan import Preferences, plan
from soundingboard.agenda.shares import clock
from soundingboard.refusals import Refused

MOST_MINUTES = 24 * 60
MOST_BYTES = 1_000_000  # of a file
MOST_SECONDS = 10_000_000  # anybody is owed
LONGEST_NAME = 60

PRESENTING = {
    Division.EACH: "everyone",
    Division.ONE: "one",
    Division.FEW: "a few",
    Division.BY_NEED: "by need",
    Division.NONE: "nobody",
}


def main(argv: Sequence[str]) -> int:
    """Run `agenda ...` or `formats ...`; returns the exit status, 2 for a refusal."""
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(errors="replace")  # a name the terminal cannot show is no reason to fail
    try:
        options = _parser().parse_args(argv)
    except SystemExit as end:  # argparse has said why
        return end.code if isinstance(end.code, int) else 2
    try:
        print(options.run(options), flush=True)
    except BrokenPipeError:  # `| head` has read enough; what is left goes nowhere
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    except Refused as refused:
        print(refused, file=sys.stderr)
        return 2
    return 0


def agenda(options: argparse.Namespace) -> str:
    """What `agenda` prints."""
    format = load(options.format)
    people = _people(options.names, options.people, format)
    presenting = None if options.presenting is None else _known(_names(options.presenting), people, "--presenting")
    if presenting and format.division is Division.NONE:
        raise Refused(f"Nobody presents in {format.title}.", fits="Leave out --presenting, or choose another format.")
    planned = plan(
        format,
        people,
        round((format.usual_minutes if options.minutes is None else options.minutes) * 60),
        asks=read_asks(options.asks, people) if options.asks else {},
        ledger=read_ledger(options.ledger, people) if options.ledger else {},
        carried_over=_known(_names(options.carried), people, "--carried") if options.carried else (),
        preferences=Preferences(presenting=presenting),
    )
    if options.svg:
        _write(options.svg, svg(planned, {person: person for person in people}, title=format.title))
    return json.dumps(as_json(planned), indent=2) if options.json else as_table(planned, format, len(people))


def formats(options: argparse.Namespace) -> str:
    """What `formats` prints."""
    if options.json:
        return json.dumps([_described(format) for format in shipped()], indent=2)
    rows = [
        (
            format.id,
            format.title,
            _span(format.size.least, format.size.most),
            ", ".join(map(str, format.lengths)),
            PRESENTING[format.division],
        )
        for format in shipped()
    ]
    return _table(("id", "title", "people", "minutes", "who presents"), rows)


def as_json(agenda: Agenda) -> dict[str, Any]:
    """An agenda in whole seconds; `shares` has the seconds of each presenter's whole turn."""
    return {
        "format": agenda.format,
        "total_seconds": agenda.total,
        "segments": [
            {
                "start": segment.start,
                "seconds": segment.seconds,
                "kind": segment.kind.value,
                "speaker": segment.speaker,
                "presenter": segment.presenter,
                "title": segment.title,
                "prompt": segment.prompt,
            }
            for segment in agenda.segments
        ],
        "shares": agenda.shares,
    }


def as_table(agenda: Agenda, format: Format, people: int) -> str:
    """An agenda as people read it, and under it what does not fit today."""
    rows = [(clock(segment.start), clock(segment.seconds), who(segment), segment.title) for segment in agenda.segments]
    shares = agenda.shares
    below = {
        "Turns": [f"{person} {clock(seconds)}" for person, seconds in shares.items()],
        "Less than asked": [
            f"{person} {clock(shares[person])} of {clock(asked)}" for person, asked in (agenda.cut or {}).items()
        ],
        "First next time": list(agenda.carried),
        "If someone cannot": list(agenda.waiting),
    }
    return "\n".join(
        [
            f"{format.title}, {people} people, {clock(agenda.total)}",
            "",
            _table(("at", "minutes", "who", "what"), rows, right=2),
            "",
            *(f"{what}: {', '.join(entries)}" for what, entries in below.items() if entries),
            *([format.notice] if format.notice else []),
        ]
    ).rstrip()


def who(segment: Segment) -> str:
    """Who speaks in a segment, and to whom.

    A peer's phase reads "the others, to Ana"; outside a turn it is everyone's.
    """
    turn = segment.presenter
    match segment.speaks:
        case Speaks.PRESENTER:
            return f"{turn}"
        case Speaks.INTERVIEW:
            return f"{turn}, interviewed"
        case Speaks.FACILITATOR:
            return segment.speaker or "facilitator"
        case Speaks.PEERS:
            return f"the others, to {turn}" if turn else "everyone"
        case Speaks.ONE_BY_ONE:
            return f"one by one, to {turn}" if turn else "one by one"
        case Speaks.PAIRS:
            return f"in pairs, for {turn}" if turn else "in pairs"
        case Speaks.ALL:
            return f"everyone, with {turn}" if turn else "everyone"
        case Speaks.NOBODY:
            return "nobody"


def read_ledger(path: str, people: Sequence[Person]) -> dict[Person, int]:
    """Seconds each person is owed, from a JSON file {"Ana": 120}; raises Refused."""
    values = _object(path, "--ledger")
    _known(tuple(values), people, "--ledger")
    if not all(_is_number(value) and abs(value) <= MOST_SECONDS for value in values.values()):
        raise Refused(
            "--ledger holds something that is not a number of seconds.", fits='As in {"Ana": 120, "Ben": -60}.'
        )
    return {person: round(seconds) for person, seconds in values.items()}


def read_asks(path: str, people: Sequence[Person]) -> dict[Person, Ask]:
    """What people ask for, from a JSON file {"Ana": {"kind": "advice", "minutes": 10, "level": 2}}; raises Refused."""
    values = _object(path, "--asks")
    _known(tuple(values), people, "--asks")
    return {person: _ask(value) for person, value in values.items()}


def _ask(value: Any) -> Ask:
    if not isinstance(value, dict) or not set(value) <= {"kind", "minutes", "level"}:
        raise Refused(
            "An ask has kind, minutes and level, and nothing else.", fits='As in {"Ana": {"kind": "advice"}}.'
        )
    kind, minutes, level = value.get("kind"), value.get("minutes"), value.get("level")
    if minutes is not None and not (_is_number(minutes) and 0 < minutes <= MOST_MINUTES):
        raise Refused("The minutes of an ask are a number above 0.", fits="Leave them out to take what is fair.")
    if level is not None and not (isinstance(level, int) and not isinstance(level, bool) and 1 <= level <= 5):
        raise Refused("The level of an ask is 1 (risk to life) to 5 (good news).", fits="Leave it out if unsure.")
    return Ask(kind=AskKind.OTHER if kind is None else _kind(kind), minutes=minutes, level=level)


def _kind(value: object) -> AskKind:
    """A kind by its id or its title, in any case: "second-look", "A second look at a decision"."""
    known = {name.casefold(): kind for kind in AskKind for name in (kind.value, ASK_TITLES[kind])}
    said = value.strip().casefold() if isinstance(value, str) else ""
    if said not in known:
        near = get_close_matches(said, [kind.value for kind in AskKind], n=1)
        raise Refused(
            "An ask has a kind that is not known.",
            fits=f"Did you mean {near[0]}?" if near else f"It is one of {', '.join(AskKind)}.",
        )
    return known[said]


def _people(names: str | None, count: int | None, format: Format) -> tuple[Person, ...]:
    """Everyone who comes: by name, or by number; as many as usual where nothing is said."""
    if names is None:
        return tuple(str(place + 1) for place in range(format.size.usual if count is None else count))
    people = _names(names)
    if count is not None and count != len(people):
        raise Refused(f"--people says {count} and --names has {len(people)}.", fits="Leave one of them out.")
    return people


def _names(text: str) -> tuple[Person, ...]:
    names = tuple(name.strip() for name in text.split(","))
    if not all(names):
        raise Refused("A name is empty.", fits='Write names with commas between, as in "Ana,Ben".')
    if any(len(name) > LONGEST_NAME or not name.isprintable() for name in names):
        raise Refused(f"A name has more than {LONGEST_NAME} letters, or some that cannot be printed.")
    if twice := [name for name, times in Counter(names).items() if times > 1]:
        raise Refused(f"{twice[0]} is named twice.", fits="Give each person a name of their own.")
    return names


def _known(names: tuple[Person, ...], people: Sequence[Person], option: str) -> tuple[Person, ...]:
    """The same names, all of people who come; raises Refused, naming the option and the nearest."""
    for name in names:
        if name not in people:
            near = get_close_matches(name, people, n=1)
            raise Refused(
                f"{option} names someone who is not among the people.",
                fits=f"Did you mean {near[0]}?" if near else f"They are {', '.join(people)}.",
            )
    return names


def _object(path: str, option: str) -> dict[str, Any]:
    """The JSON object in a file, no name twice; raises Refused, naming the option it is for."""
    try:
        with Path(path).open("rb") as file:
            data = file.read(MOST_BYTES + 1)
    except (OSError, ValueError) as error:
        raise Refused(f"The file of {option} cannot be read: {_reason(error)}.") from None
    if len(data) > MOST_BYTES:
        raise Refused(f"The file of {option} is larger than a megabyte.")
    try:
        value = json.loads(data.decode("utf-8-sig"), object_pairs_hook=_once)
    except json.JSONDecodeError as error:
        raise Refused(f"The file of {option} is not JSON: line {error.lineno}, column {error.colno}.") from None
    except (ValueError, RecursionError):
        raise Refused(f"The file of {option} is not JSON.") from None
    if not isinstance(value, dict):
        raise Refused(f"The file of {option} is not an object by name.", fits='As in {"Ana": ...}.')
    return value


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    if len(dict(pairs)) < len(pairs):
        raise Refused("A name stands twice in one file.", fits="Keep one of the two.")
    return dict(pairs)


def _write(path: str, text: str) -> None:
    try:
        Path(path).write_text(text, "utf-8")
    except (OSError, ValueError) as error:
        raise Refused(f"The file of --svg cannot be written: {_reason(error)}.") from None


def _reason(error: Exception) -> str:
    said = error.strerror if isinstance(error, OSError) else None
    return said.lower() if said else "that is no name of a file"


def _is_number(value: object) -> bool:
    whole = isinstance(value, int) and not isinstance(value, bool)
    return whole or (isinstance(value, float) and isfinite(value))


def _described(format: Format) -> dict[str, Any]:
    return {
        "id": format.id,
        "title": format.title,
        "summary": format.summary,
        "when": format.when,
        "division": format.division.value,
        "size": {"least": format.size.least, "usual": format.size.usual, "most": format.size.most},
        "minutes": list(format.lengths),
        "usual_minutes": format.usual_minutes,
        "roles": [role.value for role in format.roles],
        "phases": [phase.title for phase in format.phases],
        "notice": format.notice,
        "sources": list(format.sources),
    }


def _span(least: int, most: int) -> str:
    return str(least) if least == most else f"{least}–{most}"


def _table(head: Sequence[str], rows: Sequence[Sequence[str]], *, right: int = 0) -> str:
    """Aligned columns, the first `right` of them to the right."""
    widths = [max(_width(row[column]) for row in (head, *rows)) for column in range(len(head))]

    def line(row: Sequence[str]) -> str:
        cells = []
        for column, cell in enumerate(row):
            space = " " * (widths[column] - _width(cell))
            cells.append(space + cell if column < right else cell + space)
        return "  ".join(cells).rstrip()

    return "\n".join([line(head), line(["─" * width for width in widths]), *map(line, rows)])


def _width(text: str) -> int:
    """Columns of a terminal: wide letters take two, marks that stand on another letter none."""
    return sum(
        0 if unicodedata.combining(letter) else 2 if unicodedata.east_asian_width(letter) in "WF" else 1
        for letter in text
    )


def _minutes(text: str) -> float:
    try:
        minutes = float(text)
    except ValueError:
        minutes = 0.0
    if not 0 < minutes <= MOST_MINUTES:
        raise argparse.ArgumentTypeError(f"minutes are a number above 0 and at most {MOST_MINUTES}")
    return minutes


def _count(text: str) -> int:
    if not text.isascii() or not text.isdigit() or not 1 <= int(text[:9]) <= 999:
        raise argparse.ArgumentTypeError("how many come is a whole number, 1 or more")
    return int(text)


def _parser() -> argparse.ArgumentParser:
    top = argparse.ArgumentParser(prog="soundingboard", allow_abbrev=False)
    commands = top.add_subparsers(required=True, metavar="COMMAND")

    one = commands.add_parser(
        "agenda",
        help="plan a meeting to the minute",
        description=f"Plan a meeting to the minute. Kinds of asks: {', '.join(AskKind)}.",
        allow_abbrev=False,
    )
    one.add_argument("--format", default=shipped()[0].id, metavar="ID", help="as `soundingboard formats` lists them")
    one.add_argument("--people", type=_count, metavar="N", help="how many come; as many as usual if not said")
    one.add_argument("--names", metavar='"Ana,Ben"', help="their names, instead of numbers")
    one.add_argument("--minutes", type=_minutes, metavar="N", help="how long; as long as usual if not said")
    one.add_argument("--presenting", metavar='"Ana,Ben"', help="who wants to present; everyone if not said")
    one.add_argument("--ledger", metavar="FILE", help='seconds each is owed: {"Ana": 120}')
    one.add_argument("--carried", metavar='"Ana,Ben"', help="whose item did not fit last time, where it goes by need")
    one.add_argument("--asks", metavar="FILE", help='{"Ana": {"kind": "advice", "minutes": 10, "level": 2}}')
    one.add_argument("--svg", metavar="FILE", help="draw the dial into a file")
    one.add_argument("--json", action="store_true", help="print JSON, in whole seconds")
    one.set_defaults(run=agenda)

    all_of_them = commands.add_parser(
        "formats", help="list the ways to consult", description="The ways to consult.", allow_abbrev=False
    )
    all_of_them.add_argument("--json", action="store_true", help="print JSON")
    all_of_them.set_defaults(run=formats)
    return top


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
