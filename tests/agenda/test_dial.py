"""The dial: geometry, and the drawing that stands alone."""

import math
import re
import xml.etree.ElementTree as ET
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from soundingboard.agenda import dial
from soundingboard.agenda.formats import load
from soundingboard.agenda.plan import plan

TEAM = {"1": "Maya", "2": "Amara", "3": "Jun", "4": "Elena", "5": "Samir"}
PRESENTERS = st.one_of(st.none(), st.integers(1, 12).map(str))
PARTS = st.lists(
    st.builds(dial.Part, st.uuids().map(str), st.integers(1, 3600), PRESENTERS, st.booleans()), min_size=1, max_size=60
)
CROWD = st.lists(st.integers(1, 12).map(str), unique=True, max_size=12)


def open_round(minutes: int = 90):
    return plan(load("open-round"), list(TEAM), minutes * 60)


@given(parts=PARTS)
def test_arcs_follow_each_other_and_make_the_whole_circle(parts):
    arcs = dial.ring(parts)

    assert arcs[0].start == 0
    assert math.isclose(arcs[-1].end, 360)
    assert all(math.isclose(before.end, after.start) for before, after in pairwise(arcs))


@given(parts=PARTS)
def test_an_arc_is_as_long_as_its_seconds(parts):
    total = sum(part.seconds for part in parts)

    for part, arc in zip(parts, dial.ring(parts), strict=True):
        assert math.isclose(arc.end - arc.start, 360 * part.seconds / total, abs_tol=1e-9)


def test_who_began_left_and_presents_later_sits_where_they_have_most_time():
    parts = [
        dial.Part("present/1", 60, "1", False),
        dial.Part("present/2", 1470, "2", False),
        dial.Part("present/1 again", 1470, "1", False),
    ]

    places = {place.person: round(place.angle) for place in dial.places(dial.ring(parts), ["1", "2"])}

    assert places == {"1": 272, "2": 95}


@given(parts=PARTS, people=CROWD)
def test_everyone_has_one_place_and_nobody_sits_on_anybody(parts, people):
    places = dial.places(dial.ring(parts), people)

    assert sorted(place.person for place in places) == sorted(people)
    for one in places:
        for other in places:
            if one is not other:
                assert math.dist((one.x, one.y), (other.x, other.y)) > 2 * dial.DISC


def test_who_presents_sits_at_the_middle_of_their_own_arcs():
    arcs = dial.arcs(open_round())

    for place in dial.places(arcs, list(TEAM)):
        own = [arc for arc in arcs if arc.presenter == place.person]
        assert place.angle == pytest.approx((own[0].start + own[-1].end) / 2, abs=0.01)


def test_who_presents_nothing_sits_where_there_is_room():
    arcs = dial.ring([dial.Part("present", 60, "1", False)])

    places = {place.person: place.angle % 360 for place in dial.places(arcs, ["1", "2", "3", "4"])}

    assert places == pytest.approx({"1": 180, "2": 270, "3": 0, "4": 90})


def test_equal_time_is_drawn_as_equal_arcs():
    agenda = open_round()

    lengths = dict.fromkeys(agenda.presenters, 0.0)
    for arc in dial.arcs(agenda):
        if arc.presenter:
            lengths[arc.presenter] += arc.end - arc.start

    assert max(lengths.values()) - min(lengths.values()) <= 360 / agenda.total + 1e-9


def test_time_in_which_peers_respond_is_drawn_lightly():
    by_kind = {(segment.speaks, dial.light(segment)) for segment in open_round().segments}

    assert ("presenter", False) in by_kind
    assert ("one-by-one", True) in by_kind
    assert all(not light for speaks, light in by_kind if speaks == "presenter")


@pytest.mark.parametrize(("elapsed", "angle"), [(-5, 0), (0, 0), (1350, 90), (5400, 360), (6000, 360)])
def test_the_hand_goes_once_around_and_stays_within(elapsed, angle):
    assert dial.turn(elapsed, 5400) == angle


def test_the_drawing_is_a_document_that_needs_nothing_else():
    drawing = dial.svg(open_round(), TEAM, elapsed=1800)

    root = ET.fromstring(drawing)
    assert root.tag.endswith("svg")
    assert "var(" not in drawing
    assert "style=" not in drawing
    assert "href" not in drawing
    assert re.findall(r">(Maya|Amara|Jun|Elena|Samir)<", drawing).count("Maya") == 1


def test_the_drawing_says_in_words_what_it_shows():
    root = ET.fromstring(dial.svg(open_round(), TEAM, title="Tuesday team"))

    assert root.findtext("{*}title") == "Tuesday team"
    assert "(Amara)" in root.findtext("{*}desc", "")


def test_names_cannot_break_the_drawing():
    drawing = dial.svg(open_round(), {**TEAM, "1": "<script>&"})

    assert "<script" not in drawing
    ET.fromstring(drawing)


def test_the_middle_says_what_each_has_only_when_all_have_the_same():
    one = plan(load("balint"), list(TEAM), load("balint").usual_minutes * 60)

    assert ">minutes each" in dial.svg(open_round(), TEAM)
    assert ">minutes<" in dial.svg(one, TEAM)


def test_from_the_ninth_person_colors_repeat_hatched():
    names = {str(seat): f"Person {seat}" for seat in range(1, 10)}
    parts = [dial.Part(seat, 60, seat, False) for seat in names]

    assert len(dial.ring(parts)) == 9
    eight = dial.svg(plan(load("open-round"), list(names)[:8], 90 * 60), dict(list(names.items())[:8]))
    nine = dial.svg(plan(load("open-round"), list(names)[:8], 90 * 60), names)
    assert eight.count("url(#hatch)") == 0
    assert nine.count("url(#hatch)") == 1


@pytest.mark.parametrize(
    ("name", "letters"),
    [
        ("Maya Okafor", "MO"),
        ("Ana", "A"),
        ("  ", ""),
        ("Ana B. Ruiz", "AR"),
        ("Maya Lindqvist-Okafor", "MO"),
        ("7", "7"),
    ],
)
def test_initials_are_of_the_first_and_the_last_word(name, letters):
    assert dial.initials(name) == letters
