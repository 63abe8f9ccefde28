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
from soundingboard.meetings import queries
from soundingboard.meetings.models import FollowUp, Meeting, Request, RequestAnswer, Seat, Words
from soundingboard.meetings.services.recording import record
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
    words = Words(meeting=seat.meeting, by=seat, kind=kind, audience=audience, text=text.text)
    if is_over(seat.meeting):
        if audience != Words.Audience.OWN:
            raise queries.Over
        return _late(words)
    event = WordsAdded(seat.person, words.public_id, kind, audience)
    # In the event's transaction and behind it: a press sent twice stores nothing twice.
    number = record(seat.meeting, event, seat=seat, client_id=client_id, also=words.save)
    return words if words.pk else queries.words_of_event(seat, number)


def _late(words: Words) -> Words:
    if words.meeting.folded_at is not None:
        raise Refused("What was written in this meeting has been destroyed; nothing can be added.")
    words.save()
    return words


def is_over(meeting: Meeting) -> bool:
    """Whether the room has closed."""
    try:
        return queries.present_room(meeting).state is State.CLOSED
    except queries.Over:
        return True


def change_words(words: Words, text: Clean, *, by: Seat) -> None:
    """Write something anew; only who wrote it may."""
    if words.by_id != by.pk:
        raise Refused("Only its writer can change it.", fits="Nothing was changed.")
    with transaction.atomic():
        Words.objects.filter(pk=words.pk).update(text=text.text)
        _say(by, words.public_id, words.kind, words.audience)


def _say(seat: Seat, id: str, kind: str, audience: str = Words.Audience.ALL, client_id: str | None = None) -> None:
    """Let pages in the room look at `id` again; where the room has closed, they read it when they are opened."""
    if not is_over(seat.meeting):
        record(seat.meeting, WordsAdded(seat.person, id, kind, audience), seat=seat, client_id=client_id)


def take_along(seat: Seat, text: Clean, *, client_id: str | None = None) -> Words:
    """One's sentence of takeaway; one's own eyes only."""
    return add_words(seat, Words.Kind.TAKEAWAY, Words.Audience.OWN, text, client_id=client_id)


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
        raise queries.Over

    def store() -> None:
        if text is not None:
            made.words = Words.objects.create(
                meeting=seat.meeting,
                by=seat,
                kind=Words.Kind.REQUEST,
                audience=Words.Audience.ALL,
                text=text.text,
            )
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
