"""The audit trail: each entry carries the hash of the one before it, so that none can be changed or left out unseen."""

import hashlib
import json
from datetime import UTC
from typing import Any, NoReturn

from django.db import models

BEGINNING = "0" * 64


class AppendOnly(models.QuerySet["AuditEntry"]):
    def update(self, **fields: Any) -> NoReturn:
        raise TypeError("The audit trail is only ever added to.")

    def delete(self) -> NoReturn:
        raise TypeError("The audit trail is only ever added to.")


class AuditEntry(models.Model):
    """One act: who did what to which, all as tokens. No names, no words of anyone."""

    number = models.PositiveBigIntegerField(primary_key=True)
    at = models.DateTimeField()
    act = models.CharField(max_length=60)
    token = models.CharField(max_length=64)
    by = models.CharField(max_length=64, blank=True)
    on = models.CharField(max_length=64, blank=True)
    previous = models.CharField(max_length=64, unique=True)
    hash = models.CharField(max_length=64, unique=True)

    objects = AppendOnly.as_manager()

    class Meta:
        ordering = ("number",)

    def __str__(self) -> str:
        return f"{self.number} {self.act}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self._state.adding:
            raise TypeError("The audit trail is only ever added to.")
        super().save(*args, **{**kwargs, "force_insert": True})

    def delete(self, *args: Any, **kwargs: Any) -> NoReturn:
        raise TypeError("The audit trail is only ever added to.")

    def expected_hash(self) -> str:
        """The SHA-256 over all that this entry says, the hash before it included."""
        said = [
            self.number,
            self.at.astimezone(UTC).isoformat(timespec="microseconds"),
            self.act,
            self.token,
            self.by,
            self.on,
            self.previous,
        ]
        return hashlib.sha256(json.dumps(said, ensure_ascii=True).encode()).hexdigest()


class AuditHead(models.Model):
    """The last entry's number and hash: the one row that writers queue for, and the proof that no end was cut off."""

    number = models.PositiveBigIntegerField(default=0)
    hash = models.CharField(max_length=64, default=BEGINNING)

    class Meta:
        constraints = (models.CheckConstraint(condition=models.Q(pk=1), name="audit_has_one_head"),)

    def __str__(self) -> str:
        return f"{self.number} {self.hash}"
