"""What a server serves: pages by Django, sockets by `live`, and the lifespan that starts and stops what they need."""

import logging
import os
import sys
from typing import Any

from django.conf import settings
from django.core.asgi import get_asgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "soundingboard.site.settings")
pages = get_asgi_application()

from soundingboard.jobs import worker  # noqa: E402  (Django is set up by now)
from soundingboard.live.hub import Hub  # noqa: E402
from soundingboard.live.sockets import Receive, Scope, Send, Sockets  # noqa: E402
from soundingboard.meetings import sockets as meetings  # noqa: E402

log = logging.getLogger(__name__)

ROUTES = {"live/meetings/<public_id>": meetings.room}


class Application:
    """One serving process. It may be started again after it was stopped."""

    def __init__(self) -> None:
        self._sockets: Sockets | None = None

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        match scope["type"]:
            case "lifespan":
                await self._live(receive, send)
            case "http":
                await pages(scope, receive, send)  # type: ignore[arg-type]  # the stubs name asgiref's own scopes
            case "websocket":
                assert self._sockets is not None, "The server did not run the lifespan."
                await self._sockets(scope, receive, send)

    async def _live(self, receive: Receive, send: Send) -> None:
        await receive()  # lifespan.startup
        try:
            await self.start()
        except Exception as error:
            log.error("the server could not start: %s", type(error).__name__)
            await send({"type": "lifespan.startup.failed", "message": str(error)})
            return
        await send({"type": "lifespan.startup.complete"})
        await receive()  # lifespan.shutdown
        await self.stop()
        await send({"type": "lifespan.shutdown.complete"})

    async def start(self) -> None:
        # A thread that comes back from the disk waits this long for the loop at most; by default it is 5 ms, which
        # everyone in a busy room would wait for.
        sys.setswitchinterval(0.0005)
        hub = Hub(chores=meetings.CHORES)
        await hub.start()
        self._sockets = Sockets(ROUTES, hub)
        self._sockets.start()
        if settings.SOUNDINGBOARD.worker:
            worker.start_worker()

    async def stop(self) -> None:
        if settings.SOUNDINGBOARD.worker:
            worker.stop_worker()
        if self._sockets is not None:
            await self._sockets.stop()
            await self._sockets.hub.stop()
            self._sockets = None


application: Any = Application()
