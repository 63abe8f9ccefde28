"""Pages and fragments of cases. Each begins with the seat; who sits a turn out finds nothing of its case here."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property, wraps
from pathlib import Path
from typing import Concatenate, ParamSpec

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from soundingboard.accounts.queries import SecondStep, second_step, way_to_show
from soundingboard.cases import queries, services
from soundingboard.cases.forms import CaseForm
from soundingboard.cases.models import SealedCase
from soundingboard.cases.queries import Headed
from soundingboard.clinicians.queries import ClinicianRequest
from soundingboard.hours.local import spoken_day
from soundingboard.meetings import queries as meetings
from soundingboard.meetings import replay
from soundingboard.meetings.models import Seat
from soundingboard.refusals import Refused

P = ParamSpec("P")


def seated(
    page: Callable[Concatenate[ClinicianRequest, Seat, P], HttpResponse],
) -> Callable[Concatenate[ClinicianRequest, str, P], HttpResponse]:
    """Give a page the seat of whoever asks; 404 for no seat and for no such meeting. Nothing of it is ever cached."""

    @wraps(page)
    def find(request: ClinicianRequest, public_id: str, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        seat = meetings.seat(request.user, public_id)
        if seat is None:
            raise Http404
        return page(request, seat, *args, **kwargs)

    return never_cache(login_required(find))  # type: ignore[return-value]  # both keep what they wrap


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def write(request: ClinicianRequest) -> HttpResponse:
    """What one needs, the case, who hears it; nothing is stored before it is sealed."""
    turns = queries.turns_ahead(request.clinician)
    form = CaseForm(
        request.POST or None,
        turns=turns,
        people=meetings.people_by_meeting(seat.meeting for seat in turns),
        asks_consent=not queries.consent_was_asked(request.clinician),
        presenter=queries.known_of(request.clinician),
        chosen=request.GET.get("meeting", ""),
    )
    if form.is_bound and form.is_valid():
        try:
            case = form.seal()
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, "Sealed. It opens in your turn, and for nobody before.")
            return redirect("cases:mine", case.seat.meeting.public_id)
    context = {"form": form, "turns": turns, "steps": STEPS}
    return render(request, "cases/write.html", context, status=422 if form.errors else 200)


STEPS = (
    {"title": "What do you need?", "target": "need"},
    {"title": "The case", "target": "case"},
    {"title": "Who hears it", "target": "who"},
)


@require_safe
@seated
def mine(request: ClinicianRequest, seat: Seat) -> HttpResponse:
    """One's own case: what is shown of it, who opened it, when it goes."""
    case = queries.own(seat)
    return render(request, "cases/mine.html", {"seen": Seen(request, seat, case), "meeting": seat.meeting})


@require_POST
@seated
def take_back(request: ClinicianRequest, seat: Seat) -> HttpResponse:
    case = queries.own(seat)
    if case is not None:
        services.take_back(case, by=seat)
        messages.success(request, "You have taken your case back. It is shown to nobody any more.")
    return redirect("cases:mine", seat.meeting.public_id)


@require_safe
@seated
def listed(request: ClinicianRequest, seat: Seat) -> HttpResponse:
    """The headlines of a meeting's cases, for its agenda."""
    return _listed(request, seat)


@require_POST
@seated
def no_conflict(request: ClinicianRequest, seat: Seat, place: int) -> HttpResponse:
    services.say_no_conflict(_case(seat, place), by=seat)
    return _listed(request, seat)


@require_safe
@seated
def panel(request: ClinicianRequest, seat: Seat, place: int) -> HttpResponse:
    """The case of whoever presents, inside the room."""
    if queries.case_at(seat, place) is None and replay.reads_others(seat):
        return HttpResponse(status=204)
    return _panel(request, seat, _case(seat, place))


@require_POST
@seated
def open_case(request: ClinicianRequest, seat: Seat, place: int) -> HttpResponse:
    """Open a case, having said that one knows of no conflict; the presenter sees that one did."""
    case = _case(seat, place)
    try:
        services.say_no_conflict(case, by=seat)
        text = services.open_case(case, by=seat, step=second_step(request))
    except Refused as refused:
        return _panel(request, seat, case, refused=str(refused))
    return _panel(request, seat, case, text=text)


@require_safe
@seated
def kept(request: ClinicianRequest, seat: Seat) -> HttpResponse:
    """What is kept of a meeting and until when, for its last page."""
    case = queries.own(seat)
    return render(
        request,
        "cases/kept.html",
        {"seen": Seen(request, seat, case), "meeting": seat.meeting, "cases": queries.cases_for(seat)},
    )


@require_safe
def handed_over(request: HttpRequest) -> HttpResponse:
    """What this site can be made to hand over: said from how it is set up."""
    installation = settings.SOUNDINGBOARD
    context = {
        "installation": installation,
        "days": in_days(*meetings.retention(installation.retention_days)),
        "in_folder": isinstance(installation.keys, Path),
    }
    return render(request, "cases/handed_over.html", context)


def in_days(least: int, most: int) -> str:
    """
    >>> in_days(0, 90), in_days(30, 30), in_days(1, 1)
    ('0 to 90 days', '30 days', '1 day')
    """
    return f"{least} to {most} days" if least != most else f"{most} day{'s' * (most != 1)}"


def _case(seat: Seat, place: int) -> SealedCase:
    found = queries.case_at(seat, place)
    if found is None:
        raise Http404
    return found


@dataclass
class Seen:
    """A case as one person sees it."""

    request: HttpRequest
    seat: Seat
    case: SealedCase | None
    text: str = ""
    refused: str = ""

    @cached_property
    def headed(self) -> Headed | None:
        return None if self.case is None else queries.headline(self.case, self.seat)

    @property
    def is_mine(self) -> bool:
        return self.case is not None and self.case.seat_id == self.seat.pk

    @cached_property
    def is_open(self) -> bool:
        return self.case is not None and queries.is_open(self.case)

    @cached_property
    def step(self) -> SecondStep:
        return second_step(self.request)

    @property
    def step_is_shown(self) -> bool:
        return self.step is SecondStep.SHOWN

    @property
    def step_is_missing(self) -> bool:
        return self.step is SecondStep.MISSING

    @property
    def way_to_show(self) -> str:
        """Where to show the second step; one comes back to the room, or to one's own case."""
        name = "cases:mine" if self.is_mine else "meetings:room"
        return way_to_show(self.request, reverse(name, args=[self.seat.meeting.public_id]))

    @cached_property
    def own_text(self) -> str:
        """The presenter's own text, once the second step is shown."""
        return queries.text(self.case) if self.case and self.is_mine and self.step_is_shown else ""

    @cached_property
    def openings(self) -> list[queries.Opened]:
        return queries.openings(self.case) if self.case and self.is_mine else []

    @property
    def destroyed(self) -> str:
        """The day on which it is set to be destroyed."""
        return spoken_day(self.seat.meeting.destroyed_on)

    @property
    def is_held(self) -> bool:
        return queries.is_told_of_hold(self.seat.meeting)

    @property
    def has_begun(self) -> bool:
        return replay.has_begun(self.seat.meeting)


def _panel(request: HttpRequest, seat: Seat, case: SealedCase, *, text: str = "", refused: str = "") -> HttpResponse:
    seen = Seen(request, seat, case, text, refused)
    if seen.headed is None:
        raise Http404  # its key is gone: nothing of it can be shown, and nothing opened
    return render(request, "cases/panel.html", {"seen": seen, "meeting": seat.meeting})


def _listed(request: HttpRequest, seat: Seat) -> HttpResponse:
    found = queries.cases_for(seat)
    own = any(one.case.seat_id == seat.pk for one in found)
    return render(
        request,
        "cases/listed.html",
        {"cases": found, "own": own, "seat": seat, "meeting": seat.meeting, "seen": Seen(request, seat, None)},
    )
