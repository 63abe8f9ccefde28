"""What rewriting promises on every text: nothing identifying is left, nothing clinical is lost, edits stand alone."""

import itertools
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from soundingboard.deid.finding import LETTERS, Finding
from soundingboard.deid.rewrite import rewrite
from soundingboard.deid.rewriting.edits import edits, suggest
from soundingboard.deid.rewriting.wording import WORDING, said
from tests.deid.texts import DEVELOPMENT, Case, parse

CASES = parse(DEVELOPMENT)
SURVIVING = 0.99  # share of trap strings, design 4.2


def stands(text: str, within: str) -> int:
    """How often `text` stands in `within` as whole words, with its case."""
    return len(re.findall(rf"(?<!\w){re.escape(text)}(?!\w)", within))


def outside(case: Case) -> str:
    """The text of `case` without its gold."""
    kept, at = [], 0
    for span in case.spans:
        kept.append(case.text[at : span.start])
        at = span.end
    return "\0".join([*kept, case.text[at:]])


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.id)
def test_no_gold_string_is_left(case):
    written = rewrite(case.text, case.findings)

    left = [span.text for span in case.spans if stands(span.text, written) > stands(span.text, outside(case))]

    assert left == []


def test_clinical_words_survive():
    lost = [
        (case.id, trap.text)
        for case in CASES
        for trap in case.traps
        if stands(trap.text, rewrite(case.text, case.findings)) < min(1, stands(trap.text, case.text))
    ]

    assert len(lost) <= (1 - SURVIVING) * sum(len(case.traps) for case in CASES), lost


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.id)
def test_no_question_is_cut(case):
    """Every question of the writer is there afterwards; only names and the like in it may differ."""
    written = rewrite(case.text, case.findings)

    assert written.count("?") == outside(case).count("?")
    for question in re.findall(r"[^.!?\n]*\?", outside(case)):
        if "\0" not in question:
            assert question.strip() in written


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.id)
def test_no_mark_or_space_stands_alone(case):
    written = rewrite(case.text, case.findings)

    for wrong in (
        r" [,.;:!?)]",
        r",,",
        r",\.",
        r"\( ?\)",
        r"\(,",
        r"\w  +\w",
        r"\b(the|a|an) (the|a|an|my|her|his)\b",
        r"\b(her|his) (her|his)\b",
    ):
        assert len(re.findall(wrong, written)) <= len(re.findall(wrong, case.text)), (wrong, written)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.id)
def test_any_edit_may_be_left_out(case):
    made = edits(case.text, case.findings)

    assert [edit.finding for edit in made] == list(case.findings)
    assert all(edit.start <= edit.finding.start and edit.finding.end <= edit.end for edit in made)
    assert all(first.end <= second.start for first, second in itertools.pairwise(made))


def test_suggestions_are_in_the_order_of_the_findings():
    case = CASES[0]
    shown = dict(zip((finding.start for finding in case.findings), suggest(case.text, case.findings), strict=True))
    by_text = {span.text: shown[span.start] for span in reversed(case.spans)}

    assert by_text["Sarah"] == "a client"
    assert by_text["Denise"] == "her sister"
    assert by_text["March 3rd"] == "for some time"
    assert by_text["court stenographer"] == "in law"


def test_the_vocabulary_is_lower_case_and_without_figures_but_90():
    assert all(phrase == phrase.lower() or len(phrase) == 1 for phrase in WORDING)
    assert {figure for phrase in WORDING for figure in re.findall(r"\d+", phrase)} == {"90"}


SOME = (
    "my client her sister Denise Sarah , . ( ) ' \" Dr. the a since on in at 's called is was and / \n ? 93 -year-old "
    "March 3rd MRN no. # : — Hi la clienta vive en José"
)
WORDS = st.sampled_from(SOME.split(" "))
TEXTS = st.lists(st.one_of(WORDS, st.text(max_size=6)), max_size=30).map(" ".join)


@st.composite
def found(draw: st.DrawFn) -> tuple[str, list[Finding]]:
    """Any text, with any findings: odd spans and overlaps included."""
    text = draw(TEXTS)
    spans = draw(st.lists(st.tuples(st.integers(-3, len(text) + 3), st.integers(-3, len(text) + 3)), max_size=8))
    kinds = draw(st.lists(st.sampled_from(sorted(LETTERS)), min_size=8, max_size=8))
    return text, [Finding(a, b, kind, LETTERS[kind], "", "", 1.0) for (a, b), kind in zip(spans, kinds, strict=False)]


@given(found())
def test_it_works_on_any_findings(given_text):
    text, findings = given_text

    made = edits(text, findings)

    assert len(made) == len(findings) == len(suggest(text, findings))
    assert all(first.end <= second.start for first, second in itertools.pairwise(made))
    assert all(0 <= edit.start <= edit.end <= len(text) for edit in made)


@given(TEXTS)
def test_without_findings_nothing_changes(text):
    assert rewrite(text, ()) == text


@given(found())
def test_it_says_the_same_each_time(given_text):
    assert rewrite(*given_text) == rewrite(*given_text)


def test_what_looks_like_an_identifier_in_our_own_wording_is_known():
    group = next(case for case in CASES if case.id == "d49")
    old = next(case for case in CASES if case.id == "d14")

    for case, wanted in ((group, {"member A", "Member B", "member F"}), (old, {"aged 90 or older"})):
        written = rewrite(case.text, case.findings)
        assert wanted <= {written[start:end] for start, end in said(written)}
        assert not list(said(case.text))
