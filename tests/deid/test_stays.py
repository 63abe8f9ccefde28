"""What looks like a name or a code and stays: told to the writer, each once, and never a word of a finding."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from soundingboard.deid import find, stays
from tests.deid.texts import DEVELOPMENT, Case, parse

CASES = parse(DEVELOPMENT)


def told(text: str) -> list[str]:
    return [text[start:end] for start, end in stays(text)]


def test_clinical_terms_are_told_in_order_and_each_once() -> None:
    text = (
        "PHQ-9 went from 19 to 11 on Lexapro, and the Beck Anxiety Inventory has not moved. I keep thinking of Linehan "
        "on willfulness. The PHQ-9 is due again, the Lexapro too."
    )

    assert told(text) == ["PHQ-9", "Lexapro", "Beck Anxiety Inventory", "Linehan"]


@pytest.mark.parametrize(
    ("text", "terms"),
    [
        ("phq9 is 14 on sertraline, gad-7 is 9.", ["phq9", "sertraline", "gad-7"]),
        ("We did EMDR, then ACT, then Internal Family Systems.", ["EMDR", "ACT", "Internal Family Systems"]),
        ("It may be Tourette's; the neurologist thinks of Parkinson's disease.", ["Tourette's", "Parkinson's disease"]),
        ("The MMPI-2-RF\u200b and the Ｙ-BOCS agree.", ["MMPI-2-RF", "Ｙ-BOCS"]),
    ],
)
def test_terms_are_known_however_they_are_typed(text: str, terms: list[str]) -> None:
    assert told(text) == terms


@pytest.mark.parametrize(
    "text",
    [
        "Young people hope. Target what they lent. Flooding was too much, and so was grounding.",
        "She drinks alcohol and coffee. She has depression, OCD and PTSD.",
        "Mi paciente no duerme. Maine is far.",
        "I DID NOT EAT WHAT HE TOLD ME, AND THEN THE FACTS WERE FAR AWAY.",
        "",
    ],
)
def test_ordinary_words_are_no_terms(text: str) -> None:
    assert told(text) == []


def test_a_theorist_who_does_what_a_client_does_is_not_told_to_stay() -> None:
    text = "Beck is my client. On the way out Beck cried. The Beck Anxiety Inventory has not moved."

    assert told(text) == ["Beck Anxiety Inventory"]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.id)
def test_no_word_of_a_finding_is_told_to_stay(case: Case) -> None:
    text = case.text
    found = find(text)

    for start, end in stays(text, found):
        assert not any(one.start < end and start < one.end for one in found)


@given(st.text(max_size=120))
def test_any_text_is_answered_in_its_order(text: str) -> None:
    places = stays(text)

    assert all(0 <= start < end <= len(text) for start, end in places)
    assert list(places) == sorted(places)
