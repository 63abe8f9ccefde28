"""A form field for free text."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from soundingboard.guard import services
from soundingboard.guard.clean import Clean
from soundingboard.refusals import Refused


class GuardedText(forms.Textarea):
    """A box for free text. Fields see `guarded` and say below it what is, and what is not yet, checked."""

    guarded = True


class GuardedLine(forms.TextInput):
    """A line for free text."""

    guarded = True


class GuardedField(forms.Field):
    """Free text. Its cleaned value is `Clean`, or None where the field may be empty and is.

    most  the most characters that fit
    """

    widget = GuardedText

    def __init__(self, *, most: int = services.MOST, **kwargs: Any) -> None:
        self.most = most
        super().__init__(**kwargs)

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        return {"maxlength": self.most} | ({"rows": 3} if isinstance(widget, GuardedText) else {})

    def clean(self, value: Any) -> Clean | None:
        text = value if isinstance(value, str) else ""
        if not text.strip() and not self.required:
            return None
        try:
            return services.clean(text, most=self.most)
        except Refused as refusal:
            raise ValidationError(str(refusal), code="refused") from None
