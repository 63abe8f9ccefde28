"""A linear-chain conditional random field, in pure Python: for each token how likely it is each kind of thing.

The model is trained by `training/train.py`; here it is only applied. Source of the method: Lafferty, McCallum and
Pereira (2001), *Conditional random fields*.
"""

import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from math import exp
from typing import Final

SCALE: Final = 256.0  # weights are packed as whole numbers of this part
SURE: Final = 9.0  # a token whose first label, nothing, leads by so much is taken for settled


@dataclass(frozen=True, slots=True)
class Model:
    """labels  nothing ("O") first
    weights  by template and atom: (label, weight) pairs
    moves    exp of the weight of going from one label to another
    """

    labels: tuple[str, ...]
    weights: dict[int | str, dict[str, tuple[tuple[int, float], ...]]]
    moves: tuple[tuple[float, ...], ...]


@cache
def model() -> Model:
    """The shipped model, loaded on first use."""
    packed = resources.files("soundingboard.deid.lexicons").joinpath("model.z").read_bytes()
    return unpacked(zlib.decompress(packed).decode("utf-8"))


def unpacked(text: str) -> Model:
    """A model from its text: labels, moves, then for each template a line of atoms by their weights."""
    head, moved, *lines = text.split("\n")
    labels = tuple(head.split(" "))
    count = len(labels)
    numbers = [int(number) for number in moved.split(" ")]
    moves = tuple(tuple(exp(numbers[i * count + j] / SCALE) for j in range(count)) for i in range(count))
    weights: dict[int | str, dict[str, tuple[tuple[int, float], ...]]] = {}
    table: dict[str, tuple[tuple[int, float], ...]] = {}
    for line in lines:
        if not line:
            continue
        if line[0] == "@":
            name = line[1:]
            table = weights.setdefault(int(name) if name.lstrip("-").isdecimal() else name, {})
            continue
        pairs, _, entries = line.partition("\t")
        parts = pairs.split(",")
        shared = tuple((int(part.partition(":")[0]), int(part.partition(":")[2]) / SCALE) for part in parts)
        table.update(dict.fromkeys(entries.split("\x1f"), shared))
    return Model(labels, weights, moves)


def marginals(rows: Sequence[Sequence[tuple[int | str, str]]], using: Model | None = None) -> list[list[float]]:
    """For each token the probability of each label, in the order of `Model.labels`; `rows` are `features.atoms`."""
    crf = using or model()
    weights, moves, count = crf.weights, crf.moves, len(crf.labels)
    scores: list[list[float]] = []
    for row in rows:
        score = [0.0] * count
        for template, atom in row:
            pairs = weights[template].get(atom) if template in weights else None
            if pairs:
                for label, weight in pairs:
                    score[label] += weight
        scores.append(score)
    likely: list[list[float] | None] = []
    for score in scores:
        best = max(score)
        if score[0] == best and best - max(score[1:]) > SURE:
            likely.append(None)  # nothing, surely
        else:
            likely.append([exp(one - best) for one in score])
    return _passed(likely, moves, count)


def _passed(likely: Sequence[list[float] | None], moves: Sequence[Sequence[float]], count: int) -> list[list[float]]:
    """Forward and backward over the chain; None stands for a token that is surely nothing."""
    labels = range(count)
    nothing = [1.0] + [0.0] * (count - 1)
    ahead: list[list[float]] = []
    last: list[float] | None = None
    for here in likely:
        if here is None:
            row = nothing
        else:
            if last is None:
                row = here
            elif last is nothing:
                from_nothing = moves[0]
                row = [here[j] * from_nothing[j] for j in labels]
            else:
                row = [here[j] * sum([last[i] * moves[i][j] for i in labels]) for j in labels]
            total = sum(row)
            row = [one / total for one in row]
        ahead.append(row)
        last = row
    result: list[list[float]] = [nothing] * len(likely)
    back: list[float] | None = None  # what comes later, for each label here
    for t in range(len(likely) - 1, -1, -1):
        here = likely[t]
        row = ahead[t]
        if back is not None and here is not None:
            row = [row[j] * back[j] for j in labels]
            total = sum(row)
            row = [one / total for one in row]
        result[t] = row
        if here is None:
            back = [moves[i][0] for i in labels]
        elif back is None:
            back = [sum([moves[i][j] * here[j] for j in labels]) for i in labels]
        else:
            ahead_of = [here[j] * back[j] for j in labels]
            back = [sum([moves[i][j] * ahead_of[j] for j in labels]) for i in labels]
        top = max(back)
        back = [one / top for one in back]
    return result
