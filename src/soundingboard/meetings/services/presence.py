"""Who is in a room: a socket means here; one that is lost for a while means gone, also when its process was killed."""

from collections.abc import Iterable
from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from soundingboard.agenda.events import Arrived, Left
from soundingboard.meetings import replay
from soundingboard.meetings.models import Connection, Meeting, Seat
from soundingboard.meetings.services.recording import record
from soundingboard.refusals import Refused

REFRESHED = 20.0  # seconds of real time between the signs of life of a process
GONE = timedelta(seconds=45)  # without one: its sockets are gone


def come(seat: Seat, process: str, *, here: bool = True) -> None:
    """A socket of `seat` is open at `process`; `here` unless the person sits this turn out."""
    Connection.objects.update_or_create(seat=seat, process=process, defaults={"seen": timezone.now()})
    if here:
        arrive(seat)


def arrive(seat: Seat) -> None:
    """Write that someone is here; nothing if they are, or if the meeting is over."""
    try:
        if not replay.present_room(seat.meeting).is_present(seat.person):
            record(seat.meeting, Arrived(seat.person), seat=seat)
    except Refused:
        return


def leave(seat: Seat) -> None:
    """Write that someone is not here; nothing if they are not, or if the meeting is over."""
    try:
        if replay.present_room(seat.meeting).is_present(seat.person):
            record(seat.meeting, Left(seat.person), seat=seat)
    except Refused:
        return


def go(seat: Seat, process: str) -> None:
    """The last socket of `seat` at `process` has been lost for a while: they left, unless another process has one."""
    Connection.objects.filter(seat=seat, process=process).delete()
    _gone(seat)


def _gone(seat: Seat) -> None:
    if seat.meeting.mode == Meeting.Mode.IN_PERSON:
        return  # the device on the table fell asleep; the people are still there
    if not Connection.objects.filter(seat=seat, seen__gte=timezone.now() - GONE).exists():
        leave(seat)


def keep(process: str, seats: Iterable[tuple[Seat, bool]]) -> None:
    """A process's sign of life; and the seats of processes that gave none for too long are gone.

    seats  those with a socket at `process`, and whether they are here: one that slept may find itself given up
    """
    now = timezone.now()
    Connection.objects.filter(process=process).update(seen=now)
    known = set(Connection.objects.filter(process=process).values_list("seat", flat=True))
    for seat, here in seats:
        if seat.pk not in known:
            come(seat, process, here=here)
    for lost in Connection.objects.filter(seen__lt=now - GONE).select_related("seat__meeting"):
        with transaction.atomic():
            if Connection.objects.filter(pk=lost.pk, seen=lost.seen).delete()[0]:
                _gone(lost.seat)
