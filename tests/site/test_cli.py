"""The command `soundingboard` as a host types it."""

import socket
import subprocess
import sys
from pathlib import Path

import pytest

from tests.processes import bare


def soundingboard(*arguments: str, **given: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "soundingboard", *arguments],
        env=bare(**given),
        capture_output=True,
        text=True,
        check=False,
    )


def test_alone_it_says_what_it_can_do() -> None:
    done = soundingboard()

    assert done.returncode == 0
    for command in ("agenda", "formats", "serve", "worker", "migrate", "demo", "doctor", "manage"):
        assert f"  {command} " in done.stdout


def test_a_word_it_does_not_know_is_refused_on_standard_error() -> None:
    done = soundingboard("dance")

    assert done.returncode == 2
    assert done.stderr.startswith("There is no command `dance`.")
    assert done.stdout == ""


def test_the_doctor_lists_every_variable() -> None:
    done = soundingboard("doctor", "--variables")

    assert done.returncode == 0
    assert "SOUNDINGBOARD_ORIGIN" in done.stdout


@pytest.mark.slow
def test_a_new_installation_is_well_but_for_what_only_its_host_can_do(tmp_path: Path) -> None:
    told = {"SOUNDINGBOARD_DATA": str(tmp_path / "board")}

    made = soundingboard("migrate", **told)
    again = soundingboard("migrate", **told)
    done = soundingboard("doctor", **told)

    assert made.returncode == again.returncode == 0, made.stderr + again.stderr
    assert "✓ The tables are up to date." in done.stdout
    assert "✓ The served files are in place." in done.stdout
    assert "✓ A commit survives a power cut." in done.stdout
    assert "! People come over http" in done.stdout
    assert "! Mail is printed here" in done.stdout
    assert done.returncode == 1
    assert done.stderr == ""


@pytest.mark.slow
def test_a_second_demo_on_a_taken_port_says_so_and_sends_nobody(tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()

        done = soundingboard("demo", "--port", str(taken.getsockname()[1]), SOUNDINGBOARD_DATA=str(tmp_path / "board"))

    assert done.returncode == 2
    assert "Cannot listen" in done.stderr
    assert "Choose another" in done.stderr
    assert "Enrolling" not in done.stdout
