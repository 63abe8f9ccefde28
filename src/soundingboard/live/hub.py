"""The hub: one watched scene for each topic that somebody at this process looks at.

It knows numbers, not meetings. A scene reads its new rows once, is encoded once, and the same text goes to every
socket with a small part for that seat. It is shown anew when the bus says so, when the clock was moved, and when it
falls due by itself; nothing is sent in between.
"""

import asyncio
import logging
from collections.abc import AsyncIterator, Callable, Coroutine, Sequence
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, Protocol

from django.conf import settings
from django.db import DatabaseError

from soundingboard.clock import services as clock
from soundingboard.clock.events import Anchor
from soundingboard.live import wire
from soundingboard.live.bus import bus
from soundingboard.live.threads import Threads

log = logging.getLogger(__name__)

SOON = 0.005  # seconds added to what is due, so that the clock has surely reached it
RETRY = 1.0  # seconds after which a read that failed is tried again
LOOK_AT_CLOCK = 0.25  # seconds between looks at a clock that another process may have moved


@dataclass(frozen=True)
class Picture:
    """What a scene shows at an instant.

    shared  for everybody, encoded
    part    what is for one seat alone, encoded; None for a seat that was taken away
    due     when it changes though nobody does anything, on the meeting clock; None if it does not
    chores  what the passing of time wants written down; each is run once, in the thread that writes
    """

    shared: str
    part: Callable[[int], str | None]
    due: datetime | None = None
    chores: Sequence[Callable[[], None]] = ()


class Scene(Protocol):
    """What one topic is about. Its app makes it; the hub never looks inside."""

    def knows(self, number: int) -> bool:
        """Take over what this process has already learned; whether that reaches `number`. Quick: asks no database."""

    def read(self) -> None:
        """Read what is new from the database."""

    def show(self, now: datetime) -> Picture:
        """How it stands at `now` on the meeting clock. Quick: asks no database."""


class Watcher(Protocol):
    """A socket, as far as the hub knows it. None of these waits.

    seat  whose part of the picture it sees
    """

    seat: int

    def show(self, frame: str) -> None: ...
    def unseated(self) -> None: ...


@dataclass(eq=False)
class Watched:
    """A topic somebody at this process looks at."""

    scene: Scene
    watchers: set[Watcher] = field(default_factory=set)
    ready: bool = False
    stale: bool = False  # something was announced while it was being read
    reading: asyncio.Task[None] | None = None
    showing: asyncio.Handle | None = None
    timer: asyncio.TimerHandle | None = None


@dataclass(frozen=True)
class Chore:
    """Something a serving process does again and again."""

    seconds: float
    run: Callable[[], None]


class Hub:
    """All that one process watches. Lives in one event loop, from `start` to `stop`."""

    def __init__(self, chores: Sequence[Chore] = ()) -> None:
        self._chores = chores
        self._watched: dict[str, Watched] = {}
        self._tasks: set[asyncio.Task[None]] = set()
        self._forget_clock: Callable[[], None] | None = None

    async def start(self) -> None:
        """Begin to listen. The clock is read before the first question about it."""
        self._loop = asyncio.get_running_loop()
        self.threads = Threads()
        self._anchor = await self.threads.read(clock.refresh)
        self._forget_clock = clock.on_change(self._clock_moved)
        self.spawn(bus().listen(self._heard))
        if settings.MEETING_CLOCK_MOVES:
            self.spawn(self._watch_clock())
        for chore in self._chores:
            self.spawn(self._again(chore))

    async def stop(self) -> None:
        """Stop listening, and let go of the database."""
        if self._forget_clock is not None:
            self._forget_clock()
        for watched in self._watched.values():
            self._still(watched)
        for task in tuple(self._tasks):
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        self._watched.clear()
        await self._loop.run_in_executor(None, self.threads.close)

    # The meeting clock

    def now(self) -> datetime:
        """The time on the meeting clock. Asks no database, so it may be asked in the loop."""
        return self._anchor.at(clock.real_now())

    @property
    def rate(self) -> float:
        return self._anchor.rate

    def real_seconds(self, until: datetime) -> float | None:
        """Seconds of real time until the meeting clock shows `until`; None if it stands still."""
        seconds = (until - self.now()) / timedelta(seconds=1)
        return seconds / self.rate if self.rate else None

    async def _watch_clock(self) -> None:
        """Notice what another process did to the clock of a demo or a test."""
        while True:
            with suppress(DatabaseError):
                anchor = await self.threads.read(clock.refresh)
                if anchor != self._anchor:
                    self._set_clock(anchor)
            await asyncio.sleep(LOOK_AT_CLOCK)

    def _clock_moved(self, anchor: Anchor) -> None:
        with suppress(RuntimeError):  # the loop has closed
            self._loop.call_soon_threadsafe(self._set_clock, anchor)

    def _set_clock(self, anchor: Anchor) -> None:
        self._anchor = anchor
        for watched in self._watched.values():
            self._show_soon(watched)

    # Watching

    @asynccontextmanager
    async def watching(self, topic: str, scene: Callable[[], Scene], watcher: Watcher) -> AsyncIterator[Scene]:
        """Show `topic` to `watcher` until the block ends; the present picture comes first.

        The watcher is added before the scene is read, so that nothing falls between.
        """
        watched = self._watched.get(topic)
        if watched is None:
            watched = self._watched[topic] = Watched(scene())
            self._read(watched)
        watched.watchers.add(watcher)
        try:
            if watched.ready:
                self._show(watched, to=[watcher])
            yield watched.scene
        finally:
            watched.watchers.discard(watcher)
            if not watched.watchers and self._watched.get(topic) is watched:
                del self._watched[topic]
                self._still(watched)

    def show_again(self, topic: str) -> None:
        """Show a topic anew though no row was added: what a scene keeps in memory has changed."""
        if (watched := self._watched.get(topic)) is not None:
            self._show_soon(watched)

    def _heard(self, topic: str | None, number: int) -> None:
        if topic is None:
            for watched in self._watched.values():
                self._read(watched)
            return
        found = self._watched.get(topic)
        if found is None:
            return
        if found.ready and found.scene.knows(number):
            self._show_soon(found)
        else:
            self._read(found)

    def _read(self, watched: Watched) -> None:
        watched.stale = True
        if watched.reading is None:
            watched.reading = self.spawn(self._catch_up(watched))

    async def _catch_up(self, watched: Watched) -> None:
        try:
            while watched.stale:
                watched.stale = False
                try:
                    await self.threads.read(watched.scene.read)
                except Exception as error:
                    log.error("a scene could not be read: %s", type(error).__name__)
                    watched.stale = True
                    await asyncio.sleep(RETRY)
            watched.ready = True
        finally:
            watched.reading = None
        self._show_soon(watched)

    # Showing

    def _show_soon(self, watched: Watched) -> None:
        """Show once, however many reasons there are in this turn of the loop."""
        if watched.showing is None and watched.ready:
            watched.showing = self._loop.call_soon(self._show, watched)

    def _show(self, watched: Watched, to: Sequence[Watcher] | None = None) -> None:
        if to is None:
            watched.showing = None
        if not watched.watchers:
            return
        picture = watched.scene.show(self.now())
        frames: dict[int, str | None] = {}
        for watcher in tuple(watched.watchers) if to is None else to:
            seat = watcher.seat
            if seat not in frames:
                part = picture.part(seat)
                frames[seat] = None if part is None else wire.frame(picture.shared, part, self.rate)
            frame = frames[seat]
            if frame is None:
                watcher.unseated()
            else:
                watcher.show(frame)
        for chore in picture.chores:
            self.write_soon(chore)
        self._arm(watched, picture.due)

    def _arm(self, watched: Watched, due: datetime | None) -> None:
        if watched.timer is not None:
            watched.timer.cancel()
            watched.timer = None
        seconds = None if due is None else self.real_seconds(due)
        if seconds is not None:
            watched.timer = self._loop.call_later(max(seconds, 0) + SOON, self._show_soon, watched)

    def _still(self, watched: Watched) -> None:
        for handle in (watched.timer, watched.showing, watched.reading):
            if handle is not None:
                handle.cancel()
        watched.timer = watched.showing = None

    # Work beside it

    def spawn(self, work: Coroutine[Any, Any, None]) -> asyncio.Task[None]:
        """Let `work` run beside everything else; it is canceled when the hub stops."""
        task: asyncio.Task[None] = self._loop.create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
        return task

    def write_soon(self, function: Callable[[], None]) -> None:
        """Run `function` in the thread that writes; errors are logged."""
        self.spawn(self._once(function))

    async def _once(self, function: Callable[[], None]) -> None:
        try:
            await self.threads.write(function)
        except Exception as error:
            log.error("%s failed: %s", getattr(function, "__qualname__", "a chore"), type(error).__name__)

    async def _again(self, chore: Chore) -> None:
        while True:
            await self._once(chore.run)
            await asyncio.sleep(chore.seconds)
