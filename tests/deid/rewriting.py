"""Prints texts before and after rewriting, to be read by eye:  python -m tests.deid.rewriting [FILE] [ID...]"""

import sys
import textwrap
from pathlib import Path

from soundingboard.deid.rewrite import rewrite
from tests.deid.texts import DEVELOPMENT, parse

WIDTH = 118


def main(arguments: list[str]) -> None:
    path = Path(arguments[0]) if arguments and Path(arguments[0]).is_file() else DEVELOPMENT
    wanted = {argument for argument in arguments if not Path(argument).is_file()}
    for case in parse(path):
        if case.spans and (not wanted or case.id in wanted):
            print(f"== {case.id} {case.style}")
            for text in (case.text, rewrite(case.text, case.findings)):
                print("\n".join(textwrap.fill(line, WIDTH) for line in text.splitlines()), end="\n--\n")


if __name__ == "__main__":
    main(sys.argv[1:])
