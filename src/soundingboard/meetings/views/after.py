"""What remains of a meeting: for everyone its times and requests, for each their own sentence and minutes."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cached_property
from typing import Any
from zoneinfo import ZoneInfo

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from soundingboard.agenda.agenda import Agenda, Person, Segment
from soundingboard.agenda.format import Kind
from soundingboard.agenda.plan import speaker_of
from soundingboard.agenda.remains import tallies
from soundingboard.agenda.shares import CannotPlan, Tally
from soundingboard.agenda.state import Room, State
from soundingboard.clinicians.queries import ClinicianRequest
from soundingboard.hours import local
from soundingboard.meetings import queries, replay, services
from soundingboard.meetings.forms.after import TryForm
from soundingboard.meetings.models import FollowUp, Meeting, Seat, Words
from soundingboard.meetings.services import ending, following
from soundingboard.meetings.views import plans
from soundingboard.meetings.views.room import asked_lines, people_of, seated
from soundingboard.refusals import Refused
from soundingboard.web.components.dial.dial import Model, model, someone

PUNCTUAL = 60  # seconds within which a meeting ended on time
ALIKE = 90  # seconds by which turns may differ and still be about the same
EVEN = 180  # seconds by which one may be off the equal share and have had as much as the others
WEEK = timedelta(days=7)


@require_safe
@seated
def after(request: ClinicianRequest, seat: Seat) -> HttpResponse:
    meeting = seat.meeting
    if meeting.canceled_at is not None:
        return render(request, "meetings/agenda_closed.html", {"meeting": meeting}, status=410)
    page = After(seat)
    if not page.is_over:
        return redirect("meetings:room", meeting.public_id)
    return render(request, "meetings/after.html", page.context)


@require_POST
@seated
def try_by(request: ClinicianRequest, seat: Seat) -> HttpResponse:
    """Remember one's takeaway until a day."""
    form = TryForm(request.POST)
    if not form.is_valid():
        return render(request, "meetings/after.html", After(seat, form).context, status=422)
    try:
        following.try_by(seat, form.cleaned_data["by_when"])
    except Refused as refused:
        messages.error(request, str(refused))
    return redirect("meetings:after", seat.meeting.public_id)


@require_POST
@seated
def keep(request: ClinicianRequest, seat: Seat) -> HttpResponse:
    """Keep one's takeaway longer than the rest; a second tap destroys it."""
    takeaway = queries.takeaway(seat)
    if takeaway is None:
        messages.error(request, "There is no sentence of yours here.")
    elif takeaway.is_kept:
        services.let_go(takeaway, by=seat)
        gone = "It is shown to nobody any more, and destroyed within minutes, unless the law requires it to be kept."
        messages.success(request, gone)
    else:
        services.keep_takeaway(takeaway, by=seat)
        messages.success(request, "You keep this sentence until you let it go.")
    return redirect("meetings:after", seat.meeting.public_id)


@require_POST
@seated
def done(request: ClinicianRequest, seat: Seat, follow_up_id: str) -> HttpResponse:
    """Say that something is done; a second tap takes it back."""
    found = queries.follow_ups(seat).filter(public_id=follow_up_id).first()
    if found is None:
        raise Http404
    services.done(found, by=request.clinician, is_done=found.done_at is None)
    return redirect("meetings:after", seat.meeting.public_id)


@require_POST
@seated
def help_with(request: ClinicianRequest, seat: Seat, request_id: str) -> HttpResponse:
    """ "I know someone", "I have one"; a second tap takes it back."""
    asked = queries.request(seat, request_id)
    if asked is None:
        raise Http404
    if any(one.seat_id == seat.pk for one in asked.answers.all()):
        services.take_back(asked, by=seat)
    else:
        services.answer(asked, by=seat)
    return redirect(f"{reverse('meetings:after', args=[seat.meeting.public_id])}#requests")


@dataclass
class After:
    """The page, read from the room until the meeting is settled, from what it left behind since."""

    seat: Seat
    form: TryForm | None = None

    @property
    def meeting(self) -> Meeting:
        return self.seat.meeting

    @cached_property
    def room(self) -> Room | None:
        return None if self.meeting.settled_at is not None else replay.present_room(self.meeting)

    @property
    def is_over(self) -> bool:
        return self.room is None or self.room.state in (State.AFTER, State.CLOSED)

    @cached_property
    def outcome(self) -> Mapping[str, Any] | None:
        """How it went; None once it is folded."""
        return ending.outcome(self.room) if self.room else self.meeting.outcome

    @cached_property
    def tally(self) -> Tally | None:
        """My own minutes."""
        if self.room is not None:
            return tallies(self.room).get(self.seat.person)
        row = queries.tallies(self.meeting).filter(clinician=self.seat.clinician).first()
        return None if row is None else Tally(row.own, row.responding, row.present, row.passed, row.carried)

    @cached_property
    def names(self) -> dict[Person, str]:
        return queries.names(self.meeting)

    @cached_property
    def agenda(self) -> Agenda | None:
        """The meeting as it went, in the shape of a plan."""
        if not self.outcome or not self.outcome["schedule"]:
            return None
        format = queries.format_of(self.meeting)
        phases = {phase.id: phase for phase in format.phases}
        segments, start = [], 0
        for item in self.outcome["schedule"]:
            phase, presenter = phases[item["phase"]], item["presenter"]
            seconds = max(1, round(item["seconds"]))
            segments.append(
                Segment(
                    key=item["key"],
                    phase=phase.id,
                    start=start,
                    seconds=seconds,
                    kind=Kind(item["kind"]),
                    speaks=phase.speaks,
                    stance=phase.presenter,
                    speaker=speaker_of(phase, presenter, {}),
                    presenter=presenter,
                    title=item["title"],
                    prompt=phase.prompt,
                )
            )
            start += seconds
        presenters = tuple(dict.fromkeys(each.presenter for each in segments if each.presenter))
        return Agenda(format.id, start, tuple(segments), presenters)

    @property
    def dial(self) -> Model | None:
        if self.agenda is None:
            return None
        called = people_of(self.names)
        seats = [someone(one, called[one]["called"], int(one), initials=called[one]["initials"]) for one in self.names]
        minutes = str(round(self.agenda.total / 60))
        return model(
            self.agenda, seats, around=False, center={"numeral": minutes, "then": "minutes"}, title="How it went"
        )

    @property
    def headline(self) -> str:
        if not self.outcome:
            return "This meeting is over."
        if not self.outcome["took_place"]:
            return "This meeting did not take place."
        began, ended = instant(self.outcome["starts"]), instant(self.outcome["ends"])
        planned = min(began, self.meeting.starts) + timedelta(minutes=self.meeting.minutes)
        off = round((ended - planned).total_seconds())
        if abs(off) <= PUNCTUAL:
            return "Ended on time."
        return f"Ended {in_minutes(abs(off))} {'late' if off > 0 else 'early'}."

    @property
    def turns(self) -> str:
        """How long turns were, in a sentence; nobody is ranked."""
        shares = [seconds for seconds in (self.agenda.shares.values() if self.agenda else ()) if seconds]
        if not shares:
            return ""
        if len(shares) == 1:
            return f"The turn took {in_minutes(shares[0])}."
        who = "Everyone" if len(shares) == len(self.names) else "Everyone who presented"
        if max(shares) - min(shares) <= ALIKE:
            return f"{who} had about {in_minutes(sum(shares) / len(shares))}."
        return f"Turns took {round(min(shares) / 60)} to {in_minutes(max(shares))}."

    @property
    def fairness(self) -> list[str]:
        """What of one's own still waits, time over the last meetings in a sentence, and whose turn it is next time."""
        if not self.meeting.series:
            return []
        ledger = queries.ledger(self.meeting.series)
        count = min(queries.settled(self.meeting.series), 12)
        if self.tally is not None and self.tally.carried:
            return ["Your item did not fit. It comes first when you next go by need, unless a life is at risk."]
        if self.seat.clinician_id not in ledger or count < 2:
            return self._next(ledger)
        return [
            f"Over the last {spelled(count)} meetings you had {compared(ledger[self.seat.clinician_id])}.",
            *self._next(ledger),
        ]

    def _next(self, ledger: Mapping[int, int]) -> list[str]:
        coming = self.next_meeting
        if coming is None or coming.ordered:
            return []
        try:
            first = queries.agenda(coming).presenters[:1]
        except CannotPlan:
            return []
        seats = {seat.person: seat for seat in queries.seats(coming)}
        due = next((seats[one] for one in first if ledger.get(seats[one].clinician_id, 0) >= plans.WORTH_SAYING), None)
        if due is None:
            return []
        if due.clinician_id == self.seat.clinician_id:
            return ["You are due a little more and go first next time."]
        return [f"{due.clinician.name} is due a little more and goes first next time."]

    @cached_property
    def next_meeting(self) -> Meeting | None:
        return queries.ahead(self.meeting.series).filter(starts__gt=self.meeting.starts).first()

    @property
    def minutes(self) -> list[tuple[str, str]]:
        if self.tally is None:
            return []
        rows = (
            ("Peer consultation", self.tally.present),
            ("Own practice", self.tally.own),
            ("Given to peers", self.tally.responding),
        )
        return [(name, in_minutes(seconds)) for name, seconds in rows]

    @property
    def destroyed(self) -> str:
        """The day on which words are set to be destroyed."""
        return local.spoken_day(self.meeting.destroyed_on)

    @property
    def context(self) -> dict[str, Any]:
        meeting, zone = self.meeting, ZoneInfo(self.meeting.zone)
        takeaway = queries.takeaway(self.seat)
        follow_ups = list(queries.follow_ups(self.seat))
        queries.unseal([takeaway, *(one.words for one in follow_ups)])
        coming = self.next_meeting
        suggested = (coming.starts if coming else meeting.starts + WEEK).astimezone(zone).date()
        return {
            "meeting": meeting,
            "day": local.spoken_day(meeting.starts.astimezone(zone).date()),
            "headline": self.headline,
            "turns": self.turns,
            "is_open": self.room is not None and self.room.state is State.AFTER,
            "takeaway": takeaway,
            "form": self.form or (TryForm(initial={"by_when": suggested}) if untried(takeaway, follow_ups) else None),
            "follow_ups": [one for one in follow_ups if one.words],
            "requests": asked_lines(self.seat),
            "fairness": self.fairness,
            "coming": coming,
            "minutes": self.minutes,
            "dial": self.dial,
            "destroyed": self.destroyed,
            "seats": list(self.names.values()),
        }


def untried(takeaway: Words | None, follow_ups: list[FollowUp]) -> bool:
    """Whether there is a takeaway for which no day is set."""
    return takeaway is not None and all(one.words_id != takeaway.pk for one in follow_ups)


def instant(milliseconds: int) -> datetime:
    return datetime.fromtimestamp(milliseconds / 1000, UTC)


def in_minutes(seconds: float) -> str:
    """A length in whole minutes, as one says it.

    >>> in_minutes(61), in_minutes(840)
    ('1 minute', '14 minutes')
    """
    minutes = round(seconds / 60)
    return "1 minute" if minutes == 1 else f"{minutes} minutes"


def compared(owed: int) -> str:
    """One's time beside the equal share; `owed` seconds, negative for who had more."""
    if abs(owed) < EVEN:
        return "as much time as the others"
    return f"about {in_minutes(abs(owed))} {'less' if owed > 0 else 'more'} than an equal share"


def spelled(count: int) -> str:
    words = ["no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"]
    return words[count] if count < len(words) else str(count)
