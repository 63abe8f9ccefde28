"""After a meeting: what one takes along, what others look for, how time was shared, and what is destroyed when."""

from datetime import date, timedelta

import pytest

from soundingboard.agenda import events as happened
from soundingboard.clock import services as clock
from soundingboard.guard.services import clean
from soundingboard.meetings import queries, replay, services
from soundingboard.meetings.models import FollowUp, Meeting
from tests.tuesday import NOON, arrive, call, seat

pytestmark = pytest.mark.django_db

SENTENCE = "Name the fear together before planning the next step."


def held(meeting, people, *, writes=True, late=timedelta()):
    """The meeting takes place: every segment as it is planned, in the last one people write, and then it is over."""
    clock.move_to(meeting.starts - timedelta(minutes=1))
    arrive(meeting, *people.members)
    maya = seat(people.maya, meeting)
    clock.move_to(meeting.starts)
    while (running := replay.present_room(meeting).running) is not None:
        last = replay.present_room(meeting).after == () and not replay.present_room(meeting).turns
        if last and writes:
            services.take_along(maya, clean(SENTENCE))
            services.request(seat(people.jun, meeting), "referral", state="NY", payment="medicaid")
            services.request(maya, "resource", text=clean("A sleep handout"))
            writes = False
        clock.move_to(running.due + (late if last else timedelta()))
        services.record(meeting, happened.Advanced("1", running.key), seat=maya)


def settled(meeting):
    clock.move_to(clock.now() + timedelta(hours=1))
    assert services.settle(meeting)


@pytest.fixture
def after(people, meeting, sign_in):
    """`after()` is Maya's page after the meeting, `after(people.jun)` Jun's."""

    def page(person=people.maya, on=meeting):
        return sign_in(person).get(f"/meetings/{on.public_id}/after/")

    return page


# What one reads


def test_it_ended_on_time_and_everyone_had_about_as_much(people, meeting, after):
    held(meeting, people)

    html = after().content.decode()

    assert "<h1>Ended on time.</h1>" in html
    assert "Everyone had about 14 minutes." in html
    assert "stays open</a>" in html


def test_the_same_is_read_when_the_meeting_is_settled(people, meeting, after):
    held(meeting, people)
    settled(meeting)

    html = after().content.decode()

    assert "<h1>Ended on time.</h1>" in html
    assert "Everyone had about 14 minutes." in html
    assert "stays open</a>" not in html
    assert f"“{SENTENCE}”" in html


def test_it_says_how_late_it_ended(people, meeting, after):
    held(meeting, people, late=timedelta(minutes=4))

    assert "<h1>Ended 4 minutes late.</h1>" in after().content.decode()


def test_ones_minutes_are_ones_own(people, meeting, after):
    held(meeting, people)
    settled(meeting)

    own = dict(after().context["minutes"])

    assert own["Own practice"] == "14 minutes"
    assert own["Given to peers"] == "58 minutes"
    assert own["Peer consultation"] == "90 minutes"
    assert "tally" not in after(people.jun).content.decode()


def test_a_takeaway_is_shown_to_its_owner_only(people, meeting, after):
    held(meeting, people)

    assert SENTENCE in after().content.decode()
    assert SENTENCE not in after(people.jun).content.decode()


def test_it_says_when_the_words_are_set_to_be_destroyed(people, meeting, after):
    held(meeting, people)

    html = after().content.decode()

    assert "set to be destroyed on Thursday, April 1, 2027, unless the law requires it to be kept" in html


def test_after_folding_only_date_seats_and_minutes_remain(people, meeting, after):
    held(meeting, people)
    settled(meeting)
    services.fold(meeting)

    html = after().content.decode()

    assert "Tuesday, March 2, 2027" in html
    assert "Amara Nwosu" in html
    assert "14 minutes" in html
    assert "has been destroyed" in html
    assert SENTENCE not in html
    assert "wrap-up" not in html


def test_a_meeting_to_which_nobody_came_did_not_take_place(meeting, after):
    clock.move_to(NOON + timedelta(hours=4))

    assert "did not take place" in after().content.decode()


# Fairness, over meetings


def test_time_over_the_meetings_is_a_sentence_and_next_time_shows_it(people, sign_in):
    for weeks in (2, 1):
        meeting = call(people, starts=NOON + timedelta(days=14 - 7 * weeks))
        services.set_agenda(meeting, by=people.maya, presenting=["1", "2", "3", "4"])
        held(meeting, people, writes=False)
        settled(meeting)
    coming = call(people, starts=NOON + timedelta(days=21))

    maya = sign_in(people.maya).get(f"/meetings/{meeting.public_id}/after/").content.decode()
    samir = sign_in(people.samir).get(f"/meetings/{meeting.public_id}/after/").content.decode()

    assert "Over the last two meetings you had about 7 minutes more than an equal share." in maya
    assert "Samir Haddad is due a little more and goes first next time." in maya
    assert "You are due a little more and go first next time." in samir
    assert f"/meetings/{coming.public_id}/agenda/" in maya
    rows = sign_in(people.maya).get(f"/meetings/{coming.public_id}/agenda/").context["rows"]
    assert next(row["name"] for row in rows if "name" in row) == "Samir"


def test_whose_item_did_not_fit_reads_that_it_comes_first(people, sign_in):
    meeting = call(people, format_id="dbt-team", minutes=60)
    services.state_ask(seat(people.jun, meeting), level=1, minutes=34)
    held(meeting, people, writes=False)
    sentence = "Your item did not fit. It comes first when you next go by need, unless a life is at risk."

    def page(person):
        return sign_in(person).get(f"/meetings/{meeting.public_id}/after/").content.decode()

    assert sentence in page(people.samir)
    settled(meeting)
    assert sentence in page(people.samir)
    assert sentence not in page(people.jun)


# What one does


def test_a_takeaway_can_be_tried_by_a_day_and_done(people, meeting, sign_in):
    held(meeting, people)
    settled(meeting)
    maya = sign_in(people.maya)

    maya.post(f"/meetings/{meeting.public_id}/after/try/", {"by_when": "2027-03-09"})
    again = maya.post(f"/meetings/{meeting.public_id}/after/try/", {"by_when": "2027-03-09"}, follow=True)

    kept = FollowUp.objects.get()
    assert kept.by_when == date(2027, 3, 9)
    assert "by March 9" in again.content.decode()
    maya.post(f"/meetings/{meeting.public_id}/after/follow-ups/{kept.public_id}/")
    kept.refresh_from_db()
    assert kept.done_at is not None


def test_a_day_that_is_none_is_said_beside_its_box(people, meeting, sign_in):
    held(meeting, people)

    response = sign_in(people.maya).post(f"/meetings/{meeting.public_id}/after/try/", {"by_when": "soon"})

    assert response.status_code == 422
    assert 'value="soon"' in response.content.decode()


def test_nobody_can_tick_off_what_is_anothers(people, meeting, sign_in):
    held(meeting, people)
    sign_in(people.maya).post(f"/meetings/{meeting.public_id}/after/try/", {"by_when": "2027-03-09"})
    kept = FollowUp.objects.get()

    response = sign_in(people.jun).post(f"/meetings/{meeting.public_id}/after/follow-ups/{kept.public_id}/")

    assert response.status_code == 404
    kept.refresh_from_db()
    assert kept.done_at is None


def test_a_request_is_answered_with_one_tap_and_taken_back_with_another(people, meeting, sign_in, after):
    held(meeting, people)
    settled(meeting)
    wanted = queries.requests(meeting).get(kind="referral")
    address = f"/meetings/{meeting.public_id}/after/requests/{wanted.public_id}/"

    sign_in(people.amara).post(address)

    assert "Amara Nwosu can help" in after().content.decode()
    sign_in(people.amara).post(address)
    assert "can help" not in after().content.decode()


def test_a_request_of_another_meeting_is_not_there_to_answer(people, meeting, sign_in):
    held(meeting, people)
    wanted = queries.requests(meeting).get(kind="referral")
    other = call(people, starts=NOON + timedelta(days=7))

    response = sign_in(people.amara).post(f"/meetings/{other.public_id}/after/requests/{wanted.public_id}/")

    assert response.status_code == 404


# Who may, and when


def test_who_has_no_seat_finds_nothing(people, meeting, after):
    held(meeting, people)

    assert after(people.tomasz).status_code == 404


def test_before_the_end_the_page_is_the_rooms(meeting, after):
    response = after()

    assert (response.status_code, response.url) == (302, f"/meetings/{meeting.public_id}/")


def test_a_canceled_meeting_says_so(meeting, after):
    services.cancel(Meeting.objects.get(pk=meeting.pk))

    response = after()

    assert response.status_code == 410
    assert "was canceled" in response.content.decode()


def test_the_page_asks_the_database_little(people, meeting, sign_in, django_assert_max_num_queries):
    held(meeting, people)
    settled(meeting)

    maya, address = sign_in(people.maya), f"/meetings/{meeting.public_id}/after/"
    maya.get(address)
    with django_assert_max_num_queries(20):
        maya.get(address)
