"""What browsers fetch: one stylesheet, modules by bare names, fonts and icons."""

import json
import os
import re
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders
from django.core.management import call_command
from django.template import Context, Template
from django.test import RequestFactory, override_settings

from soundingboard.refusals import Refused
from soundingboard.web import assets, engine, fonts_icons

MANIFEST = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "soundingboard.web.storage.ManifestStorage"},
}
IMPORT = re.compile(
    r"""(?:^|\n)\s*(?:import|export)\s(?:[\w*{}\s,$]+\sfrom\s)?["']([^"']+)["']|\bimport\(["']([^"']+)["']\)"""
)


def rendered(source: str) -> str:
    return Template("{% load web %}" + source).render(Context({"request": RequestFactory().get("/")}))


def imported(source: str) -> list[str]:
    return [always or later for always, later in IMPORT.findall(source)]


def found(address: str) -> Path:
    path = finders.find(address)
    assert path, f"{address} is not among the static files"
    return Path(path)


def import_map() -> dict[str, str]:
    script = rendered("{% import_map %}")
    imports: dict[str, str] = json.loads(script[script.index(">") + 1 : script.rindex("<")])["imports"]
    return imports


@pytest.fixture(scope="module")
def static_root(tmp_path_factory):
    """Where a server's static files were collected, once."""
    root = tmp_path_factory.mktemp("static")
    with override_settings(STORAGES=MANIFEST, STATIC_ROOT=root):
        call_command("collectstatic", interactive=False, verbosity=0)
    return root


@pytest.fixture
def collected(static_root):
    """The same, while pages name what is in it."""
    with override_settings(STORAGES=MANIFEST, STATIC_ROOT=static_root):
        yield static_root


def test_the_stylesheet_begins_by_saying_which_layer_wins():
    assert assets.joined().startswith("@layer tokens, base, layout, components;")


def test_every_rule_of_ours_stands_in_a_layer():
    outside = {}
    for part in assets.styles():
        if part.parent != assets.VENDOR:
            text = re.sub(r"/\*.*?\*/|^@layer [\w, ]+;", "", part.read_text("utf-8"), flags=re.DOTALL | re.MULTILINE)
            depth, start = 0, 0
            for place, letter in enumerate(text):
                if letter == "{":
                    if depth == 0 and not text[start:place].strip().startswith("@layer"):
                        outside[part.name] = text[start:place].strip()
                    depth += 1
                elif letter == "}":
                    depth, start = depth - 1, place + 1

    assert outside == {}


def test_a_changed_part_is_in_the_stylesheet_at_once():
    found("web/soundingboard.css").write_text("stale", "utf-8")

    assert found("web/soundingboard.css").read_text("utf-8") == assets.joined()


def test_modules_have_bare_names():
    modules = assets.modules()

    assert modules["sb/page"] == "web/behaviors/page.js"
    assert modules["sb/dial"] == "web/components/dial.js"
    assert modules["sb/local-time"] == "web/components/local-time.js"


def test_every_import_resolves_by_the_import_map():
    known = assets.modules()
    sources = {name: found(address).read_text("utf-8") for name, address in known.items()}

    unknown = {
        f"{name} imports {wanted}"
        for name, source in sources.items()
        for wanted in imported(source)
        if wanted not in known
    }

    assert sources
    assert unknown == set()


def test_every_behavior_a_template_names_is_a_module():
    named = {
        name
        for template in (assets.WEB.parent).glob("**/*.html")
        for names in re.findall(r'data-behavior="([\w -]+)"', template.read_text("utf-8"))
        for name in names.split()
    }

    assert named
    assert {f"sb/{name}" for name in named} <= set(assets.modules())


def test_collected_files_are_hashed_and_the_import_map_follows(collected):
    addresses = import_map()
    link = rendered("{% stylesheet %}")

    assert re.fullmatch(r"/static/web/components/dial\.[0-9a-f]{12}\.js", addresses["sb/dial"])
    ours = [address for name, address in addresses.items() if name != "sb/deid-worker"]
    assert all((collected / address.removeprefix("/static/")).exists() for address in ours)
    assert re.fullmatch(r"/static/web/engine\.[0-9a-f]{12}\.zip", addresses["sb/engine.zip"])
    stylesheet = re.search(r'href="/static/(web/soundingboard\.[0-9a-f]{12}\.css)"', link)
    assert stylesheet
    fonts = re.findall(r'url\("?(fonts/[^")]+)"?\)', (collected / stylesheet[1]).read_text("utf-8"))
    assert len(fonts) == 6
    assert all((collected / "web" / font).exists() for font in fonts)


def test_fonts_and_icons_come_with_their_licenses(tmp_path):
    fonts_icons.copy(vendor=tmp_path)

    assert len(list((tmp_path / "fonts").glob("*LICENSE*"))) == 2
    assert (tmp_path / "icons" / "icons-LICENSE.txt").read_text("utf-8").strip()
    assert (tmp_path / "fonts.css").read_text("utf-8").count("@font-face") == len(
        list((tmp_path / "fonts").glob("*.woff2"))
    )


def test_every_icon_in_use_is_in_the_sprite(tmp_path):
    used = {
        name
        for template in assets.WEB.parent.glob("**/*.html")
        for name in re.findall(r'{% icon "([\w-]+)"', template.read_text("utf-8"))
    }

    assert used
    assert used <= set(fonts_icons.ICONS)


def test_where_the_packages_are_missing_it_says_how_to_get_them(tmp_path):
    with pytest.raises(Refused) as refusal:
        fonts_icons.copy(packages=tmp_path / "node_modules", vendor=tmp_path)

    assert "npm ci" in refusal.value.fits
    assert list(tmp_path.iterdir()) == []


def test_every_class_a_template_names_is_in_the_stylesheet():
    known = set(re.findall(r"\.([a-z][\w-]*)", assets.joined()))
    used = {
        name
        for template in assets.WEB.parent.glob("**/*.html")
        for names in re.findall(r'class="([\w -]+)"', template.read_text("utf-8"))
        for name in names.split()
    }

    assert used - known == set()


def test_pyodide_keeps_its_names_in_a_folder_of_its_version(collected):
    folder = collected / import_map()["sb/pyodide/"].removeprefix("/static/")

    names = {file.name for file in folder.iterdir()}
    assert names == {*engine.PYODIDE, "LICENSE.txt"} | {
        f"{name}.gz" for name in (*engine.PYODIDE, "LICENSE.txt") if not name.endswith(".zip")
    }


def test_pyodide_is_served_for_good_and_as_what_it_is(client):
    for name, kind in (("pyodide.mjs", "text/javascript"), ("pyodide.asm.wasm", "application/wasm")):
        answer = client.get(f"/static/{engine.FOLDER}{name}", headers={"Host": "localhost"})

        assert answer["Content-Type"].startswith(kind)
        assert "immutable" in answer["Cache-Control"]


def test_the_version_of_pyodide_is_pinned_once_for_set_up_and_pages():
    package = json.loads((assets.WEB.parents[2] / "package.json").read_text("utf-8"))

    assert package["dependencies"]["pyodide"] == engine.VERSION


def test_the_engine_is_packed_alike_and_anew_when_a_part_of_it_changes():
    assert engine.packed() == engine.packed()
    packed = assets.pack()
    assert packed.read_bytes() == engine.packed()

    os.utime(engine.PACKAGE / "web" / "marks.py")
    assert not engine.is_fresh(packed)
    assert engine.is_fresh(assets.pack())


def test_what_runs_in_the_browser_needs_the_standard_library_alone(tmp_path):
    with zipfile.ZipFile(assets.pack()) as archive:
        archive.extractall(tmp_path)
    script = "from soundingboard.web import marks; print(len(marks.answer('Write to ann@example.org.')['findings']))"

    # -I -S: neither this environment nor its packages
    run = subprocess.run(
        [sys.executable, "-I", "-S", "-c", f"import sys; sys.path.insert(0, {str(tmp_path)!r}); {script}"],
        capture_output=True,
        text=True,
        check=True,
    )

    assert run.stdout.strip() == "1"
