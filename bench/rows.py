"""What is reported: rows, as a table for people and as JSON for programs."""

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from statistics import median

RESULTS = Path(__file__).parent / "results.json"


@dataclass(frozen=True)
class Row:
    """One figure beside what it is compared with.

    ratio  `value` / `against_value`; None where there is nothing to compare with
    """

    name: str
    value: float
    unit: str
    against: str | None = None
    against_value: float | None = None
    ratio: float | None = None


def row(
    name: str, values: Sequence[float], unit: str, against: str | None = None, others: Sequence[float] | None = None
) -> Row:
    """The medians of what was measured in turn, and their ratio."""
    value = median(values)
    other = median(others) if others else None
    return Row(
        name,
        _rounded(value),
        unit,
        against,
        None if other is None else _rounded(other),
        None if not other else _rounded(value / other),
    )


def _rounded(value: float) -> float:
    """Three figures that mean something."""
    return float(f"{value:.3g}")


def table(rows: Sequence[Row]) -> str:
    head = ("measure", "value", "", "against", "its value", "ratio")
    lines = [head] + [
        (
            row.name,
            f"{row.value:g}",
            row.unit,
            row.against or "",
            "" if row.against_value is None else f"{row.against_value:g}",
            "" if row.ratio is None else f"{row.ratio:g}",
        )
        for row in rows
    ]
    widths = [max(len(line[column]) for line in lines) for column in range(len(head))]
    return "\n".join(
        "  ".join(cell.rjust(width) if column in (1, 4, 5) else cell.ljust(width) for column, (cell, width) in pairs)
        for pairs in (list(enumerate(zip(line, widths, strict=True))) for line in lines)
    )


def write(rows: Sequence[Row], path: Path = RESULTS) -> None:
    path.write_text(json.dumps([asdict(row) for row in rows], indent=2) + "\n", encoding="utf-8")
