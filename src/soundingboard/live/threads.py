"""The threads in which an event loop talks to the database.

One writes, so that SQLite has one writer of rooms at a time and nobody waits in its unfair queue; a few read beside it.
"""

import asyncio
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from queue import SimpleQueue
from threading import Thread
from typing import Any, Literal, ParamSpec, TypeVar

from django.db import InterfaceError, OperationalError, connections

P = ParamSpec("P")
T = TypeVar("T")

READERS = 2
MOST = 100  # done together

# Runs several functions as one, and gives in order what each returned, or `Failed` with what it raised.
Together = Callable[[Sequence[Callable[[], Any]]], Sequence[Any]]


class Threads:
    """The database threads of one event loop. Made in that loop."""

    def __init__(self) -> None:
        self._writer = Line(1, "room-writer")
        self._readers = Line(READERS, "room-reader")

    async def write(self, function: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Run `function` in the one thread that writes; it waits for those before it."""
        return await self._writer.run(partial(function, *args, **kwargs))

    async def write_together(self, together: Together, function: Callable[[], T]) -> T:
        """Run `function` in the thread that writes, with whatever else waits there at this moment for `together`."""
        return await self._writer.run(function, together)

    async def read(self, function: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Run `function` in a thread that reads."""
        return await self._readers.run(partial(function, *args, **kwargs))

    def close(self) -> None:
        """Finish what was begun, and let go of the database. Blocks; the loop should have stopped asking."""
        self._writer.close()
        self._readers.close()


@dataclass(frozen=True)
class Work:
    """Something to be done, who waits for it, and how it is done with others of its kind."""

    function: Callable[[], Any]
    future: asyncio.Future[Any]
    together: Together | None = None


class Line:
    """Work waiting for a few threads. A pool of the standard library takes several times as long to hand it over."""

    def __init__(self, threads: int, name: str) -> None:
        self._loop = asyncio.get_running_loop()
        self._work: SimpleQueue[Work | None] = SimpleQueue()
        self._threads = [Thread(target=self._serve, name=name, daemon=True) for _ in range(threads)]
        for thread in self._threads:
            thread.start()

    def run(self, function: Callable[[], T], together: Together | None = None) -> asyncio.Future[T]:
        """What `function` returns or raises, once it has run in one of the threads.

        together  runs it with others of its kind that wait; only where there is one thread
        """
        future: asyncio.Future[T] = self._loop.create_future()
        self._work.put(Work(function, future, together))
        return future

    def close(self) -> None:
        for _ in self._threads:
            self._work.put(None)
        for thread in self._threads:
            thread.join()

    def _serve(self) -> None:
        try:
            for batch in self._batches():
                outcomes = [(work.future, outcome) for work, outcome in zip(batch, _done(batch), strict=True)]
                try:
                    self._loop.call_soon_threadsafe(_tell, outcomes)
                except RuntimeError:
                    return  # the loop has closed: nobody waits any more
        finally:
            connections.close_all()

    def _batches(self) -> Iterator[list[Work]]:
        """What waits, in order: one after another, or as many as can be done together."""
        work = self._work.get()
        while work is not None:
            batch = [work]
            behind: Work | Literal[False] | None = False
            while work.together is not None and len(batch) < MOST and not self._work.empty():
                behind = self._work.get()
                if not behind or behind.together is not work.together:
                    break
                batch.append(behind)
                behind = False
            yield batch
            work = self._work.get() if behind is False else behind


class Failed:
    """What was raised instead of an answer."""

    def __init__(self, error: BaseException) -> None:
        self.error = error


def _done(batch: Sequence[Work]) -> Sequence[Any]:
    together = batch[0].together or _alone
    try:
        outcomes = together([work.function for work in batch])
    except BaseException as error:
        outcomes = [Failed(error)] * len(batch)
    if any(isinstance(one, Failed) and isinstance(one.error, OperationalError | InterfaceError) for one in outcomes):
        connections.close_all()  # the next call has a new one
    return outcomes


def _alone(functions: Sequence[Callable[[], Any]]) -> list[Any]:
    return [function() for function in functions]


def _tell(outcomes: Sequence[tuple[asyncio.Future[Any], Any]]) -> None:
    for future, outcome in outcomes:
        if future.done():
            continue  # whoever asked has given up
        if isinstance(outcome, Failed):
            future.set_exception(outcome.error)
        else:
            future.set_result(outcome)
