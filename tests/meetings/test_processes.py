"""Several server processes, one room: each shows what any of them recorded, and one that is killed loses nothing."""

from contextlib import ExitStack
from datetime import UTC, datetime, timedelta

import pytest
from django.test import Client

from soundingboard.clock import services as clock
from soundingboard.meetings import replay, services
from tests.conftest import user_of
from tests.meetings.wires import Wire
from tests.people import cast
from tests.tuesday import call

pytestmark = [pytest.mark.postgres, pytest.mark.slow]


def signed_in(person):
    browser = Client()
    browser.force_login(user_of(person))
    return browser


def in_the_room(wire):
    wire.hello()
    wire.hear(lambda message: "view" in message and message["mine"]["present"])
    return wire


def test_two_processes_serve_one_room_and_one_is_killed(on_postgres, start_server):
    people = cast()
    clock.forget_cache()
    clock.set(meeting=datetime.now(UTC), rate=1)
    meeting = call(people, starts=clock.now() + timedelta(minutes=30))
    one, other = start_server(on_postgres), start_server(on_postgres)
    with ExitStack() as ends:

        def enter(person, server):
            return in_the_room(ends.enter_context(Wire(server.url, meeting.public_id, signed_in(person))))

        maya, amara, jun = enter(people.maya, one), enter(people.amara, other), enter(people.jun, other)
        started = maya.press("start")["number"]
        for wire in (maya, amara, jun):
            wire.see(lambda view: view["number"] >= started and view["present"] == ["1", "2", "3"])
        paused = amara.press("pause")["number"]
        assert paused == started + 1
        maya.see(lambda view: view["state"] == "paused")

        one.kill()
        maya = enter(people.maya, other)
        assert maya.view["state"] == "paused"
        assert maya.press("resume")["number"] == paused + 1
        jun.see(lambda view: view["state"] == "open")

        services.unseat(people.jun, meeting=meeting)
        assert jun.closed() == 4404
        amara.see(lambda view: "3" not in view["seats"])

    numbers = [number for number, *_ in replay.rows(meeting.public_id)]
    assert numbers == list(range(1, len(numbers) + 1))
    clock.forget_cache()


def test_a_clock_moved_by_another_process_wakes_the_room(on_postgres, start_server):
    people = cast()
    clock.forget_cache()
    clock.set(meeting=datetime.now(UTC), rate=0)
    meeting = call(people, starts=clock.now() + timedelta(minutes=30))
    server = start_server(on_postgres)
    with Wire(server.url, meeting.public_id, signed_in(people.maya)) as maya:
        in_the_room(maya)

        clock.set(meeting=meeting.starts)

        maya.see(lambda view: view["state"] == "open")
    clock.forget_cache()
