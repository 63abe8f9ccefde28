"""What every test can ask for."""

import os
import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from itertools import count
from typing import Any

import hypothesis
import psycopg
import pytest
import uvicorn
from django.conf import settings
from django.core.cache import cache
from django.db import connection, connections
from django.test import Client
from playwright.sync_api import Browser, BrowserContext, Page, expect
from pytest_django.plugin import DjangoDbBlocker

from soundingboard.accounts.models import User
from soundingboard.clinicians.models import Clinician
from soundingboard.clock import services as clock
from soundingboard.meetings.models import Meeting
from tests import machine, postgres, processes
from tests.people import Cast, cast
from tests.tuesday import EARLIER, call

# Playwright keeps a running loop in the thread of the test; the ORM is called beside it, never in it.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"

# How long an example takes says nothing on a busy machine.
hypothesis.settings.register_profile("soundingboard", deadline=None)
hypothesis.settings.load_profile("soundingboard")

BROWSER_ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    "--disable-quic",
]


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    """The machine's Chromium, with what it needs to run as root and without a screen."""
    # A page that checks what is written loads an engine first, and on a busy machine six of them do.
    expect.set_options(timeout=processes.PATIENCE * 1000)
    found = machine.chromium()
    assert found, "No Chromium was found. Run: python -m tests.machine"
    return {**browser_type_launch_args, "executable_path": found, "args": BROWSER_ARGUMENTS}


@pytest.fixture(autouse=True)
def _nobody_remembers_the_clock() -> Iterator[None]:
    """What another test did to the meeting clock is forgotten with its row."""
    clock.forget_cache()
    yield
    clock.forget_cache()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark what needs a browser or a PostgreSQL server, so that `make check` leaves it out; browsers come last.

    Once a browser has started, its loop stays in the thread of the tests: no test after it could run one of its own.
    """
    for item in items:
        needs = set(getattr(item, "fixturenames", ()))
        if "playwright" in needs:
            item.add_marker(pytest.mark.browser)
        if "postgres_server" in needs:
            item.add_marker(pytest.mark.postgres)
    items.sort(key=lambda item: item.get_closest_marker("browser") is not None)


@pytest.fixture(autouse=True)
def _nobody_has_tried_yet() -> None:
    """Tries to sign in are counted in the cache by address, and all tests come from one."""
    cache.clear()


# ── people ──


@pytest.fixture
def people(db: None) -> Cast:
    """Everyone there is, in the test's database; nobody is in a group yet."""
    return cast()


@pytest.fixture
def sign_in() -> Callable[[Clinician], Client]:
    """A browser without a screen, signed in as somebody: `sign_in(people.maya).get("/")`."""

    def signed_in(person: Clinician) -> Client:
        client = Client()
        client.force_login(user_of(person))
        return client

    return signed_in


@pytest.fixture
def visit(browser: Browser, server: str, sign_in: Callable[[Clinician], Client]) -> Iterator[Callable[..., Page]]:
    """A real browser of somebody's own, signed in and on a page of this test's server.

    `visit(people.maya, "/groups/")` gives the page; further arguments are those of a browser context (viewport,
    color_scheme, ...). `visit(None)` is a stranger's. An error on a page fails the test.
    """
    contexts: list[BrowserContext] = []
    broken: list[str] = []

    def visited(person: Clinician | None, path: str = "/", **options: Any) -> Page:
        context = browser.new_context(base_url=server, **options)
        contexts.append(context)
        if person is not None:
            key = sign_in(person).cookies[settings.SESSION_COOKIE_NAME].value
            context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": key, "url": server}])
        page = context.new_page()
        page.on("pageerror", lambda error: broken.append(f"{page.url}: {error}"))
        page.goto(path)
        return page

    yield visited
    for context in contexts:
        context.close()
    assert broken == []


def user_of(person: Clinician) -> User:
    assert person.user is not None
    user: User = person.user
    return user


# ── a meeting ──


@pytest.fixture
def before_noon(db: None) -> None:
    """Ten minutes to noon on a Tuesday, and the clock stands still."""
    clock.set(meeting=EARLIER, rate=0)


@pytest.fixture
def meeting(people: Cast, before_noon: None) -> Meeting:
    """An open round of five, at noon, for ninety minutes. Maya has place 1, Samir 5."""
    return call(people)


# ── servers ──


@contextmanager
def served() -> Iterator[str]:
    """The application in threads of this process, on a free port; gives its address."""
    from soundingboard.site.asgi import application

    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        config = uvicorn.Config(
            application,
            ws="websockets-sansio",
            ws_per_message_deflate=False,
            timeout_graceful_shutdown=1,
            access_log=False,
            log_config=None,
        )
        server = Answering(config)
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]}, daemon=True)
        thread.start()
        server.answers.wait(processes.PATIENCE)
        assert server.started, "The server did not start; what it said is above."
        try:
            # A passkey belongs to a name, and 127.0.0.1 is none.
            yield f"http://localhost:{listener.getsockname()[1]}"
        finally:
            server.should_exit = True
            thread.join(processes.PATIENCE)
            assert not thread.is_alive(), "The server did not stop."


class Answering(uvicorn.Server):
    """uvicorn that says when it is up, or that it will not be."""

    def __init__(self, config: uvicorn.Config) -> None:
        super().__init__(config)
        self.answers = threading.Event()

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        try:
            await super().startup(sockets)
        finally:
            self.answers.set()


@pytest.fixture
def server(transactional_db: None) -> Iterator[str]:
    """The address of a server in this process, on the test's own database."""
    with served() as url:
        yield url


@pytest.fixture
def start_server() -> Iterator[Callable[..., processes.Server]]:
    """Starts real server processes, `start_server(database_url, port=0, **environment)`; they end with the test."""
    with ExitStack() as ends:

        def start(database_url: str, *, port: int = 0, **given: str) -> processes.Server:
            server = processes.start(database_url, port=port, **given)
            ends.callback(server.stop)
            return server

        yield start


# ── databases ──


@pytest.fixture
def database_url(transactional_db: None) -> str:
    """The address of the test's own database, for a process that is to share it."""
    assert connection.vendor == "sqlite"
    return f"sqlite:///{connection.settings_dict['NAME']}"


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[str]:
    """A PostgreSQL server; gives its address, without a database at the end."""
    with postgres.server() as url:
        yield url


@pytest.fixture(scope="session")
def postgres_template(postgres_server: str) -> str:
    """The name of a database with all tables in it, to be copied."""
    statement(postgres_server, "CREATE DATABASE soundingboard_template")
    processes.command("migrate", database_url=f"{postgres_server}/soundingboard_template")
    return "soundingboard_template"


_numbers = count(1)


@pytest.fixture
def postgres_url(postgres_server: str, postgres_template: str) -> Iterator[str]:
    """The address of a PostgreSQL database with all tables and no rows, of this test alone."""
    name = f"soundingboard_{os.getpid()}_{next(_numbers)}"
    statement(postgres_server, f"CREATE DATABASE {name} TEMPLATE {postgres_template}")
    yield f"{postgres_server}/{name}"
    statement(postgres_server, f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture
def on_postgres(postgres_url: str, django_db_blocker: DjangoDbBlocker) -> Iterator[str]:
    """This process, too, works on that PostgreSQL database; gives its address."""
    from soundingboard.site import environment

    meant = environment.read({**os.environ, "SOUNDINGBOARD_DATABASE_URL": postgres_url})
    with django_db_blocker.unblock(), pytest.MonkeyPatch.context() as patch:
        kept, kept_settings = connections["default"], connections.settings["default"]
        connections.settings["default"] = {
            **kept_settings,
            "ENGINE": "django.db.backends.postgresql",
            "NAME": meant.database.name,
            "USER": meant.database.user,
            "PASSWORD": meant.database.password,
            "HOST": meant.database.host,
            "PORT": meant.database.port,
            "OPTIONS": {},
        }
        del connections["default"]
        patch.setattr(
            settings, "SOUNDINGBOARD", replace(settings.SOUNDINGBOARD, database=meant.database, bus=meant.bus)
        )
        try:
            yield postgres_url
        finally:
            connections["default"].close()
            connections.settings["default"] = kept_settings
            connections["default"] = kept


def statement(server: str, text: str) -> None:
    with psycopg.connect(f"{server}/postgres", autocommit=True) as session:
        session.execute(text.encode())
