"""A text in order, and where its characters stood before."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from soundingboard.deid import find
from soundingboard.web.marks import answer
from soundingboard.web.tidy import in_order, places, tidy
from tests.deid.texts import DEVELOPMENT, parse

UNTIDY = st.text(st.sampled_from("ab.\u00e9u\u0308 \t\n\r\v\f\u00a0\u2028\u200e\u202e\x00\x85\ud83d🙂"))


@given(st.one_of(st.text(), UNTIDY))
def test_what_is_in_order_stays_as_it_is(text: str) -> None:
    once = tidy(text)

    assert tidy(once) == once
    assert unicodedata.is_normalized("NFC", once)


@given(st.one_of(st.text(), UNTIDY))
def test_every_character_has_its_place_in_the_text_as_it_was(text: str) -> None:
    ordered, at = in_order(text), places(text)

    assert len(at) == len(ordered)
    assert at == sorted(set(at))
    for character, place in zip(ordered, at, strict=True):
        assert text[place] == character or (character.isspace() and text[place].isspace())


def test_a_line_that_a_word_processor_broke_is_two_lines() -> None:
    assert tidy("She came\vlate.\fAgain.") == "She came\nlate.\nAgain."


SPACED = {
    "two spaces": "  ",
    "a tab": "\t",
    "a space that does not break": "\u00a0 ",
    "a turning mark": " \u200e",
}


@pytest.mark.parametrize("space", SPACED.values(), ids=SPACED)
def test_the_page_finds_what_the_server_will_however_it_is_spaced(space: str) -> None:
    for case in parse(DEVELOPMENT):
        text = case.text.replace(" ", space)
        stored = tidy(text)

        told = [one for one in answer(text)["findings"] if one["identifies"]]

        assert [tidy(text[one["start"] : one["end"]]) for one in told] == [
            stored[one.start : one.end] for one in find(stored) if one.identifies
        ]


def test_a_change_is_offered_where_the_words_stand() -> None:
    text = "  I met her.  Denise  Miller came on March  3,\tand left."
    told = answer(text, declared=["Denise  Miller"])

    words = {text[one["start"] : one["end"]]: one["settled"] for one in told["findings"]}
    assert words == {"Denise  Miller": True, "March  3": False}
    [edit] = [one["edit"] for one in told["findings"] if one["edit"]]
    assert text[edit["start"] : edit["end"]].strip() == "on March  3"
    assert "Denise Miller" in told["clinical"]
