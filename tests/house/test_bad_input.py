"""What cannot be right gets a clear answer and changes nothing: everything the database holds is compared before and
after.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from itertools import compress

import pytest
from django.db import connection
from django.http import QueryDict
from django.test import Client
from django.urls import reverse

from soundingboard.agenda.formats import load, render
from soundingboard.clinicians.models import Clinician
from soundingboard.clock import services as clock
from soundingboard.groups import services as groups
from soundingboard.guard.services import clean
from soundingboard.meetings import queries, services
from soundingboard.meetings.models import MeetingEvent, Words
from soundingboard.site.permissions import ROUTES, Door
from tests.house.forms import Forms, form_on, post
from tests.house.world import EVERY_ROUTE, World
from tests.house.world import world as make_world
from tests.meetings.wires import Wire
from tests.people import Cast

SignIn = Callable[[Clinician], Client]

# Who is signed in where, which process holds a socket and what the server does by itself: nobody asked for it.
PASSING = {"django_session", "usersessions_usersession", "meetings_connection", "jobs_job"}
DELIVERED = ("notices_notice", "sent_at")  # when the server's own worker sent what was asked for before


def everything() -> dict[str, list[str]]:
    """Every row of every table."""
    with connection.cursor() as cursor:
        rows = {}
        for table in set(connection.introspection.table_names(cursor)) - PASSING:
            cursor.execute(f'SELECT * FROM "{table}"')
            kept = [(table, column[0]) != DELIVERED for column in cursor.description]
            rows[table] = sorted(repr(tuple(compress(row, kept))) for row in cursor.fetchall())
    return rows


@contextmanager
def nothing_changes() -> Iterator[None]:
    before = everything()
    yield
    after = everything()
    assert {table for table in before if before[table] != after[table]} == set()


@pytest.fixture
def world(people: Cast) -> World:
    return make_world(people)


# ── every form there is ──

GARBAGE = {"nothing": "", "control characters": "\x00\x07\u202e", "far too much": "x" * 50_000}


@pytest.mark.parametrize("garbage", GARBAGE.values(), ids=GARBAGE)
@pytest.mark.parametrize("kind", ["stranger", "seated"])
def test_every_form_that_is_filled_with_garbage_is_refused(
    kind: str, garbage: str, world: World, sign_in: SignIn
) -> None:
    person = getattr(world, kind)
    client = sign_in(person) if person else Client()
    wrong, tried = [], 0

    for route in EVERY_ROUTE:
        if ROUTES[route] is Door.VISITOR:
            continue
        for address, fields in Forms(client.get(world.address(route))).found:
            if fields:
                before, tried = everything(), tried + 1
                answer = post(client, address, fields, **dict.fromkeys(list(fields), garbage))
                if answer.status_code >= 500 or everything() != before:
                    wrong.append((route, address, answer.status_code, sorted(fields)))

    assert wrong == []
    assert tried > 3


@pytest.mark.parametrize("kind", ["stranger", "seated"])
def test_no_address_breaks_over_what_stands_in_it(kind: str, world: World, sign_in: SignIn) -> None:
    person = getattr(world, kind)
    client = sign_in(person) if person else Client()
    strange = {"pk": "9" * 18, "place": "9" * 18, "uidb36": "z" * 13, "key": "x-y", "kind": "secret"}
    answers = {}

    with nothing_changes():
        for route, names in EVERY_ROUTE.items():
            if names and ROUTES[route] is not Door.VISITOR:
                address = reverse(route, kwargs={name: strange.get(name, "0" * 60) for name in names})
                answers[address] = client.get(address).status_code, client.post(address).status_code

    assert [(address, codes) for address, codes in answers.items() if max(codes) >= 500] == []


# ── what people do wrong ──


def test_an_hour_that_the_night_leaves_out_is_said_and_not_planned(world: World, sign_in: SignIn) -> None:
    maya = sign_in(world.seated)
    agenda, by_hand = world.address("meetings:agenda"), world.address("groups:add-meeting")
    night = {"day": "2027-03-14", "at": "02:30"}

    with nothing_changes():
        for address in (agenda, by_hand):
            answer = post(maya, address, form_on(maya, address), **night, minutes="90")

            assert answer.status_code == 422
            assert "does not exist" in answer.content.decode()


def test_an_agenda_that_does_not_fit_says_what_would(world: World, sign_in: SignIn) -> None:
    maya = sign_in(world.seated)
    address = world.address("meetings:agenda")

    with nothing_changes():
        answer = post(maya, address, form_on(maya, address), minutes="5")

    assert answer.status_code == 422
    assert "do not fit in that time. Plan " in " ".join(answer.content.decode().split())


def test_an_agenda_that_somebody_changed_meanwhile_is_not_overwritten(
    world: World, people: Cast, sign_in: SignIn
) -> None:
    maya = sign_in(world.seated)
    address = world.address("meetings:agenda")
    mine = form_on(maya, address)
    services.set_agenda(world.meeting, by=people.jun, minutes=60)

    with nothing_changes():
        answer = post(maya, address, mine)

    assert answer.status_code == 422
    assert "Somebody changed this agenda" in answer.content.decode()


def test_a_broken_format_is_refused_with_its_line(world: World, sign_in: SignIn) -> None:
    maya = sign_in(world.seated)
    address = world.address("groups:edit-format")
    text = render(load("open-round"))
    for broken in (text.replace('kind = "settle"', 'kind = "seance"', 1), text + "\n[[", "\u2028" * 9, "a = 1"):
        with nothing_changes():
            answer = post(maya, address, QueryDict(mutable=True), text=broken, do="save")

        assert answer.status_code == 422
        assert "line" in answer.content.decode().lower()


def test_too_long_a_text_says_by_how_much(world: World, sign_in: SignIn) -> None:
    maya = sign_in(world.seated)
    room = world.address("meetings:room")
    for kind, most in (("hope", 280), ("note", 1000), ("takeaway", 280), ("follow-up", 280)):
        address = reverse("meetings:write", args=[world.meeting.public_id, kind])
        fields = form_on(maya, room, to=address, having="text")
        fields["text"] = "x" * (most + 1)
        with nothing_changes():
            answer = maya.post(address, fields.dict(), headers={"HX-Request": "true"})

        assert "This is 1 characters too long." in answer.content.decode(), kind


def test_what_belongs_to_another_meeting_is_not_there(world: World, people: Cast, sign_in: SignIn) -> None:
    """Maya asks Tomasz's meeting for her own, and her own for Tomasz's."""
    theirs = queries.meetings_of(people.tomasz).get()
    seat = queries.seat_of(people.tomasz, theirs)
    assert seat
    request = services.request(seat, "resource", text=clean("A book."))
    follow_up = services.follow(seat, clean("Read it."), by_when=None)
    words = Words.objects.filter(meeting=theirs)
    maya = sign_in(world.seated)
    mine = world.meeting.public_id

    with nothing_changes():
        for name, of in (("answer", request), ("help", request), ("done", follow_up)):
            assert maya.post(reverse(f"meetings:{name}", args=[mine, of.public_id])).status_code == 404
            assert maya.post(reverse(f"meetings:{name}", args=[theirs.public_id, of.public_id])).status_code == 404
        for one in words:
            assert maya.get(reverse("meetings:words", args=[mine, one.public_id])).status_code == 404
            assert maya.get(reverse("meetings:words", args=[theirs.public_id, one.public_id])).status_code == 404
        assert maya.post(reverse("meetings:write", args=[mine, "secret"])).status_code == 404


def test_an_agreement_that_was_replaced_while_one_read_it_is_not_accepted(
    world: World, people: Cast, sign_in: SignIn
) -> None:
    groups.propose(world.group, [clean("We begin on time.")], by=people.jun)
    maya = sign_in(world.seated)
    read = form_on(maya, world.address("groups:agreement"), to=world.address("groups:accept"))
    groups.propose(world.group, [clean("We end on time.")], by=people.jun)

    with nothing_changes():
        answer = post(maya, world.address("groups:accept"), read, accepts="on")

    assert answer.status_code == 422
    assert "read" in answer.content.decode()


# ── what arrives twice ──


def test_a_form_that_is_sent_again_is_one(world: World, sign_in: SignIn) -> None:
    maya = sign_in(world.seated)
    room = world.address("meetings:room")
    for kind in ("hope", "note", "takeaway", "follow-up", "request"):
        address = reverse("meetings:write", args=[world.meeting.public_id, kind])
        fields = form_on(maya, room, to=address, having="text")
        assert post(maya, address, fields, text="Once is enough.").status_code == 302

        with nothing_changes():
            assert post(maya, address, fields).status_code == 302, kind

    assert [words.text for words in Words.objects.all()].count("Once is enough.") == 5


def test_what_is_done_already_is_not_done_twice(world: World, people: Cast, sign_in: SignIn) -> None:
    """A double click on an acceptance, on a withdrawal, and on leaving."""
    groups.propose(world.group, [clean("We begin on time.")], by=people.jun)
    maya = sign_in(world.seated)
    for page, act, having in (
        ("groups:agreement", "groups:accept", "version"),
        ("groups:members", "groups:withdraw", "which"),
    ):
        address = world.address(act)
        fields = form_on(maya, world.address(page), to=address, having=having)
        fields["accepts"] = "on"
        assert post(maya, address, fields).status_code == 302

        with nothing_changes():
            assert post(maya, address, fields).status_code in (302, 404), act

    assert maya.post(world.address("groups:leave")).status_code == 302
    with nothing_changes():
        assert maya.post(world.address("groups:leave")).status_code == 404


# ── what a socket says ──

MEANINGLESS: list[str | bytes] = [
    "",
    "not json",
    "[]",
    "null",
    "{}",
    '{"do": "dance", "id": "1"}',
    '{"do": "start"}',
    '{"do": "start", "id": ""}',
    '{"do": "start", "id": {"$gt": ""}}',
    '{"do": "start", "id": "\\ud800"}',
    '{"do": "start", "id": "1", "by": "2"}',
    '{"do": "start", "id": "1", "for": "2"}',
    '{"do": "advance", "id": "1", "segment": null}',
    '{"do": "advance", "id": "1", "segment": 1e999}',
    '{"do": "skip", "id": "1", "segment": "present/99"}',
    '{"do": "speak", "id": "1", "who": "99999"}',
    '{"do": "speak", "id": "1", "who": "\u0661"}',
    '{"do": "role", "id": "1", "role": "queen"}',
    '{"do": "arrive", "id": "1", "for": "1"}',
    '{"do": "leave", "id": "1"}',
    '{"do": "resume", "id": "1"}',
    '{"do": "hello", "away": ["1"]}',
    "[" * 4000,
    "x" * 5000,
    b"\x00\xff",
]


@pytest.mark.slow
def test_what_a_socket_cannot_mean_is_answered_and_changes_nothing(server: str, world: World, sign_in: SignIn) -> None:
    with Wire(server, world.meeting.public_id, sign_in(world.seated)) as maya:
        begin(maya, world)
        with nothing_changes():
            for message in MEANINGLESS:
                maya.say(message)
                refused = maya.hear(lambda heard: "refused" in heard or "pong" in heard)

                assert refused.get("refused", "").endswith("."), message
        assert maya.press("pause")["number"] == MeetingEvent.objects.filter(meeting=world.meeting).count()


@pytest.mark.slow
def test_a_stale_press_and_a_double_click_move_a_room_one_step(server: str, world: World, sign_in: SignIn) -> None:
    with Wire(server, world.meeting.public_id, sign_in(world.seated)) as maya:
        leaving = begin(maya, world)
        first = maya.press("advance", id="once", segment=leaving)
        with nothing_changes():
            assert maya.press("advance", id="once", segment=leaving) == first
            assert "moved on" in maya.press("advance", segment=leaving)["refused"]
            assert "refused" in maya.press("extend", segment=leaving)
            assert "refused" in maya.press("advance", segment="present/99")


def begin(wire: Wire, world: World) -> str:
    """The hour of the meeting, and the clock stands still; gives the part that is open."""
    clock.set(meeting=world.meeting.starts + timedelta(seconds=5), rate=0)
    wire.hello()
    seen = wire.see(lambda view: view["state"] == "open" and wire.mine["present"])
    key: str = seen["current"]["key"]
    return key
