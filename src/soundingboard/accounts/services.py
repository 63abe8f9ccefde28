"""Changing accounts. Signing up, in and out, passwords and second factors are the account library's."""

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.core.exceptions import ValidationError
from django.db import transaction

from soundingboard.accounts import queries
from soundingboard.accounts.events import SignedUp, signed_up
from soundingboard.accounts.models import User
from soundingboard.hours import local
from soundingboard.refusals import Refused


def announce(user: User, *, name: str) -> None:
    """Tell those above, once it is committed, that `user` has signed up."""
    transaction.on_commit(lambda: signed_up.send(User, event=SignedUp(user.pk, name)))


@transaction.atomic
def enroll(email: str, *, name: str, password: str | None = None, time_zone: str = "America/New_York") -> User:
    """A user whose e-mail address counts as confirmed: for those who bring people in, not for a stranger's form.

    raises  Refused if the address is taken or no address, or there is no such time zone
    """
    try:
        user = User.objects.create_user(email, password, time_zone=time_zone)
    except ValidationError as error:
        raise Refused(" ".join(error.messages), fits="Nothing was changed.") from error
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    announce(user, name=name)
    return user


def appoint(user: User, *, is_host: bool = True) -> None:
    """Make `user` one of the people who look after this installation, or let them be none any more."""
    user.is_host = is_host
    user.save(update_fields=["is_host"])


def prove(user: User, password: str, code: str = "") -> None:
    """Raise Refused unless whoever is there is `user`: by password and, where a second step is set up, by a code of
    their app or one of their recovery codes, which counts once.

    For the command line, where a passkey cannot be shown. The password alone counts where no second step is set up.
    """
    wrong = Refused("That is not their password or not their code.", fits="Nothing was changed.")
    if not user.is_active or not user.check_password(password):
        raise wrong
    codes = Authenticator.objects.filter(
        user=user, type__in=(Authenticator.Type.TOTP, Authenticator.Type.RECOVERY_CODES)
    )
    if queries.security_of(user).second_step and not any(one.wrap().validate_code(code) for one in codes):
        raise wrong


def choose_time_zone(user: User, name: str) -> None:
    """Show `user` times on the wall clocks of the zone `name`; raises `Refused` if there is none."""
    local.zone(name)
    user.time_zone = name
    user.save(update_fields=["time_zone"])
