"""The frame, and the pages for when something did not work."""

import re

import pytest
from django.contrib.auth.models import AnonymousUser
from django.template.loader import render_to_string
from django.test import RequestFactory

BROKEN = ("400.html", "403.html", "403_csrf.html", "404.html", "500.html")


@pytest.mark.parametrize("template", BROKEN)
def test_a_page_for_trouble_says_what_is_safe_and_where_to_go(template):
    page = render_to_string(template)

    assert page.count("<h1>") == 1
    assert re.search(r"nothing was changed", page, re.IGNORECASE)
    assert 'href="/"' in page


def test_every_page_says_what_this_is_not_and_whom_to_call():
    page = render_to_string("web/page.html")

    assert "not supervision, therapy, legal advice or a crisis line" in page
    assert 'href="tel:911"' in page
    assert 'href="tel:988"' in page


def test_a_stranger_sees_no_navigation_and_no_menu():
    request = RequestFactory().get("/")
    request.user = AnonymousUser()

    page = render_to_string("web/page.html", request=request)

    assert "<nav" not in page
    assert "<details" not in page


def test_the_page_sends_its_token_with_every_request_of_htmx():
    request = RequestFactory().get("/")
    request.user = AnonymousUser()

    page = render_to_string("web/page.html", request=request)

    assert re.search(r"""<body hx-headers='\{"X-CSRFToken": "\w{64}"\}'>""", page)


def test_scripts_carry_the_nonce_of_their_answer():
    request = RequestFactory().get("/")
    request.user = AnonymousUser()
    request.csp_nonce = "only-this-once"  # type: ignore[attr-defined]

    page = render_to_string("web/page.html", request=request)

    assert re.search(r'<script type="importmap" nonce="only-this-once">', page)
    assert all("src=" in script or "nonce=" in script for script in re.findall(r"<script[^>]*>", page))
