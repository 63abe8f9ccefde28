"""Trains the model of `deid` and packs it. Run as `make train`; the same texts and seeds give the same model.

Several models are trained, each on copies of its own, and their weights averaged. It takes as many processors as there
are and three gigabytes for each. Writes src/soundingboard/deid/lexicons/model.z.
"""

import argparse
import sys
import zlib
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ProcessPoolExecutor
from itertools import repeat
from pathlib import Path

import pycrfsuite

from soundingboard.deid import lexicons, tagger
from soundingboard.deid.features import Token, atoms, sight, tokens
from soundingboard.deid.find import ruled
from soundingboard.deid.normalize import normalize
from training.generate import Text, made
from training.markup import Piece, sources
from training.rewritten import rewritten

HERE = Path(__file__).parent
OUT = HERE.parent / "src/soundingboard/deid/lexicons/model.z"
LABELS = ("O", "NAME", "PLACE", "DATE", "EMPLOYER", "SCHOOL", "CONGREGATION", "UNIT", "PROFESSION", "RAREEVENT")
NUMBERED = "R"  # what a rule has claimed
KEEP = 10  # weights below this many 256ths change nothing


def rows(text: Text) -> tuple[list[list[str]], list[str]]:
    """The features and the labels of one text."""
    copy = normalize(text.text)
    row = tokens(copy.text)
    claimed = ruled(copy, row)
    gold = [(start, end, category) for start, end, category in text.gold]
    features = atoms(sight(row, claimed, seeing(text.hidden), text.hidden))
    return [[f"{template}\t{atom}" for template, atom in one] for one in features], [
        _label(copy, token, i, claimed, gold) for i, token in enumerate(row)
    ]


def seeing(hidden: frozenset[str]) -> Callable[[str], int]:
    words = lexicons.words()
    if not hidden:
        return lambda entry: words.get(entry, 0)
    blind = ~sum(lexicons.BIT[name] for name in ("theorist", "public", "employer", "school", "congregation"))
    blind &= ~(lexicons.NAME | lexicons.PLACE)
    return lambda entry: words.get(entry, 0) & (blind if any(word in hidden for word in entry.split(" ")) else -1)


def _label(copy: object, token: Token, i: int, claimed: dict[int, str], gold: Sequence[tuple[int, int, str]]) -> str:
    if i in claimed or not any(c.isalnum() for c in token.text):
        inside = token.text not in "\n" and i not in claimed
        if not inside:
            return "O"
    start, end = copy.original(token.start, token.end)  # type: ignore[attr-defined]
    for first, last, category in gold:
        if start < last and first < end:
            return category if category in LABELS else "O"
    return "O"


def train(
    examples: Iterable[tuple[list[list[str]], list[str]]], file: Path, *, iterations: int, c1: float, c2: float
) -> None:
    trainer = pycrfsuite.Trainer(algorithm="lbfgs", verbose=False)
    for features, labels in examples:
        trainer.append(features, labels)
    trainer.set_params(
        {"c1": c1, "c2": c2, "max_iterations": iterations, "feature.minfreq": 3, "feature.possible_transitions": True}
    )
    trainer.train(str(file))


def packed(files: Sequence[Path]) -> str:
    """The mean of some models, as `tagger.unpacked` reads it: what is chance in one is not in all."""
    moves: Counter[tuple[str, str]] = Counter()
    weights: dict[tuple[str, str], Counter[int]] = defaultdict(Counter)
    for file in files:
        crf = pycrfsuite.Tagger()
        crf.open(str(file))
        info = crf.info()
        moves.update(info.transitions)
        for (attribute, label), weight in info.state_features.items():
            template, _, atom = attribute.partition("\t")
            weights[template, atom][LABELS.index(label)] += weight
    groups: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for (template, atom), by_label in weights.items():
        scaled = ((label, round(total * tagger.SCALE / len(files))) for label, total in sorted(by_label.items()))
        if kept := ",".join(f"{label}:{number}" for label, number in scaled if abs(number) >= KEEP):
            groups[template][kept].append(atom)
    scaled_moves = [round(moves[a, b] * tagger.SCALE / len(files)) for a in LABELS for b in LABELS]
    lines = [" ".join(LABELS), " ".join(map(str, scaled_moves))]
    for template in sorted(groups):
        lines.append(f"@{template}")
        lines += [f"{pairs}\t" + "\x1f".join(sorted(entries)) for pairs, entries in sorted(groups[template].items())]
    return "\n".join(lines)


def examples(
    chosen: Sequence[tuple[str, list[Piece]]], copies: Sequence[int]
) -> Iterable[tuple[list[list[str]], list[str]]]:
    """Of each text the copies of these numbers, and once more as it reads when it is rewritten: nothing is in it."""
    written = rewritten()
    for name, pieces in chosen:
        for copy in copies:
            yield rows(made(pieces, f"{name} {copy}"))
            if copy == copies[0] and name in written:
                yield rows(Text(written[name], (), frozenset()))


def one(number: int, options: argparse.Namespace) -> Path:
    """The model of that number: of every text as it was written, and of altered copies that no other model has."""
    file = Path(options.out.with_suffix(f".{number}.crfsuite"))
    altered = options.copies - 1
    copies = (0, *range(number * altered + 1, (number + 1) * altered + 1))
    train(examples(sources(options.texts), copies), file, iterations=options.iterations, c1=options.c1, c2=options.c2)
    return file


def main() -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("--texts", type=Path, default=HERE / "texts")
    parser.add_argument("--models", type=int, default=3)
    parser.add_argument("--copies", type=int, default=3)
    parser.add_argument("--iterations", type=int, default=110)
    parser.add_argument("--c1", type=float, default=0.0)
    parser.add_argument("--c2", type=float, default=0.2)
    parser.add_argument("--out", type=Path, default=OUT)
    options = parser.parse_args()
    with ProcessPoolExecutor() as pool:
        files = list(pool.map(one, range(options.models), repeat(options)))
    text = packed(files)
    for file in files:
        file.unlink()
    options.out.write_bytes(zlib.compress(text.encode("utf-8"), 9))
    print(f"{len(sources(options.texts))} texts, {text.count(chr(31)):,} atoms, {options.out.stat().st_size:,} bytes")
    return 0


if __name__ == "__main__":
    sys.exit(main())
