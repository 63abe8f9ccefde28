"""The components there are and their examples: one list behind the styleguide, the axe test and the pictures."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from importlib import import_module
from typing import Final

from soundingboard.web.assets import WEB

SIZES: Final = ("5", "4", "3", "2", "1", "0")


@dataclass(frozen=True)
class Example:
    """One use of a component: what its template is given."""

    name: str
    context: Mapping[str, object]


@dataclass(frozen=True)
class Component:
    """A component by its folder's name."""

    name: str
    template: str
    examples: tuple[Example, ...]


def components() -> tuple[Component, ...]:
    """Every component, by name."""
    return tuple(component(folder.parent.name) for folder in sorted((WEB / "components").glob("*/examples.py")))


def component(name: str) -> Component:
    """The component in the folder `name`."""
    examples: dict[str, dict[str, object]] = import_module(f"soundingboard.web.components.{name}.examples").EXAMPLES
    return Component(name, f"{name}/{name}.html", tuple(Example(title, context) for title, context in examples.items()))


def colors() -> tuple[str, ...]:
    """The names of the colors in tokens.css."""
    return tuple(re.findall(r"--([\w-]+): light-dark\(#", (WEB / "tokens.css").read_text("utf-8")))
