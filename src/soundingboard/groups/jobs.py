"""Groups keep their next meetings planned."""

from datetime import timedelta

from soundingboard.groups import queries, services
from soundingboard.jobs import every, task


@every(timedelta(minutes=15))
@task(atomic=False)  # each group is a transaction of its own
def plan_ahead() -> None:
    """Plan what each group's rhythm brings next; what is planned already is left alone."""
    for group in queries.groups_with_a_rhythm():
        services.plan_ahead(group)


@every(timedelta(days=1))
@task()
def forget_invitations() -> None:
    """Delete the addresses of people who did not take their invitation in time."""
    services.forget_invitations()
