"""`soundingboard serve` as a real process, on both databases."""

import urllib.request
from collections.abc import Callable
from pathlib import Path

import pytest
from django.db import connection
from websockets.exceptions import ConnectionClosed
from websockets.sync.client import connect
from websockets.typing import Origin

from tests import processes

Start = Callable[..., processes.Server]


def status(url: str) -> int:
    with urllib.request.urlopen(url, timeout=processes.PATIENCE) as answer:
        return int(answer.status)


@pytest.fixture(scope="module")
def file_url(tmp_path_factory: pytest.TempPathFactory) -> str:
    url = f"sqlite:///{tmp_path_factory.mktemp('rows') / 'rows.sqlite3'}"
    processes.command("migrate", database_url=url)
    return url


@pytest.mark.slow
def test_a_server_says_where_it_answers_and_does(start_server: Start, file_url: str) -> None:
    server = start_server(file_url)

    assert status(f"{server.url}/account/login/") == 200


@pytest.mark.slow
def test_a_server_does_not_write_down_who_comes(start_server: Start, file_url: str) -> None:
    server = start_server(file_url, SOUNDINGBOARD_LOG_LEVEL="DEBUG")

    status(f"{server.url}/account/login/")
    address, origin = f"{server.socket_url}/live/meetings/some-room", Origin(server.url)
    with connect(address, origin=origin) as socket, pytest.raises(ConnectionClosed):
        socket.recv(timeout=processes.PATIENCE)
    server.stop()

    assert "login" not in "".join(server.said)
    assert "some-room" not in "".join(server.said)
    assert "Answering at" in "".join(server.said)


@pytest.mark.slow
def test_a_second_server_on_the_same_file_is_refused(start_server: Start, file_url: str) -> None:
    first = start_server(file_url)

    with pytest.raises(processes.DidNotStart, match="Another server already serves this database file"):
        start_server(file_url)

    assert status(f"{first.url}/account/login/") == 200


@pytest.mark.slow
def test_a_killed_server_does_not_keep_the_next_one_out(start_server: Start, file_url: str) -> None:
    start_server(file_url).kill()

    assert status(f"{start_server(file_url).url}/account/login/") == 200


@pytest.mark.slow
def test_a_taken_port_is_refused_with_what_to_do(start_server: Start, file_url: str, tmp_path: Path) -> None:
    taken = start_server(file_url).url.rpartition(":")[2]

    with pytest.raises(processes.DidNotStart, match=r"Address already in use.*--port"):
        start_server(f"sqlite:///{tmp_path / 'other.sqlite3'}", port=int(taken))


@pytest.mark.slow
def test_a_server_that_is_asked_to_stop_stops(start_server: Start, file_url: str) -> None:
    server = start_server(file_url)

    server.stop()

    assert server.process.poll() is not None


@pytest.mark.postgres
def test_two_servers_share_one_postgresql(start_server: Start, postgres_url: str) -> None:
    first, second = start_server(postgres_url), start_server(postgres_url)

    assert status(f"{first.url}/account/login/") == 200
    assert status(f"{second.url}/account/login/") == 200


@pytest.mark.postgres
def test_this_process_can_work_on_postgresql_too(on_postgres: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_database()")
        assert on_postgres.endswith(f"/{cursor.fetchone()[0]}")


@pytest.mark.django_db(transaction=True)
def test_a_commit_to_the_file_survives_a_power_cut() -> None:
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA synchronous")
        assert cursor.fetchone()[0] == 2  # FULL
        cursor.execute("PRAGMA journal_mode")
        assert cursor.fetchone()[0] == "wal"
