"""The demo's own page and the strip below every page: sign in by one click, start the meeting, choose the speed."""

from urllib.parse import urlsplit

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import Resolver404, resolve
from django.views.decorators.http import require_GET, require_POST

from soundingboard.clock import services as clock
from soundingboard.demo import queries, services
from soundingboard.refusals import Refused


@require_GET
def welcome(request: HttpRequest) -> HttpResponse:
    if not queries.is_settled():
        return render(request, "web/refused.html", {"what": queries.NOBODY, "fits": queries.SETTLE}, status=404)
    return render(request, "demo/welcome.html", {"doors": queries.doors(), **_clock(request)})


@require_GET
def strip(request: HttpRequest) -> HttpResponse:
    return render(request, "demo/_strip.html", _clock(request))


@require_POST
def enter(request: HttpRequest, place: int) -> HttpResponse:
    doors = queries.doors()
    user = queries.user(doors[place][0]) if place < len(doors) else None
    if user is None:
        return redirect("demo:welcome")
    login(request, user, backend=settings.AUTHENTICATION_BACKENDS[0])
    return redirect("today:today")


@require_POST
def start(request: HttpRequest) -> HttpResponse:
    meeting = services.start_now(request.POST.get("meeting", ""))
    return redirect("meetings:room", meeting.public_id)


@require_POST
def another(request: HttpRequest) -> HttpResponse:
    meeting = services.another_meeting()
    services.keep_company(meeting, settings.SOUNDINGBOARD.origin)
    messages.success(request, "Another meeting begins in a few minutes, and its peers are on their way.")
    return redirect("meetings:room", meeting.public_id)


@require_POST
def speed(request: HttpRequest) -> HttpResponse:
    try:
        services.run_at(int(request.POST.get("speed", "")))
    except (ValueError, Refused):
        return HttpResponse("The demo's clock does not run at that speed.", status=400, content_type="text/plain")
    if not request.headers.get("HX-Request"):
        return redirect("demo:welcome")
    return render(request, "demo/_strip.html", _clock(request))


def _clock(request: HttpRequest) -> dict[str, object]:
    return {
        "speeds": services.SPEEDS,
        "rate": clock.current().rate,
        "meets": queries.is_visitor(getattr(request, "clinician", None)),
        "here": _meeting_of(request.headers.get("HX-Current-URL", "")),
    }


def _meeting_of(address: str) -> str:
    """The public id of the meeting whose page has this address; empty for any other page."""
    try:
        match = resolve(urlsplit(address).path)
    except (Resolver404, ValueError):
        return ""
    return str(match.kwargs["public_id"]) if match.namespace == "meetings" else ""
