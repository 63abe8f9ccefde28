"""Reads the table of jobs."""

from datetime import datetime

from django.db.models import Q, QuerySet

from soundingboard.jobs.models import Job


def unfinished() -> QuerySet[Job]:
    """Jobs that are neither done nor parked."""
    return Job.objects.filter(done_at=None, parked_at=None)


def due(now: datetime) -> QuerySet[Job]:
    """Jobs that a worker may take, longest waiting first."""
    free = Q(leased_until=None) | Q(leased_until__lt=now)
    return unfinished().filter(free, run_at__lte=now).order_by("run_at", "pk")


def parked() -> QuerySet[Job]:
    """Jobs that failed too often; they wait for a person."""
    return Job.objects.exclude(parked_at=None)


def job(pk: int) -> Job | None:
    return Job.objects.filter(pk=pk).first()
