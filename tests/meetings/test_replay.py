"""The replayed room: read once, and asked who may see what."""

from datetime import timedelta

import pytest

from soundingboard.agenda import events as happened
from soundingboard.guard.services import clean
from soundingboard.meetings import replay, services
from tests.tuesday import NOON, arrive, call, seat

pytestmark = pytest.mark.django_db


def test_words_for_all_are_for_those_with_a_seat_and_own_words_are_ones_own(people, meeting):
    arrive(meeting, people.maya, people.amara)
    maya, amara = seat(people.maya, meeting), seat(people.amara, meeting)
    other = seat(people.maya, call(people, starts=NOON + timedelta(days=7)))
    hope = services.add_words(maya, "hope", "all", clean("A hope"))
    takeaway = services.take_along(maya, clean("A sentence"))

    assert replay.words(amara, hope.public_id) == hope
    assert replay.words(amara, takeaway.public_id) is None
    assert replay.words(maya, takeaway.public_id) == takeaway
    assert replay.words(other, hope.public_id) is None
    assert replay.words(amara, "no-such-words") is None


def test_while_the_meeting_runs_who_is_not_in_the_room_reads_nothing_of_others(people, meeting):
    arrive(meeting, people.maya, people.amara)
    maya, amara = seat(people.maya, meeting), seat(people.amara, meeting)
    words = services.add_words(maya, "question", "all", clean("A question"))
    services.record(meeting, happened.Started("1"), seat=maya)
    assert replay.words(amara, words.public_id) == words

    services.record(meeting, happened.Left("2"), seat=amara)

    assert replay.words(amara, words.public_id) is None
    assert replay.words(maya, words.public_id) == words


def test_the_room_is_read_once_and_then_only_what_is_new(people, meeting, django_assert_num_queries):
    arrive(meeting, people.maya)
    services.record(meeting, happened.Started("1"), seat=seat(people.maya, meeting))
    read = replay.room(meeting.public_id)
    replay.remember(meeting.public_id, read)

    with django_assert_num_queries(1):
        assert replay.room(meeting.public_id) == read
    replay.forget(meeting.public_id)
