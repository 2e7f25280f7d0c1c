"""A verifier key is a name and a key bound together; a changed text of it is no key."""

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import given
from hypothesis import strategies as st

from mapae.core.audit.keys import KeyRefused, Signer, VerifierKey


@given(st.binary(min_size=32, max_size=32))
def test_the_text_of_a_key_reads_back_to_the_key(seed: bytes) -> None:
    key = Signer.of("mapae.example/audit", Ed25519PrivateKey.from_private_bytes(seed)).key
    assert VerifierKey.parse(key.text) == key


@given(st.data())
def test_a_key_text_with_one_changed_character_is_refused(signer: Signer, data: st.DataObject) -> None:
    text = signer.key.text
    at = data.draw(st.integers(0, len(text) - 1))
    other = data.draw(st.characters().filter(lambda mark: mark != text[at]))
    with pytest.raises(KeyRefused):
        VerifierKey.parse(text[:at] + other + text[at + 1 :])


@pytest.mark.parametrize("name", ["", "two words", "a+b", "line\n", "nbsp\u00a0", "bell\x07", "half\ud800"])
def test_a_name_that_would_break_a_signature_line_is_refused(signer: Signer, name: str) -> None:
    with pytest.raises(KeyRefused):
        VerifierKey(name, signer.key.public_key)


@pytest.mark.parametrize("length", [0, 31, 33])
def test_a_public_key_of_another_length_is_refused(length: int) -> None:
    with pytest.raises(KeyRefused):
        VerifierKey("mapae.example/audit", bytes(length))


def test_a_signature_holds_for_its_key_and_message_only(signer: Signer, other_signer: Signer) -> None:
    signature = signer.sign(b"message")
    assert signer.key.has_signed(b"message", signature)
    assert not signer.key.has_signed(b"massage", signature)
    assert not other_signer.key.has_signed(b"message", signature)
    assert not signer.key.has_signed(b"message", b"short")
