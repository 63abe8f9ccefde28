"""What a box for clinical text asks of the browser: that nothing but this page reads along."""

from typing import Any, Final

from django.forms import BoundField
from django.utils.safestring import SafeString

# Spelling and writing help send text to other computers in some browsers and extensions; filling in remembers it, and
# translating sends the page away. What is found in a text stands beside the box, and the templates keep that, too.
UNREAD: Final = {
    "spellcheck": "false",
    "writingsuggestions": "false",
    "autocomplete": "off",
    "autocorrect": "off",
    "translate": "no",
    "data-gramm": "false",
    "data-gramm_editor": "false",
    "data-enable-grammarly": "false",
    "data-lt-active": "false",
    "data-ms-editor": "false",
    "data-1p-ignore": "true",
    "data-lpignore": "true",
    "data-bwignore": "true",
}


def box(field: BoundField) -> SafeString:
    """The widget of `field`, unread by others, not watched over yet, and described by its help, its error and the line
    below it.
    """
    described = [field.aria_describedby or "", f"{field.auto_id}_guarded"]
    return field.as_widget(
        attrs={**UNREAD, "data-unwatched": True, "aria-describedby": " ".join(filter(None, described))}
    )


def marks(field: BoundField) -> list[dict[str, Any]]:
    """What the server found in a text that it refused; nothing where it has not seen one."""
    given: Any = getattr(field.field, "marks", None)
    if given is None or not field.form.is_bound or not field.errors:
        return []
    found: list[dict[str, Any]] = given(field.value())
    return found
