"""The hub: everyone sees the present, nothing falls between, and a slow one delays nobody."""

import asyncio
import json
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from asgiref.sync import sync_to_async

from soundingboard.clock import services as clock
from soundingboard.live.bus import announce
from soundingboard.live.hub import Hub, Picture
from soundingboard.live.sockets import Socket
from soundingboard.live.threads import Threads

PATIENCE = 10
NOON = datetime(2027, 3, 2, 17, tzinfo=UTC)

pytestmark = pytest.mark.django_db(transaction=True)


class Board:
    """What the rows would be: a number that somebody raises."""

    def __init__(self) -> None:
        self.number = 1
        self.due: datetime | None = None
        self.reads = self.shown = 0


class Counter:
    """A scene that shows the number it has read."""

    def __init__(self, board: Board) -> None:
        self.board, self.number = board, 0

    def knows(self, number: int) -> bool:
        return 0 < number <= self.number

    def read(self) -> None:
        self.board.reads += 1
        self.number = self.board.number

    def show(self, now: datetime) -> Picture:
        self.board.shown += 1
        due = self.board.due if self.board.due and self.board.due > now else None
        shared = json.dumps({"number": self.number, "due": due is None})
        return Picture(shared, lambda seat: None if seat == 13 else json.dumps(seat), due)


class Eye:
    """A watcher that remembers what it was shown."""

    def __init__(self, seat: int = 1) -> None:
        self.seat, self.frames, self.gone = seat, list[dict[str, Any]](), False
        self.news = asyncio.Event()

    def show(self, frame: str) -> None:
        self.frames.append(json.loads(frame))
        self.news.set()

    def unseated(self) -> None:
        self.gone = True
        self.news.set()

    async def sees(self, wanted: Callable[[], bool]) -> None:
        async with asyncio.timeout(PATIENCE):
            while not wanted():
                self.news.clear()
                await self.news.wait()

    async def sees_number(self, number: int) -> None:
        await self.sees(lambda: any(frame["view"]["number"] == number for frame in self.frames))


def with_hub(story: Callable[[Hub], Awaitable[None]]) -> None:
    async def told() -> None:
        hub = Hub()
        await hub.start()
        try:
            await story(hub)
        finally:
            await hub.stop()

    asyncio.run(told())


tell = sync_to_async(announce)


def test_who_comes_sees_the_present_and_then_each_change():
    async def story(hub):
        board, eye = Board(), Eye()
        async with hub.watching("t", lambda: Counter(board), eye):
            await eye.sees_number(1)
            board.number = 2
            await tell("t", 2)
            await eye.sees_number(2)
        assert eye.frames[0] == {"mine": 1, "view": {"number": 1, "due": True}, "rate": 1}

    with_hub(story)


def test_what_is_announced_while_the_scene_is_first_read_is_not_missed():
    async def story(hub):
        board, eye = Board(), Eye()

        class Slow(Counter):
            def read(self):
                super().read()
                if self.board.reads == 1:
                    board.number = 2  # committed just after we looked
                    announce("t", 2)

        async with hub.watching("t", lambda: Slow(board), eye):
            await eye.sees_number(2)

    with_hub(story)


def test_a_change_is_read_once_for_all_who_watch():
    async def story(hub):
        board, eyes = Board(), [Eye(seat) for seat in range(1, 7)]

        async def watch(eye):
            async with hub.watching("t", lambda: Counter(board), eye):
                await eye.sees_number(2)

        watching = [asyncio.create_task(watch(eye)) for eye in eyes]
        await eyes[-1].sees_number(1)
        reads = board.reads
        board.number = 2
        await tell("t", 2)
        await asyncio.gather(*watching)
        assert board.reads == reads + 1
        assert [eye.frames[-1]["mine"] for eye in eyes] == [1, 2, 3, 4, 5, 6]

    with_hub(story)


def test_a_topic_nobody_watches_any_more_is_let_go():
    async def story(hub):
        board = Board()
        for _ in range(2):
            eye = Eye()
            async with hub.watching("t", lambda: Counter(board), eye):
                await eye.sees_number(board.number)
            board.number += 1
            await tell("t", board.number)
        assert board.reads == 2

    with_hub(story)


def test_a_seat_that_was_taken_away_is_told_and_the_others_see_on():
    async def story(hub):
        board, eye, unlucky = Board(), Eye(1), Eye(13)
        async with (
            hub.watching("t", lambda: Counter(board), eye),
            hub.watching("t", lambda: Counter(board), unlucky),
        ):
            await unlucky.sees(lambda: unlucky.gone)
            await eye.sees_number(1)
        assert unlucky.frames == []

    with_hub(story)


def test_a_read_that_fails_is_tried_again():
    async def story(hub):
        board, eye = Board(), Eye()

        class Shaky(Counter):
            def read(self):
                super().read()
                if self.board.reads == 1:
                    raise OSError

        async with hub.watching("t", lambda: Shaky(board), eye):
            await eye.sees_number(1)
        assert board.reads == 2

    with_hub(story)


@pytest.mark.parametrize("how", ["moved", "sped up"])
def test_a_scene_is_shown_when_it_falls_due_on_a_clock_that_somebody_moves(how):
    clock.forget_cache()
    clock.set(meeting=NOON, rate=0)

    async def story(hub):
        board, eye = Board(), Eye()
        board.due = NOON + timedelta(minutes=5)
        async with hub.watching("t", lambda: Counter(board), eye):
            await eye.sees_number(1)
            assert not eye.frames[-1]["view"]["due"]
            change = {"meeting": board.due} if how == "moved" else {"rate": 600}
            await sync_to_async(clock.set)(**change)
            await eye.sees(lambda: eye.frames[-1]["view"]["due"])

    try:
        with_hub(story)
    finally:
        clock.forget_cache()


def test_a_slow_one_delays_nobody_and_sees_only_the_latest():
    async def story(hub):
        board, quick = Board(), Eye(1)
        stuck, sent = asyncio.Event(), []

        async def slow_send(message):
            sent.append(message)
            await stuck.wait()

        async def silent():
            await asyncio.Event().wait()

        slow = Socket(None, "", hub, silent, slow_send)
        delivery = asyncio.create_task(slow.deliver())
        async with (
            hub.watching("t", lambda: Counter(board), slow),
            hub.watching("t", lambda: Counter(board), quick),
        ):
            await quick.sees_number(1)
            for number in range(2, 30):
                board.number = number
                await tell("t", number)
                await quick.sees_number(number)
            slow.answer("answered")
            stuck.set()
            async with asyncio.timeout(PATIENCE):
                while len(sent) < 3:
                    await asyncio.sleep(0)
        delivery.cancel()
        numbers = [json.loads(message["text"])["view"]["number"] for message in (sent[0], sent[2])]
        assert numbers == [1, 29]
        assert sent[1]["text"] == "answered"

    with_hub(story)


def test_writes_take_turns_and_errors_come_back_to_who_asked():
    async def story():
        threads = Threads()
        try:
            order: list[int] = []
            await asyncio.gather(*(threads.write(order.append, nth) for nth in range(50)))
            assert order == list(range(50))
            with pytest.raises(ZeroDivisionError):
                await threads.write(divmod, 1, 0)
        finally:
            threads.close()

    asyncio.run(story())
