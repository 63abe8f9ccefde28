"""A lawful no on any page."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from soundingboard.refusals import Refused


class Refusals:
    """Answers what a service refused, where the page did not do so itself, with what happened and what would fit."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if not isinstance(exception, Refused):
            return None
        fits = exception.fits.removeprefix("Nothing was changed.").strip()  # the page says so anyway
        return render(request, "web/refused.html", {"what": exception.what, "fits": fits}, status=409)
