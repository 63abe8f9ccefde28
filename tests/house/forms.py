"""The forms of our pages, filled in and sent as a browser would, without one."""

from html.parser import HTMLParser
from typing import Any

from django.http import QueryDict
from django.test import Client

Answer = Any  # the test client's own kind of response


class Forms(HTMLParser):
    """The forms of a page that are sent to us: (address, what would be sent as the page stands)."""

    def __init__(self, page: Answer) -> None:
        super().__init__()
        self.found: list[tuple[str, QueryDict]] = []
        self._here = page.request["PATH_INFO"]
        self._fields: QueryDict | None = None
        self._name = self._text = ""
        self.feed(page.content.decode())

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        of = dict(attrs)
        name, kind = of.get("name") or "", of.get("type")
        if tag == "form" and of.get("method") == "post":
            self._fields = QueryDict(mutable=True)
            self.found.append((of.get("action") or self._here, self._fields))
        elif self._fields is None or (name == "csrfmiddlewaretoken"):
            return
        elif tag == "input" and name and (kind not in ("checkbox", "radio") or "checked" in of):
            self._fields.appendlist(name, of.get("value") or "")
        elif tag in ("select", "textarea"):
            self._name, self._text = name, ""
        elif tag == "option" and ("selected" in of or self._name not in self._fields):
            self._fields[self._name] = of.get("value") or ""

    def handle_data(self, data: str) -> None:
        self._text += data

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self._fields = None
        elif tag == "textarea" and self._fields is not None:
            self._fields.appendlist(self._name, self._text.removeprefix("\n"))


def form_on(client: Client, address: str, *, to: str | None = None, having: str | None = None) -> QueryDict:
    """What a form of the page at `address` would send."""
    found = Forms(client.get(address)).found
    return next(
        fields for action, fields in found if action == (to or address) and (having is None or having in fields)
    )


def post(client: Client, address: str, fields: QueryDict, /, **changed: str) -> Answer:
    for name, value in changed.items():
        fields[name] = value
    return client.post(address, fields.urlencode(), content_type="application/x-www-form-urlencoded")
