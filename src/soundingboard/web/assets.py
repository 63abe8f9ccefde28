"""What browsers fetch from us: one stylesheet joined from many, and the modules behind the import map. No build step.

Static files appear under these addresses (all below STATIC_URL):

    web/soundingboard.css       the stylesheet, joined anew whenever a part of it has changed
    web/behaviors/NAME.js       small modules used by many
    web/components/NAME.js      what belongs to one component
    web/fonts/, web/icons/      what `fonts_icons` copied at set-up
    web/pyodide/, web/engine.zip  what finds identifiers in the writer's browser (`engine`)
"""

import os
from collections.abc import Iterable, Iterator
from fnmatch import fnmatch
from functools import cache
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Any

from django.apps import apps
from django.contrib.staticfiles.finders import BaseFinder
from django.core.checks import CheckMessage
from django.core.files.storage import FileSystemStorage

from soundingboard.web import engine

WEB = Path(__file__).resolve().parent
VENDOR = WEB / "vendor"  # made on this machine and ignored by git: copies of packages, and the joined stylesheet
STYLESHEET = VENDOR / "soundingboard.css"
ADDRESS = "web/soundingboard.css"
ARCHIVE = VENDOR / "engine.zip"
BARE = "sb"  # modules import each other as "sb/...", never by path: static storage renames files


def styles() -> tuple[Path, ...]:
    """The parts of the stylesheet, in the order of the cascade layers that tokens.css declares in its first line."""
    layers = (WEB / "tokens.css", VENDOR / "fonts.css", WEB / "base.css", WEB / "layout.css")
    components = sorted((WEB / "components").glob("*/*.css"))
    return tuple(part for part in (*layers, *components) if part.exists())


def joined() -> str:
    """The whole stylesheet as one text."""
    return "\n".join(part.read_text("utf-8") for part in styles())


def write() -> Path:
    """Write the joined stylesheet if it has changed; give its path."""
    text = joined()
    if not STYLESHEET.exists() or STYLESHEET.read_text("utf-8") != text:
        _put(STYLESHEET, text.encode())
    return STYLESHEET


def pack() -> Path:
    """Pack the engine for browsers if a part of it has changed; give the archive's path."""
    if not engine.is_fresh(ARCHIVE) and (os.access(VENDOR, os.W_OK) or not ARCHIVE.exists()):
        _put(ARCHIVE, engine.packed())
    return ARCHIVE  # where nobody may write, an installer has put it beside what it was packed from


def _put(file: Path, content: bytes) -> None:
    """Never half a file for whoever reads it now, whoever else may be writing it."""
    file.parent.mkdir(exist_ok=True)
    with NamedTemporaryFile(dir=file.parent, suffix=".fresh", delete=False) as fresh:
        fresh.write(content)
    os.chmod(fresh.name, 0o644)
    os.replace(fresh.name, file)


MADE = {ADDRESS: write, engine.ARCHIVE: pack}  # what is made here from parts, when somebody asks for it


@cache
def modules() -> dict[str, str]:
    """Every module's bare name and the address of its static file, as they stand when the server starts.

    sb/NAME         web/behaviors/NAME.js and web/components/*/NAME.js
    sb/APP/NAME     static/APP/NAME.js of each of our apps, folders below it included
    """
    found = {f"{BARE}/{file.stem}": address for address, file in _modules() if file.suffix == ".js"}
    for config in apps.get_app_configs():
        folder = Path(config.path) / "static" / config.label
        if config.name.startswith("soundingboard."):
            for file in sorted(folder.rglob("*.js")):
                name = file.relative_to(folder).with_suffix("").as_posix()
                found[f"{BARE}/{config.label}/{name}"] = f"{config.label}/{name}.js"
    return dict(sorted(found.items()))


def _own() -> Iterator[tuple[str, Path]]:
    """The address below STATIC_URL and the file of everything this package serves."""
    for address, make in MADE.items():
        yield address, make()
    yield from _others()


def _others() -> Iterator[tuple[str, Path]]:
    yield from _modules()
    for file in sorted(VENDOR.rglob("*")):
        if file.is_file() and file.parent != VENDOR:
            yield f"web/{file.relative_to(VENDOR).as_posix()}", file


def _modules() -> Iterator[tuple[str, Path]]:
    for file in sorted((WEB / "behaviors").glob("*.js")):
        yield f"web/behaviors/{file.name}", file
    for file in sorted((WEB / "components").glob("*/*.js")):
        yield f"web/components/{file.name}", file


class _Files(FileSystemStorage):
    """A storage of one folder that puts its files under another address."""

    def __init__(self, folder: Path, prefix: str) -> None:
        super().__init__(location=folder)
        self.prefix = prefix


class WebFinder(BaseFinder):
    """Finds the files of this package for `collectstatic` and for WhiteNoise (in STATICFILES_FINDERS)."""

    def check(self, **kwargs: Any) -> list[CheckMessage]:
        return []

    def find(self, path: str, find_all: bool = False, **kwargs: Any) -> str | list[str]:  # type: ignore[override]
        if not path.startswith("web/"):
            return []
        found = MADE[path]() if path in MADE else dict(_others()).get(path)
        if found is None:
            return []
        return [str(found)] if find_all else str(found)

    def list(self, ignore_patterns: Iterable[str] | None) -> Iterator[tuple[str, FileSystemStorage]]:
        for address, file in _own():
            if not any(fnmatch(file.name, pattern) for pattern in ignore_patterns or ()):
                prefix = address.rpartition("/")[0]
                yield file.name, _Files(file.parent, prefix)
