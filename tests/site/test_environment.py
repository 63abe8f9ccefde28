"""What a host may say in environment variables, and what is answered to nonsense."""

import subprocess
import sys
from pathlib import Path

import pytest

from soundingboard.site import environment, secrets
from tests.processes import bare


def test_nothing_said_is_one_process_on_a_file_for_people_on_this_machine() -> None:
    installation = environment.read({})

    assert installation.database.engine == "sqlite"
    assert installation.database.name == str(Path("var/soundingboard.sqlite3").absolute())
    assert installation.bus == "memory"
    assert installation.origin == "http://localhost:8000"
    assert "localhost" in installation.hosts
    assert installation.retention_days == 30
    assert not installation.demo
    assert not installation.debug
    assert not installation.secure


def test_a_host_with_many_processes_says_so_with_the_database() -> None:
    installation = environment.read(
        {
            "SOUNDINGBOARD_DATABASE_URL": "postgresql://board:p%40ss@db.example.org:5433/board?sslmode=require",
            "SOUNDINGBOARD_ORIGIN": "https://consult.example.org/",
            "SOUNDINGBOARD_MAIL": "smtp://peers:s3cret@mail.example.org?tls=starttls",
            "SOUNDINGBOARD_RETENTION_DAYS": "0",
        }
    )

    assert installation.database == environment.Database(
        "postgresql", "board", "board", "p@ss", "db.example.org", "5433", (("sslmode", "require"),)
    )
    assert installation.bus == "postgres"
    assert installation.secure
    assert installation.origin == "https://consult.example.org"
    assert installation.hosts[0] == "consult.example.org"
    assert installation.mail == environment.Mail("smtp", "mail.example.org", 587, "peers", "s3cret", "starttls")
    assert installation.retention_days == 0


@pytest.mark.parametrize(
    ("url", "file"),
    [("sqlite:///rows.sqlite3", "rows.sqlite3"), ("sqlite:////srv/board/rows.sqlite3", "/srv/board/rows.sqlite3")],
)
def test_three_slashes_are_a_file_here_and_four_a_file_anywhere(url: str, file: str) -> None:
    assert environment.read({"SOUNDINGBOARD_DATABASE_URL": url}).database.name == file


@pytest.mark.parametrize(
    ("rows", "keys"),
    [
        ("sqlite:///rows.sqlite3", "sqlite:///rows.sqlite3"),
        ("sqlite:///rows.sqlite3", f"sqlite:///{Path('rows.sqlite3').absolute()}"),
        ("postgresql://board@localhost/board", "postgres://other@localhost:5432/board"),
        ("postgresql:///board", "postgresql://localhost/board"),
    ],
)
def test_keys_never_lie_in_the_database_of_the_rows_however_it_is_written(rows: str, keys: str) -> None:
    with pytest.raises(environment.WrongValue, match="another database than DATABASE_URL"):
        environment.read({"SOUNDINGBOARD_DATABASE_URL": rows, "SOUNDINGBOARD_KEYS": keys})


@pytest.mark.parametrize(
    ("variable", "value"),
    [
        ("DEMO", "perhaps"),
        ("DEBUG", "2"),
        ("WORKER", "many"),
        ("DATABASE_URL", "mysql://localhost/board"),
        ("DATABASE_URL", "postgresql://localhost"),
        ("DATABASE_URL", "postgresql://localhost:port/board"),
        ("ORIGIN", "consult.example.org"),
        ("ORIGIN", "https://consult.example.org/peers"),
        ("ORIGIN", "https://consult.example.org:https"),
        ("HOSTS", "one.example.org,,two.example.org"),
        ("BUS", "redis"),
        ("BUS", "postgres"),
        ("MAIL", "mail.example.org"),
        ("MAIL", "smtp://mail.example.org?tls=perhaps"),
        ("MAIL_FROM", "Peers"),
        ("RETENTION_DAYS", "-1"),
        ("RETENTION_DAYS", "366"),
        ("RETENTION_DAYS", "a month"),
        ("LOG_LEVEL", "chatty"),
        ("SECRET_KEY", "short"),
        ("RETENTION_DAY", "30"),
    ],
)
def test_a_wrong_value_is_answered_with_the_variable_and_what_was_expected(variable: str, value: str) -> None:
    with pytest.raises(environment.WrongValue) as refused:
        environment.read({f"SOUNDINGBOARD_{variable}": value})

    assert f"SOUNDINGBOARD_{variable} is" in refused.value.what
    assert "expected" in refused.value.what
    assert refused.value.fits == "Not started."


@pytest.mark.parametrize("variable", ["DATABASE_URL", "MAIL", "SECRET_KEY"])
def test_a_refusal_does_not_repeat_a_password(variable: str) -> None:
    with pytest.raises(environment.WrongValue) as refused:
        environment.read({f"SOUNDINGBOARD_{variable}": "oops://me:pa55word@host"})

    assert "pa55word" not in str(refused.value)


def test_a_wrong_value_stops_the_start_in_one_line() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "soundingboard", "serve"],
        env=bare(SOUNDINGBOARD_RETENTION_DAYS="soon"),
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.returncode == 2
    assert done.stderr == (
        "SOUNDINGBOARD_RETENTION_DAYS is `soon`; expected a whole number of days from 0 to 365. Not started.\n"
    )
    assert done.stdout == ""


def test_every_variable_is_described() -> None:
    told = set(environment.VARIABLES)

    assert {name.upper() for name in environment.Environment.__dataclass_fields__} - {"DATABASE"} <= told
    assert all(environment.VARIABLES.values())


def test_a_key_is_made_once_and_only_its_owner_can_read_it(tmp_path: Path) -> None:
    first = secrets.kept(tmp_path / "data")

    assert secrets.kept(tmp_path / "data") == first
    assert len(first) >= 50
    assert (tmp_path / "data" / secrets.NAME).stat().st_mode & 0o777 == 0o600
    assert (tmp_path / "data").stat().st_mode & 0o777 == 0o700
    assert [path.name for path in (tmp_path / "data").iterdir()] == [secrets.NAME]
