"""Reads groups. `groups_of` is the only way to a group on someone's behalf: to anyone else there is none."""

import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from importlib.resources import files

from django.core import signing
from django.db.models import Count, OuterRef, QuerySet, Subquery
from django.utils import timezone

from soundingboard.agenda import formats
from soundingboard.agenda.format import Format
from soundingboard.agenda.plan import plan
from soundingboard.agenda.shares import CannotPlan
from soundingboard.clinicians import queries as clinicians
from soundingboard.clinicians.models import Clinician, PracticeProfile
from soundingboard.clock import services as clock
from soundingboard.groups.models import Agreement, Group, Invitation, Membership
from soundingboard.meetings import queries as meetings
from soundingboard.meetings.models import Meeting, OwnFormat
from soundingboard.refusals import Refused
from soundingboard.web.components.dial import dial

INVITED_FOR = timedelta(days=14)
SALT = "groups.invitation"
PAST = 50  # meetings on a page


@dataclass(frozen=True)
class Member:
    """Someone in a group, as the others see them.

    place  by when they joined, from 1: the color of their disc
    """

    clinician: Clinician
    place: int
    joined_at: datetime
    practice: clinicians.Practice

    @property
    def line(self) -> str:
        """What they know, in a line."""
        said = [*self.practice.specialties[:3], *self.practice.modalities[:2]]
        return " · ".join(part for part in (", ".join(said), self.practice.license) if part)


def groups_of(clinician: Clinician) -> QuerySet[Group]:
    """The groups that `clinician` is in, by name."""
    return Group.objects.filter(memberships__clinician=clinician).order_by("name", "pk")


def groups_with_a_rhythm() -> QuerySet[Group]:
    return Group.objects.exclude(every="")


def membership(group: Group, clinician: Clinician) -> Membership | None:
    return Membership.objects.filter(group=group, clinician=clinician).first()


def clinicians_in(group: Group) -> list[Clinician]:
    """Everyone in `group`, longest there first."""
    rows = Membership.objects.filter(group=group).select_related("clinician__user")
    return [row.clinician for row in rows]


def members(group: Group) -> list[Member]:
    """Everyone in `group` with what they know, longest there first."""
    rows = Membership.objects.filter(group=group).select_related("clinician__profile")
    return [
        Member(row.clinician, place, row.joined_at, clinicians.said(profile_of(row.clinician)))
        for place, row in enumerate(rows, 1)
    ]


def profile_of(clinician: Clinician) -> PracticeProfile:
    """The profile that came with `clinician`; an empty one where they have written none."""
    return getattr(clinician, "profile", None) or PracticeProfile(clinician=clinician)


def agreement(group: Group) -> Agreement:
    """What `group` has agreed: its latest version that is in force."""
    return Agreement.objects.filter(group=group, in_force_at__isnull=False).latest("version")


def proposal(group: Group) -> Agreement | None:
    """The version that `group` is being asked to accept, if any."""
    return Agreement.objects.filter(group=group, in_force_at=None).first()


def waiting_for(agreement: Agreement) -> list[Clinician]:
    """Members who have not accepted `agreement`."""
    rows = Membership.objects.filter(group=agreement.group_id).exclude(acceptances__agreement=agreement)
    return [row.clinician for row in rows.select_related("clinician__user")]


def accepted_at(agreement: Agreement, clinician: Clinician) -> datetime | None:
    """When `clinician` accepted `agreement`."""
    row = agreement.acceptances.filter(membership__clinician=clinician).first()
    return row.at if row else None


def asked_to_accept(clinician: Clinician) -> QuerySet[Group]:
    """Groups of `clinician` that wait for their word on a new agreement."""
    open_ones = Agreement.objects.filter(in_force_at=None).exclude(acceptances__membership__clinician=clinician)
    return groups_of(clinician).filter(agreements__in=open_ones)


def invitations(group: Group) -> QuerySet[Invitation]:
    """Invitations that can still be taken."""
    return Invitation.objects.filter(group=group, expires__gt=timezone.now()).select_related("by")


def token_of(invitation: Invitation) -> str:
    """What the link of an invitation carries; only this site can make one."""
    return signing.dumps(invitation.pk, salt=SALT)


def invitation(token: str) -> Invitation | None:
    """The invitation that `token` stands for, if it can still be taken."""
    try:
        pk = signing.loads(token, salt=SALT, max_age=INVITED_FOR)
    except signing.BadSignature:
        return None
    return Invitation.objects.filter(pk=pk, expires__gt=timezone.now()).select_related("group", "by").first()


@cache
def template() -> tuple[str, ...]:
    """The clauses that a new group's agreement begins with."""
    text = files("soundingboard.groups").joinpath("data", "agreement.toml").read_text("utf-8")
    return tuple(tomllib.loads(text)["clauses"])


def format_of(group: Group) -> Format:
    """The format that `group` uses; the default where the one it chose is gone."""
    try:
        return format_named(group.series, group.format_id)
    except Refused:
        return formats.shipped()[0]


def formats_of(series: str) -> Sequence[Format]:
    """The formats that a group can choose: its own, and those that are shipped."""
    return [*meetings.own_formats_of(series), *formats.shipped()]


def own_formats(group: Group) -> QuerySet[OwnFormat]:
    """The formats that `group` has altered or written."""
    return meetings.own_formats(group.series)


def format_named(series: str, id: str) -> Format:
    """The format of that id among those a group can choose; raises Refused if there is none."""
    own = meetings.own_formats(series).filter(slug=id).first()
    return formats.parse(own.toml, own.slug) if own else formats.load(id)


# ── pages ──


@dataclass(frozen=True)
class Card:
    """A group in a list."""

    group: Group
    people: int
    next: Meeting | None
    waits: bool  # for one's word on a new agreement


def cards(clinician: Clinician) -> list[Card]:
    """The groups of `clinician`, those that meet next first."""
    waiting = set(asked_to_accept(clinician).values_list("pk", flat=True))
    coming = next_meetings(clinician)
    rows = groups_of(clinician).annotate(people=people_in_each())
    found = [Card(group, group.people, coming.get(group.series), group.pk in waiting) for group in rows]
    return sorted(found, key=lambda card: (card.next is None, card.next.starts if card.next else None, card.group.name))


def people_in_each() -> Subquery:
    """How many are in each group of a query."""
    rows = Membership.objects.filter(group=OuterRef("pk")).order_by().values("group")
    return Subquery(rows.annotate(number=Count("pk")).values("number"))


def next_meetings(clinician: Clinician) -> dict[str, Meeting]:
    """The next meeting of each series in which `clinician` has a seat."""
    coming: dict[str, Meeting] = {}
    for meeting in meetings.upcoming(clinician):
        if meeting.ends > clock.now():
            coming.setdefault(meeting.series, meeting)
    return coming


@dataclass(frozen=True)
class Page:
    """What a member sees of their group."""

    members: list[Member]
    agreement: Agreement
    accepted: int  # by how many
    proposal: Agreement | None
    waits_for_me: bool
    format: Format
    dial: dial.Model | None
    ahead: list[Meeting]
    past: list[Meeting]
    misfit: str
    mine: Membership


def page(group: Group, clinician: Clinician) -> Page:
    """What `clinician`, a member, sees of `group`."""
    people, present, open_one = members(group), agreement(group), proposal(group)
    return Page(
        members=people,
        agreement=present,
        accepted=present.acceptances.count(),
        proposal=open_one,
        waits_for_me=open_one is not None and accepted_at(open_one, clinician) is None,
        format=format_of(group),
        dial=drawn(group, people),
        ahead=ahead(group)[:3],
        past=past(group, clinician)[:3],
        misfit=misfit(group, len(people)),
        mine=Membership.objects.get(group=group, clinician=clinician),
    )


def misfit(group: Group, people: int) -> str:
    """Why no meeting can be planned, in a sentence or two; empty where nothing hinders."""
    format = format_of(group)
    if people < format.size.least:
        return f"{format.title} is for {format.size.least} people or more; meetings are planned once they are here."
    try:
        plan(format, [str(place) for place in range(people)], group.minutes * 60)
    except CannotPlan as refused:
        return str(refused)
    return ""


def drawn(group: Group, people: Sequence[Member]) -> dial.Model | None:
    """The ring of a usual meeting: with those who are here or, while they are too few, with as many as it needs."""
    format = format_of(group)
    number = min(max(len(people), format.size.least), format.size.most)
    known = {str(member.place): member.clinician.name for member in people}
    names = {str(place): known.get(str(place), f"Person {place}") for place in range(1, number + 1)}
    try:
        agenda = plan(format, list(names), group.minutes * 60)
    except CannotPlan:
        return None
    seated = [dial.someone(person, name, int(person)) for person, name in names.items()]
    return dial.model(agenda, seated, around=False, center={"label": format.title}, title="How it meets")


def ahead(group: Group) -> list[Meeting]:
    """Meetings that are not over, the next first."""
    now = clock.now()
    return [meeting for meeting in meetings.ahead(group.series) if meeting.ends > now]


def past(group: Group, clinician: Clinician) -> list[Meeting]:
    """Meetings that `clinician` had a seat in and that are over, the latest first."""
    return list(meetings.past(clinician).filter(series=group.series)[:PAST])


@dataclass(frozen=True)
class Agreed:
    """What a group agreed, and what it is being asked."""

    present: Agreement
    accepted_at: datetime | None
    proposal: Agreement | None
    proposal_accepted_at: datetime | None
    waiting: list[Clinician]

    @property
    def left_out(self) -> list[str]:
        """Clauses that would hold no more."""
        return [clause for clause in self.present.clauses if self.proposal and clause not in self.proposal.clauses]


def agreed(group: Group, clinician: Clinician) -> Agreed:
    present, open_one = agreement(group), proposal(group)
    return Agreed(
        present=present,
        accepted_at=accepted_at(present, clinician),
        proposal=open_one,
        proposal_accepted_at=accepted_at(open_one, clinician) if open_one else None,
        waiting=waiting_for(open_one) if open_one else [],
    )


def tried(format: Format) -> dial.Model | None:
    """A format's dial at its usual size and length; None where even that cannot be planned."""
    people = [str(place) for place in range(1, format.size.usual + 1)]
    try:
        agenda = plan(format, people, format.usual_minutes * 60)
    except CannotPlan:
        return None
    seated = [dial.someone(person, f"Person {person}", int(person), initials=person) for person in people]
    center: dial.Center = {"numeral": str(format.usual_minutes), "then": "minutes"}
    return dial.model(agenda, seated, around=False, center=center, title=format.title)


def own_formats_of(group: Group) -> Sequence[Format]:
    """The formats of `group`'s own, read."""
    return meetings.own_formats_of(group.series)


def shipped() -> Sequence[Format]:
    return formats.shipped()
