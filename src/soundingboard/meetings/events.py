"""What meetings announce upward, on commit."""

from dataclasses import dataclass

from django.dispatch import Signal


@dataclass(frozen=True)
class Ended:
    """A meeting is over and its tallies are written."""

    meeting: int


ended = Signal()  # sent with `event`, an Ended
