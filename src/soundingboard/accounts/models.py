"""Who signs in."""

from typing import Any

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models.functions import Lower

from soundingboard.hours import local
from soundingboard.refusals import Refused


def names_a_zone(name: str) -> None:
    """Raise `ValidationError` unless `name` is a time zone known here."""
    try:
        local.zone(name)
    except Refused as refused:
        raise ValidationError(str(refused)) from refused


class UserManager(BaseUserManager["User"]):
    def create_user(self, email: str, password: str | None = None, **fields: Any) -> "User":
        """A new user; without a password nobody can sign in with one."""
        user = self.model(email=email.lower(), **fields)
        user.set_password(password)
        user.full_clean(exclude=["password"])
        user.save(using=self._db)
        return user

    def get_by_natural_key(self, username: str | None) -> "User":
        return self.get(email=(username or "").lower())


class User(AbstractBaseUser):
    """Who signs in, by e-mail; nothing about practice. The person everyone else points to is a clinician."""

    email = models.EmailField(
        unique=True, error_messages={"unique": "There is an account with this e-mail address already."}
    )
    time_zone = models.CharField(max_length=64, default="America/New_York", validators=[names_a_zone])
    is_active = models.BooleanField(default=True)
    is_host = models.BooleanField(default=False)  # looks after this installation; opens nothing by itself
    joined = models.DateTimeField(auto_now_add=True)

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"

    objects = UserManager()

    class Meta:
        constraints = (
            # One person, however they type it; the sign-in compares small letters.
            models.CheckConstraint(condition=models.Q(email=Lower("email")), name="accounts_email_is_lower_case"),
        )

    def __str__(self) -> str:
        return self.email
