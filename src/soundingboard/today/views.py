"""The front page."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from soundingboard.clinicians.queries import ClinicianRequest
from soundingboard.today import queries


@require_safe
def today(request: ClinicianRequest) -> HttpResponse:
    if not request.user.is_authenticated:
        return render(request, "today/welcome.html", {"example": queries.example()})
    return render(request, "today/today.html", {"page": queries.today(request.clinician)})
