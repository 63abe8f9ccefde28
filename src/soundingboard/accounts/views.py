"""The settings page. The pages for signing in and second factors are the account library's, in our templates."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from soundingboard.accounts import queries, services
from soundingboard.accounts.forms import TimeZoneForm
from soundingboard.accounts.models import User


class Request(HttpRequest):
    user: User


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def account(request: Request) -> HttpResponse:
    form = TimeZoneForm(request.POST or None, initial={"time_zone": request.user.time_zone})
    if request.method == "POST" and form.is_valid():
        services.choose_time_zone(request.user, form.cleaned_data["time_zone"])
        messages.success(request, "From now on you see all times on the clocks of that zone.")
        return redirect("accounts:account")
    context = {"form": form, "security": queries.security_of(request.user)}
    return render(request, "accounts/account.html", context, status=422 if form.errors else 200)
