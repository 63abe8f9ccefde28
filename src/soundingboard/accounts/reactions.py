"""Answers to what the account library says."""

import time
from typing import Any

from allauth.mfa.models import Authenticator
from allauth.mfa.signals import authenticator_added
from django.dispatch import receiver
from django.http import HttpRequest

from soundingboard.accounts import queries


@receiver(authenticator_added)
def has_just_shown(request: HttpRequest, authenticator: Authenticator, **kwargs: Any) -> None:
    """Whoever sets up a second step has just shown it; they need not show it again at the next page."""
    if authenticator.type != Authenticator.Type.RECOVERY_CODES:
        request.session[queries.SET_UP_AT] = time.time()
