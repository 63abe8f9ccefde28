"""A person's wire to a room, as a page would hold it: a real socket to a real server."""

import json
from collections.abc import Callable
from contextlib import ExitStack
from types import TracebackType
from typing import Any, Self, cast
from uuid import uuid4

from django.conf import settings
from django.test import Client
from websockets.exceptions import ConnectionClosed
from websockets.sync.client import connect
from websockets.typing import Origin

PATIENCE = 10  # seconds for something that should happen at once

Message = dict[str, Any]


class Wire:
    """Presses and sees. `view` and `mine` are what was shown last."""

    def __init__(self, url: str, public_id: str, browser: Client, *, origin: str | None = None) -> None:
        self.browser = browser
        session = browser.cookies.get(settings.SESSION_COOKIE_NAME)
        cookies = {} if session is None else {"Cookie": f"{settings.SESSION_COOKIE_NAME}={session.value}"}
        address = f"{url.replace('http', 'ws', 1)}/live/meetings/{public_id}"
        self._ends = ExitStack()
        opened = connect(
            address, additional_headers=cookies, origin=cast(Origin, origin), compression=None, max_queue=None
        )
        self._socket = self._ends.enter_context(opened)
        self.view: Message = {}
        self.mine: Message = {}
        self.frames: list[str] = []
        self._name, self._presses = uuid4().hex, 0

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.close()

    def close(self) -> None:
        self._ends.close()

    def say(self, text: str | bytes) -> None:
        self._socket.send(text)

    def hello(self, away: str | None = None) -> None:
        self.say(json.dumps({"do": "hello", "away": away}))

    def press(self, act: str, *, id: str | None = None, **said: Any) -> Message:
        """Press, and wait for the answer."""
        self._presses += 1
        id = id or f"{self._name}-{self._presses}"
        self.say(json.dumps({"do": act, "id": id, **said}))
        return self.hear(lambda message: message.get("answer") == id)

    def hear(self, wanted: Callable[[Message], bool] = lambda message: True) -> Message:
        """The next message that is wanted; what is shown on the way is remembered."""
        while True:
            text = self._socket.recv(timeout=PATIENCE)
            assert isinstance(text, str)
            message: Message = json.loads(text)
            if "view" in message:
                self.view, self.mine = message["view"], message["mine"]
                self.frames.append(text)
            if wanted(message):
                return message

    def see(self, shown: Callable[[Message], bool]) -> Message:
        """Wait until the view is as wanted."""
        if not self.view or not shown(self.view):
            self.hear(lambda message: "view" in message and shown(message["view"]))
        return self.view

    def closed(self) -> int:
        """Wait until the server hangs up; gives its code."""
        try:
            while True:
                self.hear()
        except ConnectionClosed as gone:
            if gone.rcvd is None:
                raise  # it broke off without a word
            return gone.rcvd.code
