"""A reference number is random, is read back in any spelling, and notices a slip of the pen."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mapae.core.application.reference import (
    ALPHABET,
    ENTROPY_BYTES,
    ReferenceProblem,
    normalise_reference,
    reference_from,
    spaced,
)

references = st.binary(min_size=ENTROPY_BYTES, max_size=ENTROPY_BYTES).map(reference_from)


@given(references)
def test_reference_is_read_back_in_any_case_and_grouping(reference: str) -> None:
    assert len(reference) == 18
    for written in (reference, spaced(reference), reference.lower(), " ".join(reference), f" {spaced(reference)}. "):
        assert normalise_reference(written) == reference


@given(references, st.integers(0, 17), st.sampled_from(ALPHABET))
def test_one_wrong_character_is_always_noticed(reference: str, place: int, other: str) -> None:
    if other == reference[place]:
        return
    with pytest.raises(ReferenceProblem):
        normalise_reference(reference[:place] + other + reference[place + 1 :])


@given(references, st.integers(0, 17), st.integers(0, 17))
def test_two_characters_swapped_are_always_noticed(reference: str, one: int, two: int) -> None:
    if reference[one] == reference[two]:
        return
    characters = list(reference)
    characters[one], characters[two] = characters[two], characters[one]
    with pytest.raises(ReferenceProblem):
        normalise_reference("".join(characters))


@given(references, st.integers(0, 17))
def test_character_left_out_or_doubled_is_noticed(reference: str, place: int) -> None:
    for written in (
        reference[:place] + reference[place + 1 :],
        reference[:place] + reference[place] + reference[place:],
    ):
        with pytest.raises(ReferenceProblem):
            normalise_reference(written)


@pytest.mark.parametrize(
    "written", ["", "0" * 18, "O" * 18, "ı" * 18, "ＡＢＣＤＥＦＧＨＪＫＭＮＰＱＲＳＴＵ", "A" * 10_000]
)
def test_what_is_no_reference_is_refused(written: str) -> None:
    with pytest.raises(ReferenceProblem):
        normalise_reference(written)


def test_alphabet_has_a_prime_number_of_characters_and_none_that_are_taken_for_another() -> None:
    assert len(ALPHABET) == len(set(ALPHABET)) == 31
    assert not set(ALPHABET) & set("01ILO")


def test_at_least_84_bits_are_drawn_and_every_byte_counts() -> None:
    """17 characters of 31 are 84.2 bits; the 88 bits drawn spread over them so evenly that 84 are left."""
    values = len(ALPHABET) ** 17
    assert math.log2(values) > 84
    commonest = -(-(2**88) // values)  # how many of the draws give the commonest reference
    assert 88 - math.log2(commonest) >= 84
    assert len({reference_from(bytes(place) + b"\x01" + bytes(10 - place)) for place in range(11)}) == 11


def test_other_amounts_of_randomness_are_refused() -> None:
    with pytest.raises(ValueError, match="11 random bytes"):
        reference_from(bytes(10))
