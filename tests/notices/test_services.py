"""Notices: a row first, then one e-mail, once what it tells of is true."""

from dataclasses import replace
from email.message import Message
from pathlib import Path
from typing import cast

import pytest
from django.core.mail import EmailMessage, EmailMultiAlternatives
from django.db import transaction
from django.test import Client
from pytest_django import Settings

from soundingboard.accounts.models import User
from soundingboard.jobs import worker
from soundingboard.jobs.models import Job
from soundingboard.notices import services
from soundingboard.notices.models import Notice
from soundingboard.site.environment import Mail

pytestmark = pytest.mark.django_db

HELLO = "hello.txt"


@pytest.fixture(autouse=True)
def _mail_that_leaves(settings: Settings) -> None:
    [engine] = settings.TEMPLATES
    settings.TEMPLATES = [{**engine, "DIRS": [*engine["DIRS"], Path(__file__).parent / "templates"]}]
    settings.SOUNDINGBOARD = replace(settings.SOUNDINGBOARD, mail=Mail(way="console"))


@pytest.fixture
def maya() -> User:
    return User.objects.create_user("maya@example.org", "a long enough password")


def test_a_notice_is_in_the_outbox_and_leaves_as_text_and_as_html(maya: User, mailoutbox: list[EmailMessage]) -> None:
    services.send(maya, HELLO, {"day": "Friday"}, link="/groups/")
    worker.drain()

    notice = Notice.objects.get()
    assert (notice.subject, notice.kind) == ("Tuesday moved, to Friday", "hello")
    assert notice.paragraphs == ["Hello & welcome <Friday>. It goes on.", "The end."]
    assert notice.sent_at is not None
    [mail] = mailoutbox
    html = cast(EmailMultiAlternatives, mail).alternatives[0][0]
    assert mail.to == ["maya@example.org"]
    assert "Hello & welcome <Friday>." in mail.body
    assert "http://localhost:8000/groups/" in mail.body
    assert "Hello &amp; welcome &lt;Friday&gt;." in str(html)


def test_what_is_rolled_back_is_told_to_nobody(maya: User, mailoutbox: list[EmailMessage]) -> None:
    with transaction.atomic():
        services.send(maya, HELLO, {"day": "Friday"})
        transaction.set_rollback(True)
    worker.drain()

    assert not Notice.objects.exists()
    assert mailoutbox == []


def test_a_notice_that_leaves_twice_has_one_name(maya: User, mailoutbox: list[EmailMessage]) -> None:
    """The worker may die between the mail server's yes and the mark that it left."""
    services.send(maya, HELLO, {"day": "Friday"})
    worker.drain()
    Notice.objects.update(sent_at=None)
    Job.objects.update(done_at=None)
    worker.drain()

    names = {cast(Message, mail.message())["Message-ID"] for mail in mailoutbox}
    assert len(mailoutbox) == 2
    assert len(names) == 1


def test_a_job_that_runs_twice_sends_one_mail(maya: User, mailoutbox: list[EmailMessage]) -> None:
    services.send(maya, HELLO, {"day": "Friday"})
    worker.drain()
    Job.objects.update(done_at=None)
    worker.drain()

    assert len(mailoutbox) == 1


def test_a_mail_server_that_says_no_is_asked_again(
    maya: User, settings: Settings, mailoutbox: list[EmailMessage]
) -> None:
    services.send(maya, HELLO, {"day": "Friday"})
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1  # nobody listens there
    worker.drain()
    job = Job.objects.get()
    assert job.done_at is None
    assert job.error.startswith("builtins.ConnectionRefusedError")

    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    Job.objects.update(run_at=job.enqueued_at)
    worker.drain()

    assert len(mailoutbox) == 1


def test_in_the_demo_the_outbox_is_all_there_is(maya: User, settings: Settings, mailoutbox: list[EmailMessage]) -> None:
    settings.SOUNDINGBOARD = replace(settings.SOUNDINGBOARD, mail=Mail(way="outbox"))

    services.send(maya, HELLO, {"day": "Friday"})
    worker.drain()

    assert Notice.objects.get().sent_at is not None
    assert mailoutbox == []


def test_who_has_no_account_is_written_to_at_an_address(mailoutbox: list[EmailMessage]) -> None:
    services.send_to_address("rosa@example.org", HELLO, {"day": "Friday"})
    worker.drain()

    assert mailoutbox[0].to == ["rosa@example.org"]


def test_one_sees_ones_own_notices_and_nobody_elses(maya: User, client: Client) -> None:
    tomasz = User.objects.create_user("tomasz@example.org", "a long enough password")
    services.send(maya, HELLO, {"day": "Friday"})

    client.force_login(maya)
    mine = client.get("/me/notices/").content.decode()
    client.force_login(tomasz)
    his = client.get("/me/notices/").content.decode()

    assert "Hello &amp; welcome &lt;Friday&gt;" in mine
    assert "Friday" not in his
    assert "Nothing yet" in his


def test_a_stranger_is_asked_to_sign_in(client: Client) -> None:
    assert client.get("/me/notices/").status_code == 302
