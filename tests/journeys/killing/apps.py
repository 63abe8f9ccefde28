"""Arms the process from the environment: KILL_AT is `point:press`, the press counted in this process."""

import os
import signal
from collections.abc import Callable
from itertools import count
from typing import Any

from django.apps import AppConfig

POINTS = ("inserted", "committed", "announced")


class KillingConfig(AppConfig):
    name = "tests.journeys.killing"

    def ready(self) -> None:
        point, _, press = os.environ.get("KILL_AT", "").partition(":")
        if point:
            arm(point, int(press))


def arm(point: str, press: int) -> None:
    """End this process at `point` of its press number `press`, counted from 1.

    inserted   the row is written, the transaction is not committed
    committed  the transaction is committed, nobody has been told
    announced  the others have been told, the one who pressed has no answer yet
    """
    from soundingboard.live.bus import MemoryBus
    from soundingboard.meetings.services import recording

    dies = mortal(press)
    if point == "inserted":
        recording._insert = before(recording._insert, dies, after=True)  # type: ignore[assignment]
    elif point == "committed":
        MemoryBus._tell = before(MemoryBus._tell, dies)  # type: ignore[assignment,method-assign]
    else:
        MemoryBus._tell = before(MemoryBus._tell, dies, after=True)  # type: ignore[assignment,method-assign]


def mortal(press: int) -> Callable[[], None]:
    numbers = count(1)

    def dies() -> None:
        if next(numbers) == press:
            os.kill(os.getpid(), signal.SIGKILL)

    return dies


def before(function: Callable[..., Any], dies: Callable[[], None], *, after: bool = False) -> Callable[..., Any]:
    def called(*arguments: Any, **named: Any) -> Any:
        if not after:
            dies()
        result = function(*arguments, **named)
        if after:
            dies()
        return result

    return called
