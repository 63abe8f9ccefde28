"""What the account pages ask for."""

from typing import Any

from allauth.account.forms import SignupForm
from django import forms
from django.db import transaction
from django.http import HttpRequest

from soundingboard.accounts import services
from soundingboard.accounts.models import User
from soundingboard.hours import zones


class TimeZoneField(forms.ChoiceField):
    def __init__(self, **kwargs: Any) -> None:
        super().__init__(choices=zones.grouped, label="Your time zone", **kwargs)


class SignUp(SignupForm):  # type: ignore[misc]  # the library comes without types
    """The library's sign-up, with a name and a time zone. Whether an address is known here, no answer tells."""

    name = forms.CharField(
        max_length=80,
        label="Your name",
        help_text="As colleagues know you. Your groups see it.",
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    time_zone = TimeZoneField(initial="America/New_York", help_text="Meetings are shown in your time.")
    field_order = ("name", "email", "password1", "time_zone")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["password1"].help_text = "At least twelve characters. A few unrelated words are good."
        self.fields["email"].help_text = "We send a code to it, to be sure that it is yours."

    @transaction.atomic
    def save(self, request: HttpRequest) -> User:
        user: User = super().save(request)
        services.choose_time_zone(user, self.cleaned_data["time_zone"])
        services.announce(user, name=self.cleaned_data["name"])
        return user


class TimeZoneForm(forms.Form):
    time_zone = TimeZoneField()
