"""Writing meetings: before, during and after."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta

import pytest
from django.db import connection, connections, transaction

from soundingboard.agenda import events as happened
from soundingboard.agenda.formats import BrokenFormat
from soundingboard.agenda.shares import CannotPlan
from soundingboard.agenda.state import State
from soundingboard.clock import services as clock
from soundingboard.guard.services import clean
from soundingboard.meetings import events, queries, replay, services
from soundingboard.meetings.models import (
    Ask,
    Connection,
    FollowUp,
    Meeting,
    MeetingEvent,
    Request,
    Tally,
    Words,
)
from soundingboard.meetings.services import presence
from soundingboard.notices.models import Notice
from soundingboard.refusals import Refused
from tests.meetings.conftest import fold_what_is_due
from tests.tuesday import NOON, arrive, call, seat

pytestmark = pytest.mark.django_db


def go_through(meeting, people):
    """Everybody comes, every segment is left when it is due, and the room closes by itself."""
    arrive(meeting, *people.members)
    maya = seat(people.maya, meeting)
    services.record(meeting, happened.Started("1"), seat=maya)
    while (running := replay.present_room(meeting).running) is not None:
        clock.move_to(running.due)
        services.record(meeting, happened.Advanced("1", running.key), seat=maya)
    clock.move_to(meeting.starts + timedelta(hours=3))


def by_need(people, *, weeks, **given):
    """A meeting by need of the five in an hour, some weeks on."""
    starts = NOON + timedelta(weeks=weeks)
    return call(people, **{"starts": starts, "format_id": "dbt-team", "minutes": 60, **given})


def too_much(people, **given):
    """A meeting by need: beside Jun's urgent item one other fits; Amara, Elena and Samir are carried over."""
    meeting = by_need(people, weeks=0, **given)
    services.state_ask(seat(people.jun, meeting), level=1, minutes=34)
    assert queries.agenda(meeting).carried == ("2", "4", "5")
    return meeting


# Before


def test_a_meeting_gives_each_a_seat_in_order_and_copies_its_format(people):
    meeting = call(people)

    assert queries.names(meeting)["1"] == people.maya.name
    assert [held.place for held in queries.seats(meeting)] == [1, 2, 3, 4, 5]
    assert queries.format_of(meeting).id == "open-round"
    assert sum(segment.seconds for segment in queries.agenda(meeting).segments) == 90 * 60


def test_the_roles_of_the_day_go_round(people):
    first, second = call(people), call(people, starts=NOON + timedelta(days=7))

    assert first.roles
    assert all(second.roles[role] == place % 5 + 1 for role, place in first.roles.items())


@pytest.mark.parametrize(
    "wrong",
    [
        {"video_link": "http://video.example.org/1"},
        {"video_link": "javascript:alert(1)"},
        {"zone": "Mars/Olympus"},
        {"minutes": 0},
        {"minutes": 3},
        {"format_id": "quick"},
        {"format_toml": "title = 1"},
        {"mode": "telepathy"},
        {"title": "x" * 200},
    ],
)
def test_a_meeting_that_cannot_be_is_refused_and_not_stored(people, wrong):
    with pytest.raises(Refused):
        call(people, **wrong)

    assert not Meeting.objects.exists()


def test_the_agenda_can_be_changed_until_the_meeting_begins(people, meeting):
    arrive(meeting, people.maya)

    services.set_agenda(meeting, by=people.jun, format_id="balint", presenting=["3"], minutes=60)

    meeting.refresh_from_db()
    assert queries.agenda(meeting).presenters == ("3",)
    room = replay.present_room(meeting)
    assert room.format.id == "balint"
    assert [turn.presenter for turn in room.turns] == ["3"]
    assert room.present == ("1",)


def test_a_role_that_the_new_format_lacks_falls_away(people, meeting):
    arrive(meeting, people.amara)
    role = queries.format_of(meeting).roles[0]
    services.record(meeting, happened.RoleTaken("2", role), seat=seat(people.amara, meeting))

    services.set_agenda(meeting, by=people.maya, format_id="support")

    room = replay.present_room(meeting)
    assert room.present == ("2",)
    assert set(room.roles) == set(room.format.roles)


def test_an_agenda_that_cannot_be_is_refused_and_nothing_is_changed(people, meeting):
    with pytest.raises(CannotPlan), transaction.atomic():
        services.set_agenda(meeting, by=people.maya, format_id="open-round", minutes=10)

    meeting.refresh_from_db()
    assert meeting.minutes == 90


def test_once_it_has_begun_neither_agenda_nor_hour_nor_asks_change(people, meeting):
    arrive(meeting, people.maya)
    clock.move_to(NOON)

    with pytest.raises(Refused, match="has begun"):
        services.set_agenda(meeting, by=people.maya, minutes=60)
    with pytest.raises(Refused, match="has begun"):
        services.move(meeting, starts=NOON + timedelta(days=1))
    with pytest.raises(Refused, match="has begun"):
        services.cancel(meeting)
    with pytest.raises(Refused, match="has begun"):
        services.state_ask(seat(people.maya, meeting), presenting=False)


def test_only_those_with_a_seat_set_or_send_the_agenda(people, meeting):
    with pytest.raises(Refused):
        services.set_agenda(meeting, by=people.tomasz, minutes=60)
    with pytest.raises(Refused):
        services.send_agenda(meeting, by=people.tomasz)


def test_what_one_asks_for_shapes_the_plan_and_its_sentence_is_kept_apart(people, meeting):
    jun = seat(people.jun, meeting)

    services.state_ask(jun, kind="advice", minutes=20, words=clean("How do I end well?"))
    services.state_ask(jun, kind="support", minutes=25, words=clean("How do I begin?"))
    services.state_ask(seat(people.elena, meeting), presenting=False)

    planned = queries.agenda(meeting)
    assert planned.shares["3"] == 25 * 60
    assert "4" not in planned.presenters
    assert [words.text for words in queries.own_words(jun)] == ["How do I begin?"]
    assert "begin" not in str(queries.plan_row(meeting))


def test_the_agenda_is_sent_with_ones_own_part_and_nothing_of_what_anyone_asks(people, meeting):
    services.state_ask(seat(people.jun, meeting), kind="support", words=clean("Worn out by a client who is dying"))

    assert services.send_agenda(meeting, by=people.maya) == 5

    jun = Notice.objects.get(to=people.jun.user)
    assert "Your own part" in jun.body
    assert not any("dying" in notice.body or "upport" in notice.body for notice in Notice.objects.all())


def test_a_canceled_meeting_is_ahead_of_nobody_and_its_room_opens_for_nobody(people, meeting):
    services.cancel(meeting)

    assert list(queries.upcoming(people.maya)) == []
    with pytest.raises(Refused, match="canceled"):
        services.record(meeting, happened.Arrived("1"), seat=seat(people.maya, meeting))


def test_a_newcomer_to_a_series_has_a_seat_in_what_is_ahead_and_keeps_it_when_asked_twice(people, meeting):
    arrive(meeting, people.maya)

    services.seat(people.rosa, series="tuesday")
    services.seat(people.rosa, series="tuesday")

    assert seat(people.rosa, meeting).place == 6
    assert replay.present_room(meeting).seats == ("1", "2", "3", "4", "5", "6")


def test_who_leaves_and_returns_has_their_old_place(people, meeting):
    arrive(meeting, people.maya)

    services.unseat(people.jun, series="tuesday")
    assert "3" not in replay.present_room(meeting).seats
    services.seat(people.jun, series="tuesday")

    assert seat(people.jun, meeting).place == 3
    assert "3" in replay.present_room(meeting).seats


# During


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


# Presence


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


# After


def test_when_the_room_has_closed_its_tallies_are_written_and_what_need_not_be_kept_is_gone(
    people, meeting, django_capture_on_commit_callbacks
):
    arrive(meeting, *people.members)
    services.record(meeting, happened.Started("1"), seat=seat(people.maya, meeting))
    while (room := replay.present_room(meeting)).running is not None:
        clock.move_to(room.running.due)
        if room.running.phase.id == "respond" and room.presenter != "2":
            services.record(meeting, happened.HandRaised("2"), seat=seat(people.amara, meeting))
            services.record(meeting, happened.Speaking("1", "2"), seat=seat(people.maya, meeting))
        services.record(meeting, happened.Advanced("1", room.running.key), seat=seat(people.maya, meeting))
    clock.move_to(NOON + timedelta(hours=3))
    assert MeetingEvent.objects.filter(kind="speaking").exists()
    heard = []
    events.ended.connect(lambda sender, event, **_: heard.append(event), weak=False, dispatch_uid="heard")

    with django_capture_on_commit_callbacks(execute=True):
        assert services.settle_what_closed() == 1
        assert services.settle_what_closed() == 0
    events.ended.disconnect(dispatch_uid="heard")

    meeting.refresh_from_db()
    assert heard == [events.Ended(meeting.pk)]
    assert Tally.objects.filter(meeting=meeting, presented=True).count() == 5
    owns = list(Tally.objects.values_list("own", flat=True))
    assert max(owns) - min(owns) <= 1
    assert not MeetingEvent.objects.filter(kind__in=["speaking", "hand raised", "hand lowered"]).exists()
    assert not MeetingEvent.objects.filter(kind__in=["arrived", "left"]).exists()  # between others they would tell when
    assert meeting.outcome["schedule"][0]["key"] == "settle"
    assert "present" not in meeting.outcome
    with pytest.raises(Refused):
        services.record(meeting, happened.Arrived("1"), seat=seat(people.maya, meeting))


def test_a_meeting_under_way_is_not_settled(people, meeting):
    arrive(meeting, people.maya)
    clock.move_to(NOON + timedelta(minutes=30))

    assert services.settle_what_closed() == 0


def test_a_meeting_that_cannot_be_settled_keeps_no_other_from_it(people, meeting):
    other = call(people, starts=meeting.starts + timedelta(hours=3))
    Meeting.objects.filter(pk=meeting.pk).update(format_toml="what no later version can read")
    clock.move_to(other.starts + timedelta(hours=3))

    with pytest.raises(BrokenFormat):
        services.settle_what_closed()

    assert Meeting.objects.get(pk=other.pk).settled_at is not None
    assert Meeting.objects.get(pk=meeting.pk).settled_at is None


def test_a_meeting_to_which_nobody_came_owes_nobody_anything(people, meeting):
    clock.move_to(NOON + timedelta(hours=3))

    services.settle_what_closed()

    meeting.refresh_from_db()
    assert meeting.outcome["took_place"] is False
    assert queries.ledger("tuesday") == {}


def test_who_had_less_is_owed_the_difference_next_time(people):
    first = call(people)
    services.state_ask(seat(people.jun, first), minutes=8)
    go_through(first, people)
    services.settle_what_closed()

    second = call(people, starts=clock.now() + timedelta(days=7))

    owed = queries.ledger("tuesday")
    assert owed[people.jun.pk] == max(owed.values()) > 0
    assert queries.agenda(second).presenters[0] == "3"
    assert not queries.owed(call(people, series="another"))


def test_what_did_not_fit_comes_first_in_the_next_meeting_by_need(people):
    first = too_much(people)
    services.state_ask(seat(people.samir, first), words=clean("How do we say goodbye?"))
    between = call(people, starts=NOON + timedelta(days=3))
    second, third = by_need(people, weeks=1), by_need(people, weeks=2)

    def comes_first():
        return queries.agenda(second).presenters

    services.state_ask(seat(people.maya, second), level=2)
    services.state_ask(seat(people.elena, second), level=3)
    services.state_ask(seat(people.jun, second), level=1)

    # Until a meeting is over its plan speaks: everyone will be heard in the open round between.
    assert comes_first() == ("3", "1", "4", "2", "5")
    services.cancel(between)
    assert comes_first() == ("3", "4", "2", "5", "1")
    assert queries.carried_over(third) == frozenset()

    go_through(first, people)
    services.settle_what_closed()
    assert comes_first() == ("3", "4", "2", "5", "1")
    assert set(Tally.objects.filter(carried=True).values_list("clinician", flat=True)) == {
        person.pk for person in (people.amara, people.elena, people.samir)
    }

    clock.move_to(second.starts - timedelta(minutes=1))
    arrive(second, people.maya)
    row = MeetingEvent.objects.get(meeting=second, number=1)
    assert row.payload["carried_over"] == ["2", "4", "5"]
    replay.forget(second.public_id)
    assert [turn.presenter for turn in replay.present_room(second).turns] == ["3", "4", "2", "5", "1"]
    assert not Words.objects.filter(meeting=second).exists()
    assert queries.said(second).keys() == {"1", "3", "4"}


def test_what_did_not_fit_is_remembered_when_its_meeting_is_folded(people):
    first = too_much(people)
    go_through(first, people)
    services.settle_what_closed()

    clock.move_to(NOON + timedelta(days=31))
    assert fold_what_is_due() == 1

    coming = by_need(people, weeks=6)
    assert queries.carried_over(coming) == {"2", "4", "5"}
    assert queries.agenda(coming).presenters == ("2", "4", "5", "1", "3")
    assert not queries.carried_over(by_need(people, weeks=7, series="another"))
    assert not queries.carried_over(by_need(people, weeks=7, series=""))


def test_what_did_not_fit_waits_no_longer_once_it_is_heard_or_withdrawn(people):
    go_through(too_much(people), people)
    services.settle_what_closed()
    between = call(people, starts=NOON + timedelta(weeks=1))
    services.set_agenda(between, by=people.maya, presenting=["1", "2", "3", "4"])
    clock.move_to(between.starts - timedelta(minutes=1))
    services.record(between, happened.Passed("4"), seat=seat(people.elena, between))
    go_through(between, people)
    services.settle_what_closed()

    coming = by_need(people, weeks=2)
    assert queries.agenda(coming).presenters[0] == "5"  # Samir was there, and not on the list: his item still waits
    assert queries.carried_over(coming) == {"5"}

    services.state_ask(seat(people.samir, coming), presenting=False)
    assert "5" not in queries.agenda(coming).presenters


def test_who_was_told_that_it_would_not_fit_may_stay_away_and_comes_first_all_the_same(people):
    first = too_much(people)
    clock.move_to(first.starts)
    arrive(first, people.maya, people.jun)
    clock.move_to(first.starts + timedelta(hours=3))
    services.settle_what_closed()

    assert queries.carried_over(by_need(people, weeks=1)) >= {"2", "4", "5"}


def test_a_meeting_that_did_not_take_place_carries_nobody(people):
    services.cancel(too_much(people))
    too_much(people)
    clock.move_to(NOON + timedelta(hours=3))
    services.settle_what_closed()

    assert not queries.carried_over(by_need(people, weeks=1))


def test_one_can_still_write_for_oneself_when_it_is_over_and_not_for_others(people, meeting):
    go_through(meeting, people)
    services.settle_what_closed()
    meeting.refresh_from_db()
    maya = seat(people.maya, meeting)

    services.take_along(maya, clean("Slower is faster"))
    with pytest.raises(Refused):
        services.add_words(maya, "note", "all", clean("One more thing"))

    kept = queries.takeaway(maya)
    assert kept is not None
    assert kept.text == "Slower is faster"


def test_when_retention_has_passed_every_word_is_gone_and_date_seats_and_minutes_stay(people, meeting):
    arrive(meeting, *people.members)
    maya = seat(people.maya, meeting)
    services.state_ask(maya, words=clean("A question"))
    services.add_words(maya, "hope", "all", clean("A hope"))
    services.follow(maya, clean("A call"))
    services.request(maya, "resource", text=clean("A book"))
    go_through(meeting, people)
    services.settle_what_closed()
    clock.move_to(NOON + timedelta(days=29))
    assert fold_what_is_due() == 0

    clock.move_to(NOON + timedelta(days=31))
    assert fold_what_is_due() == 1
    assert fold_what_is_due() == 0

    left = [model.objects.count() for model in (Words, MeetingEvent, FollowUp, Request, Ask)]
    assert left == [0] * 5
    assert queries.seats(meeting).count() == Tally.objects.count() == 5
    with pytest.raises(Refused, match="destroyed"):
        services.take_along(seat(people.maya, meeting), clean("Too late"))


def test_no_text_that_somebody_wrote_is_anywhere_but_in_words(people, meeting):
    arrive(meeting, *people.members)
    maya = seat(people.maya, meeting)
    for kind, audience in [("hope", "all"), ("question", "all"), ("note", "all"), ("takeaway", "own")]:
        services.add_words(maya, kind, audience, clean("serendipity"))
    services.request(maya, "referral", text=clean("serendipity"))
    services.follow(maya, clean("serendipity"))
    go_through(meeting, people)
    services.settle_what_closed()

    with connection.cursor() as cursor:
        tables = [name for name in connection.introspection.table_names(cursor) if name != "meetings_words"]
        for table in tables:
            cursor.execute(f'SELECT * FROM "{table}"')
            assert "serendipity" not in repr(cursor.fetchall()), table
