"""What a box for clinical text asks of the browser: that nothing but this page reads along."""

from typing import Final

from django.forms import BoundField
from django.utils.safestring import SafeString

# Spelling and writing help send text to other computers in some browsers and extensions; filling in remembers it.
UNREAD: Final = {
    "spellcheck": "false",
    "writingsuggestions": "false",
    "autocomplete": "off",
    "autocorrect": "off",
    "data-gramm": "false",
    "data-gramm_editor": "false",
    "data-enable-grammarly": "false",
    "data-lt-active": "false",
    "data-ms-editor": "false",
    "data-1p-ignore": "true",
}


def box(field: BoundField) -> SafeString:
    """The widget of `field`, unread by others, and described by its help, its error and the line below it."""
    described = [field.aria_describedby or "", f"{field.auto_id}_guarded"]
    return field.as_widget(attrs={**UNREAD, "aria-describedby": " ".join(filter(None, described))})
