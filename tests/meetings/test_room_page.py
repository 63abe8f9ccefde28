"""The room's page and its fragments: who sees what, and what is written once."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client

from soundingboard.clinicians.models import Clinician
from soundingboard.clock import services as clock
from soundingboard.guard import services as guard
from soundingboard.meetings import queries, services
from soundingboard.meetings.models import Meeting, MeetingEvent, Words
from soundingboard.meetings.services import presence
from soundingboard.meetings.views.room import people_of
from tests.people import Cast
from tests.tuesday import NOON, arrive, call, seat

SignIn = Callable[[Clinician], Client]
HTMX = {"HX-Request": "true"}


def write(client: Client, meeting: Meeting, form: str, **values: str) -> str:
    answer = client.post(
        f"/meetings/{meeting.public_id}/write/{form}/", {"client_id": "press-number-1", **values}, headers=HTMX
    )
    assert answer.status_code == 200
    return answer.content.decode()


def under_way(meeting: Meeting, *people: Clinician) -> None:
    """The meeting has begun with `people` in it."""
    arrive(meeting, *people)
    clock.set(meeting=NOON + timedelta(minutes=1), rate=0)


def test_the_page_names_everyone_with_a_seat_and_holds_nothing_that_anyone_wrote(
    people: Cast, meeting: Meeting, sign_in: SignIn
) -> None:
    services.add_words(seat(people.jun, meeting), "hope", "all", guard.clean("A lighter week."))

    page = sign_in(people.maya).get(f"/meetings/{meeting.public_id}/").content.decode()

    assert "Tuesday team" in page
    for person in people.members:
        assert person.name in page
    assert "A lighter week." not in page


@pytest.mark.parametrize("address", ["", "people/", "requests/", "asks/1/", "words/anything/", "table/"])
def test_who_has_no_seat_finds_nothing_there(
    people: Cast, meeting: Meeting, sign_in: SignIn, client: Client, address: str
) -> None:
    path = f"/meetings/{meeting.public_id}/{address}"

    assert sign_in(people.tomasz).get(path).status_code == 404
    assert client.get(path).status_code == 302  # a stranger is asked who they are


def test_who_has_no_seat_can_write_nothing(people: Cast, meeting: Meeting, sign_in: SignIn) -> None:
    path = f"/meetings/{meeting.public_id}/write/hope/"

    answer = sign_in(people.tomasz).post(path, {"client_id": "press-number-1", "text": "Let me in."})

    assert answer.status_code == 404
    assert not Words.objects.exists()


def test_words_for_everyone_are_read_by_everyone_and_ones_own_by_oneself(
    people: Cast, meeting: Meeting, sign_in: SignIn
) -> None:
    shared = services.add_words(seat(people.jun, meeting), "hope", "all", guard.clean("One next step."))
    own = services.take_along(seat(people.jun, meeting), guard.clean("Ask before advising."))

    def reads(person: Clinician, words: Words) -> int:
        return sign_in(person).get(f"/meetings/{meeting.public_id}/words/{words.public_id}/").status_code

    assert reads(people.amara, shared) == reads(people.jun, shared) == reads(people.jun, own) == 200
    assert reads(people.amara, own) == 404


def test_who_sits_a_turn_out_reads_nothing_of_it(people: Cast, meeting: Meeting, sign_in: SignIn) -> None:
    asked = services.state_ask(seat(people.amara, meeting), kind="advice", words=guard.clean("Now, or skills first?"))
    under_way(meeting, *people.members)
    address = f"/meetings/{meeting.public_id}/asks/{asked.seat.place}/"
    assert "skills first" in sign_in(people.jun).get(address).content.decode()

    presence.leave(seat(people.jun, meeting))

    assert sign_in(people.jun).get(address).status_code == 404


def test_a_form_that_is_sent_again_writes_nothing_twice(people: Cast, meeting: Meeting, sign_in: SignIn) -> None:
    maya = sign_in(people.maya)

    for kind, audience in (("hope", "all"), ("follow-up", "own")):
        for _ in range(2):
            write(maya, meeting, kind, client_id=f"the-same-{kind}", text="Once is enough.")

        assert Words.objects.filter(kind=kind, audience=audience).count() == 1
    assert queries.follow_ups(seat(people.maya, meeting)).count() == 1


def test_what_needs_another_look_comes_back_and_nothing_is_written(
    people: Cast, meeting: Meeting, sign_in: SignIn
) -> None:
    form = write(sign_in(people.maya), meeting, "note", text="x" * 1001)

    assert "1 characters too long" in form
    assert not Words.objects.exists()


def test_the_event_of_a_form_carries_no_text(people: Cast, meeting: Meeting, sign_in: SignIn) -> None:
    write(sign_in(people.maya), meeting, "hope", text="Nobody else may read this in a log.")

    assert Words.objects.get().text == "Nobody else may read this in a log."
    assert "log" not in str(list(MeetingEvent.objects.values_list("kind", "payload")))


def test_someone_is_found_by_one_tap_and_a_second_takes_it_back(
    people: Cast, meeting: Meeting, sign_in: SignIn
) -> None:
    arrive(meeting, people.jun, people.amara)
    wanted = {"kind": "referral", "profession": "Psychologist", "state": "NY", "setting": "either", "payment": "any"}
    write(sign_in(people.jun), meeting, "request", **wanted)
    asked = queries.requests(meeting).get()
    amara, path = sign_in(people.amara), f"/meetings/{meeting.public_id}/requests/{asked.public_id}/"

    listed = amara.post(path).content.decode()
    assert "Psychologist" in listed
    assert "you can help" in listed

    assert "can help<" not in amara.post(path).content.decode()


def test_a_request_can_only_say_what_the_lists_offer(people: Cast, meeting: Meeting, sign_in: SignIn) -> None:
    wanted = {"kind": "referral", "profession": "for Anna B. of Albany", "setting": "either", "payment": "any"}

    form = write(sign_in(people.jun), meeting, "request", **wanted)

    assert "not one of the available choices" in form
    assert not queries.requests(meeting).exists()


def test_one_device_runs_a_meeting_only_where_people_sit_at_one_table(people: Cast, sign_in: SignIn) -> None:
    apart, together = call(people), call(people, mode=Meeting.Mode.IN_PERSON, starts=NOON + timedelta(days=1))
    maya = sign_in(people.maya)

    assert maya.get(f"/meetings/{apart.public_id}/table/").status_code == 404
    assert maya.get(f"/meetings/{together.public_id}/table/").status_code == 200


def test_a_meeting_that_is_over_shows_what_remains_of_it(people: Cast, meeting: Meeting, sign_in: SignIn) -> None:
    clock.set(meeting=NOON + timedelta(hours=5), rate=0)
    assert services.settle(meeting)

    answer = sign_in(people.maya).get(f"/meetings/{meeting.public_id}/")

    assert answer.status_code == 302
    assert answer["Location"] == f"/meetings/{meeting.public_id}/after/"


def test_a_canceled_meeting_says_so(people: Cast, meeting: Meeting, sign_in: SignIn) -> None:
    services.cancel(meeting)

    answer = sign_in(people.maya).get(f"/meetings/{meeting.public_id}/")

    assert answer.status_code == 410
    assert "This meeting was canceled." in answer.content.decode()


def test_two_people_with_one_first_name_are_told_apart() -> None:
    called = people_of({"1": "Maya Okafor", "2": "Maya Lind", "3": "Jun Watanabe"})

    assert [one["called"] for one in called.values()] == ["Maya O.", "Maya L.", "Jun"]
