"""One's own notices."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from soundingboard.accounts.models import User
from soundingboard.notices import queries


@login_required
@require_GET
def notices(request: HttpRequest) -> HttpResponse:
    assert isinstance(request.user, User)
    return render(request, "notices/list.html", {"notices": queries.notices_to(request.user)})
