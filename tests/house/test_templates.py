"""What templates may do. Imports cannot show it."""

import re
from pathlib import Path

from tests.house import source

WEB = source.PACKAGE / "web"
NAMED = re.compile(r"""{%\s*(?:include|extends)\s+["']([^"']+)["']""")
SCRIPT = re.compile(r"<script\b(?![^>]*\bsrc=)([^>]*)>", re.IGNORECASE)
COMMENT = re.compile(r"{#.*?#}|{%\s*comment.*?endcomment\s*%}", re.DOTALL)


def text(path: Path) -> str:
    return COMMENT.sub("", path.read_text("utf-8"))


def homes(name: str) -> set[str]:
    """The packages of ours that have a template of that name; none for a library's."""
    found = {
        path.parents[len(Path(name).parts)].name
        for path in source.PACKAGE.glob(f"*/templates/{name}")
    }  # fmt: skip
    return found | ({"web"} if (WEB / "components" / name).exists() else set())


def test_a_template_includes_only_its_own_apps_and_the_design_systems() -> None:
    foreign = [
        f"{path.relative_to(source.PACKAGE)} includes {name}"
        for path in source.templates()
        for name in NAMED.findall(text(path))
        if homes(name) and not homes(name) & {source.package_of(path), "web"}
    ]

    assert foreign == []


def test_every_template_that_is_named_exists() -> None:
    libraries = ("allauth/", "account/", "mfa/", "usersessions/", "django/")
    missing = [
        f"{path.relative_to(source.PACKAGE)} names {name}"
        for path in source.templates()
        for name in NAMED.findall(text(path))
        if not homes(name) and not name.startswith(libraries)
    ]

    assert missing == []


def test_no_template_has_a_style_or_a_script_of_its_own() -> None:
    inline = [
        f"{path.relative_to(source.PACKAGE)}: {found.group(0)}"
        for path in source.templates()
        for found in re.finditer(r"<style\b|\sstyle=|\son[a-z]+=[\"']|javascript:|<script\b[^>]*>", text(path), re.I)
        if not found.group(0).lower().startswith("<script")
        or (
            SCRIPT.match(found.group(0)) and "application/json" not in found.group(0) and "nonce=" not in found.group(0)
        )
    ]

    assert inline == []


def test_nothing_is_loaded_from_elsewhere() -> None:
    attribute = re.compile(r"""(?:src|srcset|poster|action)=["']?(?:https?:)?//|<link[^>]+href=["']?(?:https?:)?//""")
    sheet = re.compile(r"""(?:@import|url\()\s*["']?(?:https?:)?//""")
    module = re.compile(r"""(?:import|from)\s*\(?["'](?:https?:)?//""")
    files = [(path, attribute) for path in source.templates()]
    files += [(path, sheet) for path in source.PACKAGE.rglob("*.css")]
    files += [(path, module) for path in source.PACKAGE.rglob("*.js")]

    assert [str(path.relative_to(source.PACKAGE)) for path, pattern in files if pattern.search(text(path))] == []
