"""The design system on a server of its own addresses, and a page that fails the test when its console complains."""

import os
import threading
from collections.abc import Iterator
from socketserver import ThreadingMixIn
from typing import Any
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server

import pytest
from django.core.handlers.wsgi import WSGIHandler
from django.test.utils import override_settings
from playwright.sync_api import Browser, Page

from soundingboard.web import assets

os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")


class _Threaded(ThreadingMixIn, WSGIServer):
    daemon_threads = True


class _Silent(WSGIRequestHandler):
    def log_message(self, *_: object) -> None:
        """Say nothing of each visit."""


# Nothing here has a row: pages of the design system are for everybody, and what asks who one is stays out.
ALONE: dict[str, Any] = {
    "ROOT_URLCONF": "tests.web.urls",
    "MIDDLEWARE": [
        "whitenoise.middleware.WhiteNoiseMiddleware",
        "csp.middleware.CSPMiddleware",
        "django.contrib.sessions.middleware.SessionMiddleware",
        "django.middleware.csrf.CsrfViewMiddleware",
    ],
    "TEMPLATES": [
        {
            "BACKEND": "django.template.backends.django.DjangoTemplates",
            "DIRS": [assets.WEB / "components", assets.WEB / "templates"],
            "APP_DIRS": True,
            "OPTIONS": {
                "context_processors": [
                    "csp.context_processors.nonce",
                    "django.template.context_processors.request",
                ]
            },
        }
    ],
    "SESSION_ENGINE": "django.contrib.sessions.backends.signed_cookies",
}


@pytest.fixture(scope="module")
def design() -> Iterator[str]:
    """The address of a server with nothing but the design system."""
    with override_settings(**ALONE):
        server = make_server("127.0.0.1", 0, WSGIHandler(), _Threaded, _Silent)
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
        thread.start()
        try:
            yield f"http://localhost:{server.server_port}"
        finally:
            server.shutdown()
            server.server_close()
            thread.join()


@pytest.fixture
def look(browser: Browser, design: str) -> Iterator[Page]:
    """A page with the frame and no more; whatever its console complains of fails the test."""
    page = browser.new_page(viewport={"width": 1280, "height": 900}, base_url=design)
    complaints: list[str] = []
    page.on("console", lambda said: complaints.append(said.text) if said.type == "error" else None)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.goto("/frame/")
    yield page
    page.close()
    assert complaints == []


@pytest.fixture
def guide(look: Page) -> Page:
    """The styleguide, likewise."""
    look.goto("/styleguide/")
    return look
