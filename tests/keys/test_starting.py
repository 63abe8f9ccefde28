"""What `soundingboard` does where keys are missing, and the exchange of a site key under a site that runs."""

import shutil
import sqlite3
import urllib.request
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Event

import pytest

from soundingboard.keys import queries
from soundingboard.keys.folder import FolderStore
from tests import processes
from tests.keys.conftest import kept_in
from tests.keys.test_services import go_on

pytestmark = pytest.mark.slow


@pytest.fixture
def site(tmp_path: Path) -> dict[str, str]:
    """An installation in a folder of its own."""
    told = {"SOUNDINGBOARD_DATA": str(tmp_path / "data")}
    processes.command("migrate", database_url=url(tmp_path), **told)
    return told


def url(folder: Path) -> str:
    return f"sqlite:///{folder / 'rows.sqlite3'}"


def seal_something(folder: Path) -> None:
    """As if somebody had written something."""
    with sqlite3.connect(folder / "rows.sqlite3") as rows:
        rows.execute("INSERT INTO keys_key (name, made_at) VALUES ('0', '2026-11-24')")


def test_a_new_site_has_a_site_key(site: dict[str, str], tmp_path: Path) -> None:
    assert len(list((tmp_path / "data" / "keys" / "site").iterdir())) == 1


@pytest.mark.parametrize("command", ["serve", "worker", "migrate"])
def test_without_its_site_key_nothing_starts_where_something_is_sealed(
    command: str, site: dict[str, str], tmp_path: Path
) -> None:
    seal_something(tmp_path)
    shutil.rmtree(tmp_path / "data" / "keys")

    with pytest.raises(processes.DidNotStart) as told:
        processes.command(command, database_url=url(tmp_path), **site)

    said = str(told.value)
    assert f"soundingboard {command}: 2" in said
    assert "There is no site key in the key store" in said
    assert "Not started; nothing was changed." in said
    assert "soundingboard keys abandon" in said
    assert not list((tmp_path / "data" / "keys" / "site").iterdir())


def test_the_doctor_says_what_is_wrong_with_the_keys(site: dict[str, str], tmp_path: Path) -> None:
    seal_something(tmp_path)
    (tmp_path / "data" / "keys").chmod(0o755)

    with pytest.raises(processes.DidNotStart) as told:
        processes.command("doctor", database_url=url(tmp_path), **site)

    assert "! 1 keys are lost, and what they sealed with them." in str(told.value)
    assert "! Others on this machine may look into it." in str(told.value)


def test_keys_in_the_same_database_are_refused(tmp_path: Path) -> None:
    with pytest.raises(processes.DidNotStart, match="another database than DATABASE_URL"):
        processes.command("migrate", database_url=url(tmp_path), SOUNDINGBOARD_KEYS=url(tmp_path))


def test_the_site_key_is_exchanged_while_a_server_runs_and_others_read_and_write(
    site: dict[str, str], tmp_path: Path, start_server: Callable[..., processes.Server]
) -> None:
    server, store, stop = start_server(url(tmp_path), **site), FolderStore(tmp_path / "data" / "keys"), Event()

    with kept_in(store.folder), ThreadPoolExecutor(2) as pool:
        running = [pool.submit(go_on, store, stop, worker) for worker in range(2)]
        try:
            for _ in range(2):
                done = processes.command("keys", "rotate", database_url=url(tmp_path), **site)
                assert "The site key is exchanged" in done.stdout
        finally:
            stop.set()
        kept = {name: key for each in running for name, key in each.result()[0].items()}

        assert kept
        assert queries.keys(kept) == kept
    assert len(store.site_keys()) == 1
    with urllib.request.urlopen(f"{server.url}/account/login/", timeout=processes.PATIENCE) as answer:
        assert answer.status == 200
