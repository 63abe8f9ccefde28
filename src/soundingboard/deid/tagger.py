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

from soundingboard.deid.features import REACH, Kind, Sight, at_distance
from soundingboard.deid.memory import Memory

SCALE: Final = 256.0  # weights are packed as whole numbers of this part
HOPELESS: Final = 12.0  # a label that trails by so much is left out
SURE: Final = 8.0  # a token whose first label, nothing, leads by so much is taken for settled


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


def marginals(sight: Sight, using: Model | None = None, memory: Memory | None = None) -> list[list[float]]:
    """For each token the probability of each label, in the order of `Model.labels`."""
    crf = using or model()
    count = len(crf.labels)
    likely: list[dict[int, float] | None] = []
    for score in _scores(sight, crf, memory):
        best = max(score)
        if score[0] == best and best - max(score[1:]) > SURE:
            likely.append(None)  # nothing, surely
        else:
            likely.append({label: exp(one - best) for label, one in enumerate(score) if best - one < HOPELESS})
    return _passed(likely, crf.moves, count)


Vectors = tuple[list[float], ...]  # what a word adds to the scores, for each distance from -REACH to REACH

# Of words that everybody writes, and no others.
_remembered: dict[int, dict[Kind, Vectors]] = {}


def _scores(sight: Sight, crf: Model, memory: Memory | None) -> list[list[float]]:
    met: dict[int, Vectors] = {}
    if memory is None:
        return [_score(sight, i, crf, met) for i in range(len(sight.kinds))]
    scores = []
    for i, elsewhere in enumerate(sight.elsewhere):
        depends = (
            *[kind.name for kind in sight.around(i)],
            sight.small,
            sight.first[i],
            elsewhere,
            sight.marks_around(i),
            sight.company[i],
        )
        score = memory.words.get(depends)
        if score is None:
            score = memory.words[depends] = _score(sight, i, crf, met)
        scores.append(score)
    return scores


def _score(sight: Sight, i: int, crf: Model, met: dict[int, Vectors]) -> list[float]:
    """The scores of the labels at place `i`; `met` keeps the vectors of the words of this text."""
    rows = [_known(kind, crf, met)[place] for place, kind in enumerate(sight.around(i))]
    score = [sum(column) for column in zip(*rows, strict=True)]
    weights = crf.weights
    for template, atom in sight.extras(i):
        pairs = weights[template].get(atom) if template in weights else None
        if pairs:
            for label, weight in pairs:
                score[label] += weight
    return score


def _known(kind: Kind, crf: Model, met: dict[int, Vectors]) -> Vectors:
    found = met.get(id(kind))
    if found is None:
        common = _remembered.setdefault(id(crf), {})
        found = common.get(kind) if kind.common else None
        if found is None:
            found = _vectors(kind, crf)
            if kind.common:
                common[kind] = found
        met[id(kind)] = found
    return found


def _vectors(kind: Kind, crf: Model) -> Vectors:
    """The scores that a word gives from `REACH` places before a token, ..., at its place, ..., to as many after it."""
    found = []
    for offset in range(-REACH, REACH + 1):
        score = [0.0] * len(crf.labels)
        table = crf.weights.get(offset, {})
        for atom in at_distance(kind, offset):
            for label, weight in table.get(atom, ()):
                score[label] += weight
        found.append(score)
    return tuple(found)


def _passed(
    likely: Sequence[dict[int, float] | None], moves: Sequence[Sequence[float]], count: int
) -> list[list[float]]:
    """Forward and backward over the chain, each token's hopeless labels left out; None: surely nothing."""
    ahead: list[dict[int, float]] = []
    last: dict[int, float] | None = None
    for here in likely:
        if here is None:
            row = NOTHING
        elif last is None:
            row = here
        else:
            row = {j: one * sum([was * moves[i][j] for i, was in last.items()]) for j, one in here.items()}
            total = sum(row.values())
            row = {j: one / total for j, one in row.items()}
        ahead.append(row)
        last = row
    nothing = [1.0] + [0.0] * (count - 1)
    result: list[list[float]] = [nothing] * len(likely)
    back: dict[int, float] | None = None  # what comes later, by the label here
    for t in range(len(likely) - 1, -1, -1):
        here, row = likely[t], ahead[t]
        if here is not None:
            after = [0.0] * count
            for j, one in row.items():
                after[j] = one * (back[j] if back is not None else 1.0)
            total = sum(after)
            result[t] = [one / total for one in after]
        coming = NOTHING if here is None else here
        earlier = likely[t - 1] if t else None
        weighed = coming if back is None else {j: one * back[j] for j, one in coming.items()}
        back = {
            i: sum([moves[i][j] * one for j, one in weighed.items()]) for i in (NOTHING if earlier is None else earlier)
        }
        top = max(back.values())
        back = {i: one / top for i, one in back.items()}
    return result


NOTHING: Final[dict[int, float]] = {0: 1.0}
