"""Clinicians, and what they say of their practice."""

import secrets

from django.conf import settings
from django.core.validators import RegexValidator
from django.db import models

FORMER_MEMBER = "Former member"

letters_only = RegexValidator(
    r"^[A-Za-z][A-Za-z.,/() -]*$", "Letters and commas only, as in PhD, LCSW. A license number is not needed here."
)


def new_token() -> str:
    """A name that says nothing and cannot be guessed, fit for addresses and for the audit trail."""
    return secrets.token_urlsafe(12)


class Clinician(models.Model):
    """The person everyone else points to. Outlives the account: then `user` is empty and the name is gone."""

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="clinician"
    )
    token = models.CharField(max_length=16, unique=True, default=new_token, editable=False)
    name = models.CharField(max_length=80)
    credentials = models.CharField(max_length=60, blank=True, validators=[letters_only])

    def __str__(self) -> str:
        return self.token  # a name has no business in a log

    @property
    def initials(self) -> str:
        """One or two capitals for a disc: of the first and the last word of the name."""
        words = [word for word in self.name.replace("-", " ").split() if word[0].isalpha()]
        return "".join(word[0].upper() for word in (words[:1] + words[1:][-1:]))

    @property
    def signed(self) -> str:
        """The name with the credentials behind it."""
        return f"{self.name}, {self.credentials}" if self.credentials else self.name

    @property
    def is_former(self) -> bool:
        """Whether the account is gone; the words of others still need somebody to answer to."""
        return self.name == FORMER_MEMBER


class PracticeProfile(models.Model):
    """What clinicians say of their own practice. Nobody has looked at any evidence for it."""

    clinician = models.OneToOneField(Clinician, on_delete=models.CASCADE, related_name="profile")
    license_kind = models.CharField(max_length=40, blank=True)
    license_state = models.CharField(max_length=2, blank=True)
    specialties = models.JSONField(default=list, blank=True)
    modalities = models.JSONField(default=list, blank=True)
    populations = models.JSONField(default=list, blank=True)
    languages = models.JSONField(default=list, blank=True)

    def __str__(self) -> str:
        return f"practice of {self.clinician_id}"
