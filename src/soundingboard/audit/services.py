"""Adding to the audit trail: the only thing one can do with it."""

from typing import Protocol

from django.db import transaction
from django.utils import timezone

from soundingboard.audit.models import AuditEntry, AuditHead


class Tokened(Protocol):
    """What goes by a token that says nothing by itself."""

    @property
    def token(self) -> str: ...


def record(act: str, token: str | Tokened, *, by: str | Tokened = "", on: str | Tokened = "") -> AuditEntry:
    """Add an entry, in the caller's transaction: no act without its entry, no entry without its act.

    act    what was done, a word or two of ours ("left group")
    token  what it was done to; opaque, never a name or anyone's words
    by     who did it, on  whom else it concerns; tokens likewise, empty for the site itself

    Call it last: until the transaction ends, other writers wait for their number.
    """
    with transaction.atomic():
        head = AuditHead.objects.select_for_update().get_or_create(pk=1)[0]
        entry = AuditEntry(
            number=head.number + 1,
            at=timezone.now(),
            act=act,
            token=_plain(token),
            by=_plain(by),
            on=_plain(on),
            previous=head.hash,
        )
        entry.hash = entry.expected_hash()
        entry.save()
        head.number, head.hash = entry.number, entry.hash
        head.save()
    return entry


def _plain(token: str | Tokened) -> str:
    return token if isinstance(token, str) else token.token
