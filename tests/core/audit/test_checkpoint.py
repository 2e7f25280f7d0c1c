"""A checkpoint is believed only in its exact form and under a known key."""

import dataclasses

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mapae.core.audit.checkpoint import (
    LARGEST_SIZE,
    LONGEST_NOTE,
    Checkpoint,
    CheckpointFault,
    CheckpointRefused,
    parse_checkpoint,
    sign_checkpoint,
    verify_checkpoint,
)
from mapae.core.audit.keys import Signer
from mapae.core.audit.tree import EMPTY_ROOT

LINES = st.text(st.characters(min_codepoint=32, exclude_categories=["Cs"]), min_size=1, max_size=40)
CHECKPOINTS = st.builds(
    Checkpoint,
    origin=LINES,
    size=st.integers(0, LARGEST_SIZE),
    root=st.binary(min_size=32, max_size=32),
    extensions=st.lists(LINES, max_size=3).map(tuple),
)
SAMPLE = Checkpoint("mapae.example/audit", 8, EMPTY_ROOT)


def fault_of(text: str, *signers: Signer) -> CheckpointFault:
    with pytest.raises(CheckpointRefused) as refusal:
        verify_checkpoint(text, [signer.key for signer in signers])
    return refusal.value.fault


@given(CHECKPOINTS)
def test_a_signed_checkpoint_says_what_was_signed(signer: Signer, other_signer: Signer, checkpoint: Checkpoint) -> None:
    text = sign_checkpoint(checkpoint.body, signer)
    assert verify_checkpoint(text, [other_signer.key, signer.key]) == checkpoint
    assert parse_checkpoint(text).claim == checkpoint


@given(CHECKPOINTS, st.data())
def test_a_checkpoint_with_one_changed_byte_is_refused(
    signer: Signer, checkpoint: Checkpoint, data: st.DataObject
) -> None:
    raw = bytearray(sign_checkpoint(checkpoint.body, signer).encode())
    raw[data.draw(st.integers(0, len(raw) - 1))] ^= data.draw(st.integers(1, 255))
    with pytest.raises((CheckpointRefused, UnicodeDecodeError)):
        verify_checkpoint(raw.decode(), [signer.key])


def test_no_single_bit_of_a_checkpoint_may_change(signer: Signer) -> None:
    raw = sign_checkpoint(SAMPLE.body, signer).encode()
    for at in range(len(raw)):
        for bit in range(8):
            changed = raw[:at] + bytes([raw[at] ^ 1 << bit]) + raw[at + 1 :]
            with pytest.raises((CheckpointRefused, UnicodeDecodeError)):
                verify_checkpoint(changed.decode(), [signer.key])


@given(st.text(max_size=200))
def test_any_text_is_refused_in_order(text: str) -> None:
    with pytest.raises(CheckpointRefused):
        parse_checkpoint(text)


def test_an_unknown_signature_beside_a_known_one_is_ignored(signer: Signer, other_signer: Signer) -> None:
    text = sign_checkpoint(SAMPLE.body, signer)
    line = sign_checkpoint(SAMPLE.body, other_signer).rpartition("\n\n")[2]
    assert verify_checkpoint(text + line, [signer.key]) == SAMPLE
    assert len(parse_checkpoint(text + line).signatures) == 2


def test_a_wrong_signature_of_a_known_key_spoils_the_note(signer: Signer, other_signer: Signer) -> None:
    text = sign_checkpoint(SAMPLE.body, signer)
    foreign = sign_checkpoint(dataclasses.replace(SAMPLE, size=9).body, other_signer).rpartition("\n\n")[2]
    assert verify_checkpoint(text + foreign, [signer.key]) == SAMPLE
    assert fault_of(text + foreign, signer, other_signer) is CheckpointFault.SIGNATURE_WRONG


def test_a_checkpoint_of_an_unknown_key_is_refused(signer: Signer, other_signer: Signer) -> None:
    assert fault_of(sign_checkpoint(SAMPLE.body, other_signer), signer) is CheckpointFault.NO_KNOWN_KEY


def test_an_endless_note_is_refused(signer: Signer) -> None:
    text = sign_checkpoint(SAMPLE.body, signer)
    assert fault_of(text + "x" * LONGEST_NOTE, signer) is CheckpointFault.TOO_LONG


def test_a_broken_signing_device_is_noticed_when_signing(signer: Signer) -> None:
    broken = Signer(signer.key, lambda message: signer.sign(message + b" "))
    with pytest.raises(CheckpointRefused) as refusal:
        sign_checkpoint(SAMPLE.body, broken)
    assert refusal.value.fault is CheckpointFault.SIGNATURE_WRONG


@pytest.mark.parametrize(
    "body", ["", "free text\n", SAMPLE.body[:-1], SAMPLE.body + "ext", SAMPLE.body + "\n", "\n" + SAMPLE.body]
)
def test_nothing_but_a_checkpoint_is_ever_signed(signer: Signer, body: str) -> None:
    with pytest.raises(CheckpointRefused):
        sign_checkpoint(body, signer)


@pytest.mark.parametrize(
    ("changes", "fault"),
    [
        ({"origin": ""}, CheckpointFault.ORIGIN),
        ({"origin": "two\nlines"}, CheckpointFault.ORIGIN),
        ({"size": -1}, CheckpointFault.SIZE),
        ({"size": LARGEST_SIZE + 1}, CheckpointFault.SIZE),
        ({"root": bytes(31)}, CheckpointFault.ROOT),
        ({"extensions": ("",)}, CheckpointFault.EXTENSION),
        ({"extensions": ("a\rb",)}, CheckpointFault.EXTENSION),
    ],
)
def test_an_impossible_checkpoint_cannot_be_built(changes: dict[str, object], fault: CheckpointFault) -> None:
    with pytest.raises(CheckpointRefused) as refusal:
        dataclasses.replace(SAMPLE, **changes)  # type: ignore[arg-type]  # wrong on purpose
    assert refusal.value.fault is fault
