"""Meetings, who may be in them, and what happened there. No event carries a text: words are rows of their own."""

import secrets
from collections.abc import Mapping
from datetime import date, datetime, timedelta
from functools import cached_property
from zoneinfo import ZoneInfo

from django.core.validators import MaxValueValidator, MinValueValidator, URLValidator
from django.db import models
from django.db.models import F, Q

from soundingboard import sealing
from soundingboard.keys import queries as keys

LONGEST = 480  # minutes
UNREADABLE = "This cannot be read any more: its key is gone."


def new_id() -> str:
    """A name for an address: it says nothing and cannot be guessed."""
    return secrets.token_urlsafe(12)


class Meeting(models.Model):
    """One consultation meeting. It does not know why it meets: those who call it keep its series and the link back.

    series        opaque; meetings of one series share a ledger. Empty for a meeting that stands alone
    format_toml   a snapshot of its format, so that it replays while its events are kept
    way           the way to work that was chosen, where the format offers some
    ordered       presenters go in the order of `Ask.place`, not in the order of need or of what is owed
    roles         the roles of the day: {role: place of a seat}
    number        of its last event, written when it is settled
    words_key     of all that is written in it, from the first word until it is folded
    outcome       the schedule as it happened, without texts and without anyone's lateness; written when it is settled
    """

    class Mode(models.TextChoices):
        ONLINE = "online", "Online"
        IN_PERSON = "in-person", "In person, with one device on the table"

    class Pace(models.TextChoices):
        GENTLE = "gentle", "Gentle: waits for a word"
        STRICT = "strict", "Strict: moves on by itself"

    public_id = models.CharField(max_length=16, unique=True, default=new_id, editable=False)
    series = models.CharField(max_length=64, blank=True)
    title = models.CharField(max_length=120)
    link_back = models.CharField(max_length=200, blank=True)
    starts = models.DateTimeField()
    zone = models.CharField(max_length=64)
    minutes = models.PositiveSmallIntegerField(validators=[MinValueValidator(1), MaxValueValidator(LONGEST)])
    mode = models.CharField(max_length=10, choices=Mode.choices, default=Mode.ONLINE)
    video_link = models.URLField(max_length=500, blank=True, validators=[URLValidator(schemes=["https"])])
    pace = models.CharField(max_length=10, choices=Pace.choices, default=Pace.GENTLE)
    timekeeper = models.BooleanField(default=False)
    retention_days = models.PositiveSmallIntegerField(default=30)
    format_id = models.CharField(max_length=64)
    format_toml = models.TextField()
    way = models.CharField(max_length=200, blank=True)
    ordered = models.BooleanField(default=False)
    roles = models.JSONField(default=dict, blank=True)
    agenda_sent_at = models.DateTimeField(null=True, blank=True)
    canceled_at = models.DateTimeField(null=True, blank=True)
    number = models.PositiveIntegerField(default=0)
    began_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    settled_at = models.DateTimeField(null=True, blank=True)
    folded_at = models.DateTimeField(null=True, blank=True)
    words_key = models.ForeignKey("keys.Key", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    outcome = models.JSONField(null=True, blank=True)

    class Meta:
        indexes = (
            models.Index(fields=["series", "starts"], name="meetings_of_series"),
            models.Index(fields=["starts"], name="meetings_unsettled", condition=Q(settled_at=None)),
            models.Index(fields=["starts"], name="meetings_unfolded", condition=Q(folded_at=None)),
        )
        constraints = (
            models.CheckConstraint(
                condition=Q(minutes__gte=1) & Q(minutes__lte=LONGEST), name="meetings_have_a_length"
            ),
            models.CheckConstraint(
                condition=Q(video_link="") | Q(video_link__startswith="https://"), name="meetings_video_is_https"
            ),
            models.CheckConstraint(
                condition=Q(folded_at=None) | Q(settled_at__isnull=False) | Q(canceled_at__isnull=False),
                name="meetings_fold_after_they_settle",
            ),
        )

    def __str__(self) -> str:
        return self.public_id

    @property
    def token(self) -> str:
        return self.public_id

    @property
    def ends(self) -> datetime:
        """When it is planned to end."""
        return self.starts + timedelta(minutes=self.minutes)

    @property
    def destroyed_from(self) -> datetime:
        """From when on what was written in it is to be destroyed."""
        return self.ends + timedelta(days=self.retention_days)

    @property
    def destroyed_on(self) -> date:
        """The day of that, where the meeting is at home: the same for everyone who reads of it."""
        return self.destroyed_from.astimezone(ZoneInfo(self.zone)).date()


class Seat(models.Model):
    """Someone's right to be in one meeting: the only rule of access there is.

    place  their number in the room, from 1
    """

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="seats")
    clinician = models.ForeignKey("clinicians.Clinician", on_delete=models.PROTECT, related_name="+")
    place = models.PositiveSmallIntegerField()
    taken_away_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("place",)
        constraints = (
            models.UniqueConstraint(fields=["meeting", "clinician"], name="meetings_one_seat_each"),
            models.UniqueConstraint(fields=["meeting", "place"], name="meetings_one_place_each"),
            models.CheckConstraint(condition=Q(place__gte=1), name="meetings_places_from_one"),
        )

    def __str__(self) -> str:
        return f"seat {self.place} of {self.meeting_id}"

    @property
    def person(self) -> str:
        """Who this is in the room."""
        return str(self.place)


class MeetingEvent(models.Model):
    """A numbered fact in a meeting. Rows are ordered by number and by nothing else: ids need not commit in order.

    by           whose hand it was; empty where nobody pressed
    in_stead_of  whom it was done for, where one device on a table serves all
    at           on the meeting clock
    client_id    the page's name for a press, after the seat's place; the same press sent twice is one event
    """

    PLANNED = "planned"  # besides the kinds of `agenda.events`: what the room is opened with from here on

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="events")
    number = models.PositiveIntegerField()
    kind = models.CharField(max_length=20)
    payload = models.JSONField(default=dict)
    by = models.ForeignKey(Seat, on_delete=models.CASCADE, null=True, blank=True, related_name="+")
    in_stead_of = models.ForeignKey(Seat, on_delete=models.CASCADE, null=True, blank=True, related_name="+")
    at = models.DateTimeField()
    client_id = models.CharField(max_length=80, null=True, blank=True)  # noqa: DJ001  (what nobody pressed has none)

    class Meta:
        ordering = ("meeting", "number")
        constraints = (
            models.UniqueConstraint(fields=["meeting", "number"], name="meetings_numbers_are_unique"),
            models.UniqueConstraint(fields=["meeting", "client_id"], name="meetings_presses_are_unique"),
            models.CheckConstraint(condition=Q(number__gte=1), name="meetings_numbers_from_one"),
        )

    def __str__(self) -> str:
        return f"{self.meeting_id} no. {self.number}: {self.kind}"


class Words(models.Model):
    """What somebody wrote in or for a meeting: a row of its own, sealed, destroyed while the events stay.

    key        the meeting's own, or one for itself: a takeaway that is kept longer
    let_go_at  its owner keeps it no longer, or asks something else; it is shown to nobody, and destroyed unless a legal
               hold forbids it
    """

    class Kind(models.TextChoices):
        HOPE = "hope", "What I hope for"
        QUESTION = "question", "My question"
        TAKEAWAY = "takeaway", "What I take along"
        FOLLOW_UP = "follow-up", "What I will do"
        REQUEST = "request", "What I am looking for"
        NOTE = "note", "A note for everyone"

    class Audience(models.TextChoices):
        ALL = "all", "Everyone in the meeting"
        OWN = "own", "Only I"

    public_id = models.CharField(max_length=16, unique=True, default=new_id, editable=False)
    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="words")
    by = models.ForeignKey(Seat, on_delete=models.CASCADE, related_name="words")
    kind = models.CharField(max_length=10, choices=Kind.choices)
    audience = models.CharField(max_length=3, choices=Audience.choices)
    key = models.ForeignKey("keys.Key", on_delete=models.PROTECT, related_name="+")
    sealed = models.BinaryField()
    let_go_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name_plural = "words"
        constraints = (
            models.CheckConstraint(condition=Q(audience__in=["all", "own"]), name="meetings_words_have_an_audience"),
        )

    def __str__(self) -> str:
        return self.public_id  # what people wrote has no business in a log

    @property
    def seal_name(self) -> str:
        """Under which it is sealed: moved to another row, it does not open."""
        return f"words {self.public_id}"

    @property
    def is_kept(self) -> bool:
        """Whether it outlives the other words of its meeting."""
        return self.key_id != self.meeting.words_key_id

    @cached_property
    def text(self) -> str:
        """What they wrote, or that it cannot be read. Who shows many asks `queries.unseal` first."""
        return self.opened(keys.keys([self.key_id]))

    def opened(self, found: Mapping[str, bytes]) -> str:
        key = found.get(self.key_id)
        return UNREADABLE if key is None else sealing.open_sealed(bytes(self.sealed), key, self.seal_name)


class Ask(models.Model):
    """What one person wants from their turn.

    level  1 (risk to life) to 5 (good news), where the format goes by need
    place  in the order of presenters, where the meeting is ordered
    """

    class Kind(models.TextChoices):
        ADVICE = "advice", "Advice on a treatment plan"
        RESOURCES = "resources", "Resources"
        SUPPORT = "support", "Emotional support"
        SECOND_LOOK = "second-look", "A second look at a decision"
        OTHER = "other", "Something else"

    seat = models.OneToOneField(Seat, on_delete=models.CASCADE, related_name="ask")
    kind = models.CharField(max_length=12, choices=Kind.choices, default=Kind.OTHER)
    minutes = models.PositiveSmallIntegerField(null=True, blank=True)
    level = models.PositiveSmallIntegerField(null=True, blank=True)
    words = models.ForeignKey(Words, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    presenting = models.BooleanField(default=True)
    place = models.PositiveSmallIntegerField(null=True, blank=True)

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=Q(level=None) | (Q(level__gte=1) & Q(level__lte=5)), name="meetings_levels_one_to_five"
            ),
            models.CheckConstraint(
                condition=Q(minutes=None) | (Q(minutes__gte=1) & Q(minutes__lte=LONGEST)),
                name="meetings_asks_have_minutes",
            ),
        )

    def __str__(self) -> str:
        return f"ask of {self.seat_id}"


class Request(models.Model):
    """What somebody is looking for, said about the provider or the resource, never about a client."""

    class Kind(models.TextChoices):
        REFERRAL = "referral", "A referral"
        RESOURCE = "resource", "A resource"

    class Setting(models.TextChoices):
        EITHER = "either", "In person or by video"
        IN_PERSON = "in-person", "In person"
        TELEHEALTH = "telehealth", "By video"

    class Payment(models.TextChoices):
        ANY = "any", "Any way of paying"
        INSURANCE = "insurance", "Takes insurance"
        MEDICAID = "medicaid", "Takes Medicaid"
        MEDICARE = "medicare", "Takes Medicare"
        SLIDING = "sliding", "Sliding scale"
        PRIVATE = "private", "Private pay"

    public_id = models.CharField(max_length=16, unique=True, default=new_id, editable=False)
    seat = models.ForeignKey(Seat, on_delete=models.CASCADE, related_name="requests")
    kind = models.CharField(max_length=10, choices=Kind.choices)
    profession = models.CharField(max_length=60, blank=True)
    modality = models.CharField(max_length=60, blank=True)
    population = models.CharField(max_length=60, blank=True)
    language = models.CharField(max_length=40, blank=True)
    state = models.CharField(max_length=2, blank=True)
    payment = models.CharField(max_length=10, choices=Payment.choices, default=Payment.ANY)
    setting = models.CharField(max_length=10, choices=Setting.choices, default=Setting.EITHER)
    words = models.ForeignKey(Words, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ("pk",)

    def __str__(self) -> str:
        return self.public_id


class RequestAnswer(models.Model):
    """One tap: "I know someone", or "I have one"."""

    request = models.ForeignKey(Request, on_delete=models.CASCADE, related_name="answers")
    seat = models.ForeignKey(Seat, on_delete=models.CASCADE, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ("pk",)
        constraints = (models.UniqueConstraint(fields=["request", "seat"], name="meetings_one_answer_each"),)

    def __str__(self) -> str:
        return f"answer of {self.seat_id}"


class FollowUp(models.Model):
    """What somebody will do, by when; only they see it."""

    public_id = models.CharField(max_length=16, unique=True, default=new_id, editable=False)
    seat = models.ForeignKey(Seat, on_delete=models.CASCADE, related_name="follow_ups")
    by_when = models.DateField(null=True, blank=True)
    words = models.ForeignKey(Words, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    done_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = (F("by_when").asc(nulls_last=True), "pk")

    def __str__(self) -> str:
        return self.public_id


class Tally(models.Model):
    """What one person gave and had in one meeting, in whole seconds.

    carried  had an item by need that did not fit; what it was about is not here
    """

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="tallies")
    clinician = models.ForeignKey("clinicians.Clinician", on_delete=models.PROTECT, related_name="+")
    own = models.PositiveIntegerField()
    responding = models.PositiveIntegerField()
    present = models.PositiveIntegerField()
    presented = models.BooleanField()
    passed = models.BooleanField()
    carried = models.BooleanField(default=False)

    class Meta:
        constraints = (models.UniqueConstraint(fields=["meeting", "clinician"], name="meetings_one_tally_each"),)

    def __str__(self) -> str:
        return f"tally of {self.clinician_id} in {self.meeting_id}"


class OwnFormat(models.Model):
    """A format that a series has altered or written."""

    series = models.CharField(max_length=64)
    slug = models.SlugField(max_length=40)
    toml = models.TextField()

    class Meta:
        ordering = ("slug",)
        constraints = (models.UniqueConstraint(fields=["series", "slug"], name="meetings_one_format_of_a_name"),)

    def __str__(self) -> str:
        return self.slug


class Connection(models.Model):
    """That a process holds a socket of a seat, so that others notice when the process is gone. In real time."""

    seat = models.ForeignKey(Seat, on_delete=models.CASCADE, related_name="connections")
    process = models.CharField(max_length=16)
    seen = models.DateTimeField()

    class Meta:
        constraints = (models.UniqueConstraint(fields=["seat", "process"], name="meetings_one_row_a_process"),)
        indexes = (models.Index(fields=["process"], name="meetings_by_process"),)

    def __str__(self) -> str:
        return f"{self.seat_id} at {self.process}"
