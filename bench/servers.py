"""The processes that are measured: started, asked how much of a core they used, and ended, each by its own number."""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryFile

ROOT = Path(__file__).resolve().parents[1]
ANSWERING = "Answering at "
PATIENCE = 20  # seconds a process may take to go


class DidNotStart(Exception):
    """A process ended before it answered; what it said follows."""


@dataclass(frozen=True)
class Server:
    """A process that answers at a port of this machine."""

    port: int
    process: subprocess.Popen[str]

    def cpu_seconds(self) -> float:
        """The processor time it has used; 0 where the system does not tell."""
        try:
            fields = Path(f"/proc/{self.process.pid}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
        except OSError:
            return 0.0
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def environment(data: Path) -> dict[str, str]:
    """What a process is told: a real installation in the folder `data`, and nothing that this shell says of another."""
    ours = ("SOUNDINGBOARD_", "DJANGO_")
    kept = {name: value for name, value in os.environ.items() if not name.startswith(ours)}
    return {
        **kept,
        "DJANGO_SETTINGS_MODULE": "soundingboard.site.settings",
        "SOUNDINGBOARD_DATA": str(data),
        "SOUNDINGBOARD_LOG_LEVEL": "WARNING",
        "PYTHONPATH": str(ROOT),
        "PYTHONUNBUFFERED": "1",
    }


@contextmanager
def running(data: Path, *arguments: str) -> Iterator[Server]:
    """A server process `python -m ...`, once it answers, until the block ends."""
    with TemporaryFile("w+", encoding="utf-8") as said:
        process = subprocess.Popen(
            [sys.executable, "-m", *arguments],
            env=environment(data),
            cwd=ROOT,
            stdout=subprocess.PIPE,
            stderr=said,
            text=True,
        )
        try:
            yield Server(_port(process, said), process)
        finally:
            process.terminate()
            try:
                process.wait(PATIENCE)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()


def _port(process: subprocess.Popen[str], said: object) -> int:
    assert process.stdout is not None
    for line in process.stdout:
        if line.startswith(ANSWERING):
            return int(line.rpartition(":")[2])
    said.seek(0)  # type: ignore[attr-defined]
    raise DidNotStart(said.read())  # type: ignore[attr-defined]


def finished(data: Path, *arguments: str) -> str:
    """What a process `python -m ...` says on its way to a good end."""
    done = subprocess.run(
        [sys.executable, "-m", *arguments],
        env=environment(data),
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    if done.returncode:
        raise DidNotStart(done.stdout + done.stderr)
    return done.stdout
