"""The table of jobs as a backend of django-tasks (the setting `TASKS` names it)."""

from collections.abc import Mapping, Sequence
from typing import Any

from django_tasks.backends.base import BaseTaskBackend
from django_tasks.base import Task as DjangoTask
from django_tasks.base import TaskError, TaskResult, TaskResultStatus
from django_tasks.exceptions import TaskResultDoesNotExist

from soundingboard.jobs.tasks import Task


class LeaseBackend(BaseTaskBackend):
    """Enqueues in the caller's transaction; the workers of `jobs.worker` run what is due."""

    task_class = Task
    supports_defer = True
    supports_get_result = True

    def enqueue(self, task: DjangoTask[..., Any], args: Sequence[Any], kwargs: Mapping[str, Any]) -> TaskResult[Any]:
        # Tasks are made as the apps are loaded, before their tables are.
        from soundingboard.jobs import services

        self.validate_task(task)
        return result(services.enqueue(task, args, kwargs), self.alias)  # type: ignore[arg-type]  # task_class is Task

    def get_result(self, result_id: str) -> TaskResult[Any]:
        from soundingboard.jobs import queries

        row = queries.job(int(result_id)) if result_id.isdecimal() else None
        if row is None:
            raise TaskResultDoesNotExist(result_id)
        return result(row, self.alias)


def result(row: Any, alias: str) -> TaskResult[Any]:
    """What django-tasks calls the result of a job. It carries no value: a task's effects are rows."""
    from soundingboard.jobs import services

    if row.done_at:
        status = TaskResultStatus.SUCCESSFUL
    elif row.parked_at:
        status = TaskResultStatus.FAILED
    else:
        status = TaskResultStatus.RUNNING if row.leased_until else TaskResultStatus.READY
    return TaskResult(
        task=services.task_of(row),
        id=str(row.pk),
        status=status,
        enqueued_at=row.enqueued_at,
        started_at=row.started_at,
        last_attempted_at=row.started_at,
        finished_at=row.done_at or row.parked_at,
        args=row.args,
        kwargs=row.kwargs,
        backend=alias,
        errors=[TaskError(exception_class_path=row.error.split(" at ")[0], traceback=row.error)] if row.error else [],
        worker_ids=[str(attempt + 1) for attempt in range(row.attempts)],
    )
