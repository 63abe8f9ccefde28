"""Writing meetings before they begin."""

from datetime import timedelta

import pytest
from django.db import transaction

from soundingboard.agenda import events as happened
from soundingboard.agenda.shares import CannotPlan
from soundingboard.clock import services as clock
from soundingboard.guard.services import clean
from soundingboard.meetings import queries, replay, services
from soundingboard.meetings.models import (
    Meeting,
)
from soundingboard.notices.models import Notice
from soundingboard.refusals import Refused
from tests.tuesday import NOON, arrive, call, seat

pytestmark = pytest.mark.django_db


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
