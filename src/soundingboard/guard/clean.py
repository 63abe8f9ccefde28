"""The type of text that may be stored."""

from dataclasses import InitVar, dataclass
from typing import final

_DOOR = object()  # known to `guard.services` alone


@final
@dataclass(frozen=True, repr=False)
class Clean:
    """Text that has been through the guard. Only `guard.services.clean` makes one: a `str` in its place fails the type
    check, and whoever makes one elsewhere gets a TypeError.
    """

    text: str
    door: InitVar[object]

    def __post_init__(self, door: object) -> None:
        if door is not _DOOR:
            raise TypeError("Only guard.services.clean makes Clean text.")

    def __repr__(self) -> str:
        # People's words must not reach a log through somebody's traceback.
        return f"<Clean text of {len(self.text)} characters>"
