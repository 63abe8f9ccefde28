"""Sends notices: each is a row first, then an e-mail, once the transaction that it tells of is committed."""

import re
from collections.abc import Mapping
from typing import Any, Protocol

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.db import transaction
from django.template import Context, Template
from django.template.loader import get_template, render_to_string
from django.utils import timezone

from soundingboard.accounts.models import User
from soundingboard.jobs import services as jobs
from soundingboard.notices.models import Notice


class Addressee(Protocol):
    """A person who may have an account."""

    user: Any


def send(to: User | Addressee, template: str, context: Mapping[str, Any], *, link: str = "") -> Notice | None:
    """Tell somebody something, if they still have an account; part of the caller's transaction.

    template  a text such as "groups/notices/agreement.txt": its first line is the subject, then paragraphs. No
              template may name what people bring, ask or take away: mail is read over shoulders and kept by others
    link      a path on this site where more is told, behind sign-in
    """
    user = to if isinstance(to, User) else to.user
    return make(template, context, link, to=user) if user else None


def send_to_address(address: str, template: str, context: Mapping[str, Any], *, link: str = "") -> Notice:
    """Write to somebody who may have no account yet."""
    return make(template, context, link, address=address)


@transaction.atomic
def make(template: str, context: Mapping[str, Any], link: str, *, to: User | None = None, address: str = "") -> Notice:
    subject, body = worded(template, {**context, "zone": to.time_zone if to else settings.TIME_ZONE})
    kind = template.rsplit("/", 1)[-1].removesuffix(".txt")
    notice = Notice.objects.create(to=to, address=address, kind=kind, subject=subject, body=body, link=link)
    jobs.later("notices.deliver", notice.pk, key=f"notice:{notice.pk}")
    return notice


def worded(template: str, context: Mapping[str, Any]) -> tuple[str, str]:
    """Subject and body; the body's paragraphs have an empty line between them."""
    found: Template = get_template(template).template  # type: ignore[attr-defined]  # Django's own engine
    subject, _, body = found.render(Context(dict(context), autoescape=False)).strip().partition("\n")
    paragraphs = [re.sub(r"\s+", " ", part).strip() for part in re.split(r"\n\s*\n", body)]
    return re.sub(r"\s+", " ", subject).strip()[:200], "\n\n".join(part for part in paragraphs if part)


def deliver(notice: Notice) -> None:
    """Let the e-mail leave, as text and as simple HTML; where the outbox is all there is, the notice has arrived."""
    if settings.SOUNDINGBOARD.mail.way != "outbox":
        mail(notice).send()
    Notice.objects.filter(pk=notice.pk).update(sent_at=timezone.now())


def mail(notice: Notice) -> EmailMultiAlternatives:
    origin = settings.SOUNDINGBOARD.origin
    link = origin + notice.link if notice.link else ""
    host = re.sub(r"^https?://|:\d+$", "", origin)
    message = EmailMultiAlternatives(
        subject=notice.subject,
        body="\n\n".join([notice.body, *([link] if link else []), f"{settings.SITE_NAME}, {origin}"]) + "\n",
        to=[notice.to.email if notice.to else notice.address],
        # The same name at every attempt: who gets it twice sees it once.
        headers={"Message-ID": f"<{notice.message}@{host}>", "Auto-Submitted": "auto-generated"},
    )
    html = render_to_string("notices/mail.html", {"notice": notice, "link": link, "origin": origin})
    message.attach_alternative(html, "text/html")
    return message
