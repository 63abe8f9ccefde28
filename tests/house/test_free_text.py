"""No text leaves an identifier with us, whichever way it comes: every address that takes text, every field of it.

The table says what each field of each form is. What is posted to is built from the addresses, the fields from the forms
on the pages: a new one fails here until it stands in the table.
"""

from collections.abc import Callable, Iterator
from copy import deepcopy
from dataclasses import dataclass, field

import pytest
from django.db import transaction
from django.http import QueryDict
from django.test import Client
from django.urls import resolve, reverse
from pytest_django.plugin import DjangoDbBlocker

from soundingboard.agenda.formats import load, render
from soundingboard.clinicians.models import Clinician
from soundingboard.deid import rewrite
from soundingboard.meetings.sockets import ACTS
from soundingboard.meetings.wire import LONGEST_ID, PRESSES
from soundingboard.refusals import Refused
from soundingboard.site.permissions import ROUTES, Door
from tests.house.forms import Answer, Forms, form_on
from tests.house.test_bad_input import everything, nothing_changes
from tests.house.world import World
from tests.house.world import world as make_world
from tests.people import Cast, cast

SignIn = Callable[[Clinician], Client]

# One of several kinds each: what a gate that looks for some of them alone would let through.
IDENTIFYING = {
    "a name": "Ask Dr. Miller about it.",
    "a telephone number": "Call 212-555-0198 about it.",
    "an e-mail address": "Write to ann.miller@example.org about it.",
}


@dataclass(frozen=True)
class Text:
    """Free text that others read, or that is stored.

    page    where its form is, and `having` a field that tells it from other forms there
    others  what else its form needs
    frame   what stands around the sentence, where the field holds more than prose
    htmx    whether the page sends it by htmx
    by      who of the cast writes it
    """

    page: str
    others: dict[str, str] = field(default_factory=dict)
    frame: Callable[[str], str] = str
    htmx: bool = False
    having: str = ""
    by: str = "maya"


OPEN_ROUND = render(load("open-round"))


def in_a_prompt(sentence: str) -> str:
    return OPEN_ROUND.replace("Let's arrive.", sentence, 1)


def in_a_remark(sentence: str) -> str:
    return f"{OPEN_ROUND}\n# {sentence}\n"


SAVE = {"do": "save"}
A_CASE = "She cancels every time we come near exposure work. Am I pushing too soon?"
CASE = {
    "kind": "advice",
    "headline": "A woman in her thirties, and avoidance.",
    "knows": "no",
    "consent": "yes",
}
ROOM = "meetings:room"

# (address, field) of everything that is free text. A room's forms go to one address, apart by kind.
TEXTS: dict[tuple[str, str], Text] = {
    ("meetings:write hope", "text"): Text(ROOM, htmx=True),
    ("meetings:write note", "text"): Text(ROOM, htmx=True),
    ("meetings:write takeaway", "text"): Text(ROOM, htmx=True),
    ("meetings:write follow-up", "text"): Text(ROOM, htmx=True),
    ("meetings:write request", "text"): Text(ROOM, htmx=True),
    ("meetings:agenda", "question"): Text("meetings:agenda", SAVE),
    ("cases:write", "text"): Text("cases:write", CASE, by="jun"),
    ("cases:write", "question"): Text("cases:write", {**CASE, "text": A_CASE}, by="jun"),
    ("cases:write", "headline"): Text("cases:write", {**CASE, "text": A_CASE}, by="jun"),
    ("groups:new", "name"): Text("groups:new", {"accepts": "on"}),
    ("groups:new", "about"): Text("groups:new", {"accepts": "on", "name": "Evening circle"}),
    ("groups:settings", "name"): Text("groups:settings", {"change": "about"}, having="about"),
    ("groups:settings", "about"): Text("groups:settings", {"change": "about"}, having="about"),
    ("groups:propose", "clauses"): Text("groups:propose"),
    ("groups:edit-format", "title"): Text("groups:edit-format", SAVE),
    ("groups:edit-format", "when"): Text("groups:edit-format", SAVE),
    ("groups:edit-format", "p0-title"): Text("groups:edit-format", SAVE),
    ("groups:edit-format", "p0-prompt"): Text("groups:edit-format", SAVE),
    ("groups:edit-format", "p0-rules"): Text("groups:edit-format", SAVE),
    ("groups:edit-format", "text"): Text("groups:edit-format", SAVE, in_a_prompt),
    ("groups:edit-format remark", "text"): Text("groups:edit-format", SAVE, in_a_remark),
    ("groups:copy-format", "title"): Text("groups:copy-format", SAVE),
    ("groups:copy-format", "when"): Text("groups:copy-format", SAVE),
    ("groups:copy-format", "p0-title"): Text("groups:copy-format", SAVE),
    ("groups:copy-format", "p0-prompt"): Text("groups:copy-format", SAVE),
    ("groups:copy-format", "p0-rules"): Text("groups:copy-format", SAVE),
    ("groups:copy-format", "text"): Text("groups:copy-format", SAVE, in_a_prompt),
    ("groups:copy-format remark", "text"): Text("groups:copy-format", SAVE, in_a_remark),
}

# What a person types that is no free text, and why.
NO_TEXT = {
    "name": "one's own name, in one's own profile",
    "credentials": "letters behind one's own name, checked as such",
    "video_link": "an address that begins with https, shown to members",
    "address": "where an invitation goes; it is not shown",
    "email": "one's own address",
    "client_id": "the page's name for a press: letters and digits",
    "id": "the name of a phase in a format, which the page makes and the format's grammar checks",
    "seen": "a fingerprint of an agenda",
    "minutes": "numbers",
    "own_minutes": "a number",
    "least": "a number",
    "most": "a number",
    "least_turn": "a number",
    "share": "a number",
    "code": "a code of the account library",
    "password": "a password",
}


@pytest.fixture(scope="module")
def made(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[tuple[Cast, World]]:
    """Everyone and everything, made once: each test's own changes are rolled back, and these rows after the last."""
    with django_db_blocker.unblock(), transaction.atomic():
        people = cast()
        yield people, make_world(people)
        transaction.set_rollback(True)


@pytest.fixture
def copied(made: tuple[Cast, World], db: None) -> tuple[Cast, World]:
    """Of a test's own: what it does to these values no other test sees."""
    return deepcopy(made)


@pytest.fixture
def people(copied: tuple[Cast, World]) -> Cast:
    return copied[0]


@pytest.fixture
def world(copied: tuple[Cast, World]) -> World:
    return copied[1]


def sent(world: World, client: Client, place: tuple[str, str], sentence: str, **more: str) -> Answer:
    """What the site answers to a form whose text is `sentence`."""
    text, (route, name) = TEXTS[place], place
    path = address(world, route)
    own = {name: text.frame(sentence)}
    if name == "text" and route.partition(" ")[0].endswith("-format"):
        fields = QueryDict(mutable=True)
    else:
        fields = form_on(client, world.address(text.page), to=path, having=text.having or name)
    for key, value in {**text.others, **own, **more}.items():
        fields[key] = value
    headers = {"HX-Request": "true"} if text.htmx else {}
    return client.post(path, fields.urlencode(), content_type="application/x-www-form-urlencoded", headers=headers)


def address(world: World, route: str) -> str:
    name, _, kind = route.partition(" ")
    return reverse(name, args=[world.meeting.public_id, kind]) if name == "meetings:write" else world.address(name)


PLACES = [pytest.param(place, id=" ".join(place)) for place in TEXTS]


@pytest.mark.parametrize("place", PLACES)
def test_an_identifier_is_refused_by_every_address_and_changes_nothing(
    place: tuple[str, str], world: World, people: Cast, sign_in: SignIn
) -> None:
    writer = sign_in(getattr(people, TEXTS[place].by))
    for kind, sentence in IDENTIFYING.items():
        with nothing_changes():
            answer = sent(world, writer, place, sentence)

        assert answer.status_code in (200, 422), kind
        assert f"There is {kind} in it" in answer.content.decode(), kind


@pytest.mark.parametrize("place", PLACES)
def test_the_clinical_version_is_taken_by_every_address(
    place: tuple[str, str], world: World, people: Cast, sign_in: SignIn
) -> None:
    writer, before = sign_in(getattr(people, TEXTS[place].by)), everything()
    clinical = rewrite("Ask the colleague about it.")

    answer = sent(world, writer, place, clinical)

    assert answer.status_code in (200, 302)
    assert ", which could identify" not in answer.content.decode()
    assert everything() != before


@pytest.mark.parametrize("place", PLACES)
def test_what_is_declared_to_be_no_identifier_is_taken_once_and_the_declaration_kept_nowhere(
    place: tuple[str, str], world: World, people: Cast, sign_in: SignIn
) -> None:
    writer = sign_in(getattr(people, TEXTS[place].by))
    sentence, before = IDENTIFYING["a name"], everything()

    answer = sent(world, writer, place, sentence, **{f"{place[1]}-declared": "Miller"})

    assert answer.status_code in (200, 302)
    assert everything() != before
    assert not any("declared" in row for rows in everything().values() for row in rows)
    # Without it, the same words are refused again. (A case is brought once: its form is gone.)
    if place[0] == "cases:write":
        return
    with nothing_changes():
        assert "There is a name in it" in sent(world, writer, place, sentence).content.decode()


def typed() -> Iterator[str]:
    """Kinds of boxes into which one can type words."""
    yield from ("text", "textarea", "url", "search", "email", "password", "tel")


class Boxes(Forms):
    """The forms of a page, with the names of the boxes one can type into."""

    def __init__(self, page: Answer) -> None:
        self.boxes: set[tuple[str, str]] = set()
        super().__init__(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        super().handle_starttag(tag, attrs)
        of = dict(attrs)
        kind = "textarea" if tag == "textarea" else of.get("type") or "text"
        if (
            tag in ("input", "textarea")
            and kind in (*typed(), "hidden")
            and of.get("name")
            and self._fields is not None
        ):
            self.boxes.add((self.found[-1][0], of["name"] or ""))


def test_every_box_that_takes_words_stands_in_the_table(world: World, people: Cast, sign_in: SignIn) -> None:
    """Built from the pages: a form with a box that is neither here nor said to be no text fails."""
    clients = [sign_in(world.seated), sign_in(people.jun), Client()]
    unknown = set()

    for client in clients:
        for route, door in ROUTES.items():
            if door is Door.VISITOR or route.partition(":")[0] in ("web", "guard"):
                continue
            page = client.get(world.address(route))
            if page.status_code != 200 or not page.get("Content-Type", "").startswith("text/html"):
                continue
            unknown |= {
                (name_of(action, world), box)
                for action, box in Boxes(page).boxes
                if not known(name_of(action, world), box)
            }

    assert unknown == set()


def name_of(action: str, world: World) -> str:
    found = resolve(action.partition("?")[0])
    kind = found.kwargs.get("kind", "")
    return f"{found.view_name} {kind}".strip()


def known(route: str, box: str) -> bool:
    stem = box.rpartition("-")[2] if box.startswith("p") and "-" in box else box
    alike = box if (route, box) in TEXTS else f"p0-{stem}"
    if (route, alike) in TEXTS or (route, box) in TEXTS:
        return True
    if route.startswith(("account_", "mfa_", "usersessions_")) or stem.startswith("minutes_"):
        return True  # the account library's own
    hidden = ("csrfmiddlewaretoken", "order", "change", "version", "which", "do", "shown", "presenting")
    if stem in NO_TEXT:
        return stem != "name" or route.startswith("clinicians:")
    return stem in hidden


def test_a_guarded_page_of_text_takes_what_shipped_with_us() -> None:
    from soundingboard.agenda.formats import shipped
    from soundingboard.groups.forms.formats import known as ours
    from soundingboard.guard.services import clean

    for format in shipped():
        assert clean(render(format), most=20_000, form="toml", known=ours()).text


# ── sockets ──


def test_no_message_of_a_room_has_a_field_for_words() -> None:
    """What a message may say besides its name: a part of the agenda, somebody's number, a role; never a sentence."""
    fields = {name for said, _ in PRESSES.values() for name in said}

    assert fields <= {"segment", "who", "role"}
    assert set(ACTS) == set(ACTS) | set(PRESSES)


@pytest.mark.parametrize("id", [*IDENTIFYING.values(), "two words", "x" * (LONGEST_ID + 1)])
def test_the_name_of_a_press_is_no_sentence(id: str) -> None:
    from soundingboard.meetings import wire

    with pytest.raises(Refused):
        wire.decode({"do": "bell", "id": id})


def test_words_are_refused_where_a_message_says_which_part_is_meant(world: World, sign_in: SignIn) -> None:
    from soundingboard.meetings import queries, services, wire

    seat = queries.seat_of(world.seated, world.meeting)
    assert seat
    for sentence in IDENTIFYING.values():
        press = wire.decode({"do": "advance", "id": "press", "segment": sentence})
        assert isinstance(press, wire.Press)
        with nothing_changes(), pytest.raises(Refused):
            services.record(world.meeting, wire.event(press, seat.person), seat=seat, client_id="press")
