"""A key store in a folder: one small file a key. For processes of one machine."""

import fcntl
import os
import secrets
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path

from soundingboard import sealing
from soundingboard.keys.store import Held, NoSiteKey, hold, is_whole, new_name

NAME_OF_SITE = 16  # bytes: the name of the site key stands before what it wraps


class FolderStore:
    """`held/NAME` is a wrapped key, `site/NUMBER-NAME` a site key, `store` the store's own name, `lock` the lock.

    Who adds a key holds the lock together with others, who destroys or rotates holds it alone: a rotation can neither
    bring back what was destroyed meanwhile, nor end a site key that somebody is just wrapping with.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._held, self._site = folder / "held", folder / "site"

    @property
    def place(self) -> str:
        return str(self.folder)

    def prepare(self) -> None:
        for each in (*reversed(self.folder.parents), self.folder, self._held, self._site):
            if not each.exists():
                each.mkdir(mode=0o700, exist_ok=True)
                _sync(each.parent)

    def identity(self) -> str | None:
        with suppress(FileNotFoundError):
            return (self.folder / "store").read_text("ascii").strip()
        return None

    def site_keys(self) -> list[bytes]:
        found = []
        for path in self._site_files():
            with suppress(FileNotFoundError):  # ended since
                found.append(path.read_bytes())
        return found

    def damaged(self) -> list[str]:
        with self._locked(alone=False):  # who ends one overwrites it first
            files = self._site_files()
            return [path.name for path in files if not is_whole(path.read_bytes(), path.name.partition("-")[2])]

    def _site_files(self) -> list[Path]:
        """In the order in which they were begun. What a crash left unfinished begins with a dot."""
        return sorted(self._site.glob("[0-9]*")) if self._site.exists() else []

    def first(self) -> None:
        self.prepare()
        with self._locked(alone=True):
            if self.identity() is None:
                _write(self.folder / "store", new_name().encode())
            if not self._site_files():
                self._add(sealing.new_key())

    def begin(self, site_key: bytes) -> None:
        with self._locked(alone=True):
            self._add(site_key)

    def _add(self, site_key: bytes) -> None:
        last = self._site_files()[-1:]
        number = int(last[0].name.partition("-")[0]) + 1 if last else 1
        _write(self._site / f"{number:06}-{sealing.name_of(site_key)}", site_key)

    def end(self, site_key: bytes) -> bool:
        name = sealing.name_of(site_key)
        with self._locked(alone=True):
            files = self._site_files()
            ended = [path for path in files[:-1] if path.name.endswith(name)]
            if not ended and any(path.name.endswith(name) for path in files):
                return False
            if any(held.site == name for held in self.get(name for name, _ in self.names()).values()):
                return False
            _destroy(ended)
            return True

    def put(self, name: str, key: bytes) -> None:
        self.prepare()
        with self._locked(alone=False):
            site_keys = self.site_keys()
            if not site_keys:
                raise NoSiteKey
            _write(self._held / name, _bytes(hold(key, site_keys[-1])))

    def get(self, names: Iterable[str]) -> dict[str, Held]:
        found = {}
        for name in names:
            with suppress(FileNotFoundError):
                kept = (self._held / name).read_bytes()
                found[name] = Held(kept[:NAME_OF_SITE].decode("ascii", "replace"), kept[NAME_OF_SITE:])
        return found

    def swap(self, name: str, before: Held, after: Held) -> bool:
        with self._locked(alone=True):
            if self.get([name]) != {name: before}:
                return False
            _write(self._held / name, _bytes(after), instead=True)
            return True

    def destroy(self, names: Iterable[str]) -> None:
        self.prepare()
        with self._locked(alone=True):
            _destroy([self._held / name for name in names])

    def names(self) -> Iterator[tuple[str, datetime]]:
        if not self._held.exists():
            return
        with os.scandir(self._held) as entries:
            for entry in entries:
                with suppress(FileNotFoundError):
                    yield entry.name, datetime.fromtimestamp(entry.stat().st_mtime, UTC)

    @contextmanager
    def _locked(self, *, alone: bool) -> Iterator[None]:
        handle = os.open(self.folder / "lock", os.O_RDWR | os.O_CREAT, 0o600)
        try:
            fcntl.flock(handle, fcntl.LOCK_EX if alone else fcntl.LOCK_SH)
            yield
        finally:
            os.close(handle)  # which lets go of the lock


def _bytes(held: Held) -> bytes:
    return held.site.encode("ascii") + held.wrapped


def _write(path: Path, content: bytes, *, instead: bool = False) -> None:
    """A whole file or none, on the disk when this returns; `instead` of what is there, otherwise there must be none."""
    aside = path.with_name(f".{secrets.token_hex(8)}")
    handle = os.open(aside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        if instead:
            os.replace(aside, path)
        else:
            os.link(aside, path)
    finally:
        with suppress(FileNotFoundError):
            os.unlink(aside)
    _sync(path.parent)


def _destroy(paths: Iterable[Path]) -> None:
    """Overwrite in place, wait for the disk, then remove the name."""
    folders = set()
    for path in paths:
        try:
            handle = os.open(path, os.O_WRONLY)
        except FileNotFoundError:
            continue
        try:
            os.write(handle, os.urandom(os.fstat(handle).st_size))
            os.fsync(handle)
        finally:
            os.close(handle)
        path.unlink(missing_ok=True)
        folders.add(path.parent)
    for folder in folders:
        _sync(folder)


def _sync(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
