"""Formats as TOML: those that ship with the package, and those a group writes."""

import json
import math
import re
import tomllib
import unicodedata
from collections.abc import Iterable, Mapping
from difflib import get_close_matches
from enum import StrEnum
from functools import cache
from importlib.resources import files
from typing import Any, TypeGuard, TypeVar

from soundingboard.agenda.format import Division, Format, Kind, Phase, Role, Scope, Size, Speaks, Stance
from soundingboard.refusals import Refused

MOST_BYTES = 20_000
MOST_PHASES = 30
MOST_LINES = 12  # sources, rules or ways
MOST_MINUTES = 480
LEAST_MINUTES = 0.1  # of a phase; plans count in seconds, and each segment has some
MOST_PEOPLE = 30
EVERY_LENGTH = 1  # the column of a table by length that is written as one number
TITLE, SENTENCE, PROMPT, SOURCE = 60, 200, 300, 400  # characters

Choice = TypeVar("Choice", bound=StrEnum)


class BrokenFormat(Refused):
    """A format that cannot be used.

    line    where, counted from 1
    reason  what is wrong there, a sentence that quotes none of the text
    """

    def __init__(self, reason: str, *, line: int, fits: str = "") -> None:
        super().__init__(f"Line {line}: {reason}", fits=fits)
        self.line = line
        self.reason = reason


@cache
def shipped() -> tuple[Format, ...]:
    """Every format that comes with the package, the default first."""
    folder = files("soundingboard.agenda") / "formats"
    ids = (folder / "order.txt").read_text("utf-8").split()
    return tuple(parse((folder / f"{id}.toml").read_text("utf-8"), id) for id in ids)


def load(id: str) -> Format:
    """The shipped format of that id; raises Refused with the nearest if there is none."""
    known = {format.id: format for format in shipped()}
    if id in known:
        return known[id]
    near = get_close_matches(id.lower(), known, n=1, cutoff=0.45)
    raise Refused(
        "There is no format of that name.",
        fits=f"Did you mean {near[0]}?" if near else f"There are {', '.join(known)}.",
    )


def parse(text: str, id: str) -> Format:
    """The format written in `text`; raises BrokenFormat at the first thing that is wrong with it.

    text  TOML as in formats/open-round.toml, at most 20 kB
    id    what it will be called; the text itself does not say
    """
    if len(text.encode("utf-8", "surrogatepass")) > MOST_BYTES:
        raise BrokenFormat("The text is longer than 20 kB.", line=1, fits="Shorten it.")
    try:
        values = tomllib.loads(text)
    except (ValueError, RecursionError) as error:
        raise _not_toml(error, text) from None
    top = _Table(values, _Lines(text))
    phases = [_phase(table) for table in top.tables("phases", most=MOST_PHASES)]
    lengths = top.lengths("lengths")
    format = Format(
        id=id,
        title=top.text("title", most=TITLE),
        summary=top.text("summary", most=SENTENCE),
        when=top.text("when", most=SENTENCE),
        sources=top.texts("sources", most=SOURCE),
        size=_size(top.table("size")),
        lengths=lengths,
        usual_minutes=top.whole("usual_minutes", lengths[-1], most=MOST_MINUTES),
        division=top.choice("division", Division),
        phases=tuple(phases),
        turns={length: int(turns) for length, turns in top.by_length("turns", whole=True, most=MOST_PEOPLE).items()},
        least_turn=top.number("least_turn", Format.least_turn, lowest=1),
        roles=top.choices("roles", Role),
        rules=top.texts("rules"),
        ways=top.texts("ways"),
        notice=top.text("notice", "", most=PROMPT),
    )
    top.nothing_else()
    _check(format, top)
    return format


def render(format: Format) -> str:
    """The TOML of a format; `parse` reads the same format back."""
    top = {
        "title": format.title,
        "summary": format.summary,
        "when": format.when,
        "sources": format.sources,
        "size": {"least": format.size.least, "usual": format.size.usual, "most": format.size.most},
        "lengths": format.lengths,
        "usual_minutes": format.usual_minutes,
        "division": format.division,
        "turns": format.turns or None,
        "least_turn": format.least_turn,
        "roles": format.roles or None,
        "rules": format.rules or None,
        "ways": format.ways or None,
        "notice": format.notice or None,
    }
    return "\n".join([_lines_of(top), *(f"[[phases]]\n{_lines_of(_phase_values(phase))}" for phase in format.phases)])


def _phase_values(phase: Phase) -> dict[str, object]:
    return {
        "id": phase.id,
        "kind": phase.kind,
        "title": phase.title,
        "scope": phase.scope,
        "speaks": phase.speaks,
        "presenter": phase.presenter,
        "minutes": phase.minutes or None,
        "share": phase.share,
        "least": phase.least,
        "most": phase.most,
        "prompt": phase.prompt,
        "rules": phase.rules or None,
        "skippable": phase.skippable,
    }


def _lines_of(values: Mapping[str, object]) -> str:
    return "".join(f"{key} = {_toml(value)}\n" for key, value in values.items() if value is not None)


def _toml(value: object) -> str:
    match value:
        case bool():
            return "true" if value else "false"
        case str():
            return json.dumps(
                str(value), ensure_ascii=False
            )  # a TOML basic string, as texts hold no control characters
        case float() if value.is_integer():
            return str(int(value))
        case int() | float():
            return repr(value)
        case Mapping() if set(value) == {EVERY_LENGTH}:
            return _toml(value[EVERY_LENGTH])
        case Mapping():
            return "{ " + ", ".join(f"{key} = {_toml(entry)}" for key, entry in value.items()) + " }"
        case tuple() if sum(map(len, map(str, value))) > 80:
            return "[\n" + "".join(f"    {_toml(entry)},\n" for entry in value) + "]"
        case tuple():
            return f"[{', '.join(map(_toml, value))}]"
        case _:
            raise TypeError(type(value))


def _not_toml(error: Exception, text: str) -> BrokenFormat:
    said = str(error)
    at = re.search(r"\(at line (\d+), column (\d+)\)", said)
    line = int(at[1]) if at else text.count("\n") + 1
    column = f", at column {at[2]}" if at else ""
    if isinstance(error, RecursionError):
        return BrokenFormat("This is nested too deeply.", line=1, fits="A format needs two levels at most.")
    return BrokenFormat(f"This is not TOML{column}.", line=line, fits='Texts stand in "quotes", after `name =`.')


class _Lines:
    """Where the names of a TOML text stand: tomllib gives values without places."""

    def __init__(self, text: str) -> None:
        # Nothing inside a text of several lines is a name.
        blank = re.sub(
            r'"""(?:\\.|[^\\])*?"""|\'\'\'.*?\'\'\'', lambda found: "\n" * found[0].count("\n"), text, flags=re.S
        )
        self.lines = blank.split("\n")
        self.phases = [n for n, line in enumerate(self.lines, 1) if re.match(r"\s*\[\[\s*phases\s*\]\]", line)]

    def of(self, phase: int | None, *names: str) -> int:
        """The line of `names` (a key, or a table and its key), as deep as it can be told."""
        if phase is not None and phase >= len(self.phases):
            return self._find(1, len(self.lines), "phases") or 1  # written as an inline array
        first = 1 if phase is None else self.phases[phase]
        ends = [line for line in self.phases if line > first or (phase is None and line >= first)]
        last = ends[0] - 1 if ends else len(self.lines)
        found = first
        for name in names:
            found = self._find(found, last, name) or found
        return found

    def _find(self, first: int, last: int, name: str) -> int | None:
        word = rf"""(?:{re.escape(name)}|"{re.escape(name)}"|'{re.escape(name)}')"""
        key = re.compile(rf"\s*{word}\s*[.=]|\s*\[+\s*(?:phases\s*\.\s*)?{word}\s*[\].]")
        return next((n for n in range(first, last + 1) if key.match(self.lines[n - 1])), None)


class _Table:
    """One table of a format being read: gives typed values, refuses others with their line."""

    def __init__(self, values: dict[str, Any], lines: _Lines, phase: int | None = None, name: str = "") -> None:
        self.values, self.lines, self.phase, self.name = values, lines, phase, name
        self.read: set[str] = set()

    def broken(self, key: str, reason: str, fits: str = "") -> BrokenFormat:
        names = [name for name in (self.name, key) if name]
        return BrokenFormat(reason, line=self.lines.of(self.phase, *names), fits=fits)

    def get(self, key: str) -> Any:
        self.read.add(key)
        return self.values.get(key)

    def needed(self, key: str) -> Any:
        value = self.get(key)
        if value is None:
            where = f"`{self.name}`" if self.name else "This format" if self.phase is None else "This phase"
            raise self.broken("", f"{where} has no `{key}`.")
        return value

    def text(self, key: str, default: str | None = None, *, most: int) -> str:
        value = self.needed(key) if default is None else self.get(key)
        if value is None and default is not None:
            return default
        return self._text(key, value, most, empty=default == "")

    def _text(self, key: str, value: object, most: int, empty: bool = False) -> str:
        if not isinstance(value, str):
            raise self.broken(key, f'`{key}` is a text in "quotes".')
        value = value.strip()
        if not value and not empty:
            raise self.broken(key, f"`{key}` is empty.")
        if len(value) > most:
            raise self.broken(key, f"`{key}` has {len(value)} characters.", f"At most {most}.")
        if any(unicodedata.category(letter) in {"Cc", "Cs", "Zl", "Zp"} for letter in value):
            raise self.broken(key, f"`{key}` is one line of plain text.", "Take out line breaks and tabs.")
        return value

    def texts(self, key: str, *, most: int = SENTENCE) -> tuple[str, ...]:
        values = self.list(key, MOST_LINES)
        return tuple(self._text(key, value, most) for value in values)

    def list(self, key: str, most: int) -> list[Any]:
        values = self.get(key)
        if values is None:
            return []
        if not isinstance(values, list):
            raise self.broken(key, f"`{key}` is a list in [brackets].")
        if len(values) > most:
            raise self.broken(key, f"`{key}` has {len(values)} entries.", f"At most {most}.")
        return values

    def choice(self, key: str, kind: type[Choice]) -> Choice:
        return self._choice(key, self.needed(key), kind)

    def choice_or_none(self, key: str, kind: type[Choice]) -> Choice | None:
        value = self.get(key)
        return None if value is None else self._choice(key, value, kind)

    def choices(self, key: str, kind: type[Choice]) -> tuple[Choice, ...]:
        chosen = tuple(self._choice(key, value, kind) for value in self.list(key, len(kind) + 1))
        if len(set(chosen)) < len(chosen):
            raise self.broken(key, f"`{key}` names the same one twice.")
        return chosen

    def _choice(self, key: str, value: object, kind: type[Choice]) -> Choice:
        known = [choice.value for choice in kind]
        if isinstance(value, str) and value in known:
            return kind(value)
        near = get_close_matches(value, known, n=1) if isinstance(value, str) else []
        raise self.broken(
            key,
            f"`{key}` has a value that is not known here.",
            f'Did you mean "{near[0]}"?' if near else f"It is one of {', '.join(known)}.",
        )

    def flag(self, key: str, default: bool) -> bool:
        value = self.get(key)
        if value is None:
            return default
        if not isinstance(value, bool):
            raise self.broken(key, f"`{key}` is true or false.")
        return value

    def number(self, key: str, default: float, *, lowest: float, most: float = MOST_MINUTES) -> float:
        value = self.number_or_none(key, lowest=lowest, most=most)
        return default if value is None else value

    def number_or_none(self, key: str, *, lowest: float, most: float = MOST_MINUTES) -> float | None:
        value = self.get(key)
        if value is None:
            return None
        if not _is_number(value) or not lowest <= value <= most:
            raise self.broken(key, f"`{key}` is a number from {lowest:g} to {most:g}.")
        return float(value)

    def whole(self, key: str, default: int | None = None, *, most: int) -> int:
        value = self.needed(key) if default is None else self.get(key)
        if value is None and default is not None:
            return default
        if not _is_whole(value) or not 1 <= value <= most:
            raise self.broken(key, f"`{key}` is a whole number from 1 to {most}.")
        return int(value)

    def lengths(self, key: str) -> tuple[int, ...]:
        self.needed(key)
        lengths = self.list(key, MOST_LINES)
        if not lengths or not all(_is_whole(length) and 1 <= length <= MOST_MINUTES for length in lengths):
            raise self.broken(key, f"`{key}` lists whole minutes from 1 to {MOST_MINUTES}.", "For example [60, 90].")
        if lengths != sorted(set(lengths)):
            raise self.broken(key, f"`{key}` go from the shortest to the longest, each once.")
        return tuple(lengths)

    def by_length(self, key: str, *, most: float, whole: bool = False) -> dict[int, float]:
        """A table by length of the meeting, or one number for every length; empty if it is not there."""
        value = self.get(key)
        if value is None:
            return {}
        table = value if isinstance(value, dict) else {str(EVERY_LENGTH): value}
        fits = f"For example {key} = {'{ 60 = 1, 90 = 2 }' if whole else '5, or { 60 = 3, 90 = 5 }'}."
        if not table or not all(re.fullmatch(r"[1-9][0-9]{0,2}", length) for length in table):
            raise self.broken(key, f"`{key}` is by length in whole minutes.", fits)
        if whole and not all(_is_whole(entry) and 1 <= entry <= most for entry in table.values()):
            raise self.broken(key, f"`{key}` holds whole numbers from 1 to {most:g}.", fits)
        if not all(_is_number(entry) and (entry == 0 or LEAST_MINUTES <= entry <= most) for entry in table.values()):
            raise self.broken(key, f"`{key}` holds 0, or numbers from {LEAST_MINUTES:g} to {most:g}.", fits)
        return {int(length): float(entry) for length, entry in table.items()}

    def table(self, key: str) -> "_Table":
        value = self.needed(key)
        if not isinstance(value, dict):
            raise self.broken(key, f"`{key}` is a table in {{braces}}.")
        return _Table(value, self.lines, self.phase, key)

    def tables(self, key: str, *, most: int) -> Iterable["_Table"]:
        self.needed(key)
        values = self.list(key, most)
        if not values:
            raise self.broken(key, "A format has at least one phase.", "Write it after [[phases]].")
        for place, value in enumerate(values):
            if not isinstance(value, dict):
                raise self.broken(key, "A phase is a table.", "Write it after [[phases]].")
            yield _Table(value, self.lines, place)

    def nothing_else(self) -> None:
        for key in self.values:
            if key not in self.read:
                near = get_close_matches(key, sorted(self.read), n=1)
                raise self.broken(
                    key,
                    f"This name is not known in {'a phase' if self.phase is not None else self.name or 'a format'}.",
                    f"Did you mean `{near[0]}`?" if near else f"Known are {', '.join(sorted(self.read))}.",
                )


def _is_whole(value: object) -> TypeGuard[int]:
    return isinstance(value, int) and not isinstance(value, bool)


def _is_number(value: object) -> TypeGuard[int | float]:
    return _is_whole(value) or (isinstance(value, float) and math.isfinite(value))


def _size(table: _Table) -> Size:
    size = Size(*(table.whole(key, most=MOST_PEOPLE) for key in ("least", "usual", "most")))
    table.nothing_else()
    if not size.least <= size.usual <= size.most:
        raise table.broken("", "Sizes are out of order.", "`least` is at most `usual`, and `usual` at most `most`.")
    return size


def _phase(table: _Table) -> Phase:
    phase = Phase(
        id=table.text("id", most=40),
        kind=table.choice("kind", Kind),
        title=table.text("title", most=TITLE),
        scope=table.choice("scope", Scope),
        speaks=table.choice("speaks", Speaks),
        prompt=table.text("prompt", most=PROMPT),
        presenter=table.choice_or_none("presenter", Stance),
        minutes=table.by_length("minutes", most=MOST_MINUTES),
        share=table.number_or_none("share", lowest=1, most=100),
        least=table.number("least", Phase.least, lowest=LEAST_MINUTES),
        most=table.number_or_none("most", lowest=LEAST_MINUTES),
        rules=table.texts("rules"),
        skippable=table.flag("skippable", Phase.skippable),
    )
    table.nothing_else()
    _check_phase(phase, table)
    return phase


def _check_phase(phase: Phase, table: _Table) -> None:
    if not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", phase.id):
        raise table.broken("id", "An `id` has lower-case letters, digits and hyphens.", 'For example "open-questions".')
    if not phase.minutes and phase.share is None:
        raise table.broken("", "This phase has neither `minutes` nor `share`.", "Give it one of the two.")
    if phase.scope is Scope.MEETING:
        if phase.share is not None:
            raise table.broken("share", "A `share` is of a turn, and this phase is not in one.", "Give it `minutes`.")
        if phase.presenter is not None:
            raise table.broken("presenter", "Nobody presents outside a turn.", 'Leave it out, or set scope = "turn".')
        if phase.speaks in (Speaks.PRESENTER, Speaks.INTERVIEW):
            raise table.broken("speaks", "Nobody presents outside a turn.", 'Choose who speaks, or set scope = "turn".')
    taken = [minutes for minutes in phase.minutes.values() if minutes]
    if taken and phase.least > min(taken):
        raise table.broken(
            "least" if "least" in table.values else "minutes",
            f"It may shrink to {phase.least:g} minutes, but has only {min(taken):g}.",
            "Set `least` lower." if "least" in table.values else f"Set `least` to {min(taken):g} or lower.",
        )
    if phase.most is not None and phase.most < max([phase.least, *taken]):
        raise table.broken("most", "`most` is below its minutes.", f"At least {max([phase.least, *taken]):g}.")


def _check(format: Format, top: _Table) -> None:
    """What no phase can know alone."""
    turn = [place for place, phase in enumerate(format.phases) if phase.scope is Scope.TURN]

    def broken(place: int, key: str, reason: str, fits: str = "") -> BrokenFormat:
        return BrokenFormat(reason, line=top.lines.of(place, *([key] if key else [])), fits=fits)

    seen: set[str] = set()
    for place, phase in enumerate(format.phases):
        if phase.id in seen:
            raise broken(place, "id", "Another phase has this `id`.")
        seen.add(phase.id)
        for speaks, role in ((Speaks.FACILITATOR, Role.FACILITATOR), (Speaks.INTERVIEW, Role.INTERVIEWER)):
            if phase.speaks is speaks and role not in format.roles:
                raise broken(place, "speaks", f'No one has this role: `roles` has no "{role}".')
    if format.usual_minutes not in format.lengths:
        raise top.broken("usual_minutes", "`usual_minutes` is not among the `lengths`.")
    if format.division is Division.NONE and turn:
        raise broken(
            turn[0], "scope", "Nobody presents in this division, so there are no turns.", 'Set scope = "meeting".'
        )
    if format.division is not Division.NONE and not turn:
        raise top.broken("division", "No phase belongs to a turn.", 'Set scope = "turn" on some, or division = "none".')
    if turn and turn != list(range(turn[0], turn[-1] + 1)):
        gap = next(place for place in range(turn[0], turn[-1]) if place not in turn)
        raise broken(gap, "scope", "The phases of a turn follow each other.", "Move this one before or after them.")
    if bool(format.turns) is not (format.division is Division.FEW):
        raise top.broken("turns", 'The division "few", and no other, has `turns`.', "For example { 60 = 1, 90 = 2 }.")
    _check_shares([format.phases[place] for place in turn], turn, broken)
    for length in format.lengths:
        _check_time(format, length, top)


def _check_shares(phases: list[Phase], places: list[int], broken: Any) -> None:
    without = [place for place, phase in zip(places, phases, strict=True) if phase.share is None]
    if without and len(without) < len(phases):
        raise broken(
            without[0], "", "Some phases of a turn have a `share` and this one has none.", "All of them, or none."
        )
    total = sum(phase.share or 0 for phase in phases)
    if phases and not without and not math.isclose(total, 100, abs_tol=0.01):
        last = places[-1]
        raise broken(last, "share", f"The shares of a turn make {total:g} percent.", "They make 100.")


def _check_time(format: Format, length: int, top: _Table) -> None:
    once = sum(_at(phase.minutes, length) for phase in format.phases if phase.scope is Scope.MEETING)
    turn = [phase for phase in format.phases if phase.scope is Scope.TURN]
    if not turn:
        least = sum(phase.least for phase in format.phases if _at(phase.minutes, length))
        if not 0 < least <= length:
            raise top.broken("lengths", f"At {length} minutes the phases have {once:g}.", "Change minutes or lengths.")
        return
    used = [phase for phase in turn if phase.share is not None or _at(phase.minutes, length)]
    if not used:
        raise top.broken(
            "lengths", f"At {length} minutes no phase of a turn has any time.", "Give one of them minutes."
        )
    if (least := sum(phase.least for phase in used)) > format.least_turn:
        raise top.broken(
            "least_turn",
            f"A turn of {format.least_turn:g} minutes is shorter than the least of its phases, {least:g}.",
            "Raise `least_turn`, or lower `least`.",
        )
    # Each and by need are held to one turn: how many come is not the format's to say.
    turns = int(_at(format.turns, length)) if format.turns else 1
    if length == format.usual_minutes and format.division is Division.EACH:
        turns = format.size.usual
    if once + turns * format.least_turn > length:
        raise top.broken(
            "lengths",
            f"At {length} minutes, {once:g} are taken and {max(length - once, 0):g} left for turns.",
            f"{turns} {'turn needs' if turns == 1 else 'turns need'} {turns * format.least_turn:g}.",
        )


def _at(table: Mapping[int, float], length: int) -> float:
    """The greatest length not above counts; below the least, the smallest."""
    return table[max((minutes for minutes in table if minutes <= length), default=min(table))]
