"""The frame around every page, in a real browser."""

from collections.abc import Callable

import pytest
from django.test import Client
from playwright.sync_api import Page, expect

from soundingboard.clinicians.models import Clinician
from tests.people import Cast


@pytest.mark.django_db
def test_a_page_says_what_a_browser_may_do_with_it(client: Client) -> None:
    answer = client.get("/account/login/")

    policy = answer["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "script-src 'self' 'nonce-" in policy
    assert "unsafe" not in policy
    assert answer["X-Frame-Options"] == "DENY"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Referrer-Policy"] == "same-origin"


@pytest.mark.django_db
def test_the_nonce_is_another_one_each_time(client: Client) -> None:
    first, second = (client.get("/account/login/")["Content-Security-Policy"] for _ in range(2))

    assert first != second


@pytest.mark.browser
def test_everyone_has_a_browser_of_their_own(people: Cast, visit: Callable[..., Page]) -> None:
    maya = visit(people.maya, "/me/")
    stranger = visit(None, "/me/")

    expect(maya).to_have_url("/me/")
    expect(stranger).to_have_url("/account/login/?next=/me/")


def test_the_cast_passed_through_the_services(people: Cast, sign_in: Callable[[Clinician], Client]) -> None:
    answer = sign_in(people.maya).get("/me/")

    assert answer.status_code == 200
    assert people.maya.signed == "Maya Lindqvist-Okafor, PhD"
