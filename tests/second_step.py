"""A second step of signing in, as an authenticator app would show it."""

from allauth.mfa.totp.internal import auth as totp
from django.test import Client
from django.urls import reverse

from soundingboard.clinicians.models import Clinician
from tests.conftest import user_of


def set_up(person: Clinician) -> str:
    """Give somebody codes; returns the secret that their app keeps."""
    secret = str(totp.generate_totp_secret())
    totp.TOTP.activate(user_of(person), secret)
    return secret


def code_now(secret: str) -> str:
    """The code of this half minute; those before and after it are taken, too."""
    _, now, _ = totp.yield_hotp_counters_from_time()
    return str(totp.format_hotp_value(totp.hotp_value(secret, now)))


def show(client: Client, secret: str) -> None:
    """Show the second step in this browser."""
    answer = client.post(reverse("mfa_reauthenticate"), {"code": code_now(secret)})
    assert answer.status_code == 302, answer.content
