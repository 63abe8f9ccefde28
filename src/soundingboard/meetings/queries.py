"""Reads of meetings. `seat` is the only way in: who has no seat gets nothing, as if there were no meeting."""

import hashlib
import json
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import Any

from django.db.models import Max, Min, Q, QuerySet

from soundingboard.accounts.models import User
from soundingboard.agenda import formats, shares
from soundingboard.agenda.agenda import Agenda, AskKind, Person
from soundingboard.agenda.agenda import Ask as Wanted
from soundingboard.agenda.format import BrokenFormat, Division, Format, Role
from soundingboard.agenda.permits import EARLY
from soundingboard.agenda.plan import Preferences, plan
from soundingboard.clinicians.models import Clinician
from soundingboard.keys import queries as keys
from soundingboard.meetings.models import (
    Ask,
    FollowUp,
    Meeting,
    MeetingEvent,
    OwnFormat,
    Request,
    Seat,
    Tally,
    Words,
)
from soundingboard.refusals import Refused

# Who may come in


def seat(user: User, public_id: str) -> Seat | None:
    """The seat of `user` in a meeting, with the meeting and the clinician; None for no seat and for no such meeting."""
    return _seats().filter(meeting__public_id=public_id, clinician__user_id=user.pk).first()


def seat_of(clinician: Clinician, meeting: Meeting) -> Seat | None:
    return _seats().filter(meeting=meeting, clinician=clinician).first()


def seat_at(place: int, beside: Seat) -> Seat | None:
    """The seat of that place in the meeting of another."""
    return _seats().filter(meeting=beside.meeting_id, place=place).first()


def by_id(public_id: str) -> Meeting | None:
    """A meeting, on nobody's behalf: for whoever looks after the installation."""
    return Meeting.objects.filter(public_id=public_id).first()


def locked(meeting: Meeting) -> Meeting:
    """The meeting as it is now, and nobody changes it until the caller's transaction ends."""
    return Meeting.objects.select_for_update().get(pk=meeting.pk)


def everyone(meeting: Meeting) -> QuerySet[Seat]:
    """Every seat that there is or was in it."""
    return Seat.objects.filter(meeting=meeting).select_related("clinician__user")


def ever_of(clinician: Clinician) -> QuerySet[Meeting]:
    """Meetings in which they have or had a seat, and of which something is still kept."""
    had = Seat.objects.filter(clinician=clinician)
    kept = Q(folded_at=None) | Q(pk__in=Words.objects.values("meeting"))  # takeaways outlive the rest of their meeting
    return Meeting.objects.filter(kept, pk__in=had.values("meeting")).order_by("pk")


def seats_ahead(clinician: Clinician, now: datetime) -> QuerySet[Seat]:
    """Their seats in meetings whose hour has not come, the earliest first."""
    return (
        _seats()
        .filter(clinician=clinician, meeting__settled_at=None, meeting__canceled_at=None, meeting__starts__gt=now)
        .order_by("meeting__starts", "meeting")
    )


def seats(meeting: Meeting) -> QuerySet[Seat]:
    """Everyone who has a seat, in order of place, with their clinician."""
    return Seat.objects.filter(meeting=meeting, taken_away_at=None).select_related("clinician")


def names(meeting: Meeting) -> dict[Person, str]:
    """Everyone who ever had a seat: {person in the room: name}."""
    rows = Seat.objects.filter(meeting=meeting).values_list("place", "clinician__name")
    return {str(place): name for place, name in rows}


def people_by_meeting(meetings: Iterable[Meeting]) -> dict[int, list[str]]:
    """Who has a seat in each of several meetings, by name: {primary key of a meeting: names in order of place}."""
    found: dict[int, list[str]] = {meeting.pk: [] for meeting in meetings}
    rows = _seats().filter(meeting__in=found).order_by("place").values_list("meeting", "clinician__name")
    for meeting, name in rows:
        found[meeting].append(name)
    return found


def _seats() -> QuerySet[Seat]:
    return Seat.objects.filter(taken_away_at=None).select_related("meeting", "clinician")


# A clinician's meetings


def meetings_of(clinician: Clinician) -> QuerySet[Meeting]:
    """Meetings in which they have a seat, the earliest first."""
    held = Seat.objects.filter(clinician=clinician, taken_away_at=None)
    return Meeting.objects.filter(pk__in=held.values("meeting")).order_by("starts", "pk")


def upcoming(clinician: Clinician) -> QuerySet[Meeting]:
    """Those that are not over, those under way included."""
    return meetings_of(clinician).filter(settled_at=None, canceled_at=None)


def past(clinician: Clinician) -> QuerySet[Meeting]:
    """Those that are over, the latest first."""
    return meetings_of(clinician).exclude(settled_at=None).order_by("-starts", "-pk")


def of_series(series: str) -> QuerySet[Meeting]:
    """All meetings of a series, the earliest first."""
    return Meeting.objects.filter(series=series).order_by("starts", "pk") if series else Meeting.objects.none()


def ahead(series: str) -> QuerySet[Meeting]:
    """Meetings of a series that are neither over nor canceled."""
    return of_series(series).filter(settled_at=None, canceled_at=None)


# What a meeting is planned to be


@lru_cache(maxsize=200)
def _parsed(toml: str, id: str) -> Format:
    return formats.parse(toml, id)


def format_of(meeting: Meeting) -> Format:
    """The format of a meeting, from its own snapshot."""
    return _parsed(meeting.format_toml, meeting.format_id)


def asks(meeting: Meeting) -> dict[Person, Wanted]:
    """What people want from their turn: {person: ask}."""
    rows = Ask.objects.filter(seat__meeting=meeting, seat__taken_away_at=None).select_related("seat")
    return {row.seat.person: Wanted(AskKind(row.kind), row.minutes, row.level) for row in rows}


def asked(meeting: Meeting) -> QuerySet[Ask]:
    """The asks themselves, with seat, clinician and words, in order of place."""
    return (
        Ask.objects.filter(seat__meeting=meeting, seat__taken_away_at=None)
        .select_related("seat__clinician", "words")
        .order_by("seat__place")
    )


def preferences(meeting: Meeting) -> Preferences:
    """Who wants to present, in which order, and the roles of the day."""
    people = _people(meeting)
    rows = {
        str(place): (presenting, nth)
        for place, presenting, nth in Ask.objects.filter(seat__meeting=meeting).values_list(
            "seat__place", "presenting", "place"
        )
    }
    nobody = (True, None)
    willing = [one for one in people if rows.get(one, nobody)[0]]
    if meeting.ordered:
        willing.sort(key=lambda one: rows.get(one, nobody)[1] or 1000)
    chosen = tuple(willing) if meeting.ordered or len(willing) < len(people) else None
    roles = {Role(role): str(place) for role, place in meeting.roles.items() if str(place) in people}
    return Preferences(presenting=chosen, ordered=meeting.ordered, roles=roles)


def _tallied(series: str) -> list[dict[Person, shares.Tally]]:
    """The last twelve meetings of a series, the latest last: {primary key of a clinician: what they gave and had}."""
    meetings = list(of_series(series).exclude(settled_at=None).order_by("-starts", "-pk").values_list("pk", flat=True))[
        : shares.REMEMBERED
    ]
    rows: dict[int, dict[Person, shares.Tally]] = {pk: {} for pk in reversed(meetings)}
    for tally in Tally.objects.filter(meeting__in=meetings):
        rows[tally.meeting_id][str(tally.clinician_id)] = shares.Tally(
            tally.own, tally.responding, tally.present, tally.passed, tally.carried
        )
    return list(rows.values())


def ledger(series: str) -> dict[int, int]:
    """Seconds each clinician (by primary key) of a series is owed, over its last twelve meetings."""
    return {int(clinician): seconds for clinician, seconds in shares.ledger(_tallied(series)).items()}


def owed(meeting: Meeting) -> dict[Person, int]:
    """The ledger of a meeting's series, for the people of that meeting."""
    if not meeting.series:
        return {}
    seconds = ledger(meeting.series)
    return {person: seconds[clinician] for person, clinician in _clinicians(meeting).items() if seconds.get(clinician)}


def carried_over(meeting: Meeting) -> frozenset[Person]:
    """Whose item did not fit in an earlier meeting of its series, among the people of that meeting."""
    if not meeting.series:
        return frozenset()
    found = _unheard(meeting)
    return frozenset(person for person, clinician in _clinicians(meeting).items() if clinician in found)


def _unheard(meeting: Meeting) -> frozenset[int]:
    """The clinicians (by primary key) whose item still waits when a meeting comes.

    What meetings before it left behind tells; for one that is not settled, what is planned for it does.
    """
    earlier = ahead(meeting.series).filter(starts__lt=meeting.starts).last()
    if earlier is None:
        return frozenset(map(int, shares.carried_over(_tallied(meeting.series))))
    before, clinicians = _unheard(earlier), _clinicians(earlier)
    try:
        planned = agenda(earlier, {person for person, clinician in clinicians.items() if clinician in before})
    except Refused:
        return before
    heard, waiting = ({clinicians[one] for one in some} for some in (planned.presenters, planned.carried))
    return before - heard | waiting


def _clinicians(meeting: Meeting) -> dict[Person, int]:
    """Who has a seat: {person in the room: primary key of the clinician}."""
    rows = Seat.objects.filter(meeting=meeting, taken_away_at=None).values_list("place", "clinician")
    return {str(place): clinician for place, clinician in rows}


def first_by_need(meeting: Meeting) -> frozenset[Person]:
    """Whose item comes first since it did not fit before, where the meeting goes by need."""
    return carried_over(meeting) if format_of(meeting).division is Division.BY_NEED else frozenset()


def agenda(meeting: Meeting, carried: Collection[Person] | None = None) -> Agenda:
    """The agenda as it stands beforehand; raises `agenda.shares.CannotPlan` where people no longer fit the format.

    carried  who is carried over, where that is known
    """
    return plan(
        format_of(meeting),
        _people(meeting),
        meeting.minutes * 60,
        asks=asks(meeting),
        preferences=preferences(meeting),
        ledger=owed(meeting),
        carried_over=first_by_need(meeting) if carried is None else carried,
    )


def _people(meeting: Meeting) -> list[Person]:
    places = Seat.objects.filter(meeting=meeting, taken_away_at=None).order_by("place")
    return [str(place) for place in places.values_list("place", flat=True)]


def plan_row(meeting: Meeting) -> dict[str, Any]:
    """What a room is opened with, as the payload of a `planned` row: no text in it."""
    wishes = preferences(meeting)
    return {
        "seats": _people(meeting),
        "presenting": None if wishes.presenting is None else list(wishes.presenting),
        "ordered": wishes.ordered,
        "asks": {
            person: {"kind": ask.kind.value, "minutes": ask.minutes, "level": ask.level}
            for person, ask in asks(meeting).items()
        },
        "ledger": owed(meeting),
        "carried_over": sorted(first_by_need(meeting)),
        "roles": {role.value: person for role, person in wishes.roles.items()},
    }


# What people wrote


def unseal(rows: Iterable[Words | None]) -> None:
    """Open many texts with one look at the key store."""
    words = [row for row in rows if row is not None]
    found = keys.keys(row.key_id for row in words)
    for row in words:
        row.text = row.opened(found)


def words_of_event(seat: Seat, number: int) -> Words:
    """What the event of that number says somebody wrote."""
    payload = MeetingEvent.objects.values_list("payload", flat=True).get(meeting=seat.meeting_id, number=number)
    return Words.objects.get(meeting=seat.meeting_id, public_id=payload["words"])


def request_of_event(seat: Seat, number: int) -> Request:
    """The request that the event of that number speaks of."""
    payload = MeetingEvent.objects.values_list("payload", flat=True).get(meeting=seat.meeting_id, number=number)
    return requests(seat.meeting).get(public_id=payload["words"])


def own_words(seat: Seat, kind: Words.Kind | None = None) -> QuerySet[Words]:
    """What this person wrote in or for this meeting."""
    found = Words.objects.filter(by=seat, let_go_at=None).order_by("pk")
    return found if kind is None else found.filter(kind=kind)


def takeaway(seat: Seat) -> Words | None:
    """The latest sentence they took along."""
    return own_words(seat, Words.Kind.TAKEAWAY).select_related("meeting").last()


def requests(meeting: Meeting) -> QuerySet[Request]:
    """What people are looking for, with their words, and who knows someone."""
    return (
        Request.objects.filter(seat__meeting=meeting)
        .select_related("seat__clinician", "words")
        .prefetch_related("answers__seat__clinician")
    )


def request(seat: Seat, public_id: str) -> Request | None:
    """A request in the same meeting."""
    return requests(seat.meeting).filter(public_id=public_id).first()


def follow_ups(seat: Seat) -> QuerySet[FollowUp]:
    return _follow_ups().filter(seat=seat).select_related("words")


def follow_up(clinician: Clinician, public_id: str) -> FollowUp | None:
    return follow_ups_of(clinician).filter(public_id=public_id).first()


def follow_ups_of(clinician: Clinician) -> QuerySet[FollowUp]:
    return _follow_ups().filter(seat__clinician=clinician).select_related("words", "seat__meeting")


def _follow_ups() -> QuerySet[FollowUp]:
    """Without those of a sentence that its owner let go."""
    return FollowUp.objects.exclude(words__let_go_at__isnull=False)


def follow_ups_due(clinician: Clinician) -> QuerySet[FollowUp]:
    """What they meant to do and have not said is done, the earliest first; those without a day last."""
    return follow_ups_of(clinician).filter(done_at=None)


def let_go() -> QuerySet[Words]:
    """What its owners keep no longer, and is still there."""
    return Words.objects.exclude(let_go_at=None).select_related("meeting")


# What remains


def tallies(meeting: Meeting) -> QuerySet[Tally]:
    return Tally.objects.filter(meeting=meeting).select_related("clinician")


def unsettled(now: datetime) -> QuerySet[Meeting]:
    """Meetings that may have closed by now."""
    return Meeting.objects.filter(settled_at=None, canceled_at=None, starts__lt=now + EARLY).order_by("starts", "pk")


def unfolded(now: datetime) -> QuerySet[Meeting]:
    """Meetings that are over, or never were, and of which words or events may still be kept."""
    over = Q(settled_at__isnull=False) | Q(canceled_at__isnull=False)
    return Meeting.objects.filter(over, folded_at=None, starts__lte=now).order_by("starts", "pk")


def due(now: datetime) -> list[Meeting]:
    """Those whose words have been kept as long as was agreed."""
    return [meeting for meeting in unfolded(now) if meeting.destroyed_from <= now]


def overdue(now: datetime) -> list[Meeting]:
    """Those whose words should be gone, settled or not."""
    kept = Meeting.objects.filter(folded_at=None, starts__lt=now)
    return [meeting for meeting in kept if meeting.destroyed_from < now]


def own_formats(series: str) -> QuerySet[OwnFormat]:
    """The formats a series has altered or written."""
    return OwnFormat.objects.filter(series=series) if series else OwnFormat.objects.none()


def retention(usual: int) -> tuple[int, int]:
    """The fewest and the most days after which words of meetings here are destroyed; `usual` is one of them."""
    found = Meeting.objects.filter(folded_at=None).aggregate(least=Min("retention_days"), most=Max("retention_days"))
    days = [usual, *(value for value in found.values() if value is not None)]
    return min(days), max(days)


# What a page needs to set an agenda


@dataclass(frozen=True)
class Said:
    """What somebody asks for, and the sentence with it."""

    ask: Wanted
    question: str


def said(meeting: Meeting) -> dict[Person, Said]:
    """What people ask for, with their sentences."""
    rows = list(asked(meeting))
    unseal(row.words for row in rows)
    return {
        row.seat.person: Said(Wanted(AskKind(row.kind), row.minutes, row.level), row.words.text if row.words else "")
        for row in rows
    }


def settled(series: str) -> int:
    """How many meetings of a series are over."""
    return of_series(series).exclude(settled_at=None).count()


def formats_of(series: str) -> dict[str, Format]:
    """What a meeting of a series can choose among, by id: the formats that are shipped, and the series' own."""
    return {format.id: format for format in (*formats.shipped(), *own_formats_of(series))}


def own_formats_of(series: str) -> tuple[Format, ...]:
    """The formats that a series has altered or written. One that a later version cannot read is left out."""
    found = []
    for row in own_formats(series):
        try:
            found.append(_parsed(row.toml, row.slug))
        except BrokenFormat:
            continue
    return tuple(found)


def fingerprint(meeting: Meeting) -> str:
    """A word that changes with the plan that everybody shares, and with nothing else."""
    wishes = preferences(meeting)
    plan = [
        *(meeting.format_id, meeting.format_toml, meeting.way, meeting.minutes, meeting.starts.isoformat()),
        *(meeting.pace, meeting.ordered, _people(meeting) if wishes.presenting is None else wishes.presenting),
    ]
    return hashlib.sha256(json.dumps(plan).encode()).hexdigest()[:16]
