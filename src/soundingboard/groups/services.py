"""Changes groups: who is in them, when and how they meet, and what they agreed."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from datetime import date, datetime, time
from itertools import count, takewhile

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.text import slugify

from soundingboard.accounts import queries as accounts
from soundingboard.agenda import formats
from soundingboard.agenda.shares import CannotPlan
from soundingboard.audit.services import record
from soundingboard.clinicians.models import Clinician
from soundingboard.clock import services as clock
from soundingboard.groups import queries
from soundingboard.groups.models import MOST_MEMBERS, Acceptance, Agreement, Group, Invitation, Membership
from soundingboard.guard.clean import Clean
from soundingboard.hours import local
from soundingboard.hours.local import Hour
from soundingboard.hours.rhythm import Rhythm, occurrences
from soundingboard.meetings import queries as meeting_queries
from soundingboard.meetings import services as meetings
from soundingboard.meetings.models import Meeting
from soundingboard.meetings.services import preparing
from soundingboard.notices import services as notices
from soundingboard.refusals import Refused

AHEAD = 2  # meetings of the rhythm that are always planned
MOST_CLAUSES = 40
MOST_INVITATIONS = 20
MOST_FORMATS = 20


@dataclass(frozen=True)
class Rules:
    """How a group meets. Meetings copy it when they are planned; a change holds for those planned after it.

    retention_days  as long as is usual in this installation, unless the group says otherwise
    """

    format_id: str
    minutes: int = 90
    mode: str = "online"
    video_link: str = ""
    pace: str = "gentle"
    timekeeper: bool = False
    retention_days: int = field(default_factory=lambda: settings.SOUNDINGBOARD.retention_days)


# ── beginning ──


@transaction.atomic
def create(
    *,
    name: Clean,
    about: Clean | None,
    zone: str,
    rhythm: Rhythm | None,
    rules: Rules,
    by: Clinician,
    at: datetime | None = None,
) -> Group:
    """A new group with `by` in it, its agreement the template's, its first meetings planned.

    at  when it began; now unless said
    """
    local.zone(zone)
    at = at or timezone.now()
    group = Group(name=name.text, about=about.text if about else "", zone=zone, created_at=at)
    put_rhythm(group, rhythm)
    put_rules(group, rules)
    group.save()
    membership = Membership.objects.create(group=group, clinician=by, joined_at=at)
    agreement = Agreement.objects.create(
        group=group, version=1, clauses=list(queries.template()), proposed_at=at, in_force_at=at
    )
    Acceptance.objects.create(membership=membership, agreement=agreement, at=at)
    plan_ahead(group)
    record("began group", group, by=by)
    return group


# ── who is in it ──


@transaction.atomic
def invite(group: Group, address: str, *, by: Clinician) -> Invitation:
    """Ask somebody in by e-mail; the link in it can be taken once, for fourteen days.

    What happens does not depend on whether the address has an account here. Asking again renews the link.
    """
    must_be_in(group, by)
    address = address.strip().lower()
    try:
        validate_email(address)
    except ValidationError as error:
        raise Refused("That is not an e-mail address.", fits="One looks like name@example.org.") from error
    if queries.invitations(group).exclude(address=address).count() >= MOST_INVITATIONS:
        raise Refused("Many invitations are open already.", fits="Withdraw one, or wait until some are taken.")
    must_have_room(group)
    Invitation.objects.filter(group=group, address=address).delete()
    invitation = Invitation.objects.create(
        group=group, by=by, address=address, expires=timezone.now() + queries.INVITED_FOR
    )
    context = {"group": group, "by": by.signed, "days": queries.INVITED_FOR.days}
    link = reverse("groups:join", args=[queries.token_of(invitation)])
    known = accounts.user_with(address)
    if known:
        notices.send(known, "groups/notices/invitation.txt", context, link=link)
    else:
        notices.send_to_address(address, "groups/notices/invitation.txt", context, link=link)
    record("invited to group", group, by=by)
    return invitation


@transaction.atomic
def withdraw(group: Group, invitation: Invitation, *, by: Clinician) -> None:
    """Let an invitation's link lead nowhere."""
    must_be_in(group, by)
    if Invitation.objects.filter(group=group, pk=invitation.pk).delete()[0]:
        record("withdrew invitation", group, by=by)


@transaction.atomic
def join(invitation: Invitation, *, accepts: int, by: Clinician) -> Membership:
    """Take an invitation and accept what the group agreed, in one act; seats in its meetings to come are given.

    accepts  the version of the agreement that was read
    """
    group = Group.objects.select_for_update().get(pk=invitation.group_id)
    if queries.membership(group, by):
        raise Refused("You are in this group already.")
    if not Invitation.objects.filter(pk=invitation.pk, expires__gt=timezone.now()).delete()[0]:
        raise Refused("This invitation was taken or withdrawn.", fits="Ask for a new one.")
    return admit(group, by, accepts=accepts)


@transaction.atomic
def admit(group: Group, clinician: Clinician, *, accepts: int, at: datetime | None = None) -> Membership:
    """Let somebody be a member who has accepted version `accepts` of the agreement."""
    at = at or timezone.now()
    must_have_room(group)
    agreement = queries.agreement(group)
    if agreement.version != accepts:
        raise Refused("The group has changed its agreement since you read it.", fits="Please read it once more.")
    membership = Membership.objects.create(group=group, clinician=clinician, joined_at=at)
    Acceptance.objects.create(membership=membership, agreement=agreement, at=at)
    meetings.seat(clinician, series=group.series)
    plan_ahead(group)
    record("joined group", group, by=clinician)
    return membership


@transaction.atomic
def leave(group: Group, *, by: Clinician) -> None:
    """End `by`'s membership and give up their seats in meetings to come; their logbook keeps the past."""
    membership = must_be_in(group, by)
    meetings.unseat(by, series=group.series)
    membership.delete()
    if group.memberships.exists():
        settle(group)
    else:
        disband(group)
    record("left group", group, by=by)


def forget_invitations() -> int:
    """Delete invitations that are too old to be taken; returns how many."""
    return Invitation.objects.filter(expires__lte=timezone.now()).delete()[0]


# ── what was agreed ──


@transaction.atomic
def propose(group: Group, clauses: Sequence[Clean], *, by: Clinician) -> Agreement:
    """Put a new version before the group, in place of one that is still open. The present one holds until all have
    accepted it.
    """
    must_be_in(group, by)
    texts = [clause.text for clause in clauses]
    if not texts:
        raise Refused("An agreement needs at least one clause.")
    if len(texts) > MOST_CLAUSES:
        raise Refused(f"An agreement of {len(texts)} clauses is read by nobody.", fits=f"Up to {MOST_CLAUSES} fit.")
    present = queries.agreement(group)
    if texts == present.clauses:
        raise Refused("This is what you have agreed already.", fits="Change a clause, or go back.")
    last = Agreement.objects.filter(group=group).latest("version")
    Agreement.objects.filter(group=group, in_force_at=None).delete()
    agreement = Agreement.objects.create(
        group=group, version=last.version + 1, clauses=texts, proposed_at=timezone.now()
    )
    record("proposed agreement", group, by=by)
    accept_agreement(group, agreement.version, by=by)
    link = reverse("groups:agreement", args=[group.public_id])
    for clinician in queries.waiting_for(agreement):
        notices.send(clinician, "groups/notices/agreement.txt", {"group": group, "by": by.signed}, link=link)
    return agreement


@transaction.atomic
def accept_agreement(group: Group, version: int, *, by: Clinician) -> None:
    """Accept the version that was read; when all have, it is in force."""
    membership = must_be_in(group, by)
    agreement = Agreement.objects.filter(group=group, version=version).first()
    if agreement is None:
        raise Refused("This version was replaced by a newer one.", fits="Please read that one.")
    _, is_new = Acceptance.objects.get_or_create(
        membership=membership, agreement=agreement, defaults={"at": timezone.now()}
    )
    settle(group)
    if is_new:
        record("accepted agreement", group, by=by)


@transaction.atomic
def withdraw_proposal(group: Group, version: int, *, by: Clinician) -> None:
    """Take an open version back; the present one holds on. Any member may: it needs everyone's word anyway."""
    must_be_in(group, by)
    if not Agreement.objects.filter(group=group, version=version, in_force_at=None).delete()[0]:
        raise Refused("That version is not open any more.")
    record("withdrew agreement", group, by=by)


def settle(group: Group) -> None:
    """Let the open version be in force if nobody's word is missing."""
    open_one = queries.proposal(group)
    if open_one and not queries.waiting_for(open_one):
        open_one.in_force_at = timezone.now()
        open_one.save(update_fields=["in_force_at"])


# ── when and how it meets ──


@transaction.atomic
def describe(group: Group, *, name: Clean, about: Clean | None, by: Clinician) -> None:
    """Give the group another name and another line about it."""
    must_be_in(group, by)
    group.name, group.about = name.text, about.text if about else ""
    group.save(update_fields=["name", "about"])
    record("renamed group", group, by=by)


@transaction.atomic
def change_rhythm(group: Group, *, zone: str, rhythm: Rhythm | None, by: Clinician) -> None:
    """Let the group meet at another hour. Meetings of the old rhythm that have not begun are canceled; all are told."""
    must_be_in(group, by)
    local.zone(zone)
    before = (group.zone, group.rhythm)
    if before == (zone, rhythm):
        return
    now = clock.now()
    kept = occurrences_until(group, after=now)
    for meeting in not_begun(group):
        if meeting.starts in kept:
            meetings.cancel(meeting)
    group.zone = zone
    put_rhythm(group, rhythm)
    group.planned_until = None
    group.save()
    plan_ahead(group)
    link = reverse("groups:group", args=[group.public_id])
    for clinician in queries.clinicians_in(group):
        if clinician != by:
            notices.send(clinician, "groups/notices/rhythm.txt", {"group": group, "by": by.signed}, link=link)
    record("changed rhythm", group, by=by)


@transaction.atomic
def change_rules(group: Group, rules: Rules, *, by: Clinician) -> None:
    """Change how the group meets, from the next meeting on that is planned."""
    must_be_in(group, by)
    put_rules(group, rules)
    group.save()
    record("changed rules", group, by=by)


@transaction.atomic
def plan_ahead(group: Group) -> list[Meeting]:
    """Plan the next meetings of the rhythm, until two are ahead. Safe at any time: none is ever planned twice.

    While the people in the group do not fit its format, none is planned; the group's page says so.
    """
    group = Group.objects.select_for_update().get(pk=group.pk)
    if group.rhythm is None:
        return []
    now = clock.now()
    missing = AHEAD - len(occurrences_until(group, after=now))
    coming = occurrences(group.rhythm, group.zone, max(now, group.planned_until or now))
    try:
        planned = [schedule(group, next(coming), group.minutes) for _ in range(missing)]
    except CannotPlan:
        return []
    if planned:
        group.planned_until = planned[-1].starts
        group.save(update_fields=["planned_until"])
    return planned


@transaction.atomic
def add_meeting(group: Group, *, day: date, at: time, minutes: int, by: Clinician) -> tuple[Meeting, Hour]:
    """Plan one meeting by hand, in the wall time of the group.

    raises  Refused for an hour that does not exist that night, that has passed, or at which the group meets already
    """
    must_be_in(group, by)
    hour = local.instant(day, at, group.zone)
    if hour.at <= clock.now():
        raise Refused("That hour has passed.", fits="Choose one to come.")
    if any(meeting.starts == hour.at for meeting in not_begun(group)):
        raise Refused("The group meets at that hour already.", fits="Choose another, or open that meeting.")
    meeting = schedule(group, hour, minutes)
    record("added meeting", group, by=by)
    return meeting, hour


def schedule(group: Group, hour: Hour, minutes: int) -> Meeting:
    """A meeting of `group` with a seat for everyone in it, and a copy of its rules and its format."""
    format = queries.format_of(group)
    return meetings.schedule(
        series=group.series,
        title=group.name,
        link_back=reverse("groups:group", args=[group.public_id]),
        starts=hour.at,
        zone=group.zone,
        minutes=minutes,
        clinicians=queries.clinicians_in(group),
        mode=Meeting.Mode.IN_PERSON if group.mode == Group.Mode.IN_PERSON else Meeting.Mode.ONLINE,
        video_link=group.video_link if group.mode == Group.Mode.ONLINE else "",
        pace=group.pace,
        timekeeper=group.timekeeper,
        retention_days=group.retention_days,
        format_id=format.id,
        format_toml=formats.render(format),
    )


def occurrences_until(group: Group, *, after: datetime) -> list[datetime]:
    """The instants of the rhythm later than `after` that meetings were made for."""
    if group.rhythm is None or group.planned_until is None:
        return []
    until = group.planned_until
    hours = takewhile(lambda hour: hour.at <= until, occurrences(group.rhythm, group.zone, after))
    return [hour.at for hour in hours]


def not_begun(group: Group) -> list[Meeting]:
    """Meetings of `group` whose hour has not come."""
    return list(meeting_queries.ahead(group.series).filter(starts__gt=clock.now()))


# ── what holds throughout ──


def must_be_in(group: Group, clinician: Clinician) -> Membership:
    """The membership of whoever asks; raises Refused for anyone else."""
    membership = queries.membership(group, clinician)
    if membership is None:
        raise Refused("You are not in this group.", fits="Nothing was changed.")
    return membership


def must_have_room(group: Group) -> None:
    if group.memberships.count() >= MOST_MEMBERS:
        raise Refused(
            f"There are {MOST_MEMBERS} people in this group, as many as can share a meeting.",
            fits="Begin a second group; nothing was changed.",
        )


def put_rhythm(group: Group, rhythm: Rhythm | None) -> None:
    if rhythm is None:
        group.every, group.at, group.since = "", None, None
    else:
        group.every, group.at, group.since = rhythm.every.value, rhythm.at, rhythm.since
        group.weekday, group.nth = rhythm.weekday, rhythm.nth


def put_rules(group: Group, rules: Rules) -> None:
    queries.format_named(group.series, rules.format_id)
    for name, value in asdict(rules).items():
        setattr(group, name, value)
    try:
        group.clean_fields()
    except ValidationError as error:
        raise Refused(" ".join(error.messages), fits="Nothing was changed.") from error


def disband(group: Group) -> None:
    """Cancel what is ahead of a group that nobody is in any more; what was met stays where it is kept."""
    for meeting in not_begun(group):
        meetings.cancel(meeting)
    group.every, group.at, group.since = "", None, None
    group.save()
    group.invitations.all().delete()


# ── formats of its own ──


def keep_format(group: Group, slug: str, text: Clean, *, by: Clinician) -> tuple[str, int]:
    """Keep a format of the group's own; returns its name and how many meetings that are planned now go by it.

    slug    the one that is changed; empty makes a new one, named after its title
    raises  `agenda.format.BrokenFormat` with line and reason, Refused for more formats than a group needs
    """
    must_be_in(group, by)
    own = {format.slug for format in queries.own_formats(group)}
    if not slug:
        if len(own) >= MOST_FORMATS:
            raise Refused(f"A group keeps at most {MOST_FORMATS} formats.", fits="Remove one that you do not use.")
        title = slugify(formats.parse(text.text, "new").title)[:30].strip("-_") or "format"
        taken = {*own, *(format.id for format in formats.shipped())}
        slug = next(name for n in count(1) if (name := title if n == 1 else f"{title}-{n}") not in taken)
    with transaction.atomic():
        renewed = preparing.adopt_format(group.series, slug, text.text, by=by)
        record("kept format", group, by=by)
    return slug, renewed


def remove_format(group: Group, slug: str, *, by: Clinician) -> None:
    """Forget a format of the group's own; what is planned with it keeps its copy, later meetings use the default."""
    must_be_in(group, by)
    with transaction.atomic():
        meetings.drop_format(group.series, slug)
        if group.format_id == slug:
            group.format_id = formats.shipped()[0].id
            group.save(update_fields=["format_id"])
        record("removed format", group, by=by)
