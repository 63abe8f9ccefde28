"""Asks for jobs, takes them by lease, and marks how they went."""

import traceback
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from threading import Event
from typing import Any, TypeVar

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.module_loading import import_string
from django_tasks.utils import get_module_path, normalize_json

from soundingboard.jobs import queries
from soundingboard.jobs.models import Job
from soundingboard.jobs.tasks import LEASE, PERIODIC, Task

T = TypeVar("T")

FIRST_WAIT = timedelta(seconds=5)
LONGEST_WAIT = timedelta(hours=1)
KEEP_DONE = timedelta(days=40)  # longer than any period, so that no period comes twice

wake = Event()  # set on commit; the worker of this process need not wait for its next look


class Overtaken(Exception):
    """The lease had run out and someone else has taken the job: whatever was done about it is undone."""


def enqueue(task: Task[..., Any], args: Sequence[Any] = (), kwargs: Mapping[str, Any] | None = None) -> Job:
    """Ask for a run of `task`, as part of the caller's transaction: a rollback asks for nothing.

    returns  the job, or the one that already has the task's key
    """
    job = Job(
        name=task.module_path,
        args=normalize_json(list(args)),
        kwargs=normalize_json(dict(kwargs or {})),
        key=task.key,
        run_at=task.run_after or timezone.now(),
    )
    if task.key is None:
        job.save()
    else:
        Job.objects.bulk_create([job], ignore_conflicts=True)
        job = Job.objects.get(key=task.key)
    transaction.on_commit(wake.set)
    return job


def later(name: str, *args: Any, key: str | None = None, at: datetime | None = None) -> Job:
    """As `enqueue`, for an app's services: they stand below its jobs.py and name the task, `"notices.deliver"`.

    at  the earliest instant, real time; at once unless said
    """
    app, _, function = name.partition(".")
    found = import_string(f"soundingboard.{app}.jobs.{function}")
    return enqueue(found.using(key=key, run_after=at), args)


def claim(now: datetime | None = None) -> Job | None:
    """Take the job that is longest due, or None. Two workers never take the same one while its lease lasts."""
    now = now or timezone.now()
    if not queries.due(now).exists():  # spares SQLite a write lock at every look
        return None
    with transaction.atomic():
        job = queries.due(now).select_for_update(skip_locked=True).first()
        if job is None:
            return None
        job.leased_until = now + lease(job)
        job.started_at = now
        job.attempts += 1
        job.save(update_fields=["leased_until", "started_at", "attempts"])
    return job


def finish(job: Job, now: datetime | None = None) -> None:
    """Mark `job` done; raises Overtaken if it was taken over, so that the transaction of its effects rolls back."""
    if not mine(job).update(done_at=now or timezone.now(), leased_until=None, error=""):
        raise Overtaken


def failed(job: Job, error: BaseException, retries: int, now: datetime | None = None) -> None:
    """Write down where `job` failed, never what was said there, and try it again later or park it."""
    now = now or timezone.now()
    parked = job.attempts > retries
    mine(job).update(
        error=where(error),
        leased_until=None,
        run_at=now + backoff(job.attempts),
        parked_at=now if parked else None,
    )


def retry(job: Job) -> None:
    """Let a parked job run once more."""
    queries.parked().filter(pk=job.pk).update(parked_at=None, run_at=timezone.now())
    transaction.on_commit(wake.set)


def tick(now: datetime | None = None, told: dict[str, str] | None = None) -> None:
    """Ask for each periodic task once in its period.

    told  the keys this process has asked for; it asks the database only when a period begins
    """
    now = now or timezone.now()
    told = {} if told is None else told
    for name, periodic in PERIODIC.items():
        seconds = periodic.period.total_seconds()
        begins = datetime.fromtimestamp(now.timestamp() // seconds * seconds, UTC)
        key = f"{name}:{begins:%Y-%m-%dT%H:%M:%S}"
        if told.get(name) != key:
            enqueue(periodic.task.using(key=key))
            told[name] = key


def forget_done(before: datetime) -> int:
    """Delete jobs that were done before an instant; returns how many."""
    return Job.objects.filter(done_at__lt=before).delete()[0]


def backoff(attempts: int) -> timedelta:
    """How long to wait after so many attempts.

    >>> [backoff(n).seconds for n in (1, 2, 3, 20)]
    [5, 10, 20, 3600]
    """
    return min(FIRST_WAIT * (1 << min(attempts - 1, 16)), LONGEST_WAIT)


def each(rows: Iterable[T], act: Callable[[T], bool]) -> int:
    """How many of `rows` `act` was true for. One that fails holds up none behind it: the first failure is raised when
    all have had their turn, so that the job tells of it and is tried again.
    """
    done, failure = 0, None
    for row in rows:
        try:
            done += act(row)
        except Exception as error:
            failure = failure or error
    if failure is not None:
        raise failure
    return done


def where(error: BaseException) -> str:
    """Class and place of an error: `ValueError at jobs.py:17`."""
    frames = traceback.extract_tb(error.__traceback__)
    place = f"{Path(frames[-1].filename).name}:{frames[-1].lineno}" if frames else "an unknown place"
    return f"{get_module_path(type(error))} at {place}"[:300]


def task_of(job: Job) -> Task[..., Any]:
    """The task that `job` is a run of; raises ImportError where a new version has it no more."""
    found = import_string(job.name)
    if not isinstance(found, Task):
        raise ImportError(f"{job.name} is no task.")
    return found


def lease(job: Job) -> timedelta:
    try:
        return task_of(job).lease
    except ImportError:
        return LEASE


def mine(job: Job) -> QuerySet[Job]:
    """The row of `job`, if nobody has taken it since."""
    return Job.objects.filter(pk=job.pk, attempts=job.attempts, done_at=None)
