"""Runs what is due: in a thread of the server (`start_worker`) or in a process of its own (`soundingboard worker`)."""

import logging
import signal
from datetime import timedelta
from threading import Event, Thread

from django.db import DatabaseError, close_old_connections, connections, transaction

from soundingboard.jobs import queries, services
from soundingboard.jobs.models import Job

log = logging.getLogger(__name__)

LOOK = timedelta(seconds=1)  # how long to wait for work that another process asked for
TROUBLE = timedelta(seconds=5)  # how long to wait when the database does not answer


def perform(job: Job) -> None:
    """Run a claimed job and mark how it went. Only KeyboardInterrupt and SystemExit come out."""
    retries = 0
    try:
        task = services.task_of(job)
        retries = task.retries
        if task.atomic:
            with transaction.atomic():
                task.call(*job.args, **job.kwargs)
                services.finish(job)
        else:
            task.call(*job.args, **job.kwargs)
            services.finish(job)
    except services.Overtaken:
        log.warning("job %s no. %s took longer than its lease; another worker has it", job.name, job.pk)
    except Exception as error:
        services.failed(job, error, retries)
        log.error("job %s no. %s failed: %s", job.name, job.pk, services.where(error))


def work(stop: Event, *, until_empty: bool = False) -> None:
    """Run jobs until `stop` is set, or with `until_empty` until none is unfinished; periodic ones too."""
    told: dict[str, str] = {}
    while not stop.is_set():
        close_old_connections()
        try:
            services.wake.clear()  # before the look: what is asked for after it wakes us
            services.tick(told=told)
            if job := services.claim():
                perform(job)
                continue
            if until_empty and not queries.unfinished().exists():
                return
            wait = LOOK
        except DatabaseError as error:
            log.error("the worker cannot reach the database: %s", services.where(error))
            wait = TROUBLE
        services.wake.wait(wait.total_seconds())
    close_old_connections()


def drain() -> int:
    """Run all that is due now, in this thread; returns how many jobs. For tests and the demo's set-up."""
    done = 0
    while job := services.claim():
        perform(job)
        done += 1
    return done


# ── in a thread of the server ──

_stop = Event()
_thread: Thread | None = None


def start_worker() -> None:
    """Start this process's worker thread; does nothing if it runs."""
    global _thread
    if _thread is None or not _thread.is_alive():
        _stop.clear()
        _thread = Thread(target=work_in_thread, name="jobs", daemon=True)
        _thread.start()


def stop_worker(timeout: float = 10.0) -> None:
    """Let the thread end its present job and stop; a job it cannot end in `timeout` seconds is taken over later."""
    global _thread
    if _thread is not None:
        _stop.set()
        services.wake.set()
        _thread.join(timeout)
        _thread = None


def work_in_thread() -> None:
    try:
        work(_stop)
    finally:
        connections.close_all()


# ── in a process of its own ──


def run(*, until_empty: bool = False) -> None:
    """Work in this process until it is asked to end (SIGTERM, SIGINT), having ended the present job."""
    stop = Event()

    def end(_signal: int, _frame: object) -> None:
        stop.set()  # the next look sees it, a second away at most; waking takes a lock that this thread may hold

    signal.signal(signal.SIGTERM, end)
    signal.signal(signal.SIGINT, end)
    work(stop, until_empty=until_empty)
