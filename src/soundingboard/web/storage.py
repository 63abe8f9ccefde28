"""How static files are stored and with which headers they are served."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

from whitenoise.storage import CompressedManifestStaticFilesStorage

from soundingboard.web import engine

AS_THEY_ARE: Final = "web/pyodide/"
FOR_GOOD: Final = "max-age=315360000, public, immutable"


class ManifestStorage(CompressedManifestStaticFilesStorage):  # type: ignore[misc]  # comes without types
    """Hashed and compressed, but for Pyodide's files: they name each other, and their folder says which version it is.

    Brotli takes half a minute for them and saves a sixth; gzip takes a second, once a version.
    """

    def post_process(self, paths: dict[str, Any], dry_run: bool = False, **options: Any) -> Iterator[Any]:
        kept = {path for path in paths if path.startswith(AS_THEY_ARE)}
        yield from super().post_process({path: paths[path] for path in paths if path not in kept}, dry_run, **options)
        if not dry_run:
            compressor = self.create_compressor(use_brotli=False, quiet=True)
            for path in sorted(kept):
                if compressor.should_compress(path) and not Path(self.path(f"{path}.gz")).exists():
                    for made in compressor.compress(self.path(path)):
                        yield path, made, True


def headers(given: Any, path: str, url: str) -> None:
    """WhiteNoise's `add_headers_function`: what stands in a folder of its version never changes."""
    if re.search(rf"/{re.escape(engine.FOLDER)}[\w.-]+$", url):
        given["Cache-Control"] = FOR_GOOD
