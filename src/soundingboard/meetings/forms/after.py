"""What the page after a meeting asks for."""

from django import forms


class TryForm(forms.Form):
    """By when somebody wants to have tried what they take along."""

    by_when = forms.DateField(label="Try it by", widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}))
