"""Locks say what, in which version, with which hash; where it comes from is each machine's own matter."""

import json
import re

import pytest

from tests.house.source import ROOT

LOCKS = ("bootstrap", "run", "dev", "node", "training", "bench")


def lock(name: str) -> str:
    return (ROOT / "requirements" / f"{name}.txt").read_text("utf-8")


def pins(name: str) -> dict[str, str]:
    return dict(re.findall(r"^([\w.-]+)==([\w.!+-]+)", lock(name), re.MULTILINE))


@pytest.mark.parametrize("name", LOCKS)
def test_a_lock_names_no_host(name: str) -> None:
    assert "://" not in lock(name)
    assert re.findall(r"^\s*--(?!hash=)\S+", lock(name), re.MULTILINE) == []


@pytest.mark.parametrize("name", LOCKS)
def test_every_pin_has_a_hash(name: str) -> None:
    entries = re.split(r"^(?=[\w.-]+==)", lock(name), flags=re.MULTILINE)[1:]

    assert entries
    assert [entry.split()[0] for entry in entries if "--hash=sha256:" not in entry] == []


def test_what_runs_is_what_was_tested() -> None:
    tested = pins("dev")

    assert pins("run").items() <= tested.items()
    assert pins("bootstrap").items() <= tested.items()


def test_the_lock_of_fonts_and_icons_names_no_host_either() -> None:
    packages = json.loads((ROOT / "package-lock.json").read_text("utf-8"))["packages"]

    fetched = {name: package for name, package in packages.items() if name}
    assert fetched
    assert [name for name, package in fetched.items() if "resolved" in package] == []
    assert [name for name, package in fetched.items() if not package["integrity"].startswith("sha512-")] == []


def test_the_newest_lock_is_of_the_project_as_it_stands() -> None:
    declared = re.findall(
        r'^\s+"([a-z][\w-]+)(?:\[[\w,]+\])?\s*[~<>=]', (ROOT / "pyproject.toml").read_text("utf-8"), re.M
    )

    pinned = {name for lock in LOCKS for name in pins(lock)}
    assert "django" in declared
    assert [name for name in declared if name not in pinned] == []
