"""The training texts as they read when what is marked in them is rewritten. Run as `make rewritten`.

The model meets each once, with nothing to find in it: our own wording must show nothing. They are kept in
training/rewritten.jsonl, so that a change of wording does not change the model; make them anew before training it anew.
"""

import json
import sys
from pathlib import Path

from soundingboard.deid.finding import LETTERS, Finding
from soundingboard.deid.rewrite import rewrite
from training.generate import made
from training.markup import sources

HERE = Path(__file__).parent
FILE = HERE / "rewritten.jsonl"


def rewritten() -> dict[str, str]:
    """Each text that has something to rewrite, by its name."""
    return dict(json.loads(line) for line in FILE.read_text("utf-8").split("\n") if line)


def main() -> int:
    lines = []
    for name, pieces in sources(HERE / "texts"):
        text = made(pieces, f"{name} 0")
        found = [Finding(start, end, kind, LETTERS[kind], "", "", 1.0) for start, end, kind in text.gold]
        if found:
            lines.append(json.dumps([name, rewrite(text.text, found)], ensure_ascii=False))
    FILE.write_text("\n".join(lines) + "\n", "utf-8")
    print(f"{len(lines):,} texts")
    return 0


if __name__ == "__main__":
    sys.exit(main())
