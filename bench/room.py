"""`soundingboard serve`, as it is; or with nothing stored, so that what the hub alone can carry is seen.

With `nothing-stored` each press goes the same way through the same threads and the same rules, and its row is left
out: the room it makes is kept in memory and announced as after a commit.
"""

import sys
from datetime import datetime

import django

from soundingboard.site import serving


def keep_nothing() -> None:
    """Let this process record presses without a row."""
    from soundingboard.agenda import events as happened
    from soundingboard.clock import services as clock
    from soundingboard.live.bus import MemoryBus, bus
    from soundingboard.meetings import replay, services
    from soundingboard.meetings.models import Meeting, Seat
    from soundingboard.meetings.services.recording import Also, topic

    announcer = bus()
    assert isinstance(announcer, MemoryBus)

    def record(
        meeting: Meeting,
        event: happened.Event,
        *,
        seat: Seat | None = None,
        in_stead_of: Seat | None = None,
        client_id: str | None = None,
        also: Also | None = None,
        at: datetime | None = None,
    ) -> int:
        read = replay.known_room(meeting.public_id) or replay.room(meeting.public_id)
        number = read.number + 1
        room = replay.step(read.room, number, event, max(at or clock.now(), read.room.at))
        replay.remember(meeting.public_id, replay.Read(room, number))
        announcer._tell(topic(meeting.public_id), number)
        return number

    services.record = record


if __name__ == "__main__":
    if "nothing-stored" in sys.argv:
        django.setup()
        keep_nothing()
    sys.exit(serving.main(["--port", "0"]))
