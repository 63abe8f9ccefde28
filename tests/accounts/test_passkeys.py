"""Signing in with a passkey, in a real browser with an authenticator that approves by itself."""

import re

import pytest
from playwright.sync_api import Page, expect

from soundingboard.accounts import queries, services

pytestmark = pytest.mark.browser

PASSWORD = "four unrelated warm words"


def authenticator(page: Page) -> None:
    """Give the browser a device that holds passkeys and finds its owner present."""
    devices = page.context.new_cdp_session(page)
    devices.send("WebAuthn.enable")
    device = {
        "protocol": "ctap2",
        "transport": "internal",
        "hasResidentKey": True,
        "hasUserVerification": True,
        "isUserVerified": True,
        "automaticPresenceSimulation": True,
    }
    devices.send("WebAuthn.addVirtualAuthenticator", {"options": device})


def test_a_passkey_stands_for_the_password(server: str, page: Page) -> None:
    maya = services.enroll("maya@example.org", name="Maya Chen", password=PASSWORD)
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
    authenticator(page)

    page.goto(f"{server}/me/")
    page.get_by_label("Email").fill("maya@example.org")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Sign-in and security")
    page.get_by_role("link", name="Add a passkey").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Is it still you?")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Go on").click()
    page.get_by_label("What to call it").fill("my phone")
    page.get_by_label("Let it stand for the password").check()
    page.get_by_role("button", name="Add it").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Recovery codes")
    expect(page.locator("main code")).to_have_count(10)
    assert queries.security_of(maya).passkeys == 1

    page.context.clear_cookies()
    page.goto(f"{server}/me/")
    page.get_by_role("button", name="Sign in with a passkey").click()

    expect(page).to_have_url(re.compile("/me/$"))
    expect(page.get_by_text("maya@example.org").first).to_be_visible()
    assert complaints == []


def test_who_turns_the_passkey_down_is_told_what_to_do(server: str, page: Page) -> None:
    authenticator(page)  # it holds no passkey, so that asking for one fails at once

    page.goto(f"{server}/account/login/")
    page.get_by_role("button", name="Sign in with a passkey").click()

    expect(page.get_by_role("status").get_by_text("No passkey was used")).to_be_visible(timeout=15_000)


@pytest.mark.parametrize(
    ("zone", "guess"),
    [("America/Denver", "America/Denver"), ("Europe/Warsaw", "Europe/Warsaw"), ("UTC", "America/New_York")],
)
def test_the_sign_up_guesses_the_time_zone_from_the_browser(server: str, page: Page, zone: str, guess: str) -> None:
    assert page.context.browser
    context = page.context.browser.new_context(timezone_id=zone)
    there = context.new_page()

    there.goto(f"{server}/account/signup/")

    expect(there.get_by_label("Your time zone")).to_have_value(guess)
    context.close()
