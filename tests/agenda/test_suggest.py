"""Which format when, by the table; and the openings a group can choose from."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from soundingboard.agenda.agenda import AskKind
from soundingboard.agenda.exercises import exercises
from soundingboard.agenda.formats import load, shipped
from soundingboard.agenda.plan import Preferences, plan
from soundingboard.agenda.suggest import suggest, table

ADVICE, RESOURCES, SUPPORT, LOOK, OTHER = AskKind

FIRST = [
    # people, minutes, asks, what is offered first
    (6, 90, [ADVICE, SUPPORT, LOOK, ADVICE, RESOURCES, OTHER], "open-round"),
    (5, 90, [ADVICE, SUPPORT], "open-round"),
    (8, 90, [], "dbt-team"),
    (4, 60, [], "wise-crowd"),
    (5, 75, [ADVICE] * 5, "wise-crowd"),
    (3, 30, [], "troika"),
    (2, 15, [ADVICE], "quick"),
    (2, 50, [ADVICE, SUPPORT], "partners"),
    (6, 60, [SUPPORT] * 6, "support"),
    (6, 60, [LOOK], "incident"),
    (6, 50, [LOOK], "dilemma"),
    (5, 40, [ADVICE], "case-advice"),
    (6, 120, [LOOK], "clearness"),
]


@pytest.mark.parametrize(("people", "minutes", "asks", "first"), FIRST)
def test_the_first_suggestion_is_the_one_of_the_table(people, minutes, asks, first):
    assert suggest(asks, people, minutes, shipped())[0].format == first


def test_a_suggestion_says_why_in_one_line():
    mixed = suggest([ADVICE, SUPPORT, ADVICE], 5, 90, shipped())[0]
    alike = suggest([LOOK], 6, 50, shipped())[0]

    assert mixed.why == "Open round fits: five people, mixed asks, 90 minutes."
    assert alike.why == (
        "Dilemma consultancy fits: six people, a second look at a decision, 50 minutes; "
        "best where there is no right answer."
    )


def test_only_formats_among_those_given_are_suggested():
    assert [one.format for one in suggest([ADVICE], 5, 60, [load("case-advice")])] == ["case-advice"]
    assert suggest([ADVICE], 5, 60, []) == ()


@given(st.lists(st.sampled_from(AskKind), max_size=12), st.integers(1, 25), st.integers(1, 240))
def test_whatever_is_suggested_can_be_planned_and_is_said_once_and_in_one_line(asks, people, minutes):
    suggestions = suggest(asks, people, minutes, shipped())

    assert len({one.format for one in suggestions}) == len(suggestions)
    for one in suggestions:
        everyone = [str(place + 1) for place in range(people)]
        preferences = Preferences(presenting=tuple(everyone[: len(asks)]) or None)
        agenda = plan(load(one.format), everyone, minutes * 60, preferences=preferences)
        assert agenda.total == minutes * 60
        assert one.why.endswith(".")
        assert "\n" not in one.why


def test_twelve_people_with_a_quarter_of_an_hour_get_no_false_promise():
    assert suggest([ADVICE], 12, 15, shipped()) == ()


def test_every_name_in_the_table_is_a_format_that_ships():
    names = {
        *table().mixed,
        *table().notes,
        *(id for ids in table().asks.values() for id in ids),
        *(id for shape in table().shapes for id in shape.formats),
    }

    assert names <= {format.id for format in shipped()}
    assert set(table().asks) == set(AskKind)


def test_the_openings_take_one_to_three_minutes_and_have_steps_to_read():
    assert len(exercises()) == 6
    assert len({exercise.id for exercise in exercises()}) == 6
    assert all(1 <= exercise.minutes <= 3 and len(exercise.steps) >= 3 for exercise in exercises())
