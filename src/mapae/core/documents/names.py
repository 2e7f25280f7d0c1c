"""Names as the machine-readable zone writes them, and whether two of them can be one person's (Doc 9303-3, 4.6 and 6)."""

from __future__ import annotations

import re
import unicodedata

# Letters that no decomposition turns into A-Z. Where the issuer may choose, the shortest form stands here;
# comparison accepts the others too (see `_folded`).
_LETTERS = {
    "ı": "I", "İ": "I", "Æ": "AE", "æ": "AE", "Ø": "OE", "ø": "OE", "Œ": "OE", "œ": "OE", "ß": "SS", "ẞ": "SS",
    "Đ": "D", "đ": "D", "Ð": "D", "ð": "D", "Þ": "TH", "þ": "TH", "Ł": "L", "ł": "L", "Ħ": "H", "ħ": "H",
    "Ŋ": "N", "ŋ": "N", "ĸ": "Q", "Ŧ": "T", "ŧ": "T", "Ə": "E", "ə": "E", "Ĳ": "IJ", "ĳ": "IJ", "ſ": "S",
}  # fmt: skip
_DROPPED = re.compile(r"['’ʼ`´.]")
_SEPARATORS = re.compile(r"[\s\-‐‑‒–—,/]+")
_LATIN_LOWER = str.maketrans("abcdefghijklmnopqrstuvwxyz", "ABCDEFGHIJKLMNOPQRSTUVWXYZ")
# What an issuer may write or leave out: Å is AA or A; Ä, Ö, Ü are AE, OE, UE or A, O, U; UXX and NXX stand for Ü and Ñ.
_CHOICES = re.compile("A(?=A)|(?<=[AOU])E|(?<=[AOUN])XX")
NAME_LENGTH = 39


class NameProblem(ValueError):
    """The name cannot be written in the machine-readable zone; `code`: name_not_latin, name_has_digit, name_hidden_character."""

    def __init__(self, code: str, character: str) -> None:
        super().__init__(code)
        self.code = code
        self.character = character


def mrz_form(name: str) -> str:
    """The name in A-Z with one `<` between its parts: «Ayşe Nur» is AYSE<NUR. Raises NameProblem.

    Other scripts are romanised by the issuer of the passport, never here. The case of letters is mapped by table:
    `.upper()` and `.lower()` go wrong on the Turkish dotted and dotless i.
    """
    written = _DROPPED.sub("", unicodedata.normalize("NFC", name))
    parts = (_latin(part) for part in _SEPARATORS.split(written))
    return "<".join(part for part in parts if part)


def _latin(part: str) -> str:
    return "".join(_letter(character) for character in part)


def _letter(character: str) -> str:
    if character in _LETTERS:
        return _LETTERS[character]
    base = unicodedata.normalize("NFD", character)[0].translate(_LATIN_LOWER)
    if "A" <= base <= "Z" and len(base) == 1:
        return base
    if character == "<":
        return ""
    category = unicodedata.category(character)
    if category == "Mn":
        return ""
    if category[0] == "C":
        raise NameProblem("name_hidden_character", character)
    raise NameProblem("name_has_digit" if category[0] == "N" else "name_not_latin", character)


def name_parts(*names: str) -> tuple[str, ...]:
    """The parts of names in MRZ form, sorted: the same for any order and division into surname and given names."""
    return tuple(sorted(part for name in names for part in name.split("<") if part))


def names_agree(known: tuple[str, str], claimed: tuple[str, str]) -> bool:
    """Whether a claimed (surname, given names) can stand for the known one, both in MRZ form.

    Equal parts in any order agree; so do the issuer's choices (UE/U, AA/A, NXX/N ...), and a name cut at the field's end
    (30 or 39 characters), whose missing tail the known name must supply. A missing name never agrees.
    """
    if not claimed[0] and not claimed[1]:
        return False
    if name_parts(*known) == name_parts(*claimed):
        return True
    if _folded(*known) == _folded(*claimed):
        return True
    return _is_cut_of(known, claimed)


def _folded(*names: str) -> tuple[str, ...]:
    return tuple(sorted(_CHOICES.sub("", part) for part in name_parts(*names)))


def _is_cut_of(known: tuple[str, str], claimed: tuple[str, str]) -> bool:
    whole, cut = (f"{surname}<<{given}".rstrip("<") for surname, given in (known, claimed))
    return len(cut) in (30, 31, 38, 39) and len(whole) > len(cut) and whole.startswith(cut)
