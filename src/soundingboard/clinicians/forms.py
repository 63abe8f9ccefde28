"""What clinicians are asked about themselves."""

from typing import Any

from django import forms
from django.http import QueryDict

from soundingboard.clinicians import choices, queries, services
from soundingboard.clinicians.models import Clinician, letters_only
from soundingboard.refusals import Refused


def one_of(kind: str, label: str, **more: Any) -> forms.ChoiceField:
    """A list to choose one from, or nothing."""
    return forms.ChoiceField(choices=[("", "Not said"), *choices.grouped(kind)], required=False, label=label, **more)


class Boxes(forms.CheckboxSelectMultiple):
    template_name = "clinicians/_boxes.html"


def some_of(kind: str, label: str, **more: Any) -> forms.MultipleChoiceField:
    """Boxes to tick, under their headings."""
    return forms.MultipleChoiceField(choices=choices.grouped(kind), required=False, label=label, widget=Boxes, **more)


class WelcomeForm(forms.Form):
    """The few things one is asked on the first day."""

    name = forms.CharField(
        max_length=80,
        label="Your name",
        help_text="As colleagues know you.",
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    credentials = forms.CharField(
        max_length=60,
        required=False,
        validators=[letters_only],
        label="Letters behind your name",
        help_text="As on your door: PhD, LCSW.",
        widget=forms.TextInput(attrs={"autocomplete": "honorific-suffix"}),
    )
    license_kind = one_of("license_kinds", "Your license")
    license_state = one_of("states", "Given by")

    def __init__(self, data: QueryDict | None, *, clinician: Clinician) -> None:
        profile = queries.profile_of(clinician)
        known = {name: getattr(profile, name, getattr(clinician, name, "")) for name in services.Said.__annotations__}
        super().__init__(data, initial=known)
        self.clinician = clinician

    def save(self, *, by: Clinician) -> bool:
        """Hand it to the services; False, with the reason in the form, if they refuse."""
        try:
            services.change_profile(self.clinician, by=by, **self.cleaned_data)
        except Refused as refused:
            self.add_error(None, str(refused))
            return False
        return True


class ProfileForm(WelcomeForm):
    """All that a practice profile says."""

    specialties = some_of("specialties", "What you know well", help_text="What a colleague may ask you about.")
    modalities = some_of("modalities", "How you work")
    populations = some_of("populations", "Whom you work with")
    languages = some_of("languages", "Languages you work in")
