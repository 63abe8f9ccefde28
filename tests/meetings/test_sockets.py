"""People in one room, over real sockets."""

import json
from datetime import timedelta

import pytest
from websockets.exceptions import InvalidStatus

from soundingboard.clock import services as clock
from soundingboard.live import sockets as live
from soundingboard.meetings import replay, services, sockets
from soundingboard.meetings.models import MeetingEvent
from tests.conftest import user_of
from tests.tuesday import NOON, call


def numbers(meeting):
    return [number for number, *_ in replay.rows(meeting.public_id)]


def move_on(wire):
    """Leave the segment under way, and see the next."""
    leaving = wire.view["current"]["key"]
    wire.press("advance", segment=leaving)
    wire.see(lambda view: view["current"]["key"] != leaving)


@pytest.fixture
def impatient(monkeypatch):
    """Silent sockets are looked at all the time. Asked for before the server."""
    monkeypatch.setattr(live, "RECHECK", 0.05)


def test_two_people_see_each_other_come(people, meeting, enter):
    maya = enter(people.maya, meeting)
    amara = enter(people.amara, meeting)

    assert amara.view["present"] == ["1", "2"]
    assert maya.see(lambda view: len(view["present"]) == 2)["present"] == ["1", "2"]
    assert (maya.mine["me"], amara.mine["me"]) == ("1", "2")


def test_what_one_presses_the_others_see_and_the_shared_part_is_the_same_for_all(people, meeting, enter):
    maya, amara = enter(people.maya, meeting), enter(people.amara, meeting)

    answer = maya.press("start")

    for one in (maya, amara):
        one.see(lambda view: view["number"] == answer["number"])
        assert one.view["state"] == "open"
        assert one.view["last"] == {"number": answer["number"], "kind": "started", "by": "1"}
    assert maya.frames[-1].partition('"view":')[2] == amara.frames[-1].partition('"view":')[2]


def test_the_meeting_starts_at_its_hour_with_nobody_pressing(people, meeting, enter):
    maya = enter(people.maya, meeting)
    before = len(numbers(meeting))

    clock.set(meeting=NOON)

    assert maya.see(lambda view: view["state"] == "open")["starts"] == NOON.timestamp() * 1000
    assert len(numbers(meeting)) == before


def test_a_clock_that_runs_wakes_the_room_when_something_is_due(people, meeting, enter):
    maya = enter(people.maya, meeting)
    clock.set(meeting=NOON - timedelta(seconds=20), rate=100)

    assert maya.see(lambda view: view["state"] == "open")


def test_a_press_sent_twice_is_one_press_with_one_answer(people, meeting, enter):
    maya = enter(people.maya, meeting)

    first = maya.press("start", id="only-one")
    second = maya.press("start", id="only-one")

    assert second == first
    assert [kind for _, kind, *_ in replay.rows(meeting.public_id)].count("started") == 1


def test_two_people_who_press_on_at_once_move_the_meeting_one_step(people, meeting, enter):
    maya, amara = enter(people.maya, meeting), enter(people.amara, meeting)
    maya.press("start")
    leaving = amara.see(lambda view: view["state"] == "open")["current"]["key"]

    maya.press("advance", segment=leaving)
    refused = amara.press("advance", segment=leaving)

    assert refused["refused"] == "The meeting has already moved on."
    assert amara.see(lambda view: view["current"]["key"] != leaving)


GARBAGE = [
    "not json",
    "[]",
    "{}",
    '{"do": "dance"}',
    '{"do": ["start"], "id": "a"}',
    '{"do": "start"}',
    '{"do": "start", "id": 7}',
    '{"do": "start", "id": "a", "more": 1}',
    '{"do": "advance", "id": "a"}',
    '{"do": "advance", "id": "a", "segment": NaN}',
    '{"do": "role", "id": "a", "role": "queen"}',
    '{"do": "speak", "id": "a", "who": 3}',
    '{"do": "hello", "away": {}}',
    '{"do": "arrive", "id": "a"}',
    '{"do": "start", "id": "a", "for": "2"}',
    "[" * 4000,
    "x" * 5000,
    b"bytes",
]


def test_garbage_gets_a_clear_answer_and_changes_nothing(people, meeting, enter):
    maya = enter(people.maya, meeting)
    before = numbers(meeting)

    for garbage in GARBAGE:
        maya.say(garbage)
        assert maya.hear(lambda message: "refused" in message)["refused"].endswith(".")

    assert numbers(meeting) == before
    assert maya.press("start")["number"] == before[-1] + 1


def test_who_speaks_too_fast_is_told_so(people, meeting, enter):
    maya = enter(people.maya, meeting)

    for _ in range(80):
        maya.say('{"do": "ping", "t": 1}')

    assert maya.hear(lambda message: "refused" in message)["refused"] == "That was very fast."


def test_a_ping_is_answered_with_the_meeting_clock(people, meeting, enter):
    maya = enter(people.maya, meeting)

    maya.say(json.dumps({"do": "ping", "t": 12.5}))

    heard = maya.hear(lambda message: "pong" in message)
    assert heard == {"pong": 12.5, "now": (NOON - timedelta(minutes=10)).timestamp() * 1000, "rate": 0.0}


def test_no_seat_and_no_such_meeting_look_alike(people, meeting, enter):
    assert enter(people.tomasz, meeting, hello=False).closed() == 4404
    assert enter(people.tomasz, "no-such-meeting", hello=False).closed() == 4404


def test_a_stranger_is_told_to_sign_in(meeting, enter):
    assert enter(None, meeting, hello=False).closed() == 4401


def test_who_signs_out_can_press_no_more(people, meeting, enter):
    maya = enter(people.maya, meeting)
    before = numbers(meeting)

    maya.browser.logout()
    maya.say('{"do": "start", "id": "late"}')

    assert maya.closed() == 4401
    assert numbers(meeting) == before


@pytest.mark.parametrize("origin", ["https://elsewhere.example", "http://localhost:1", "null"])
def test_a_page_of_somebody_else_cannot_open_a_socket(people, meeting, enter, origin):
    with pytest.raises(InvalidStatus) as refused:
        enter(people.maya, meeting, hello=False, origin=origin)

    assert refused.value.response.status_code == 403


def test_a_page_of_ours_can(people, meeting, enter, server):
    assert enter(people.maya, meeting, origin=server).view["present"] == ["1"]


def test_losing_ones_seat_closes_the_socket_and_the_others_see_it(people, meeting, enter):
    maya, amara = enter(people.maya, meeting), enter(people.amara, meeting)
    maya.see(lambda view: "2" in view["present"])

    services.unseat(people.amara, series="tuesday")

    assert amara.closed() == 4404
    assert maya.see(lambda view: "2" not in view["seats"])["present"] == ["1"]
    assert enter(people.amara, meeting, hello=False).closed() == 4404


def test_losing_ones_seat_before_anything_has_happened_closes_the_socket_too(people, meeting, enter):
    amara = enter(people.amara, meeting, hello=False)
    amara.see(lambda view: True)

    services.unseat(people.amara, meeting=meeting)

    assert amara.closed() == 4404


def test_who_comes_back_sees_the_present(people, meeting, enter):
    maya, amara = enter(people.maya, meeting), enter(people.amara, meeting)
    amara.close()
    maya.press("start")
    number = maya.press("pause")["number"]

    amara = enter(people.amara, meeting)

    assert (amara.view["number"], amara.view["state"]) == (number, "paused")
    assert amara.view["present"] == ["1", "2"]


def test_a_lost_connection_is_forgiven_for_a_while_and_then_its_person_has_left(people, meeting, enter, monkeypatch):
    maya, amara = enter(people.maya, meeting), enter(people.amara, meeting)
    maya.see(lambda view: "2" in view["present"])
    amara.close()
    amara = enter(people.amara, meeting)
    assert "left" not in [row[1] for row in replay.rows(meeting.public_id)]

    monkeypatch.setattr(sockets, "LOST", 0.05)
    amara.close()

    maya.see(lambda view: view["present"] == ["1"])


def test_two_windows_of_one_person_are_one_person_until_both_are_closed(people, meeting, enter, monkeypatch):
    monkeypatch.setattr(sockets, "LOST", 0.05)
    maya, amara, second = (enter(who, meeting) for who in (people.maya, people.amara, people.amara))

    amara.close()
    second.press("start")
    maya.see(lambda view: view["state"] == "open")
    assert maya.view["present"] == ["1", "2"]
    second.close()

    maya.see(lambda view: view["present"] == ["1"])


def test_who_is_shut_out_loses_the_socket_though_they_say_nothing(impatient, people, meeting, enter):
    maya = enter(people.maya, meeting)

    user = user_of(people.maya)
    user.is_active = False
    user.save()

    assert maya.closed() == 4401


def test_one_who_never_says_hello_is_here_after_a_moment(people, meeting, enter):
    maya = enter(people.maya, meeting, hello=False)

    assert maya.see(lambda view: view["present"] == ["1"])


def test_sitting_out_leaves_no_trace_but_having_left(people, meeting, enter):
    maya, amara = enter(people.maya, meeting), enter(people.amara, meeting)
    maya.press("start")
    maya.see(lambda view: view["state"] == "open")
    while maya.view["current"]["presenter"] is None:
        move_on(maya)
    presenter = maya.view["current"]["presenter"]
    away, here = (amara, maya) if presenter == "1" else (maya, amara)
    me = away.mine["me"]

    away.press("sit-out")
    here.see(lambda view: me not in view["present"])
    while here.view["current"]["presenter"] == presenter:
        move_on(here)

    assert here.see(lambda view: me in view["present"])
    left = [row for row in replay.rows(meeting.public_id) if row[1] == "left"]
    assert [(payload, by) for _, _, payload, _, by in left] == [({}, me)]
    assert set(MeetingEvent.objects.filter(kind__in=["left", "arrived"]).values_list("client_id", flat=True)) == {None}


def test_who_sat_out_and_lost_the_connection_is_not_brought_in_by_coming_back(people, meeting, enter):
    maya, amara = enter(people.maya, meeting), enter(people.amara, meeting)
    maya.press("start")
    maya.see(lambda view: view["state"] == "open")
    while maya.view["current"]["presenter"] is None:
        move_on(maya)
    coming = maya.view["current"]["presenter"]
    away, who = (amara, people.amara) if coming == "1" else (maya, people.maya)
    away.see(lambda view: view["current"] is not None and view["current"]["presenter"] == coming)
    away.press("sit-out")
    away.close()

    again = enter(who, meeting, hello=False)
    again.hello(away=coming)

    again.see(lambda view: True)
    assert not again.mine["present"]
    assert again.mine["away"] == coming
    assert again.mine["may"] == ["back"]
    again.press("back")
    again.hear(lambda message: "mine" in message and message["mine"]["present"])


def test_one_device_on_the_table_serves_all(people, enter):
    meeting = call(people, mode="in-person")
    device = enter(people.maya, meeting)

    device.press("arrive", **{"for": "2"})
    device.press("start", **{"for": "2"})
    device.press("pass", **{"for": "3"})

    device.see(lambda view: view["passed"] == ["3"])
    assert device.view["present"] == ["1", "2"]
    events = {kind: by for _, kind, _, _, by in replay.rows(meeting.public_id)}
    assert (events["started"], events["passed"]) == ("2", "3")


def test_a_meeting_is_settled_when_its_room_closes_and_still_shows_that_it_is_over(people, meeting, enter):
    maya = enter(people.maya, meeting)
    maya.press("start")
    maya.press("end")

    clock.set(meeting=NOON + timedelta(hours=3))
    maya.see(lambda view: view["state"] == "closed")

    again = enter(people.amara, meeting, hello=False)
    assert again.see(lambda view: view["state"] == "closed")["schedule"]
    assert again.press("start")["refused"] == "This meeting is over."
