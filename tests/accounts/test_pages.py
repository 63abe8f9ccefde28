"""Signing up, in and out, through the pages."""

import re
from zoneinfo import ZoneInfo

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal import auth as totp
from allauth.usersessions.models import UserSession
from django.core.cache import cache
from django.core.mail import EmailMessage
from django.test import Client
from django.urls import reverse
from django.utils.dateformat import format as date_format
from pytest_django import DjangoAssertNumQueries

from soundingboard.accounts import queries, services
from soundingboard.accounts.models import User
from soundingboard.clinicians import queries as clinicians
from soundingboard.clinicians.services import welcome

pytestmark = pytest.mark.django_db

PASSWORD = "four unrelated warm words"
NEW_PASSWORD = "another row of plain words"


@pytest.fixture(autouse=True)
def _no_limits_from_other_tests() -> None:
    cache.clear()


@pytest.fixture
def maya() -> User:
    user = services.enroll("maya@example.org", name="Maya Chen", password=PASSWORD)
    welcome(user, name="Maya Chen")  # on commit, which a test does not reach
    return user


def sign_in(client: Client, email: str = "maya@example.org", password: str = PASSWORD) -> str:
    """Fill in the sign-in page; gives where it leads to, or what it says."""
    answer = client.post(reverse("account_login"), {"login": email, "password": password})
    return answer["Location"] if answer.status_code == 302 else answer.content.decode()


def is_in(client: Client) -> bool:
    return client.get(reverse("accounts:account")).status_code == 200


def code_in(mail: EmailMessage) -> str:
    found = re.search(r"^ {4}(\S+)$", str(mail.body), re.MULTILINE)
    assert found
    return found[1]


def join(client: Client, email: str, **changed: str) -> str:
    """Fill in the sign-up page; gives the page one ends on."""
    typed = {"name": "Maya Chen", "email": email, "password1": PASSWORD, "time_zone": "America/Chicago", **changed}
    return client.post(reverse("account_signup"), typed, follow=True).content.decode()


@pytest.mark.django_db(transaction=True)
def test_someone_new_confirms_the_address_and_is_in_with_a_name_and_a_zone(
    client: Client, mailoutbox: list[EmailMessage]
) -> None:
    page = join(client, "Maya@Example.org")
    assert "Look into your mail" in page
    assert not is_in(client)

    answer = client.post(reverse("account_email_verification_sent"), {"code": code_in(mailoutbox[-1])})

    assert answer["Location"] == reverse("clinicians:welcome")
    assert is_in(client)
    user = User.objects.get()
    assert (user.email, user.time_zone) == ("maya@example.org", "America/Chicago")
    assert clinicians.of(user).name == "Maya Chen"
    assert user.password.split("$")[0] != PASSWORD


def test_a_wrong_code_confirms_nothing(client: Client, mailoutbox: list[EmailMessage]) -> None:
    join(client, "maya@example.org")

    page = client.post(reverse("account_email_verification_sent"), {"code": "WRONGS"}).content.decode()

    assert "That is not the code" in page
    assert not is_in(client)
    sign_in(client)
    assert not is_in(client)


def test_a_new_code_can_be_asked_for(client: Client, mailoutbox: list[EmailMessage]) -> None:
    join(client, "maya@example.org")
    first = code_in(mailoutbox[-1])
    cache.clear()  # one in ten seconds

    client.post(reverse("account_email_verification_sent"), {"action": "resend"})

    assert code_in(mailoutbox[-1]) != first
    client.post(reverse("account_email_verification_sent"), {"code": code_in(mailoutbox[-1])})
    assert is_in(client)


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"password1": "short"}, "at least 12 characters"),
        ({"password1": "password1234"}, "too common"),
        ({"email": "not an address"}, "valid email address"),
        ({"time_zone": "Mars/Olympus"}, "Select a valid choice"),
        ({"name": " "}, "This field is required"),
    ],
)
def test_what_cannot_be_is_said_and_nobody_is_made(client: Client, changed: dict[str, str], said: str) -> None:
    page = join(client, **{"email": "maya@example.org", **changed})

    assert said in page
    assert not User.objects.exists()


def test_no_page_tells_whether_somebody_has_an_account(
    client: Client, maya: User, mailoutbox: list[EmailMessage]
) -> None:
    def alike(page: str) -> str:
        """The page without what differs on any two visits."""
        page = re.sub(r'(nonce|value|content)="[^"]*"|"X-CSRFToken": "[^"]*"', "", page)
        return re.sub(r"(maya|rosa)@example\.org", "SOMEONE", page)

    known, unknown = Client(), Client()
    assert alike(join(known, "maya@example.org")) == alike(join(unknown, "rosa@example.org"))
    assert "You have an account already" in [mail.subject for mail in mailoutbox if mail.to == ["maya@example.org"]]

    known, unknown = Client(), Client()
    wrong = "not the right words at all"
    assert alike(sign_in(known, "maya@example.org", wrong)) == alike(
        sign_in(unknown, "nobody@example.org", wrong)
    ).replace("nobody@example.org", "SOMEONE")

    known, unknown = Client(), Client()
    pages = [
        client.post(reverse("account_reset_password"), {"email": email}, follow=True).content.decode()
        for client, email in [(known, "maya@example.org"), (unknown, "nobody@example.org")]
    ]
    assert alike(pages[0]) == alike(pages[1])
    assert mailoutbox[-1].to == ["nobody@example.org"]
    assert mailoutbox[-1].subject == "No account with this address"
    assert mailoutbox[-2].to == ["maya@example.org"]


def test_the_right_password_lets_one_in_however_the_address_is_typed(client: Client, maya: User) -> None:
    assert sign_in(client, email="MAYA@example.org") == "/"

    assert is_in(client)


def test_a_wrong_password_lets_nobody_in(client: Client, maya: User) -> None:
    page = sign_in(client, password="not the right words at all")

    assert "do not go together" in page
    assert not is_in(client)


def test_after_too_many_tries_even_the_right_password_waits(client: Client, maya: User) -> None:
    for _ in range(5):
        sign_in(client, password="not the right words at all")

    page = sign_in(client)

    assert "too many tries" in page
    assert not is_in(client)


def test_signing_out_ends_it(client: Client, maya: User) -> None:
    sign_in(client)
    assert is_in(client)

    client.post(reverse("account_logout"))

    assert not is_in(client)


def test_a_forgotten_password_is_replaced_by_the_link_in_the_mail_once(
    client: Client, maya: User, mailoutbox: list[EmailMessage]
) -> None:
    elsewhere = Client()
    sign_in(elsewhere)
    client.post(reverse("account_reset_password"), {"email": "maya@example.org"})
    link = re.search(r"https?://[^/]+(/account/password/reset/key/\S+)", str(mailoutbox[-1].body))
    assert link
    page = client.get(link[1], follow=True)
    assert "Choose a new password" in page.content.decode()

    client.post(page.request["PATH_INFO"], {"password1": NEW_PASSWORD, "password2": NEW_PASSWORD})

    assert "do not go together" in sign_in(Client())
    assert sign_in(client, password=NEW_PASSWORD) == "/"
    assert not is_in(elsewhere)
    assert "This link is used up" in Client().get(link[1], follow=True).content.decode()


def test_changing_the_password_signs_out_elsewhere_and_is_told_by_mail(
    client: Client, maya: User, mailoutbox: list[EmailMessage]
) -> None:
    elsewhere = Client()
    sign_in(elsewhere)
    sign_in(client)

    client.post(
        reverse("account_change_password"),
        {"oldpassword": PASSWORD, "password1": NEW_PASSWORD, "password2": NEW_PASSWORD},
    )

    assert not is_in(elsewhere)
    assert mailoutbox[-1].subject == "Your password was changed"
    assert sign_in(Client(), password=NEW_PASSWORD) == "/"


def test_a_new_address_counts_once_it_is_confirmed(client: Client, maya: User, mailoutbox: list[EmailMessage]) -> None:
    sign_in(client)
    prove(client)
    client.post(reverse("account_email"), {"email": "chen@example.org", "action_add": ""})
    assert sign_in(Client(), email="maya@example.org") == "/"
    code = next(code_in(mail) for mail in reversed(mailoutbox) if mail.to == ["chen@example.org"])

    client.post(reverse("account_email_verification_sent"), {"code": code})

    maya.refresh_from_db()
    assert maya.email == "chen@example.org"
    assert sign_in(Client(), email="chen@example.org") == "/"
    assert "do not go together" in sign_in(Client(), email="maya@example.org")


def test_signing_out_everywhere_else_closes_the_other_browser_and_keeps_this_one(client: Client, maya: User) -> None:
    elsewhere = Client(headers={"user-agent": "The other browser"})
    sign_in(elsewhere)
    sign_in(client)
    assert is_in(elsewhere)
    assert "The other browser" in client.get(reverse("usersessions_list")).content.decode()

    client.post(reverse("usersessions_list"))

    assert not is_in(elsewhere)
    assert is_in(client)
    assert queries.security_of(maya).browsers == 1


def prove(client: Client) -> None:
    """Give the password once more, as is asked before the account changes."""
    client.post(reverse("account_reauthenticate"), {"password": PASSWORD})


def turn_on_codes(client: Client) -> str:
    """Set up an app; gives its secret."""
    prove(client)
    page = client.get(reverse("mfa_activate_totp"))
    secret = str(page.context["form"].secret)
    answer = client.post(reverse("mfa_activate_totp"), {"code": code_now(secret)})
    assert answer.status_code == 302, answer.context["form"].errors
    return secret


def code_now(secret: str) -> str:
    return str(totp.format_hotp_value(totp.hotp_value(secret, next(iter(totp.yield_hotp_counters_from_time())))))


def forget_used_codes() -> None:
    """A code counts once in its half minute; a test does not wait for the next."""
    cache.clear()


def test_with_an_app_a_password_is_not_enough(client: Client, maya: User) -> None:
    sign_in(client)
    secret = turn_on_codes(client)
    forget_used_codes()
    fresh = Client()

    assert sign_in(fresh) == reverse("mfa_authenticate")
    assert not is_in(fresh)
    wrong = "000000" if code_now(secret) != "000000" else "111111"
    assert "That is not the code" in fresh.post(reverse("mfa_authenticate"), {"code": wrong}).content.decode()
    assert not is_in(fresh)
    fresh.post(reverse("mfa_authenticate"), {"code": code_now(secret)})

    assert is_in(fresh)


def test_a_recovery_code_opens_once(client: Client, maya: User) -> None:
    sign_in(client)
    turn_on_codes(client)
    codes = client.get(reverse("mfa_view_recovery_codes")).context["unused_codes"]
    assert len(codes) == 10
    first, second = Client(), Client()

    sign_in(first)
    first.post(reverse("mfa_authenticate"), {"code": codes[0]})
    sign_in(second)
    second.post(reverse("mfa_authenticate"), {"code": codes[0]})

    assert is_in(first)
    assert not is_in(second)
    assert queries.security_of(maya).recovery_codes == 9


def test_the_database_holds_no_secret_that_makes_codes(client: Client, maya: User) -> None:
    sign_in(client)
    secret = turn_on_codes(client)

    kept = str(list(Authenticator.objects.values_list("data", flat=True)))

    assert secret not in kept
    assert "secret" in kept


def test_a_page_left_open_cannot_change_the_account_without_the_password(client: Client, maya: User) -> None:
    sign_in(client)

    answer = client.get(reverse("mfa_activate_totp"))

    asks = answer["Location"]
    assert asks.startswith(reverse("account_reauthenticate"))
    assert "Is it still you?" in client.get(asks).content.decode()
    assert "not your password" in client.post(asks, {"password": "not the right words at all"}).content.decode()
    assert client.post(asks, {"password": PASSWORD})["Location"] == reverse("mfa_activate_totp")


def test_the_settings_say_how_the_account_is_kept(
    client: Client, maya: User, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    sign_in(client)

    with django_assert_max_num_queries(7):
        page = client.get(reverse("accounts:account")).content.decode()

    assert "knowing it is not enough" in page
    turn_on_codes(client)
    page = client.get(reverse("accounts:account")).content.decode()
    assert "a code from your app" in page
    assert "10 left" in page


def test_someone_who_chooses_a_zone_sees_times_on_its_clocks(client: Client, maya: User) -> None:
    sign_in(client)

    answer = client.post(reverse("accounts:account"), {"time_zone": "Pacific/Honolulu"})

    assert answer.status_code == 302
    since = UserSession.objects.get(user=maya).created_at.astimezone(ZoneInfo("Pacific/Honolulu"))
    page = client.get(reverse("usersessions_list")).content.decode()
    assert f"Since {date_format(since, 'F j, g:i A')}" in page


def test_a_zone_that_is_none_is_refused(client: Client, maya: User) -> None:
    sign_in(client)

    answer = client.post(reverse("accounts:account"), {"time_zone": "Mars/Olympus"})

    assert answer.status_code == 422
    maya.refresh_from_db()
    assert maya.time_zone == "America/New_York"


def test_a_stranger_is_sent_to_the_sign_in(client: Client) -> None:
    answer = client.get(reverse("accounts:account"))

    assert answer["Location"] == f"{reverse('account_login')}?next={reverse('accounts:account')}"


STRANGERS_PAGES = [
    "account_login",
    "account_signup",
    "account_reset_password",
    "account_reset_password_done",
    "account_reset_password_from_key_done",
    "account_inactive",
]
OWN_PAGES = [
    "accounts:account",
    "account_logout",
    "account_email",
    "account_change_password",
    "account_reauthenticate",
    "mfa_index",
    "mfa_activate_totp",
    "mfa_list_webauthn",
    "mfa_add_webauthn",
    "usersessions_list",
]
PAGES_WITH_CODES = [
    "mfa_index",
    "mfa_deactivate_totp",
    "mfa_reauthenticate",
    "mfa_view_recovery_codes",
    "mfa_generate_recovery_codes",
    "mfa_list_webauthn",
]


def in_our_frame(client: Client, name: str) -> bool:
    answer = client.get(reverse(name))
    page = answer.content.decode()
    assert "style=" not in page
    return answer.status_code == 200 and 'class="frame"' in page and page.count("<h1") == 1


@pytest.mark.parametrize("name", STRANGERS_PAGES)
def test_the_pages_before_the_sign_in_are_in_our_frame(client: Client, name: str) -> None:
    assert in_our_frame(client, name)


def test_the_pages_behind_the_sign_in_are_in_our_frame(client: Client, maya: User) -> None:
    sign_in(client)
    prove(client)
    assert [name for name in OWN_PAGES if not in_our_frame(client, name)] == []

    turn_on_codes(client)

    assert [name for name in PAGES_WITH_CODES if not in_our_frame(client, name)] == []
