"""What browsers fetch from us: one stylesheet joined from many, and the modules behind the import map. No build step.

Static files appear under these addresses (all below STATIC_URL):

    web/soundingboard.css       the stylesheet, joined anew whenever a part of it has changed
    web/behaviors/NAME.js       small modules used by many
    web/components/NAME.js      what belongs to one component
    web/fonts/, web/icons/      what `fonts_icons` copied at set-up
"""

from collections.abc import Iterable, Iterator
from fnmatch import fnmatch
from functools import cache
from pathlib import Path
from typing import Any

from django.apps import apps
from django.contrib.staticfiles.finders import BaseFinder
from django.core.checks import CheckMessage
from django.core.files.storage import FileSystemStorage

WEB = Path(__file__).resolve().parent
VENDOR = WEB / "vendor"  # made on this machine and ignored by git: copies of packages, and the joined stylesheet
STYLESHEET = VENDOR / "soundingboard.css"
ADDRESS = "web/soundingboard.css"
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
        VENDOR.mkdir(exist_ok=True)
        fresh = STYLESHEET.with_suffix(".fresh")
        fresh.write_text(text, "utf-8")
        fresh.replace(STYLESHEET)  # never half a stylesheet for whoever reads it now
    return STYLESHEET


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
    yield ADDRESS, write()
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
        found = write() if path == ADDRESS else dict(_others()).get(path)
        if found is None:
            return []
        return [str(found)] if find_all else str(found)

    def list(self, ignore_patterns: Iterable[str] | None) -> Iterator[tuple[str, FileSystemStorage]]:
        for address, file in _own():
            if not any(fnmatch(file.name, pattern) for pattern in ignore_patterns or ()):
                prefix = address.rpartition("/")[0]
                yield file.name, _Files(file.parent, prefix)
