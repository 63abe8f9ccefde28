"""Makes a function of an app's `jobs.py` a task: `remind.using(run_after=..., key=...).enqueue(meeting.pk)`.

Arguments are plain JSON values, ids for the most part: never what people wrote. A task must be safe to run twice.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import ParamSpec, Self, TypeVar

from django_tasks.base import Task as DjangoTask

P = ParamSpec("P")
T = TypeVar("T")

LEASE = timedelta(minutes=2)
RETRIES = 6


@dataclass(frozen=True, slots=True, kw_only=True)
class Task(DjangoTask[P, T]):
    """A function that a worker runs later.

    key      while a job with this key is in the table, enqueuing it again gives that job and adds none
    atomic   the function and the mark that it is done are one transaction, so that its effects in the database happen
             exactly once. False for what talks to the outside: it holds no transaction and may happen twice
    lease    how long one run may take before another worker takes the job over
    retries  how often it is tried again before it is parked
    """

    key: str | None = None
    atomic: bool = True
    lease: timedelta = LEASE
    retries: int = RETRIES

    def using(
        self,
        *,
        priority: int | None = None,
        queue_name: str | None = None,
        run_after: datetime | None = None,
        backend: str | None = None,
        key: str | None = None,
    ) -> Self:
        return replace(
            self,
            priority=self.priority if priority is None else priority,
            queue_name=queue_name or self.queue_name,
            run_after=run_after or self.run_after,
            backend=backend or self.backend,
            key=key or self.key,
        )


@dataclass(frozen=True)
class Periodic:
    """A task that one worker runs once in each period."""

    task: Task[[], None]
    period: timedelta


PERIODIC: dict[str, Periodic] = {}  # by the task's path; filled as the apps' jobs.py are imported


def task(
    *, atomic: bool = True, lease: timedelta = LEASE, retries: int = RETRIES
) -> Callable[[Callable[P, T]], Task[P, T]]:
    """Decorate a function at a module's top level; see `Task` for what can be set."""

    def made(function: Callable[P, T]) -> Task[P, T]:
        return Task(func=function, atomic=atomic, lease=lease, retries=retries)

    return made


def every(period: timedelta) -> Callable[[Task[[], None]], Task[[], None]]:
    """Let a task without arguments run once in each `period`, counted from the epoch, whoever ticks."""

    def listed(made: Task[[], None]) -> Task[[], None]:
        PERIODIC[made.module_path] = Periodic(made, period)
        return made

    return listed
