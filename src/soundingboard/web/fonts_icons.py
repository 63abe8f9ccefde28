"""Copies the fonts, the icons and Pyodide out of the packages that `npm ci` fetched. Needs no network itself.

Run at set-up as `python -m soundingboard.web.fonts_icons`. Nothing of others is in the repository: the copies, with
their licenses beside them, go to `web/vendor/`, which git ignores and a built wheel contains. (htmx is served from the
Python package django-htmx and needs no copy.)
"""

import json
import re
import shutil
import sys
from pathlib import Path
from typing import Final

from soundingboard.refusals import Refused
from soundingboard.web import engine
from soundingboard.web.assets import VENDOR, WEB, pack, write

PACKAGES: Final = WEB.parents[2] / "node_modules"

# Latin and extended Latin, upright: headings with optical size, text by weight. Emphasis in text is a real italic.
FONTS: Final = {
    "@fontsource-variable/fraunces": ("opsz.css",),
    "@fontsource-variable/atkinson-hyperlegible-next": ("wght.css", "wght-italic.css"),
}
SCRIPTS: Final = ("latin", "latin-ext")

ICONS: Final = ("arrow-down", "arrow-up", "bell", "grip-vertical", "hand", "moon", "sun", "x")

FACE = re.compile(r"/\* (?P<name>[\w-]+) \*/\s*(?P<rule>@font-face \{[^}]*\})")
URL = re.compile(r"url\(\./files/(?P<file>[\w.-]+)\)")


def copy(packages: Path = PACKAGES, vendor: Path = VENDOR) -> None:
    """Copy everything into `vendor`; raises Refused if the packages are not there."""
    missing = [name for name in (*FONTS, "lucide-static", "pyodide") if not (packages / name).is_dir()]
    if missing:
        raise Refused(
            f"{', '.join(missing)} not found in {packages.name}/.",
            fits="Run `npm ci --ignore-scripts` beside package.json first; `make install` does.",
        )
    fonts(packages, vendor)
    icons(packages / "lucide-static", vendor / "icons")
    pyodide(packages / "pyodide", vendor / "pyodide")


def fonts(packages: Path, vendor: Path) -> None:
    """The font files, their licenses, and fonts.css with the rules that name them."""
    folder = vendor / "fonts"
    folder.mkdir(parents=True, exist_ok=True)
    rules = []
    for package, sheets in FONTS.items():
        shutil.copyfile(packages / package / "LICENSE", folder / f"{package.rpartition('/')[2]}-LICENSE.txt")
        for sheet in sheets:
            for face in FACE.finditer((packages / package / sheet).read_text("utf-8")):
                if any(re.search(rf"-{script}-(opsz|wght)-", face["name"]) for script in SCRIPTS):
                    for file in URL.findall(face["rule"]):
                        shutil.copyfile(packages / package / "files" / file, folder / file)
                    rules.append(URL.sub(r'url("fonts/\g<file>")', face["rule"]))
    (vendor / "fonts.css").write_text("\n".join(rules) + "\n", "utf-8")


def icons(package: Path, folder: Path) -> None:
    """One sprite of the icons in use, and its license."""
    folder.mkdir(parents=True, exist_ok=True)
    symbols = []
    for name in ICONS:
        drawing = re.search(r"<svg[^>]*>(.*)</svg>", (package / "icons" / f"{name}.svg").read_text("utf-8"), re.DOTALL)
        if drawing is None:
            raise Refused(f"The icon {name} is not what we expected of lucide-static.", fits="Look at ICONS here.")
        lines = re.sub(r"\s*\n\s*", "", drawing[1])
        symbols.append(
            f'<symbol id="{name}" viewBox="0 0 24 24" fill="none" stroke="currentColor" stroke-width="2" '
            f'stroke-linecap="round" stroke-linejoin="round">{lines}</symbol>'
        )
    sprite = '<svg xmlns="http://www.w3.org/2000/svg">\n' + "\n".join(symbols) + "\n</svg>\n"
    (folder / "icons.svg").write_text(sprite, "utf-8")
    shutil.copyfile(package / "LICENSE", folder / "icons-LICENSE.txt")


def pyodide(package: Path, folder: Path) -> None:
    """Pyodide's files in a folder named after their version, and where they come from; older versions go."""
    about = json.loads((package / "package.json").read_text("utf-8"))
    if about["version"] != engine.VERSION:
        raise Refused(
            f"Pyodide {about['version']} was fetched, not {engine.VERSION}.", fits="Look at VERSION in web/engine.py."
        )
    shutil.rmtree(folder, ignore_errors=True)
    (folder / engine.VERSION).mkdir(parents=True)
    for name in engine.PYODIDE:
        shutil.copyfile(package / name, folder / engine.VERSION / name)
    source = about["repository"]["url"].removeprefix("git+").removesuffix(".git")
    (folder / engine.VERSION / "LICENSE.txt").write_text(
        f"Pyodide {engine.VERSION}, unchanged. License: {about['license']}, https://mozilla.org/MPL/2.0/\n"
        f"Source: {source}/tree/{engine.VERSION}. It contains CPython, https://docs.python.org/3/license.html\n",
        "utf-8",
    )


def main() -> int:
    try:
        copy()
    except Refused as refused:
        print(refused, file=sys.stderr)
        return 2
    write()
    pack()
    return 0


if __name__ == "__main__":
    sys.exit(main())
