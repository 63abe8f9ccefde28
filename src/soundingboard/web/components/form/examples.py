"""Whole forms."""

from soundingboard.web.components.field.examples import Example

EXAMPLES: dict[str, dict[str, object]] = {
    "fresh": {"form": Example(auto_id="fresh_%s")},
    "with errors": {"form": Example({"minutes": "ninety", "title": "Tuesday team"}, auto_id="errors_%s")},
}
