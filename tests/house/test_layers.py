"""What holds the house together. Contracts in pyproject.toml say who may import whom; the rest is said here."""

import ast
import json
import subprocess
import sys
from pathlib import Path

import pytest
from django.apps import apps

from tests.house import source

ENGINES = ("agenda", "deid", "hours", "refusals", "sealing")
BESIDE = {"sealing": {"cryptography", "cffi", "_cffi_backend", "_openssl"}}  # packages that an engine may load, too
PRIVATE = ("views", "forms", "sockets", "reactions")
# The one door for free text, and the carrier of sockets: both are made to be used by others.
FOR_ALL = ("soundingboard.guard.forms", "soundingboard.live.")


def relative(path: Path) -> str:
    return str(path.relative_to(source.PACKAGE))


def test_imports_go_down_only() -> None:
    command = [str(Path(sys.executable).parent / "lint-imports"), "--no-cache"]

    done = subprocess.run(command, cwd=source.ROOT, capture_output=True, text=True, check=False)

    assert done.returncode == 0, done.stdout


def test_rows_point_down_only() -> None:
    ours = [model for model in apps.get_models() if model.__module__.startswith("soundingboard.")]
    upward = [
        f"{model.__name__}.{field.name}"
        for model in ours
        for field in model._meta.get_fields()
        if field.is_relation and not field.auto_created and isinstance(field.related_model, type)
        if field.related_model.__module__.startswith("soundingboard.")
        if not source.may_use(model.__module__.split(".")[1], field.related_model.__module__.split(".")[1])
    ]

    assert ours
    assert upward == []


def test_views_forms_sockets_and_reactions_belong_to_their_own_app() -> None:
    strangers = [
        f"{relative(path)} imports {module}"
        for path in source.python_files()
        if source.package_of(path) != "site"
        for module, _ in source.imports(path)
        if module.startswith("soundingboard.") and len(module.split(".")) > 2
        if module.split(".")[2] in PRIVATE and module.split(".")[1] != source.package_of(path)
        if not module.startswith(FOR_ALL)
    ]

    assert strangers == []


def test_an_app_asks_another_for_rows_through_its_queries() -> None:
    reached = [
        f"{relative(path)}:{node.lineno}"
        for path in source.python_files()
        for node in ast.walk(source.tree(path))
        if isinstance(node, ast.Attribute) and node.attr in ("objects", "_default_manager", "_base_manager")
        if model_of_another_app(path, node.value)
    ]

    assert reached == []


def model_of_another_app(path: Path, value: ast.expr) -> bool:
    """Whether `value` names a model, or a module of models, that `path` imported from another app."""
    name = ast.unparse(value).split(".")[0]
    for module, local in source.imports(path):
        parts = module.split(".")
        if local == name and parts[0] == "soundingboard" and "models" in parts:
            return parts[1] != source.package_of(path)
    return name == "get_user_model()" and source.package_of(path) != "accounts"


@pytest.mark.parametrize("engine", ENGINES)
def test_an_engine_in_a_bare_process_loads_only_the_standard_library_and_what_it_names(engine: str) -> None:
    program = f"""
import sys, json, pkgutil, importlib
already = set(sys.modules)
package = importlib.import_module("soundingboard.{engine}")
for module in pkgutil.walk_packages(getattr(package, "__path__", []), package.__name__ + "."):
    importlib.import_module(module.name)
print(json.dumps(sorted(set(sys.modules) - already)))
"""

    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)

    # The name of _sysconfigdata goes on with the platform's.
    standard = sys.stdlib_module_names | {name for name in json.loads(done.stdout) if name.startswith("_sysconfigdata")}
    known = standard | BESIDE.get(engine, set())
    loaded = {name for name in json.loads(done.stdout) if name.split(".")[0] not in known}
    assert f"soundingboard.{engine}" in loaded
    assert {name for name in loaded if name.split(".")[0] != "soundingboard"} == set()
    assert {name for name in loaded if name.split(".")[1:2] and name.split(".")[1] not in ENGINES} == set()


def test_the_engines_command_line_does_not_load_django() -> None:
    program = """
import sys
from soundingboard.site.cli import main
assert main(["formats"]) == 0
assert main(["agenda", "--format", "open-round", "--people", "5", "--minutes", "90"]) == 0
assert main(["deid", "-"]) == 0
print("django" in sys.modules)
"""

    done = subprocess.run([sys.executable, "-c", program], input="", capture_output=True, text=True, check=True)

    assert done.stdout.splitlines()[-1] == "False"


def test_every_folder_has_a_name_of_our_own_words() -> None:
    missing_words = {"utils", "helpers", "common", "core", "managers", "signals", "mixins", "misc"}

    named = {path.stem for path in source.python_files()} | {path.parent.name for path in source.python_files()}

    assert named & missing_words == set()
