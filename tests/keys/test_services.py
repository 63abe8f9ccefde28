"""The key store, in a folder and in a second database: what is put there, destroyed, rotated and swept."""

import os
import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from itertools import count
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connections, transaction
from pytest_django.plugin import DjangoDbBlocker

from soundingboard import sealing
from soundingboard.keys import folder, queries, services
from soundingboard.keys.database import DatabaseStore
from soundingboard.keys.folder import FolderStore
from soundingboard.keys.models import HomeStore, Key
from soundingboard.keys.store import Held, NoSiteKey, Store
from soundingboard.refusals import Refused
from soundingboard.site import doctor
from tests.keys.conftest import kept_in, second_database

pytestmark = pytest.mark.django_db


def test_a_key_that_was_made_is_there_for_every_reader(store: Store) -> None:
    row, key = services.make()

    assert queries.key(row.name) == key
    assert Key.objects.get().name == row.name


def test_the_store_holds_no_key_as_it_is(store: Store) -> None:
    row, key = services.make()

    held = store.get([row.name])[row.name]

    assert held.wrapped != key
    assert key not in held.wrapped
    assert sealing.unwrap(held.wrapped, store.site_keys()[-1]) == key


def test_many_keys_are_had_at_once_and_the_missing_are_left_out(store: Store) -> None:
    made = dict(services.make() for _ in range(3))

    assert queries.keys([*(row.name for row in made), "0" * 32]) == {row.name: key for row, key in made.items()}


def test_a_destroyed_key_is_gone_for_good(store: Store) -> None:
    row, _ = services.make()
    before = store.get([row.name])[row.name]

    services.destroy([row.name])
    services.destroy([row.name])

    with pytest.raises(queries.Destroyed):
        queries.key(row.name)
    assert not Key.objects.exists()
    assert not store.swap(row.name, before, before)  # nor can a rotation that had read it bring it back
    assert store.get([row.name]) == {}


def test_where_the_store_has_vanished_nothing_counts_as_destroyed(store: Store) -> None:
    row, key = services.make()
    site_keys = store.site_keys()
    lose_site_keys(store)

    with pytest.raises(NoSiteKey):
        services.destroy([row.name])

    assert Key.objects.filter(pk=row.pk).exists()  # so that it is destroyed when the store is back
    for one in site_keys:
        store.begin(one)
    assert queries.key(row.name) == key


def test_a_key_is_in_the_store_before_its_row_is_committed(store: Store) -> None:
    with transaction.atomic():
        row, _ = services.make()
        transaction.set_rollback(True)

    assert not Key.objects.exists()
    assert queries.orphans() == ({row.name}, 1)


def test_what_a_crash_left_is_destroyed_when_it_is_old_and_nothing_else_is(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept, key = services.make()
    orphan, _ = services.make()
    Key.objects.filter(pk=orphan.pk).delete()

    assert services.sweep() == 0  # it may be waiting for its row

    monkeypatch.setattr(services, "YOUNG", timedelta(seconds=-1))
    assert services.sweep() == 1
    assert queries.orphans() == (set(), 1)
    assert queries.key(kept.name) == key


def test_nothing_is_swept_where_the_database_seems_to_be_another(
    store: Store, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(services, "YOUNG", timedelta(seconds=-1))
    for _ in range(services.FEW + 1):
        services.make()
    Key.objects.all().delete()  # as in an older copy of the database

    assert services.sweep() == 0
    assert queries.orphans()[1] == services.FEW + 1
    assert "none was destroyed" in caplog.text

    HomeStore.objects.update(identity="another")
    monkeypatch.setattr(services, "FEW", 1000)
    assert services.sweep() == 0


def test_a_site_key_is_made_while_nothing_is_sealed_and_then_never_again(store: Store) -> None:
    services.ready()
    services.ready()
    first = store.site_keys()

    assert len(first) == 1

    services.make()
    lose_site_keys(store)

    with pytest.raises(services.Unready, match=r"no site key .* Not started; nothing was changed"):
        services.ready()
    with pytest.raises(NoSiteKey):
        services.make()
    assert store.site_keys() == []


def test_a_lost_store_is_given_up_only_by_saying_so(store: Store) -> None:
    row, _ = services.make()
    with pytest.raises(Refused, match="nothing is lost"):
        services.abandon()
    lose_site_keys(store)
    store.destroy([row.name])

    assert services.abandon() == 1

    services.ready()
    with pytest.raises(queries.Destroyed):
        queries.key(row.name)
    other, key = services.make()
    assert queries.key(other.name) == key


def test_a_key_whose_site_key_is_gone_is_lost_though_the_store_holds_it(store: Store) -> None:
    services.make()
    assert queries.lost() == 0

    lose_site_keys(store)

    assert services.abandon() == 1
    assert queries.lost() == 1
    services.make()
    assert queries.lost() == 1


def test_a_store_of_another_database_is_refused(store: Store, tmp_path: Path) -> None:
    services.make()

    with kept_in(tmp_path / "of another site"):
        queries.store().first()
        with pytest.raises(services.AnotherStore, match="belongs to another database"):
            services.ready()
    services.ready()


def test_after_a_rotation_every_key_is_there_and_the_old_site_key_is_not(store: Store) -> None:
    made = dict(services.make() for _ in range(5))
    old = store.site_keys()

    assert services.rotate() == 5

    assert len(store.site_keys()) == 1
    assert store.site_keys() != old
    assert queries.keys(row.name for row in made) == {row.name: key for row, key in made.items()}


def test_a_rotation_that_was_cut_off_is_gone_on_with(store: Store) -> None:
    made = dict(services.make() for _ in range(4))
    store.begin(sealing.new_key())
    later, key = services.make()  # already under the new one
    made[later] = key

    assert len(store.site_keys()) == 2
    assert queries.keys(row.name for row in made) == {row.name: key for row, key in made.items()}

    services.rotate()

    assert len(store.site_keys()) == 1
    assert queries.keys(row.name for row in made) == {row.name: key for row, key in made.items()}


def test_a_damaged_key_keeps_no_other_from_its_rotation_and_is_named(store: Store) -> None:
    made = dict(services.make() for _ in range(4))
    spoiled = next(iter(made)).name
    whole = store.get([spoiled])[spoiled]
    assert store.swap(spoiled, whole, Held(whole.site, bytes(len(whole.wrapped))))

    with pytest.raises(services.DamagedKeys, match=spoiled):
        services.rotate()

    others = {row.name: key for row, key in made.items() if row.name != spoiled}
    assert queries.keys(others) == others
    assert {held.site for held in store.get(others).values()} == {sealing.name_of(store.site_keys()[-1])}
    assert len(store.site_keys()) == 2  # what it was wrapped with is there as long as it is

    store.destroy([spoiled])
    services.rotate()
    assert len(store.site_keys()) == 1
    assert queries.keys(others) == others


@pytest.mark.parametrize("spoiled", [b"", bytes(32), bytes(24)], ids=["empty", "another", "short"])
def test_with_a_damaged_site_key_nothing_starts_and_nothing_is_rotated(spoiled: bytes, store: Store) -> None:
    row, key = services.make()
    [whole] = store.site_keys()
    write_site_key(store, spoiled)

    for act in (services.ready, services.rotate):
        with pytest.raises(services.DamagedSiteKey, match="a site key is damaged"):
            act()
    assert queries.keys([row.name]) == {}

    write_site_key(store, whole)
    services.ready()
    assert queries.key(row.name) == key


def test_a_site_key_that_is_needed_cannot_be_ended(store: Store) -> None:
    services.make()
    [old] = store.site_keys()

    assert not store.end(old)  # the only one

    store.begin(sealing.new_key())
    assert not store.end(old)  # something is under it
    assert old in store.site_keys()


def test_several_threads_read_write_and_destroy_while_the_site_key_is_exchanged(store: Store) -> None:
    """Nobody is ever refused a key that is there, nothing destroyed comes back, nothing is left under an old one."""
    services.ready()
    stop = threading.Event()

    with ThreadPoolExecutor(4) as pool:
        running = [pool.submit(go_on, store, stop, worker) for worker in range(4)]
        try:
            for _ in range(3):
                services.rotate()
        finally:
            stop.set()
        done = [each.result() for each in running]

    kept = {name: key for each, _ in done for name, key in each.items()}
    gone = [name for _, each in done for name in each]
    assert all(each for each, _ in done)
    assert len(store.site_keys()) == 1
    assert queries.keys(kept) == kept
    assert store.get(gone) == {}


def go_on(store: Store, stop: threading.Event, worker: int) -> tuple[dict[str, bytes], list[str]]:
    """Put, read and destroy keys until told to stop; gives those that must be there, and the names of the others.

    Straight in the store: rows of the database would only let the threads wait for each other.
    """
    kept, gone = dict[str, bytes](), list[str]()
    try:
        for number in count():
            name, key = f"{worker:02}{number:030}", sealing.new_key()
            store.put(name, key)
            kept[name] = key
            assert queries.keys(kept) == kept
            if len(kept) > 4:
                first = next(iter(kept))
                store.destroy([first])
                del kept[first]
                gone.append(first)
            if stop.is_set():
                break
        return kept, gone
    finally:
        connections.close_all()


def write_site_key(store: Store, content: bytes) -> None:
    """Over the only one, and under its name."""
    if isinstance(store, FolderStore):
        [place] = (store.folder / "site").iterdir()
        place.write_bytes(content)
    else:
        with connections["keys"].cursor() as cursor:
            cursor.execute("UPDATE soundingboard_site_keys SET key = %s", [content])


def lose_site_keys(store: Store) -> None:
    """As when the folder, or the database, is not what it was."""
    if isinstance(store, FolderStore):
        for path in (store.folder / "site").iterdir():
            path.unlink()
    else:
        with connections["keys"].cursor() as cursor:
            cursor.execute("DELETE FROM soundingboard_site_keys")


def test_a_folder_is_its_owners_alone(db: None, tmp_path: Path) -> None:
    with kept_in(tmp_path / "keys"):
        services.make()
        services.rotate()

    found = [tmp_path / "keys", *(tmp_path / "keys").rglob("*")]
    modes = {path.relative_to(tmp_path): oct(path.stat().st_mode & 0o777) for path in found}
    assert {mode for path, mode in modes.items() if (tmp_path / path).is_dir()} == {"0o700"}
    assert {mode for path, mode in modes.items() if (tmp_path / path).is_file()} == {"0o600"}


def test_a_file_of_a_database_is_its_owners_alone_too(tmp_path: Path, django_db_blocker: DjangoDbBlocker) -> None:
    place = tmp_path / "keys.sqlite3"
    with django_db_blocker.unblock(), second_database(f"sqlite:///{place}"):
        DatabaseStore().first()

    assert oct(place.stat().st_mode & 0o777) == "0o600"


def test_a_folder_that_was_made_is_on_the_disk_before_any_key(
    db: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A key is no safer than the name of the folder in which it lies."""
    synced: list[Path] = []
    monkeypatch.setattr(folder, "_sync", synced.append)

    with kept_in(tmp_path / "of this site" / "keys"):
        services.make()

    assert synced.index(tmp_path) < synced.index(tmp_path / "of this site")
    assert synced.index(tmp_path / "of this site") < synced.index(tmp_path / "of this site" / "keys" / "held")


def test_a_destroyed_file_is_overwritten_where_it_lies(db: None, tmp_path: Path) -> None:
    with kept_in(tmp_path / "keys"):
        row, _ = services.make()
        path = tmp_path / "keys" / "held" / row.name
        os.link(path, tmp_path / "the same bytes on the disk")
        before = path.read_bytes()

        services.destroy([row.name])

    assert not path.exists()
    assert (tmp_path / "the same bytes on the disk").read_bytes() != before


def test_what_a_killed_writer_left_half_is_an_orphan_too(db: None, tmp_path: Path) -> None:
    with kept_in(tmp_path / "keys"):
        services.make()
        half = tmp_path / "keys" / "held" / ".half"
        half.write_bytes(b"half a key")
        long_ago = (datetime.now(UTC) - timedelta(days=1)).timestamp()
        os.utime(half, (long_ago, long_ago))

        assert services.sweep() == 1

    assert not half.exists()


@pytest.mark.postgres
def test_the_doctor_notices_a_server_that_writes_down_the_keys(
    db: None, postgres_url: str, django_db_blocker: DjangoDbBlocker
) -> None:
    told = "The database of the key store writes down what it is asked, with the keys in it."
    with django_db_blocker.unblock(), second_database(postgres_url) as place, kept_in(place):
        assert told not in [found.what for found in doctor.keys(settings.SOUNDINGBOARD)]

        with connections["keys"].cursor() as cursor:
            cursor.execute(f"ALTER DATABASE {place.name} SET log_statement = 'mod'")
        connections["keys"].close()

        assert told in [found.what for found in doctor.keys(settings.SOUNDINGBOARD)]
