"""A form field for free text."""

import json
from collections.abc import Collection, Mapping
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from soundingboard.guard import services
from soundingboard.guard.clean import Clean
from soundingboard.refusals import Refused
from soundingboard.web import marks
from soundingboard.web.tidy import tidy

MOST_DECLARED = 200  # of one text
LONGEST_DECLARED = 300  # characters


class Written(str):
    """A text as it came, with what its writer declares to be no identifier. Both live as long as the request."""

    declared: tuple[str, ...] = ()

    @classmethod
    def of(cls, text: str, declared: Collection[str]) -> "Written":
        written = cls(text)
        written.declared = tuple(dict.fromkeys(one for one in declared if one.strip()))[:MOST_DECLARED]
        return written


class GuardedText(forms.Textarea):
    """A box for free text. Fields see `guarded` and draw the box in which the page checks what is written.

    audience   who will read it, "meeting" or "forum"
    presenter  what readers know of the writer: name, town, state, niche
    form       as for `web.marks.findings`
    known      sentences in it that came with the program
    """

    guarded = True

    def __init__(
        self,
        attrs: dict[str, Any] | None = None,
        *,
        audience: str = "meeting",
        presenter: Mapping[str, Any] | None = None,
        form: str = "",
        known: Collection[str] = (),
    ) -> None:
        super().__init__(attrs)
        self.audience, self.presenter, self.form, self.known = audience, presenter, form, known

    def value_from_datadict(self, data: Any, files: Any, name: str) -> Written | None:
        text = super().value_from_datadict(data, files, name)
        if not isinstance(text, str):
            return None
        declared = data.getlist(f"{name}-declared") if hasattr(data, "getlist") else data.get(f"{name}-declared", ())
        said = [declared] if isinstance(declared, str) else declared
        return Written.of(self.in_order(text), [self.in_order(one) for one in said if len(one) <= LONGEST_DECLARED])

    def in_order(self, text: str) -> str:
        return text

    def build_attrs(self, base_attrs: dict[str, Any], extra_attrs: dict[str, Any] | None = None) -> dict[str, Any]:
        about: dict[str, Any] = {"data-audience": self.audience}
        if self.presenter:
            about["data-presenter"] = json.dumps(dict(self.presenter))
        if self.form:
            about["data-form"] = self.form
        if self.known:
            about["data-known"] = json.dumps(sorted(self.known))
        return super().build_attrs({**about, **base_attrs}, extra_attrs)


class GuardedLine(GuardedText):
    """A line for free text: a box of one row that grows, in which Enter sends."""

    def in_order(self, text: str) -> str:
        return " ".join(text.split())

    def build_attrs(self, base_attrs: dict[str, Any], extra_attrs: dict[str, Any] | None = None) -> dict[str, Any]:
        return super().build_attrs({**base_attrs, "rows": 1, "data-line": True}, extra_attrs)


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

    def bound_data(self, data: Any, initial: Any) -> Any:
        """What is shown again is in order, as it was checked."""
        return Written.of(tidy(data), self.declared(data)) if isinstance(data, Written) else data

    def clean(self, value: Any) -> Clean | None:
        text = value if isinstance(value, str) else ""
        if not text.strip() and not self.required:
            return None
        try:
            return services.clean(text, most=self.most, **self.terms(value))
        except services.Identifying as refusal:
            raise ValidationError(str(refusal), code="identifying") from None
        except Refused as refusal:
            raise ValidationError(str(refusal), code="refused") from None

    def declared(self, value: Any) -> tuple[str, ...]:
        """What the writer of `value` declares to be no identifier."""
        return tuple(map(tidy, value.declared)) if isinstance(value, Written) else ()

    def terms(self, value: Any) -> dict[str, Any]:
        """With which words the door is asked for `value`."""
        box = self.widget
        form: dict[str, Any] = {"form": box.form, "known": box.known} if isinstance(box, GuardedText) else {}
        return {"declared": self.declared(value), **form}

    def marks(self, value: Any) -> list[dict[str, Any]]:
        """What is unresolved in a value that was sent, for a page that could not look for it itself."""
        text = tidy(value) if isinstance(value, str) else ""
        if not isinstance(value, Written) or not text or len(text) > self.most:
            return []
        found = marks.answer(text, **self.terms(value))["findings"]
        return [
            {**one, "text": text[one["start"] : one["end"]]}
            for one in found
            if one["identifies"] and not one["settled"]
        ]
