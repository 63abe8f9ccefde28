"""Work that comes round by itself: closed meetings are settled. What is over its time is shredded by `cases`, which
knows what forbids it.
"""

from datetime import timedelta

from soundingboard.jobs import every, task
from soundingboard.meetings import services


@every(timedelta(minutes=1))
@task(atomic=False)
def settle() -> None:
    """Meetings whose rooms have closed while nobody watched."""
    services.settle_what_closed()
