"""What journeys can ask for beside `visit`: pages at any address, and a clock that is left as it was found."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from playwright.sync_api import Browser, BrowserContext, Page

from soundingboard.clinicians.models import Clinician

Open = Callable[..., Page]


@pytest.fixture
def open_at(browser: Browser, sign_in: Callable[[Clinician], Client]) -> Iterator[Open]:
    """A browser of somebody's own at an address that is not the test server's: `open_at(line.url, people.maya, "/")`.

    `script` runs in every page before the page's own; further arguments are those of a browser context.
    """
    contexts: list[BrowserContext] = []

    def opened(url: str, person: Clinician, path: str, *, script: str = "", **options: Any) -> Page:
        context = browser.new_context(base_url=url, **options)
        contexts.append(context)
        if script:
            context.add_init_script(script)
        key = sign_in(person).cookies[settings.SESSION_COOKIE_NAME].value
        context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": key, "url": url}])
        page = context.new_page()
        page.goto(path)
        return page

    yield opened
    for context in contexts:
        context.close()
