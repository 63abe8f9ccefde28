"""One engine in a process of its own: `python -m bench.deid.finder NAME [MODEL]`. Beside it, the standard library only.

It says what it is, then answers each line `{"text"}` with `{"spans", "seconds", "megabytes"}`. A span is its start and
end in characters and a category. The seconds are processor time, so that what others do on the machine is not counted;
every engine has one thread.
"""

import json
import os
import resource
import sys
import time
from collections.abc import Callable, Sequence
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path

Span = tuple[int, int, str]
Find = Callable[[str], Sequence[Span]]

# What the numerical libraries of the peers read when they are imported.
ONE_THREAD = {f"{library}_NUM_THREADS": "1" for library in ("OMP", "OPENBLAS", "MKL", "BLIS")}


def folder(module: str) -> Path:
    """Where an installed package is, without importing it; raises ImportError."""
    spec = find_spec(module)
    if spec is None or spec.origin is None:
        raise ImportError(f"No module named {module!r}")
    return Path(spec.origin).parent


def megabytes() -> float:
    """The most memory this process has held at once."""
    try:
        status = Path("/proc/self/status").read_text(encoding="ascii")
    except OSError:
        size = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        return size / 1e6 if sys.platform == "darwin" else size / 1e3
    # Not `ru_maxrss`, which on Linux begins with what the parent held.
    return int(status.partition("VmHWM:")[2].split()[0]) * 1024 / 1e6


def main(engine: str, *model: str) -> int:
    os.environ.update(ONE_THREAD)
    answers, sys.stdout = sys.stdout, sys.stderr  # what a library prints is no answer

    def answer(content: dict[str, object]) -> None:
        print(json.dumps(content), file=answers, flush=True)

    try:
        known, find = import_module(f"bench.deid.{engine}").load(*model)
    except ImportError as error:
        answer({"missing": str(error)})
        return 0
    answer({"known": known})
    for line in sys.stdin:
        text = json.loads(line)["text"]
        began = time.process_time()
        spans = find(text)
        seconds = time.process_time() - began
        answer({"spans": spans, "seconds": seconds, "megabytes": megabytes()})
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
