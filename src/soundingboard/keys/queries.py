"""Reading keys. Nothing here keeps one: an unwrapped key lives as long as the call that asked for it.

A cache would hold keys that were destroyed meanwhile, in every process, and a read takes a small part of the time of
the page that asks (docs/decisions/0017). Who shows many texts asks for all their keys at once.
"""

from collections.abc import Iterable
from functools import cache
from pathlib import Path

from django.conf import settings

from soundingboard import sealing
from soundingboard.keys.database import DatabaseStore
from soundingboard.keys.folder import FolderStore
from soundingboard.keys.models import HomeStore, Key
from soundingboard.keys.store import Store
from soundingboard.refusals import Refused

ATTEMPTS = 5


class Destroyed(Refused):
    """There is no such key any more, and with it nothing that it sealed."""

    def __init__(self) -> None:
        super().__init__("What was written here cannot be read any more: its key has been destroyed.")


def store() -> Store:
    """The key store of this installation."""
    place = settings.SOUNDINGBOARD.keys
    return _folder(place) if isinstance(place, Path) else DatabaseStore()


_folder = cache(FolderStore)


def key(name: str) -> bytes:
    """One key; raises Destroyed."""
    found = keys([name])
    if name not in found:
        raise Destroyed
    return found[name]


def keys(names: Iterable[str]) -> dict[str, bytes]:
    """Those of `names` that can be had: {name: key}. Works while the site key is being rotated."""
    wanted, found = set(names), dict[str, bytes]()
    if not wanted:
        return found
    kept = store()
    for _ in range(ATTEMPTS):
        held = kept.get(wanted - found.keys())
        site_keys = {sealing.name_of(one): one for one in kept.site_keys()}
        for name, one in held.items():
            try:
                found[name] = sealing.unwrap(one.wrapped, site_keys[one.site])
            except (KeyError, sealing.Broken):
                continue  # just rotated or just being destroyed: the next look tells which
        if found.keys() >= held.keys():
            break
    return found


def exist() -> bool:
    """Whether this database holds anything sealed."""
    return Key.objects.exists()


def home() -> str | None:
    """The name of the store that belongs to this database; None before it was first used."""
    row = HomeStore.objects.filter(pk=1).first()
    return row.identity if row else None


def orphans() -> tuple[set[str], int]:
    """Names in the store that no row knows, and how many keys the store holds. Young ones may be waiting for theirs."""
    names = {name for name, _ in store().names()}
    return names - set(Key.objects.values_list("name", flat=True)), len(names)


def lost() -> int:
    """How many rows of keys have none that can be had: what they sealed cannot be read."""
    names = set(Key.objects.values_list("name", flat=True))
    return len(names - keys(names).keys())
