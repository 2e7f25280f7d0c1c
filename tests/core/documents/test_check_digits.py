"""Check digits are ICAO's, and what they do not notice is known."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mapae.core.documents.check_digits import (
    UNNOTICED_LOOK_ALIKES,
    are_equal_to_check_digits,
    check_digit,
    look_alikes,
)

CHARACTERS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ<"


@pytest.mark.parametrize(
    ("characters", "digit"),
    [  # Doc 9303-3, appendix A
        ("520727", "3"),
        ("AB2134<<<", "5"),
        ("HA672242<658022549601086<<<<<<<<<<<<<<0", "8"),
        ("D231458907<<<<<<<<<<<<<<<34071279507122<<<<<<<<<<<", "2"),
        ("HA672242<658022549601086<<<<<<<", "8"),
        ("", "0"),
    ],
)
def test_check_digit_of_the_examples_of_icao(characters: str, digit: str) -> None:
    assert check_digit(characters) == digit


@given(st.text(CHARACTERS, min_size=1, max_size=44), st.data())
def test_changed_character_is_noticed_unless_the_values_are_equal_modulo_ten(text: str, data: st.DataObject) -> None:
    place = data.draw(st.integers(0, len(text) - 1))
    other = data.draw(st.sampled_from(CHARACTERS))
    changed = text[:place] + other + text[place + 1 :]
    is_unnoticed = check_digit(changed) == check_digit(text)
    assert is_unnoticed is are_equal_to_check_digits(text[place], other)


def test_look_alikes_that_no_check_digit_tells_apart() -> None:
    assert UNNOTICED_LOOK_ALIKES == {
        "0": "U", "U": "0", "1": "L", "L": "1", "6": "G", "G": "6Q", "Q": "G", "8": "S", "S": "8",
        "F": "P", "P": "F", "H": "R", "R": "H", "M": "W", "W": "M",
    }  # fmt: skip


@pytest.mark.parametrize("pair", ["0O", "1I", "2Z", "5S", "8B"])
def test_common_slips_are_look_alikes_that_a_check_digit_notices(pair: str) -> None:
    one, other = pair
    assert other in look_alikes(one) and one in look_alikes(other)
    assert not are_equal_to_check_digits(one, other)


@pytest.mark.parametrize("text", ["a", "Ş", " "])
def test_other_characters_have_no_check_digit(text: str) -> None:
    with pytest.raises(KeyError):
        check_digit(text)
