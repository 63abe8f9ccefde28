"""Reading meetings: who may see what."""

from datetime import timedelta

import pytest

from soundingboard.agenda import events as happened
from soundingboard.clock import services as clock
from soundingboard.meetings import queries, services
from soundingboard.meetings.models import Meeting
from soundingboard.meetings.services.past import enter
from tests.conftest import user_of
from tests.tuesday import NOON, call, seat

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
