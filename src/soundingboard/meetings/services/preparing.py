"""The agenda as a page sets it: the plan that is everybody's and the ask that is one's own, in one transaction."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from soundingboard.agenda import formats
from soundingboard.agenda.agenda import Ask, Person
from soundingboard.agenda.format import Format
from soundingboard.clinicians.models import Clinician
from soundingboard.guard.clean import Clean
from soundingboard.meetings import queries
from soundingboard.meetings.models import Meeting, Seat
from soundingboard.meetings.services import planning
from soundingboard.refusals import Refused


@dataclass(frozen=True)
class Draft:
    """An agenda as somebody wants it.

    presenting  who presents, in the order of the list; everybody else does not
    ask         the writer's own; `question` is its sentence, None takes an earlier one away
    """

    format: Format
    way: str
    minutes: int
    starts: datetime
    pace: str
    presenting: tuple[Person, ...]
    ordered: bool
    ask: Ask
    question: Clean | None


@transaction.atomic
def prepare(seat: Seat, draft: Draft, *, seen: str | None = None) -> None:
    """Let a meeting that has not begun go as `draft` says; everyone with a seat may.

    seen    the fingerprint of the plan the writer saw, or None to change it whatever it is now
    raises  Refused, and nothing is changed, for a meeting that has begun, an agenda that cannot be, and for a plan that
            somebody else has changed since
    """
    meeting = Meeting.objects.select_for_update().get(pk=seat.meeting_id)
    before = queries.fingerprint(meeting)
    seat.meeting = meeting
    _state(seat, draft)
    if meeting.starts != draft.starts:
        planning.move(meeting, starts=draft.starts)
    if meeting.pace != draft.pace:
        meeting.pace = draft.pace
        meeting.save(update_fields=["pace"])
    kept = draft.format == queries.format_of(meeting)  # then its own text stays, with the remarks in it
    planning.set_agenda(
        meeting,
        by=seat.clinician,
        format_id=None if kept else draft.format.id,
        format_toml=None if kept else formats.render(draft.format),
        minutes=draft.minutes,
        presenting=draft.presenting,
        ordered=draft.ordered,
        way=draft.way,
    )
    # A form that is sent twice finds its own change, and that is none.
    if seen not in (None, before) and queries.fingerprint(meeting) != before:
        raise Refused(
            "Somebody changed this agenda while you were here.",
            fits="Nothing of yours is lost: save again to keep what you see, or reload to see theirs.",
        )


def _state(seat: Seat, draft: Draft) -> None:
    """Write down the writer's own ask if it says something new."""
    asked = queries.Said(draft.ask, draft.question.text if draft.question else "")
    if queries.said(seat.meeting).get(seat.person, queries.Said(Ask(), "")) == asked:
        return
    planning.state_ask(
        seat,
        kind=draft.ask.kind,
        minutes=None if draft.ask.minutes is None else round(draft.ask.minutes),
        level=draft.ask.level,
        words=draft.question,
        presenting=seat.person in draft.presenting,
    )


@transaction.atomic
def adopt_format(series: str, slug: str, toml: str, *, by: Clinician) -> int:
    """Keep a format of a series' own, and let meetings that are planned with it go by it; returns how many do.

    A meeting in which `by` has no seat, which has begun, or which the new format does not fit, keeps its snapshot.
    raises  `agenda.format.BrokenFormat`, with line and reason
    """
    planning.keep_format(series, slug, toml)
    renewed = 0
    for meeting in queries.ahead(series).filter(format_id=slug).exclude(format_toml=toml):
        try:
            with transaction.atomic():
                planning.set_agenda(meeting, by=by, format_id=slug, format_toml=toml)
        except Refused:
            continue
        renewed += 1
    return renewed
