"""Nobody enters where the table does not let them: every address, every message of a socket, each kind of person.

The lists are built from what exists, so a new address, message or job fails here until it stands in the table.
"""

import json
import re
from collections.abc import Callable
from importlib import import_module
from importlib.util import find_spec
from itertools import product
from typing import Any

import pytest
from django.apps import apps
from django.test import Client
from django.urls import reverse
from django_tasks.base import Task
from websockets.exceptions import ConnectionClosed
from websockets.sync.client import connect

from soundingboard.clinicians.models import Clinician
from soundingboard.meetings.models import Meeting
from soundingboard.meetings.sockets import ACTS
from soundingboard.site.permissions import JOBS, MESSAGES, ROUTES, Door
from tests.house.world import EVERY_ROUTE, NOWHERE, World
from tests.house.world import world as make_world
from tests.people import Cast

METHODS = ("GET", "POST")


@pytest.fixture
def world(people: Cast) -> World:
    return make_world(people)


Answer = Any  # the test client's own kind of response
SignIn = Callable[[Clinician], Client]


def ask(client: Client, method: str, address: str) -> Answer:
    return client.generic(method, address)


def to_sign_in(answer: Answer) -> bool:
    return bool(answer.status_code == 302 and answer["Location"].startswith(reverse("account_login")))


def of(door: Door) -> list[str]:
    return [route for route in EVERY_ROUTE if ROUTES.get(route) is door]


def test_every_address_stands_in_the_table_and_the_table_has_no_other() -> None:
    assert set(EVERY_ROUTE) == set(ROUTES)


def test_every_message_stands_in_the_table_and_the_table_has_no_other() -> None:
    assert set(ACTS) == set(MESSAGES)


def test_every_job_stands_in_the_table_and_the_table_has_no_other() -> None:
    found = {
        f"{task.func.__module__}.{task.func.__name__}"
        for config in apps.get_app_configs()
        if config.name.startswith("soundingboard.") and find_spec(f"{config.name}.jobs")
        for task in vars(import_module(f"{config.name}.jobs")).values()
        if isinstance(task, Task)
    }

    assert found == set(JOBS)


SHUT_OUT = {
    "outsider": (Door.MEMBER, Door.SEAT),
    "former": (Door.MEMBER, Door.SEAT),
    "unseated": (Door.SEAT,),  # a member, of a group whose other meetings they come to
}


@pytest.mark.parametrize("kind", SHUT_OUT)
def test_to_whoever_has_no_right_a_group_or_meeting_does_not_exist(kind: str, world: World, sign_in: SignIn) -> None:
    client = sign_in(getattr(world, kind))
    told = []

    for route, method in product([route for door in SHUT_OUT[kind] for route in of(door)], METHODS):
        found = ask(client, method, world.address(route))
        nothing = ask(client, method, world.address(route, real=False))
        alike = found.status_code == nothing.status_code and without_nonce(found) == without_nonce(nothing)
        if not alike or found.status_code not in (404, 405):
            told.append((route, method, found.status_code))

    assert told == []


@pytest.mark.parametrize(("kind", "doors"), [("seated", (Door.MEMBER, Door.SEAT)), ("unseated", (Door.MEMBER,))])
def test_whoever_has_the_right_gets_in(kind: str, doors: tuple[Door, ...], world: World, sign_in: SignIn) -> None:
    Meeting.objects.filter(pk=world.meeting.pk).update(mode=Meeting.Mode.IN_PERSON)
    client = sign_in(getattr(world, kind))
    shut = []

    # What takes something away comes last.
    last = ["cases:take-back", "groups:leave"]
    routes = [route for door in doors for route in of(door)]
    for route in sorted(routes, key=lambda route: last.index(route) if route in last else -1):
        answers = [ask(client, method, world.address(route)) for method in METHODS]
        codes = {answer.status_code for answer in answers}
        # A message that says what was refused is an answer of the page, too.
        if not codes & {200, 204, 302, 400, 409, 422} or max(codes) >= 500 or any(map(to_sign_in, answers)):
            shut.append((route, codes))

    assert shut == []


def test_a_stranger_is_asked_to_sign_in_and_shown_nothing(world: World) -> None:
    closed = [route for route in EVERY_ROUTE if ROUTES[route] not in (Door.ANYONE, Door.VISITOR)]
    shown = []

    for route, method in product(closed, METHODS):
        answer = ask(Client(), method, world.address(route))
        if not to_sign_in(answer) and answer.status_code not in (403, 404, 405):
            shown.append((route, method, answer.status_code))

    assert shown == []


def test_a_door_for_anyone_is_open_to_strangers(world: World) -> None:
    answers = {route: ask(Client(), "GET", world.address(route)).status_code for route in of(Door.ANYONE)}

    assert {route: code for route, code in answers.items() if code not in (200, 302)} == {}


def test_whoever_is_signed_in_reaches_what_is_their_own(world: World, sign_in: SignIn) -> None:
    client = sign_in(world.outsider)
    shut = []

    for route in [*of(Door.SIGNED_IN), *of(Door.LINK)]:
        answer = ask(client, "GET", world.address(route))
        # Without a second factor some of the account library's pages have nothing to show.
        well = (200, 302, 404) if route.startswith("mfa_") else (200, 302)
        if answer.status_code not in well or to_sign_in(answer):
            shut.append((route, answer.status_code))

    assert shut == []


def test_a_link_that_was_guessed_leads_nowhere(world: World, sign_in: SignIn) -> None:
    client = sign_in(world.outsider)

    assert client.get(reverse("clinicians:card", args=[NOWHERE])).status_code == 404
    assert client.get(reverse("groups:join", args=[NOWHERE])).status_code == 404


def test_nothing_is_changed_for_a_page_that_is_not_ours(world: World, sign_in: SignIn) -> None:
    """Whoever is signed in and lured to a page of somebody else's sends no token of ours along."""
    lured = Client(enforce_csrf_checks=True)
    lured.cookies = sign_in(world.seated).cookies
    taken = []

    for route in EVERY_ROUTE:
        answer = ask(lured, "POST", world.address(route))
        # What takes no POST at all may say so first.
        if answer.status_code not in (403, 405):
            taken.append((route, answer.status_code))

    assert taken == []


@pytest.mark.slow
@pytest.mark.parametrize("kind", ["stranger", "outsider", "former", "unseated"])
def test_a_socket_without_a_seat_is_closed_whatever_it_says(
    kind: str, server: str, world: World, sign_in: SignIn
) -> None:
    person = getattr(world, kind)
    room = f"{server.replace('http', 'ws', 1)}/live/meetings/"
    headers = {"Origin": server, **({"Cookie": cookie(sign_in(person))} if person else {})}
    closed = 4401 if person is None else 4404

    for public_id in (world.meeting.public_id, NOWHERE):
        for message in MESSAGES:
            heard, code = say(f"{room}{public_id}", headers, message)

            assert (heard, code) == ([], closed), message


@pytest.mark.slow
def test_a_socket_with_a_seat_is_answered(server: str, world: World, sign_in: SignIn) -> None:
    address = f"{server.replace('http', 'ws', 1)}/live/meetings/{world.meeting.public_id}"
    headers = {"Origin": server, "Cookie": cookie(sign_in(world.seated))}

    with connect(address, additional_headers=headers, origin=None) as socket:
        for message in MESSAGES:
            socket.send(json.dumps({"do": message, "id": f"press-{message}"}))
            answer = next(said for said in map(json.loads, socket) if "view" not in said and "mine" not in said)

            assert answer.keys() & {"answer", "pong", "refused"}, message


def say(address: str, headers: dict[str, str], message: str) -> tuple[list[str], int]:
    """What a socket hears that says `message`, and the code it is closed with."""
    heard: list[str] = []
    with connect(address, additional_headers=headers) as socket:
        try:
            socket.send(json.dumps({"do": message, "id": "press"}))
            while True:
                heard.append(str(socket.recv(timeout=10)))
        except ConnectionClosed as closed:
            return heard, closed.rcvd.code if closed.rcvd else 1006


def cookie(client: Client) -> str:
    return "; ".join(f"{name}={morsel.value}" for name, morsel in client.cookies.items())


def without_nonce(answer: Answer) -> str:
    """The page without what differs from one request to the next, and without its own address."""
    text = re.sub(r'nonce="[^"]*"|"X-CSRFToken": "[^"]*"|value="[A-Za-z0-9]{64}"', "", answer.content.decode())
    return re.sub(r"/(groups|meetings|cases)/[\w-]+/", "/", text)
