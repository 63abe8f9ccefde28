"""WebSockets as a raw ASGI application: who may connect, how fast they may speak, and how a slow one delays nobody."""

import asyncio
import logging
import re
import time
from collections import deque
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping, MutableMapping
from contextlib import suppress
from functools import cache, partial
from http.cookies import CookieError, SimpleCookie
from importlib import import_module
from types import SimpleNamespace
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib import auth
from django.contrib.auth.models import AnonymousUser
from django.contrib.sessions.backends.base import SessionBase
from django.contrib.sessions.backends.db import SessionStore
from django.contrib.sessions.models import Session
from django.db import connection
from django.http.request import split_domain_port, validate_host

from soundingboard.accounts.models import User
from soundingboard.live import wire
from soundingboard.live.hub import Hub
from soundingboard.refusals import Refused

log = logging.getLogger(__name__)

SIGNED_OUT, NOT_FOUND, BROKEN, TOO_MUCH = 4401, 4404, 1011, 1008  # the first two are final, others mean: come back

RECHECK = 15.0  # seconds after which a silent socket's session is looked at again
A_SECOND, AT_ONCE, PATIENCE = 20.0, 60.0, 400  # messages a second, in one breath, and too many before we hang up

Scope = MutableMapping[str, Any]
Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]


class Socket:
    """One person's wire. Answers are sent in order; of pictures only the latest: catching up is seeing the present.

    user  who is signed in
    seat  which of a scene's seats it is for; its handler sets it before it watches
    """

    def __init__(self, user: User, session_key: str, hub: Hub, receive: Receive, send: Send) -> None:
        self.user = user
        self.session_key = session_key
        self.hub = hub
        self.seat = 0
        self._receive, self._send = receive, send
        self._answers: deque[str] = deque()
        self._picture: str | None = None
        self._code: int | None = None
        self._waiting: asyncio.Future[None] | None = None
        self._allowance, self._counted_at, self._refused = AT_ONCE, time.monotonic(), 0

    # What the hub calls

    def show(self, frame: str) -> None:
        """Let the person see `frame`, unless a later one overtakes it."""
        self._picture = frame
        self._wake()

    def unseated(self) -> None:
        self.close(NOT_FOUND)

    # What handlers call

    def answer(self, text: str) -> None:
        self._answers.append(text)
        self._wake()

    def close(self, code: int) -> None:
        """Say what is still to be answered, and hang up; nothing is shown any more."""
        if self._code is None:
            self._code = code
            self._wake()

    @property
    def closing(self) -> bool:
        return self._code is not None

    async def __aiter__(self) -> AsyncIterator[str]:
        """What the person says, until they go or we hang up. What comes too fast is refused here."""
        while not self.closing:
            message = await self._receive()
            if message["type"] == "websocket.disconnect":
                return
            if self._too_fast():
                continue
            text = message.get("text")
            if text is None:
                self.answer(wire.refusal(None, Refused("Only text is understood here.", fits="Nothing was changed.")))
            else:
                yield text

    def _too_fast(self) -> bool:
        now = time.monotonic()
        self._allowance = min(AT_ONCE, self._allowance + (now - self._counted_at) * A_SECOND)
        self._counted_at = now
        if self._allowance >= 1:
            self._allowance -= 1
            return False
        self._refused += 1
        if self._refused > PATIENCE:
            self.close(TOO_MUCH)
        else:
            too_fast = Refused("That was very fast.", fits="Nothing was changed. Please wait a moment.")
            self.answer(wire.refusal(None, too_fast))
        return True

    def _wake(self) -> None:
        if self._waiting is not None and not self._waiting.done():
            self._waiting.set_result(None)

    async def deliver(self) -> None:
        """Send what there is to say until we hang up or the person is gone."""
        with suppress(OSError):  # ClientDisconnected: the receiving side hears of it, too
            while True:
                if not self._answers and self._picture is None and self._code is None:
                    self._waiting = asyncio.get_running_loop().create_future()
                    await self._waiting
                while self._answers:
                    await self._send({"type": "websocket.send", "text": self._answers.popleft()})
                if self._code is not None:
                    await self._send({"type": "websocket.close", "code": self._code})
                    return
                if (picture := self._picture) is not None:
                    self._picture = None
                    await self._send({"type": "websocket.send", "text": picture})


Handler = Callable[..., Awaitable[None]]


class Sockets:
    """Routes WebSockets to handlers: `{"live/meetings/<public_id>": room}`."""

    def __init__(self, routes: Mapping[str, Handler], hub: Hub) -> None:
        self.hub = hub
        self.routes = dict(routes)
        self._patterns = [(_pattern(path), handler) for path, handler in routes.items()]
        self._open: set[Socket] = set()
        self._watch: asyncio.Task[None] | None = None

    def start(self) -> None:
        self._watch = asyncio.create_task(self._recheck())

    async def stop(self) -> None:
        if self._watch is not None:
            self._watch.cancel()
            with suppress(asyncio.CancelledError):
                await self._watch

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        await receive()  # websocket.connect
        handler = self._route(scope["path"])
        headers = {name.decode("latin-1"): value.decode("latin-1") for name, value in scope["headers"]}
        if handler is None or not from_here(headers):
            await send({"type": "websocket.close"})  # before it is accepted: HTTP 403
            return
        await send({"type": "websocket.accept"})  # a page can tell our codes apart only once it is
        key = session_key(headers)
        user = await self.hub.threads.read(signed_in, key) if key else None
        if user is None:
            await send({"type": "websocket.close", "code": SIGNED_OUT})
            return
        socket = Socket(user, key, self.hub, receive, send)
        self._open.add(socket)
        delivery = asyncio.create_task(socket.deliver())
        try:
            await handler(socket)
        except Exception as error:
            log.error("a socket broke: %s", type(error).__name__, exc_info=error if settings.DEBUG else None)
            socket.close(BROKEN)
        finally:
            self._open.discard(socket)
            if not socket.closing:
                delivery.cancel()
            with suppress(asyncio.CancelledError):
                await delivery

    def _route(self, path: str) -> Callable[[Socket], Awaitable[None]] | None:
        for pattern, handler in self._patterns:
            if found := pattern.fullmatch(path.strip("/")):
                return partial(handler, **found.groupdict())
        return None

    async def _recheck(self) -> None:
        """Hang up on those who have signed out, or been shut out, since they came.

        One after another throughout the interval: all at once would hold up what happens in the rooms.
        """
        while True:
            sockets = tuple(self._open)
            if not sockets:
                await asyncio.sleep(RECHECK)
            for socket in sockets:
                await asyncio.sleep(RECHECK / len(sockets))
                try:
                    still = await self.hub.threads.read(signed_in, socket.session_key)
                except Exception as error:
                    log.error("a session could not be read: %s", type(error).__name__)
                    break
                if still is None or still.pk != socket.user.pk:
                    socket.close(SIGNED_OUT)


def _pattern(path: str) -> re.Pattern[str]:
    return re.compile(re.sub(r"<(\w+)>", r"(?P<\1>[\\w-]{1,32})", path))


def from_here(headers: Mapping[str, str]) -> bool:
    """Whether a page of ours opened the socket: a browser says truly whose page it was.

    What sends no Origin is no browser, and brings no cookie that it was not given.
    """
    host = headers.get("host", "")
    if not validate_host(split_domain_port(host)[0], settings.ALLOWED_HOSTS):
        return False
    origin = headers.get("origin")
    if origin is None or origin == settings.SOUNDINGBOARD.origin:
        return True
    url = urlsplit(origin)
    return url.scheme in ("http", "https") and url.netloc.lower() == host.lower()


def session_key(headers: Mapping[str, str]) -> str:
    try:
        cookie = SimpleCookie(headers.get("cookie", "")).get(settings.SESSION_COOKIE_NAME)
    except CookieError:
        return ""
    return cookie.value if cookie else ""


@cache
def _engine(name: str) -> type[SessionBase]:
    engine: type[SessionBase] = import_module(name).SessionStore
    return engine


def signed_in(key: str) -> User | None:
    """Who the session belongs to, as Django would say of a page: expired, changed password and shut out are nobody."""
    # A stand-in for a request: `get_user` asks it for its session and for nothing else.
    user = auth.get_user(SimpleNamespace(session=_engine(settings.SESSION_ENGINE)(key)))  # type: ignore[arg-type]
    return None if isinstance(user, AnonymousUser) or not user.is_active else user


def alive(key: str) -> bool:
    """Whether the session is still there: the quick question, asked at each press. Signing out deletes it."""
    engine = _engine(settings.SESSION_ENGINE)
    if not issubclass(engine, SessionStore):
        return engine().exists(key)
    # By hand: the ORM would take longer over this than over the press.
    with connection.cursor() as cursor:
        cursor.execute(_ALIVE, [key])
        return cursor.fetchone() is not None


_ALIVE = f"SELECT 1 FROM {Session._meta.db_table} WHERE session_key = %s"
