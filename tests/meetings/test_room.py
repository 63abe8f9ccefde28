"""The room a process watches shows what its rows say, in one process and in several."""

import json
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.db import connections

from soundingboard.agenda import events as happened
from soundingboard.agenda.room import as_of
from soundingboard.agenda.view import view
from soundingboard.clock import services as clock
from soundingboard.meetings import queries, replay, services, wire
from soundingboard.meetings.services import presence
from soundingboard.meetings.sockets import ACTS, RoomScene
from soundingboard.refusals import Refused
from tests.meetings.conftest import fold_what_is_due
from tests.people import cast
from tests.tuesday import NOON, arrive, call


def seats_of(meeting):
    return {held.person: held for held in queries.seats(meeting).select_related("meeting")}


def press(meeting, event):
    return services.record(meeting, event, seat=seats_of(meeting)[event.by])


def shows_what_rows_say(scene, meeting):
    """What the scene shows is a plain view of the room from its rows."""
    now = clock.now()
    read = replay.room(meeting.public_id)
    scene.read()
    picture = scene.show(now)
    now = max(now, read.room.at)
    expected = json.loads(json.dumps(view(as_of(read.room, now), now)))
    assert json.loads(picture.shared) == expected
    assert expected["number"] == read.number


@pytest.mark.django_db
def test_a_scene_that_lays_out_only_what_changed_shows_what_a_fresh_view_does(people, meeting):
    scene = RoomScene(meeting, {})
    shows_what_rows_say(scene, meeting)
    services.set_agenda(meeting, by=people.maya, format_id="wise-crowd", minutes=60, presenting=["1", "2"])
    arrive(meeting, *people.members[:4])
    press(meeting, happened.Started("1"))
    after = 0
    while (running := replay.present_room(meeting).running) is not None:
        for event in (
            happened.HandRaised("2"),
            happened.HandRaised("3"),
            happened.Speaking("1", "2"),
            happened.WordsAdded("4", f"words-{after}", "note", "all"),
            happened.Extended("1", running.key),
            happened.Left("4"),
            happened.Paused("2"),
            happened.Resumed("3"),
            happened.Arrived("4"),
        ):
            after += 1
            clock.move_to(clock.now() + timedelta(seconds=after % 7))
            try:
                press(meeting, event)
            except Refused:
                continue
            shows_what_rows_say(scene, meeting)
        if after % 2:
            clock.move_to(running.due + timedelta(seconds=75))
            shows_what_rows_say(scene, meeting)
        press(meeting, happened.Advanced("1", running.key))
        shows_what_rows_say(scene, meeting)
    clock.move_to(NOON + timedelta(hours=3))
    assert json.loads(scene.show(clock.now()).shared)["state"] == "closed"


@pytest.mark.django_db
def test_the_view_of_a_settled_meeting_has_the_shape_of_any_other(people, meeting):
    arrive(meeting, people.maya)
    live = RoomScene(meeting, {})
    live.read()
    before = json.loads(live.show(clock.now()).shared)
    clock.move_to(NOON + timedelta(hours=5))
    services.settle_what_closed()

    scene = RoomScene(meeting, {})
    scene.read()
    after = json.loads(scene.show(clock.now()).shared)

    assert before.keys() <= after.keys()
    assert (after["state"], after["present"], after["words"]) == ("closed", [], [])


def test_every_kind_of_message_has_somebody_who_answers_it():
    assert set(ACTS) == set(wire.ACTS)


@pytest.mark.postgres
def test_on_postgresql_many_who_press_at_once_are_numbered_without_a_gap(on_postgres):
    people = cast()
    clock.forget_cache()
    clock.set(meeting=NOON, rate=0)
    meeting = call(people, starts=NOON + timedelta(minutes=5))
    seats = seats_of(meeting)
    for held in seats.values():
        presence.arrive(held)
    first = replay.room(meeting.public_id).number

    def write(nth):
        try:
            held = seats[str(nth % 5 + 1)]
            words = happened.WordsAdded(held.person, f"words-{nth}", "note", "all")
            return services.record(meeting, words, seat=held, client_id=f"press-{nth}")
        finally:
            connections.close_all()

    with ThreadPoolExecutor(6) as threads:
        numbers = list(threads.map(write, [nth // 2 for nth in range(60)]))

    assert sorted(set(numbers)) == list(range(first + 1, first + 31))
    assert numbers[::2] == numbers[1::2]
    replay.forget(meeting.public_id)
    assert [number for number, *_ in replay.rows(meeting.public_id)] == list(range(1, first + 31))
    assert replay.room(meeting.public_id).number == first + 30


@pytest.mark.postgres
def test_on_postgresql_a_meeting_goes_from_its_call_to_its_folding(on_postgres):
    people = cast()
    clock.forget_cache()
    clock.set(meeting=NOON, rate=0)
    meeting = call(people, starts=NOON + timedelta(minutes=5), retention_days=0)
    arrive(meeting, *people.members)
    services.set_agenda(meeting, by=people.maya, minutes=60)
    press(meeting, happened.Started("1"))
    while (running := replay.present_room(meeting).running) is not None:
        clock.move_to(running.due)
        press(meeting, happened.Advanced("1", running.key))
    clock.move_to(NOON + timedelta(hours=3))

    assert services.settle_what_closed() == 1
    assert queries.tallies(meeting).filter(presented=True).count() == 5
    assert fold_what_is_due() == 1
    clock.forget_cache()
