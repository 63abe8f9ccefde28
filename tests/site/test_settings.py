"""What the settings make of an installation, seen in a process of their own."""

import json
import logging
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from soundingboard.site.logs import Contentless
from tests.processes import bare


def settings(folder: Path, *names: str, **given: str) -> dict[str, object]:
    """The named settings of a real installation that is told `given`."""
    program = f"""
import json, sys
from soundingboard.site import settings
print(json.dumps({{name: getattr(settings, name) for name in {names!r}}}, default=str))
"""
    done = subprocess.run(
        [sys.executable, "-c", program],
        env=bare(SOUNDINGBOARD_DATA=str(folder), **{f"SOUNDINGBOARD_{name}": value for name, value in given.items()}),
        capture_output=True,
        text=True,
        check=True,
    )
    answer: dict[str, object] = json.loads(done.stdout)
    return answer


def test_the_demo_is_no_part_of_a_real_installation(tmp_path: Path) -> None:
    real = settings(tmp_path, "INSTALLED_APPS")
    demo = settings(tmp_path, "INSTALLED_APPS", DEMO="1")

    assert "soundingboard.demo" not in str(real)
    assert "soundingboard.demo" in str(demo)


def test_over_https_cookies_stay_on_https_and_a_browser_remembers(tmp_path: Path) -> None:
    names = ("SESSION_COOKIE_SECURE", "CSRF_COOKIE_SECURE", "SECURE_HSTS_SECONDS", "MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN")

    secure = settings(tmp_path, *names, ORIGIN="https://consult.example.org")

    assert secure == {
        "SESSION_COOKIE_SECURE": True,
        "CSRF_COOKIE_SECURE": True,
        "SECURE_HSTS_SECONDS": 31_536_000,
        "MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN": False,
    }


def test_what_is_deleted_is_overwritten_in_the_file_whatever_sqlite_does_by_itself(tmp_path: Path) -> None:
    made = settings(tmp_path, "DATABASES", KEYS=f"sqlite:///{tmp_path / 'keys.sqlite3'}")["DATABASES"]

    assert isinstance(made, dict)
    for name in ("default", "keys"):
        with sqlite3.connect(tmp_path / f"{name}.sqlite3") as rows:
            rows.execute("PRAGMA secure_delete=OFF")
            rows.executescript(made[name]["OPTIONS"]["init_command"])
            assert rows.execute("PRAGMA secure_delete").fetchone() == (1,)


def test_rate_limits_are_counted_where_every_process_sees_them(tmp_path: Path) -> None:
    one = settings(tmp_path, "CACHES")
    many = settings(tmp_path, "CACHES", DATABASE_URL="postgresql://board@localhost/board")

    assert "locmem" in str(one)
    assert "DatabaseCache" in str(many)


def test_an_error_is_logged_without_what_it_says() -> None:
    try:
        raise ValueError("Ana's husband drank again")
    except ValueError:
        record = logging.LogRecord("soundingboard", logging.ERROR, __file__, 1, "A page broke.", None, sys.exc_info())

    said = Contentless("{message}", style="{").format(record)

    assert "A page broke." in said
    assert "builtins.ValueError" in said
    assert "test_an_error_is_logged_without_what_it_says" in said
    assert "husband" not in said


def test_an_error_behind_an_error_is_shown_without_its_words_too() -> None:
    try:
        try:
            raise KeyError("Ana")
        except KeyError as first:
            raise RuntimeError("no Ana") from first
    except RuntimeError:
        record = logging.LogRecord("soundingboard", logging.ERROR, __file__, 1, "A page broke.", None, sys.exc_info())

    said = Contentless("{message}", style="{").format(record)

    assert "builtins.RuntimeError" in said
    assert "builtins.KeyError" in said
    assert "Ana" not in said


@pytest.mark.parametrize("directive", ["script-src", "style-src", "default-src"])
def test_pages_may_run_nothing_that_is_not_ours(directive: str, tmp_path: Path) -> None:
    policy = settings(tmp_path, "CONTENT_SECURITY_POLICY")["CONTENT_SECURITY_POLICY"]

    assert isinstance(policy, dict)
    assert not {"'unsafe-inline'", "'unsafe-eval'", "*", "https:", "data:"} & set(policy["DIRECTIVES"][directive])
