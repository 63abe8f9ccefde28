"""Fields, drawn from a real form."""

from typing import ClassVar

from django import forms


class Example(forms.Form):
    """One field of each kind."""

    ASKS: ClassVar = [
        ("advice", "Advice on a treatment plan"),
        ("resources", "Resources"),
        ("support", "Emotional support"),
    ]

    title = forms.CharField(label="Name of the group", help_text="As you would say it aloud.")
    link = forms.URLField(label="Video link", required=False, assume_scheme="https")
    minutes = forms.IntegerField(label="Minutes")
    pace = forms.ChoiceField(choices=[("gentle", "gentle: waits for a word"), ("strict", "strict: moves on by itself")])
    ask = forms.ChoiceField(label="What would help?", choices=ASKS, widget=forms.RadioSelect)
    hopes = forms.MultipleChoiceField(
        label="What else?", choices=ASKS, widget=forms.CheckboxSelectMultiple, required=False
    )
    accepts = forms.BooleanField(
        label="I have read what we agreed and accept it", help_text="You can leave at any time."
    )
    about = forms.CharField(label="What it is about", widget=forms.Textarea(attrs={"rows": 3}))


EMPTY = Example(auto_id="empty_%s")
WRONG = Example({"minutes": "ninety", "title": "Tuesday consultation team"}, auto_id="wrong_%s")

EXAMPLES: dict[str, dict[str, object]] = {
    **{f"{name}": {"field": EMPTY[name]} for name in EMPTY.fields},
    **{f"{name}, with an error": {"field": WRONG[name]} for name in ("minutes", "about", "ask", "accepts")},
}
