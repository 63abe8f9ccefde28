"""Which keys there should be. Rows that are sealed point to their key's row; the key itself is in the key store."""

from django.db import models
from django.utils import timezone

from soundingboard.keys.store import new_name


class Key(models.Model):
    """The place of a key in the store. It goes when the key is destroyed; what is in the store without a row is an
    orphan of a crash.
    """

    name = models.CharField(max_length=32, primary_key=True, default=new_name, editable=False)
    made_at = models.DateTimeField(default=timezone.now)

    def __str__(self) -> str:
        return self.name


class HomeStore(models.Model):
    """The one store that belongs to this database, by the name that it keeps for good."""

    identity = models.CharField(max_length=32)

    class Meta:
        constraints = (models.CheckConstraint(condition=models.Q(pk=1), name="keys_one_home"),)

    def __str__(self) -> str:
        return self.identity
