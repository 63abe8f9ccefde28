"""plan(): exact sums, fair shares, clear refusals."""

from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from soundingboard.agenda.agenda import Ask
from soundingboard.agenda.format import Division
from soundingboard.agenda.formats import load, shipped
from soundingboard.agenda.plan import Preferences, least_turn, level_of, plan
from soundingboard.agenda.room import opening
from soundingboard.agenda.schedule import schedule
from soundingboard.agenda.shares import CannotPlan
from tests.agenda import laws
from tests.agenda.strategies import formats

CAST = ("Maya", "Amara", "Jun", "Elena", "Samir", "Rosa", "Tomasz", "Ines")


@st.composite
def requests(draw, divisions=tuple(Division)):
    format = draw(formats(divisions))
    people = [str(place + 1) for place in range(draw(st.integers(format.size.least, format.size.most)))]
    asks = draw(
        st.dictionaries(
            st.sampled_from(people),
            st.builds(Ask, minutes=st.none() | st.floats(1, 60), level=st.none() | st.integers(1, 5)),
            max_size=4,
        )
    )
    ledger = draw(st.dictionaries(st.sampled_from(people), st.integers(-3600, 3600), max_size=4))
    presenting = draw(st.none() | st.lists(st.sampled_from(people), unique=True, min_size=1).map(tuple))
    return format, people, draw(st.integers(60, 3 * 3600)), asks, ledger, presenting


@given(requests())
@settings(max_examples=120, deadline=None)
def test_an_agenda_sums_exactly_and_gives_each_segment_at_least_a_second(request):
    format, people, seconds, asks, ledger, presenting = request
    try:
        agenda = plan(format, people, seconds, asks=asks, ledger=ledger, preferences=Preferences(presenting=presenting))
    except CannotPlan as refusal:
        laws.gives_a_reason(refusal)
        return

    assert sum(segment.seconds for segment in agenda.segments) == seconds
    assert all(segment.seconds >= 1 for segment in agenda.segments)
    assert [segment.start for segment in agenda.segments] == [
        sum(segment.seconds for segment in agenda.segments[:place]) for place in range(len(agenda.segments))
    ]
    assert len({segment.key for segment in agenda.segments}) == len(agenda.segments)
    assert all(share >= least_turn(format) for share in agenda.shares.values())
    assert set(agenda.presenters) | set(agenda.carried) | set(agenda.waiting) <= set(presenting or people)


@given(requests())
@settings(max_examples=60, deadline=None)
def test_where_everyone_has_a_turn_the_shares_are_equal_to_a_second(request):
    format, people, seconds, _, ledger, presenting = request
    if format.division is not Division.EACH:
        return
    try:
        agenda = plan(format, people, seconds, ledger=ledger, preferences=Preferences(presenting=presenting))
    except CannotPlan:
        return

    shares = [agenda.shares[person] for person in agenda.presenters]
    owed = [ledger.get(person, 0) for person in agenda.presenters]
    assert max(shares) - min(shares) <= 1
    assert owed == sorted(owed, reverse=True)
    assert shares == sorted(shares, reverse=True)


@pytest.mark.parametrize("format", shipped(), ids=lambda format: format.id)
def test_every_format_plans_to_its_own_minutes_at_its_usual_size(format):
    people = [str(place + 1) for place in range(format.size.usual)]

    agenda = plan(format, people, format.usual_minutes * 60)

    once = [segment for segment in agenda.segments if segment.presenter is None]
    for segment in once:
        phase = next(phase for phase in format.phases if phase.id == segment.phase)
        length = max(length for length in phase.minutes if length <= format.usual_minutes or len(phase.minutes) == 1)
        assert segment.seconds == phase.minutes[length] * 60


def test_the_weekly_team_has_twelve_minutes_each_in_ninety():
    agenda = plan(load("open-round"), CAST[:6], 5400)

    assert set(agenda.shares.values()) == {720}
    assert [segment.seconds for segment in agenda.segments][:2] == [300, 300]


def test_twelve_in_fifteen_minutes_are_refused_with_what_would_fit():
    with pytest.raises(CannotPlan) as refusal:
        plan(load("open-round"), CAST[:8], 3600)

    assert (
        str(refusal.value)
        == "8 turns in 44:00 leave 5:30 each; this format needs 6:00. 7 turns fit, or plan 64 minutes."
    )


def test_where_no_turn_fits_at_all_the_length_that_would_do_is_said():
    with pytest.raises(CannotPlan) as refusal:
        plan(load("open-round"), CAST[:5], 900)

    assert (
        str(refusal.value)
        == "5 turns of 6:00 at least and what goes around them do not fit in that time. Plan 46 minutes."
    )


def test_a_size_outside_the_formats_own_is_refused():
    with pytest.raises(CannotPlan, match="is for 3 to 4 people; 5 would come"):
        plan(load("troika"), CAST[:5], 1800)


def test_who_asks_for_more_has_it_and_the_others_stay_equal():
    agenda = plan(load("open-round"), CAST[:5], 5400, asks={"Jun": Ask(minutes=20)})

    others = {share for person, share in agenda.shares.items() if person != "Jun"}
    assert agenda.shares["Jun"] == 1200
    assert max(others) - min(others) <= 1


def test_time_nobody_asked_for_goes_to_the_exchange():
    asks = dict.fromkeys(CAST[:3], Ask(minutes=10))

    agenda = plan(load("open-round"), CAST[:3], 5400, asks=asks)

    exchange = next(segment for segment in agenda.segments if segment.kind == "exchange")
    assert set(agenda.shares.values()) == {600}
    assert exchange.seconds == 180 + 72 * 60 - 1800


def test_the_ledger_decides_whose_turn_it_is_where_one_presents():
    agenda = plan(load("dilemma"), CAST[:5], 3000, ledger={"Elena": 900, "Maya": -900})

    assert agenda.presenters == ("Elena",)
    assert agenda.waiting[-1] == "Maya"


def test_by_need_the_most_urgent_come_first_and_the_rest_is_carried_over():
    asks = {
        person: Ask(minutes=15, level=level) for person, level in zip(CAST[:8], (5, 4, 3, 2, 1, 3, 4, 2), strict=True)
    }

    agenda = plan(load("dbt-team"), CAST[:8], 45 * 60, asks=asks)

    levels = [asks[person].level for person in agenda.presenters]
    assert levels == sorted(levels)
    assert agenda.presenters[0] == "Samir"
    assert sorted(asks[person].level for person in agenda.carried) == [3, 3, 4, 4, 5]
    assert agenda.shares["Samir"] == 15 * 60
    assert "Samir" not in (agenda.cut or {})


def waits(people):
    """Some of `people`, whose item did not fit last time."""
    return st.frozensets(st.sampled_from(people))


@given(requests((Division.BY_NEED,)), st.data())
@settings(max_examples=100, deadline=None)
def test_what_was_carried_over_comes_first_after_risk_to_life(request, data):
    format, people, seconds, asks, ledger, presenting = request
    waited = data.draw(waits(people))
    preferences = Preferences(presenting=presenting)
    try:
        agenda = plan(format, people, seconds, asks=asks, ledger=ledger, preferences=preferences, carried_over=waited)
    except CannotPlan as refusal:
        laws.gives_a_reason(refusal)
        return

    def standing(person):
        at_risk = level_of(person, asks) == 1
        return (0 if at_risk else 1 if person in waited else 2), person not in waited, level_of(person, asks)

    order = [standing(person) for person in agenda.presenters]
    assert order == sorted(order)
    assert set(agenda.presenters) | set(agenda.carried) == set(presenting or people)
    for again in waited & set(agenda.carried):  # only a life at risk, or who waited as well, goes before them
        assert all(standing(person) <= standing(again) for person in agenda.presenters)


@given(requests(), st.data())
@settings(max_examples=100, deadline=None)
def test_a_room_opens_with_the_agenda_that_was_planned(request, data):
    format, people, seconds, asks, ledger, presenting = request
    waited = data.draw(waits(people))
    ordered = data.draw(st.booleans())
    try:
        agenda = plan(
            format,
            people,
            seconds,
            asks=asks,
            ledger=ledger,
            preferences=Preferences(presenting=presenting, ordered=ordered),
            carried_over=waited,
        )
    except CannotPlan:
        return
    noon = datetime(2026, 11, 24, 12, tzinfo=UTC)

    room = opening(
        format,
        people,
        noon,
        seconds,
        presenting=presenting,
        ordered=ordered,
        asks=asks,
        ledger=ledger,
        carried_over=waited,
    )

    assert tuple(turn.presenter for turn in room.turns) == agenda.presenters
    assert tuple(turn.presenter for turn in room.carried) == agenda.carried
    assert room.waiting == agenda.waiting
    if format.division is not Division.NONE:
        planned = [(segment.key, segment.seconds) for segment in agenda.segments]
        assert [(item.key, item.seconds) for item in schedule(room, noon)] == planned


def test_good_news_that_waited_goes_before_a_crisis_and_after_a_life_at_risk():
    asks = {"Maya": Ask(level=2), "Amara": Ask(level=5), "Jun": Ask(level=1), "Elena": Ask(level=4)}

    agenda = plan(load("dbt-team"), CAST[:4], 3600, asks=asks, carried_over={"Amara", "Elena"})

    assert agenda.presenters == ("Jun", "Elena", "Amara", "Maya")


def test_nobody_is_carried_over_twice_for_something_less_than_a_life():
    asks = {"Maya": Ask(level=2, minutes=40), "Amara": Ask(level=5)}

    assert plan(load("dbt-team"), CAST[:3], 3600, asks=asks).carried == ("Jun", "Amara")
    assert plan(load("dbt-team"), CAST[:3], 3600, asks=asks, carried_over={"Amara"}).carried == ("Jun",)


def test_nobody_presenting_is_said():
    with pytest.raises(CannotPlan, match="Nobody presents"):
        plan(load("balint"), CAST[:6], 5400, preferences=Preferences(presenting=()))
