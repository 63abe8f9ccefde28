"""The source as the house tests read it: files, what they import, and the layers that pyproject.toml states."""

import ast
import re
import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "src" / "soundingboard"


@cache
def layers() -> tuple[frozenset[str], ...]:
    """The packages from the top down, those of one layer together."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    contract = next(c for c in project["tool"]["importlinter"]["contracts"] if c["name"] == "down only")
    return tuple(frozenset(re.findall(r"\w+", layer)) for layer in contract["layers"])


def height(package: str) -> int:
    """How high a package stands; StopIteration for one that has no place."""
    return next(len(layers()) - number for number, layer in enumerate(layers()) if package in layer)


def may_use(package: str, other: str) -> bool:
    """Whether `package` may know `other`: itself, or what stands below."""
    return package == other or height(package) > height(other)


def python_files() -> list[Path]:
    return sorted(path for path in PACKAGE.rglob("*.py") if "vendor" not in path.parts)


def templates() -> list[Path]:
    return sorted(path for path in PACKAGE.rglob("*.html") if "vendor" not in path.parts)


def package_of(path: Path) -> str:
    """The top package a file belongs to; of `soundingboard/refusals.py` that is `refusals`."""
    return path.relative_to(PACKAGE).parts[0].removesuffix(".py")


@cache
def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text("utf-8"), filename=str(path))


def imports(path: Path) -> Iterator[tuple[str, str]]:
    """(module or module.name as imported, the name it has in this file), of ours only."""
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Import):
            for name in node.names:
                yield name.name, name.asname or name.name
        elif isinstance(node, ast.ImportFrom) and node.module:
            for name in node.names:
                yield f"{node.module}.{name.name}", name.asname or name.name
