"""A whole meeting among simulated peers, in memory: how the past of the demo community came about."""

from collections.abc import Callable, Iterator, Mapping
from datetime import datetime, timedelta
from typing import Any

from soundingboard.agenda import events as happened
from soundingboard.agenda.room import apply, as_of
from soundingboard.agenda.state import Room, State
from soundingboard.agenda.view import view, wakes
from soundingboard.demo.peers import Act, View, next_act
from soundingboard.refusals import Refused

Acts = Callable[[View, str, int], Act | None]
Decode = Callable[[Mapping[str, Any], str], happened.Event]


def play(
    room: Room, seed: int, decode: Decode, arrivals: Mapping[str, datetime], acts: Acts = next_act
) -> Iterator[tuple[happened.Event, datetime]]:
    """What happens in `room` until it closes, event by event with its instant, when nobody but simulated peers comes.

    decode    a socket's message and who sent it, as an event (meetings.wire)
    arrivals  when each of those who come arrives; who is not named stays away
    acts      how they choose what to do: `next_act`, or `next_move` where hands and voices do not matter
    """
    coming = sorted(arrivals.items(), key=lambda item: item[1])
    now = min([room.starts, *arrivals.values()])
    room = as_of(room, now)
    while room.state is not State.CLOSED:
        event, now = _next(room, now, seed, decode, coming, acts)
        if event is None:
            room = as_of(room, now)
            continue
        try:
            room = apply(room, event, now)
        except Refused:
            continue  # as on the page: somebody else was faster
        yield event, now


def _next(
    room: Room, now: datetime, seed: int, decode: Decode, coming: list[tuple[str, datetime]], choose: Acts
) -> tuple[happened.Event | None, datetime]:
    """The next thing anybody does, or None and the instant at which something falls due."""
    shown = view(room, now)
    acts = [(act.after, person, act) for person in room.present if (act := choose(shown, person, seed)) is not None]
    due = wakes(room, now) or room.ends
    if coming and (coming[0][1] <= due):
        due = max(now, coming[0][1])
    first = min(acts, key=lambda act: act[:2], default=None)
    if first is not None and now + timedelta(seconds=first[0]) <= due:
        instant = now + timedelta(seconds=first[0])
        return decode(first[2].message, first[1]), instant
    if coming and coming[0][1] <= due:
        return happened.Arrived(coming.pop(0)[0]), due
    return None, due
