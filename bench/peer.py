"""The peer: a plain Django Channels echo in the same server, with its in-memory layer.

What somebody says in a room goes to everyone in it, unchanged. With a database each press is first stored by the same
statement in a transaction of its own, in the thread Channels has for it.
"""

import argparse
import socket
from collections import defaultdict
from datetime import UTC, datetime
from itertools import count
from typing import Any

import django
import uvicorn
from django.conf import settings

from bench.durable import COLUMNS, PRAGMAS, TABLE

INSERT = f"INSERT INTO event ({COLUMNS}) VALUES (%s, %s, %s, %s, %s, %s, %s, %s)"


def configure(database: str | None) -> None:
    settings.configure(
        SECRET_KEY="a peer on loopback signs nothing",
        ALLOWED_HOSTS=["127.0.0.1"],
        INSTALLED_APPS=["channels"],
        CHANNEL_LAYERS={"default": {"BACKEND": "channels.layers.InMemoryChannelLayer"}},
        DATABASES={
            "default": {
                "ENGINE": "django.db.backends.sqlite3",
                "NAME": database or ":memory:",
                "CONN_MAX_AGE": None,  # else Channels opens the file anew for each press
                "OPTIONS": {"transaction_mode": "IMMEDIATE", "timeout": 10, "init_command": PRAGMAS},
            }
        },
        USE_TZ=True,
    )
    django.setup()


def application(stores: bool) -> Any:
    from channels.db import database_sync_to_async
    from channels.generic.websocket import AsyncWebsocketConsumer
    from channels.routing import ProtocolTypeRouter, URLRouter
    from django.db import connection, transaction
    from django.urls import path

    numbers: defaultdict[int, count[int]] = defaultdict(lambda: count(1))

    def store(room: int, id: str) -> None:
        values = (room, next(numbers[room]), "hand-raised", "{}", room, None, datetime.now(UTC).isoformat(" "), id)
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(INSERT, values)

    class Echo(AsyncWebsocketConsumer):  # type: ignore[misc]  # published without types
        async def connect(self) -> None:
            self.room: int = self.scope["url_route"]["kwargs"]["room"]
            await self.channel_layer.group_add(f"room-{self.room}", self.channel_name)
            await self.accept()

        async def disconnect(self, code: int) -> None:
            await self.channel_layer.group_discard(f"room-{self.room}", self.channel_name)

        async def receive(self, text_data: str) -> None:
            if stores:
                await database_sync_to_async(store)(self.room, text_data)
            await self.channel_layer.group_send(f"room-{self.room}", {"type": "room.said", "text": text_data})

        async def room_said(self, event: dict[str, Any]) -> None:
            await self.send(text_data=event["text"])

    return ProtocolTypeRouter({"websocket": URLRouter([path("rooms/<int:room>", Echo.as_asgi())])})


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m bench.peer")
    parser.add_argument("--database", help="store each press here; nothing is stored unless said")
    asked = parser.parse_args()
    configure(asked.database)
    if asked.database:
        from django.db import connection

        with connection.cursor() as cursor:
            for statement in filter(str.strip, TABLE.split(";")):
                cursor.execute(statement)
        connection.close()
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen(1024)
        print(f"Answering at http://127.0.0.1:{listener.getsockname()[1]}", flush=True)
        config = uvicorn.Config(
            application(stores=asked.database is not None),
            ws="websockets-sansio",
            ws_per_message_deflate=False,
            lifespan="off",
            access_log=False,
            log_config=None,
        )
        uvicorn.Server(config).run(sockets=[listener])


if __name__ == "__main__":
    main()
