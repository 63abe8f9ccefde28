"""Two server processes, one room. One of them is killed, and nobody who was with it has lost anything."""

import signal
from collections.abc import Callable, Iterator
from datetime import timedelta

import pytest
from playwright.sync_api import Page, expect

from soundingboard.clock import services as clock
from soundingboard.meetings import replay, services
from soundingboard.meetings.models import Meeting
from tests.journeys.lines import line
from tests.journeys.stage import NOON, PATIENCE, address, alike, on_to, press, row, seen, shows, stand_still
from tests.people import Cast, cast
from tests.processes import Server

pytestmark = [pytest.mark.browser, pytest.mark.postgres]

HASTY = {"DJANGO_SETTINGS_MODULE": "tests.journeys.hasty.settings"}


@pytest.fixture
def people(on_postgres: str) -> Cast:
    return cast()


@pytest.fixture
def meeting(people: Cast) -> Iterator[Meeting]:
    """Maya (1), Amara (2), Jun (3), Elena (4) and Samir (5), at noon."""
    clock.forget_cache()
    stand_still(NOON - timedelta(minutes=5))
    yield services.schedule(
        title="Tuesday team", starts=NOON, zone="America/New_York", minutes=90, clinicians=people.members
    )
    clock.forget_cache()


def test_a_room_goes_on_where_one_of_its_two_servers_is_killed(
    people: Cast,
    meeting: Meeting,
    on_postgres: str,
    start_server: Callable[..., Server],
    open_at: Callable[..., Page],
) -> None:
    one, other = start_server(on_postgres, **HASTY), start_server(on_postgres, **HASTY)
    with line(one.url, other.url) as first_one, line(other.url, one.url) as first_other:

        def enter(at: str, person: object) -> Page:
            return open_at(at, person, address(meeting))

        maya, amara = enter(first_one.url, people.maya), enter(first_one.url, people.amara)
        jun, elena = enter(first_other.url, people.jun), enter(first_other.url, people.elena)
        samir = enter(first_one.url, people.samir)
        pages = [maya, amara, jun, elena, samir]

        # What is pressed at one is seen at the other.
        for page in pages:
            expect(page.get_by_text("In the room · 5 of 5")).to_be_visible(timeout=PATIENCE)
        stand_still(meeting.starts)
        on_to(meeting, pages, "respond/1", by=jun)
        press(amara, "Raise a hand")
        expect(row(elena, "Amara")).to_contain_text("next")
        press(elena, "Pause")
        for page in pages:
            shows(page, state="paused")
        acknowledged = alike(pages, meeting)

        # One server freezes. Amara presses, and hears nothing; Samir closes his computer; then the server is killed.
        one.process.send_signal(signal.SIGSTOP)
        press(amara, "Resume")
        samir.context.close()
        one.kill()

        # Maya and Amara come back where the others are, and what Amara pressed is done.
        pages.remove(samir)
        for page in pages:
            shows(page, connection="open", state="open")
            expect(row(page, "Samir")).to_contain_text("not here now", timeout=PATIENCE)
            expect(page.get_by_text("In the room · 4 of 5")).to_be_visible(timeout=PATIENCE)
        room = alike(pages, meeting)
        assert room["hands"] == acknowledged["hands"] == ["2"]
        assert room["present"] == ["1", "2", "3", "4"]

        # The rest of the meeting happens at one server, and who comes again comes to it.
        press(jun, "Raise a hand")
        expect(row(amara, "Jun")).to_contain_text("hand raised")
        on_to(meeting, pages, "present/2", by=maya)
        pages.append(enter(first_one.url, people.samir))
        for page in pages:
            expect(page.get_by_text("In the room · 5 of 5")).to_be_visible(timeout=PATIENCE)
        alike(pages, meeting)

    kinds = [kind for _, kind, *_ in replay.rows(meeting.public_id)]
    numbers = [number for number, *_ in replay.rows(meeting.public_id)]
    assert numbers == list(range(1, len(numbers) + 1))
    assert kinds.count("resumed") == 1
    assert seen(meeting)["number"] == numbers[-1]
