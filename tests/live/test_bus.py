"""The bus: what is committed is heard, by every process, and a rollback is not."""

import asyncio
import threading
from collections.abc import Iterator
from concurrent.futures import Future
from contextlib import contextmanager

import psycopg
import pytest
from django.conf import settings
from django.db import connection, transaction

from soundingboard.live.bus import announce, bus

PATIENCE = 10


class Listener:
    """An event loop of its own that listens to the bus."""

    def __init__(self) -> None:
        self._heard: list[tuple[str | None, int]] = []
        self._news = threading.Condition()

    def note(self, topic: str | None, number: int) -> None:
        with self._news:
            self._heard.append((topic, number))
            self._news.notify_all()

    def hears(self, *wanted: tuple[str | None, int]) -> bool:
        """Whether it comes to hear all of `wanted`, in that order."""
        with self._news:
            return bool(self._news.wait_for(lambda: _in_order(wanted, self._heard), PATIENCE))

    @property
    def topics(self) -> list[str | None]:
        with self._news:
            return [topic for topic, _ in self._heard]


def _in_order(wanted, heard):
    rest = iter(heard)
    return all(one in rest for one in wanted)


@contextmanager
def listening() -> Iterator[Listener]:
    listener = Listener()
    ends: Future[tuple[asyncio.AbstractEventLoop, asyncio.Event]] = Future()

    async def live() -> None:
        end = asyncio.Event()
        task = asyncio.create_task(bus().listen(listener.note))
        await asyncio.sleep(0)  # it has begun
        ends.set_result((asyncio.get_running_loop(), end))
        await end.wait()
        task.cancel()

    thread = threading.Thread(target=lambda: asyncio.run(live()))
    thread.start()
    loop, end = ends.result(PATIENCE)
    try:
        yield listener
    finally:
        loop.call_soon_threadsafe(end.set)
        thread.join(PATIENCE)


def test_what_is_announced_outside_a_transaction_is_heard_at_once(transactional_db):
    with listening() as listener:
        announce("meeting a", 7)

        assert listener.hears(("meeting a", 7))


def test_what_is_announced_is_heard_when_it_is_committed_and_not_before(transactional_db):
    with listening() as listener:
        with transaction.atomic():
            announce("meeting a", 1)
            assert listener.topics == []

        assert listener.hears(("meeting a", 1))


def test_a_rollback_is_never_heard(transactional_db):
    with listening() as listener:
        with transaction.atomic():
            announce("undone", 1)
            transaction.set_rollback(True)
        announce("done", 2)

        assert listener.hears(("done", 2))
        assert "undone" not in listener.topics


def test_everyone_who_listens_hears(transactional_db):
    with listening() as one, listening() as other:
        announce("meeting a", 1)

        assert one.hears(("meeting a", 1))
        assert other.hears(("meeting a", 1))


@pytest.mark.postgres
def test_on_postgresql_commits_are_heard_in_order_and_rollbacks_are_not(on_postgres):
    assert settings.SOUNDINGBOARD.bus == "postgres"
    with listening() as one, listening() as other:
        assert one.hears((None, 0))
        assert other.hears((None, 0))
        with transaction.atomic():
            announce("meeting a", 1)
            announce("meeting b", 5)
        with transaction.atomic():
            announce("undone", 1)
            transaction.set_rollback(True)
        announce("meeting a", 2)

        for listener in (one, other):
            assert listener.hears(("meeting a", 1), ("meeting b", 5), ("meeting a", 2))
            assert "undone" not in listener.topics


@pytest.mark.postgres
def test_a_listener_that_lost_the_database_looks_at_everything_when_it_is_back(on_postgres):
    with listening() as listener:
        assert listener.hears((None, 0))
        with psycopg.connect(on_postgres, autocommit=True) as session:
            session.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'soundingboard bus'"
            )

        assert listener.hears((None, 0), (None, 0))
        announce("meeting a", 3)
        assert listener.hears(("meeting a", 3))
    connection.close()
