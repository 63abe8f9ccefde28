"""The room: every sequence of events is either refused with a reason or ends in a lawful room."""

import pickle
from contextlib import suppress
from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from soundingboard.agenda import events as happened
from soundingboard.agenda.agenda import Ask
from soundingboard.agenda.format import Role
from soundingboard.agenda.formats import load
from soundingboard.agenda.permits import EARLY
from soundingboard.agenda.room import apply, as_of, opening
from soundingboard.agenda.schedule import schedule
from soundingboard.agenda.state import Pace, Room, Rules
from soundingboard.agenda.view import _acts, acts, lay_out, mine, moving, still_laid_out, view
from soundingboard.refusals import Refused
from tests.agenda import laws
from tests.agenda.rooms import NOON, at, until
from tests.agenda.strategies import formats

PRESSED_UNDER_WAY = (
    *("hand", "lower", "speak", "quiet", "hand", "lower", "speak", "words", "pass", "left", "arrive", "role"),
    *("advance", "extend", "yield", "skip", "skip ahead", "pause", "resume", "seat", "unseat"),
)


@st.composite
def stories(draw):
    """A room with any format and rules, and presses by anyone at any time."""
    format = draw(formats())
    people = [str(place + 1) for place in range(draw(st.integers(format.size.least, format.size.most)))]
    minutes = draw(st.sampled_from([*format.lengths, format.usual_minutes + 7]))
    asks = {
        person: Ask(minutes=draw(st.none() | st.integers(1, 40)), level=draw(st.none() | st.integers(1, 5)))
        for person in draw(st.lists(st.sampled_from(people), unique=True, max_size=3))
    }
    rules = Rules(draw(st.sampled_from(Pace)), timekeeper=draw(st.booleans()))
    waited = draw(st.frozensets(st.sampled_from(people), max_size=2))
    room = opening(
        format, people, NOON, minutes * 60, rules=rules, asks=asks, ledger={people[-1]: 300}, carried_over=waited
    )
    presses = draw(
        st.lists(
            st.tuples(
                st.integers(0, 25 * 60 * 1000),
                st.sampled_from([*people, "9"]),
                st.sampled_from(
                    ["arrive"] * 6
                    + ["advance"] * 8
                    + ["left", "extend", "yield", "pass", "skip", "skip ahead", "pause", "resume", "hand", "lower"]
                    + ["speak", "quiet", "bell", "role", "words", "danger", "seat", "unseat", "start", "stale", "end"]
                ),
            ),
            max_size=40,
        )
    )
    return room, presses


def press(room: Room, by: str, what: str) -> happened.Event:
    """The event a person means by a press, as the page would send it."""
    key = room.running.key if room.running else "nothing"
    ahead = [item.key for item in schedule(room, room.at)] if room.running else ["nothing"]
    return {
        "arrive": happened.Arrived(by),
        "left": happened.Left(by),
        "start": happened.Started(by),
        "advance": happened.Advanced(by, key),
        "stale": happened.Advanced(by, "long ago"),
        "extend": happened.Extended(by, key),
        "yield": happened.Yielded(by, key),
        "pass": happened.Passed(by),
        "skip": happened.Skipped(by, key),
        "skip ahead": happened.Skipped(by, ahead[-1]),
        "pause": happened.Paused(by),
        "resume": happened.Resumed(by),
        "hand": happened.HandRaised(by),
        "lower": happened.HandLowered(by),
        "speak": happened.Speaking(by, by),
        "quiet": happened.Speaking(by, None),
        "bell": happened.Bell(by),
        "role": happened.RoleTaken(by, (room.format.roles or (Role.FACILITATOR,))[0]),
        "words": happened.WordsAdded(by, "w1", "hope", "all"),
        "danger": happened.Danger(by),
        "seat": happened.Seated(None, by),
        "unseat": happened.Unseated(None, by),
        "end": happened.Ended(by),
    }[what]


@given(story=stories())
@settings(max_examples=120, deadline=None)
def test_every_sequence_is_refused_with_a_reason_or_ends_in_a_lawful_room(story):
    room, presses = story
    now = NOON - EARLY
    laws.what_is_most_urgent_is_not_cut(room, NOON)
    for milliseconds, by, what in presses:
        now += timedelta(milliseconds=milliseconds)
        before = as_of(room, now)
        laws.check(before, now)
        try:
            room = apply(room, press(before, by, what), now)
        except Refused as refusal:
            laws.gives_a_reason(refusal)
            continue
        laws.check(room, now)
        shown = view(room, now)
        assert shown["number"] == room.number
        assert all(mine(room, person, now)["me"] == person for person in room.seats)
        assert all(acts(room, person) == _acts(room, person) for person in room.seats)


@given(
    presses=st.lists(
        st.tuples(st.integers(0, 45_000), st.sampled_from("123456"), st.sampled_from(PRESSED_UNDER_WAY)),
        min_size=15,
        max_size=40,
    ),
    timekeeper=st.booleans(),
)
@settings(max_examples=25, deadline=None)
def test_a_layout_that_still_holds_shows_and_allows_what_a_new_one_does(presses, timekeeper):
    people = "123456"
    room = opening(load("open-round"), people, NOON, 90 * 60)
    for person in people:
        room = apply(room, happened.Arrived(person), NOON)
    room, now = replace(until(room, "clarify/1"), rules=Rules(timekeeper=timekeeper)), NOON
    layout = lay_out(room, room.at)
    for milliseconds, by, what in presses:
        now = max(now + timedelta(milliseconds=milliseconds), room.at)
        room = as_of(room, now)
        with suppress(Refused):
            room = apply(room, press(room, by, what), now)
        if not still_laid_out(layout, room, now):
            layout = lay_out(room, now)
        assert moving(room, now) | layout.shown == view(room, now)
        for person in room.seats:
            assert mine(room, person, now, layout) == mine(room, person, now)


@given(story=stories(), often=st.integers(1, 4))
@settings(max_examples=50, deadline=None)
def test_asking_in_between_changes_nothing(story, often):
    watched, presses = story
    unwatched, now = watched, NOON - EARLY
    for milliseconds, by, what in presses:
        for part in range(1, often + 1):
            watched = as_of(watched, now + timedelta(milliseconds=milliseconds * part // often))
        now += timedelta(milliseconds=milliseconds)
        event = press(as_of(unwatched, now), by, what)
        try:
            unwatched = apply(unwatched, event, now)
        except Refused:
            with pytest.raises(Refused):
                apply(watched, event, now)
        else:
            watched = apply(watched, event, now)
            assert watched == unwatched
    assert as_of(watched, at(24 * 60)) == as_of(unwatched, at(24 * 60))


@given(story=stories(), cut=st.floats(0, 1))
@settings(max_examples=50, deadline=None)
def test_a_room_from_all_its_rows_is_the_room_from_a_snapshot_and_the_rest(story, cut):
    opened, presses = story
    room, rows, now = opened, [], NOON - EARLY
    for milliseconds, by, what in presses:
        now += timedelta(milliseconds=milliseconds)
        event = press(as_of(room, now), by, what)
        try:
            room = apply(room, event, now)
        except Refused:
            continue
        rows.append((*happened.to_row(event), event.by, now))

    def replayed(room: Room, rows) -> Room:
        for kind, payload, by, when in rows:
            room = apply(room, happened.from_row(kind, payload, by), when)
        return room

    middle = int(cut * len(rows))
    snapshot = pickle.dumps(replayed(opened, rows[:middle]))
    assert replayed(opened, rows) == room
    assert replayed(pickle.loads(snapshot), rows[middle:]) == room


@given(formats(), st.data())
@settings(max_examples=20, deadline=None)
def test_events_go_to_rows_and_back(format, data):
    room = opening(format, ["1", "2", "3"], NOON, format.usual_minutes * 60)
    for what in ("arrive", "role", "words", "advance", "skip ahead", "speak", "seat", "unseat"):
        event = press(room, data.draw(st.sampled_from(["1", "2"])), what)
        kind, payload = happened.to_row(event)
        assert happened.from_row(kind, payload, event.by) == event
