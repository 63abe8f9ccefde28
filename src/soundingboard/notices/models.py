"""The outbox."""

from uuid import uuid4

from django.conf import settings
from django.db import models
from django.utils import timezone


def message_name() -> str:
    return uuid4().hex


class Notice(models.Model):
    """A message to one person. It says when and where, and the reader's own part: never what anyone brings.

    address  where it goes if that is nobody's account yet (an invitation); else empty, and the account's is used
    message  names its e-mail: a second delivery of the same notice has the same Message-ID
    link     a path on this site
    sent_at  when the e-mail left; where mail only goes to this outbox, when it came here
    """

    to = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, null=True, blank=True, related_name="notices"
    )
    address = models.EmailField(blank=True)
    kind = models.CharField(max_length=40)
    subject = models.CharField(max_length=200)
    body = models.TextField()
    link = models.CharField(max_length=400, blank=True)
    message = models.CharField(max_length=32, unique=True, default=message_name, editable=False)
    made_at = models.DateTimeField(default=timezone.now)
    sent_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=models.Q(to=None, address__gt="") | models.Q(to__isnull=False, address=""),
                name="notices_go_to_one",
            ),
        )
        indexes = (models.Index(fields=["to", "-made_at"], name="notices_of_one"),)

    def __str__(self) -> str:
        return f"{self.kind} no. {self.pk}"

    @property
    def paragraphs(self) -> list[str]:
        return self.body.split("\n\n")
