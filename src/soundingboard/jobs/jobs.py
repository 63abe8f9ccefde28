"""The table of jobs keeps itself small."""

from datetime import timedelta

from django.utils import timezone

from soundingboard.jobs import services
from soundingboard.jobs.tasks import every, task


@every(timedelta(days=1))
@task()
def forget_done() -> None:
    """Delete what was done long ago."""
    services.forget_done(before=timezone.now() - services.KEEP_DONE)
