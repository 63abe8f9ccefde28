"""What every page of a signed-in user starts with."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from soundingboard.accounts.models import User
from soundingboard.hours import local


def own_time_zone(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Show times on the wall clocks of whoever is signed in."""

    def answer(request: HttpRequest) -> HttpResponse:
        if not isinstance(request.user, User):
            return get_response(request)
        with timezone.override(local.zone(request.user.time_zone)):
            return get_response(request)

    return answer
