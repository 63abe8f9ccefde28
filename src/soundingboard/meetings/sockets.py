"""A room's socket: one person's wire to one room. It holds no truth and no rule."""

import asyncio
import secrets
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial
from typing import Any
from weakref import WeakKeyDictionary

from soundingboard.agenda.agenda import Person
from soundingboard.agenda.room import as_of
from soundingboard.agenda.state import Room, State
from soundingboard.agenda.view import Layout, lay_out, milliseconds, mine, moving, still_laid_out, wakes
from soundingboard.live import wire as live_wire
from soundingboard.live.hub import Chore, Hub, Picture
from soundingboard.live.sockets import NOT_FOUND, SIGNED_OUT, Socket, alive
from soundingboard.meetings import queries, replay, services, wire
from soundingboard.meetings.models import Meeting, Seat
from soundingboard.meetings.services import presence, recording
from soundingboard.meetings.services.recording import topic
from soundingboard.refusals import Refused

PROCESS = secrets.token_urlsafe(8)
LOST = 10.0  # seconds of real time a connection may be lost before its person has left
SILENT = 1.0  # seconds after which somebody who has said nothing counts as here


class SignedOut(Exception):
    """The session of a socket is gone."""


@dataclass(eq=False)
class Visit:
    """Somebody at this process, with one socket or several.

    sits_out  presenters whose turns they sit out; in this memory alone, the page tells it again when it comes back
    away      whether they sit out now, and are therefore written as gone
    """

    seat: Seat
    sockets: int = 0
    came: bool = False
    sits_out: set[Person] = field(default_factory=set)
    away: bool = False
    leaving: asyncio.TimerHandle | None = None


Visits = dict[int, Visit]  # to one meeting, by place
_visits: WeakKeyDictionary[Hub, dict[int, Visits]] = WeakKeyDictionary()  # by the meeting's primary key


def turn_of(seen: Mapping[str, Any]) -> Person | None:
    """Whose turn it is, or between turns whose comes next."""
    for segment in (seen["current"], seen["next"]):
        if segment is not None and segment["presenter"] is not None:
            presenter: Person = segment["presenter"]
            return presenter
    return None


class RoomScene:
    """What a room shows to those who watch it at this process."""

    def __init__(self, meeting: Meeting, visits: Visits) -> None:
        self.meeting = meeting
        self._visits = visits
        self._read: replay.Read | None = None
        self._over: Meeting | None = None
        self._settling = False
        self._layout: tuple[Layout, str] | None = None
        self._parts: dict[int, tuple[dict[str, Any], str]] = {}  # by place; most presses change nothing for most
        self.turn: Person | None = None

    @property
    def number(self) -> int:
        return self._read.number if self._read else 0

    def knows(self, number: int) -> bool:
        read = replay.known_room(self.meeting.public_id)
        if not number or read is None or read.number < number:
            return False
        if self._read is None or self._read.number < read.number:
            self._read = read
        return True

    def read(self) -> None:
        try:
            self._read = replay.room(self.meeting.public_id)
        except replay.Over:
            self._over = Meeting.objects.get(pk=self.meeting.pk)

    def show(self, now: datetime) -> Picture:
        if self._over is not None or self._read is None:
            return self._show_what_was(now)
        now = max(now, self._read.room.at)
        room = as_of(self._read.room, now)
        layout, text = self._laid_out(room, now)
        self.turn = turn_of(layout.shown)
        return Picture(
            live_wire.join(live_wire.write(moving(room, now)), text),
            partial(self._part, room, now, layout),
            wakes(room, now),
            [*self._settle(room), *self._sitting_out(room)],
        )

    def _laid_out(self, room: Room, now: datetime) -> tuple[Layout, str]:
        """The segments and their text: what no press has changed is neither laid out nor encoded again."""
        if self._layout is None or not still_laid_out(self._layout[0], room, now):
            layout = lay_out(room, now)
            self._layout = layout, live_wire.write(layout.shown)
        return self._layout

    def _show_what_was(self, now: datetime) -> Picture:
        meeting = self._over or self.meeting
        shared = live_wire.write(wire.closed(meeting.outcome, meeting.number, milliseconds(now)))
        return Picture(shared, lambda place: live_wire.write(wire.closed_part(str(place))))

    def _part(self, room: Room, now: datetime, layout: Layout, place: int) -> str | None:
        person = str(place)
        if person not in room.seats:
            return None
        visit = self._visits.get(place)
        away = self.turn if visit is not None and visit.away else None
        part = mine(room, person, now, layout) | {"away": away}
        if away is not None:
            part["may"] = ["back"]
        elif room.is_present(person) and self.turn not in (None, person):
            part["may"] = [*part["may"], "sit-out", "may-know"]
        before = self._parts.get(place)
        if before is None or before[0] != part:
            before = self._parts[place] = part, live_wire.write(part)
        return before[1]

    def _settle(self, room: Room) -> list[Callable[[], None]]:
        if room.state is not State.CLOSED or self._settling:
            return []
        self._settling = True
        return [partial(_settle, self.meeting)]

    def _sitting_out(self, room: Room) -> list[Callable[[], None]]:
        """Those whose turn to sit out is over are here again; where it comes back, they are not."""
        chores: list[Callable[[], None]] = []
        for visit in self._visits.values():
            sits_out = self.turn in visit.sits_out
            if visit.came and visit.away != sits_out:
                visit.away = sits_out
                chores.append(partial(presence.leave if sits_out else presence.arrive, visit.seat))
        return chores


def _settle(meeting: Meeting) -> None:
    services.settle(meeting)


async def room(socket: Socket, public_id: str) -> None:
    """Whoever has a seat sees the room as it is and as it changes, and may press."""
    hub = socket.hub
    seat = await hub.threads.read(queries.seat, socket.user, public_id)
    if seat is None:
        socket.close(NOT_FOUND)  # no seat and no such meeting look alike
        return
    socket.seat = seat.place
    visits = _visits.setdefault(hub, {}).setdefault(seat.meeting_id, {})
    visit = visits.setdefault(seat.place, Visit(seat))
    visit.sockets += 1
    if visit.leaving is not None:
        visit.leaving.cancel()
        visit.leaving = None
    try:
        async with hub.watching(topic(public_id), lambda: RoomScene(seat.meeting, visits), socket) as scene:
            assert isinstance(scene, RoomScene)
            wire_to = Wire(socket, visit, scene)
            silent = asyncio.get_running_loop().call_later(SILENT, wire_to.come_later)
            try:
                async for text in socket:
                    await wire_to.hear(text)
            finally:
                silent.cancel()
    finally:
        visit.sockets -= 1
        if not visit.sockets:
            visit.leaving = asyncio.get_running_loop().call_later(LOST, _left, hub, visits, visit)


def _left(hub: Hub, visits: Visits, visit: Visit) -> None:
    del visits[visit.seat.place]
    if not visits:
        _visits[hub].pop(visit.seat.meeting_id, None)
    hub.write_soon(partial(presence.go, visit.seat, PROCESS))


class Wire:
    """Hears what one socket says."""

    def __init__(self, socket: Socket, visit: Visit, scene: RoomScene) -> None:
        self.socket, self.visit, self.scene = socket, visit, scene
        self.hub = socket.hub

    async def hear(self, text: str) -> None:
        """Answer one message. A refusal changes nothing, and the socket stays."""
        id = None
        try:
            said = live_wire.read(text)
            id = wire.press_id(said)
            message = wire.decode(said)
            act = message.act if isinstance(message, wire.Press) else type(message).__name__.lower()
            await ACTS[act](self, message)
        except Refused as refused:
            self.socket.answer(live_wire.refusal(id, refused))
        except SignedOut:
            self.socket.close(SIGNED_OUT)

    async def come(self) -> None:
        """Write that this person is here, once a visit."""
        if not self.visit.came:
            self.visit.came = True
            self.visit.away = self.scene.turn in self.visit.sits_out
            try:
                here = not self.visit.away
                await self.hub.threads.write(presence.come, self.visit.seat, PROCESS, here=here)
            except BaseException:
                self.visit.came = False
                raise

    def come_later(self) -> None:
        if not self.visit.came:
            self.hub.spawn(self.come())

    async def ping(self, message: wire.Ping) -> None:
        self.socket.answer(live_wire.pong(message.t, milliseconds(self.hub.now()), self.hub.rate))

    async def hello(self, message: wire.Hello) -> None:
        if message.away is not None:
            self.visit.sits_out.add(message.away)
        await self.come()

    async def press(self, press: wire.Press) -> None:
        """An act that is an event of the room."""
        await self.come()
        if press.whom is None and press.act in wire.AT_THE_TABLE:
            raise Refused("That does not say who is meant.", fits="Nothing was changed.")
        number = await self.hub.threads.write_together(recording.together, partial(self._record, press))
        self.socket.answer(live_wire.answer(press.id, number))

    def _record(self, press: wire.Press) -> int:
        """In the thread that writes."""
        seat = self.visit.seat
        self._still_signed_in()
        other = None
        if press.whom is not None and press.whom != seat.person:
            other = at_the_table(seat, press.whom)
        event = wire.event(press, other.person if other else seat.person)
        return services.record(seat.meeting, event, seat=seat, in_stead_of=other, client_id=press.id)

    def _still_signed_in(self) -> None:
        if not alive(self.socket.session_key):
            raise SignedOut

    async def sit_out(self, press: wire.Press) -> None:
        """Not in the room until the turn is over; nothing but this memory knows why."""
        await self.come()
        turn = self.scene.turn
        if turn is None or turn == self.visit.seat.person:
            raise Refused("There is no turn of somebody else to sit out.", fits="Nothing was changed.")
        self.visit.sits_out.add(turn)
        self.visit.away = True
        await self._quietly(press, presence.leave)

    async def back(self, press: wire.Press) -> None:
        await self.come()
        self.visit.sits_out.discard(self.scene.turn or "")
        self.visit.away = False
        await self._quietly(press, presence.arrive)

    async def _quietly(self, press: wire.Press, change: Callable[[Seat], None]) -> None:
        """Without the press's name: a row that had one would tell sitting out from a lost connection."""
        await self.hub.threads.write(self._change, change)
        self.hub.show_again(topic(self.scene.meeting.public_id))
        self.socket.answer(live_wire.answer(press.id, self.scene.number))

    def _change(self, change: Callable[[Seat], None]) -> None:
        self._still_signed_in()
        change(self.visit.seat)


def at_the_table(seat: Seat, person: Person) -> Seat:
    """The seat of somebody who sits at the same table; raises Refused where everyone has a device of their own."""
    if seat.meeting.mode != Meeting.Mode.IN_PERSON:
        raise Refused("Everyone presses for themselves here.", fits="Nothing was changed.")
    other = queries.seats(seat.meeting).filter(place=int(person)).first()
    if other is None:
        raise Refused("They have no seat in this meeting.", fits="Nothing was changed.")
    return other


# Every kind of message there is, and who answers it.
ACTS: Mapping[str, Callable[[Wire, Any], Awaitable[None]]] = {
    "ping": Wire.ping,
    "hello": Wire.hello,
    **dict.fromkeys(wire.PRESSES, Wire.press),
    **dict.fromkeys(wire.AT_THE_TABLE, Wire.press),
    "sit-out": Wire.sit_out,
    "may-know": Wire.sit_out,
    "back": Wire.back,
}


def keep_presence() -> None:
    """Say that this process is alive, and notice those that are not."""
    here = [
        (visit.seat, not visit.away)
        for meetings in tuple(_visits.values())
        for visits in tuple(meetings.values())
        for visit in tuple(visits.values())
        if visit.came and visit.sockets
    ]
    presence.keep(PROCESS, here)


CHORES = (Chore(presence.REFRESHED, keep_presence),)
