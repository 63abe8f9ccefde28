"""Writing meetings while they go on: events, words, and who is in the room."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta

import pytest
from django.db import connections, transaction

from soundingboard.agenda import events as happened
from soundingboard.agenda.state import State
from soundingboard.clock import services as clock
from soundingboard.guard.services import clean
from soundingboard.meetings import queries, replay, services
from soundingboard.meetings.models import (
    Connection,
    MeetingEvent,
    Words,
)
from soundingboard.meetings.services import presence
from soundingboard.refusals import Refused
from tests.tuesday import NOON, arrive, seat

pytestmark = pytest.mark.django_db


def test_the_room_from_its_rows_is_the_room_that_events_made(people, meeting):
    arrive(meeting, people.maya, people.amara)
    maya = seat(people.maya, meeting)
    services.record(meeting, happened.Started("1"), seat=maya)
    services.record(meeting, happened.Paused("2"), seat=seat(people.amara, meeting))
    clock.move_to(NOON)
    services.record(meeting, happened.Resumed("1"), seat=maya)
    known = replay.room(meeting.public_id)

    replay.forget(meeting.public_id)

    assert replay.room(meeting.public_id) == known
    assert [number for number, *_ in replay.rows(meeting.public_id)] == list(range(1, known.number + 1))
    assert known.room.number == known.number


def test_a_refusal_writes_nothing(people, meeting):
    arrive(meeting, people.maya)
    before = replay.rows(meeting.public_id)

    with pytest.raises(Refused, match="not paused"):
        services.record(meeting, happened.Resumed("1"), seat=seat(people.maya, meeting), client_id="a")

    assert replay.rows(meeting.public_id) == before


def test_an_instant_never_goes_backward(people, meeting):
    arrive(meeting, people.maya)
    maya = seat(people.maya, meeting)

    services.record(meeting, happened.Started("1"), seat=maya, at=NOON - timedelta(minutes=2))
    services.record(meeting, happened.Paused("1"), seat=maya, at=NOON - timedelta(minutes=9))

    assert [row[3] for row in replay.rows(meeting.public_id)][-2:] == [NOON - timedelta(minutes=2)] * 2


def test_a_rollback_takes_the_event_back_and_the_room_with_it(people, meeting):
    arrive(meeting, people.maya)
    before = replay.room(meeting.public_id).number

    with transaction.atomic():
        services.record(meeting, happened.Started("1"), seat=seat(people.maya, meeting))
        transaction.set_rollback(True)

    assert replay.room(meeting.public_id).number == before
    assert replay.present_room(meeting).state is State.WAITING


@pytest.mark.django_db(transaction=True)
def test_many_who_press_at_once_are_numbered_without_a_gap(people, meeting):
    arrive(meeting, *people.members)
    services.record(meeting, happened.Started("1"), seat=seat(people.maya, meeting))
    first = replay.room(meeting.public_id).number
    seats = list(queries.seats(meeting).select_related("meeting"))

    def press(nth):
        try:
            held = seats[nth % 5]
            words = happened.WordsAdded(held.person, f"words-{nth}", "note", "all")
            return services.record(meeting, words, seat=held, client_id=f"press-{nth}")
        finally:
            connections.close_all()

    with ThreadPoolExecutor(8) as threads:
        numbers = list(threads.map(press, [nth // 2 for nth in range(80)]))

    assert sorted(set(numbers)) == list(range(first + 1, first + 41))
    assert numbers[::2] == numbers[1::2]
    assert len(replay.present_room(meeting).notes) == 40


def test_words_are_stored_apart_from_the_event_that_names_them(people, meeting):
    arrive(meeting, people.maya)
    maya = seat(people.maya, meeting)

    words = services.add_words(maya, "hope", "all", clean("To be less alone with it"), client_id="a")
    again = services.add_words(maya, "hope", "all", clean("To be less alone with it"), client_id="a")

    assert again == words
    assert Words.objects.count() == 1
    event = MeetingEvent.objects.get(kind="words added")
    assert event.payload == {"words": words.public_id, "of": "hope", "audience": "all"}


def test_words_that_the_room_refuses_are_not_stored(people, meeting):
    maya = seat(people.maya, meeting)
    services.unseat(people.maya, meeting=meeting)

    with pytest.raises(Refused):
        services.add_words(maya, "hope", "all", clean("One more thing"))

    assert not Words.objects.exists()


def test_a_request_is_answered_with_one_tap_and_not_by_its_own_writer(people, meeting):
    arrive(meeting, people.maya, people.amara)
    maya, amara = seat(people.maya, meeting), seat(people.amara, meeting)
    asked = services.request(maya, "referral", text=clean("Evenings would help"), modality="EMDR", state="NY")

    services.answer(asked, by=amara)
    services.answer(asked, by=amara)
    with pytest.raises(Refused):
        services.answer(asked, by=maya)

    found = queries.request(amara, asked.public_id)
    assert found is not None
    assert [given.seat.person for given in found.answers.all()] == ["2"]
    assert [note.kind for note in replay.present_room(meeting).notes] == ["request", "answer"]


def test_what_one_will_do_is_due_until_it_is_done(people, meeting):
    arrive(meeting, people.maya)
    late = services.follow(seat(people.maya, meeting), clean("Write to the school"), by_when=date(2027, 4, 1))
    early = services.follow(seat(people.maya, meeting), clean("Ask about the group"), by_when=date(2027, 3, 5))

    assert list(queries.follow_ups_due(people.maya)) == [early, late]
    services.done(early, by=people.maya)

    assert list(queries.follow_ups_due(people.maya)) == [late]
    with pytest.raises(Refused):
        services.done(late, by=people.amara)


def test_the_seats_of_a_killed_process_are_empty_after_a_while(people, meeting):
    maya, amara = seat(people.maya, meeting), seat(people.amara, meeting)
    presence.come(maya, "killed")
    presence.come(amara, "killed")
    presence.come(amara, "alive")
    Connection.objects.filter(process="killed").update(seen=clock.real_now() - timedelta(seconds=46))

    presence.keep("alive", [])

    assert replay.present_room(meeting).present == ("2",)
    assert list(Connection.objects.values_list("process", flat=True)) == ["alive"]


def test_a_process_that_slept_takes_its_people_back(people, meeting):
    maya = seat(people.maya, meeting)
    presence.come(maya, "slept")
    Connection.objects.update(seen=clock.real_now() - timedelta(minutes=5))
    presence.keep("awake", [])
    assert replay.present_room(meeting).present == ()

    presence.keep("slept", [(maya, True)])

    assert replay.present_room(meeting).present == ("1",)


def test_two_windows_of_one_person_are_one_person(people, meeting):
    maya = seat(people.maya, meeting)
    presence.come(maya, "one")
    presence.come(maya, "two")

    presence.go(maya, "one")
    assert replay.present_room(meeting).present == ("1",)
    presence.go(maya, "two")

    assert replay.present_room(meeting).present == ()
