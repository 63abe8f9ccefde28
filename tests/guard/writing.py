"""A text with an identifier in it, written in a real browser, and all that leaves the page."""

from collections.abc import Callable

from playwright.sync_api import Locator, Page, Request, WebSocket, expect

Visit = Callable[..., Page]

# Nobody is called so, and no page of ours holds it.
NAME, NUMBER = "Quillfeather", "212-555-0147"

IDENTIFYING = f"To think about Mrs. {NAME}, who called from {NUMBER}. Am I pushing too soon?"


class Recorder:
    """Everything that leaves a page: addresses, headers and bodies of requests, and frames of sockets."""

    def __init__(self, page: Page) -> None:
        self.sent: list[str] = []
        page.context.on("request", self._request)
        page.on("websocket", self._socket)

    def _request(self, request: Request) -> None:
        body = request.post_data_buffer or b""
        self.sent.append(f"{request.method} {request.url} {request.headers} {body.decode('utf-8', 'replace')}")

    def _socket(self, socket: WebSocket) -> None:
        socket.on("framesent", lambda frame: self.sent.append(str(frame)))

    def holds(self, *words: str) -> list[str]:
        return [one for one in self.sent for word in words if word in one]


def found_in(page: Page) -> Locator:
    return page.locator(".findings[data-part=found] > li")


def settled(page: Page, identifiers: int) -> None:
    """Wait until the page has looked at what stands in it."""
    words = f"{identifiers} identifier" if identifiers else "Nothing found. We do not find everything."
    expect(page.locator("[data-part=status]").filter(has_text=words).first).to_be_visible()


NO_ENGINE = "Object.defineProperty(globalThis, 'WebAssembly', { value: undefined });"
