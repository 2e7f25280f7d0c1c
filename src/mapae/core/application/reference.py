"""Reference numbers: 84 random bits and a check character, easy to read aloud, useless alone.

The alphabet leaves out 0, 1, I, L and O. Its 31 characters are a prime number of them, so the weighted check
character notices every single wrong character and every swap of two characters.
"""

from __future__ import annotations

ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
_DRAWN = 17
ENTROPY_BYTES = 11  # 88 bits cover the 31**17 values 13 or 14 times each: 84 bits of chance remain
_VALUE = {character: value for value, character in enumerate(ALPHABET)}
_DISCARDED = str.maketrans("", "", " -–_.")
_UPPER = str.maketrans("abcdefghijklmnopqrstuvwxyz", "ABCDEFGHIJKLMNOPQRSTUVWXYZ")


class ReferenceProblem(ValueError):
    """The text is no reference number of ours: a character is wrong, missing or too many."""


def reference_from(entropy: bytes) -> str:
    """18 characters made of 11 random bytes; the last one checks the others."""
    if len(entropy) != ENTROPY_BYTES:
        raise ValueError(f"a reference is made of {ENTROPY_BYTES} random bytes")
    number, characters = int.from_bytes(entropy), []
    for _ in range(_DRAWN):
        number, value = divmod(number, len(ALPHABET))
        characters.append(ALPHABET[value])
    drawn = "".join(characters)
    return drawn + _check(drawn)


def _check(drawn: str) -> str:
    total = sum(weight * _VALUE[character] for weight, character in enumerate(drawn, start=2))
    return ALPHABET[-total % len(ALPHABET)]


def normalise_reference(written: str) -> str:
    """The 18 characters of what somebody typed, in any case and grouping. Raises ReferenceProblem."""
    reference = written.translate(_UPPER).translate(_DISCARDED)
    if len(reference) != _DRAWN + 1 or any(character not in _VALUE for character in reference):
        raise ReferenceProblem(written)
    if _check(reference[:-1]) != reference[-1]:
        raise ReferenceProblem(written)
    return reference


def spaced(reference: str) -> str:
    """In groups of six, as it is shown: «ABCDEF-GHJKMN-PQRSTU»."""
    return "-".join(reference[start : start + 6] for start in range(0, len(reference), 6))
