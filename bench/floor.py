"""The least it could cost: bare asyncio sockets, one synced SQLite commit a press, the same bytes to the same people.

No HTTP, no WebSocket, no rules, no view: what is said is four bytes of length and a body. A line first says its room.
"""

import argparse
import asyncio
import sqlite3
from collections import defaultdict
from datetime import UTC, datetime
from itertools import count
from typing import cast

import uvloop

from bench.durable import COLUMNS, PRAGMAS, TABLE

INSERT = f"INSERT INTO event ({COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?, ?)"
HEAD = 4  # bytes that say how long what follows is


class Floor:
    """Who is in which room, and the one connection to the database."""

    def __init__(self, database: str, size: int) -> None:
        self.rooms: defaultdict[int, list[asyncio.Transport]] = defaultdict(list)
        self.numbers: defaultdict[int, count[int]] = defaultdict(lambda: count(1))
        self.filling = b" " * size
        self.store = sqlite3.connect(database, isolation_level=None)
        self.store.executescript(PRAGMAS + TABLE)

    def said(self, room: int, id: bytes) -> None:
        """Commit, then tell the whole room."""
        values = (
            *(room, next(self.numbers[room]), "hand-raised", "{}", room, None),
            *(datetime.now(UTC).isoformat(" "), id.decode()),
        )
        self.store.execute("BEGIN IMMEDIATE")
        self.store.execute(INSERT, values)
        self.store.execute("COMMIT")
        body = id + self.filling[len(id) :]
        frame = len(body).to_bytes(HEAD, "big") + body
        for transport in self.rooms[room]:
            transport.write(frame)


class Line(asyncio.Protocol):
    """One person's connection."""

    def __init__(self, floor: Floor) -> None:
        self.floor = floor
        self.room: int | None = None
        self.rest = b""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self.transport = cast(asyncio.Transport, transport)  # uvloop's own are of no such class

    def connection_lost(self, exc: Exception | None) -> None:
        if self.room is not None:
            self.floor.rooms[self.room].remove(self.transport)

    def data_received(self, data: bytes) -> None:
        data = self.rest + data
        while len(data) >= HEAD and len(data) >= (end := HEAD + int.from_bytes(data[:HEAD], "big")):
            body, data = data[HEAD:end], data[end:]
            if self.room is None:
                self.room = int(body)
                self.floor.rooms[self.room].append(self.transport)
            else:
                self.floor.said(self.room, body)
        self.rest = data


async def serve(database: str, size: int) -> None:
    floor = Floor(database, size)
    server = await asyncio.get_running_loop().create_server(lambda: Line(floor), "127.0.0.1", 0)
    print(f"Answering at tcp://127.0.0.1:{server.sockets[0].getsockname()[1]}", flush=True)
    await server.serve_forever()


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m bench.floor")
    parser.add_argument("database")
    parser.add_argument("--bytes", type=int, required=True, help="how much each hears of a press")
    asked = parser.parse_args()
    uvloop.run(serve(asked.database, asked.bytes))


if __name__ == "__main__":
    main()
