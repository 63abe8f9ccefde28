"""The table of jobs."""

from django.db import models
from django.db.models import Q
from django.utils import timezone


class Job(models.Model):
    """One run of a task, from when it is asked for until it is done or parked.

    leased_until  until when a worker has it; later than that anyone may take it over
    attempts      how often it was taken. It is also the fence: who finishes it must name the number they took it by
    error         class and place of the last error, never its words
    """

    name = models.CharField(max_length=200)
    args = models.JSONField(default=list)
    kwargs = models.JSONField(default=dict)
    key = models.CharField(max_length=200, unique=True, null=True)  # noqa: DJ001  (many jobs have none)
    enqueued_at = models.DateTimeField(default=timezone.now)
    run_at = models.DateTimeField(default=timezone.now)
    leased_until = models.DateTimeField(null=True)
    started_at = models.DateTimeField(null=True)
    attempts = models.PositiveIntegerField(default=0)
    done_at = models.DateTimeField(null=True)
    parked_at = models.DateTimeField(null=True)
    error = models.CharField(max_length=300, blank=True)

    class Meta:
        indexes = (
            models.Index(fields=["run_at"], name="jobs_open", condition=Q(done_at=None, parked_at=None)),
            models.Index(fields=["done_at"], name="jobs_done"),
        )

    def __str__(self) -> str:
        return f"{self.name} no. {self.pk}"
