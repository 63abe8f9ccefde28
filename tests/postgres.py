"""A PostgreSQL server of the tests' own: a private folder, a free port, gone afterward."""

import os
import pwd
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from tests import machine

# Nothing here outlives the tests, so nothing is waited for that only a power cut could lose.
QUICK = (
    "-c fsync=off -c synchronous_commit=off -c full_page_writes=off -c unix_socket_directories= -c max_connections=60"
)


class NoServer(Exception):
    """No PostgreSQL to test with."""


@contextmanager
def server() -> Iterator[str]:
    """The address of a running server, without a database at the end: the one `TEST_POSTGRES_URL` names, or our own."""
    if given := os.environ.get("TEST_POSTGRES_URL"):
        yield given.rstrip("/")
        return
    programs = machine.postgres()
    if programs is None:
        raise NoServer("No PostgreSQL server programs (initdb, pg_ctl) were found. Run: python -m tests.machine")
    folder = Path(tempfile.mkdtemp(prefix="soundingboard-postgres-"))
    folder.chmod(0o755)
    owner = _owner()
    if not _runs(programs / "postgres", owner):
        # They lie below a folder that only its owner may read.
        shutil.copytree(programs.parent, folder / "programs", symlinks=True)
        programs = folder / "programs" / programs.name
    rows = folder / "rows"
    rows.mkdir(mode=0o700)
    if owner is not None:
        os.chown(rows, owner, -1)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]

    def run(program: str, *arguments: str) -> None:
        subprocess.run(
            [str(programs / program), "-D", str(rows), *arguments],
            check=True,
            stdout=subprocess.DEVNULL,
            cwd=rows,
            **_as(owner),
        )

    try:
        run("initdb", "-U", "postgres", "-A", "trust", "--locale-provider=libc", "--no-sync", "-E", "UTF8")
        listen = f"-c listen_addresses=127.0.0.1 -c port={port} {QUICK}"
        run("pg_ctl", "-w", "-l", str(rows / "said"), "-o", listen, "start")
        yield f"postgresql://postgres@127.0.0.1:{port}"
    finally:
        with suppress(subprocess.CalledProcessError):
            run("pg_ctl", "-m", "immediate", "stop")
        shutil.rmtree(folder, ignore_errors=True)


def _owner() -> int | None:
    """Whom the server runs as: ourselves, unless we are root, which it refuses."""
    if os.geteuid() != 0:
        return None
    for name in ("postgres", "nobody"):
        with suppress(KeyError):
            return pwd.getpwnam(name).pw_uid
    raise NoServer("PostgreSQL does not run as root, and this machine has no user `postgres` or `nobody`.")


def _as(owner: int | None) -> dict[str, Any]:
    if owner is None:
        return {}
    return {"user": owner, "group": pwd.getpwuid(owner).pw_gid, "extra_groups": []}


def _runs(program: Path, owner: int | None) -> bool:
    try:
        subprocess.run([str(program), "--version"], stdout=subprocess.DEVNULL, cwd="/", check=True, **_as(owner))
    except (PermissionError, subprocess.CalledProcessError):
        return False
    return True
