"""Groups, who is in them, and what they agreed."""

import secrets
from datetime import datetime

from django.core.validators import MaxValueValidator, MinValueValidator, URLValidator
from django.db import models
from django.db.models import Q

from soundingboard.hours import zones
from soundingboard.hours.rhythm import Every, Rhythm

SHORTEST, LONGEST = 10, 240  # minutes of a meeting
MOST_MEMBERS = 12
MOST_RETENTION = 365  # days


def new_id() -> str:
    """A name for an address: it says nothing and cannot be guessed."""
    return secrets.token_urlsafe(12)


class Group(models.Model):
    """A standing peer consultation group. Everyone in it has equal rights.

    every, weekday, at, since, nth  its rhythm in the wall time of `zone`; without `every` it meets as it is agreed
    series         opaque; under it the meetings below find each other
    planned_until  the last instant of the rhythm that a meeting was made for; none is made twice, canceled or not
    """

    class Mode(models.TextChoices):
        ONLINE = "online", "Online"
        IN_PERSON = "in-person", "In person, with one device on the table"
        PHONE = "phone", "By phone"

    class Pace(models.TextChoices):
        GENTLE = "gentle", "Gentle: the room waits for a word before it moves on"
        STRICT = "strict", "Strict: the room moves on by itself"

    class Rhythms(models.TextChoices):
        WEEK = "week", "Every week"
        TWO_WEEKS = "two-weeks", "Every other week"
        MONTH = "month", "Once a month"

    public_id = models.CharField(max_length=16, unique=True, default=new_id, editable=False)
    series = models.CharField(max_length=16, unique=True, default=new_id, editable=False)
    name = models.CharField(max_length=80)
    about = models.CharField(max_length=200, blank=True)
    zone = models.CharField(max_length=64)
    every = models.CharField(max_length=10, choices=Rhythms.choices, blank=True)
    weekday = models.PositiveSmallIntegerField(default=0)
    at = models.TimeField(null=True, blank=True)
    since = models.DateField(null=True, blank=True)
    nth = models.SmallIntegerField(default=1)
    minutes = models.PositiveSmallIntegerField(
        default=90, validators=[MinValueValidator(SHORTEST), MaxValueValidator(LONGEST)]
    )
    mode = models.CharField(max_length=10, choices=Mode.choices, default=Mode.ONLINE)
    video_link = models.URLField(max_length=500, blank=True, validators=[URLValidator(schemes=["https"])])
    format_id = models.CharField(max_length=64)
    pace = models.CharField(max_length=10, choices=Pace.choices, default=Pace.GENTLE)
    timekeeper = models.BooleanField(default=False)
    retention_days = models.PositiveSmallIntegerField(default=30, validators=[MaxValueValidator(MOST_RETENTION)])
    planned_until = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField()

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=Q(every="") | Q(at__isnull=False, since__isnull=False), name="groups_rhythm_has_an_hour"
            ),
            models.CheckConstraint(
                condition=Q(video_link="") | Q(video_link__startswith="https://"), name="groups_video_is_https"
            ),
        )

    def __str__(self) -> str:
        return self.public_id

    @property
    def token(self) -> str:
        return self.public_id

    @property
    def zone_title(self) -> str:
        """What its zone reads as."""
        return zones.title(self.zone)

    @property
    def rhythm(self) -> Rhythm | None:
        """When it meets by itself, in the wall time of its zone."""
        if not self.every or self.at is None or self.since is None:
            return None
        return Rhythm(Every(self.every), self.weekday, self.at, self.since, self.nth)


class Membership(models.Model):
    """That a clinician is in a group. Leaving deletes it; their logbook keeps the past."""

    group = models.ForeignKey(Group, on_delete=models.CASCADE, related_name="memberships")
    clinician = models.ForeignKey("clinicians.Clinician", on_delete=models.CASCADE, related_name="memberships")
    joined_at = models.DateTimeField()

    class Meta:
        ordering = ("joined_at", "pk")
        constraints = (models.UniqueConstraint(fields=["group", "clinician"], name="groups_one_membership_each"),)

    def __str__(self) -> str:
        return f"{self.clinician_id} in {self.group_id}"


class Agreement(models.Model):
    """One version of what a group agreed. It is in force once every member has accepted it."""

    group = models.ForeignKey(Group, on_delete=models.CASCADE, related_name="agreements")
    version = models.PositiveIntegerField()
    clauses: models.JSONField[list[str], list[str]] = models.JSONField()
    proposed_at = models.DateTimeField()
    in_force_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("group", "version")
        constraints = (
            models.UniqueConstraint(fields=["group", "version"], name="groups_versions_are_unique"),
            models.UniqueConstraint(fields=["group"], condition=Q(in_force_at=None), name="groups_one_proposal"),
        )

    def __str__(self) -> str:
        return f"version {self.version} of {self.group_id}"


class Acceptance(models.Model):
    """That a member accepted a version, and when."""

    membership = models.ForeignKey(Membership, on_delete=models.CASCADE, related_name="acceptances")
    agreement = models.ForeignKey(Agreement, on_delete=models.CASCADE, related_name="acceptances")
    at = models.DateTimeField()

    class Meta:
        constraints = (models.UniqueConstraint(fields=["membership", "agreement"], name="groups_accepted_once_each"),)

    def __str__(self) -> str:
        return f"{self.membership_id} accepted {self.agreement_id}"


class Invitation(models.Model):
    """That somebody was asked in, at an address. Deleted when it is taken, withdrawn or too old."""

    group = models.ForeignKey(Group, on_delete=models.CASCADE, related_name="invitations")
    by = models.ForeignKey("clinicians.Clinician", on_delete=models.CASCADE, related_name="+")
    address = models.EmailField()
    expires: models.DateTimeField[datetime, datetime] = models.DateTimeField()

    class Meta:
        ordering = ("expires",)
        constraints = (models.UniqueConstraint(fields=["group", "address"], name="groups_one_invitation_each"),)

    def __str__(self) -> str:
        return f"invitation {self.pk} to {self.group_id}"
