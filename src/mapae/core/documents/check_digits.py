"""Check digits of the machine-readable zone, and what they cannot notice (Doc 9303-3, 4.9)."""

from __future__ import annotations

from itertools import cycle
from operator import mul

_WEIGHTS = (7, 3, 1)
_VALUES = {character: value for value, character in enumerate("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ")} | {"<": 0}

# Characters that eyes and cameras take for one another, in both directions.
_TAKEN_FOR_ONE_ANOTHER = (
    "0O", "0D", "0Q", "0U", "1I", "1L", "1T", "2Z", "4A", "5S", "6G", "7T", "7Z", "8B", "8S", "9G",
    "CG", "DO", "EF", "FP", "GQ", "HR", "IL", "MW", "OQ", "PR", "UV", "VY",
)  # fmt: skip


def check_digit(characters: str) -> str:
    """The digit for these characters, each 0-9, A-Z or `<`; any other raises KeyError. «520727» has 3."""
    return str(sum(map(mul, map(_VALUES.__getitem__, characters), cycle(_WEIGHTS))) % 10)


def look_alikes(character: str) -> str:
    """The characters it is commonly taken for, in the order of the table; empty for most."""
    return _LOOK_ALIKES.get(character, "")


def unnoticed_look_alikes(character: str) -> str:
    """The look-alikes that no check digit tells from it: their values are equal modulo 10, as of G and 6, S and 8."""
    return _UNNOTICED.get(character, "")


def are_equal_to_check_digits(one: str, other: str) -> bool:
    """Whether any check digit stays the same when one character takes the other's place: 7, 3 and 1 share no factor with 10."""
    return _VALUES[one] % 10 == _VALUES[other] % 10


# Looked up for every character of every zone.
_LOOK_ALIKES = {
    character: "".join(pair.replace(character, "", 1) for pair in _TAKEN_FOR_ONE_ANOTHER if character in pair)
    for character in _VALUES
}
_UNNOTICED = {
    character: "".join(other for other in others if are_equal_to_check_digits(character, other))
    for character, others in _LOOK_ALIKES.items()
}
