"""The threads in which an event loop talks to the database.

One writes, so that SQLite has one writer of rooms at a time and nobody waits in its unfair queue; a few read beside it.
"""

import asyncio
from collections.abc import Callable
from functools import partial
from queue import SimpleQueue
from threading import Thread
from typing import Any, ParamSpec, TypeVar

from django.db import InterfaceError, OperationalError, connections

P = ParamSpec("P")
T = TypeVar("T")

READERS = 2


class Threads:
    """The database threads of one event loop. Made in that loop."""

    def __init__(self) -> None:
        self._writer = Line(1, "room-writer")
        self._readers = Line(READERS, "room-reader")

    async def write(self, function: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Run `function` in the one thread that writes; it waits for those before it."""
        return await self._writer.run(partial(function, *args, **kwargs))

    async def read(self, function: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Run `function` in a thread that reads."""
        return await self._readers.run(partial(function, *args, **kwargs))

    def close(self) -> None:
        """Finish what was begun, and let go of the database. Blocks; the loop should have stopped asking."""
        self._writer.close()
        self._readers.close()


class Line:
    """Work waiting for a few threads. A pool of the standard library takes several times as long to hand it over."""

    def __init__(self, threads: int, name: str) -> None:
        self._loop = asyncio.get_running_loop()
        self._work: SimpleQueue[tuple[Callable[[], Any], asyncio.Future[Any]] | None] = SimpleQueue()
        self._threads = [Thread(target=self._serve, name=name, daemon=True) for _ in range(threads)]
        for thread in self._threads:
            thread.start()

    def run(self, function: Callable[[], T]) -> asyncio.Future[T]:
        """What `function` returns or raises, once it has run in one of the threads."""
        future: asyncio.Future[T] = self._loop.create_future()
        self._work.put((function, future))
        return future

    def close(self) -> None:
        for _ in self._threads:
            self._work.put(None)
        for thread in self._threads:
            thread.join()

    def _serve(self) -> None:
        try:
            while (work := self._work.get()) is not None:
                function, future = work
                try:
                    answer = partial(_answer, future, function())
                except BaseException as error:
                    if isinstance(error, OperationalError | InterfaceError):
                        connections.close_all()  # the next call has a new one
                    answer = partial(_refuse, future, error)
                try:
                    self._loop.call_soon_threadsafe(answer)
                except RuntimeError:
                    return  # the loop has closed: nobody waits any more
        finally:
            connections.close_all()


def _answer(future: asyncio.Future[T], result: T) -> None:
    if not future.done():  # else whoever asked has given up
        future.set_result(result)


def _refuse(future: asyncio.Future[T], error: BaseException) -> None:
    if not future.done():
        future.set_exception(error)
