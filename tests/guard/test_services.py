"""The one door for free text."""

import dataclasses
import unicodedata

import pytest
from django import forms
from django.core.exceptions import ValidationError
from django.template.loader import render_to_string
from hypothesis import given
from hypothesis import strategies as st

from soundingboard.guard.clean import Clean
from soundingboard.guard.forms import GuardedField
from soundingboard.guard.services import Identifying, clean
from soundingboard.refusals import Refused


def test_text_comes_out_in_order_with_its_paragraphs() -> None:
    assert clean("  A hard\t week.\r\n\r\n\r\n\r\nAnd   then\x00 some.\u202e ").text == "A hard week.\n\nAnd then some."


@pytest.mark.parametrize("text", ["", "  \n\t ", "\x00\x07", "\u202e"])
def test_nothing_is_refused(text: str) -> None:
    with pytest.raises(Refused, match="nothing in it"):
        clean(text)


def test_too_much_is_refused_with_the_measure_and_without_the_words() -> None:
    with pytest.raises(Refused) as refusal:
        clean("secret " * 20, most=100)

    assert "39 characters too long" in refusal.value.what
    assert "secret" not in str(refusal.value)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Call 212-555-0198.", "There is a telephone number in it"),
        ("Call 212-555-0198 or 212-555-0199.", "There are 2 telephone numbers in it"),
    ],
)
def test_what_could_identify_somebody_is_refused_by_its_kind(text: str, said: str) -> None:
    with pytest.raises(Identifying) as refusal:
        clean(text)

    assert refusal.value.what.startswith(said)
    assert "555" not in str(refusal.value)


def test_nobody_else_makes_clean_text() -> None:
    with pytest.raises(TypeError):
        Clean("a name", object())
    with pytest.raises((TypeError, ValueError)):
        dataclasses.replace(clean("fine"), text="a name")  # type: ignore[call-arg]  # that it is also refused at run time


def test_clean_text_does_not_show_itself_in_a_log() -> None:
    assert "sleep" not in f"{clean('She cannot sleep.')!r}"


@given(st.text())
def test_what_came_out_goes_in_unchanged(text: str) -> None:
    try:
        once = clean(text)
    except Refused:
        return
    assert clean(once.text) == once
    assert unicodedata.is_normalized("NFC", once.text)
    assert all(c == "\n" or unicodedata.category(c) not in {"Cc", "Cs"} for c in once.text)


def test_a_field_gives_clean_text_or_none_where_it_may_be_empty() -> None:
    assert GuardedField().clean(" a hope ") == clean("a hope")
    assert GuardedField(required=False).clean("  ") is None


def test_a_field_refuses_in_the_words_of_the_door() -> None:
    with pytest.raises(ValidationError, match="too long"):
        GuardedField(most=10).clean("twelve chars")
    with pytest.raises(ValidationError, match="nothing in it"):
        GuardedField().clean(None)


def test_the_box_says_where_it_is_checked_and_how_much_fits() -> None:
    class Hope(forms.Form):
        hope = GuardedField(most=300)

    shown = render_to_string("field/field.html", {"field": Hope()["hope"]})

    assert "Checked in our server's memory when you send it" in shown
    assert 'maxlength="300"' in shown
