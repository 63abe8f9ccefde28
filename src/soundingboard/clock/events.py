"""What the meeting clock announces: that it shows another time or runs at another rate."""

from dataclasses import dataclass
from datetime import UTC, datetime

from django.dispatch import Signal


@dataclass(frozen=True)
class Anchor:
    """Where the meeting clock stands: at the instant `real` it showed `meeting`, and it runs `rate` times as fast.

    >>> noon = datetime(2026, 3, 3, 12, tzinfo=UTC)
    >>> Anchor(noon, noon, rate=20).at(noon + timedelta(seconds=3)) - noon
    datetime.timedelta(seconds=60)
    """

    real: datetime
    meeting: datetime
    rate: float = 1.0

    def at(self, real: datetime) -> datetime:
        """What the meeting clock shows at a real instant."""
        return self.meeting + (real - self.real) * self.rate

    def real_at(self, meeting: datetime) -> datetime | None:
        """The real instant at which the meeting clock shows `meeting`; None if it stands still."""
        return self.real + (meeting - self.meeting) / self.rate if self.rate else None


EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
REAL_TIME = Anchor(EPOCH, EPOCH)  # the meeting clock of every real site

changed = Signal()  # sent with `anchor` in each process that learns of the change
