"""Work that can wait: rows of a table, taken by lease, behind the interface of django-tasks."""

from soundingboard.jobs.tasks import every, task

__all__ = ["every", "task"]
