"""Guarded boxes. The real field stands higher, in `guard`; what makes one here is `guarded` on the widget."""

from django import forms


class GuardedArea(forms.Textarea):
    """As guard.forms has it."""

    guarded = True


class Example(forms.Form):
    """One sentence, and one that did not pass."""

    hope = forms.CharField(widget=GuardedArea(attrs={"rows": 3, "aria-label": "What do you hope for today?"}))


EXAMPLES: dict[str, dict[str, object]] = {
    "empty": {"field": Example(auto_id="guarded_%s")["hope"]},
    "with words": {"field": Example({"hope": "An idea for what to try next."}, auto_id="guarded_words_%s")["hope"]},
}
