"""What a key store is: wrapped keys by name, the site keys they are wrapped with, and nothing of what they seal.

It lives outside the database and outside its backups, so that destroying a key destroys every copy of what it sealed.
"""

import secrets
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from soundingboard import sealing
from soundingboard.refusals import Refused


class NoSiteKey(Refused):
    """The store has no site key, so that it can neither wrap a key nor give one back. Pages say so, too: it does not
    tell where the store is.
    """

    def __init__(self) -> None:
        super().__init__(
            "The keys of what is sealed here are not in place just now.",
            fits="Nothing was changed. Whoever looks after this site sees with `soundingboard doctor` what is wrong.",
        )


@dataclass(frozen=True, repr=False)
class Held:
    """A key as it is kept.

    site     name of the site key that it is wrapped with
    wrapped  40 bytes
    """

    site: str
    wrapped: bytes


def is_whole(site_key: bytes, name: str) -> bool:
    """Whether it is the site key that was given this name."""
    return sealing.name_of(site_key) == name


def hold(key: bytes, site_key: bytes) -> Held:
    return Held(sealing.name_of(site_key), sealing.wrap(key, site_key))


def new_name() -> str:
    """A name for a key or for a store: it says nothing, and is a file's name on every system."""
    return secrets.token_hex(16)


class Store(Protocol):
    """Several threads, and several processes, may use one store at once. What a method did is on the disk when it
    returns.
    """

    @property
    def place(self) -> str:
        """Where it is, for people; no password in it."""
        ...

    def prepare(self) -> None:
        """Make what it needs, where that is missing."""
        ...

    def identity(self) -> str | None:
        """A name that it keeps for good, by which a database knows its own store; None before its first site key."""
        ...

    def site_keys(self) -> list[bytes]:
        """The oldest first; keys are wrapped with the last. More than one only while a rotation is under way."""
        ...

    def damaged(self) -> list[str]:
        """Names of site keys that are no longer what they were: what is under them cannot be had."""
        ...

    def first(self) -> None:
        """Make a site key if there is none."""
        ...

    def begin(self, site_key: bytes) -> None:
        """From now on, wrap with `site_key`; what is under others stays readable."""
        ...

    def end(self, site_key: bytes) -> bool:
        """Destroy a site key, unless it is the last, or a key is still wrapped with it; whether it is gone."""
        ...

    def put(self, name: str, key: bytes) -> None:
        """Keep `key`, wrapped; raises NoSiteKey. A name is given once."""
        ...

    def get(self, names: Iterable[str]) -> dict[str, Held]:
        """Those of `names` that are there."""
        ...

    def swap(self, name: str, before: Held, after: Held) -> bool:
        """Keep `after` instead of `before`; False, and nothing is done, if it is no longer `before` that is kept."""
        ...

    def destroy(self, names: Iterable[str]) -> None:
        """Overwrite and remove, as far as software can; a name that is not there is no error."""
        ...

    def names(self) -> Iterator[tuple[str, datetime]]:
        """Every key there is, with the instant it was written."""
        ...
