"""What is remembered of a text while it is being written, so that a look at it costs what has changed."""

from collections.abc import Hashable
from dataclasses import dataclass, field
from typing import Final

from soundingboard.deid.span import Span

MOST: Final = 60_000  # entries; more than a long text has, so that an evening's writing does not fill a phone


@dataclass(slots=True)
class Memory:
    """Lives in the writer's own page, in its worker, and goes with it. A server looks at a text once and has none.

    lines  what the rules found in a line, by the line
    words  the model's scores of a word, by all that they depend on
    """

    lines: dict[str, tuple[Span, ...]] = field(default_factory=dict)
    words: dict[Hashable, list[float]] = field(default_factory=dict)

    def make_room(self) -> None:
        """Forget everything where it has become too much."""
        if len(self.lines) + len(self.words) > MOST:
            self.lines.clear()
            self.words.clear()
