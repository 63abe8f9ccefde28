"""`soundingboard serve`: one process that answers browsers."""

import argparse
import fcntl
import gc
import os
import signal
import socket
import sys
import warnings
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext

import uvicorn

from soundingboard.refusals import Refused
from soundingboard.site import keys
from soundingboard.site.environment import Database


def main(argv: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="soundingboard serve", description="Answer browsers until told to stop.")
    parser.add_argument("--host", default="127.0.0.1", help="the address to listen at (127.0.0.1)")
    parser.add_argument("--port", type=int, default=8000, help="the port to listen at; 0 takes a free one (8000)")
    parser.add_argument("--no-worker", action="store_true", help="leave the jobs to `soundingboard worker`")
    asked = parser.parse_args(argv)
    if asked.no_worker:
        os.environ["SOUNDINGBOARD_WORKER"] = "0"
    return serve(asked.host, asked.port)


def serve(host: str, port: int, *, beside: AbstractContextManager[None] | None = None) -> int:
    """Answer until told to stop; gives the exit status.

    beside  entered once it is sure that the port and the database are ours, left when the server has stopped
    """
    import django
    from django.conf import settings

    django.setup()
    installation = settings.SOUNDINGBOARD
    # WhiteNoise reads small files; a proxy serves them where that matters.
    warnings.filterwarnings("ignore", message="StreamingHttpResponse must consume synchronous iterators")
    # uvicorn, once it has stopped, raises again the signal that stopped it: what stands beside must still be left.
    signal.signal(signal.SIGTERM, lambda number, _frame: sys.exit(128 + number))
    with listening(host, port) as listener, alone(installation.database), legible(), beside or nullcontext():
        host, port = listener.getsockname()[:2]
        server = Server(
            uvicorn.Config(
                "soundingboard.site.asgi:application",
                ws="websockets-sansio",
                ws_per_message_deflate=False,  # memory for each socket, and slow last messages
                timeout_graceful_shutdown=10,
                proxy_headers=True,
                forwarded_allow_ips=list(installation.proxies),
                server_header=False,
                access_log=False,  # who came to which room when is what we promise not to keep
                log_config=None,
            ),
            url=f"http://{f'[{host}]' if ':' in host else host}:{port}",
        )
        server.run(sockets=[listener])
    return 0 if server.started else 3


@contextmanager
def legible() -> Iterator[None]:
    """Raises `Refused` unless what is sealed here can be opened."""
    keys.ready()
    yield


class Server(uvicorn.Server):
    """uvicorn, which says on standard output when it answers: whoever started it may be waiting for that."""

    def __init__(self, config: uvicorn.Config, *, url: str) -> None:
        super().__init__(config)
        self.url = url

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        gc.freeze()  # what is there by now stays; looking through all of it again would stop every room for a moment
        if self.started:
            print(f"Answering at {self.url}", flush=True)


@contextmanager
def listening(host: str, port: int) -> Iterator[socket.socket]:
    """A bound socket; raises `Refused` when another program has the port."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listener = socket.socket(family)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((host, port))
    except OSError as error:
        listener.close()
        raise Refused(
            f"Cannot listen at {host} port {port}: {error.strerror}.", fits="Not started. Choose another: --port 8001."
        ) from None
    try:
        yield listener
    finally:
        listener.close()


@contextmanager
def alone(database: Database) -> Iterator[None]:
    """Hold a database file for this server alone; raises `Refused`.

    Servers of one file cannot hear each other: one would write rows that the other's rooms never learn of.
    The kernel lets go of the lock when a process dies, however it dies.
    """
    if database.engine != "sqlite":
        yield
        return
    with open(f"{database.name}.serving", "w", encoding="ascii") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise Refused(
                "Another server already serves this database file.",
                fits="Not started. One process serves a SQLite file; for more, use PostgreSQL.",
            ) from None
        yield
