"""The meeting clock. Meetings ask it for the time; sign-in, mail and audit use real time.

On a real site it is real time, always, and asks the database nothing. In a demo and in tests (`MEETING_CLOCK_MOVES`)
one row that all processes read can move it ahead or make it run faster.
"""

import asyncio
import time
from collections.abc import Callable
from datetime import UTC, datetime

from django.conf import settings
from django.db import transaction

from soundingboard.clock import queries
from soundingboard.clock.events import REAL_TIME, Anchor, changed
from soundingboard.clock.models import AnchorRow
from soundingboard.refusals import Refused

FRESH = 0.25  # seconds for which a process trusts what it read; `forget_cache` ends it at once
FASTEST = 1000.0


class Backward(Refused):
    """The meeting clock was to show a time before the one it shows."""


_known: tuple[Anchor, float] | None = None  # what this process read last, and until when (monotonic) it trusts it


def now() -> datetime:
    """The time on the meeting clock, in UTC."""
    return current().at(real_now())


def real_now() -> datetime:
    """The time on the wall, in UTC."""
    return datetime.now(UTC)


def current() -> Anchor:
    """Where the meeting clock stands.

    Inside an event loop the last known anchor counts, however old, because nothing may wait there for the database:
    whoever runs the loop calls `refresh` from a thread when another process says that the clock was moved.
    """
    if not settings.MEETING_CLOCK_MOVES:
        return REAL_TIME
    if _known is not None and (time.monotonic() < _known[1] or in_event_loop()):
        return _known[0]
    return refresh()


def refresh() -> Anchor:
    """Read the anchor anew; whoever asked by `on_change` is told if it is another than this process knew."""
    before = _known
    anchor = queries.anchor() if settings.MEETING_CLOCK_MOVES else REAL_TIME
    remember(anchor)
    if before is not None and before[0] != anchor:
        changed.send(Anchor, anchor=anchor)
    return anchor


def set(*, meeting: datetime | None = None, rate: float | None = None) -> Anchor:
    """Put the meeting clock at `meeting` (aware; default: where it is) and let it run `rate` times as fast.

    A rate of 0 stops it. Every process sees the change; callbacks of this one hear of it on commit.
    raises  Refused, and changes nothing, on a real site, for a time before the one it shows, for a rate that is none
    """
    if not settings.MEETING_CLOCK_MOVES:
        raise Refused("On this site meetings run in real time.")
    if rate is not None and not 0 <= rate <= FASTEST:
        raise Refused("The clock cannot run at that speed.", fits=f"Choose 0 to {FASTEST:g} times.")
    with transaction.atomic():
        row = AnchorRow.objects.select_for_update().filter(pk=1).first()
        before = Anchor(row.real, row.meeting, row.rate) if row else REAL_TIME
        real = real_now()
        shown = before.at(real)
        if row and meeting is not None and meeting < shown:
            raise Backward("The meeting clock never goes backward: what happened has happened.")
        anchor = Anchor(real, meeting or shown, before.rate if rate is None else rate)
        AnchorRow.objects.update_or_create(
            pk=1, defaults={"real": anchor.real, "meeting": anchor.meeting, "rate": anchor.rate}
        )
        forget_cache()
        transaction.on_commit(lambda: announce(anchor))
    return anchor


def move_to(instant: datetime) -> Anchor:
    """Put the meeting clock at `instant`, or leave it where it is if that has passed, were it never moved before."""
    if instant <= now():
        return current()
    try:
        return set(meeting=instant)
    except Backward:
        return current()


def on_change(callback: Callable[[Anchor], None]) -> Callable[[], None]:
    """Call `callback` with the new anchor whenever this process learns that the clock was moved; returns an undo."""

    def told(anchor: Anchor, **_: object) -> None:
        callback(anchor)

    def undo() -> None:
        changed.disconnect(told)

    changed.connect(told, weak=False)
    return undo


def forget_cache() -> None:
    """Let the next question read the row again."""
    global _known
    _known = None


def announce(anchor: Anchor) -> None:
    remember(anchor)
    changed.send(Anchor, anchor=anchor)


def remember(anchor: Anchor) -> None:
    global _known
    _known = (anchor, time.monotonic() + FRESH)


def in_event_loop() -> bool:
    try:
        asyncio.get_running_loop()
    except RuntimeError:
        return False
    return True
