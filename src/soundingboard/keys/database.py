"""A key store in a second database, which the backups of the first leave out. For processes of several machines."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from django.db import DatabaseError, connections, transaction
from django.db.backends.base.base import BaseDatabaseWrapper

from soundingboard import sealing
from soundingboard.keys.store import Held, NoSiteKey, hold, is_whole, new_name

ALIAS = "keys"  # in Django's DATABASES

# No models: they would need a router and migrations of their own to keep two tables that never change.
TABLES = (
    "CREATE TABLE IF NOT EXISTS soundingboard_store (name text PRIMARY KEY)",
    "CREATE TABLE IF NOT EXISTS soundingboard_site_keys (number integer PRIMARY KEY, name text UNIQUE, key {bytes})",
    "CREATE TABLE IF NOT EXISTS soundingboard_held "
    "(name text PRIMARY KEY, site text NOT NULL, wrapped {bytes} NOT NULL, written double precision NOT NULL)",
)


class DatabaseStore:
    """Each method is a transaction of its own, committed when it returns, whatever the caller's own is doing.

    Who adds a key shares the row of the site key until its own row is committed, and who ends a site key wants that row
    alone: so none is ended that somebody is just wrapping with.
    """

    def __init__(self, alias: str = ALIAS) -> None:
        self._alias = alias

    @property
    def _connection(self) -> BaseDatabaseWrapper:
        return connections[self._alias]

    @property
    def _is_postgres(self) -> bool:
        return self._connection.vendor == "postgresql"

    @property
    def place(self) -> str:
        given = self._connection.settings_dict
        where = f" at {given['HOST']}" if given.get("HOST") else ""
        return f"the {self._connection.display_name} database {given['NAME']}{where}"

    def prepare(self) -> None:
        if not self._is_postgres:
            # SQLite would make a file that everyone on this machine can read; its journal takes after it.
            Path(self._connection.settings_dict["NAME"]).touch(mode=0o600)
        kind = "bytea" if self._is_postgres else "blob"
        for table in TABLES:
            try:
                self._run(table.format(bytes=kind))
            except DatabaseError:  # two processes at once: PostgreSQL lets one of them make it
                self._run(table.format(bytes=kind))

    def identity(self) -> str | None:
        rows = self._rows("SELECT name FROM soundingboard_store")
        return rows[0][0] if rows else None

    def site_keys(self) -> list[bytes]:
        return [bytes(key) for (key,) in self._rows("SELECT key FROM soundingboard_site_keys ORDER BY number")]

    def damaged(self) -> list[str]:
        rows = self._rows("SELECT name, key FROM soundingboard_site_keys ORDER BY number")
        return [name for name, key in rows if not is_whole(bytes(key), name)]

    def first(self) -> None:
        self.prepare()
        with self._alone():
            if self.identity() is None:
                self._run("INSERT INTO soundingboard_store VALUES (%s)", new_name())
            if not self.site_keys():
                self._add(sealing.new_key())

    def begin(self, site_key: bytes) -> None:
        with self._alone():
            self._add(site_key)

    def _add(self, site_key: bytes) -> None:
        [(number,)] = self._rows("SELECT coalesce(max(number), 0) + 1 FROM soundingboard_site_keys")
        name = sealing.name_of(site_key)
        self._run("INSERT INTO soundingboard_site_keys VALUES (%s, %s, %s)", number, name, site_key)

    def end(self, site_key: bytes) -> bool:
        name = sealing.name_of(site_key)
        with transaction.atomic(using=self._alias):
            self._rows(f"SELECT number FROM soundingboard_site_keys WHERE name = %s{self._for('UPDATE')}", name)
            if self.site_keys()[-1:] == [site_key]:
                return False
            if self._rows("SELECT 1 FROM soundingboard_held WHERE site = %s LIMIT 1", name):
                return False
            self._run("DELETE FROM soundingboard_site_keys WHERE name = %s", name)
            return True

    def put(self, name: str, key: bytes) -> None:
        with transaction.atomic(using=self._alias):
            held = hold(key, self._last())
            now = datetime.now(UTC).timestamp()
            self._run("INSERT INTO soundingboard_held VALUES (%s, %s, %s, %s)", name, held.site, held.wrapped, now)

    def _last(self) -> bytes:
        """The site key to wrap with, which nobody can end until this transaction does."""
        last = f"SELECT key FROM soundingboard_site_keys ORDER BY number DESC LIMIT 1{self._for('SHARE')}"
        # One that was ended while we waited for it gives no row; the next look finds its successor.
        for _ in range(3):
            if rows := self._rows(last):
                return bytes(rows[0][0])
        raise NoSiteKey

    def get(self, names: Iterable[str]) -> dict[str, Held]:
        wanted = list(names)
        if not wanted:
            return {}
        places = ", ".join(["%s"] * len(wanted))
        rows = self._rows(f"SELECT name, site, wrapped FROM soundingboard_held WHERE name IN ({places})", *wanted)
        return {name: Held(site, bytes(wrapped)) for name, site, wrapped in rows}

    def swap(self, name: str, before: Held, after: Held) -> bool:
        with self._connection.cursor() as cursor:
            cursor.execute(
                "UPDATE soundingboard_held SET site = %s, wrapped = %s WHERE name = %s AND site = %s AND wrapped = %s",
                [after.site, after.wrapped, name, before.site, before.wrapped],
            )
            return bool(cursor.rowcount == 1)

    def destroy(self, names: Iterable[str]) -> None:
        for name in names:
            self._run("DELETE FROM soundingboard_held WHERE name = %s", name)

    def names(self) -> Iterator[tuple[str, datetime]]:
        for name, written in self._rows("SELECT name, written FROM soundingboard_held"):
            yield name, datetime.fromtimestamp(written, UTC)

    def _for(self, what: str) -> str:
        # SQLite has one writer at a time anyway: its transactions begin as such.
        return f" FOR {what}" if self._is_postgres else ""

    @contextmanager
    def _alone(self) -> Iterator[None]:
        """A transaction beside which no site key is begun."""
        with transaction.atomic(using=self._alias):
            if self._is_postgres:
                self._run("LOCK TABLE soundingboard_site_keys IN SHARE ROW EXCLUSIVE MODE")
            yield

    def _run(self, statement: str, *values: str | int | float | bytes) -> None:
        with self._connection.cursor() as cursor:
            cursor.execute(statement, list(values))

    def _rows(self, statement: str, *values: str | int | float | bytes) -> list[tuple[Any, ...]]:
        with self._connection.cursor() as cursor:
            cursor.execute(statement, list(values))
            return list(cursor.fetchall())
