"""The bench of `deid` measures what it says: real processes, the same texts for all, counted by one scorer."""

import sys
from pathlib import Path

import pytest

from bench.deid import measure
from bench.deid.engines import OTHERS, OURS, Engine, Missing, Round, asked
from bench.rounds import rounds
from bench.servers import DidNotStart
from soundingboard.deid import find
from tests.deid.scoring import Mark
from tests.deid.texts import read

NUMBER = read("Call [[PHONE:319-555-0148]], {{theorist:Beck}} would.", "number")
CLEAN = read("Nothing has changed, {{theorist:Beck}} would say.", "clean")
HERE = Path(sys.executable)


def answer(*found, known="soundingboard", seconds=1.0):
    """What a process answered that found `found` in the texts."""
    return Round(known, started=0.5, found=found, seconds=seconds, paste=2.0, megabytes=100.0)


def rows(texts, ours, **peers):
    return {(row.name, row.against): row for row in measure.as_rows(texts, ours, peers)}


def test_our_engine_answers_in_a_process_of_its_own_what_it_answers_here():
    texts = [NUMBER.text, CLEAN.text, "Café 💬 " + NUMBER.text]

    answered = asked(OURS, texts, paste=NUMBER.text)

    for text, marks in zip(texts, answered.found, strict=True):
        assert marks == tuple(Mark(found.start, found.end, found.category) for found in find(text))
    assert answered.seconds > 0
    assert answered.paste > 0
    assert answered.seconds < answered.started  # which reads the word lists, three short texts do not
    assert 10 < answered.megabytes < 1000


@pytest.mark.parametrize("engine", [Engine(other.name, HERE) for other in OTHERS], ids=lambda engine: engine.name[-1])
def test_a_peer_that_is_not_installed_is_said_to_be_missing(engine):
    with pytest.raises(Missing):
        asked(engine, [], paste="")


def test_without_an_environment_of_the_peers_none_is_measured(tmp_path):
    with pytest.raises(Missing, match="make bench"):
        asked(Engine(("philter",), tmp_path / "python"), [], paste="")


def test_an_engine_that_breaks_says_how():
    with pytest.raises(DidNotStart, match="no attribute 'load'"):
        asked(Engine(("finder",), HERE), [], paste="")


def test_each_set_of_texts_is_scored_apart_and_each_peer_beside_us():
    texts = {"development": [NUMBER], "own": [CLEAN, NUMBER]}
    number = Mark(NUMBER.spans[0].start, NUMBER.spans[0].end, "PHONE")
    everything = Mark(0, 30, "PHI")

    found = rows(texts, [answer([number], [], [])], peer=[answer([everything], [everything], [number], known="peer")])

    recall = found["deid recall, numbered kinds (own)", "peer"]
    assert (recall.value, recall.against_value) == (0.0, 100.0)
    assert found["deid recall, numbered kinds (development)", "peer"].value == 100.0
    assert found["deid clinical traps surviving (development)", "peer"].against_value == 0.0
    assert found["deid identifier-free texts quiet (own)", "peer"].against_value == 0.0
    assert ("deid identifier-free texts quiet (development)", "peer") not in found  # there is none
    assert ("deid right category, Safe Harbor kinds (own)", None) in found


def test_times_are_the_medians_for_three_hundred_words():
    texts = {"development": [NUMBER, CLEAN]}
    words = len(NUMBER.text.split()) + len(CLEAN.text.split())
    ours = [answer([], [], seconds=seconds) for seconds in (9.0, 1.0, 2.0)]

    found = rows(texts, ours, peer=[answer([], [], seconds=8.0)])

    took = found["deid 300 words", "peer"]
    assert took.value == pytest.approx(2.0 / words * 300 * 1000, rel=0.01)
    assert took.ratio == 0.25
    assert {what: found[what, "peer"].value for what in ("deid 50,000 characters", "deid memory, at most")} == {
        "deid 50,000 characters": 2.0,
        "deid memory, at most": 100.0,
    }


def test_without_peers_our_figures_stand_alone():
    found = rows({"development": [NUMBER]}, [answer([])])

    assert {against for _, against in found} == {None}
    assert found["deid recall, numbered kinds (development)", None].value == 0.0


def test_files_of_one_name_are_one_set_in_their_order(tmp_path):
    for name, text in (("own-1", "One."), ("own-2", "Two."), ("development", "Three.")):
        (tmp_path / f"{name}.txt").write_text(f"### {name} | formal\n{text}\n", encoding="utf-8")

    texts = measure.gathered([tmp_path / f"{name}.txt" for name in ("own-1", "development", "own-2")])

    assert {name: [case.text for case in cases] for name, cases in texts.items()} == {
        "own": ["One.", "Two."],
        "development": ["Three."],
    }


def test_a_paste_is_as_long_as_it_says():
    assert len(measure.pasted([NUMBER, CLEAN])) == 50_000
    assert measure.pasted([NUMBER, CLEAN]).startswith(f"{NUMBER.text}\n\n{CLEAN.text}\n\n{NUMBER.text}")


def test_a_slow_machine_gets_fewer_rounds_and_is_told_so(capsys):
    assert list(rounds(5, began=0.0, at_most=1e9)) == [0, 1, 2, 3, 4]
    assert list(rounds(5, began=0.0, at_most=0.0)) == [0]
    assert "of 1, not of 5" in capsys.readouterr().err
