"""The front page: what is next, and nothing that does not exist."""

from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries, Settings

from soundingboard.clinicians.models import Clinician
from soundingboard.clock import services as clock
from soundingboard.groups import services as groups
from soundingboard.groups.models import Group
from soundingboard.guard.services import clean
from soundingboard.hours.rhythm import Every, Rhythm
from soundingboard.meetings import queries as meetings
from soundingboard.meetings import services as meeting_services
from soundingboard.today import queries
from tests.people import Cast

pytestmark = pytest.mark.django_db
SignIn = Callable[[Clinician], Client]

MORNING = datetime(2027, 2, 23, 14, tzinfo=UTC)  # a Tuesday, nine in the morning in New York
NOON = datetime(2027, 2, 23, 17, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _morning(db: None) -> Iterator[None]:
    clock.forget_cache()
    clock.set(meeting=MORNING, rate=0)
    yield
    clock.forget_cache()


def team(people: Cast, name: str = "Tuesday consultation team") -> Group:
    group = groups.create(
        name=clean(name, form="group"),
        about=None,
        zone="America/New_York",
        rhythm=Rhythm(Every.WEEK, 1, time(12), since=date(2027, 2, 22)),
        rules=groups.Rules(format_id="open-round"),
        by=people.maya,
    )
    for who in people.members[1:]:
        groups.admit(group, who, accepts=1)
    return group


def text(response: Any) -> str:
    return str(response.content.decode())


def test_a_stranger_reads_what_it_is_and_can_sign_up_or_in(client: Client) -> None:
    page = text(client.get("/"))

    assert "psychotherapists meet to consult one another" in page
    assert 'href="/account/signup/"' in page
    assert 'href="/account/login/"' in page
    assert "Groups</a>" not in page


def test_somebody_new_is_led_to_a_group(people: Cast, sign_in: SignIn) -> None:
    page = text(sign_in(people.rosa).get("/"))

    assert "Good morning, Rosa." in page
    assert "You are in no group yet" in page
    assert "To follow up" not in page


def test_the_next_meeting_says_who_comes_when_it_is_and_what_ones_part_is(people: Cast, sign_in: SignIn) -> None:
    group = team(people)
    meeting = meetings.ahead(group.series)[0]
    seat = meetings.seat_of(people.samir, meeting)
    assert seat is not None
    meeting_services.state_ask(seat, kind="second-look")

    page = text(sign_in(people.samir).get("/"))

    assert "Good morning, Samir." in page  # six in the morning in Los Angeles
    assert "Maya, Amara, Jun and Elena" in page
    assert "Tue, Feb 23, 9:00 AM to 10:30 AM" in page
    assert "You present last, about 14 minutes in all. You asked for a second look at a decision." in page
    assert f'href="/meetings/{meeting.public_id}/"' in page
    assert f'href="/meetings/{meeting.public_id}/agenda/"' in page


@pytest.mark.parametrize(
    ("before", "first", "badge"),
    [
        (timedelta(hours=2), "Prepare", "Starts"),
        (timedelta(minutes=20), "Enter the room", "Starts"),
        (timedelta(minutes=-20), "Enter the room", "Under way"),
    ],
)
def test_one_prepares_long_before_and_enters_when_it_is_near(
    people: Cast, sign_in: SignIn, before: timedelta, first: str, badge: str
) -> None:
    team(people)
    clock.set(meeting=NOON - before)

    page = text(sign_in(people.maya).get("/"))

    assert badge in page
    assert page.split('data-kind="primary"')[1].split(">")[1].startswith(first)


def test_a_hard_case_has_a_door_where_there_is_a_meeting_to_bring_it_to(people: Cast, sign_in: SignIn) -> None:
    team(people)

    assert 'href="/cases/">Bring a case</a>' in sign_in(people.maya).get("/").content.decode()
    assert "Bring a case" not in sign_in(people.tomasz).get("/").content.decode()


def test_a_meeting_that_is_over_is_not_next(people: Cast) -> None:
    team(people)
    clock.set(meeting=NOON + timedelta(minutes=91))

    shown = queries.today(people.maya).next

    assert shown is not None
    assert shown.meeting.starts == NOON + timedelta(days=7)


def test_who_has_nothing_to_present_is_told_where_the_time_goes(people: Cast) -> None:
    group = team(people)
    seat = meetings.seat_of(people.jun, meetings.ahead(group.series)[0])
    assert seat is not None
    meeting_services.state_ask(seat, presenting=False)

    shown = queries.today(people.jun).next

    assert shown is not None
    assert shown.part == "You do not present today; your time goes to the others."


def test_too_few_people_for_the_format_are_said_and_break_nothing(people: Cast, sign_in: SignIn) -> None:
    group = team(people)
    for who in people.members[2:]:
        groups.leave(group, by=who)

    assert "no longer fit this format" in text(sign_in(people.maya).get("/"))


def test_what_one_meant_to_do_is_there_for_oneself_alone(people: Cast, sign_in: SignIn) -> None:
    group = team(people)
    meeting = meetings.ahead(group.series)[0]
    seat = meetings.seat_of(people.maya, meeting)
    assert seat is not None
    clock.set(meeting=NOON + timedelta(minutes=80))
    meeting_services.follow(seat, clean("Send the handout"), by_when=date(2027, 2, 26))

    mine, his = text(sign_in(people.maya).get("/")), text(sign_in(people.jun).get("/"))

    assert "Send the handout" in mine
    assert "by Friday, Feb 26" in mine
    assert "handout" not in his


def test_the_page_asks_the_database_as_often_for_five_groups_as_for_one(
    people: Cast, sign_in: SignIn, settings: Settings, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    for number in range(5):
        team(people, f"Team {number}")
    maya = sign_in(people.maya)
    clock.forget_cache()
    settings.MEETING_CLOCK_MOVES = False  # as on a real site

    with django_assert_max_num_queries(22) as asked:
        maya.get("/")

    groups_asked = [query for query in asked.captured_queries if "groups_group" in query["sql"]]
    assert len(groups_asked) <= 3
