"""The demo's own pages: before anyone lives there, and starting a meeting by hand."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from django.test import Client
from django.urls import reverse

from soundingboard.agenda import events as happened
from soundingboard.clinicians import queries as clinicians
from soundingboard.clinicians.models import Clinician
from soundingboard.clock import services as clock
from soundingboard.demo import cast, queries, services
from soundingboard.meetings import queries as meetings
from soundingboard.meetings.models import Meeting
from soundingboard.meetings.services import record
from tests.people import Cast

WEDNESDAY = datetime(2026, 3, 4, 17, tzinfo=UTC)
START = reverse("demo:start")


@pytest.fixture
def meeting(db: None, monkeypatch: pytest.MonkeyPatch) -> Meeting:
    """The demo's first group, without its past, and a meeting of it in five minutes, on a clock that stands still."""
    clock.set(meeting=WEDNESDAY, rate=0)
    monkeypatch.setattr(services, "PAST", timedelta())
    circle, people = next(cast.groups())
    for person in people:
        services.enroll(person)
    services.begin(circle, [clinicians.of(user) for person in people if (user := queries.user(person))])
    return services.another_meeting()


def test_a_demo_where_nobody_lives_says_how_they_move_in(people: Cast, sign_in: Callable[[Clinician], Client]) -> None:
    maya = sign_in(people.maya)

    answers = [maya.get(reverse("demo:welcome")), maya.post(START), maya.post(reverse("demo:another"))]

    assert [answer.status_code for answer in answers] == [404, 409, 409]
    for answer in answers:
        assert queries.NOBODY in answer.content.decode()
        assert "make demo" in answer.content.decode()


def test_a_door_that_is_not_there_leads_back_to_the_doors(client: Client, db: None) -> None:
    answer = client.post(reverse("demo:enter", args=[0]))

    assert answer["Location"] == reverse("demo:welcome")


def test_starting_now_puts_the_clock_just_before_the_hour(
    meeting: Meeting, sign_in: Callable[[Clinician], Client]
) -> None:
    clock.set(rate=1)

    answer = sign_in(queries.visitor()).post(START)

    assert answer["Location"] == reverse("meetings:room", args=[meeting.public_id])
    assert timedelta() < meeting.starts - clock.now() <= timedelta(seconds=5)


def test_starting_now_goes_to_the_meeting_under_way_and_leaves_the_clock_alone(
    meeting: Meeting, sign_in: Callable[[Clinician], Client]
) -> None:
    clock.move_to(meeting.starts + timedelta(minutes=7))
    services.another_meeting()

    answer = sign_in(queries.visitor()).post(START)

    assert answer["Location"] == reverse("meetings:room", args=[meeting.public_id])
    assert clock.now() == meeting.starts + timedelta(minutes=7)


def test_starting_now_does_not_go_back_to_a_meeting_that_was_ended_early(
    meeting: Meeting, sign_in: Callable[[Clinician], Client]
) -> None:
    seat = meetings.seats(meeting)[0]
    record(meeting, happened.Arrived(seat.person), seat=seat)
    clock.move_to(meeting.starts + timedelta(minutes=7))
    record(meeting, happened.Ended(seat.person), seat=seat)
    following = services.another_meeting()

    answer = sign_in(queries.visitor()).post(START)

    assert answer["Location"] == reverse("meetings:room", args=[following.public_id])


def test_starting_now_in_a_room_where_people_wait_starts_that_meeting(
    meeting: Meeting, sign_in: Callable[[Clinician], Client]
) -> None:
    later = services.another_meeting()
    maya = sign_in(queries.visitor())
    room = f"http://testserver{reverse('meetings:room', args=[later.public_id])}"

    strip = maya.get(reverse("demo:strip"), headers={"HX-Current-URL": room}).content.decode()
    answer = maya.post(START, {"meeting": later.public_id})

    assert f'name="meeting" value="{later.public_id}"' in strip
    assert answer["Location"] == reverse("meetings:room", args=[later.public_id])


def test_who_is_not_signed_in_is_led_to_the_doors_from_every_page(client: Client, db: None) -> None:
    assert reverse("demo:welcome") in client.get(reverse("demo:strip")).content.decode()


def test_the_strip_offers_to_start_only_to_whoever_has_a_seat(
    meeting: Meeting, people: Cast, sign_in: Callable[[Clinician], Client]
) -> None:
    strip = reverse("demo:strip")

    assert START in sign_in(queries.visitor()).get(strip).content.decode()
    assert START not in sign_in(people.tomasz).get(strip).content.decode()


def test_the_speed_can_be_chosen_without_javascript(client: Client, db: None) -> None:
    answer = client.post(reverse("demo:speed"), {"speed": "5"})

    assert answer["Location"] == reverse("demo:welcome")
    assert clock.current().rate == 5
