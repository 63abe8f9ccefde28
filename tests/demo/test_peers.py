"""Simulated peers play every format to a lawful end."""

from datetime import UTC, datetime, timedelta

import pytest

from soundingboard.agenda.formats import shipped
from soundingboard.agenda.remains import tallies
from soundingboard.agenda.room import apply, as_of, opening
from soundingboard.agenda.state import Pace, Rules, State
from soundingboard.agenda.view import view
from soundingboard.demo.peers import next_act
from soundingboard.demo.play import play
from soundingboard.demo.services import decode
from tests.agenda import laws

NOON = datetime(2026, 11, 24, 12, tzinfo=UTC)


@pytest.mark.parametrize("pace", Pace)
@pytest.mark.parametrize("format", shipped(), ids=lambda format: format.id)
def test_peers_alone_bring_every_format_to_its_end(format, pace):
    people = tuple(str(place + 1) for place in range(format.size.usual))
    room = opening(format, people, NOON, format.usual_minutes * 60, rules=Rules(pace))
    arrivals = {person: NOON - timedelta(minutes=3) for person in people}
    arrivals[people[-1]] = NOON + timedelta(minutes=4)

    for happened, at in play(room, 7, decode, arrivals):
        room = apply(room, happened, at)
        laws.check(room, at)
    room = as_of(room, NOON + timedelta(days=1))

    assert room.state is State.CLOSED
    assert room.ended is not None
    assert abs((room.ended - room.ends).total_seconds()) < 5 * 60
    assert {person for person, tally in tallies(room).items() if tally.own} == {
        over.presenter for over in room.past if over.presenter
    }


def test_the_same_seed_and_the_same_view_give_the_same_press():
    room = opening(shipped()[0], ("1", "2", "3"), NOON, 3600)
    for happened, at in play(room, 7, decode, dict.fromkeys("123", NOON - timedelta(minutes=1))):
        room = apply(room, happened, at)
        shown = view(room, at)
        assert next_act(shown, "2", 5) == next_act(shown, "2", 5)
        if room.state is State.AFTER:
            break
