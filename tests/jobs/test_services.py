"""Jobs: asked for in a transaction, taken by lease, done once."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from threading import Event

import pytest
from django.db import connection, transaction
from django.utils import timezone
from django_tasks import default_task_backend
from django_tasks.base import TaskResultStatus
from django_tasks.exceptions import TaskResultDoesNotExist

from soundingboard.jobs import queries, services, worker
from soundingboard.jobs.models import Job
from tests.jobs import tasks

pytestmark = pytest.mark.django_db
LONG = timedelta(hours=1)


@pytest.fixture(autouse=True)
def table(db: None) -> Iterator[None]:
    tasks.make_table()
    yield
    if not connection.in_atomic_block:
        with connection.cursor() as cursor:
            cursor.execute("drop table tests_effect")


def test_what_is_asked_for_is_done_once() -> None:
    result = tasks.mark.enqueue(1)

    assert worker.drain() == 1
    assert worker.drain() == 0
    assert tasks.effects() == [1]
    assert default_task_backend.get_result(result.id).status == TaskResultStatus.SUCCESSFUL


def test_a_rollback_asks_for_nothing() -> None:
    with transaction.atomic():
        tasks.mark.enqueue(1)
        transaction.set_rollback(True)

    assert worker.drain() == 0


def test_the_same_key_is_one_job() -> None:
    first = tasks.mark.using(key="once").enqueue(1)
    second = tasks.mark.using(key="once").enqueue(2)
    worker.drain()
    tasks.mark.using(key="once").enqueue(3)
    worker.drain()

    assert first.id == second.id
    assert tasks.effects() == [1]


def test_a_job_for_later_waits_until_then() -> None:
    tasks.mark.using(run_after=timezone.now() + LONG).enqueue(1)

    assert services.claim() is None
    assert services.claim(timezone.now() + LONG + LONG) is not None


def test_a_failure_undoes_its_effects_and_comes_again_later_and_later_until_it_is_parked() -> None:
    tasks.fail.enqueue(1)
    waits = []
    while not queries.parked().exists():
        at = queries.unfinished().get().run_at
        job = services.claim(at)
        assert job is not None
        worker.perform(job)
        waits.append((Job.objects.get().run_at - timezone.now()).total_seconds())

    assert tasks.effects() == []
    assert [round(wait) for wait in waits] == [5, 10, 20]
    assert services.claim(timezone.now() + LONG) is None


def test_what_an_error_said_is_written_nowhere(caplog: pytest.LogCaptureFixture) -> None:
    result = tasks.fail.enqueue(1)

    worker.drain()

    job = Job.objects.get()
    assert job.error.startswith("builtins.ValueError at tasks.py:")
    assert "ValueError" in caplog.text
    assert tasks.LAST_WORDS not in caplog.text + job.error + str(default_task_backend.get_result(result.id))


def test_a_parked_job_runs_once_more_when_somebody_asks() -> None:
    tasks.fail.enqueue(1)
    Job.objects.update(parked_at=timezone.now(), attempts=3)

    services.retry(queries.parked().get())

    assert worker.drain() == 1
    assert queries.parked().exists()


def test_two_workers_never_have_the_same_job() -> None:
    tasks.mark.enqueue(1)

    assert services.claim() is not None
    assert services.claim() is None


def test_who_is_overtaken_leaves_no_effect() -> None:
    tasks.mark.enqueue(1)
    slow = services.claim()
    quick = services.claim(timezone.now() + LONG)
    assert slow is not None
    assert quick is not None

    worker.perform(quick)
    worker.perform(slow)

    assert tasks.effects() == [1]


def test_an_overtaken_failure_does_not_touch_the_job() -> None:
    tasks.fail.enqueue(1)
    slow = services.claim()
    quick = services.claim(timezone.now() + LONG)
    assert slow is not None
    assert quick is not None

    worker.perform(slow)

    assert Job.objects.get().leased_until == quick.leased_until


@pytest.mark.django_db(transaction=True)
def test_what_talks_to_the_outside_holds_no_transaction() -> None:
    tasks.outside.enqueue(1)

    worker.drain()

    assert queries.unfinished().count() == 0
    assert tasks.effects() == [1]


def test_a_task_that_is_no_more_is_parked_and_stops_nobody() -> None:
    tasks.mark.enqueue(1)
    Job.objects.update(name="tests.jobs.tasks.gone")
    tasks.mark.enqueue(2)

    worker.drain()

    assert queries.parked().get().name == "tests.jobs.tasks.gone"
    assert tasks.effects() == [2]


def test_a_periodic_task_runs_once_a_period_however_many_tick() -> None:
    midnight = datetime(2026, 3, 3, tzinfo=UTC)
    daily = "soundingboard.jobs.jobs.forget_done"

    for hour in (0, 1, 23, 24, 30):
        services.tick(midnight + timedelta(hours=hour))

    days = Job.objects.filter(name=daily).values_list("key", flat=True)
    assert sorted(map(str, days)) == [f"{daily}:2026-03-03T00:00:00", f"{daily}:2026-03-04T00:00:00"]


def test_a_process_that_has_ticked_asks_the_database_nothing_more_in_that_period() -> None:
    now = datetime(2026, 3, 3, tzinfo=UTC)
    told: dict[str, str] = {}
    services.tick(now, told)

    with transaction.atomic(), connection.execute_wrapper(refuse):
        services.tick(now, told)


def refuse(*_: object) -> None:
    raise AssertionError("asked the database")


def test_what_was_done_long_ago_is_forgotten_and_the_rest_is_not() -> None:
    for number in (1, 2, 3):
        tasks.mark.enqueue(number)
    first, second, _third = Job.objects.order_by("pk")
    Job.objects.filter(pk=first.pk).update(done_at=timezone.now() - services.KEEP_DONE - LONG)
    Job.objects.filter(pk=second.pk).update(done_at=timezone.now())

    services.forget_done(before=timezone.now() - services.KEEP_DONE)

    assert Job.objects.count() == 2
    with pytest.raises(TaskResultDoesNotExist):
        default_task_backend.get_result(str(first.pk))


@pytest.mark.django_db(transaction=True)
def test_the_thread_of_a_server_does_what_is_asked_for_and_stops_when_told() -> None:
    tasks.mark.enqueue(1)
    worker.start_worker()
    try:
        deadline = timezone.now() + timedelta(seconds=20)
        while queries.unfinished().exists() and timezone.now() < deadline:
            Event().wait(0.01)
    finally:
        worker.stop_worker()

    assert tasks.effects() == [1]
    assert worker._thread is None
