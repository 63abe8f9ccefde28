"""Tasks for the tests, and what they leave behind."""

import signal
from datetime import timedelta
from pathlib import Path

from django.db import connection

from soundingboard.jobs.tasks import task

LAST_WORDS = "what nobody else may read"


def make_table() -> None:
    with connection.cursor() as cursor:
        cursor.execute("create table tests_effect (number integer not null)")


def effects() -> list[int]:
    with connection.cursor() as cursor:
        cursor.execute("select number from tests_effect order by number")
        return [number for (number,) in cursor.fetchall()]


def leave(number: int) -> None:
    with connection.cursor() as cursor:
        cursor.execute("insert into tests_effect values (%s)", [number])


@task()
def mark(number: int) -> None:
    leave(number)


@task(lease=timedelta(seconds=1))
def mark_and_hang(number: int, first_time: str) -> None:
    """Hangs with its effect made and not committed, if it is the first to find the file."""
    leave(number)
    if Path(first_time).exists():
        Path(first_time).unlink()
        print("hanging", flush=True)
        signal.pause()


@task()
def mark_and_say(number: int) -> None:
    leave(number)
    print("working", flush=True)


@task(retries=2)
def fail(number: int) -> None:
    leave(number)
    raise ValueError(LAST_WORDS)


@task(atomic=False)
def outside(number: int) -> None:
    assert not connection.in_atomic_block
    leave(number)
