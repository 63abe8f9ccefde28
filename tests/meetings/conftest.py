"""Sockets into a meeting of five, at a clock that stands still until somebody moves it."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack

import pytest
from django.test import Client

from soundingboard.clinicians.models import Clinician
from soundingboard.clock import services as clock
from soundingboard.meetings import queries, services
from soundingboard.meetings.models import Meeting
from tests.conftest import user_of
from tests.meetings.wires import Wire


@pytest.fixture(autouse=True)
def _clock(before_noon: None) -> None:
    """Every test here begins before noon."""


def fold_what_is_due() -> int:
    """What `cases` does where nothing forbids it; returns how many."""
    due = queries.due(clock.now())
    for meeting in due:
        services.fold(meeting)
    return len(due)


Enter = Callable[..., Wire]


@pytest.fixture
def enter(server: str) -> Iterator[Enter]:
    """Opens a real socket for somebody: `enter(people.maya, meeting)`; they have said hello and see the room."""
    with ExitStack() as ends:

        def entered(person: Clinician | None, meeting: Meeting | str, *, hello: bool = True, **given: str) -> Wire:
            browser = Client()
            if person is not None:
                browser.force_login(user_of(person))
            public_id = meeting if isinstance(meeting, str) else meeting.public_id
            wire = ends.enter_context(Wire(server, public_id, browser, **given))
            if hello:
                wire.hello()
                wire.hear(lambda message: "view" in message and message["mine"]["present"])
            return wire

        yield entered
