"""Writing meetings when they are over: what is settled, owed, carried over and let go."""

from datetime import timedelta

import pytest

from soundingboard.agenda import events as happened
from soundingboard.agenda.format import BrokenFormat
from soundingboard.clock import services as clock
from soundingboard.guard.services import clean
from soundingboard.meetings import events, queries, replay, services
from soundingboard.meetings.models import (
    Ask,
    FollowUp,
    Meeting,
    MeetingEvent,
    Request,
    Tally,
    Words,
)
from soundingboard.refusals import Refused
from tests.meetings.conftest import fold_what_is_due
from tests.rows import tables_with
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

    assert tables_with("serendipity") <= {"meetings_words"}
