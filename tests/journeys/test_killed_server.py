"""Thirty times the power fails between an insert and its acknowledgement, under load: nothing acknowledged is lost,
nothing is there twice, and when the server is back every page shows the same.
"""

import asyncio
import random
import socket
from collections.abc import Coroutine
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.conf import settings
from django.db import connection
from playwright.sync_api import Browser, Page, expect
from websockets.exceptions import WebSocketException

from soundingboard.clock import services as clock
from soundingboard.demo.guests import Guest, Invitation, WireClosed
from soundingboard.demo.services import signed_in
from soundingboard.meetings import replay, services
from soundingboard.meetings.models import Meeting, MeetingEvent
from tests import processes
from tests.journeys.killing.apps import POINTS
from tests.people import Cast

KILLS = 30
SEED = 20261123
ROOMS = 6
PATIENCE = 30.0  # real seconds


def test_the_database_waits_for_the_disk_at_every_commit(db):
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA synchronous")
        full = cursor.fetchone()
        cursor.execute("PRAGMA journal_mode")
        mode = cursor.fetchone()

    assert (full, mode) == ((2,), ("wal",))


@pytest.mark.slow
@pytest.mark.browser
def test_thirty_killed_servers_lose_nothing_and_say_nothing_twice(
    people: Cast, database_url: str, browser: Browser
) -> None:
    clock.forget_cache()
    meetings = [begun(people, nth) for nth in range(ROOMS)]
    port = free_port()
    address = f"http://localhost:{port}"
    presses = Presses(address, meetings, people)
    chance = random.Random(SEED)
    server = started(database_url, port, chance)
    pages = [page(browser, address, meetings[0], person) for person in people.members[:3]]
    try:
        for kill in range(KILLS):
            beside(presses.until_it_dies(server))
            server = started(database_url, port, chance, mortal=kill < KILLS - 1)
            beside(presses.again())
            pages_agree(pages, meetings[0])
        assert presses.acknowledged_are_kept_once()
    finally:
        server.stop()


def free_port() -> int:
    """A port for servers that come one after another at the same address."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        port: int = listener.getsockname()[1]
        return port


def beside(work: Coroutine[None, None, None]) -> None:
    """Run `work` in a thread with a loop of its own: the browser's stands in this one."""
    with ThreadPoolExecutor(1) as thread:
        thread.submit(asyncio.run, work).result()


def begun(people: Cast, nth: int) -> Meeting:
    """A meeting of three in which everybody may raise a hand from the first minute; its clock runs in real time."""
    return services.schedule(
        title=f"Room {nth}",
        starts=clock.now(),
        zone="America/New_York",
        minutes=60,
        clinicians=people.members[:3],
        format_id="call",
    )


def started(database_url: str, port: int, chance: random.Random, *, mortal: bool = True) -> processes.Server:
    """A server that ends itself at a seeded point of a seeded press, or one that stays."""
    given = {"DJANGO_SETTINGS_MODULE": "tests.journeys.killing.settings"}
    if mortal:
        given["KILL_AT"] = f"{chance.choice(POINTS)}:{chance.randint(20, 60)}"
    return processes.start(database_url, port=port, **given)


class Presses:
    """Everyone in every room presses as fast as the room answers, and presses again what was not answered."""

    def __init__(self, address: str, meetings: list[Meeting], people: Cast) -> None:
        self.invitations = [
            Invitation(address, meeting.public_id, cookie(person), str(place), nth * 10 + place)
            for nth, meeting in enumerate(meetings)
            for place, person in enumerate(people.members[:3], 1)
        ]
        self.acknowledged: dict[tuple[str, str], int] = {}  # (meeting, the press as its row names it): its number
        self.unanswered: dict[int, tuple[str, dict[str, object]]] = {}  # by seed: a press nobody knows of
        self.named = 0

    async def until_it_dies(self, server: processes.Server) -> None:
        async with asyncio.timeout(PATIENCE), asyncio.TaskGroup() as group:
            for invitation in self.invitations:
                group.create_task(self._press_on(Guest(invitation)))
        server.process.wait(PATIENCE)

    async def again(self) -> None:
        """What was not answered is pressed once more under its own name."""
        for invitation in self.invitations:
            if invitation.seed in self.unanswered:
                guest = await Guest(invitation).enter()
                await self._press(guest, *self.unanswered[invitation.seed])
                await guest.leave()

    async def _press_on(self, guest: Guest) -> None:
        try:
            await guest.enter()
            while True:
                raised = guest.view is not None and guest.invitation.me in guest.view["hands"]
                self.named += 1
                name = f"{guest.invitation.seed}-{self.named}"
                await self._press(guest, name, {"do": "lower" if raised else "hand"})
        except (WireClosed, WebSocketException, OSError, TimeoutError):
            return

    async def _press(self, guest: Guest, name: str, message: dict[str, object]) -> None:
        one = guest.invitation
        self.unanswered[one.seed] = (name, message)
        answer = await guest.press(message, name=name)
        del self.unanswered[one.seed]
        if "number" in answer:
            self.acknowledged[one.meeting, f"{one.me}:{name}"] = int(answer["number"])

    def acknowledged_are_kept_once(self) -> bool:
        rows = [
            ((meeting, client_id), number)
            for meeting, client_id, number in MeetingEvent.objects.exclude(client_id=None).values_list(
                "meeting__public_id", "client_id", "number"
            )
        ]
        assert len(self.acknowledged) > KILLS * 10
        assert len(dict(rows)) == len(rows)
        assert self.acknowledged.items() <= dict(rows).items()
        return True


def page(browser: Browser, address: str, meeting: Meeting, person: object) -> Page:
    context = browser.new_context(base_url=address)
    name, _, value = cookie(person).partition("=")
    context.add_cookies([{"name": name, "value": value, "url": address}])
    opened = context.new_page()
    opened.goto(f"/meetings/{meeting.public_id}/")
    return opened


def cookie(person: object) -> str:
    return f"{settings.SESSION_COOKIE_NAME}={signed_in(person.user)}"  # type: ignore[attr-defined]


def pages_agree(pages: list[Page], meeting: Meeting) -> None:
    """All show the same segment and the same time left, to a second."""
    for one in pages:
        expect(one.locator("#room")).to_have_attribute("data-connection", "open", timeout=PATIENCE * 1000)
    newest = replay.rows(meeting.public_id)[-1][0]
    for one in pages:
        expect(one.locator("#room")).to_have_attribute("data-number", str(newest), timeout=PATIENCE * 1000)
    left = [int(one.locator("#room").get_attribute("data-left") or 0) for one in pages]
    segments = {one.locator("#room").get_attribute("data-segment") for one in pages}
    assert segments == {"talk"}
    assert max(left) - min(left) <= 1
