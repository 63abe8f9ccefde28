"""Makes the rooms: fifty meetings of six, all in the first presenter's questions. Prints how to get in, as JSON."""

import json
from datetime import timedelta
from typing import Any

import django

from bench.durable import ROOMS, SEATS

PHASE = "clarify"  # peers ask: hands go up and down, and people are called on


def main() -> None:
    django.setup()
    from django.conf import settings
    from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
    from django.contrib.sessions.backends.db import SessionStore
    from django.db import transaction

    from soundingboard.accounts import services as accounts
    from soundingboard.accounts.models import User
    from soundingboard.agenda import events as happened
    from soundingboard.clinicians import services as clinicians
    from soundingboard.clock import services as clock
    from soundingboard.meetings import queries, replay
    from soundingboard.meetings import services as meetings
    from soundingboard.meetings.models import Meeting

    def signed_in(user: User) -> str:
        session = SessionStore()
        session[SESSION_KEY] = str(user.pk)
        session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
        session[HASH_SESSION_KEY] = user.get_session_auth_hash()
        session.save()
        assert session.session_key is not None
        return session.session_key

    def into_the_first_turn(meeting: Meeting) -> None:
        first, *others = queries.seats(meeting)
        for seat in (first, *others):
            meetings.record(meeting, happened.Arrived(seat.person), seat=seat)
        meetings.record(meeting, happened.Started(first.person), seat=first)
        while (running := replay.room(meeting.public_id).room.running) is not None and running.phase.id != PHASE:
            meetings.record(meeting, happened.Advanced(first.person, running.key), seat=first)

    def made(room: int) -> dict[str, Any]:
        users = [accounts.enroll(f"{room}-{seat}@example.org", name=f"Person {seat}") for seat in range(1, SEATS + 1)]
        meeting = meetings.schedule(
            title=f"Room {room}",
            starts=clock.now() + timedelta(minutes=1),
            zone="America/New_York",
            minutes=90,
            clinicians=[clinicians.welcome(user) for user in users],
        )
        into_the_first_turn(meeting)
        return {
            "path": f"/live/meetings/{meeting.public_id}",
            "cookies": [f"{settings.SESSION_COOKIE_NAME}={signed_in(user)}" for user in users],
        }

    with transaction.atomic():
        rooms = [made(room) for room in range(ROOMS)]
    print(json.dumps(rooms))


if __name__ == "__main__":
    main()
