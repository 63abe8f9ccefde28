"""Formats: those that ship, and what is said of a broken one."""

from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from soundingboard.agenda.format import BrokenFormat, Division, Format, Scope
from soundingboard.agenda.formats import load, parse, render, shipped
from soundingboard.agenda.plan import at_length, plan
from soundingboard.refusals import Refused
from tests.agenda.strategies import formats

ROUND = """\
title = "Our round"
summary = "A turn each."
when = "Every Tuesday."
sources = ["Our own"]
size = { least = 3, usual = 4, most = 6 }
lengths = [60, 90]
division = "each"
least_turn = 6
roles = ["facilitator"]

[[phases]]
id = "settle"
kind = "settle"
title = "Settle"
scope = "meeting"
speaks = "facilitator"
minutes = 5
prompt = "Let's arrive."

[[phases]]
id = "present"
kind = "present"
title = "Present"
scope = "turn"
speaks = "presenter"
presenter = "speaks"
share = 40
prompt = "What is your question?"

[[phases]]
id = "respond"
kind = "respond"
title = "Respond"
scope = "turn"
speaks = "peers"
presenter = "listens"
share = 60
prompt = "What comes to mind?"
"""
SHIPPED = [pytest.param(format, id=format.id) for format in shipped()]


def taken(format: Format, length: int, turns: int) -> float:
    """The minutes a format's tables give at a length with so many turns; shares take what is left."""
    once = sum(at_length(phase.minutes, length) for phase in format.phases if phase.scope is Scope.MEETING)
    turn = [phase for phase in format.phases if phase.scope is Scope.TURN]
    if any(phase.share for phase in turn):
        assert sum(phase.share or 0 for phase in turn) == 100
        return length if (length - once) / turns >= format.least_turn else once
    return once + turns * sum(at_length(phase.minutes, length) for phase in turn)


def turns_of(format: Format, people: int, length: int) -> int:
    if format.division is Division.FEW:
        return int(at_length(format.turns, length))
    return {Division.NONE: 0, Division.ONE: 1}.get(format.division, people)


def test_twenty_one_ways_to_consult_ship_and_each_is_found_by_its_id():
    assert len(shipped()) == 21
    assert shipped()[0].id == "open-round"
    assert all(load(format.id) is format for format in shipped())


@pytest.mark.parametrize("format", SHIPPED)
def test_the_minutes_of_a_shipped_format_fill_its_usual_length_at_its_usual_size(format):
    turns = turns_of(format, format.size.usual, format.usual_minutes)

    assert taken(format, format.usual_minutes, turns) == format.usual_minutes


@pytest.mark.parametrize("format", SHIPPED)
def test_some_number_of_people_fills_every_length_a_shipped_format_names_to_the_minute(format):
    sizes = range(format.size.least, format.size.most + 1)

    for length in format.lengths:
        assert any(taken(format, length, turns_of(format, size, length)) == length for size in sizes)


@pytest.mark.parametrize("format", SHIPPED)
def test_a_shipped_format_can_be_planned_for_any_size_at_its_usual_length_and_longer(format):
    for size in (format.size.least, format.size.usual, format.size.most):
        people = [str(place + 1) for place in range(size)]
        for length in (format.usual_minutes, format.usual_minutes + 7, format.lengths[-1] * 2):
            agenda = plan(format, people, length * 60)

            assert sum(segment.seconds for segment in agenda.segments) == length * 60


@pytest.mark.parametrize("format", SHIPPED)
def test_a_shipped_format_says_where_it_comes_from_and_asks_one_thing_a_phase(format):
    assert format.sources
    assert format.when
    assert all(len(phase.prompt) <= 120 for phase in format.phases)


@given(formats())
@settings(max_examples=200, deadline=None)
def test_a_format_written_out_and_read_again_is_the_same(format):
    text = render(format)

    assert parse(text, format.id) == format
    assert render(parse(text, format.id)) == text


@pytest.mark.parametrize("format", SHIPPED)
def test_a_shipped_format_written_out_and_read_again_is_the_same(format):
    assert parse(render(format), format.id) == format


def test_one_number_of_minutes_counts_at_every_length():
    settle = parse(ROUND, "ours").phases[0]

    assert [at_length(settle.minutes, length) for length in (5, 60, 400)] == [5, 5, 5]


BROKEN = {
    "not TOML": ('division = "each"', "division = each", "division = each", "not TOML"),
    "cut off": ('prompt = "What comes to mind?"', 'prompt = "What', 'prompt = "What', "not TOML"),
    "an unknown name": ("least_turn = 6", "leest_turn = 6", "leest_turn", "not known"),
    "an unknown name in a phase": ("share = 60", "share = 60\nshades = 3", "shades", "not known"),
    "an unknown value": ('kind = "respond"', 'kind = "reply"', 'kind = "reply"', "not known"),
    "an unknown division": ('division = "each"', 'division = "fair"', "division", "not known"),
    "no prompt": ('prompt = "Let\'s arrive."\n', "", "[[phases]]", "`prompt`"),
    "no title": ('title = "Our round"\n', "", "summary", "`title`"),
    "an empty text": ('when = "Every Tuesday."', 'when = "  "', "when", "empty"),
    "a text that is none": ('when = "Every Tuesday."', "when = 3", "when", "text"),
    "a prompt too long": ("Let's arrive.", "a" * 301, 'prompt = "aaa', "301"),
    "a line break": ("Let's arrive.", "Let's\\narrive.", "prompt", "one line"),
    "shares of 90": ("share = 60", "share = 50", "share = 50", "90"),
    "a share missing": ("share = 60", "minutes = 4", "[[phases]]", "share"),
    "neither minutes nor share": ("minutes = 5\n", "", "[[phases]]", "neither"),
    "a share outside a turn": ("minutes = 5", "share = 5", "share = 5", "turn"),
    "no time for turns": ("minutes = 5", "minutes = { 60 = 57, 90 = 20 }", "lengths", "57"),
    "no time for all who usually come": ("least_turn = 6", "least_turn = 25", "lengths", "4 turns need 100"),
    "a least turn below its phases": ("share = 60", "share = 60\nleast = 6", "least_turn", "shorter"),
    "sizes out of order": ("least = 3, usual = 4", "least = 5, usual = 4", "size", "order"),
    "a size of nobody": ("least = 3, usual", "least = 0, usual", "size", "whole number"),
    "lengths out of order": ("[60, 90]", "[90, 60]", "lengths", "shortest"),
    "lengths that are none": ("[60, 90]", '["60"]', "lengths", "minutes"),
    "a usual length of its own": ("least_turn = 6", "least_turn = 6\nusual_minutes = 75", "usual_minutes", "lengths"),
    "an id twice": ('id = "respond"', 'id = "present"', 'id = "present"', "Another"),
    "an id with spaces": ('id = "respond"', 'id = "Respond now"', 'id = "Respond now"', "lower-case"),
    "endless minutes": ("minutes = 5", "minutes = inf", "minutes", "480"),
    "minutes that are none": ("minutes = 5", "minutes = true", "minutes", "480"),
    "minutes below a second": ("minutes = 5", "minutes = 0.001", "minutes", "0.1"),
    "minutes by no length": ("minutes = 5", "minutes = { soon = 5 }", "minutes", "length"),
    "a least above its minutes": ("minutes = 5", "minutes = 5\nleast = 6", "least = 6", "shrink"),
    "a most below its minutes": ("minutes = 5", "minutes = 5\nmost = 4", "most = 4", "below"),
    "a presenter outside a turn": ("minutes = 5", 'minutes = 5\npresenter = "speaks"', "presenter", "Nobody presents"),
    "a turn's voice outside it": ('speaks = "facilitator"', 'speaks = "presenter"', "speaks", "Nobody presents"),
    "no turns": ('division = "each"', 'division = "none"', "scope", "no turns"),
    "turns nobody asked for": ("least_turn = 6", "least_turn = 6\nturns = { 60 = 1 }", "turns", "few"),
    "a role nobody has": ('roles = ["facilitator"]', 'roles = ["scribe"]', "speaks", "role"),
    "phases that are none": ("[[phases]]", "[[phase]]", "title", "`phases`"),
}


@pytest.mark.parametrize(("sound", "broken", "where", "reason"), BROKEN.values(), ids=BROKEN)
def test_a_broken_format_is_refused_with_its_line_and_the_reason(sound, broken, where, reason):
    assert parse(ROUND, "ours").title == "Our round"
    assert sound in ROUND
    text = ROUND.replace(sound, broken)

    with pytest.raises(BrokenFormat) as refusal:
        parse(text, "ours")

    assert reason in refusal.value.reason + refusal.value.fits
    assert text.splitlines()[refusal.value.line - 1].startswith(where)
    assert str(refusal.value).startswith(f"Line {refusal.value.line}: ")


def test_turns_that_do_not_follow_each_other_are_refused():
    settle, present, respond = parse(ROUND, "ours").phases
    torn = replace(parse(ROUND, "ours"), phases=(present, settle, respond))

    with pytest.raises(BrokenFormat, match="follow each other"):
        parse(render(torn), "ours")


def test_a_long_text_and_a_format_of_too_many_phases_are_refused():
    ours = parse(ROUND, "ours")
    many = tuple(replace(ours.phases[0], id=f"settle-{place}") for place in range(31))

    with pytest.raises(BrokenFormat, match="20 kB"):
        parse(ROUND + "#" * 20_000, "ours")
    with pytest.raises(BrokenFormat, match="At most 30"):
        parse(render(replace(ours, phases=many)), "ours")
    with pytest.raises(BrokenFormat, match="nested"):
        parse("a = " + "[" * 9_000, "ours")


@given(st.data())
@settings(max_examples=300, deadline=None)
def test_any_damage_to_a_text_is_read_or_refused_with_a_line_of_it(data):
    lines = ROUND.splitlines()
    place = data.draw(st.integers(0, len(lines) - 1))
    if data.draw(st.booleans()):
        del lines[place]
    else:
        lines[place] = data.draw(
            st.sampled_from(["", "{", '"', "minutes = -1", "share = nan", "[phases]", "size = []"])
        )
    text = "\n".join(lines)

    read = refused = None
    try:
        read = parse(text, "ours")
    except BrokenFormat as refusal:
        refused = refusal

    assert refused is None or (1 <= refused.line <= len(lines) + 1 and refused.reason)
    assert read is None or parse(render(read), "ours") == read


@given(st.text(max_size=200) | st.binary(max_size=200).map(lambda data: data.decode("utf-8", "surrogateescape")))
def test_any_text_at_all_is_refused_clearly(text):
    with pytest.raises(BrokenFormat):
        parse(text, "ours")


def test_an_unknown_format_is_answered_with_the_nearest():
    with pytest.raises(Refused, match="Did you mean open-round"):
        load("opn-round")


def test_the_phases_of_a_turn_follow_each_other_in_every_shipped_format():
    for format in shipped():
        places = [place for place, phase in enumerate(format.phases) if phase.scope is Scope.TURN]

        assert all(later == earlier + 1 for earlier, later in pairwise(places))
