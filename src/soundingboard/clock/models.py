"""The one row by which the meeting clock of a demo or a test differs from real time."""

from django.db import models


class AnchorRow(models.Model):
    """At the instant `real` the meeting clock showed `meeting`; it runs `rate` times as fast."""

    real = models.DateTimeField()
    meeting = models.DateTimeField()
    rate = models.FloatField()

    class Meta:
        constraints = (models.CheckConstraint(condition=models.Q(pk=1), name="clock_has_one_anchor"),)

    def __str__(self) -> str:
        return f"{self.meeting:%F %T} at {self.real:%F %T}, times {self.rate:g}"
