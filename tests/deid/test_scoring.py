"""The scorer counts by the rules of the development set, whoever found it."""

import pytest

from soundingboard.deid import find
from soundingboard.deid.finding import LETTERS
from tests.deid.scoring import NUMBERED, OWN, SAFE_HARBOR, Mark, Share, figures, score
from tests.deid.texts import DEVELOPMENT, parse, read

LETTER = read(
    "((Dr. ))[[NAME:Ana-Maria Ruiz]] of [[PLACE:Cedar Rapids]] knows [[PHONE:319-555-0148]] by heart.\n"
    "She is a [[PROFESSION:nurse]] and likes {{theorist:Beck}}, he {{word:will}} not."
)
CLEAN = read("He {{word:will}} read {{theorist:Beck}} again ((in 2019)).", "clean")


def marks(case, *found):
    """Findings by the words that they cover: `("Beck", "NAME")`."""
    starts = [(case.text.index(words), words, category) for words, category in found]
    return [Mark(start, start + len(words), category) for start, words, category in starts]


def scored(case, *found):
    return score([(case, marks(case, *found))])


def test_gold_itself_is_a_full_score():
    cases = parse(DEVELOPMENT)

    found = score((case, case.findings) for case in cases)

    assert found.recall(LETTERS) == found.right(LETTERS) == Share(*[sum(len(case.spans) for case in cases)] * 2)
    for share in (found.traps, found.quiet, found.precision, found.precision_all):
        assert share.part == share.whole > 0
    assert list(found.missed) == []


def test_nothing_found_is_nothing_recalled_and_nothing_broken():
    found = score((case, ()) for case in (LETTER, CLEAN))

    assert found.recall(SAFE_HARBOR) == Share(0, 3)
    assert found.recall(OWN) == Share(0, 1)
    assert found.traps == Share(4, 4)
    assert found.quiet == Share(1, 1)
    assert found.precision == Share(0, 0)
    assert [span.text for _, span in found.missed] == ["Ana-Maria Ruiz", "Cedar Rapids", "319-555-0148", "nurse"]


def test_what_is_covered_in_pieces_or_under_another_category_does_not_leak():
    found = scored(LETTER, ("Ana", "NAME"), ("Maria", "PERSON"), ("Ruiz of Cedar", "SCHOOL"), ("Rapids", "PLACE"))

    assert found.recall(["NAME"]) == found.right(["NAME"]) == Share(1, 1)
    assert found.recall(["PLACE"]) == found.right(["PLACE"]) == Share(1, 1)


def test_the_right_category_is_counted_apart():
    found = scored(LETTER, ("Cedar Rapids", "NAME"))

    assert found.recall(["PLACE"]) == Share(1, 1)
    assert found.right(["PLACE"]) == Share(0, 1)


@pytest.mark.parametrize(("words", "found", "touched"), [("319-555", 0, 1), ("319-555-014", 0, 1), ("319", 0, 1)])
def test_one_digit_that_is_left_is_a_leak(words, found, touched):
    counted = scored(LETTER, (words, "PHONE"))

    assert counted.recall(NUMBERED) == Share(found, 1)
    assert counted.touched(NUMBERED) == Share(touched, 1)
    assert counted.right(NUMBERED) == Share(0, 1)


def test_marks_and_spaces_need_not_be_covered():
    found = scored(
        LETTER, ("319", "PHONE"), ("555", "PHONE"), ("0148", "PHONE"), ("Cedar", "PLACE"), ("Rapids", "PLACE")
    )

    assert found.recall(["PHONE", "PLACE"]) == Share(2, 2)


@pytest.mark.parametrize("words", ["Beck", "ec", "likes B", "k, he"])
def test_a_trap_that_any_finding_touches_is_broken(words):
    assert scored(LETTER, (words, "PROFESSION")).traps == Share(1, 2)


def test_a_finding_beside_a_trap_breaks_nothing():
    assert scored(LETTER, ("likes ", "NAME"), (", he ", "NAME")).traps == Share(2, 2)


def test_precision_is_over_letters_and_digits_outside_neutral_text():
    found = scored(LETTER, ("Dr. Ana-Maria Ruiz of", "NAME"), ("nurse and", "PROFESSION"))

    assert found.precision == Share(len("AnaMariaRuiz"), len("AnaMariaRuizof"))
    assert found.precision_all == Share(len("AnaMariaRuiznurse"), len("AnaMariaRuizofnurseand"))


@pytest.mark.parametrize(("category", "quiet"), [("NAME", 0), ("PERSON", 0), ("EMPLOYER", 1), ("RAREEVENT", 1)])
def test_only_our_own_kinds_leave_a_clean_text_quiet(category, quiet):
    assert scored(CLEAN, ("again", category)).quiet == Share(quiet, 1)


def test_a_false_alarm_beside_gold_is_no_matter_of_clean_texts():
    assert scored(LETTER, ("heart", "NAME")).quiet == Share(0, 0)


def test_what_is_empty_is_no_finding_and_what_is_outside_is_refused():
    assert score([(CLEAN, [Mark(3, 3, "NAME")])]).quiet == Share(1, 1)
    with pytest.raises(ValueError, match="clean"):
        score([(CLEAN, [Mark(0, len(CLEAN.text) + 1, "NAME")])])


def test_a_share_of_nothing_is_all_of_it():
    assert (Share(1, 4).percent, Share(0, 0).percent) == (25.0, 100.0)


def test_the_figures_name_what_is_missed_broken_and_wrongly_found():
    shown = figures(score([(LETTER, marks(LETTER, ("Beck", "NAME"))), (CLEAN, marks(CLEAN, ("again", "DATE")))]))

    assert "missed PHONE" in shown
    assert "[319-555-0148]" in shown
    assert "broken theorist" in shown
    assert "alarm  DATE" in shown


def test_our_own_findings_can_be_counted():
    text = read("Call [[PHONE:319-555-0148]] now.")

    assert score([(text, find(text.text))]).recall(NUMBERED) == Share(1, 1)
