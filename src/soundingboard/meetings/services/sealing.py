"""Sealing what people write, with the one key of their meeting."""

from django.db import transaction

from soundingboard import sealing
from soundingboard.guard.clean import Clean
from soundingboard.keys import queries as keys
from soundingboard.keys import services as key_services
from soundingboard.meetings.models import Meeting, Seat, Words
from soundingboard.refusals import Refused


def written(seat: Seat, kind: str, audience: str, text: Clean) -> Words:
    """What somebody wrote, sealed and not saved yet; raises Refused where the meeting's words have been destroyed."""
    name, key = key_of(seat.meeting)
    return _sealed(Words(meeting=seat.meeting, by=seat, kind=kind, audience=audience, key_id=name), text.text, key)


def seal_apart(words: Words) -> Words:
    """`words` under a key of their own, not saved yet; in the caller's transaction."""
    text = words.text
    row, key = key_services.make()
    words.key = row
    return _sealed(words, text, key)


def _sealed(words: Words, text: str, key: bytes) -> Words:
    words.sealed = sealing.seal(text, key, words.seal_name)
    words.text = text
    return words


def key_of(meeting: Meeting) -> tuple[str, bytes]:
    """Name and key of a meeting's words. Made at the first of them; of two that are made at once one stays."""
    while True:
        fresh = Meeting.objects.only("words_key", "folded_at").get(pk=meeting.pk)
        if fresh.folded_at is not None:
            raise Refused("What was written in this meeting has been destroyed; nothing can be added.")
        if fresh.words_key_id is not None:
            return fresh.words_key_id, keys.key(fresh.words_key_id)
        with transaction.atomic():
            row, key = key_services.make()
            if Meeting.objects.filter(pk=meeting.pk, words_key=None, folded_at=None).update(words_key=row):
                return row.name, key
            key_services.destroy([row.name])
