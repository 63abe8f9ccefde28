"""Who is asking, as a clinician."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from soundingboard.accounts.models import User
from soundingboard.clinicians import queries, services
from soundingboard.clinicians.models import Clinician


def own_clinician(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Give each request its `clinician`; None for a stranger."""

    def answer(request: HttpRequest) -> HttpResponse:
        request.clinician = clinician_of(request.user) if isinstance(request.user, User) else None  # type: ignore[attr-defined]
        return get_response(request)

    return answer


def clinician_of(user: User) -> Clinician:
    """The clinician who signs in as `user`: normally made at sign-up, made now if that was cut short."""
    try:
        return queries.of(user)
    except Clinician.DoesNotExist:
        return services.welcome(user)
