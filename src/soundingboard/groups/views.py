"""Pages of groups. Who is not in a group gets 404, as if there were none."""

from dataclasses import replace

from django.contrib import messages as said
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from soundingboard.clinicians.queries import ClinicianRequest
from soundingboard.groups import queries, services
from soundingboard.groups.forms import groups as forms
from soundingboard.groups.forms.formats import FormatEditor
from soundingboard.groups.models import Group
from soundingboard.refusals import Refused

asks = require_http_methods(["GET", "HEAD", "POST"])
WRONG = 422  # a form that was understood and cannot be done


@login_required
@require_safe
def groups(request: ClinicianRequest) -> HttpResponse:
    return render(request, "groups/list.html", {"groups": queries.cards(request.clinician)})


@login_required
@asks
def new(request: ClinicianRequest) -> HttpResponse:
    form = forms.NewGroupForm(request.POST or None, initial={"zone": request.user.time_zone})
    if form.is_valid() and (group := form.begin(by=request.clinician)):
        said.success(request, "Your group has begun. Now ask people in.")
        return redirect("groups:members", group.public_id)
    context = {"form": form, "clauses": queries.template()}
    return render(request, "groups/new.html", context, status=WRONG if form.errors else 200)


@login_required
@require_safe
def group(request: ClinicianRequest, public_id: str) -> HttpResponse:
    group = mine(request, public_id)
    return render(request, "groups/group.html", {"group": group, "page": queries.page(group, request.clinician)})


@login_required
@asks
def settings(request: ClinicianRequest, public_id: str) -> HttpResponse:
    group = mine(request, public_id)
    made = forms.settings_of(group, request.POST or None)
    for form in made.values():
        if form.is_bound and form.is_valid() and form.change(group, by=request.clinician):
            said.success(request, "Saved. Meetings that are planned already keep what they were planned with.")
            return redirect("groups:settings", group.public_id)
    wrong = any(form.errors for form in made.values())
    return render(request, "groups/settings.html", {"group": group, **made}, status=WRONG if wrong else 200)


@login_required
@require_safe
def agreement(request: ClinicianRequest, public_id: str) -> HttpResponse:
    group = mine(request, public_id)
    return render(request, "groups/agreement.html", {"group": group, "page": queries.agreed(group, request.clinician)})


@login_required
@require_POST
def accept(request: ClinicianRequest, public_id: str) -> HttpResponse:
    group = mine(request, public_id)
    proposal = queries.proposal(group)
    if proposal is None:
        return redirect("groups:agreement", group.public_id)
    form = forms.AcceptForm(request.POST, agreement=proposal)
    if form.is_valid() and form.accept(group, by=request.clinician):
        said.success(request, "Thank you. It is written down that you accepted it, and when.")
        return redirect("groups:agreement", group.public_id)
    context = {"group": group, "page": queries.agreed(group, request.clinician), "form": form}
    return render(request, "groups/agreement.html", context, status=WRONG)


@login_required
@asks
def propose(request: ClinicianRequest, public_id: str) -> HttpResponse:
    group = mine(request, public_id)
    now = queries.proposal(group) or queries.agreement(group)
    form = forms.ClausesForm(request.POST or None, initial={"clauses": "\n".join(now.clauses)})
    if form.is_valid() and form.propose(group, by=request.clinician):
        said.success(request, "It is before the group. It is in force once everyone has accepted it.")
        return redirect("groups:agreement", group.public_id)
    return render(request, "groups/propose.html", {"group": group, "form": form}, status=WRONG if form.errors else 200)


@login_required
@require_POST
def withdraw_proposal(request: ClinicianRequest, public_id: str) -> HttpResponse:
    group = mine(request, public_id)
    form = forms.NumberForm(request.POST)
    if form.is_valid():
        try:
            services.withdraw_proposal(group, form.number, by=request.clinician)
        except Refused as refused:
            said.error(request, str(refused))
    return redirect("groups:agreement", group.public_id)


@login_required
@asks
def members(request: ClinicianRequest, public_id: str) -> HttpResponse:
    group = mine(request, public_id)
    form = forms.InviteForm(request.POST or None)
    if form.is_valid() and form.invite(group, by=request.clinician):
        said.success(request, "The invitation is on its way.")
        return redirect("groups:members", group.public_id)
    people, invitations = queries.members(group), queries.invitations(group)
    context = {"group": group, "members": people, "invitations": invitations, "form": form}
    return render(request, "groups/members.html", context, status=WRONG if form.errors else 200)


@login_required
@require_POST
def withdraw(request: ClinicianRequest, public_id: str) -> HttpResponse:
    group = mine(request, public_id)
    form = forms.NumberForm(request.POST)
    if form.is_valid():
        invitation = get_object_or_404(queries.invitations(group), pk=form.number)
        services.withdraw(group, invitation, by=request.clinician)
        said.success(request, "Withdrawn. The link in that message leads nowhere now.")
    return redirect("groups:members", group.public_id)


@login_required
@asks
def join(request: ClinicianRequest, token: str) -> HttpResponse:
    invitation = queries.invitation(token)
    if invitation is None:
        return render(request, "groups/no_invitation.html", status=404)
    group = invitation.group
    if queries.membership(group, request.clinician):
        return redirect("groups:group", group.public_id)
    agreement = queries.agreement(group)
    form = forms.AcceptForm(request.POST or None, agreement=agreement)
    if form.is_valid() and form.join(invitation, by=request.clinician):
        said.success(request, "Welcome. You have a seat in the meetings to come.")
        return redirect("groups:group", group.public_id)
    context = {"group": group, "invitation": invitation, "agreement": agreement, "form": form}
    return render(request, "groups/join.html", context, status=WRONG if form.errors else 200)


@login_required
@require_safe
def meetings(request: ClinicianRequest, public_id: str) -> HttpResponse:
    group = mine(request, public_id)
    context = {"group": group, "ahead": queries.ahead(group), "past": queries.past(group, request.clinician)}
    return render(request, "groups/meetings.html", context)


@login_required
@asks
def add_meeting(request: ClinicianRequest, public_id: str) -> HttpResponse:
    group = mine(request, public_id)
    form = forms.MeetingForm(request.POST or None, initial={"minutes": group.minutes, "at": group.at})
    if form.is_valid() and (sentence := form.plan(group, by=request.clinician)):
        said.success(request, sentence)
        return redirect("groups:meetings", group.public_id)
    context = {"group": group, "form": form}
    return render(request, "groups/add_meeting.html", context, status=WRONG if form.errors else 200)


@login_required
@require_POST
def leave(request: ClinicianRequest, public_id: str) -> HttpResponse:
    group = mine(request, public_id)
    services.leave(group, by=request.clinician)
    said.success(request, "You have left the group. Your seats in its meetings to come are given up.")
    return redirect("groups:list")


def mine(request: ClinicianRequest, public_id: str) -> Group:
    return get_object_or_404(queries.groups_of(request.clinician), public_id=public_id)


# ── formats of its own ──


@login_required
@require_safe
def formats(request: ClinicianRequest, public_id: str) -> HttpResponse:
    group = mine(request, public_id)
    context = {"group": group, "own": queries.own_formats_of(group), "shipped": queries.shipped()}
    return render(request, "groups/formats.html", context)


@login_required
@asks
def copy_format(request: ClinicianRequest, public_id: str, format_id: str) -> HttpResponse:
    """A new format that begins as a copy; nothing is kept before it is saved."""
    group = mine(request, public_id)
    base = {format.id: format for format in queries.formats_of(group.series)}.get(format_id)
    if base is None:
        raise Http404
    copy = replace(base, title=f"{base.title}, our way"[:60])
    return edited(request, group, FormatEditor(copy, request.POST or None), slug="")


@login_required
@asks
def edit_format(request: ClinicianRequest, public_id: str, slug: str) -> HttpResponse:
    group = mine(request, public_id)
    own = get_object_or_404(queries.own_formats(group), slug=slug)
    return edited(request, group, FormatEditor.of(own, request.POST or None), slug=slug)


@login_required
@require_POST
def remove_format(request: ClinicianRequest, public_id: str, slug: str) -> HttpResponse:
    group = mine(request, public_id)
    get_object_or_404(queries.own_formats(group), slug=slug)
    services.remove_format(group, slug, by=request.clinician)
    said.success(request, "Removed. Meetings that are planned with it keep their copy.")
    return redirect("groups:formats", group.public_id)


def edited(request: ClinicianRequest, group: Group, editor: FormatEditor, *, slug: str) -> HttpResponse:
    """The editor: keeps what is saved, and shows every other change without keeping it."""
    kept = editor.save(group, slug, by=request.clinician)
    if kept is not None:
        said.success(request, kept)
        return redirect("groups:formats", group.public_id)
    context = {"group": group, "slug": slug, "editor": editor, "dial": editor.format and queries.tried(editor.format)}
    return render(request, "groups/format.html", context, status=WRONG if editor.is_refused else 200)
