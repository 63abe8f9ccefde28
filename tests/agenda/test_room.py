"""The room, one situation at a time: who comes late, who has had enough, what no longer fits."""

from dataclasses import replace
from datetime import timedelta

import pytest

from soundingboard.agenda import events as happened
from soundingboard.agenda.agenda import Ask
from soundingboard.agenda.flow import OPEN_AFTER
from soundingboard.agenda.format import Role
from soundingboard.agenda.formats import load
from soundingboard.agenda.remains import tallies
from soundingboard.agenda.room import apply, as_of, next_due, opening
from soundingboard.agenda.schedule import behind, ends_at
from soundingboard.agenda.state import Pace, Room, State
from soundingboard.agenda.view import mine, view
from soundingboard.refusals import Refused
from tests.agenda import laws
from tests.agenda.rooms import AMARA, ELENA, JUN, MAYA, NOON, SAMIR, at, move_on, room_of, until, with_everyone


def test_the_meeting_starts_at_its_hour_and_nobody_has_to_press():
    room = apply(room_of(), happened.Arrived(MAYA), at(-5))

    assert as_of(room, at(-0.01)).state is State.WAITING
    assert as_of(room, at(3)).began == NOON


def test_nobody_there_at_the_hour_waits_for_the_first():
    room = apply(room_of(), happened.Arrived(MAYA), at(20))

    assert room.began == at(20)
    assert ends_at(room, at(20)) == at(90)


def test_a_meeting_nobody_came_to_closes_at_its_end():
    room = as_of(room_of(), at(90))

    assert room.state is State.CLOSED
    assert tallies(room) == {}


def test_two_presses_at_once_move_one_step():
    room = with_everyone(room_of())
    leaving = room.running.key

    room = apply(room, happened.Advanced(MAYA, leaving), at(5))

    with pytest.raises(Refused, match="already moved on"):
        apply(room, happened.Advanced(JUN, leaving), at(5))


def test_strict_moves_on_by_itself_and_ends_on_the_dot():
    room = as_of(with_everyone(room_of(pace=Pace.STRICT)), at(90))

    assert room.state is State.AFTER
    assert room.ended == at(90)
    assert as_of(room, at(90) + OPEN_AFTER).state is State.CLOSED


def test_gentle_waits_for_a_word_while_the_rest_is_divided_again():
    room = until(with_everyone(room_of()), "present/2")
    before = view(room, room.at)["shares"]

    late = as_of(room, room.running.due + timedelta(minutes=9, seconds=30))

    assert late.running.key == "present/2"
    after = view(late, late.at)["shares"]
    assert behind(late, late.at) == 0
    assert all(after[person] < before[person] for person in "345")


def test_running_over_takes_from_ones_own_turn_first():
    room = until(with_everyone(room_of()), "present/2")

    late = as_of(room, room.running.due + timedelta(minutes=2))

    assert view(late, late.at)["shares"] == view(room, room.at)["shares"]


def test_who_is_late_presents_at_the_end():
    room = room_of()
    for person in (AMARA, JUN, ELENA, SAMIR):
        room = apply(room, happened.Arrived(person), at(-1))
    room = as_of(room, NOON)
    while room.running.turn is None:
        room = move_on(room, room.running.due, by=AMARA)

    assert room.presenter == AMARA
    room = apply(room, happened.Arrived(MAYA), room.at)
    assert [turn.presenter for turn in room.turns] == [JUN, ELENA, SAMIR, MAYA]


def test_who_never_comes_leaves_their_time_to_the_others():
    room = room_of()
    for person in (AMARA, JUN, ELENA, SAMIR):
        room = apply(room, happened.Arrived(person), at(-1))
    room = as_of(room, NOON)
    while room.state is State.OPEN:
        room = move_on(room, max(room.at, room.running.due), by=AMARA)

    assert {over.presenter for over in room.past} == {None, AMARA, JUN, ELENA, SAMIR}
    assert room.ended == at(90)


def test_who_sat_out_the_turn_before_the_last_has_their_own():
    room = until(with_everyone(room_of()), "present/4")
    room = apply(room, happened.Left(SAMIR), room.at)
    while room.presenter == ELENA:
        room = move_on(room, room.running.due)

    assert room.presenter == SAMIR
    room = apply(room, happened.Arrived(SAMIR), room.at + timedelta(seconds=1))
    assert as_of(room, room.at + timedelta(minutes=2)).presenter == SAMIR


def test_who_was_expected_back_and_does_not_come_is_waited_for_a_minute():
    room = until(with_everyone(room_of()), "present/4")
    room = apply(room, happened.Left(SAMIR), room.at)
    while room.presenter == ELENA:
        room = move_on(room, room.running.due)

    room = as_of(room, room.at + timedelta(minutes=1))

    assert room.running.key == "exchange"
    assert ends_at(room, room.at) == at(90)
    laws.check(room, room.at)


def test_nothing_to_present_gives_the_time_to_the_others():
    room = with_everyone(room_of())
    before = view(room, NOON)["shares"]

    room = apply(room, happened.Passed(SAMIR), NOON)

    after = view(room, NOON)["shares"]
    assert SAMIR not in after
    assert all(after[person] > before[person] for person in after)
    assert tallies(as_of(room, at(300)))[SAMIR].passed


def test_where_one_presents_the_next_by_the_ledger_stands_in():
    room = opening(load("dilemma"), tuple("12345"), NOON, 3000, ledger={JUN: 600, SAMIR: 300})
    assert [turn.presenter for turn in room.turns] == [JUN]

    room = apply(room, happened.Passed(JUN), at(-5))

    assert [turn.presenter for turn in room.turns] == [SAMIR]


def test_a_pause_eats_time_and_the_end_stays():
    room = until(with_everyone(room_of()), "present/1")
    due = room.running.due
    room = apply(room, happened.Paused(JUN), room.at + timedelta(seconds=30))

    room = apply(room, happened.Resumed(JUN), room.at + timedelta(minutes=5))

    assert room.running.due == due + timedelta(minutes=5)
    assert ends_at(room, room.at) == at(90)


def test_one_more_minute_comes_from_everyone_who_follows():
    room = until(with_everyone(room_of()), "present/1")
    before = view(room, room.at)["shares"]

    room = apply(room, happened.Extended(JUN, "present/1"), room.at)

    after = view(room, room.at)["shares"]
    assert after["1"] == before["1"] + 60
    assert {before[person] - after[person] for person in "2345"} == {15}


def test_no_minute_is_given_that_would_end_the_meeting_late():
    room = until(with_everyone(room_of("open-round", "1234", 60)), "close")
    room = as_of(room, at(60))

    with pytest.raises(Refused, match="no minute left"):
        apply(room, happened.Extended(JUN, "close"), at(60))


def test_yielding_gives_the_rest_of_the_turn_to_the_others():
    room = until(with_everyone(room_of()), "clarify/1")

    room = apply(room, happened.Yielded(MAYA, "clarify/1"), room.at)

    assert room.running.key == "present/2"
    with pytest.raises(Refused, match="Only the presenter"):
        apply(room, happened.Yielded(MAYA, "present/2"), room.at)


def test_danger_stops_the_clock_and_keeps_the_time_of_who_goes_to_act():
    room = until(with_everyone(room_of()), "clarify/1")
    room = apply(room, happened.Danger(AMARA), room.at + timedelta(seconds=30))
    room = apply(room, happened.Left(MAYA), room.at + timedelta(seconds=20))
    stopped = room

    room = apply(room, happened.Resumed(AMARA), room.at + timedelta(minutes=4))

    assert room.presenter == AMARA
    kept = room.turns[-1]
    assert kept.presenter == MAYA
    assert kept.held == (stopped.running.turn_due - stopped.stopped) // timedelta(seconds=1)
    assert ends_at(room, room.at) == at(90)


def test_hands_are_called_by_who_has_spoken_least():
    room = until(with_everyone(room_of()), "respond/1")
    room = apply(room, happened.Speaking(JUN, JUN), room.at)
    room = apply(room, happened.Speaking(JUN, None), room.at + timedelta(seconds=40))
    room = apply(room, happened.HandRaised(JUN), room.at)
    room = apply(room, happened.HandRaised(SAMIR), room.at)

    assert view(room, room.at)["hands"] == [SAMIR, JUN]
    assert mine(room, JUN, room.at)["spoken"] == 40


def test_who_listens_is_not_called_on():
    room = until(with_everyone(room_of()), "respond/1")

    with pytest.raises(Refused, match="listens"):
        apply(room, happened.HandRaised(MAYA), room.at)


def test_only_the_timekeeper_moves_on_where_the_group_wants_it_and_all_when_gone_a_minute():
    room = with_everyone(room_of(timekeeper=True))
    keeper = room.roles[Role.TIMEKEEPER]
    other = next(person for person in room.seats if person != keeper)

    with pytest.raises(Refused, match="timekeeper"):
        move_on(room, at(5), by=other)
    room = apply(room, happened.Left(keeper), at(5))
    with pytest.raises(Refused, match="timekeeper"):
        move_on(room, at(5.9), by=other)
    assert move_on(room, at(6), by=other).running.key == "asks"


def test_the_bell_is_the_observers():
    room = with_everyone(room_of("dbt-team"))
    observer = room.roles[Role.OBSERVER]
    other = next(person for person in room.seats if person != observer)

    assert apply(room, happened.Bell(observer), NOON).last.kind == "bell"
    with pytest.raises(Refused, match="observer"):
        apply(room, happened.Bell(other), NOON)


def test_minutes_are_cut_by_need_when_time_runs_short():
    asks = {MAYA: Ask(minutes=20, level=1), JUN: Ask(minutes=30, level=3), SAMIR: Ask(minutes=30, level=4)}
    room = opening(load("dbt-team"), tuple("12345"), NOON, 5400, presenting=[MAYA, JUN, SAMIR], asks=asks)

    shares = view(room, NOON)["shares"]

    assert shares[MAYA] == 1200
    assert shares[JUN] == 1800
    assert shares[SAMIR] == 63 * 60 - 3000


def test_someone_seated_late_has_a_turn_too():
    room = with_everyone(room_of("open-round", "1234"))

    room = apply(room, happened.Seated(None, "5"), at(1))

    assert room.turns[-1].presenter == "5"
    laws.check(room, at(1))


def test_someone_who_loses_their_seat_in_their_turn_leaves_it_to_the_others():
    room = until(with_everyone(room_of()), "clarify/1")

    room = apply(room, happened.Unseated(None, MAYA), room.at)

    assert room.running.key == "present/2"
    laws.check(room, room.at)


def test_an_early_start_keeps_the_minutes_and_ends_early():
    room = apply(room_of(), happened.Arrived(MAYA), at(-20))

    room = apply(room, happened.Started(MAYA), at(-10))

    assert ends_at(room, room.at) == at(80)
    with pytest.raises(Refused, match="too early"):
        apply(replace(room_of(), presence=room.presence), happened.Started(MAYA), at(-61))


def test_a_forgotten_room_closes_an_hour_after_its_end():
    room = with_everyone(room_of())

    assert as_of(room, at(149)).state is State.OPEN
    assert as_of(room, at(150)).state is State.CLOSED


def test_nothing_is_due_in_a_closed_room():
    assert next_due(as_of(room_of(), at(90))) is None


def by_need(**asks: Ask) -> Room:
    """An hour of five, by need; `_1=Ask(...)` is what Maya asks for."""
    return opening(load("dbt-team"), "12345", NOON, 3600, asks={who[1:]: ask for who, ask in asks.items()})


URGENT = Ask(level=1, minutes=34)  # of forty: one turn of four minutes fits beside it, and no second one


def test_what_does_not_fit_has_no_turn_and_is_carried_to_the_next_agenda():
    room = with_everyone(by_need(_3=URGENT))
    assert [turn.presenter for turn in room.turns] == [JUN, MAYA]
    assert view(room, room.at)["shares"][JUN] == 34 * 60

    over = until(room, "close")
    over = move_on(over, over.running.due)

    assert {person for person, tally in tallies(over).items() if tally.carried} == {AMARA, ELENA, SAMIR}


def test_who_needed_less_leaves_room_for_what_did_not_fit():
    room = until(with_everyone(by_need(_3=URGENT)), "state/3")

    room = apply(room, happened.Yielded(JUN, "state/3"), room.at + timedelta(minutes=2))

    assert [room.presenter, *(turn.presenter for turn in room.turns)] == [MAYA, AMARA, ELENA, SAMIR]
    assert room.carried == ()
    laws.check(room, room.at)


def test_nothing_to_present_gives_the_time_to_what_did_not_fit():
    room = apply(with_everyone(by_need(_3=URGENT)), happened.Passed(MAYA), NOON)

    assert [turn.presenter for turn in room.turns] == [JUN, AMARA]
    room = apply(room, happened.Passed(JUN), NOON)
    assert [turn.presenter for turn in room.turns] == [AMARA, ELENA, SAMIR]
    assert view(room, NOON)["shares"].keys() == {AMARA, ELENA, SAMIR}


def test_who_did_not_fit_and_has_nothing_to_present_waits_no_longer():
    room = apply(with_everyone(by_need(_3=URGENT)), happened.Passed(SAMIR), NOON)

    room = as_of(room, at(24 * 60))

    tally = tallies(room)[SAMIR]
    assert (tally.passed, tally.carried) == (True, False)


def test_who_came_and_was_not_reached_is_carried_over_and_who_did_not_come_is_not():
    room = by_need()
    for person in (MAYA, AMARA, JUN, ELENA):
        room = apply(room, happened.Arrived(person), NOON - timedelta(minutes=1))
    room = until(as_of(room, NOON), "state/2")

    room = apply(room, happened.Ended(MAYA), room.at + timedelta(minutes=1))

    assert {person for person, tally in tallies(room).items() if tally.carried} == {JUN, ELENA}
    assert not any(tally.carried for tally in tallies(as_of(with_everyone(room_of()), at(24 * 60))).values())
