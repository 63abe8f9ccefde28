"""The agenda builder: for whoever has a seat, until the meeting begins."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any
from zoneinfo import ZoneInfo

from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from soundingboard.agenda.agenda import Ask, Person
from soundingboard.agenda.format import Division, Format
from soundingboard.agenda.plan import Preferences, plan
from soundingboard.agenda.state import State
from soundingboard.agenda.suggest import Suggestion, suggest
from soundingboard.clinicians.queries import ClinicianRequest
from soundingboard.hours import local
from soundingboard.meetings import queries, replay, services
from soundingboard.meetings.forms.agenda import AgendaForm, initial_of
from soundingboard.meetings.models import Meeting, Seat
from soundingboard.meetings.services import preparing
from soundingboard.meetings.views import plans
from soundingboard.meetings.views.room import people_of, seated
from soundingboard.refusals import Refused
from soundingboard.web.components.dial.dial import Someone, someone

CHIPS = 5  # formats shown before "all"

UNSAID = queries.Said(Ask(), "")


@require_http_methods(["GET", "HEAD", "POST"])
@seated
def builder(request: ClinicianRequest, seat: Seat) -> HttpResponse:
    """Show the agenda; a post keeps it, and with `do=send` tells everyone."""
    if not is_open(seat.meeting):
        return render(request, "meetings/agenda_closed.html", {"meeting": seat.meeting}, status=409)
    page = Builder(seat, request.POST if request.method == "POST" else None)
    do = request.POST.get("do", "save" if page.data is not None else "")
    if do in ("save", "send") and page.save():
        told = services.send_agenda(seat.meeting, by=request.clinician) if do == "send" else 0
        messages.success(request, f"Kept, and sent to {told} people." if told else "Kept.")
        return redirect("meetings:agenda", seat.meeting.public_id)
    return render(
        request, "meetings/agenda.html", page.context, status=422 if page.form.errors or page.unsaved else 200
    )


@require_POST
@seated
def preview(request: ClinicianRequest, seat: Seat) -> HttpResponse:
    """How the agenda would be: the fragment that htmx asks for at every change. Nothing is kept."""
    page = Builder(seat, request.POST)
    chosen_anew = request.POST.get("shown") != request.POST.get("format")  # then other boxes belong to it
    return render(request, "meetings/agenda_preview.html", page.context | {"chosen_anew": chosen_anew})


def is_open(meeting: Meeting) -> bool:
    """Whether the agenda can still be changed on this page."""
    try:
        return replay.present_room(meeting).state is State.WAITING
    except Refused:  # it is over, or does not take place
        return False


@dataclass
class Builder:
    """The page: what is stored, and over it what somebody is changing."""

    seat: Seat
    data: QueryDict | None
    unsaved: Refused | None = None  # why it could not be kept
    refused: Refused | None = None  # why it cannot be planned

    @cached_property
    def seats(self) -> list[Seat]:
        return list(queries.seats(self.seat.meeting))

    @cached_property
    def names(self) -> dict[Person, str]:
        return {seat.person: seat.clinician.name for seat in self.seats}

    @cached_property
    def someone(self) -> dict[Person, Someone]:
        called = people_of(self.names)
        return {
            seat.person: someone(
                seat.person, called[seat.person]["called"], seat.place, initials=called[seat.person]["initials"]
            )
            for seat in self.seats
        }

    @cached_property
    def said(self) -> dict[Person, queries.Said]:
        """What is asked, as it is stored."""
        return queries.said(self.seat.meeting)

    @cached_property
    def wishes(self) -> Preferences:
        return queries.preferences(self.seat.meeting)

    @cached_property
    def ledger(self) -> Mapping[Person, int]:
        return queries.owed(self.seat.meeting)

    @cached_property
    def carried_over(self) -> frozenset[Person]:
        return queries.carried_over(self.seat.meeting)

    @cached_property
    def formats(self) -> dict[str, Format]:
        """What can be chosen; the meeting's own snapshot is what it has agreed on."""
        meeting = self.seat.meeting
        return queries.formats_of(meeting.series) | {meeting.format_id: queries.format_of(meeting)}

    @cached_property
    def form(self) -> AgendaForm:
        meeting, me = self.seat.meeting, self.seat.person
        own = self.said.get(me, UNSAID)
        presenting = list(self.someone) if self.wishes.presenting is None else list(self.wishes.presenting)
        return AgendaForm(
            self.data,
            formats=self.formats,
            people=[*presenting, *(one for one in self.someone if one not in presenting)],
            me=me,
            zone=meeting.zone,
            initial=initial_of(meeting, presenting, own.ask, own.question) | {"seen": queries.fingerprint(meeting)},
        )

    def save(self) -> bool:
        """Keep what the page says; False, with the reason, if it is refused."""
        if not self.form.is_valid():
            return False
        try:
            preparing.prepare(self.seat, self.form.draft, seen=self.form.cleaned_data["seen"])
        except Refused as refused:
            self.unsaved = refused
            self.seat.meeting.refresh_from_db()
            self.form.show("seen", queries.fingerprint(self.seat.meeting))
            return False
        return True

    @cached_property
    def asks(self) -> dict[Person, Ask]:
        """What is asked, one's own as it stands on the page."""
        stored = {person: said.ask for person, said in self.said.items()}
        return stored | ({self.form.me: self.form.ask} if self.data is not None and self.form.is_valid() else {})

    @cached_property
    def stored(self) -> plans.Drawn | None:
        """The agenda as it is kept."""
        meeting = self.seat.meeting
        return self.draw(
            queries.format_of(meeting), meeting.minutes, meeting.starts, self.wishes.presenting, meeting.ordered
        )

    @cached_property
    def drawn(self) -> plans.Drawn | None:
        """The agenda as the page says; None where it cannot be, and then `refused` says why."""
        if self.data is None:
            return self.stored
        if not self.form.is_valid():
            return None
        draft = self.form.draft
        return self.draw(draft.format, draft.minutes, draft.starts, draft.presenting, draft.ordered)

    def draw(
        self, format: Format, minutes: int, starts: datetime, presenting: Sequence[Person] | None, ordered: bool
    ) -> plans.Drawn | None:
        meeting = self.seat.meeting
        people = None if presenting is None else tuple(presenting)
        roles = self.wishes.roles if format.id == meeting.format_id else {}
        carried_over = self.carried_over if format.division is Division.BY_NEED else frozenset()
        try:
            agenda = plan(
                format,
                [seat.person for seat in self.seats],
                minutes * 60,
                asks=self.asks,
                preferences=Preferences(people, ordered, roles),
                ledger=self.ledger,
                carried_over=carried_over,
            )
        except Refused as refused:
            self.refused = refused
            return None
        seats = list(self.someone.values())
        return plans.Drawn(
            format, agenda, starts, meeting.zone, seats, self.asks, self.ledger, carried_over, ordered, self.seat.person
        )

    @cached_property
    def suggestions(self) -> tuple[Suggestion, ...]:
        """The formats that suit, the best first."""
        form = self.form
        if self.data is not None and not form.is_valid():
            return ()
        minutes = self.seat.meeting.minutes if self.data is None else form.draft.minutes
        chosen = form["presenting"].value() or []
        kinds = [self.asks[one].kind for one in chosen if plans.has_said(self.asks.get(one))]
        kinds = kinds or [Ask().kind for _ in chosen]
        return suggest(kinds, len(self.seats), minutes, list(self.formats.values()))

    @property
    def offered(self) -> list[dict[str, Any]]:
        """The formats as chips: the chosen one and what suits best, then all the others."""
        chosen = str(self.form["format"].value())
        best = [suggestion.format for suggestion in self.suggestions]
        first = [*dict.fromkeys([*best[:CHIPS], *([chosen] if chosen in self.formats else [])])]
        order = [*first, *(id for id in self.formats if id not in first)]
        return [
            {
                "id": id,
                "title": self.formats[id].title,
                "when": self.formats[id].when,
                "current": id == chosen,
                "first": id in first,
            }
            for id in order
        ]

    @property
    def people(self) -> list[dict[str, Any]]:
        """The list of who presents, in its order."""
        chosen = self.form["presenting"].value() or []
        return [
            {
                **self.someone[person],
                "name": self.names[person],
                "presenting": person in chosen,
                "line": plans.ask_line(self.said.get(person, UNSAID)),
                "mine": person == self.seat.person,
            }
            for person in self.form.listed
        ]

    @property
    def context(self) -> dict[str, Any]:
        form, drawn = self.form, self.drawn
        refused = self.refused
        shown = drawn or self.stored  # what does not fit leaves the dial as it was
        chosen = form.chosen
        return {
            "meeting": self.seat.meeting,
            "day": local.spoken_day(self.seat.meeting.starts.astimezone(ZoneInfo(self.seat.meeting.zone)).date()),
            "form": form,
            "people": self.people,
            "formats": self.offered,
            "format": chosen,
            "drawn": drawn,
            "refused": refused,
            "unsaved": self.unsaved,
            "rows": plans.rows_of(drawn) if drawn else [],
            "dial": plans.dial_of(shown) if shown else None,
            "inside": plans.inside_of(drawn) if drawn else "",
            "notes": plans.notes_of(drawn) if drawn else [],
            "why": self.suggestions[0].why if self.suggestions else "",
            "best": self.suggestions[0].format if self.suggestions else "",
            "others": [self.formats[one.format] for one in self.suggestions[1:4]],
        }
