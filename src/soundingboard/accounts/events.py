"""What accounts announce, on commit."""

from dataclasses import dataclass

from django.dispatch import Signal


@dataclass(frozen=True)
class SignedUp:
    """There is a new user.

    user  its primary key
    name  what the person wants to be called; accounts themselves keep no name
    """

    user: int
    name: str


signed_up = Signal()
