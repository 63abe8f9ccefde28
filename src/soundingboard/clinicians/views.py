"""A clinician's own practice profile, and the card that peers see."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from soundingboard.clinicians import queries
from soundingboard.clinicians.forms import ProfileForm, WelcomeForm
from soundingboard.clinicians.queries import ClinicianRequest


@login_required
@require_safe
def profile(request: ClinicianRequest) -> HttpResponse:
    context = {"clinician": request.clinician, "practice": queries.practice_of(request.clinician)}
    return render(request, "clinicians/profile.html", context)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: ClinicianRequest) -> HttpResponse:
    form = ProfileForm(request.POST or None, clinician=request.clinician)
    if request.method == "POST" and form.is_valid() and form.save(by=request.clinician):
        messages.success(request, "Your practice profile is saved.")
        return redirect("clinicians:profile")
    return render(request, "clinicians/edit.html", {"form": form}, status=422 if form.errors else 200)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def welcome(request: ClinicianRequest) -> HttpResponse:
    form = WelcomeForm(request.POST or None, clinician=request.clinician)
    if request.method == "POST" and form.is_valid() and form.save(by=request.clinician):
        return redirect("clinicians:profile")
    return render(request, "clinicians/welcome.html", {"form": form}, status=422 if form.errors else 200)


@login_required
@require_safe
def card(request: ClinicianRequest, token: str) -> HttpResponse:
    clinician = get_object_or_404(queries.members(), token=token)
    context = {"clinician": clinician, "practice": queries.practice_of(clinician)}
    return render(request, "clinicians/card.html", context)
