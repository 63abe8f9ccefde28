"""The threads in which a loop talks to the database: in order, and together where that is cheaper."""

import asyncio
import threading
from functools import partial

import pytest

from soundingboard.live.threads import Failed, Threads


def all_at_once(functions):
    return [(function(), len(functions)) for function in functions]


def in_a_loop(work):
    async def run():
        threads = Threads()
        try:
            return await work(threads)
        finally:
            await asyncio.get_running_loop().run_in_executor(None, threads.close)

    return asyncio.run(run())


def test_what_waits_at_the_same_moment_is_done_together_and_in_order():
    busy, free = threading.Event(), threading.Event()
    done: list[str] = []

    def holds_the_thread():
        busy.set()
        free.wait(10)

    def does(name):
        done.append(name)
        return name

    async def work(threads):
        first = asyncio.ensure_future(threads.write(holds_the_thread))
        await asyncio.get_running_loop().run_in_executor(None, busy.wait, 10)
        waiting = [
            asyncio.ensure_future(threads.write_together(all_at_once, partial(does, "a"))),
            asyncio.ensure_future(threads.write_together(all_at_once, partial(does, "b"))),
            asyncio.ensure_future(threads.write(does, "alone")),
            asyncio.ensure_future(threads.write_together(all_at_once, partial(does, "c"))),
        ]
        await asyncio.sleep(0)  # all of them are asked for
        free.set()
        await first
        return await asyncio.gather(*waiting)

    answers = in_a_loop(work)

    assert done == ["a", "b", "alone", "c"]
    assert answers == [("a", 2), ("b", 2), "alone", ("c", 1)]


def test_each_hears_of_its_own_failure():
    def one_fails(functions):
        return [Failed(ValueError("no")) for _ in functions]

    async def work(threads):
        with pytest.raises(ValueError, match="no"):
            await threads.write_together(one_fails, lambda: None)
        with pytest.raises(ZeroDivisionError):
            await threads.write(lambda: 1 // 0)
        return await threads.read(lambda: "still there")

    assert in_a_loop(work) == "still there"


def test_what_was_given_up_is_answered_to_nobody_and_the_thread_goes_on():
    async def work(threads):
        given_up = asyncio.ensure_future(threads.write(lambda: "nobody waits"))
        await asyncio.sleep(0)
        given_up.cancel()
        return await threads.write(lambda: "next")

    assert in_a_loop(work) == "next"
