"""What people write in a room. All free text goes through the guard, and every form has a name of its own, so that one
that is sent twice is one.
"""

import secrets
from collections.abc import Mapping
from typing import Any

from django import forms

from soundingboard.clinicians import choices
from soundingboard.guard.forms import GuardedField, GuardedLine
from soundingboard.meetings.models import Request

ONE_SENTENCE = 280  # characters


class PressForm(forms.Form):
    """A form that means one press. `client_id` names it; the same name twice is answered and not written again."""

    client_id = forms.RegexField(r"^[\w-]{8,40}$", widget=forms.HiddenInput)

    def __init__(self, data: Mapping[str, Any] | None = None) -> None:
        # A page has several such forms, and no two elements of it may have the same id.
        super().__init__(data, auto_id=f"{self.__class__.__name__.removesuffix('Form').lower()}_%s")
        if data is None:
            self.initial = {"client_id": secrets.token_urlsafe(12)}


class HopeForm(PressForm):
    text = GuardedField(label="What I hope for", most=ONE_SENTENCE, widget=GuardedLine)


class NoteForm(PressForm):
    text = GuardedField(label="A note for everyone", most=1000)


class TakeawayForm(PressForm):
    text = GuardedField(label="In one sentence", most=ONE_SENTENCE, widget=GuardedLine)


class FollowUpForm(PressForm):
    text = GuardedField(label="What", most=ONE_SENTENCE, widget=GuardedLine)
    by_when = forms.DateField(label="By when", required=False, widget=forms.DateInput(attrs={"type": "date"}))


def _titles(kind: str, otherwise: str) -> list[tuple[str, str]]:
    """The titles of a list of the practice profile: what is stored is what is read."""
    return [("", otherwise), *((title, title) for title in choices.titles(kind).values())]


class RequestForm(PressForm):
    """What somebody looks for, said about the provider who is wanted, never about the client: lists, and one line."""

    kind = forms.ChoiceField(label="I am looking for", choices=Request.Kind.choices)
    profession = forms.ChoiceField(label="From", required=False)
    modality = forms.ChoiceField(label="Way of working", required=False)
    population = forms.ChoiceField(label="Works with", required=False)
    language = forms.ChoiceField(label="Language", required=False)
    state = forms.ChoiceField(label="Licensed in", required=False)
    setting = forms.ChoiceField(label="Where", choices=Request.Setting.choices)
    payment = forms.ChoiceField(label="Payment", choices=Request.Payment.choices)
    text = GuardedField(
        label="What else they should bring",
        required=False,
        most=ONE_SENTENCE,
        widget=GuardedLine,
        help_text="About the provider, nothing about the client.",
    )

    def __init__(self, data: Mapping[str, Any] | None = None) -> None:
        super().__init__(data)
        self._choose("profession", _titles("license_kinds", "any profession"))
        self._choose("modality", _titles("modalities", "any"))
        self._choose("population", _titles("populations", "anyone"))
        self._choose("language", _titles("languages", "any"))
        self._choose("state", [("", "any state"), *choices.titles("states").items()])

    @property
    def lists(self) -> list[forms.BoundField]:
        """What is chosen about the provider."""
        return [
            self[name] for name in ("profession", "modality", "population", "language", "state", "setting", "payment")
        ]

    def _choose(self, name: str, offered: list[tuple[str, str]]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)
        field.choices = offered


FORMS: dict[str, type[PressForm]] = {
    "hope": HopeForm,
    "note": NoteForm,
    "takeaway": TakeawayForm,
    "follow-up": FollowUpForm,
    "request": RequestForm,
}
