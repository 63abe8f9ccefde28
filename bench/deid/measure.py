"""What `deid` finds, leaves alone and takes, beside its peers, as rows."""

import re
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import accumulate, cycle, pairwise
from pathlib import Path
from typing import NamedTuple

from bench.deid.engines import OTHERS, OURS, Engine, Missing, Round, asked
from bench.rounds import rounds, said
from bench.rows import Row, row
from bench.servers import DidNotStart
from soundingboard.deid.finding import DETAILS
from tests.deid.scoring import EMPLOYERS, NUMBERED, SAFE_HARBOR, Score, Share, score
from tests.deid.texts import DEVELOPMENT, Case, parse

AT_MOST = 180.0  # seconds for all of it
WORDS = 300  # of a text, by which times are told
PASTE = 50_000  # characters

# What is counted, and whether the peers have it: their categories are not ours.
COUNTED: tuple[tuple[str, Callable[[Score], Share], bool], ...] = (
    ("recall, Safe Harbor kinds", lambda found: found.recall(SAFE_HARBOR), True),
    ("recall, numbered kinds", lambda found: found.recall(NUMBERED), True),
    ("recall, employers and the like", lambda found: found.recall(EMPLOYERS), True),
    ("recall, profession and rare event", lambda found: found.recall(DETAILS), True),
    ("right category, Safe Harbor kinds", lambda found: found.right(SAFE_HARBOR), False),
    ("precision, letters and digits", lambda found: found.precision_all, True),
    ("clinical traps surviving", lambda found: found.traps, True),
    ("identifier-free texts quiet", lambda found: found.quiet, True),
)

Texts = Mapping[str, Sequence[Case]]


class Measured(NamedTuple):
    """The figures, and what to say of peers that are not among them."""

    rows: list[Row]
    notes: list[str]


def shipped() -> list[Path]:
    """The annotated texts of the repository, those of development first."""
    return [DEVELOPMENT, *sorted(DEVELOPMENT.parent.glob("own-*.txt"))]


def gathered(files: Sequence[Path]) -> Texts:
    """The texts of `files` in their order; own-1.txt and own-2.txt are one set."""
    texts: dict[str, list[Case]] = {}
    for file in files:
        texts.setdefault(re.sub(r"-\d+$", "", file.stem), []).extend(parse(file))
    return texts


def pasted(cases: Sequence[Case]) -> str:
    """What somebody pastes who has much to paste: the texts one after the other, and again, `PASTE` characters."""
    whole = ""
    for case in cycle(cases):
        whole += case.text + "\n\n"
        if len(whole) >= PASTE:
            break
    return whole[:PASTE]


def measure(files: Sequence[Path], wanted: int) -> Measured:
    """The medians of `wanted` rounds, or of fewer on a machine that is slow; in each every engine has its turn."""
    began = time.monotonic()
    texts = gathered(files)
    cases = [case for group in texts.values() for case in group]
    paste = pasted(cases)
    answers: dict[Engine, list[Round]] = {OURS: [], **{engine: [] for engine in OTHERS}}
    notes: list[str] = []
    for number in rounds(wanted, began, AT_MOST):
        said(f"round {number + 1} of {wanted}: {len(cases)} texts")
        for engine in list(answers):
            try:
                answers[engine].append(asked(engine, [case.text for case in cases], paste))
            except (Missing, DidNotStart) as why:
                if engine is OURS:
                    raise
                notes.append(f"Not measured: {' with '.join(engine.name)}. {str(why).strip().splitlines()[-1]}")
                del answers[engine]
            else:
                said(f"  {as_line(answers[engine][-1])}")
    ours = answers.pop(OURS)
    return Measured(list(as_rows(texts, ours, {others[0].known: others for others in answers.values()})), notes)


def as_line(answer: Round) -> str:
    return f"{answer.known}: started in {answer.started:.1f} s, {answer.seconds:.2f} s for all texts"


def as_rows(texts: Texts, ours: Sequence[Round], peers: Mapping[str, Sequence[Round]]) -> Iterator[Row]:
    """What was found and left alone in each set of texts, then what it took."""
    for name, scores in scored(texts, ours).items():
        others = {peer: scored(texts, answers)[name] for peer, answers in peers.items()}
        for what, share, compared in COUNTED:
            if share(scores[0]).whole or what.startswith("precision"):
                yield from _beside(
                    f"deid {what} ({name})",
                    "%",
                    [share(found).percent for found in scores],
                    {peer: [share(found).percent for found in of] for peer, of in others.items()} if compared else {},
                )
    words = sum(len(case.text.split()) for group in texts.values() for case in group)
    took: dict[tuple[str, str], Callable[[Round], float]] = {
        (f"deid {WORDS} words", "ms"): lambda answer: answer.seconds / words * WORDS * 1000,
        (f"deid {PASTE:,} characters", "s"): lambda answer: answer.paste,
        ("deid start to first answer", "s"): lambda answer: answer.started,
        ("deid memory, at most", "MB"): lambda answer: answer.megabytes,
    }
    for (what, unit), figure in took.items():
        yield from _beside(
            what,
            unit,
            [figure(answer) for answer in ours],
            {peer: [figure(answer) for answer in answers] for peer, answers in peers.items()},
        )


def scored(texts: Texts, answers: Sequence[Round]) -> dict[str, list[Score]]:
    """The score of each round for each set of texts."""
    ends = [0, *accumulate(len(group) for group in texts.values())]
    return {
        name: [score(zip(group, answer.found[start:end], strict=True)) for answer in answers]
        for (name, group), (start, end) in zip(texts.items(), pairwise(ends), strict=True)
    }


def _beside(name: str, unit: str, ours: Sequence[float], peers: Mapping[str, Sequence[float]]) -> Iterator[Row]:
    """A row for each peer; one alone where there is none."""
    if not peers:
        yield row(name, ours, unit)
    for peer, theirs in peers.items():
        yield row(name, ours, unit, peer, theirs)
