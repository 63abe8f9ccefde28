"""Sealing a case, opening it, destroying it; and what stops that."""

import json
from collections.abc import Callable, Iterator
from functools import partial

from django.db import transaction
from django.utils import timezone

from soundingboard import sealing
from soundingboard.accounts.queries import SecondStep
from soundingboard.audit import services as audit
from soundingboard.cases import queries
from soundingboard.cases.models import ConsentAsked, LegalHold, NoConflict, Opening, SealedCase
from soundingboard.clinicians.models import Clinician
from soundingboard.clock import services as clock
from soundingboard.guard.clean import Clean
from soundingboard.jobs import services as jobs
from soundingboard.keys import queries as keys
from soundingboard.keys import services as key_services
from soundingboard.meetings import queries as meetings
from soundingboard.meetings import replay
from soundingboard.meetings import services as meeting_services
from soundingboard.meetings.models import Ask, Meeting, Seat, Words
from soundingboard.notices import services as notices
from soundingboard.refusals import Refused


@transaction.atomic
def bring(
    seat: Seat,
    *,
    kind: str,
    minutes: int | None,
    question: Clean | None,
    headline: Clean,
    text: Clean,
    knows_of_nothing: bool,
) -> SealedCase:
    """Seal a case for one's turn in a meeting that has not begun, and say what one wants from the turn.

    knows_of_nothing  the writer says that they know of nothing left that could point to the person: the second half of
                      45 CFR 164.514(b)(2), and no engine can say it for them
    raises            Refused if they do not, if the meeting has begun, or if there is a case already
    """
    if not knows_of_nothing:
        raise Refused(
            "Something left could point to this person.", fits="Nothing was sealed; please change that first."
        )
    meetings.locked(seat.meeting)
    if queries.own(seat) is not None:
        raise Refused("You have brought a case to this meeting.", fits="Take it back first to bring another.")
    before = meetings.asked(seat.meeting).filter(seat=seat).first() or Ask()
    meeting_services.state_ask(seat, kind=kind, minutes=minutes, level=before.level, words=question)
    row, key = key_services.make()
    case = SealedCase(seat=seat, key=row)
    case.sealed_headline = sealing.seal(headline.text, key, case.headline_name)
    case.sealed_text = sealing.seal(text.text, key, case.text_name)
    case.save()
    audit.record("sealed case", sealing.token(key, "case"), by=_who(key, seat))
    return case


def _who(key: bytes, seat: Seat) -> str:
    """Who did something with a case, for the audit trail: resolved by nobody once the key is destroyed."""
    return sealing.token(key, f"clinician {seat.clinician.token}")


def say_no_conflict(case: SealedCase, *, by: Seat) -> None:
    """Somebody of the meeting has read the headline and knows of no conflict. Who sits out says nothing at all."""
    if case.seat.meeting_id != by.meeting_id:
        raise Refused("You have no seat in this meeting.")
    token = queries.no_conflict_token(keys.key(case.key_id), by)
    NoConflict.objects.get_or_create(case=case, token=token)


@transaction.atomic
def open_case(case: SealedCase, *, by: Seat, step: SecondStep) -> str:
    """The text of a case, for somebody of its meeting; it is written down for the presenter that they opened it.

    raises  Refused without a second step that was shown, without their word that they know of no conflict, outside the
            presenter's turn, and while they sit out
    """
    if step is not SecondStep.SHOWN:
        raise Refused("A case is opened with a second step of signing in.", fits="Nothing was opened.")
    if case.seat.meeting_id != by.meeting_id or not replay.reads_others(by) or not queries.is_open(case):
        raise Refused("This case is closed.", fits="It is open while its presenter has their turn.")
    key = keys.key(case.key_id)
    if not NoConflict.objects.filter(case=case, token=queries.no_conflict_token(key, by)).exists():
        raise Refused("Please say first that you know of no conflict.", fits="Nothing was opened.")
    opening = Opening(case=case)
    said = json.dumps({"place": by.person, "at": clock.now().isoformat(timespec="seconds")})
    opening.sealed = sealing.seal(said, key, opening.seal_name)
    opening.save()
    text = queries.text(case)
    audit.record("opened case", sealing.token(key, "case"), by=_who(key, by))
    return text


def ask_consent(clinician: Clinician) -> None:
    """Remember that they were asked, not what they said."""
    ConsentAsked.objects.get_or_create(clinician=clinician)


# Destroying


@transaction.atomic
def take_back(case: SealedCase, *, by: Seat) -> None:
    """Destroy one's own case now; where a legal hold stands, show it to nobody until that is lifted."""
    if case.seat_id != by.pk:
        raise Refused("That is somebody else's.", fits="Nothing was changed.")
    meetings.locked(by.meeting)
    SealedCase.objects.filter(pk=case.pk).update(withdrawn_at=clock.now())
    _shred_unread(case)


@transaction.atomic
def _shred_unread(case: SealedCase) -> bool:
    if queries.holds_on(meetings.locked(case.seat.meeting)).exists():
        return False
    if not queries.unread().filter(pk=case.pk).exists():
        return False  # they have their seat again
    _destroy([case])
    return True


def _destroy(cases: list[SealedCase]) -> None:
    names = [case.key_id for case in cases]
    SealedCase.objects.filter(pk__in=[case.pk for case in cases]).delete()
    key_services.destroy(names)


@transaction.atomic
def shred(meeting: Meeting) -> bool:
    """Destroy every case and every word of a meeting whose time is over; False where a legal hold forbids it.

    Safe to run twice. A hold takes the same row first, so that one of the two comes first, and the other sees it.
    """
    fresh = meetings.locked(meeting)
    if queries.holds_on(fresh).exists():
        return False
    cases = list(SealedCase.objects.filter(seat__meeting=fresh))
    meeting_services.fold(fresh)
    _destroy(cases)
    return True


def shred_what_is_due() -> int:
    """Shred every meeting that has been kept as long as its group agreed, words that their owners let go, and cases
    that nobody is shown any more; returns how many of all. One that fails holds up no other.
    """
    return jobs.each(_over(), lambda destroy: destroy())


def _over() -> Iterator[Callable[[], bool]]:
    """What is over its time, as what would destroy it; each kind is looked for when those before it are gone."""
    yield from (partial(shred, meeting) for meeting in meetings.due(clock.now()))
    yield from (partial(_shred_let_go, words) for words in meetings.let_go())
    yield from (partial(_shred_unread, case) for case in queries.unread())


@transaction.atomic
def _shred_let_go(words: Words) -> bool:
    if queries.holds_on(meetings.locked(words.meeting)).exists():
        return False
    meeting_services.shred_words(words)
    return True


# Legal holds


@transaction.atomic
def place_hold(
    *,
    first: Clinician,
    second: Clinician,
    clinician: Clinician | None = None,
    meeting: Meeting | None = None,
    may_tell: bool = True,
) -> LegalHold:
    """Stop destruction for one clinician (all meetings in which they have or had a seat) or for one meeting.

    first, second  two different hosts, each of whom has just shown who they are
    may_tell       False where an order forbids to tell those whom it concerns
    raises         Refused for one host alone, and unless exactly one thing is held
    """
    _two(first, second)
    if (clinician is None) == (meeting is None):
        raise Refused("A hold is on one clinician or on one meeting.", fits="Nothing was changed.")
    held = [meeting] if meeting else meetings.ever_of(clinician) if clinician else []
    for one in held:
        meetings.locked(one)  # a destruction that has begun ends first
    hold = LegalHold.objects.create(
        clinician=clinician, meeting=meeting, first=first, second=second, told=may_tell, placed_at=timezone.now()
    )
    if may_tell:
        _tell(hold, "cases/notices/hold_placed.txt")
    _record("placed legal hold", hold, first, second)
    return hold


@transaction.atomic
def lift_hold(hold: LegalHold, *, first: Clinician, second: Clinician) -> None:
    """Let destruction go on: what is over its time goes with the next look, within minutes."""
    _two(first, second)
    hold.lifted_at = timezone.now()
    hold.save(update_fields=["lifted_at"])
    if hold.told:
        _tell(hold, "cases/notices/hold_lifted.txt")
    _record("lifted legal hold", hold, first, second)


def _two(first: Clinician, second: Clinician) -> None:
    if first.pk == second.pk:
        raise Refused("It takes two people.", fits="Nothing was changed.")


def _tell(hold: LegalHold, template: str) -> None:
    seats = meetings.everyone(hold.meeting) if hold.meeting else ()
    people = [hold.clinician] if hold.clinician else [seat.clinician for seat in seats]
    for person in people:
        notices.send(person, template, {"meeting": hold.meeting})


def _record(act: str, hold: LegalHold, first: Clinician, second: Clinician) -> None:
    on = hold.clinician.token if hold.clinician else hold.meeting.token if hold.meeting else ""
    for host in (first, second):
        audit.record(act, hold.token, by=host, on=on)
