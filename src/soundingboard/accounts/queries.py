"""Reading what is the user's own."""

import time
from dataclasses import dataclass
from datetime import timedelta
from enum import Enum

from allauth.account.authentication import get_authentication_records
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.http import urlencode

from soundingboard.accounts.models import User

SECOND_STEPS = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)
LASTS = timedelta(hours=12)
SET_UP_AT = "second_step_set_up_at"  # in the session


@dataclass(frozen=True)
class Security:
    """How an account is kept, at a glance.

    app             whether codes of an authenticator app are asked for
    passkeys        how many passkeys and security keys there are
    recovery_codes  how many unused recovery codes are left, or None if none were made
    browsers        where the user is signed in, this browser included
    """

    app: bool
    passkeys: int
    recovery_codes: int | None
    browsers: int

    @property
    def second_step(self) -> bool:
        return self.app or self.passkeys > 0


def security_of(user: User) -> Security:
    """What the settings page says of `user`'s sign-in."""
    factors = list(Authenticator.objects.filter(user=user))
    kinds = [factor.type for factor in factors]
    codes = next((factor for factor in factors if factor.type == Authenticator.Type.RECOVERY_CODES), None)
    return Security(
        app=Authenticator.Type.TOTP in kinds,
        passkeys=kinds.count(Authenticator.Type.WEBAUTHN),
        recovery_codes=len(codes.wrap().get_unused_codes()) if codes else None,
        browsers=UserSession.objects.filter(user=user).count(),
    )


class SecondStep(Enum):
    """How it stands with the second step of whoever asks."""

    MISSING = "none is set up"
    ASK = "one is set up, and has not been shown lately"
    SHOWN = "it was shown in this browser not long ago"


def second_step(request: HttpRequest) -> SecondStep:
    """Whether whoever asks has shown a code or a passkey in this session within the last twelve hours.

    A day's work and not a few minutes: who is asked again in the middle of a colleague's turn learns to type codes
    without looking.
    """
    user = request.user
    if not isinstance(user, User) or not Authenticator.objects.filter(user=user, type__in=SECOND_STEPS).exists():
        return SecondStep.MISSING
    shown = [record["at"] for record in get_authentication_records(request, user) if record.get("method") == "mfa"]
    latest = max([*shown, request.session.get(SET_UP_AT, 0.0)])
    return SecondStep.SHOWN if time.time() - latest < LASTS.total_seconds() else SecondStep.ASK


def way_to_show(request: HttpRequest, back: str) -> str:
    """The address at which whoever asks shows their second step, or sets one up; `back` is where they come from."""
    types = set(Authenticator.objects.filter(user_id=request.user.pk).values_list("type", flat=True))
    if Authenticator.Type.TOTP in types:
        name = "mfa_reauthenticate"
    elif Authenticator.Type.WEBAUTHN in types:
        name = "mfa_reauthenticate_webauthn"
    else:
        return reverse("mfa_index")
    return f"{reverse(name)}?{urlencode({'next': back})}"


def hosts() -> QuerySet[User]:
    """Those who look after this installation."""
    return User.objects.filter(is_host=True, is_active=True).order_by("email")


def user_with(email: str) -> User | None:
    """The user who signs in with `email`."""
    return User.objects.filter(email=email.lower()).first()
