"""A key store of the test's own, of each kind there is."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connections
from pytest_django.plugin import DjangoDbBlocker

from soundingboard.keys import queries
from soundingboard.keys.store import Store
from soundingboard.site.environment import Database, _database

KINDS = ("folder", "sqlite", pytest.param("postgresql", marks=pytest.mark.postgres))


@contextmanager
def second_database(url: str) -> Iterator[Database]:
    """`url` is the key store's database while this lasts."""
    from soundingboard.site.settings import _database as as_django_has_it

    place = _database("KEYS", url)
    pragmas = "PRAGMA busy_timeout=60000;PRAGMA journal_mode=DELETE;"
    defaults = {**connections.settings["default"]}
    connections.settings["keys"] = {**defaults, "TEST": defaults["TEST"], **as_django_has_it(place, pragmas)}
    try:
        yield place
    finally:
        connections["keys"].close()
        del connections["keys"]
        del connections.settings["keys"]


@contextmanager
def kept_in(place: Path | Database) -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(settings, "SOUNDINGBOARD", replace(settings.SOUNDINGBOARD, keys=place))
        yield


@pytest.fixture(params=KINDS)
def store(
    request: pytest.FixtureRequest, tmp_path: Path, db: None, django_db_blocker: DjangoDbBlocker
) -> Iterator[Store]:
    """An empty key store of this test alone, which the site uses."""
    if request.param == "folder":
        with kept_in(tmp_path / "keys"):
            yield queries.store()
        return
    url = f"sqlite:///{tmp_path / 'keys.sqlite3'}"
    if request.param == "postgresql":
        url = request.getfixturevalue("postgres_url")
    # A test may use the databases that were there when it began; this one came later.
    with django_db_blocker.unblock(), second_database(url) as place, kept_in(place):
        queries.store().prepare()  # as every start does
        yield queries.store()
