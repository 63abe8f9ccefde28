"""Real worker processes on a real database, one of them killed in the middle of a job."""

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import psycopg
import pytest

from tests.processes import PATIENCE, ROOT, environment

START = "import django; django.setup(); from tests.jobs import tasks; from soundingboard.jobs import worker; "
MAKE_TABLES = (
    "from django.db import connection; from soundingboard.jobs.models import Job; tasks.make_table()\n"
    "with connection.schema_editor() as editor: editor.create_model(Job)"
)
# Only the table of jobs is there, so nothing periodic of other apps may run.
UNTIL_EMPTY = "worker.run(until_empty=True)"
WORK = START + "from soundingboard.jobs.tasks import PERIODIC; PERIODIC.clear(); "


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """A database with the table of jobs in it."""
    if request.param == "sqlite":
        url = f"sqlite:///{tmp_path / 'jobs.sqlite3'}"
        run(url, START + MAKE_TABLES)
        yield url
    else:
        server = request.getfixturevalue("postgres_server")
        with psycopg.connect(f"{server}/postgres", autocommit=True) as admin:
            admin.execute("create database tests_jobs")
            run(f"{server}/tests_jobs", START + MAKE_TABLES)
            yield f"{server}/tests_jobs"
            admin.execute("drop database tests_jobs with (force)")


def run(database_url: str, code: str) -> str:
    """What `code` printed, run to its end in a process of its own."""
    return subprocess.run(
        [sys.executable, "-c", code],
        env=environment(database_url),
        cwd=ROOT,
        stdout=subprocess.PIPE,
        text=True,
        check=True,
    ).stdout


def begin(database_url: str, code: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", code], env=environment(database_url), cwd=ROOT, stdout=subprocess.PIPE, text=True
    )


def state(database_url: str) -> dict[str, Any]:
    code = START + (
        "import json; from soundingboard.jobs.models import Job; "
        "print(json.dumps({'effects': tasks.effects(), 'attempts': dict(Job.objects.values_list('args__0', 'attempts')"
        ".filter(name__startswith='tests')), 'open': Job.objects.filter(done_at=None).count()}))"
    )
    return dict(json.loads(run(database_url, code)))


@pytest.mark.slow
def test_of_three_workers_one_is_killed_and_every_job_is_done_exactly_once(database_url: str, tmp_path: Path) -> None:
    first_time = tmp_path / "first time"
    first_time.touch()
    run(
        database_url,
        START + f"tasks.mark_and_hang.enqueue(0, {str(first_time)!r}); "
        "[tasks.mark.enqueue(number) for number in range(1, 40)]",
    )
    victim = begin(database_url, WORK + UNTIL_EMPTY)
    assert victim.stdout is not None
    assert victim.stdout.readline() == "hanging\n"

    others = [begin(database_url, WORK + UNTIL_EMPTY) for _ in range(2)]
    victim.kill()
    victim.wait(PATIENCE)
    victim.stdout.close()
    for other in others:
        other.communicate(timeout=PATIENCE)

    after = state(database_url)
    assert after["effects"] == list(range(40))
    assert after["attempts"]["0"] == 2
    assert after["open"] == 0


@pytest.mark.slow
def test_a_worker_asked_to_end_ends_by_itself(database_url: str) -> None:
    code = WORK + "tasks.mark_and_say.enqueue(1); worker.run()"
    process = begin(database_url, code)
    assert process.stdout is not None
    assert process.stdout.readline() == "working\n"

    process.terminate()
    process.communicate(timeout=PATIENCE)

    assert process.returncode == 0
    assert state(database_url)["effects"] == [1]
