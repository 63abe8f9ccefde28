"""Reading meetings: who may see what."""

from datetime import timedelta

import pytest

from soundingboard.agenda import events as happened
from soundingboard.clock import services as clock
from soundingboard.guard.services import clean
from soundingboard.meetings import queries, services
from soundingboard.meetings.models import Meeting
from soundingboard.meetings.services.past import enter
from tests.conftest import user_of
from tests.tuesday import NOON, arrive, call, seat

pytestmark = pytest.mark.django_db


def test_a_seat_is_the_only_way_in(people, meeting):
    held = queries.seat(user_of(people.maya), meeting.public_id)

    assert held is not None
    assert held.person == "1"
    assert queries.seat(user_of(people.tomasz), meeting.public_id) is None
    assert queries.seat(user_of(people.maya), "no-such-meeting") is None


def test_a_seat_that_was_taken_away_is_none(people, meeting):
    services.unseat(people.maya, meeting=meeting)

    assert queries.seat(user_of(people.maya), meeting.public_id) is None
    assert list(queries.meetings_of(people.maya)) == []


def test_a_meeting_is_ahead_until_it_is_settled_and_then_behind(people, meeting):
    assert list(queries.upcoming(people.maya)) == [meeting]
    assert list(queries.past(people.maya)) == []
    assert list(queries.upcoming(people.tomasz)) == []

    clock.move_to(NOON + timedelta(hours=3))
    services.settle_what_closed()

    assert list(queries.upcoming(people.maya)) == []
    assert list(queries.past(people.maya)) == [meeting]


def test_words_for_all_are_for_those_with_a_seat_and_own_words_are_ones_own(people, meeting):
    arrive(meeting, people.maya, people.amara)
    maya, amara = seat(people.maya, meeting), seat(people.amara, meeting)
    other = seat(people.maya, call(people, starts=NOON + timedelta(days=7)))
    hope = services.add_words(maya, "hope", "all", clean("A hope"))
    takeaway = services.take_along(maya, clean("A sentence"))

    assert queries.words(amara, hope.public_id) == hope
    assert queries.words(amara, takeaway.public_id) is None
    assert queries.words(maya, takeaway.public_id) == takeaway
    assert queries.words(other, hope.public_id) is None
    assert queries.words(amara, "no-such-words") is None


def test_while_the_meeting_runs_who_is_not_in_the_room_reads_nothing_of_others(people, meeting):
    arrive(meeting, people.maya, people.amara)
    maya, amara = seat(people.maya, meeting), seat(people.amara, meeting)
    words = services.add_words(maya, "question", "all", clean("A question"))
    services.record(meeting, happened.Started("1"), seat=maya)
    assert queries.words(amara, words.public_id) == words

    services.record(meeting, happened.Left("2"), seat=amara)

    assert queries.words(amara, words.public_id) is None
    assert queries.words(maya, words.public_id) == words


def test_the_room_is_read_once_and_then_only_what_is_new(people, meeting, django_assert_num_queries):
    arrive(meeting, people.maya)
    services.record(meeting, happened.Started("1"), seat=seat(people.maya, meeting))
    read = queries.room(meeting.public_id)
    queries.remember(meeting.public_id, read)

    with django_assert_num_queries(1):
        assert queries.room(meeting.public_id) == read
    queries.forget(meeting.public_id)


def test_a_list_of_meetings_is_one_query(people, django_assert_num_queries):
    for week in range(4):
        call(people, starts=NOON + timedelta(weeks=week))

    with django_assert_num_queries(1):
        assert len(queries.upcoming(people.maya)) == 4


def everyone_comes(room):
    """A meeting that goes by itself once everybody is there."""
    return [(happened.Arrived(person), room.starts) for person in room.seats]


def test_the_ledger_forgets_what_is_long_past(people):
    for week in range(14):
        meeting = call(people, starts=NOON + timedelta(weeks=week), minutes=60, pace="strict")
        if week == 0:
            services.state_ask(seat(people.jun, meeting), minutes=6)
        enter(meeting, everyone_comes, until=meeting.starts + timedelta(hours=2))
        if week == 0:
            assert queries.ledger("tuesday")[people.jun.pk] > 60

    assert abs(queries.ledger("tuesday")[people.jun.pk]) < 60
    assert Meeting.objects.filter(settled_at=None).count() == 0
