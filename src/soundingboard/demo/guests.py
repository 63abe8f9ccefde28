"""Simulated peers in a room: each a real signed-in socket, and nothing that a person's page does not have."""

import asyncio
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from itertools import count
from typing import Any, Self
from urllib.parse import urlsplit

from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed

from soundingboard.demo.peers import Act, next_act

FINAL = (4401, 4404)  # signed out, no seat: every other close means come back
PATIENCE = 10.0  # real seconds to wait for an answer


class WireClosed(Exception):
    """The connection was lost, or ended by the other side."""


@dataclass(frozen=True)
class Invitation:
    """What lets one simulated peer in.

    address  of the site, as in http://localhost:8000
    cookie   name=value of a signed-in session
    late     seconds after the hour at which it comes; negative is before
    """

    address: str
    meeting: str
    cookie: str
    me: str
    seed: int
    late: float = -60.0


@dataclass
class Guest:
    """One simulated peer's wire to a room: what it was last told, and a way to press."""

    invitation: Invitation
    view: Mapping[str, Any] | None = None
    mine: Mapping[str, Any] | None = None
    rate: float = 1.0
    heard: asyncio.Condition = field(default_factory=asyncio.Condition)
    _wire: ClientConnection | None = None
    _listening: asyncio.Task[None] | None = None
    _answers: dict[str, asyncio.Future[Mapping[str, Any]]] = field(default_factory=dict)
    _presses: "count[int]" = field(default_factory=lambda: count(1))
    _told_at: float = 0.0

    async def enter(self) -> Self:
        """Open the socket and wait for the present view."""
        site = urlsplit(self.invitation.address)
        self._wire = await connect(
            f"{'wss' if site.scheme == 'https' else 'ws'}://{site.netloc}/live/meetings/{self.invitation.meeting}",
            additional_headers={"Cookie": self.invitation.cookie},
            origin=self.invitation.address,  # type: ignore[arg-type]  # a NewType of str
            compression=None,
        )
        self.view = None
        self._listening = asyncio.create_task(self._listen())
        await self._send({"do": "hello"})
        await self.ask_the_time()
        async with asyncio.timeout(PATIENCE), self.heard:
            await self.heard.wait_for(lambda: self.view is not None or self.gone)
        self._must_be_open()
        return self

    def _must_be_open(self) -> None:
        if self.gone:
            raise WireClosed

    async def hears_within(self, seconds: float) -> bool:
        """Wait for the next view; False if none comes within so many real seconds."""
        seen = self.view
        try:
            async with asyncio.timeout(seconds), self.heard:
                await self.heard.wait_for(lambda: self.gone or self.view is not seen)
        except TimeoutError:
            return False
        self._must_be_open()
        return True

    async def ask_the_time(self) -> None:
        """Ask how fast the meeting clock runs."""
        await self._send({"do": "ping", "t": 0})

    @property
    def gone(self) -> bool:
        """Whether the wire is closed, by either side."""
        return self._listening is None or self._listening.done()

    @property
    def dismissed(self) -> bool:
        """Whether coming back would be useless."""
        return self._wire is not None and self._wire.close_code in FINAL

    async def leave(self) -> None:
        """Close the socket, as one who closes the page."""
        if self._wire is not None:
            await self._wire.close()
        if self._listening is not None:
            await self._listening

    async def press(self, message: Mapping[str, Any], *, name: str = "") -> Mapping[str, Any]:
        """Send one act and give the room's answer: a number, or why it was refused.

        name   of this press; the same name again is the same press
        raises WireClosed when the connection is lost first: whether it was heard is then not known
        """
        press = name or f"{self.invitation.me}-{self.invitation.seed}-{id(self)}-{next(self._presses)}"
        answer: asyncio.Future[Mapping[str, Any]] = asyncio.get_running_loop().create_future()
        self._answers[press] = answer
        await self._send({**message, "id": press})
        async with asyncio.timeout(PATIENCE):
            return await answer

    def wish(self) -> Act | None:
        """What this peer would press next."""
        return None if self.view is None else next_act(self.view, self.invitation.me, self.invitation.seed)

    def seconds_since_told(self) -> float:
        """Seconds on the meeting clock since the present view came."""
        return (asyncio.get_running_loop().time() - self._told_at) * self.rate

    async def _send(self, message: Mapping[str, Any]) -> None:
        assert self._wire is not None
        try:
            await self._wire.send(json.dumps(message))
        except ConnectionClosed:
            raise WireClosed from None

    async def _listen(self) -> None:
        assert self._wire is not None
        try:
            async for text in self._wire:
                await self._hear(json.loads(text))
        except ConnectionClosed:
            pass
        finally:
            for answer in self._answers.values():
                if not answer.done():
                    answer.set_exception(WireClosed())
            self._answers.clear()
            async with self.heard:
                self.heard.notify_all()

    async def _hear(self, message: Mapping[str, Any]) -> None:
        if "answer" in message and (answer := self._answers.pop(message["answer"], None)) and not answer.done():
            answer.set_result(message)
        if "rate" in message:
            self.rate = message["rate"]
        if "view" in message:
            self.view, self.mine = message["view"], message.get("mine")
            self._told_at = asyncio.get_running_loop().time()
        async with self.heard:
            self.heard.notify_all()
