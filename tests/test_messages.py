"""The committed catalogues are complete, with equal placeholders, and compiled. Against the code: `make messages`."""

from __future__ import annotations

from tools.messages import problems


def test_every_sentence_is_translated_with_its_placeholders_and_compiled() -> None:
    assert problems() == []
