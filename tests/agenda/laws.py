"""What holds in every room after every event: design 4.1."""

from datetime import datetime, timedelta
from itertools import pairwise

from soundingboard.agenda.remains import tallies
from soundingboard.agenda.schedule import busy_until, ends_at, least_rest, schedule
from soundingboard.agenda.state import Room, State
from soundingboard.refusals import Refused

SECOND = timedelta(seconds=1)
UNDER_WAY = (State.OPEN, State.PAUSED, State.DANGER)


def gives_a_reason(refusal: Refused) -> None:
    """A lawful no says why, in a sentence."""
    assert refusal.what.endswith(".")


def check(room: Room, now: datetime) -> None:
    """Assert every law on `room` as it stands at `now`."""
    the_past_is_one_unbroken_line(room)
    people_are_where_they_can_be(room)
    if room.state in UNDER_WAY:
        what_is_ahead_is_one_unbroken_line(room, now)
        shares_not_begun_are_equal(room, now)
        it_ends_on_time_if_it_can(room, now)
    if room.state in (State.AFTER, State.CLOSED):
        tallies_add_up(room)


def the_past_is_one_unbroken_line(room: Room) -> None:
    instants = [room.began]
    for over in room.past:
        assert over.starts == instants[-1]
        assert over.ends >= over.starts
        instants.append(over.ends)
    if room.running is not None:
        assert room.running.starts == instants[-1]
    elif room.began is not None and room.ended is not None:
        assert room.ended == instants[-1]


def what_is_ahead_is_one_unbroken_line(room: Room, now: datetime) -> None:
    first, *ahead = schedule(room, now)
    assert room.running is not None
    assert first.key == room.running.key
    for earlier, later in pairwise(ahead):
        assert timedelta() <= later.starts - (earlier.starts + earlier.seconds * SECOND) < SECOND
    assert all(item.seconds >= 1 for item in ahead)
    assert len({item.key for item in ahead}) == len(ahead)


def shares_not_begun_are_equal(room: Room, now: datetime) -> None:
    if room.format.division == "by-need":
        return
    free = {turn.presenter for turn in room.turns if turn.wish is None and turn.held is None}
    shares = dict.fromkeys(free, 0)
    for item in schedule(room, now):
        if item.presenter in free and item.presenter != room.presenter:
            shares[item.presenter] += item.seconds
    if shares:
        assert max(shares.values()) - min(shares.values()) <= 1


def it_ends_on_time_if_it_can(room: Room, now: datetime) -> None:
    """On time whenever the minima left fit; otherwise the overrun is the least possible."""
    ahead = bool(room.before or room.turns or room.after)
    least_end = busy_until(room, now) + least_rest(room) * SECOND
    ends = ends_at(room, now)
    if not ahead:
        assert abs(ends - max(busy_until(room, now), now)) < SECOND
    elif least_end <= room.ends:
        assert timedelta() <= room.ends - ends < SECOND or not (room.before or room.after)
        assert ends <= room.ends
    else:
        assert abs(ends - least_end) < SECOND


def what_is_most_urgent_is_not_cut(room: Room, now: datetime) -> None:
    """By need, before anything has happened: not for anything less urgent."""
    if room.format.division != "by-need" or not room.turns:
        return
    shares = dict.fromkeys((turn.presenter for turn in room.turns), 0)
    for item in schedule(room, now):
        if item.presenter in shares:
            shares[item.presenter] += item.seconds
    levels = [turn.level for turn in room.turns]
    if min(levels) < max(levels):
        assert all(shares[turn.presenter] >= (turn.wish or 0) for turn in room.turns if turn.level == min(levels))


def people_are_where_they_can_be(room: Room) -> None:
    presenting = [turn.presenter for turn in room.turns]
    assert len(set(presenting)) == len(presenting)
    assert set(presenting) <= set(room.seats)
    assert not set(presenting) & set(room.passed)
    carried = [turn.presenter for turn in room.carried]
    assert len(set(carried)) == len(carried)
    assert set(carried) <= set(room.seats) - set(presenting) - room.passed
    assert set(room.hands) <= set(room.present)
    assert room.speaking is None or room.is_present(room.speaking)
    if room.state is State.CLOSED:
        assert room.present == ()
    if room.state in (State.WAITING, State.AFTER, State.CLOSED):
        assert room.running is None


def tallies_add_up(room: Room) -> None:
    """Turns and common segments make up the meeting; nobody was there longer than it lasted."""
    if room.began is None or room.ended is None:
        return
    lasted = (room.ended - room.began).total_seconds()
    paused = sum((end - start).total_seconds() for start, end in room.stops)
    common = sum((over.ends - over.starts).total_seconds() for over in room.past if over.presenter is None)
    own = sum(tally.own for tally in tallies(room).values())
    assert own <= lasted - paused + 1
    assert own + common >= lasted - paused - len(room.seats) - 1
    for tally in tallies(room).values():
        assert 0 <= tally.responding + tally.own <= lasted - paused + 1
        assert 0 <= tally.present <= lasted
