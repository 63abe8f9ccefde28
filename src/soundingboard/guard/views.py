"""A page that cleans a text for everyone. It is the same for all: it asks for no cookie and sets none."""

import hashlib
import json
from functools import cache
from pathlib import Path
from typing import Any, Final

from csp.constants import NONE, SELF
from csp.decorators import csp_replace
from django import forms
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.templatetags.static import static
from django.urls import reverse
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from soundingboard.guard.forms import GuardedField
from soundingboard.web import assets, engine

BROWSER: Final = Path(__file__).resolve().parent / "browser"
LONGEST: Final = 50_000  # characters

# What runs beside the pages may fetch from this site and no more. Only here may WebAssembly be compiled.
POLICY: Final[dict[str, Any]] = {"default-src": [NONE], "connect-src": [SELF], "base-uri": None, "form-action": None}
ENGINE_POLICY: Final = {**POLICY, "script-src": [SELF, "'wasm-unsafe-eval'"]}
OFFLINE_POLICY: Final = {**POLICY, "script-src": [SELF]}


class CleanForm(forms.Form):
    """One text; it is never sent."""

    text = GuardedField(label="Your text", most=LONGEST, required=False)


@require_safe
@cache_control(no_cache=True)
def clean(request: HttpRequest) -> HttpResponse:
    return render(request, "guard/clean.html", {"form": CleanForm()})


@require_safe
@cache_control(no_cache=True)
@csp_replace(ENGINE_POLICY)
def worker(request: HttpRequest) -> HttpResponse:
    """The module worker that every guarded box shares. It stands below the page for everyone, whose offline copy of it
    can then be used.
    """
    return script("worker.js")


@require_safe
@cache_control(no_cache=True)
@csp_replace(OFFLINE_POLICY)
def offline(request: HttpRequest) -> HttpResponse:
    """The service worker of this page alone: it keeps the page and what belongs to it."""
    kept = files()
    version = hashlib.sha256(json.dumps([kept, script_of("offline.js"), made()]).encode()).hexdigest()[:12]
    told = f"const VERSION = {json.dumps(version)};\nconst FILES = {json.dumps(kept)};\n"
    return HttpResponse(told + script_of("offline.js"), content_type="text/javascript")


def files() -> list[str]:
    """The addresses of everything the page needs without a connection."""
    modules = [static(address) for name, address in assets.modules().items() if name.count("/") == 1]
    fonts = [static(f"web/fonts/{font.name}") for font in sorted((assets.VENDOR / "fonts").glob("*.woff2"))]
    pyodide = [f"{settings.STATIC_URL}{engine.FOLDER}{name}" for name in engine.PYODIDE]
    return [
        reverse("guard:clean"),
        reverse("guard:worker"),
        static(assets.ADDRESS),
        static("web/logo.svg"),
        static("web/icons/icons.svg"),
        static("guard/clean.js"),
        *modules,
        *fonts,
        *pyodide,
        static(engine.ARCHIVE),
    ]


@cache
def made() -> str:
    """What tells the served files from those of another start of the server where their names do not."""
    return hashlib.sha256(assets.pack().read_bytes() + assets.write().read_bytes()).hexdigest()


@cache
def script_of(name: str) -> str:
    return (BROWSER / name).read_text("utf-8")


def script(name: str) -> HttpResponse:
    return HttpResponse(script_of(name), content_type="text/javascript")
