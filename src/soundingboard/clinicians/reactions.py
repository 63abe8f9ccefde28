"""Answers to what accounts announce."""

from typing import Any

from django.dispatch import receiver

from soundingboard.accounts.events import SignedUp, signed_up
from soundingboard.accounts.models import User
from soundingboard.clinicians import services


@receiver(signed_up)
def welcome(sender: type[User], event: SignedUp, **kwargs: Any) -> None:
    """A new user becomes a clinician with the name they gave."""
    services.welcome(User(pk=event.user), name=event.name)
