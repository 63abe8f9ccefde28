"""Run every measure in turn, five times; print the table and write `bench/results.json`."""

import argparse
import sys

from bench import rooms, rows
from bench.rounds import ROUNDS


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m bench", description="Measure the room beside floor and peer.")
    parser.add_argument("--rounds", type=int, default=ROUNDS, help=f"how often each is measured ({ROUNDS})")
    found = rooms.measure(parser.parse_args().rounds)
    rows.write(found)
    print(rows.table(found))
    return 0


if __name__ == "__main__":
    sys.exit(main())
