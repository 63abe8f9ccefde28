"""Where the account library asks us."""

import base64

import qrcode  # type: ignore[import-untyped]
from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from cryptography.fernet import Fernet, MultiFernet
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from qrcode.image.svg import SvgPathFillImage  # type: ignore[import-untyped]


class Accounts(DefaultAccountAdapter):  # type: ignore[misc]  # the library comes without types
    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "email_password_mismatch": "That e-mail address and password do not go together. Nothing else happened.",
        "too_many_login_attempts": "There were too many tries. Your account is safe; please wait five minutes.",
        "incorrect_code": "That is not the code. A code is good for a short time only; the newest one counts.",
        "incorrect_password": "That is not your password.",
        "rate_limited": "That was too often in a short time. Nothing was changed; please wait a minute.",
    }

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        return reverse("accounts:account")


class SecondFactors(DefaultMFAAdapter):  # type: ignore[misc]
    error_messages = {
        **DefaultMFAAdapter.error_messages,
        "incorrect_code": "That is not the code. It changes every half minute; please use the newest one.",
    }

    def build_totp_svg(self, url: str) -> str:
        """The picture for an app, on white: on a dark page it would be black on black."""
        image = qrcode.make(url, image_factory=SvgPathFillImage)
        return str(image.to_string(encoding="unicode"))

    # A copy of the database alone must not be enough to make somebody's codes.
    def encrypt(self, text: str) -> str:
        return _cipher().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        return _cipher().decrypt(encrypted_text.encode()).decode()


def _cipher() -> MultiFernet:
    """Seals with the site's secret, opens with any it had before that the settings still name."""
    return MultiFernet([_key(str(secret)) for secret in (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)])


def _key(secret: str) -> Fernet:
    derived = HKDF(SHA256(), length=32, salt=None, info=b"soundingboard second factors").derive(secret.encode())
    return Fernet(base64.urlsafe_b64encode(derived))
