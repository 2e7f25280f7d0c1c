"""A sealed blob opens with its key, in its place, unaltered; otherwise not at all."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mapae.core.sealed.blob import KEY_LENGTH, NONCE_LENGTH, SealBroken, context, open_sealed, seal

KEY, NONCE = bytes(range(KEY_LENGTH)), bytes(NONCE_LENGTH)
PLACE = context("application", "row-1", "answers")


@given(st.binary(max_size=300))
def test_what_was_sealed_opens_in_its_place(plaintext: bytes) -> None:
    assert open_sealed(KEY, seal(KEY, NONCE, plaintext, PLACE), PLACE) == plaintext


@given(st.binary(max_size=60), st.data())
def test_blob_with_any_byte_flipped_does_not_open(plaintext: bytes, data: st.DataObject) -> None:
    blob = bytearray(seal(KEY, NONCE, plaintext, PLACE))
    blob[data.draw(st.integers(0, len(blob) - 1))] ^= data.draw(st.integers(1, 255))
    with pytest.raises(SealBroken):
        open_sealed(KEY, bytes(blob), PLACE)


@given(st.binary(max_size=60), st.data())
def test_blob_cut_short_or_grown_does_not_open(plaintext: bytes, data: st.DataObject) -> None:
    blob = seal(KEY, NONCE, plaintext, PLACE)
    cut = blob[: data.draw(st.integers(0, len(blob) - 1))]
    for other in (cut, blob + data.draw(st.binary(min_size=1, max_size=4))):
        with pytest.raises(SealBroken):
            open_sealed(KEY, other, PLACE)


@pytest.mark.parametrize(
    "place",
    [
        context("application", "row-2", "answers"),
        context("decision", "row-1", "answers"),
        context("application", "row-1", "assessment"),
        b"",
    ],
)
def test_blob_moved_to_another_place_does_not_open(place: bytes) -> None:
    with pytest.raises(SealBroken):
        open_sealed(KEY, seal(KEY, NONCE, b"told", PLACE), place)


@given(st.binary(min_size=KEY_LENGTH, max_size=KEY_LENGTH).filter(lambda key: key != KEY))
def test_blob_does_not_open_under_another_key(key: bytes) -> None:
    with pytest.raises(SealBroken):
        open_sealed(key, seal(KEY, NONCE, b"told", PLACE), PLACE)


def test_place_cannot_be_forged_by_shifting_its_parts() -> None:
    assert context("ab", "c", "d") != context("a", "bc", "d")
    with pytest.raises(ValueError, match=r"U\+001F"):
        context("application", "row\x1fanswers", "")
