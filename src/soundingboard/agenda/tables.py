"""One table of a format being read: typed values out of TOML, and a refusal with its line for any other."""

import math
import re
import unicodedata
from collections.abc import Iterable
from difflib import get_close_matches
from enum import StrEnum
from typing import Any, TypeGuard, TypeVar

from soundingboard.agenda.format import BrokenFormat

MOST_LINES = 12  # sources, rules or ways
MOST_MINUTES = 480
LEAST_MINUTES = 0.1  # of a phase; plans count in seconds, and each segment has some
EVERY_LENGTH = 1  # the column of a table by length that is written as one number

Choice = TypeVar("Choice", bound=StrEnum)


class Lines:
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


class Table:
    """One table of a format being read: gives typed values, refuses others with their line."""

    def __init__(self, values: dict[str, Any], lines: Lines, phase: int | None = None, name: str = "") -> None:
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

    def texts(self, key: str, *, most: int) -> tuple[str, ...]:
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

    def table(self, key: str) -> "Table":
        value = self.needed(key)
        if not isinstance(value, dict):
            raise self.broken(key, f"`{key}` is a table in {{braces}}.")
        return Table(value, self.lines, self.phase, key)

    def tables(self, key: str, *, most: int) -> Iterable["Table"]:
        self.needed(key)
        values = self.list(key, most)
        if not values:
            raise self.broken(key, "A format has at least one phase.", "Write it after [[phases]].")
        for place, value in enumerate(values):
            if not isinstance(value, dict):
                raise self.broken(key, "A phase is a table.", "Write it after [[phases]].")
            yield Table(value, self.lines, place)

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
