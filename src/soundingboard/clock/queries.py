"""Reads the meeting clock's anchor."""

from soundingboard.clock.events import REAL_TIME, Anchor
from soundingboard.clock.models import AnchorRow


def anchor() -> Anchor:
    """The anchor as it stands in the database; real time where nobody has moved the clock."""
    row = AnchorRow.objects.filter(pk=1).first()
    return Anchor(row.real, row.meeting, row.rate) if row else REAL_TIME
