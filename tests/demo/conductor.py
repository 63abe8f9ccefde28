"""Conducts a whole meeting of simulated peers over real sockets: the meeting clock stands still, and is put to the next
instant at which somebody wants to press or something falls due.
"""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractContextManager, ExitStack
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from soundingboard.agenda.state import Room, State
from soundingboard.agenda.view import milliseconds, wakes
from soundingboard.clock import services as clock
from soundingboard.demo.guests import Guest, Invitation
from soundingboard.demo.peers import Act
from soundingboard.meetings import queries, replay
from soundingboard.meetings.models import Meeting
from tests.agenda import laws

PATIENCE = 20.0  # real seconds for what should happen at once
LATE = timedelta(minutes=4)
OVERRUN = timedelta(minutes=2)
PAUSE = timedelta(seconds=90)

Serve = Callable[[], AbstractContextManager[str]]


class Conductor:
    """One meeting from the first arrival until its room has closed.

    serve    starts a server and gives its address; entered again for the restart
    cookies  of everyone with a seat, by who they are in the room; the last comes late
    """

    def __init__(self, meeting: Meeting, serve: Serve, cookies: dict[str, str]) -> None:
        self.meeting, self.serve = meeting, serve
        self.cookies = cookies
        self.guests: dict[str, Guest] = {}
        self.happened: set[str] = set()
        self.restart_behind = min(3, len(queries.format_of(meeting).phases) - 1)  # segments that are over

    async def conduct(self) -> Room:
        """The room as it was when its timed part ended."""
        with ExitStack() as self.running:
            address = self._start()
            *early, late = self.cookies
            for person in early:
                await self._enter(person, address)
            await self._until(self.meeting.starts)
            seen = None
            async for room in self._rooms():
                laws.check(room, clock.now())
                self._must_be_seen_alike()
                if room.state is State.AFTER and seen is None:
                    seen = room
                if late not in self.guests and clock.now() >= self.meeting.starts + LATE:
                    self.happened.add("late arrival")
                    await self._enter(late, address)
                elif "restart" not in self.happened and late in self.guests and len(room.past) >= self.restart_behind:
                    self.happened.add("restart")
                    address = await self._restart()
                else:
                    await self._step(room, late)
            for guest in self.guests.values():
                await guest.leave()
        assert seen is not None
        return seen

    async def _rooms(self) -> AsyncIterator[Room]:
        """The room after each step, until it has closed."""
        for _ in range(5000):
            try:
                room = replay.present_room(self.meeting)
            except replay.Over:
                return
            if room.state is State.CLOSED:
                return
            yield room
        raise AssertionError("The meeting does not end.")

    async def _step(self, room: Room, late: str) -> None:
        """Whatever comes next: a press, something due, the late one, an overrun, a pause."""
        now = clock.now()
        due = wakes(room, now) or room.ends
        if late not in self.guests:
            due = min(due, max(now, self.meeting.starts + LATE))
        person, act = self._first()
        under_way = room.state is State.OPEN and room.running is not None
        if under_way and "overrun" not in self.happened and room.running and room.running.phase.speaks == "presenter":
            self.happened.add("overrun")
            await self._until(room.running.due + OVERRUN)
        elif under_way and "pause" not in self.happened and "overrun" in self.happened:
            self.happened.add("pause")
            presser = self.guests[room.present[0]]
            await self._heard(await presser.press({"do": "pause"}))
            await self._until(now + PAUSE)
            await self._heard(await presser.press({"do": "resume"}))
        elif act is not None and now + timedelta(seconds=act.after) <= due:
            await self._until(now + timedelta(seconds=act.after))
            await self._heard(await self.guests[person].press(act.message))
        else:
            await self._until(due)

    def _first(self) -> tuple[str, Act | None]:
        """Who wants to press first, and what."""
        wishes = [(act.after, person, act) for person, guest in self.guests.items() if (act := guest.wish())]
        if not wishes:
            return "", None
        _, person, act = min(wishes, key=lambda wish: wish[:2])
        return person, act

    async def _until(self, instant: datetime) -> None:
        """Put the clock there, and wait until everyone sees it."""
        anchor = clock.move_to(instant)
        await self._seen(lambda view: view["now"] >= milliseconds(anchor.meeting) or view["state"] == "closed")

    async def _heard(self, answer: object) -> None:
        """Wait until everyone sees what was answered; a refusal is a lawful answer, too."""
        assert isinstance(answer, dict)
        if "number" in answer:
            await self._seen(lambda view: view["number"] >= answer["number"])

    async def _seen(self, shown: Callable[[dict[str, Any]], bool]) -> None:
        for guest in self.guests.values():

            def gone_or_shown(guest: Guest = guest) -> bool:
                return guest.gone or shown(dict(guest.view or {}))

            async with asyncio.timeout(PATIENCE), guest.heard:
                await guest.heard.wait_for(gone_or_shown)
            assert not guest.gone

    def _must_be_seen_alike(self) -> None:
        views = [guest.view for guest in self.guests.values()]
        newest = max((view for view in views if view), key=lambda view: (view["number"], view["now"]))
        assert all(
            view == newest
            for view in views
            if view and view["number"] == newest["number"] and view["now"] == newest["now"]
        )

    async def _enter(self, person: str, address: str) -> None:
        invitation = Invitation(
            address=address,
            meeting=self.meeting.public_id,
            cookie=self.cookies[person],
            me=person,
            seed=int(person),
        )
        guest = self.guests[person] = Guest(invitation)
        await guest.enter()
        await self._seen(lambda view: person in view["present"])  # type: ignore[operator]

    def _start(self) -> str:
        return self.running.enter_context(self.serve())

    async def _restart(self) -> str:
        """The server goes and comes back; everyone comes back too, and nothing is lost."""
        before = replay.present_room(self.meeting)
        await asyncio.to_thread(self.running.close)
        replay.forget(self.meeting.public_id)
        address = await asyncio.to_thread(self._start)
        for guest in self.guests.values():
            guest.invitation = replace(guest.invitation, address=address)
            await guest.enter()
        after = replay.present_room(self.meeting)
        assert after == before
        return address
