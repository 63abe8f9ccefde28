"""What sealing promises of any text and any key."""

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from soundingboard.sealing import Broken, name_of, new_key, open_sealed, rotate, seal, token, unwrap, wrap

texts = st.text(max_size=300)
keys = st.binary(min_size=32, max_size=32)
names = st.text(max_size=40)


@given(text=texts, key=keys, name=names)
def test_what_was_sealed_opens_to_the_very_same_text(text: str, key: bytes, name: str) -> None:
    assert open_sealed(seal(text, key, name), key, name) == text


@given(text=texts, key=keys, name=names)
def test_the_same_text_is_never_sealed_to_the_same_bytes(text: str, key: bytes, name: str) -> None:
    assert seal(text, key, name) != seal(text, key, name)


@given(text=texts, key=keys, other=keys, name=names)
def test_another_key_opens_nothing(text: str, key: bytes, other: bytes, name: str) -> None:
    assume(key != other)

    with pytest.raises(Broken):
        open_sealed(seal(text, key, name), other, name)


@given(text=texts, key=keys, name=names, other=names)
def test_what_was_moved_to_another_row_does_not_open_there(text: str, key: bytes, name: str, other: str) -> None:
    assume(name != other)

    with pytest.raises(Broken):
        open_sealed(seal(text, key, name), key, other)


@given(text=texts, key=keys, name=names, data=st.data())
def test_a_single_changed_bit_is_noticed(text: str, key: bytes, name: str, data: st.DataObject) -> None:
    sealed = bytearray(seal(text, key, name))
    at, bit = data.draw(st.integers(0, len(sealed) - 1)), data.draw(st.integers(0, 7))
    sealed[at] ^= 1 << bit

    with pytest.raises(Broken):
        open_sealed(bytes(sealed), key, name)


@given(rest=st.binary(max_size=60), key=keys, name=names)
def test_any_other_bytes_are_refused_and_crash_nothing(rest: bytes, key: bytes, name: str) -> None:
    with pytest.raises(Broken):
        open_sealed(rest, key, name)
    with pytest.raises(Broken):
        unwrap(rest, key)


def test_what_is_sealed_shows_nothing_of_the_text_but_its_length() -> None:
    sealed = seal("Am I pushing too soon?", new_key(), "row")

    assert b"pushing" not in sealed
    assert len(sealed) == len("Am I pushing too soon?") + 29


@given(key=keys, site_key=keys, other=keys)
def test_a_wrapped_key_comes_back_under_its_own_site_key_alone(key: bytes, site_key: bytes, other: bytes) -> None:
    assume(site_key != other)
    wrapped = wrap(key, site_key)

    assert len(wrapped) == 40
    assert unwrap(wrapped, site_key) == key
    with pytest.raises(Broken):
        unwrap(wrapped, other)


@given(held=st.dictionaries(names, keys, max_size=5), old=keys, new=keys)
def test_after_a_rotation_the_new_site_key_opens_all_and_the_old_none(
    held: dict[str, bytes], old: bytes, new: bytes
) -> None:
    assume(old != new)

    rotated = rotate({name: wrap(key, old) for name, key in held.items()}, old, new)

    assert {name: unwrap(one, new) for name, one in rotated.items()} == held
    for one in rotated.values():
        with pytest.raises(Broken):
            unwrap(one, old)


@given(key=keys, other=keys, meaning=texts)
def test_a_token_can_be_made_again_with_its_key_and_with_no_other(key: bytes, other: bytes, meaning: str) -> None:
    assume(key != other)

    assert token(key, meaning) == token(key, meaning)
    assert token(key, meaning) != token(other, meaning)
    assert name_of(key) != name_of(other)


def test_an_error_quotes_neither_key_nor_text() -> None:
    with pytest.raises(Broken) as told:
        open_sealed(b"\x01" + b"Am I pushing too soon?" * 2, b"k" * 32, "row")

    assert str(told.value) == "This key does not open this."
    assert told.value.__cause__ is None
