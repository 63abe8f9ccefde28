"""The engine that finds identifiers, as a browser loads it: Pyodide, and our own part as one archive.

    web/pyodide/VERSION/    Pyodide's files under their own names, in a folder that never changes: cached for good
    web/engine.zip          `soundingboard.deid` with its data, and `soundingboard.web.marks`; packed when one changes

Both are static files. The archive's served name carries the hash of what is in it, as every static file's does;
Pyodide's files look for each other by name, so they are not renamed (see `soundingboard.web.storage`).
"""

import io
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Final

PACKAGE: Final = Path(__file__).resolve().parents[1]
VERSION: Final = "314.0.7"  # of the npm package pyodide; package.json pins the same
FOLDER: Final = f"web/pyodide/{VERSION}/"
ARCHIVE: Final = "web/engine.zip"

# What Pyodide reads at start.
PYODIDE: Final = ("pyodide.mjs", "pyodide.asm.mjs", "pyodide.asm.wasm", "python_stdlib.zip", "pyodide-lock.json")

# One instant for all, so that the same files make the same archive wherever it is packed.
LONG_AGO: Final = (1980, 1, 1, 0, 0, 0)


def parts() -> Iterator[Path]:
    """The files of ours that run in the browser, in order."""
    yield PACKAGE / "__init__.py"
    yield PACKAGE / "refusals.py"
    yield PACKAGE / "web" / "__init__.py"
    yield PACKAGE / "web" / "marks.py"
    yield PACKAGE / "web" / "tidy.py"
    for file in sorted((PACKAGE / "deid").rglob("*")):
        if file.is_file() and file.suffix != ".pyc" and not file.name.startswith("."):
            yield file


def packed() -> bytes:
    """The archive; the same bytes for the same files."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for file in parts():
            entry = zipfile.ZipInfo(f"soundingboard/{file.relative_to(PACKAGE).as_posix()}", LONG_AGO)
            entry.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(entry, file.read_bytes())
    return made.getvalue()


def is_fresh(archive: Path) -> bool:
    """Whether nothing has changed since `archive` was packed; a folder's own time tells what was taken away."""
    if not archive.exists():
        return False
    folders = {file.parent for file in parts()}
    return max(one.stat().st_mtime_ns for one in (*parts(), *folders)) < archive.stat().st_mtime_ns
