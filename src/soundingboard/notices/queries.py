"""Reads the outbox."""

from django.db.models import QuerySet

from soundingboard.accounts.models import User
from soundingboard.notices.models import Notice

RECENT = 100


def notices_to(user: User) -> QuerySet[Notice]:
    """What `user` was sent, newest first."""
    return Notice.objects.filter(to=user).order_by("-made_at", "-pk")[:RECENT]


def unsent(pk: int) -> Notice | None:
    """The notice, with whom it goes to, if it still has to leave."""
    return Notice.objects.filter(pk=pk, sent_at=None).select_related("to").first()
