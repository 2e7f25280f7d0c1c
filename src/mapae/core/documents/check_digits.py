"""Check digits of the machine-readable zone, and what they cannot notice (Doc 9303-3, 4.9)."""

from __future__ import annotations

_DIGITS = "0123456789"
_VALUES = {character: value for value, character in enumerate(_DIGITS + "ABCDEFGHIJKLMNOPQRSTUVWXYZ")} | {"<": 0}
_VALUES_BY_CODE = bytes(_VALUES.get(chr(code), 0) for code in range(256))

# Characters that eyes and cameras take for one another, in both directions.
_TAKEN_FOR_ONE_ANOTHER = (
    "0O", "0D", "0Q", "0U", "1I", "1L", "1T", "2Z", "4A", "5S", "6G", "7T", "7Z", "8B", "8S", "9G",
    "CG", "DO", "EF", "FP", "GQ", "HR", "IL", "MW", "OQ", "PR", "UV", "VY",
)  # fmt: skip


def check_digit(characters: str) -> str:
    """The digit for these characters, each 0-9, A-Z or `<`; any other raises KeyError. «520727» has 3."""
    return digit_of_values(bytes(map(_VALUES.__getitem__, characters)))


def values_of(line: str) -> bytes:
    """The values of a line's characters, for those who take many digits of one line. It must be of 0-9, A-Z and `<` alone."""
    return line.encode("ascii").translate(_VALUES_BY_CODE)


def digit_of_values(values: bytes) -> str:
    """The digit for characters with these values, weighted 7, 3, 1 from the left."""
    return _DIGITS[(7 * sum(values[0::3]) + 3 * sum(values[1::3]) + sum(values[2::3])) % 10]


def look_alikes(character: str) -> str:
    """The characters it is commonly taken for, in the order of the table; empty for most."""
    return _LOOK_ALIKES.get(character, "")


def are_equal_to_check_digits(one: str, other: str) -> bool:
    """Whether any check digit stays the same when one character takes the other's place: 7, 3 and 1 share no factor with 10."""
    return _VALUES[one] % 10 == _VALUES[other] % 10


_LOOK_ALIKES = {
    character: "".join(pair.replace(character, "") for pair in _TAKEN_FOR_ONE_ANOTHER if character in pair)
    for character in _VALUES
}
# The look-alikes that no check digit tells from a character: their values are equal modulo 10, as of G and 6, S and 8.
UNNOTICED_LOOK_ALIKES = {
    character: unnoticed
    for character, others in _LOOK_ALIKES.items()
    if (unnoticed := "".join(other for other in others if are_equal_to_check_digits(character, other)))
}
