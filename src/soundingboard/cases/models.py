"""Cases, sealed; who knows of no conflict, and who opened them; legal holds. Nothing of who sat out."""

import secrets

from django.db import models
from django.db.models import Q

from soundingboard.meetings.models import new_id


def new_token() -> str:
    """A name for a hold, to be typed at a terminal."""
    return secrets.token_hex(4)


class SealedCase(models.Model):
    """The de-identified presentation that goes with somebody's ask in one meeting. Only its key opens anything of it.

    withdrawn_at  taken back by the presenter while a legal hold forbade to destroy it: it is shown to nobody
    """

    public_id = models.CharField(max_length=16, unique=True, default=new_id, editable=False)
    seat = models.ForeignKey("meetings.Seat", on_delete=models.CASCADE, related_name="+")
    key = models.OneToOneField("keys.Key", on_delete=models.PROTECT, related_name="+")
    sealed_headline = models.BinaryField()
    sealed_text = models.BinaryField()
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["seat"], condition=Q(withdrawn_at=None), name="cases_one_a_seat"),
        )

    def __str__(self) -> str:
        return self.public_id

    @property
    def headline_name(self) -> str:
        return f"headline of {self.public_id}"

    @property
    def text_name(self) -> str:
        return f"case {self.public_id}"


class NoConflict(models.Model):
    """Somebody said that they know of no conflict. There is no row for who sits out.

    token  only the case's key can tell whose it is
    """

    case = models.ForeignKey(SealedCase, on_delete=models.CASCADE, related_name="+")
    token = models.CharField(max_length=22)

    class Meta:
        constraints = (models.UniqueConstraint(fields=["case", "token"], name="cases_one_word_each"),)

    def __str__(self) -> str:
        return self.token


class Opening(models.Model):
    """A case was opened; by whom and when is sealed with the case's own key."""

    public_id = models.CharField(max_length=16, unique=True, default=new_id, editable=False)
    case = models.ForeignKey(SealedCase, on_delete=models.CASCADE, related_name="openings")
    sealed = models.BinaryField()

    class Meta:
        ordering = ("pk",)

    def __str__(self) -> str:
        return self.public_id

    @property
    def seal_name(self) -> str:
        return f"opening {self.public_id}"


class ConsentAsked(models.Model):
    """A clinician was asked whether their clients know that peers are consulted. What they said is not kept."""

    clinician = models.OneToOneField("clinicians.Clinician", on_delete=models.CASCADE, related_name="+")

    def __str__(self) -> str:
        return f"asked {self.clinician_id}"


class LegalHold(models.Model):
    """The law requires that something is kept: nothing of one clinician, or of one meeting, is destroyed meanwhile.

    first, second  the two hosts who placed it; likewise for lifting
    told           whether those whom it concerns have been told; False where that is forbidden
    """

    token = models.CharField(max_length=16, unique=True, default=new_token, editable=False)
    clinician = models.ForeignKey(
        "clinicians.Clinician", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    meeting = models.ForeignKey("meetings.Meeting", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    first = models.ForeignKey("clinicians.Clinician", on_delete=models.PROTECT, related_name="+")
    second = models.ForeignKey("clinicians.Clinician", on_delete=models.PROTECT, related_name="+")
    told = models.BooleanField()
    placed_at = models.DateTimeField()
    lifted_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("pk",)
        constraints = (
            models.CheckConstraint(
                condition=Q(clinician=None, meeting__isnull=False) | Q(clinician__isnull=False, meeting=None),
                name="cases_hold_one_thing",
            ),
            models.CheckConstraint(condition=~Q(first=models.F("second")), name="cases_hold_by_two"),
        )

    def __str__(self) -> str:
        return self.token
