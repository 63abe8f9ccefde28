"""The composer before the first word, and as it stands with a case in it. What was found is drawn by its module."""

from django import forms


class Composer(forms.Textarea):
    """As guard.forms has it."""

    guarded = True


class Example(forms.Form):
    """A case."""

    case = forms.CharField(label="The case", widget=Composer(attrs={"rows": 6}))


CASE = (
    "A woman in her thirties, in treatment for some time. She cancels every time exposure work comes near. "
    "Am I pushing too soon?"
)

EXAMPLES: dict[str, dict[str, object]] = {
    "empty": {"field": Example(auto_id="composer_%s")["case"]},
    "with a case": {"field": Example({"case": CASE}, auto_id="composer_case_%s")["case"]},
}
