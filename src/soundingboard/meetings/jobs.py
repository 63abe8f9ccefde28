"""Work that comes round by itself: closed meetings are settled, and in time folded."""

from datetime import timedelta

from soundingboard.jobs import every, task
from soundingboard.meetings import services


@every(timedelta(minutes=1))
@task(atomic=False)
def settle() -> None:
    """Meetings whose rooms have closed while nobody watched."""
    services.settle_what_closed()


@every(timedelta(minutes=10))
@task(atomic=False)
def fold() -> None:
    """Meetings whose words have been kept as long as was agreed."""
    services.fold_what_is_due()
