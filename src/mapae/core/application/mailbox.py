"""An applicant's mailbox: when two addresses are one, the six digits that prove it, the token of a mailed link."""

from __future__ import annotations

import unicodedata
from base64 import b32encode

CODE_DIGITS = 6
CODE_ENTROPY_BYTES = 16
TOKEN_BYTES = 20  # 160 bits, 32 characters that no mail program breaks or changes
_LOWER = str.maketrans("ABCDEFGHIJKLMNOPQRSTUVWXYZ", "abcdefghijklmnopqrstuvwxyz")
_LEFT_OUT = frozenset({"Zs", "Cc", "Cf", "Pd"})  # blanks, invisible marks, hyphens


class CodeProblem(ValueError):
    """The text is not six digits."""


def mailbox_key(address: str) -> str:
    """What two spellings of one address have in common.

    Letters in composed form, and only A to Z folded: with more, different mailboxes would become one. Look-ups only: a
    mail goes to an address as it was proven.
    """
    return unicodedata.normalize("NFC", address.strip()).translate(_LOWER)


def code_from(entropy: bytes) -> str:
    """Six digits made of 16 random bytes, all values alike to 1 in 2**108."""
    if len(entropy) != CODE_ENTROPY_BYTES:
        raise ValueError(f"a code is made of {CODE_ENTROPY_BYTES} random bytes")
    return f"{int.from_bytes(entropy) % 10**CODE_DIGITS:0{CODE_DIGITS}}"


def read_code(typed: str) -> str:
    """The six digits of what somebody typed, in any script's digits, blanks and hyphens ignored. Raises CodeProblem."""
    kept = (character for character in typed if unicodedata.category(character) not in _LEFT_OUT)
    digits = "".join(str(unicodedata.decimal(character, character)) for character in kept)
    if len(digits) != CODE_DIGITS or not (digits.isascii() and digits.isdigit()):
        raise CodeProblem
    return digits


def token_from(entropy: bytes) -> str:
    """The text of a token made of 20 random bytes: small letters and digits, none of them easily mistaken."""
    if len(entropy) != TOKEN_BYTES:
        raise ValueError(f"a token is made of {TOKEN_BYTES} random bytes")
    return b32encode(entropy).decode().translate(_LOWER)
