"""Reading cases. A seat is the way in, the turn and one's own word open them, and only their keys make them legible."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Q, QuerySet

from soundingboard import sealing
from soundingboard.cases.models import ConsentAsked, LegalHold, NoConflict, Opening, SealedCase
from soundingboard.clinicians import queries as clinicians
from soundingboard.clinicians.models import Clinician
from soundingboard.clock import services as clock
from soundingboard.keys import queries as keys
from soundingboard.meetings import queries as meetings
from soundingboard.meetings import replay
from soundingboard.meetings.models import Meeting, Seat

MOST = 12  # meetings ahead that one chooses among


@dataclass(frozen=True, repr=False)
class Headed:
    """A case as the people of its meeting see it from outside."""

    case: SealedCase
    headline: str
    said_no_conflict: bool

    @property
    def presenter(self) -> Seat:
        seat: Seat = self.case.seat
        return seat


def known_of(clinician: Clinician) -> dict[str, Any]:
    """What whoever hears a case of `clinician` knows of them, as `deid.Presenter` has it: it narrows the circle."""
    profile = clinicians.profile_of(clinician)
    practice = clinicians.said(profile)
    niche = [*practice.specialties, *practice.populations]
    return {"name": clinician.name, "state": profile.license_state, "niche": niche}


@dataclass(frozen=True)
class Opened:
    """Who opened a case, and when on the meeting clock."""

    name: str
    at: datetime


def _shown() -> QuerySet[SealedCase]:
    return SealedCase.objects.filter(withdrawn_at=None, seat__taken_away_at=None).select_related(
        "seat__clinician", "seat__meeting"
    )


def own(seat: Seat) -> SealedCase | None:
    """The case that `seat` has brought."""
    return _shown().filter(seat=seat).first()


def case_at(seat: Seat, place: int, now: datetime | None = None) -> SealedCase | None:
    """The case of whoever sits at `place`, as long as `seat` may know of it: not while they sit out."""
    found = _shown().filter(seat__meeting=seat.meeting_id, seat__place=place).first()
    if found is None or found.seat_id == seat.pk:
        return found
    return found if replay.reads_others(seat, now) else None


def cases_for(seat: Seat, now: datetime | None = None) -> list[Headed]:
    """Every case of the meeting that `seat` may know of, in order of place; opened with one look at the key store."""
    found = list(_shown().filter(seat__meeting=seat.meeting_id).order_by("seat__place"))
    if not replay.reads_others(seat, now):
        found = [case for case in found if case.seat_id == seat.pk]
    return headed(found, seat)


def headed(cases: Iterable[SealedCase], reader: Seat) -> list[Headed]:
    """Cases with their headlines and what `reader` said of them; one whose key is gone is left out."""
    known = {case.key_id: case for case in cases}
    opened = keys.keys(known)
    said = set(NoConflict.objects.filter(case__in=known.values()).values_list("case", "token")) if known else set()
    return [
        Headed(
            case,
            sealing.open_sealed(bytes(case.sealed_headline), opened[name], case.headline_name),
            (case.pk, no_conflict_token(opened[name], reader)) in said,
        )
        for name, case in known.items()
        if name in opened
    ]


def headline(case: SealedCase, reader: Seat) -> Headed | None:
    return next(iter(headed([case], reader)), None)


def text(case: SealedCase) -> str:
    """The case itself; raises `keys.queries.Destroyed`. Whoever asks has looked who may read it."""
    return sealing.open_sealed(bytes(case.sealed_text), keys.key(case.key_id), case.text_name)


def openings(case: SealedCase) -> list[Opened]:
    """Who opened it, for the presenter."""
    key, names = keys.key(case.key_id), meetings.names(case.seat.meeting)
    found = []
    for row in Opening.objects.filter(case=case):
        said = json.loads(sealing.open_sealed(bytes(row.sealed), key, row.seal_name))
        found.append(Opened(names[said["place"]], datetime.fromisoformat(said["at"])))
    return found


def is_open(case: SealedCase, now: datetime | None = None) -> bool:
    """Whether it is the presenter's turn, and peers can open it."""
    return replay.is_turn_of(case.seat, now)


def no_conflict_token(key: bytes, seat: Seat) -> str:
    return sealing.token(key, f"no conflict {seat.pk}")


def consent_was_asked(clinician: Clinician) -> bool:
    return ConsentAsked.objects.filter(clinician=clinician).exists()


# Where a case can be brought


def turns_ahead(clinician: Clinician) -> list[Seat]:
    """Their seats in meetings that have not begun and to which they have brought no case, the earliest first."""
    brought = SealedCase.objects.filter(withdrawn_at=None).values("seat")
    return list(meetings.seats_ahead(clinician, clock.now()).exclude(pk__in=brought)[:MOST])


# What stops destruction


def unread() -> QuerySet[SealedCase]:
    """Cases that are shown to nobody any more: taken back while a hold forbade to destroy them, or brought by somebody
    who has no seat any more and could not even take them back.
    """
    gone = Q(withdrawn_at__isnull=False) | Q(seat__taken_away_at__isnull=False)
    return SealedCase.objects.filter(gone).select_related("seat__meeting")


def holds() -> QuerySet[LegalHold]:
    """Those that stand."""
    return LegalHold.objects.filter(lifted_at=None).select_related("clinician", "meeting", "first", "second")


def holds_on(meeting: Meeting) -> QuerySet[LegalHold]:
    """Those that stop the destruction of a meeting: on itself, or on anyone who has or had a seat in it."""
    people = meetings.everyone(meeting).values("clinician")
    return holds().filter(Q(meeting=meeting) | Q(clinician__in=people))


def hold(token: str) -> LegalHold | None:
    return holds().filter(token=token).first()


def overdue(now: datetime) -> list[Meeting]:
    """Meetings of which something is still there beyond its time, though no hold forbids to destroy it."""
    return [meeting for meeting in meetings.overdue(now) if not holds_on(meeting).exists()]


def is_told_of_hold(meeting: Meeting) -> bool:
    """Whether a page may say that a hold stops the destruction of a meeting."""
    return holds_on(meeting).filter(told=True).exists()
