"""What people write is in one place: not in a log, a notice, the audit trail, a job, a session or an address."""

import json
import logging
import re
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from itertools import takewhile

import pytest
from django.contrib.sessions.models import Session
from django.core.cache import cache
from django.core.mail import EmailMultiAlternatives
from django.db import connection
from django.http import QueryDict
from django.test import Client
from django.urls import reverse
from django.utils.connection import ConnectionProxy
from pytest_django import Settings
from websockets.sync.client import connect

from soundingboard.agenda.formats import load, render
from soundingboard.cases import queries as case_queries
from soundingboard.cases import services as cases
from soundingboard.cases.models import SealedCase
from soundingboard.clinicians.models import Clinician
from soundingboard.clock import services as clock
from soundingboard.jobs import worker
from soundingboard.meetings import queries, services
from soundingboard.meetings.models import Meeting, Words
from soundingboard.meetings.services import presence
from soundingboard.site.environment import Mail
from soundingboard.site.logs import Contentless
from tests.house.forms import Answer, form_on, post
from tests.house.world import EVERY_ROUTE
from tests.house.world import world as make_world
from tests.people import Cast, next_meeting, tuesday_team

MARK = "countertransference"  # a word that nothing else contains

SignIn = Callable[[Clinician], Client]
WRITTEN = {
    "hope": {"text": f"To think about {MARK}."},
    "note": {"text": f"What {MARK} said last week."},
    "takeaway": {"text": f"Ask {MARK} more, explain less."},
    "follow-up": {"text": f"Call about {MARK}.", "by_when": ""},
    "request": {"kind": "resource", "setting": "either", "payment": "any", "text": f"A book for {MARK}."},
}


BROUGHT = {
    "kind": "advice",
    "question": f"What of {MARK}?",
    "text": f"{MARK} came late again.",
    "headline": f"Someone like {MARK}",
    "consent": "yes",
}


@pytest.fixture
def said(caplog: pytest.LogCaptureFixture) -> Callable[[], str]:
    """Everything that was logged at any level, as the server would have shown it, and what was passed to the logs."""
    caplog.set_level(logging.DEBUG)
    shown = Contentless("{name} {message}", style="{")
    return lambda: "\n".join(f"{shown.format(record)} {record.args!r}" for record in caplog.records)


def columns_with(word: str) -> set[str]:
    """table.column wherever the database holds `word`."""
    found = set()
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            for column in connection.introspection.get_table_description(cursor, table):
                cursor.execute(
                    f'SELECT 1 FROM "{table}" WHERE CAST("{column.name}" AS TEXT) LIKE %s LIMIT 1', [f"%{word}%"]
                )
                if cursor.fetchone():
                    found.add(f"{table}.{column.name}")
    return found


@pytest.mark.django_db
def test_words_written_on_pages_are_stored_once_and_logged_nowhere(
    people: Cast, sign_in: SignIn, said: Callable[[], str]
) -> None:
    meeting = next_meeting(tuesday_team(people))
    maya = sign_in(people.maya)

    for kind, fields in WRITTEN.items():
        address = reverse("meetings:write", args=[meeting.public_id, kind])
        answer = maya.post(address, {**fields, "client_id": f"press-of-{kind}"})
        assert answer.status_code in (200, 204, 302), kind
        maya.post(address, {**fields, "client_id": "!"})  # refused
        maya.post(address, {**fields, "client_id": f"{kind}-too-long", "text": f"{MARK} " * 2000})  # refused, too
    services.send_agenda(meeting, by=people.maya)

    assert columns_with(MARK) == set()  # sealed
    assert {words.kind for words in Words.objects.all() if MARK in words.text} == set(WRITTEN)
    assert MARK not in said()


@pytest.mark.django_db
def test_what_is_written_for_a_meeting_travels_nowhere_and_is_destroyed_after_it(
    people: Cast,
    sign_in: SignIn,
    said: Callable[[], str],
    mailoutbox: list[EmailMultiAlternatives],
    settings: Settings,
) -> None:
    settings.SOUNDINGBOARD = replace(settings.SOUNDINGBOARD, mail=Mail(way="console"))  # mail leaves
    world = make_world(people)
    maya, meeting = sign_in(world.seated), world.meeting
    seat = queries.seat_of(world.seated, meeting)
    assert seat is not None
    agenda, preview = world.address("meetings:agenda"), world.address("meetings:agenda-preview")
    own_format, propose = world.address("groups:edit-format"), world.address("groups:propose")
    prompt = render(load("open-round")).replace('prompt = "', f'prompt = "About {MARK}: ', 1)
    answers: list[Answer] = []

    def send(address: str, fields: QueryDict, **changed: str) -> None:
        answers.append(post(maya, address, fields, **changed))

    for minutes in ("0", "5", "90"):
        asked = form_on(maya, agenda, having="question")
        send(preview, asked, question=f"Does {MARK} come back?", minutes=minutes)
        send(agenda, asked, do="send")
    for text in (prompt + "[[", prompt):
        send(own_format, QueryDict(mutable=True), text=text, do="save")
    for clauses in (f"{MARK} " * 1000, f"We do not speak of {MARK}."):
        send(propose, form_on(maya, propose), clauses=clauses)
    for kind, fields in WRITTEN.items():
        written = QueryDict(mutable=True)
        written.update({**fields, "client_id": f"press-of-{kind}"})
        send(reverse("meetings:write", args=[meeting.public_id, kind]), written)
    cases.take_back(case_queries.own(seat), by=seat)
    for knows in ("yes", "no"):  # refused, and sealed
        brought = QueryDict(mutable=True)
        brought.update({**BROUGHT, "meeting": meeting.public_id, "knows": knows})
        send(reverse("cases:write"), brought)
    happens_and_closes(meeting)
    for route in EVERY_ROUTE:
        answers.append(maya.get(world.address(route)))
    worker.drain()

    stated = {"meetings_ownformat.toml", "groups_agreement.clauses"}  # by a group, for itself
    assert columns_with(MARK) == stated
    assert {words.kind for words in Words.objects.all() if MARK in words.text} == set(Words.Kind)
    assert mailoutbox
    assert not [mail for mail in mailoutbox if MARK in f"{mail.subject} {mail.body} {mail.alternatives} {mail.to}"]
    assert not [answer.request["PATH_INFO"] for answer in answers if MARK in str(answer.headers)]
    assert not re.findall(rf'(?:href|src|action|hx-\w+)="[^"]*{MARK}', "".join(map(text_of, answers)))
    assert not [session for session in Session.objects.all() if MARK in str(session.get_decoded())]
    assert not [value for value in remembered() if MARK.encode() in value]
    everywhere = said()
    assert MARK not in everywhere
    assert not [
        name for name in ("Lindqvist", "Zielinski", "maya@example.org", "rosa@example.org") if name in everywhere
    ]

    assert case_queries.text(SealedCase.objects.get()) == BROUGHT["text"]
    assert cases.shred(meeting)

    assert columns_with(MARK) == stated
    assert not SealedCase.objects.exists()


def happens_and_closes(meeting: Meeting) -> None:
    """The clock runs through the whole meeting with one person in it, and it is settled."""
    clock.set(meeting=meeting.starts, rate=0)
    presence.arrive(queries.seats(meeting)[0])
    clock.set(meeting=meeting.ends + timedelta(hours=2), rate=0)
    assert services.settle(meeting)
    meeting.refresh_from_db()


def text_of(answer: Answer) -> str:
    return "" if answer.streaming else answer.content.decode()


def remembered() -> list[bytes]:
    """What the cache holds, as it holds it."""
    assert isinstance(cache, ConnectionProxy)
    return list(cache._cache.values())


@pytest.mark.django_db
def test_the_search_finds_what_it_looks_for(people: Cast) -> None:
    assert "clinicians_clinician.name" in columns_with("Lindqvist")


@pytest.mark.slow
def test_what_a_socket_hears_is_not_logged_either(
    people: Cast, server: str, sign_in: SignIn, said: Callable[[], str]
) -> None:
    meeting = next_meeting(tuesday_team(people))
    cookie = "; ".join(f"{name}={morsel.value}" for name, morsel in sign_in(people.maya).cookies.items())
    address = f"{server.replace('http', 'ws', 1)}/live/meetings/{meeting.public_id}"
    garbage = [MARK, f'{{"do": "{MARK}"}}', json.dumps({"do": "hand", "id": MARK * 40}), f'{{"{MARK}', f'["{MARK}"]']

    with connect(address, additional_headers={"Origin": server, "Cookie": cookie}) as socket:
        for text in garbage:
            socket.send(text)
        socket.send(json.dumps({"do": "ping", "t": 1}))
        heard = list(takewhile(lambda message: "pong" not in message, map(str, socket)))

    assert MARK not in said()
    assert not any(MARK in message for message in heard)


@pytest.mark.django_db
def test_an_error_on_a_page_is_logged_without_the_words_that_caused_it(
    people: Cast, sign_in: SignIn, said: Callable[[], str], monkeypatch: pytest.MonkeyPatch
) -> None:
    meeting = next_meeting(tuesday_team(people))
    maya = sign_in(people.maya)
    maya.raise_request_exception = False

    def breaks(*_: object, **__: object) -> None:
        raise RuntimeError(f"a bug that quotes {MARK}")

    monkeypatch.setattr(services, "add_words", breaks)
    address = reverse("meetings:write", args=[meeting.public_id, "hope"])
    answer = maya.post(address, {**WRITTEN["hope"], "client_id": "press-of-hope"})

    assert answer.status_code == 500
    assert "builtins.RuntimeError" in said()
    assert MARK not in re.sub(r"<WSGIRequest[^>]*>", "", said())
    assert MARK not in answer.content.decode()
    assert queries.seat_of(people.maya, meeting) is not None
