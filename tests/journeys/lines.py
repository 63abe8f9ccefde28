"""Lines between pages and servers, on this machine: slow in one direction, dead, or leading to whoever answers."""

import asyncio
import threading
from collections.abc import Callable, Coroutine, Iterator, Sequence
from concurrent.futures import Future
from contextlib import contextmanager, suppress
from typing import Any
from urllib.parse import urlsplit

PATIENCE = 30.0  # seconds
CHUNK = 65536  # bytes


class Line:
    """One address for pages, in front of servers.

    servers              addresses; a new connection goes to the first that answers, as a proxy's would
    to_server, to_page   seconds that every byte in this direction is late
    """

    def __init__(self, servers: Sequence[str], *, to_server: float = 0.0, to_page: float = 0.0) -> None:
        self.servers = servers
        self.to_server, self.to_page = to_server, to_page
        self._answers_are_lost = False
        self._open: set[asyncio.StreamWriter] = set()
        self._tasks: set[asyncio.Task[None]] = set()

    @property
    def url(self) -> str:
        return f"http://localhost:{self._port}"

    def lose_answers(self) -> None:
        """From now on nothing from the servers arrives, though nobody is told."""
        self._at_once(self._lose_answers)

    def cut(self) -> None:
        """End every connection; new ones find a good line."""
        self._at_once(self._cut)

    # In the loop of the line, a thread of its own

    async def _run(self, ready: "Future[asyncio.Event]") -> None:
        self._loop = asyncio.get_running_loop()
        end = asyncio.Event()
        async with await asyncio.start_server(self._accept, "127.0.0.1", 0) as server:
            self._port = server.sockets[0].getsockname()[1]
            ready.set_result(end)
            await end.wait()
        await self._cut()
        for task in tuple(self._tasks):
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    async def _lose_answers(self) -> None:
        self._answers_are_lost = True

    async def _cut(self) -> None:
        self._answers_are_lost = False
        for writer in tuple(self._open):
            writer.close()

    async def _accept(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._open.add(writer)
        try:
            from_server, to_server = await self._server()
        except ConnectionError:
            self._open.discard(writer)
            return writer.close()
        self._open.add(to_server)
        self._carry(reader, to_server, lambda: self.to_server)
        self._carry(from_server, writer, lambda: self.to_page, lost=lambda: self._answers_are_lost)

    async def _server(self) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
        for server in self.servers:
            with suppress(OSError):
                return await asyncio.open_connection("127.0.0.1", urlsplit(server).port)
        raise ConnectionRefusedError

    def _carry(
        self,
        reader: asyncio.StreamReader,
        writer: asyncio.StreamWriter,
        late: Callable[[], float],
        *,
        lost: Callable[[], bool] = lambda: False,
    ) -> None:
        """Hand over each byte when it is due, in order, and the end after the last."""

        async def carry() -> None:
            with suppress(OSError):
                while data := await reader.read(CHUNK):
                    if not lost():
                        self._loop.call_later(late(), write, data)
            self._loop.call_later(late(), end)

        def write(data: bytes) -> None:
            if not writer.is_closing():
                writer.write(data)

        def end() -> None:
            self._open.discard(writer)
            writer.close()

        task = self._loop.create_task(carry())
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    # From the thread of the test

    def _at_once(self, act: Callable[[], Coroutine[Any, Any, None]]) -> None:
        asyncio.run_coroutine_threadsafe(act(), self._loop).result(PATIENCE)


@contextmanager
def line(*servers: str, **late: float) -> Iterator[Line]:
    """A line for as long as it is needed: `with line(server.url, to_page=0.2) as slow: ...slow.url`."""
    laid = Line(servers, **late)
    ready: Future[asyncio.Event] = Future()
    thread = threading.Thread(target=asyncio.run, args=[laid._run(ready)], daemon=True)
    thread.start()
    end = ready.result(PATIENCE)
    try:
        yield laid
    finally:
        laid._loop.call_soon_threadsafe(end.set)
        thread.join(PATIENCE)
