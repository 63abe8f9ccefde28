"""`soundingboard doctor`: is this installation well? Every line says what was looked at, and what to do."""

import argparse
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from soundingboard.site import environment


@dataclass(frozen=True)
class Finding:
    """One thing looked at: `todo` is empty when it is well."""

    what: str
    todo: str = ""


def main(argv: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="soundingboard doctor", description="Say whether this installation is well.")
    parser.add_argument("--variables", action="store_true", help="list the environment variables and what they are for")
    if parser.parse_args(argv).variables:
        for name, what in environment.VARIABLES.items():
            print(f"{environment.PREFIX + name}\n    {what}")
        return 0

    import django
    from django.conf import settings

    django.setup()
    ill = False
    for look in LOOKS:
        for finding in look(settings.SOUNDINGBOARD):
            ill = ill or bool(finding.todo)
            mark = "!" if finding.todo else "✓"
            print(f"{mark} {finding.what}" + (f"\n    {finding.todo}" if finding.todo else ""))
    return 1 if ill else 0


def folder(installation: environment.Environment) -> Iterator[Finding]:
    try:
        with tempfile.TemporaryFile(dir=installation.data):
            yield Finding(f"The folder {installation.data} can be written.")
    except OSError as error:
        yield Finding(
            f"The folder {installation.data} cannot be written: {error.strerror}.",
            "Run `soundingboard migrate`, or name another in SOUNDINGBOARD_DATA.",
        )
    if installation.data.exists() and installation.data.stat().st_mode & 0o007:
        yield Finding("Everyone on this machine may look into that folder.", f"Run: chmod o-rwx {installation.data}")


def rows(installation: environment.Environment) -> Iterator[Finding]:
    from django.db import Error, connection
    from django.db.migrations.executor import MigrationExecutor

    try:
        executor = MigrationExecutor(connection)
        waiting = executor.migration_plan(executor.loader.graph.leaf_nodes())
    except Error as error:
        yield Finding(
            f"The database does not answer ({type(error).__name__}).",
            "Is it running, and is SOUNDINGBOARD_DATABASE_URL right?",
        )
        return
    yield Finding(f"The database answers: {connection.vendor} {'.'.join(map(str, connection.get_database_version()))}.")
    yield Finding(
        f"{len(waiting)} changes to the tables wait." if waiting else "The tables are up to date.",
        "Run: soundingboard migrate" if waiting else "",
    )
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA synchronous")
            full = cursor.fetchone()[0] >= 2
        yield Finding(
            "A commit survives a power cut." if full else "A commit may be lost when the power fails.",
            "" if full else "This SQLite was not built to honor `PRAGMA synchronous=FULL`; use another.",
        )


def keys(installation: environment.Environment) -> Iterator[Finding]:
    from django.db import Error

    from soundingboard.keys import queries, services

    try:
        store = services.ready()
        site_keys, lost = len(store.site_keys()), queries.lost()
        orphans, count = queries.orphans()
    except (services.Unready, services.DamagedSiteKey, services.AnotherStore) as refused:
        yield Finding(refused.what, refused.fits)
        return
    except (Error, OSError) as error:
        yield Finding(f"The key store does not answer ({type(error).__name__}).", "Is SOUNDINGBOARD_KEYS right?")
        return
    yield Finding(f"The key store at {store.place} holds {count} keys.")
    yield Finding(
        "Every sealed row has its key." if not lost else f"{lost} keys are lost, and what they sealed with them.",
        "" if not lost else "Was the key store replaced, or put back from a copy? Nothing can bring them back.",
    )
    if len(orphans) > services.FEW:
        yield Finding(
            f"{len(orphans)} keys belong to no row.",
            "Was the database put back from an older copy? They are kept until you have looked.",
        )
    if site_keys > 1:
        yield Finding("A rotation of the site key was cut off.", "Run: soundingboard keys rotate")
    kept = installation.keys
    if isinstance(kept, Path) or kept.engine == "sqlite":
        place = kept if isinstance(kept, Path) else Path(kept.name)
        if place.stat().st_mode & 0o077:
            yield Finding("Others on this machine may look into it.", f"Run: chmod -R go= {place}")
    if not isinstance(kept, Path) and kept.engine == "postgresql" and _statements_are_logged():
        yield Finding(
            "The database of the key store writes down what it is asked, with the keys in it.",
            "There, set log_statement to none and log_min_duration_statement to -1, and destroy its old logs.",
        )
    if isinstance(kept, Path) and installation.database.engine == "postgresql":
        yield Finding("It is a folder: every process of this site must be on this machine, or reach the same folder.")


def _statements_are_logged() -> bool:
    """Whether the PostgreSQL server of the key store logs statements: those that keep a key have it in them."""
    from django.db import connections

    from soundingboard.keys.database import ALIAS

    with connections[ALIAS].cursor() as cursor:
        cursor.execute("SELECT current_setting('log_statement'), current_setting('log_min_duration_statement')")
        statements, slow = cursor.fetchone()
    return statements in ("mod", "all") or slow != "-1"


LATE = timedelta(days=1)  # a room may be open for long, and the job looks every ten minutes


def retention(installation: environment.Environment) -> Iterator[Finding]:
    from django.db import Error

    from soundingboard.cases import queries
    from soundingboard.clock import services as clock

    try:
        late = len(queries.overdue(clock.now() - LATE))
    except Error:
        return  # what is wrong with the tables is said already
    if late:
        yield Finding(
            f"What was written in {late} meetings is over its time and still there.",
            "Does a server or a worker run? The log says where cases.jobs.shred or meetings.jobs.settle fail.",
        )
    else:
        yield Finding("What is over its time is gone.")


def files(installation: environment.Environment) -> Iterator[Finding]:
    from django.conf import settings

    served = (settings.STATIC_ROOT / "staticfiles.json").exists()
    if "Manifest" in settings.STORAGES["staticfiles"]["BACKEND"]:
        yield Finding(
            "The served files are in place." if served else "The served files are not in place.",
            "" if served else "Run: soundingboard migrate",
        )


def safety(installation: environment.Environment) -> Iterator[Finding]:
    if installation.demo:
        yield Finding("This is a demo: anyone who reaches it signs in as anyone.", "Never let real people use it.")
        return
    if installation.secure:
        yield Finding("People come over https.")
    else:
        yield Finding(
            f"People come over http ({installation.origin}): passwords and words can be read on the way.",
            "Put a proxy with a certificate in front and set SOUNDINGBOARD_ORIGIN to https://...",
        )
    if installation.debug:
        yield Finding("Error pages show the inside, and people's words with it.", "Unset SOUNDINGBOARD_DEBUG.")
    if installation.mail.way == "console":
        yield Finding("Mail is printed here and reaches nobody.", "Set SOUNDINGBOARD_MAIL to smtp://...")


LOOKS: tuple[Callable[[environment.Environment], Iterator[Finding]], ...] = (
    folder,
    rows,
    keys,
    retention,
    files,
    safety,
)
