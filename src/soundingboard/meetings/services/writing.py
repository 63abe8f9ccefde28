"""What people write in a meeting: words, requests, takeaways, follow-ups. An event carries an id, never the text."""

from datetime import date
from typing import TypedDict, Unpack

from django.core.exceptions import ValidationError
from django.db import transaction

from soundingboard.agenda.events import WordsAdded
from soundingboard.agenda.state import State
from soundingboard.clinicians.models import Clinician
from soundingboard.clock import services as clock
from soundingboard.guard.clean import Clean
from soundingboard.keys import services as keys
from soundingboard.meetings import queries, replay
from soundingboard.meetings.models import FollowUp, Meeting, Request, RequestAnswer, Seat, Words
from soundingboard.meetings.services.recording import record
from soundingboard.meetings.services.sealing import seal_apart, written
from soundingboard.refusals import Refused

ANSWER = "answer"


class Wanted(TypedDict, total=False):
    """About the provider or the resource that is wanted; choices by their codes."""

    profession: str
    modality: str
    population: str
    language: str
    state: str
    payment: str
    setting: str


def add_words(seat: Seat, kind: str, audience: str, text: Clean, *, client_id: str | None = None) -> Words:
    """Store what somebody wrote, and say in the room that they did.

    Once a meeting is over, one can still write for oneself, until its words are destroyed.
    raises  Refused when it is too late
    """
    if is_over(seat.meeting):
        if audience != Words.Audience.OWN:
            raise replay.Over
        return _late(seat, kind, text)
    words = written(seat, kind, audience, text)
    event = WordsAdded(seat.person, words.public_id, kind, audience)
    # In the event's transaction and behind it: a press sent twice stores nothing twice.
    number = record(seat.meeting, event, seat=seat, client_id=client_id, also=words.save)
    return words if words.pk else queries.words_of_event(seat, number)


@transaction.atomic
def _late(seat: Seat, kind: str, text: Clean) -> Words:
    Meeting.objects.select_for_update().get(pk=seat.meeting_id)  # not while its words are being destroyed
    words = written(seat, kind, Words.Audience.OWN, text)
    words.save()
    return words


def is_over(meeting: Meeting) -> bool:
    """Whether the room has closed."""
    try:
        return replay.present_room(meeting).state is State.CLOSED
    except replay.Over:
        return True


def _say(seat: Seat, id: str, kind: str) -> None:
    """Let pages in the room look at `id` again; where the room has closed, they read it when they are opened."""
    if not is_over(seat.meeting):
        record(seat.meeting, WordsAdded(seat.person, id, kind, Words.Audience.ALL), seat=seat)


def take_along(seat: Seat, text: Clean, *, client_id: str | None = None) -> Words:
    """One's sentence of takeaway; one's own eyes only."""
    return add_words(seat, Words.Kind.TAKEAWAY, Words.Audience.OWN, text, client_id=client_id)


@transaction.atomic
def keep_takeaway(words: Words, *, by: Seat) -> None:
    """Keep one's sentence until one lets it go: under a key of its own, which folding the meeting leaves alone.

    raises  Refused for somebody else's words, for words of another kind, and for what has been destroyed
    """
    if words.by_id != by.pk or words.kind != Words.Kind.TAKEAWAY:
        raise Refused("Only a takeaway can be kept, by whoever wrote it.", fits="Nothing was changed.")
    meeting = Meeting.objects.select_for_update().get(pk=words.meeting_id)
    fresh = Words.objects.filter(pk=words.pk).first()
    if fresh is None:
        raise Refused("There is no sentence of yours here any more.", fits="Nothing was changed.")
    if fresh.key_id == meeting.words_key_id:
        seal_apart(fresh).save(update_fields=["key", "sealed"])


def let_go(words: Words, *, by: Seat) -> None:
    """Keep it no longer: it is shown to nobody any more, and `cases` destroys it unless a legal hold forbids it."""
    if words.by_id != by.pk or not words.is_kept:
        raise Refused("That is not kept, or not yours.", fits="Nothing was changed.")
    Words.objects.filter(pk=words.pk).update(let_go_at=clock.now())


@transaction.atomic
def shred_words(words: Words) -> None:
    """Destroy words, and their key where it is theirs alone."""
    FollowUp.objects.filter(words=words).delete()
    words.delete()
    if words.is_kept:
        keys.destroy([words.key_id])


def follow(seat: Seat, text: Clean, *, by_when: date | None = None, client_id: str | None = None) -> FollowUp:
    """Something one will do, by a day or without one; one's own eyes only."""
    with transaction.atomic():
        words = add_words(seat, Words.Kind.FOLLOW_UP, Words.Audience.OWN, text, client_id=client_id)
        return FollowUp.objects.get_or_create(seat=seat, words=words, defaults={"by_when": by_when})[0]


def done(follow_up: FollowUp, *, by: Clinician, is_done: bool = True) -> None:
    """Say that something is done, or is not yet."""
    if follow_up.seat.clinician_id != by.pk:
        raise Refused("That is somebody else's.", fits="Nothing was changed.")
    follow_up.done_at = clock.now() if is_done else None
    follow_up.save(update_fields=["done_at"])


def request(
    seat: Seat, kind: str, *, text: Clean | None = None, client_id: str | None = None, **wanted: Unpack[Wanted]
) -> Request:
    """Say to everyone in the meeting what provider or resource one is looking for; raises Refused for a wrong choice.

    The room speaks of it as words of the kind `request` with the request's own id, and of answers as kind `answer`.
    """
    made = Request(seat=seat, kind=kind, at=clock.now(), **wanted)
    try:
        made.clean_fields(exclude=["seat", "words"])
    except ValidationError as error:
        raise Refused(" ".join(error.messages), fits="Nothing was changed.") from None
    if is_over(seat.meeting):
        raise replay.Over

    words = None if text is None else written(seat, Words.Kind.REQUEST, Words.Audience.ALL, text)

    def store() -> None:
        if words is not None:
            words.save()
            made.words = words
        made.save()

    event = WordsAdded(seat.person, made.public_id, Words.Kind.REQUEST.value, Words.Audience.ALL.value)
    number = record(seat.meeting, event, seat=seat, client_id=client_id, also=store)
    return made if made.pk else queries.request_of_event(seat, number)


def answer(request: Request, *, by: Seat) -> RequestAnswer:
    """ "I know someone", "I have one". A second tap changes nothing."""
    if request.seat.meeting_id != by.meeting_id or request.seat_id == by.pk:
        raise Refused("That request is not for you to answer.", fits="Nothing was changed.")
    with transaction.atomic():
        given, is_new = RequestAnswer.objects.get_or_create(request=request, seat=by, defaults={"at": clock.now()})
        if is_new:
            _say(by, request.public_id, ANSWER)
    return given


def take_back(request: Request, *, by: Seat) -> None:
    """Take one's answer back."""
    with transaction.atomic():
        if RequestAnswer.objects.filter(request=request, seat=by).delete()[0]:
            _say(by, request.public_id, ANSWER)
