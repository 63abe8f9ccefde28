"""The bus: *topic X has reached number N*, told by whoever wrote the row to every process that watches X.

It carries no content: whoever hears reads the rows. So nothing is lost when it stumbles: after a break every listener
is told to look at everything once.
"""

import asyncio
import logging
import threading
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from typing import Any, Protocol

import psycopg
from django.conf import settings
from django.db import connection, transaction
from psycopg import sql

log = logging.getLogger(__name__)

CHANNEL = "soundingboard"
FIRST_WAIT, LONGEST_WAIT = 0.1, 5.0  # seconds between attempts to reach the database again

Heard = Callable[[str | None, int], None]  # topic and number; None: look at everything, something may have been missed


class Bus(Protocol):
    """How processes tell each other that a topic moved on.

    writes  whether announcing is itself a statement, which has to be in one transaction with the row
    """

    writes: bool

    def announce(self, topic: str, number: int) -> None:
        """Say so when the transaction under way commits; never if it is rolled back."""

    async def listen(self, heard: Heard) -> None:
        """Call `heard` in this loop's thread for all that is announced from now on, until canceled."""


class MemoryBus:
    """For one process: calls whoever listens, from whichever thread the transaction committed in."""

    writes = False

    def __init__(self) -> None:
        self._listeners: set[Heard] = set()
        self._lock = threading.Lock()

    def announce(self, topic: str, number: int) -> None:
        transaction.on_commit(partial(self._tell, topic, number), robust=True)

    def _tell(self, topic: str, number: int) -> None:
        with self._lock:
            listeners = tuple(self._listeners)
        for heard in listeners:
            heard(topic, number)

    async def listen(self, heard: Heard) -> None:
        loop = asyncio.get_running_loop()

        def from_any_thread(topic: str | None, number: int) -> None:
            with suppress(RuntimeError):  # the loop has closed; nobody is left to hear
                loop.call_soon_threadsafe(heard, topic, number)

        with self._lock:
            self._listeners.add(from_any_thread)
        try:
            await asyncio.Event().wait()
        finally:
            with self._lock:
                self._listeners.discard(from_any_thread)


class PostgresBus:
    """For any number of processes: NOTIFY in the transaction that inserts, one listening connection a process."""

    writes = True

    def announce(self, topic: str, number: int) -> None:
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_notify(%s, %s)", [CHANNEL, f"{number} {topic}"])

    async def listen(self, heard: Heard) -> None:
        wait = FIRST_WAIT
        while True:
            try:
                async with await psycopg.AsyncConnection.connect(**self._address(), autocommit=True) as session:
                    await session.execute(sql.SQL("LISTEN {}").format(sql.Identifier(CHANNEL)))
                    wait = FIRST_WAIT
                    heard(None, 0)
                    async for note in session.notifies():
                        number, topic = note.payload.split(" ", 1)
                        heard(topic, int(number))
            except psycopg.Error as error:
                log.warning("the bus lost the database (%s); it tries again", type(error).__name__)
            await asyncio.sleep(wait)
            wait = min(wait * 2, LONGEST_WAIT)

    def _address(self) -> dict[str, Any]:
        given = connection.get_connection_params()
        ours = {"dbname", "user", "password", "host", "port", "service", "passfile"}
        kept = {name: value for name, value in given.items() if name in ours or name.startswith("ssl")}
        return kept | {
            "application_name": "soundingboard bus",
            "keepalives_idle": 20,
            "keepalives_interval": 5,
            "keepalives_count": 3,
        }


_buses: dict[str, Bus] = {"memory": MemoryBus(), "postgres": PostgresBus()}


def bus() -> Bus:
    """The bus of this installation."""
    return _buses[settings.SOUNDINGBOARD.bus]


def announce(topic: str, number: int) -> None:
    """Tell every process, once the transaction under way has committed, that `topic` has reached `number`."""
    bus().announce(topic, number)
