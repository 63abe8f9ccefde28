"""Template tags of the frame: {% load web %}."""

import json
import re
from datetime import datetime
from typing import Any

from django import template
from django.conf import settings
from django.forms import BoundField
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.urls import NoReverseMatch, reverse
from django.utils.html import format_html, format_html_join, json_script
from django.utils.safestring import SafeString, mark_safe

from soundingboard.hours.local import spoken
from soundingboard.web import assets, engine
from soundingboard.web.components.dial import dial
from soundingboard.web.components.guarded_text import guarded_text
from soundingboard.web.styleguide import Component, Example

register = template.Library()

ID = re.compile(r'((?:\bid|\bfor|aria-labelledby|aria-describedby|data-opens|href)="#?|url\(#)(?=[a-z])')
LANDMARK = re.compile(r'(<nav [^>]*aria-label="[^"]*)')

EARLY = "web/behaviors/early.js"

# What the main navigation shows, each place only where its address exists: title, address, the namespaces it covers.
PLACES = (
    ("Today", "/", {"today"}),
    ("Consult", "cases:write", {"cases"}),
    ("Groups", "groups:list", {"groups", "meetings"}),
)

# Pages that belong to no place of the navigation, whoever has made them.
EVERYBODYS = {"cases:handed-over"}

# What the account's menu shows, likewise.
OWN = (
    ("My practice profile", "clinicians:profile"),
    ("Notices", "notices:list"),
    ("Sign-in and security", "accounts:account"),
)


def _address(name: str) -> str:
    if name.startswith("/"):
        return name
    try:
        return reverse(name)
    except NoReverseMatch:
        return ""


def _nonce(context: template.Context) -> str:
    return str(getattr(context.get("request"), "csp_nonce", ""))  # lazy, and false until it is asked for


@register.simple_tag
def stylesheet() -> SafeString:
    """The one stylesheet."""
    return format_html('<link rel="stylesheet" href="{}">', static("web/soundingboard.css"))


@register.simple_tag(takes_context=True)
def early(context: template.Context) -> SafeString:
    """What has to be there before any form is."""
    return format_html('<script src="{}" nonce="{}"></script>', static(EARLY), _nonce(context))


@register.simple_tag(takes_context=True)
def import_map(context: template.Context) -> SafeString:
    """Names of modules to addresses; must stand before the first module."""
    imports = {name: static(address) for name, address in assets.modules().items()} | _engine()
    text = json.dumps({"imports": imports}).replace("<", "\\u003c")
    return format_html('<script type="importmap" nonce="{}">{}</script>', _nonce(context), mark_safe(text))


def _engine() -> dict[str, str]:
    """Where the parts of the engine are, which run in a worker: modules find them as they find each other."""
    return {
        "sb/pyodide/": f"{settings.STATIC_URL}{engine.FOLDER}",
        "sb/engine.zip": static(engine.ARCHIVE),
        **({"sb/deid-worker": worker} if (worker := _address("guard:worker")) else {}),
    }


@register.simple_tag(takes_context=True)
def module(context: template.Context, name: str) -> SafeString:
    """Run the module called `name` ("sb/..."), once, when the page is there."""
    return format_html(
        '<script type="module" src="{}" nonce="{}"></script>', static(assets.modules()[name]), _nonce(context)
    )


@register.simple_tag
def json_data(value: Any, element_id: str) -> SafeString:
    """`value` as JSON that a module reads from the element `element_id`; a block of data, not a script."""
    return json_script(value, element_id)


@register.inclusion_tag("nav/nav.html", takes_context=True)
def navigation(context: template.Context) -> dict[str, Any]:
    """The main navigation: only what exists."""
    match = getattr(context.get("request"), "resolver_match", None)
    here = match.namespace if match and match.view_name not in EVERYBODYS else ""
    items = []
    for title, name, namespaces in PLACES:
        if url := _address(name):
            items.append({"title": title, "url": url, "current": here in namespaces})
    return {"items": items, "label": "Main"}


@register.filter
def drawn(model: dial.Model) -> dict[str, Any]:
    """What the dial's template shows of its model."""
    return dial.drawn(model)


@register.filter
def guarded_box(field: BoundField) -> SafeString:
    """The widget of a guarded field, which nothing but this page reads."""
    return guarded_text.box(field)


@register.filter
def guarded_marks(field: BoundField) -> list[dict[str, Any]]:
    """What the server found in a guarded field and refused."""
    return guarded_text.marks(field)


@register.filter
def as_json(value: Any) -> str:
    """`value` as JSON, for an attribute that a module reads."""
    return json.dumps(value)


@register.simple_tag
def unread() -> SafeString:
    """Attributes for a box written by hand that nothing but this page shall read."""
    return format_html_join(" ", '{}="{}"', guarded_text.UNREAD.items())


@register.filter
def milliseconds(instant: datetime) -> int:
    """An instant as browsers count: milliseconds since the epoch."""
    return round(instant.timestamp() * 1000)


@register.filter(expects_localtime=True)
def hour(instant: datetime) -> str:
    """The hour of an instant on the reader's clocks, as in 2:05 PM."""
    return spoken(instant.time())


@register.filter
def message_kind(level: str) -> str:
    """The kind of notice for a message's level."""
    return {"success": "settled", "warning": "attention", "error": "attention"}.get(level, "info")


@register.inclusion_tag("account/account.html", takes_context=True)
def account_menu(context: template.Context) -> dict[str, Any]:
    """Who is signed in and where what is theirs is found; nothing for a stranger."""
    request = context.get("request")
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated:
        return {}
    clinician = getattr(request, "clinician", None)
    links = [{"title": title, "url": url} for title, name in OWN if (url := _address(name))]
    return {
        "name": clinician.signed if clinician else user.get_username(),
        "initials": clinician.initials if clinician else user.get_username()[:2].upper(),
        "links": links,
        "sign_out": _address("account_logout"),
        "csrf_token": context.get("csrf_token"),
    }


@register.simple_tag(takes_context=True)
def show_example(context: template.Context, component: Component, example: Example, side: str) -> SafeString:
    """One example of a component, drawn. Ids and landmarks differ on the two sides: the page has each only once."""
    html = render_to_string(component.template, {**example.context, "csrf_token": context.get("csrf_token")})
    return mark_safe(LANDMARK.sub(rf"\1 ({side})", ID.sub(rf"\1{side}-", html)))


@register.simple_tag
def icon(name: str) -> SafeString:
    """An icon of the sprite, for eyes only: a word says the same beside it."""
    return format_html(
        '<svg class="icon" aria-hidden="true" focusable="false"><use href="{}#{}"></use></svg>',
        static("web/icons/icons.svg"),
        name,
    )
