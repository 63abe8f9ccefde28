"""The load: rooms of people who press at random instants and note when they hear of each other.

One process, no library but the event loop, and as little work for each message as can be: on a machine of two cores it
must not be what is measured. Presses go out when they are due, whether or not anything has come back.
"""

import asyncio
import base64
import json
import os
import random
import time
from bisect import bisect_left
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import cast

from bench.durable import ROOMS, SEATS
from bench.servers import Server

LATEST = 1.0  # seconds after the last press; what is not heard by then is lost
FOREVER = 9.99  # seconds that a lost press counts as
AT_REST = 8.0  # seconds a server may need until it says nothing more
QUIET = 0.2  # seconds without a word
LONGEST = 15.0  # seconds that one load and coming to rest may take
AT_ONCE = 25  # connections made at the same time

TEXT, CLOSE, PING, PONG = 0x81, 0x88, 0x89, 0x8A
NUMBER = b'"view":{"number":'


@dataclass(eq=False)
class Press:
    """Something somebody did; `number` as the room answered it, where it numbers."""

    at: float
    room: int
    place: int
    number: int | None = None


@dataclass
class Said:
    """What the lines of one server share."""

    presses: dict[str, Press] = field(default_factory=dict)
    refusals: list[str] = field(default_factory=list)
    last: float = 0.0  # when anything was heard


class Line(asyncio.Protocol):
    """One person's connection, as the load sees it."""

    def __init__(self, said: Said, room: int, place: int) -> None:
        self.said, self.room, self.place = said, room, place
        self.ready: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self.rest = b""
        self.lost = False

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self.transport = cast(asyncio.Transport, transport)  # uvloop's own are of no such class
        self.greet()

    def connection_lost(self, exc: Exception | None) -> None:
        self.lost = True
        if not self.ready.done():
            self.ready.set_exception(ConnectionError("The server hung up."))

    def greet(self) -> None:
        raise AssertionError("Every line has its own way.")

    def press(self, id: str) -> None:
        """Do something."""
        raise AssertionError("Every line has its own way.")

    def heard_at(self, id: str, press: Press) -> float | None:
        """When this line heard of `press`; None if it did not."""
        raise AssertionError("Every line has its own way.")

    def forget(self) -> None:
        """Begin anew."""
        raise AssertionError("Every line has its own way.")

    def makes_ready(self) -> bool:
        """Do what has to be done before a load; whether there was anything."""
        return False


class WebSocket(Line):
    """A line through HTTP, as a browser's."""

    path: str
    cookie = ""

    def greet(self) -> None:
        key = base64.b64encode(os.urandom(16)).decode()
        cookie = f"Cookie: {self.cookie}\r\n" if self.cookie else ""
        self.transport.write(
            f"GET {self.path} HTTP/1.1\r\nHost: 127.0.0.1\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
            f"{cookie}Sec-WebSocket-Key: {key}\r\nSec-WebSocket-Version: 13\r\n\r\n".encode()
        )

    def say(self, body: bytes, opcode: int = TEXT) -> None:
        """One frame, masked with zeros, which the standard allows and which costs nothing."""
        size = len(body)
        length = bytes((opcode, 0x80 | size)) if size < 126 else bytes((opcode, 0xFE)) + size.to_bytes(2, "big")
        self.transport.write(length + b"\0\0\0\0" + body)

    def data_received(self, data: bytes) -> None:
        now = self.said.last = time.perf_counter()
        if self.rest:
            data = self.rest + data
        at, size = 0, len(data)
        if not self.ready.done():
            at = data.find(b"\r\n\r\n") + 4
            if at == 3:
                self.rest = data
                return
            if b" 101 " not in data[:16]:
                self.ready.set_exception(ConnectionError(data[:80].decode("latin-1")))
                return
            self.ready.set_result(None)
        while size - at >= 2:
            length = data[at + 1]
            start = at + 2
            if length == 126:
                start = at + 4
                length = int.from_bytes(data[at + 2 : start], "big")
            elif length == 127:
                start = at + 10
                length = int.from_bytes(data[at + 2 : start], "big")
            end = start + length
            if end > size:
                break
            if data[at] == TEXT:
                self.hear(data, start, end, now)
            elif data[at] == PING:
                self.say(data[start:end], PONG)
            at = end
        self.rest = data[at:] if at < size else b""

    def hear(self, data: bytes, start: int, end: int, now: float) -> None:
        raise AssertionError("Every line has its own way.")


class RoomLine(WebSocket):
    """A seat in a room. The first person calls on themselves and stops; the others raise and lower their hands.

    What somebody presses depends on their own presses alone, so that the room accepts them in whatever order they come.
    """

    def __init__(self, said: Said, room: int, place: int, path: str, cookie: str) -> None:
        self.path, self.cookie = path, cookie
        self.numbers: list[int] = []
        self.times: list[float] = []
        self.view = b""
        self.on = False
        super().__init__(said, room, place)

    def press(self, id: str) -> None:
        self.on = not self.on
        if self.place == 1:
            self.say(b'{"do":"speak","who":%s,"id":"%s"}' % (b'"1"' if self.on else b"null", id.encode()))
        else:
            self.say(b'{"do":"%s","id":"%s"}' % (b"hand" if self.on else b"lower", id.encode()))

    def hear(self, data: bytes, start: int, end: int, now: float) -> None:
        if data.startswith(b'{"answer"', start):
            self._answered(json.loads(data[start:end]))
            return
        at = data.find(NUMBER, start, end)
        if at >= 0:
            at += len(NUMBER)
            self.numbers.append(int(data[at : data.index(b",", at)]))
            self.times.append(now)
            self.view = data[start:end]

    def _answered(self, answer: dict[str, str | int | None]) -> None:
        press = self.said.presses.get(str(answer["answer"]))
        number = answer.get("number")
        if not isinstance(number, int):
            self.said.refusals.append(str(answer.get("refused")))
        elif press is not None:
            press.number = number

    def heard_at(self, id: str, press: Press) -> float | None:
        if press.number is None:
            return None
        at = bisect_left(self.numbers, press.number)  # a later picture shows what came before it
        return self.times[at] if at < len(self.times) else None

    def makes_ready(self) -> bool:
        """One more minute, asked for before the segment runs out, as people do."""
        if self.place != 1 or not self.view:
            return False
        current = json.loads(self.view)["view"]["current"]
        if current["due"] / 1000 - time.time() > LONGEST:
            return False
        self.say(json.dumps({"do": "extend", "segment": current["key"], "id": f"more {current['due']}"}).encode())
        return True

    def forget(self) -> None:
        """Begin anew, from what the last picture shows."""
        self.numbers.clear()
        self.times.clear()
        if self.view:
            view = json.loads(self.view)["view"]
            speaking = view["speaking"] is not None
            self.on = speaking if self.place == 1 else str(self.place) in view["hands"]


class Named:
    """How lines that are told a press's own name note it."""

    heard: dict[str, float]

    def heard_at(self, id: str, press: Press) -> float | None:
        return self.heard.get(id)

    def forget(self) -> None:
        self.heard = {}


class PeerLine(Named, WebSocket):
    """A consumer of the peer's: what one says, all hear."""

    def __init__(self, said: Said, room: int, place: int) -> None:
        self.path = f"/rooms/{room}"
        self.heard = {}
        super().__init__(said, room, place)

    def press(self, id: str) -> None:
        self.say(id.encode())

    def hear(self, data: bytes, start: int, end: int, now: float) -> None:
        self.heard[data[start:end].decode()] = now


class FloorLine(Named, Line):
    """A bare connection."""

    def __init__(self, said: Said, room: int, place: int) -> None:
        self.heard = {}
        super().__init__(said, room, place)

    def greet(self) -> None:
        self.say(str(self.room).encode())
        self.ready.set_result(None)

    def say(self, body: bytes) -> None:
        self.transport.write(len(body).to_bytes(4, "big") + body)

    def press(self, id: str) -> None:
        self.say(id.encode())

    def data_received(self, data: bytes) -> None:
        now = self.said.last = time.perf_counter()
        if self.rest:
            data = self.rest + data
        at, size = 0, len(data)
        while size - at >= 4 and (end := at + 4 + int.from_bytes(data[at : at + 4], "big")) <= size:
            self.heard[data[at + 4 : min(end, at + 64)].rstrip().decode()] = now
            at = end
        self.rest = data[at:] if at < size else b""


@dataclass(frozen=True)
class Outcome:
    """How one load went.

    p50, p99   seconds from a press until the last of the others heard of it; `FOREVER` where that many were lost
    lost       presses that somebody in the room never heard of
    refused    what the room said no to
    late       seconds the load itself was late at its worst
    load_cpu, server_cpu   how much of a core each used
    """

    rate: float
    presses: int
    p50: float
    p99: float
    lost: int
    refused: int
    late: float
    load_cpu: float
    server_cpu: float

    def __str__(self) -> str:
        return (
            f"{self.rate:.0f}/s p50 {self.p50 * 1000:.1f} p99 {self.p99 * 1000:.1f} ms, lost {self.lost}, "
            f"refused {self.refused}, late {self.late * 1000:.0f} ms, "
            f"load {self.load_cpu:.0%}, server {self.server_cpu:.0%}"
        )

    @property
    def held(self) -> bool:
        """Whether the server stood it: everyone heard of everything, and in time."""
        return not self.lost and self.p99 <= GIVES_WAY


GIVES_WAY = 0.25  # seconds of p99 at which a server has given way


class Target:
    """A server with everyone connected."""

    def __init__(self, name: str, server: Server, make: Callable[[Said, int, int], Line]) -> None:
        self.name, self.server, self._make = name, server, make
        self.said = Said()
        self.lines: list[list[Line]] = []
        self._run = 0

    async def connect(self) -> None:
        self.lines = [
            [self._make(self.said, room, place) for place in range(1, SEATS + 1)] for room in range(1, ROOMS + 1)
        ]
        await self._open([line for room in self.lines for line in room])

    async def _open(self, lines: Sequence[Line]) -> None:
        loop = asyncio.get_running_loop()
        for first in range(0, len(lines), AT_ONCE):
            some = lines[first : first + AT_ONCE]
            await asyncio.gather(*(loop.create_connection(_same(line), "127.0.0.1", self.server.port) for line in some))
            await asyncio.gather(*(line.ready for line in some))

    async def _mend(self) -> None:
        """Connect anew whom an overloaded server has cut off, as a page would."""
        cut = [line for room in self.lines for line in room if line.lost]
        again = [self._make(self.said, line.room, line.place) for line in cut]
        for line in again:
            self.lines[line.room - 1][line.place - 1] = line
        await self._open(again)

    async def rest(self) -> None:
        """Wait until the server says nothing more."""
        self.said.last = time.perf_counter()
        until = self.said.last + AT_REST
        while (now := time.perf_counter()) < until and now - self.said.last < QUIET:
            await asyncio.sleep(QUIET / 3)

    def close(self) -> None:
        for room in self.lines:
            for line in room:
                line.transport.abort()

    async def under(self, rate: float, seconds: float) -> Outcome:
        """Press `rate` times a second, at random instants, for so long, and see who hears of it when."""
        everyone = [line for room in self.lines for line in room]
        if sum(line.makes_ready() for line in everyone):
            await self.rest()
        self._run += 1
        chance = random.Random(f"{rate:.0f} {self._run}")
        self.said.presses.clear()
        self.said.refusals.clear()
        for line in everyone:
            line.forget()
        presses = self.said.presses
        late = 0.0
        cpu, server_cpu, began = time.process_time(), self.server.cpu_seconds(), time.perf_counter()
        due = began + chance.expovariate(rate)
        while due < began + seconds:
            now = time.perf_counter()
            if due > now:
                await asyncio.sleep(due - now)
                continue
            late = max(late, now - due)
            line = chance.choice(everyone)
            id = f"{self._run}.{len(presses)}"
            presses[id] = Press(time.perf_counter(), line.room, line.place)
            if not line.lost:
                line.press(id)
            due += chance.expovariate(rate)
            if not len(presses) % 50:
                await asyncio.sleep(0)  # what has come in is heard, also where the load is behind
        took = time.perf_counter() - began
        cpu, server_cpu = time.process_time() - cpu, self.server.cpu_seconds() - server_cpu
        ends = time.perf_counter() + LATEST
        while None in (waits := self._waits()) and time.perf_counter() < ends:
            await asyncio.sleep(0.1)
        outcome = Outcome(
            rate=rate,
            presses=len(waits),
            p50=_quantile(waits, 0.50),
            p99=_quantile(waits, 0.99),
            lost=waits.count(None),
            refused=len(self.said.refusals),
            late=late,
            load_cpu=cpu / took,
            server_cpu=server_cpu / took,
        )
        await self.rest()
        await self._mend()
        return outcome

    def _waits(self) -> list[float | None]:
        """For each press the seconds until the last of the others heard of it; None where somebody has not."""
        waits: list[float | None] = []
        for id, press in self.said.presses.items():
            heard = [line.heard_at(id, press) for line in self.lines[press.room - 1] if line.place != press.place]
            waits.append(None if None in heard else max(at for at in heard if at is not None) - press.at)
        return waits


def _same(line: Line) -> Callable[[], Line]:
    return lambda: line


def _quantile(waits: Sequence[float | None], share: float) -> float:
    """The wait that `share` of the presses do not exceed; what was never heard waits forever."""
    ordered = sorted(FOREVER if wait is None else wait for wait in waits)
    return ordered[min(len(ordered) - 1, int(len(ordered) * share))] if ordered else FOREVER
