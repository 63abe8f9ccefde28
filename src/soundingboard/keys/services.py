"""Making and destroying keys, and exchanging the site key under all of them."""

import logging
from collections.abc import Iterable
from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from soundingboard import sealing
from soundingboard.keys import queries
from soundingboard.keys.models import HomeStore, Key
from soundingboard.keys.store import Held, NoSiteKey, Store
from soundingboard.refusals import Refused

log = logging.getLogger(__name__)

YOUNG = timedelta(hours=1)  # a key may be this old before its row is committed
FEW = 20  # orphans that a crash or two can leave


class Unready(Refused):
    """Sealed rows wait for a site key that is gone. For hosts: it says where the store should be."""

    def __init__(self, place: str) -> None:
        super().__init__(
            f"There is no site key in the key store at {place}, and this database holds sealed rows.",
            fits=(
                "Not started; nothing was changed. A new key would open none of them, so none was made. Is "
                "SOUNDINGBOARD_KEYS right, and is its folder or database in place? If the store is lost, what was "
                "sealed is lost with it: run `soundingboard keys abandon` to go on without it."
            ),
        )


class DamagedSiteKey(Refused):
    """A site key is not what it was, so that nothing under it opens. For hosts."""

    def __init__(self, place: str, names: list[str]) -> None:
        super().__init__(
            f"In the key store at {place} a site key is damaged: {', '.join(names)}.",
            fits=(
                "Not started; nothing was changed. Put back what was there before, if you can. If you cannot, remove "
                "it, and run `soundingboard keys abandon` to go on without what was sealed under it."
            ),
        )


class DamagedKeys(Refused):
    """Keys that no site key opens, found by a rotation. For hosts."""

    def __init__(self, place: str, names: list[str]) -> None:
        super().__init__(
            f"In the key store at {place} keys are damaged: {', '.join(names)}.",
            fits=(
                "All others are under the new site key; the old one is kept as long as these are there. Put back what "
                "was there before, or remove them: they open nothing. Then rotate again."
            ),
        )


class AnotherStore(Refused):
    """The key store is somebody else's."""

    def __init__(self, place: str) -> None:
        super().__init__(
            f"The key store at {place} belongs to another database.",
            fits="Not started; nothing was changed. Is SOUNDINGBOARD_KEYS or SOUNDINGBOARD_DATABASE_URL right?",
        )


def ready() -> Store:
    """The store, fit for use: its site key is made if nothing has ever been sealed.

    raises  Unready where sealed rows wait for a site key that is gone; DamagedSiteKey; AnotherStore
    """
    store = queries.store()
    store.prepare()
    if not store.site_keys():
        if queries.exist():
            raise Unready(store.place)
        store.first()
    if damaged := store.damaged():
        raise DamagedSiteKey(store.place, damaged)
    identity, home = store.identity() or "", queries.home()
    if home is None:
        HomeStore.objects.get_or_create(pk=1, defaults={"identity": identity})
    elif home != identity and queries.exist():
        raise AnotherStore(store.place)
    elif home != identity:
        HomeStore.objects.filter(pk=1).update(identity=identity)
    return store


def make() -> tuple[Key, bytes]:
    """A new key: its row, in the caller's transaction, and the key itself.

    It is safely in the store before the row is written. Where the transaction comes to nothing, or the process is
    killed, the key is left there without a row, and `sweep` destroys it.
    raises  NoSiteKey where the store is not in place
    """
    row, key = Key(), sealing.new_key()
    store = queries.store()
    try:
        store.put(row.name, key)
    except NoSiteKey:
        if queries.exist():
            raise
        ready().put(row.name, key)
    row.save(force_insert=True)
    return row, key


def destroy(names: Iterable[str]) -> None:
    """Destroy keys, and with them all that they sealed, in every copy of the database. There is no way back.

    In the caller's transaction, whose last act it should be: rows that a rollback brings back are not readable again.
    raises  NoSiteKey where the store is not in place: it may come back, and the keys with it
    """
    gone, store = list(names), queries.store()
    if gone:
        if not store.site_keys():
            raise NoSiteKey
        store.destroy(gone)
        Key.objects.filter(pk__in=gone).delete()


def rotate() -> int:
    """Exchange the site key while the site runs; returns how many keys were wrapped anew.

    From its beginning new keys are wrapped with the new site key, while both are readable; the old is destroyed when
    nothing is under it any more. Cut off, it is gone on with by running it again.
    raises  DamagedKeys, when all others are wrapped anew
    """
    store = ready()
    store.begin(sealing.new_key())
    moved = 0
    while True:
        *old, new = store.site_keys()
        rounds = [_move(store, one, new) for one in old]
        more = sum(count for count, _ in rounds)
        moved += more
        if all(store.end(one) for one in old):
            return moved
        damaged = sorted(name for _, names in rounds for name in names)
        if damaged and not more:
            raise DamagedKeys(store.place, damaged)


def _move(store: Store, old: bytes, new: bytes) -> tuple[int, list[str]]:
    """How many keys were moved from one site key to another, and the names of those that `old` does not open."""
    moved, under, damaged = 0, sealing.name_of(old), []
    for name, _ in store.names():
        before = store.get([name]).get(name)
        if before is None or before.site != under:
            continue
        try:
            wrapped = sealing.rotate({name: before.wrapped}, old, new)[name]
        except sealing.Broken:
            if store.get([name]).get(name) == before:  # else it was just being destroyed
                damaged.append(name)
            continue
        moved += store.swap(name, before, Held(sealing.name_of(new), wrapped))
    return moved, damaged


def sweep() -> int:
    """Destroy what a crash left in the store without a row; returns how many.

    Many at once are no crash's doing: then a database was restored, or is another one, and nothing is destroyed.
    """
    store = queries.store()
    if store.identity() is None or store.identity() != queries.home():
        return 0
    young = timezone.now() - YOUNG
    old = {name for name, written in store.names() if written < young}
    orphans = old - set(Key.objects.values_list("pk", flat=True))
    if len(orphans) > max(FEW, len(old) // 10):
        log.error(
            "%d of %d keys belong to no row; none was destroyed: see soundingboard doctor", len(orphans), len(old)
        )
        return 0
    store.destroy(orphans)
    return len(orphans)


@transaction.atomic
def abandon() -> int:
    """Go on without what a lost store had sealed; returns how many keys are given up. Their rows stay, unreadable."""
    store = queries.store()
    store.prepare()
    if store.site_keys():
        raise Refused("The key store has a site key: nothing is lost.", fits="Nothing was changed.")
    store.first()
    HomeStore.objects.update_or_create(pk=1, defaults={"identity": store.identity() or ""})
    return queries.lost()
