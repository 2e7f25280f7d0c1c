"""Addresses that are one, codes as people type them, tokens that mail programs leave alone."""

from __future__ import annotations

import re
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mapae.core.application.mailbox import (
    CODE_ENTROPY_BYTES,
    TOKEN_BYTES,
    CodeProblem,
    code_from,
    mailbox_key,
    read_code,
    token_from,
)


def test_case_of_latin_letters_and_blanks_around_make_no_other_mailbox() -> None:
    assert mailbox_key(" Ayse.Ornek@Example.ORG ") == mailbox_key("ayse.ornek@example.org")


@pytest.mark.parametrize(
    ("one", "other"),
    [("ıs@example.org", "is@example.org"), ("İs@example.org", "is@example.org"),
     ("straße@example.org", "strasse@example.org"), ("a+b@example.org", "a@example.org"), ("ſ@x.org", "s@x.org")],
)  # fmt: skip
def test_letters_that_only_look_or_fold_alike_are_two_mailboxes(one: str, other: str) -> None:
    assert mailbox_key(one) != mailbox_key(other)


def test_composed_and_decomposed_letters_are_one_mailbox() -> None:
    assert mailbox_key("müller@example.org") == mailbox_key("mu\u0308ller@example.org")


@given(st.binary(min_size=CODE_ENTROPY_BYTES, max_size=CODE_ENTROPY_BYTES))
def test_code_is_six_digits_and_reads_as_itself(entropy: bytes) -> None:
    code = code_from(entropy)
    assert re.fullmatch("[0-9]{6}", code)
    assert read_code(code) == code


@pytest.mark.parametrize(
    "typed",
    ["012345", " 012 345 ", "012-345", "\u200e012345\u200f", "٠١٢٣٤٥", "۰۱۲۳۴۵", "०१२३४५", "０１２ ３４５", "012\u00a0345",
     "012\t345\n", "012–345"],
)  # fmt: skip
def test_code_is_read_in_any_digits_with_any_blanks(typed: str) -> None:
    assert read_code(typed) == "012345"


@pytest.mark.parametrize(
    "typed", ["", "12345", "1234567", "12345a", "O12345", "①②③④⑤⑥", "½23456", "十二三四五六", "1.2345"]
)
def test_anything_else_is_no_code(typed: str) -> None:
    with pytest.raises(CodeProblem):
        read_code(typed)


@given(st.text())
def test_no_text_breaks_the_reading(typed: str) -> None:
    with suppress(CodeProblem):
        assert re.fullmatch("[0-9]{6}", read_code(typed))


@given(st.binary(min_size=TOKEN_BYTES, max_size=TOKEN_BYTES))
def test_token_is_one_word_of_an_address_and_keeps_all_its_bits(entropy: bytes) -> None:
    assert re.fullmatch("[a-z2-7]{32}", token_from(entropy))
    assert TOKEN_BYTES * 8 >= 128
    assert token_from(entropy) != token_from(bytes([entropy[0] ^ 1]) + entropy[1:])


def test_less_chance_than_promised_is_refused() -> None:
    with pytest.raises(ValueError, match="random bytes"):
        code_from(b"short")
    with pytest.raises(ValueError, match="random bytes"):
        token_from(b"short")
