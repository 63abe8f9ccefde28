"""When a meeting is over: its tallies are written, what need not be kept goes, and in the end its words do."""

from datetime import datetime
from typing import Any

from django.db import transaction

from soundingboard.agenda.events import Arrived, HandLowered, HandRaised, Left, Speaking
from soundingboard.agenda.remains import tallies
from soundingboard.agenda.room import as_of
from soundingboard.agenda.state import Room, State
from soundingboard.agenda.view import view
from soundingboard.clock import services as clock
from soundingboard.jobs import services as jobs
from soundingboard.keys import services as keys
from soundingboard.meetings import events, queries, replay
from soundingboard.meetings.models import Ask, Connection, FollowUp, Meeting, MeetingEvent, Request, Seat, Tally, Words

NOT_KEPT = (Arrived.kind, Left.kind, HandRaised.kind, HandLowered.kind, Speaking.kind)
SEGMENT = ("key", "phase", "kind", "title", "presenter", "starts", "seconds")


def settle(meeting: Meeting, now: datetime | None = None) -> bool:
    """Write what remains of a meeting whose room has closed; False if it has not. Safe to run twice.

    Tallies and the outcome are written first; then the rows of speaking, of hands, of arriving and leaving go: a hold
    that comes later finds none of them. Without their instants the last two would still tell, by their places between
    other rows, who was late and whose turn somebody sat out.
    """
    try:
        read = replay.room(meeting.public_id)
    except replay.Over:
        return False
    room = as_of(read.room, max(now or clock.now(), read.room.at))
    if room.state is not State.CLOSED:
        return False
    with transaction.atomic():
        fresh = Meeting.objects.select_for_update().get(pk=meeting.pk)
        if fresh.settled_at is not None:
            return False
        last = MeetingEvent.objects.filter(meeting=fresh).order_by("-number").values_list("number", flat=True).first()
        if (last or 0) != read.number:
            return False  # somebody was quicker; the next look sees what they did
        _write_tallies(fresh, room)
        fresh.number = read.number
        fresh.began_at, fresh.ended_at = room.began, room.ended
        fresh.outcome = outcome(room)
        fresh.settled_at = clock.now()
        fresh.save(update_fields=["number", "began_at", "ended_at", "outcome", "settled_at"])
        MeetingEvent.objects.filter(meeting=fresh, kind__in=NOT_KEPT).delete()
        Connection.objects.filter(seat__meeting=fresh).delete()
        transaction.on_commit(lambda: replay.forget(meeting.public_id))
        transaction.on_commit(lambda: _announce(fresh))
    return True


def _announce(meeting: Meeting) -> None:
    events.ended.send(Meeting, event=events.Ended(meeting.pk))


def _write_tallies(meeting: Meeting, room: Room) -> None:
    presented = {past.presenter for past in room.past}
    clinicians = dict(Seat.objects.filter(meeting=meeting).values_list("place", "clinician"))
    Tally.objects.bulk_create(
        Tally(
            meeting=meeting,
            clinician_id=clinicians[int(person)],
            own=tally.own,
            responding=tally.responding,
            present=tally.present,
            presented=person in presented,
            passed=tally.passed,
            carried=tally.carried,
        )
        for person, tally in sorted(tallies(room).items())
        if int(person) in clinicians
    )


def outcome(room: Room) -> dict[str, Any]:
    """A meeting as it went: the schedule that came of it, without any text that somebody wrote and without presence."""
    seen = view(room, room.at)
    kept = {name: seen[name] for name in ("starts", "ends", "closes", "pace", "format", "roles", "shares")}
    schedule = [{name: segment[name] for name in SEGMENT} for segment in seen["schedule"]]
    return kept | {"schedule": schedule, "took_place": room.began is not None}


def fold(meeting: Meeting) -> None:
    """Shred every word of a meeting that is over, and destroy its events; its date, its seats and their minutes stay,
    and takeaways that their owners keep. Safe to run twice.

    Whoever calls it has looked whether something forbids it (`cases.services.shred`).
    """
    with transaction.atomic():
        fresh = Meeting.objects.select_for_update().get(pk=meeting.pk)
        if fresh.folded_at is not None or (fresh.settled_at is None and fresh.canceled_at is None):
            return
        key = fresh.words_key_id
        Request.objects.filter(seat__meeting=fresh).delete()
        FollowUp.objects.filter(seat__meeting=fresh).delete()
        Ask.objects.filter(seat__meeting=fresh).delete()
        gone = ([key] if key else []) + _overtaken(fresh)
        Words.objects.filter(meeting=fresh, key=key).delete()
        MeetingEvent.objects.filter(meeting=fresh).delete()
        fresh.outcome = fresh.words_key = None
        fresh.folded_at = clock.now()
        fresh.save(update_fields=["outcome", "words_key", "folded_at"])
        transaction.on_commit(lambda: replay.forget(fresh.public_id))
        keys.destroy(gone)


def _overtaken(meeting: Meeting) -> list[str]:
    """Delete kept takeaways behind which their writers wrote another; returns the names of their keys."""
    latest: dict[int, Words] = {}
    gone = []
    for words in Words.objects.filter(meeting=meeting, kind=Words.Kind.TAKEAWAY).order_by("pk"):
        before = latest.get(words.by_id)
        if before is not None and before.key_id != meeting.words_key_id:
            gone.append(before.key_id)
            before.delete()
        latest[words.by_id] = words
    return gone


def settle_what_closed() -> int:
    """Settle every meeting whose room has closed by now; returns how many. One that fails holds up no other."""
    return jobs.each(queries.unsettled(clock.now()), settle)
