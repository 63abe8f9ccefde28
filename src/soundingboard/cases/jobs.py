"""What is over its time is destroyed, and so is what a crash left in the key store."""

from datetime import timedelta

from soundingboard.cases import services
from soundingboard.jobs import every, task
from soundingboard.keys import services as keys


@every(timedelta(minutes=10))
@task(atomic=False)
def shred() -> None:
    """Cases and words of meetings that have been kept as long as was agreed."""
    services.shred_what_is_due()


@every(timedelta(hours=1))
@task(atomic=False)
def sweep() -> None:
    """Keys that no row knows (keys itself stands beside the jobs and has none)."""
    keys.sweep()
