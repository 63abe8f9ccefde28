"""The room's page and the fragments it asks for. Each begins with the seat: who has none finds nothing here."""

import secrets
from collections import Counter
from collections.abc import Callable, Mapping
from functools import wraps
from typing import Any, Concatenate, ParamSpec

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from soundingboard.agenda.dial import initials
from soundingboard.agenda.exercises import exercises
from soundingboard.agenda.view import mine, view
from soundingboard.clinicians.models import FORMER_MEMBER
from soundingboard.clinicians.queries import ClinicianRequest
from soundingboard.clock import services as clock
from soundingboard.meetings import queries, replay, services
from soundingboard.meetings.forms.room import FORMS, PressForm
from soundingboard.meetings.models import Ask, Meeting, Request, Seat, Words
from soundingboard.refusals import Refused

P = ParamSpec("P")
SAID = {"hope": "Shared.", "note": "Shared.", "takeaway": "Kept.", "follow-up": "Added.", "request": "Asked."}


def seated(
    page: Callable[Concatenate[ClinicianRequest, Seat, P], HttpResponse],
) -> Callable[Concatenate[ClinicianRequest, str, P], HttpResponse]:
    """Give a page the seat of whoever asks; 404 for no seat and for no such meeting."""

    @wraps(page)
    def find(request: ClinicianRequest, public_id: str, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        seat = queries.seat(request.user, public_id)
        if seat is None:
            raise Http404
        return page(request, seat, *args, **kwargs)

    return never_cache(login_required(find))  # type: ignore[return-value]  # both keep what they wrap


@require_safe
@seated
def room(request: ClinicianRequest, seat: Seat) -> HttpResponse:
    return _page(request, seat, "meetings/room.html")


@require_safe
@seated
def table(request: ClinicianRequest, seat: Seat) -> HttpResponse:
    if seat.meeting.mode != Meeting.Mode.IN_PERSON:
        raise Http404
    return _page(request, seat, "meetings/room_table.html")


@require_safe
@seated
def people(request: ClinicianRequest, seat: Seat) -> HttpResponse:
    """Who sits where, asked again when somebody was given a seat."""
    return JsonResponse(people_of(queries.names(seat.meeting)))


@require_safe
@seated
def words(request: ClinicianRequest, seat: Seat, words_id: str) -> HttpResponse:
    """What somebody wrote, for those it is for."""
    found = replay.words(seat, words_id)
    if found is None:
        raise Http404
    is_mine = found.by_id == seat.pk
    promised = queries.follow_ups(seat).filter(words=found).first() if is_mine else None
    return render(
        request,
        "meetings/room_words.html",
        {
            "name": "You" if is_mine else found.by.clinician.name,
            "text": found.text,
            "by_when": promised.by_when if promised else None,
        },
    )


@require_safe
@seated
def ask(request: ClinicianRequest, seat: Seat, place: int) -> HttpResponse:
    """What the person at `place` asks for, unless whoever wants to know sits this one out."""
    asked = queries.asked(seat.meeting).filter(seat__place=place).first()
    if asked is None or (asked.words is None and asked.kind == Ask.Kind.OTHER):
        return HttpResponse(status=204)
    if asked.words is not None and replay.words(seat, asked.words.public_id) is None:
        raise Http404
    return render(request, "meetings/room_ask.html", {"ask": asked, "mine": asked.seat_id == seat.pk})


@require_POST
@seated
def write(request: ClinicianRequest, seat: Seat, kind: str) -> HttpResponse:
    """Take in what somebody wrote, and give an empty form for the next; or the same one with what is wrong in it."""
    if kind not in FORMS:
        raise Http404
    form = FORMS[kind](request.POST)
    said = ""
    if form.is_valid():
        try:
            _keep(seat, kind, form.cleaned_data)
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            form, said = FORMS[kind](), SAID[kind]
    if not request.headers.get("HX-Request"):
        messages.add_message(request, *((messages.SUCCESS, said) if said else (messages.ERROR, wrong(form))))
        return redirect("meetings:room", seat.meeting.public_id)
    return _form(request, seat.meeting, kind, form, said)


@require_safe
@seated
def requests(request: ClinicianRequest, seat: Seat) -> HttpResponse:
    """What people of this meeting are looking for."""
    return _requests(request, seat)


@require_POST
@seated
def answer(request: ClinicianRequest, seat: Seat, request_id: str) -> HttpResponse:
    """ "I know someone"; the second tap takes it back."""
    asked = queries.request(seat, request_id)
    if asked is None:
        raise Http404
    if any(one.seat_id == seat.pk for one in asked.answers.all()):
        services.take_back(asked, by=seat)
    else:
        services.answer(asked, by=seat)
    return _requests(request, seat)


def _page(request: ClinicianRequest, seat: Seat, template: str) -> HttpResponse:
    meeting = seat.meeting
    try:
        now = clock.now()
        present = replay.present_room(meeting, now)
    except replay.Canceled as refused:
        return render(request, "web/refused.html", {"what": refused.what}, status=410)
    except replay.Over:
        return redirect("meetings:after", meeting.public_id)
    at = max(now, present.at)
    return render(
        request,
        template,
        {
            "meeting": meeting,
            "format": queries.format_of(meeting),
            "in_person": meeting.mode == Meeting.Mode.IN_PERSON,
            "forms": {kind.replace("-", "_"): form() for kind, form in FORMS.items()},
            "exercises": exercises(),
            "call_back_id": secrets.token_urlsafe(12),
            "page": _page_data(request, seat) | {"view": view(present, at), "mine": mine(present, seat.person, at)},
        },
    )


def _page_data(request: ClinicianRequest, seat: Seat) -> dict[str, Any]:
    """What the page's modules need to know, as JSON."""
    public_id = seat.meeting.public_id

    def address(name: str, *more: object) -> str:
        return reverse(f"meetings:{name}", args=[public_id, *more])

    return {
        "meeting": public_id,
        "me": seat.person,
        "zone": request.user.time_zone,
        "people": people_of(queries.names(seat.meeting)),
        "socket": f"/live/meetings/{public_id}",
        "addresses": {
            "people": address("people"),
            "words": address("words", "0"),
            "ask": address("ask", 0),
            "requests": address("requests"),
            "after": address("after"),
            "signIn": f"{reverse('account_login')}?next={request.path}",
        },
    }


def people_of(names: Mapping[str, str]) -> dict[str, dict[str, str]]:
    """What people are called in a room: by their first names, and by the last one's letter where two share it.

    >>> people_of({"1": "Maya Okafor", "2": "Maya Lind"})["2"]["called"]
    'Maya L.'
    """
    first = {person: name if name == FORMER_MEMBER else (name.split() or [""])[0] for person, name in names.items()}
    shared = Counter(first.values())
    return {
        person: {
            "name": name,
            "called": f"{first[person]} {name.split()[-1][0]}."
            if shared[first[person]] > 1 and name != FORMER_MEMBER and len(name.split()) > 1
            else first[person],
            "initials": initials(name),
        }
        for person, name in names.items()
    }


def wrong(form: PressForm) -> str:
    """What needs another look, in a sentence for each."""
    return " ".join(str(error) for errors in form.errors.values() for error in errors)


def _keep(seat: Seat, kind: str, values: dict[str, Any]) -> None:
    text, client_id = values["text"], values["client_id"]
    match kind:
        case "hope":
            services.add_words(seat, Words.Kind.HOPE, Words.Audience.ALL, text, client_id=client_id)
        case "note":
            services.add_words(seat, Words.Kind.NOTE, Words.Audience.ALL, text, client_id=client_id)
        case "takeaway":
            services.take_along(seat, text, client_id=client_id)
        case "follow-up":
            services.follow(seat, text, by_when=values["by_when"], client_id=client_id)
        case "request":
            wanted = {name: values[name] for name in values if name not in ("text", "client_id", "kind")}
            services.request(seat, values["kind"], text=text, client_id=client_id, **wanted)


def _form(request: ClinicianRequest, meeting: Meeting, kind: str, form: PressForm, said: str) -> HttpResponse:
    context = {"meeting": meeting, "kind": kind, "form": form}
    response = render(request, "meetings/room_form.html", context)
    if said:
        response["HX-Trigger"] = f'{{"say": "{said}"}}'
    return response


def _requests(request: ClinicianRequest, seat: Seat) -> HttpResponse:
    listed = asked_lines(seat)
    return render(request, "meetings/room_requests.html", {"meeting": seat.meeting, "requests": listed})


def asked_lines(seat: Seat) -> list[dict[str, Any]]:
    """What everyone in a meeting is looking for."""
    found = list(queries.requests(seat.meeting))
    queries.unseal(one.words for one in found)
    return [asked_line(one, seat) for one in found]


def asked_line(asked: Request, seat: Seat) -> dict[str, Any]:
    """A request as a line of what is wanted, who can help, and whether that is me."""
    wanted = [asked.profession, asked.modality, asked.population, asked.language, asked.state]
    if asked.kind == Request.Kind.REFERRAL:
        wanted += [asked.get_setting_display() if asked.setting != Request.Setting.EITHER else ""]
        wanted += [asked.get_payment_display() if asked.payment != Request.Payment.ANY else ""]
    helpers = list(asked.answers.all())
    return {
        "id": asked.public_id,
        "name": "You" if asked.seat_id == seat.pk else asked.seat.clinician.name,
        "kind": asked.get_kind_display(),
        "line": " · ".join(part for part in wanted if part),
        "text": asked.words.text if asked.words else "",
        "is_mine": asked.seat_id == seat.pk,
        "is_referral": asked.kind == Request.Kind.REFERRAL,
        "i_can": any(one.seat_id == seat.pk for one in helpers),
        "helpers": ["you" if one.seat_id == seat.pk else one.seat.clinician.name for one in helpers],
    }
