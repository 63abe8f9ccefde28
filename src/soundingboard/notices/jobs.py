"""Lets notices leave."""

from soundingboard.jobs import task
from soundingboard.notices import queries, services


@task(atomic=False)  # a mail server may be slow, and nothing may wait for it
def deliver(pk: int) -> None:
    notice = queries.unsent(pk)
    if notice is not None:
        services.deliver(notice)
