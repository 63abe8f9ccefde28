"""What the database itself holds to, whoever writes."""

from collections.abc import Callable

import pytest
from django.db import IntegrityError, connection, transaction

from soundingboard.clock import services as clock
from soundingboard.keys.models import Key
from soundingboard.meetings import queries
from soundingboard.meetings.models import Ask, Meeting, MeetingEvent, Request, RequestAnswer, Seat, Tally, Words

pytestmark = pytest.mark.django_db

WRONG: dict[str, Callable[[Meeting, Seat], object]] = {
    "a second seat for one person": lambda meeting, seat: Seat.objects.create(
        meeting=meeting, clinician=seat.clinician, place=9
    ),
    "two in one place": lambda meeting, seat: Seat.objects.filter(meeting=meeting, place=2).update(place=1),
    "no place": lambda meeting, seat: Seat.objects.filter(pk=seat.pk).update(place=0),
    "one number twice": lambda meeting, seat: MeetingEvent.objects.bulk_create(
        MeetingEvent(meeting=meeting, number=1, kind="started") for _ in range(2)
    ),
    "one press twice": lambda meeting, seat: MeetingEvent.objects.bulk_create(
        MeetingEvent(meeting=meeting, number=number, kind="started", client_id="1:a") for number in (1, 2)
    ),
    "a number before the first": lambda meeting, seat: MeetingEvent.objects.create(
        meeting=meeting, number=0, kind="started"
    ),
    "a call over http": lambda meeting, seat: Meeting.objects.filter(pk=meeting.pk).update(video_link="http://x.org"),
    "no time": lambda meeting, seat: Meeting.objects.filter(pk=meeting.pk).update(minutes=0),
    "folded before it is settled": lambda meeting, seat: Meeting.objects.filter(pk=meeting.pk).update(
        folded_at=clock.now()
    ),
    "words for somebody in between": lambda meeting, seat: Words.objects.create(
        meeting=meeting, by=seat, kind="note", audience="few", sealed=b"", key=Key.objects.create()
    ),
    "a level that is none": lambda meeting, seat: Ask.objects.create(seat=seat, level=6),
    "an ask for no minutes": lambda meeting, seat: Ask.objects.create(seat=seat, minutes=0),
    "two tallies of one person": lambda meeting, seat: Tally.objects.bulk_create(
        Tally(meeting=meeting, clinician=seat.clinician, own=1, responding=1, present=1, presented=True, passed=False)
        for _ in range(2)
    ),
    "two answers of one person": lambda meeting, seat: RequestAnswer.objects.bulk_create(
        [RequestAnswer(request=_request(seat), seat=seat, at=clock.now())] * 2
    ),
}


def _request(seat: Seat) -> Request:
    return Request.objects.create(seat=seat, kind="referral", at=clock.now())


@pytest.mark.parametrize("wrong", WRONG)
def test_the_database_refuses(people, meeting, wrong):
    seat = queries.seat_of(people.maya, meeting)
    assert seat is not None

    with pytest.raises(IntegrityError), transaction.atomic():
        WRONG[wrong](meeting, seat)


def test_what_is_acknowledged_survives_a_power_cut(db):
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA synchronous")
        synchronous = cursor.fetchone()[0]
        cursor.execute("PRAGMA journal_mode")
        journal = cursor.fetchone()[0]

    assert (synchronous, journal) == (2, "wal")


def test_a_row_says_nothing_of_what_somebody_wrote(people, meeting):
    seat = queries.seat_of(people.maya, meeting)
    assert seat is not None
    words = Words(meeting=meeting, by=seat, kind="note", audience="all", sealed=b"a name slipped out")

    assert "name" not in f"{words!r} {words} {meeting!r} {seat!r}"
