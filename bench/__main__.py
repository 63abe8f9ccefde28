"""Measure what is asked for, several times in turn; print the table and write `bench/results.json`."""

import argparse
import sys
from pathlib import Path

from bench import page, rooms, rows
from bench.deid import measure as deid
from bench.rounds import ROUNDS

MEASURES = ("room", "deid", "page")


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m bench", description="Measure ourselves beside floor and peers.")
    parser.add_argument("measures", nargs="*", metavar="MEASURE", help=f"{', '.join(MEASURES)} (all)")
    parser.add_argument("--rounds", type=int, default=ROUNDS, help=f"how often each is measured ({ROUNDS})")
    parser.add_argument("--texts", nargs="+", type=Path, metavar="FILE", help="annotated texts for deid (tests/deid)")
    asked = parser.parse_args()
    measures = asked.measures or MEASURES
    if unknown := [measure for measure in measures if measure not in MEASURES]:
        parser.error(f"{unknown[0]} is not measured; {', '.join(MEASURES)} are.")
    found: list[rows.Row] = []
    notes: list[str] = []
    if "room" in measures:
        found += rooms.measure(asked.rounds)
    if "deid" in measures:
        measured = deid.measure(asked.texts or deid.shipped(), asked.rounds)
        found += measured.rows
        notes += measured.notes
    if "page" in measures:
        found += page.measure(asked.rounds)
    rows.write(found)
    print(rows.table(found))
    print("".join(f"{note}\n" for note in notes), end="")
    return 0


if __name__ == "__main__":
    sys.exit(main())
