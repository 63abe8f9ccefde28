"""Presses that wait at the same moment share one transaction: each is answered as if it had been alone."""

from functools import partial

import pytest
from django.db import OperationalError

from soundingboard.agenda import events as happened
from soundingboard.live.threads import Failed
from soundingboard.meetings import queries, replay, services
from soundingboard.meetings.models import MeetingEvent
from soundingboard.meetings.services.recording import together
from soundingboard.refusals import Refused
from tests.tuesday import arrive, call

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def under_way(people, meeting):
    return begun(people, meeting)


def begun(people, meeting):
    """The five are there, and say one after another what they ask for."""
    arrive(meeting, *people.members)
    first = queries.seat_of(people.maya, meeting)
    services.record(meeting, happened.Started("1"), seat=first)
    running = replay.present_room(meeting).running
    assert running is not None
    services.record(meeting, happened.Advanced("1", running.key), seat=first)
    return meeting


def raises_hand(meeting, person, name=None):
    seat = queries.seat_of(person, meeting)
    assert seat is not None
    event = happened.HandRaised(seat.person)
    return partial(services.record, meeting, event, seat=seat, client_id=name or f"hand of {seat.person}")


def numbers(meeting):
    return list(MeetingEvent.objects.filter(meeting=meeting).order_by("number").values_list("number", flat=True))


def test_presses_in_several_rooms_are_numbered_in_each_as_they_came(people, under_way):
    other = begun(people, call(people, title="Another room", series="other"))
    before, before_other = replay.room(under_way.public_id).number, replay.room(other.public_id).number

    answers = together(
        [
            raises_hand(under_way, people.amara),
            raises_hand(other, people.jun),
            raises_hand(under_way, people.jun),
        ]
    )

    assert answers == [before + 1, before_other + 1, before + 2]
    assert replay.present_room(under_way).hands == ("2", "3")
    assert replay.present_room(other).hands == ("3",)
    replay.forget(under_way.public_id)  # from the rows alone it is the same room
    assert replay.present_room(under_way).hands == ("2", "3")


def test_what_the_room_refuses_leaves_no_trace_and_hinders_nobody(people, under_way):
    before = numbers(under_way)

    first, again, last = together(
        [
            raises_hand(under_way, people.amara),
            raises_hand(under_way, people.amara, "another press"),
            raises_hand(under_way, people.jun),
        ]
    )

    assert (first, last) == (before[-1] + 1, before[-1] + 2)
    assert isinstance(again, Failed)
    assert isinstance(again.error, Refused)
    assert numbers(under_way) == [*before, first, last]


def test_a_press_sent_twice_among_others_is_one_press(people, under_way):
    before = numbers(under_way)

    answers = together([raises_hand(under_way, people.amara), raises_hand(under_way, people.amara)])

    assert answers == [before[-1] + 1] * 2
    assert numbers(under_way) == [*before, before[-1] + 1]


def test_a_number_that_another_process_took_costs_nobody_their_press(people, under_way):
    old = replay.room(under_way.public_id)
    raises_hand(under_way, people.elena)()
    replay.forget(under_way.public_id)
    replay.remember(under_way.public_id, old)  # as in a process that has not heard of it yet

    answers = together([raises_hand(under_way, people.amara), raises_hand(under_way, people.jun)])

    assert answers == [old.number + 2, old.number + 3]
    assert replay.present_room(under_way).hands == ("4", "2", "3")


def test_nothing_is_known_before_all_of_it_is_committed(people, under_way):
    before = replay.room(under_way.public_id).number
    seen = []

    def looks():
        known = replay.known_room(under_way.public_id)
        seen.append(known and known.number)
        return raises_hand(under_way, people.jun)()

    together([raises_hand(under_way, people.amara), looks])

    assert seen == [before]
    assert replay.room(under_way.public_id).number == before + 2


def test_a_transaction_that_breaks_answers_nobody_and_keeps_nothing(people, under_way):
    before = numbers(under_way)

    def breaks():
        raise OperationalError("The disk is full.")

    with pytest.raises(OperationalError):
        together([raises_hand(under_way, people.amara), breaks])

    assert numbers(under_way) == before
    assert replay.present_room(under_way).hands == ()
