"""The threads in which an event loop talks to the database.

One writes, so that SQLite has one writer of rooms at a time and nobody waits in its unfair queue; a few read beside it.
"""

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import ParamSpec, TypeVar

from django.db import InterfaceError, OperationalError, connections

P = ParamSpec("P")
T = TypeVar("T")

READERS = 2


class Threads:
    """The database threads of one event loop."""

    def __init__(self) -> None:
        self._writer = ThreadPoolExecutor(1, thread_name_prefix="room-writer")
        self._readers = ThreadPoolExecutor(READERS, thread_name_prefix="room-reader")

    async def write(self, function: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Run `function` in the one thread that writes; it waits for those before it."""
        return await asyncio.wrap_future(self._writer.submit(_healed, partial(function, *args, **kwargs)))

    async def read(self, function: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Run `function` in a thread that reads."""
        return await asyncio.wrap_future(self._readers.submit(_healed, partial(function, *args, **kwargs)))

    def close(self) -> None:
        """Finish what was begun, and let go of the database. Blocks; the loop should have stopped asking."""
        self._writer.submit(connections.close_all)
        for _ in range(READERS):
            self._readers.submit(connections.close_all)
        self._writer.shutdown()
        self._readers.shutdown()


def _healed(function: Callable[[], T]) -> T:
    """Call `function`; a connection that broke is dropped, so that the next call has a new one."""
    try:
        return function()
    except (OperationalError, InterfaceError):
        connections.close_all()
        raise
