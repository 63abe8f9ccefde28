"""Reading what is the user's own."""

from dataclasses import dataclass

from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession

from soundingboard.accounts.models import User


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


def user_with(email: str) -> User | None:
    """The user who signs in with `email`."""
    return User.objects.filter(email=email.lower()).first()
