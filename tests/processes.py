"""Real server processes of the tests' own, to be talked to and killed."""

import os
import signal
import subprocess
import sys
import threading
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
PATIENCE = 30  # seconds a process may take to come up or to go


class DidNotStart(Exception):
    """A process ended, or said nothing, before it answered. Its words follow."""


def bare(**given: str) -> dict[str, str]:
    """What a real installation on this machine is told: nothing of the tests' own, and `given`."""
    ours = ("SOUNDINGBOARD_", "DJANGO_")
    return {**{name: value for name, value in os.environ.items() if not name.startswith(ours)}, **given}


def environment(database_url: str, given: Mapping[str, str] = {}) -> dict[str, str]:
    """What a child process of the tests is told: the tests' settings, and the given database."""
    return {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "tests.settings",
        "PYTHONPATH": str(ROOT),
        "PYTHONUNBUFFERED": "1",
        "SOUNDINGBOARD_DATABASE_URL": database_url,
        **given,
    }


def command(*arguments: str, database_url: str, **given: str) -> subprocess.CompletedProcess[str]:
    """Run `soundingboard ...` to its end; raises with what it said when it fails."""
    done = subprocess.run(
        [sys.executable, "-m", "soundingboard", *arguments],
        env=environment(database_url, given),
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=PATIENCE * 4,
        check=False,
    )
    if done.returncode:
        raise DidNotStart(f"soundingboard {' '.join(arguments)}: {done.returncode}\n{done.stdout}{done.stderr}")
    return done


@dataclass
class Server:
    """One `soundingboard serve`."""

    url: str
    process: subprocess.Popen[str]
    said: list[str] = field(default_factory=list)

    @property
    def socket_url(self) -> str:
        return self.url.replace("http", "ws", 1)

    def kill(self) -> None:
        """As when the power fails."""
        self.process.send_signal(signal.SIGKILL)
        self.process.wait(PATIENCE)

    def stop(self) -> None:
        """As a host would: it may say good-bye."""
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
            try:
                self.process.wait(PATIENCE)
            except subprocess.TimeoutExpired:
                self.kill()


def start(database_url: str, *, port: int = 0, **given: str) -> Server:
    """A server process that answers; port 0 takes a free one. `given` are further environment variables."""
    process = subprocess.Popen(
        [sys.executable, "-m", "soundingboard", "serve", "--port", str(port)],
        env=environment(database_url, given),
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    server = Server("", process)
    answers = threading.Event()

    def listen() -> None:
        assert process.stdout is not None
        for line in process.stdout:
            server.said.append(line)
            if line.startswith("Answering at "):
                server.url = line.removeprefix("Answering at ").strip()
                answers.set()
        answers.set()

    threading.Thread(target=listen, daemon=True).start()
    if not answers.wait(PATIENCE) or not server.url:
        process.kill()
        process.wait(PATIENCE)
        raise DidNotStart("".join(server.said) or "It said nothing.")
    return server
