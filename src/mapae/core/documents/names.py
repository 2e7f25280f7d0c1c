"""Names as the machine-readable zone writes them (Doc 9303-3, 4.6 and 6), and native names beside them."""

from __future__ import annotations

import re
import unicodedata
from enum import StrEnum
from itertools import chain

from mapae.core.documents.scripts import HIDDEN, Finding, TextFault, find_in_name, script_of
from mapae.core.documents.transliteration_latin import OUTSIDE_TABLE, TABLE_A

_BASIC = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
# East Asian keyboards also write these in the width of an ideograph.
_WIDE_UPPER, _WIDE_LOWER = range(0xFF21, 0xFF3B), range(0xFF41, 0xFF5B)
# Apostrophes, full stops and middle dots vanish; blanks, hyphens, commas and strokes become the filler (4.6).
DROPPED = "'’‘ʼʻ′`´.·‧<"
SEPARATORS = " -‐‑‒–—,/\u00a0\u3000"
_WRITTEN: dict[int, str | None] = {
    **{ord(letter): min(forms, key=len) for letter, forms in (TABLE_A | OUTSIDE_TABLE).items()},
    **dict(zip(map(ord, "abcdefghijklmnopqrstuvwxyz"), _BASIC, strict=True)),
    **dict(zip(chain(_WIDE_UPPER, _WIDE_LOWER), _BASIC * 2, strict=True)),
    **{ord(mark): None for mark in DROPPED},
    **{ord(mark): "<" for mark in SEPARATORS},
}
_LETTERS = re.compile("[A-Z<]*")
FILLERS = re.compile("<<+")
# Whatever an issuer may add after a letter: Ä is AE or A, Å is AA or A, Ö is OE or O, Ü is UE, UXX or U, Ñ is NXX or N.
_ADDED = re.compile("A[AE]+|OE+|U(?:E|XX)+|N(?:XX)+")


class NameFault(StrEnum):
    """Why a name is refused; the last one is found in native names only."""

    NOT_LATIN = "name_not_latin"
    HAS_DIGIT = "name_has_digit"
    HIDDEN_CHARACTER = "name_hidden_character"
    MIXED_SCRIPTS = "name_mixed_scripts"
    HAS_SYMBOL = "name_has_symbol"


class NameProblem(ValueError):
    """The name cannot be taken: `code` says why, `character` and `position` (in the NFC form, from 0) where."""

    def __init__(self, code: NameFault, character: str, position: int) -> None:
        super().__init__(code)
        self.code = code
        self.character = character
        self.position = position


def mrz_form(name: str) -> str:
    """The name in A-Z with one `<` between its parts: «Ayşe Nur» is AYSE<NUR. Raises NameProblem.

    Where the issuer may choose, this is the shortest form; `mrz_forms` has them all. Other scripts are romanised by
    the issuer of the passport, never here. The case of letters is mapped by table: `.upper()` and `.lower()` go wrong
    on the Turkish dotted and dotless i.
    """
    composed = unicodedata.normalize("NFC", name)
    written = composed.translate(_WRITTEN)
    if not _LETTERS.fullmatch(written):
        written = "".join(_letter(composed, position) for position in range(len(composed)))
    return FILLERS.sub("<", written).strip("<")


def is_in_table(character: str) -> bool:
    """Whether the standard says how to write this character of a Latin name; for others marks are only stripped."""
    return character in _BASIC or (ord(character) in _WRITTEN and character not in OUTSIDE_TABLE)


def _letter(name: str, position: int) -> str:
    character = name[position]
    category = unicodedata.category(character)
    if category == "Zs":
        return "<"
    if category == "Mn" and find_in_name(character) is None and not script_of(character):
        return ""
    base = unicodedata.normalize("NFD", character)[0].translate(_WRITTEN)
    if not _LETTERS.fullmatch(base):
        raise _problem(name, position)
    return base


def _problem(name: str, position: int) -> NameProblem:
    finding = find_in_name(name)
    if finding is None or finding.fault is TextFault.SYMBOL:
        return NameProblem(NameFault.NOT_LATIN, name[position], position)
    return _refused(finding)


def _refused(finding: Finding) -> NameProblem:
    fault = NameFault.HIDDEN_CHARACTER if finding.fault in HIDDEN else _FAULTS[finding.fault]
    return NameProblem(fault, finding.character, finding.position)


_FAULTS = {
    TextFault.DIGIT: NameFault.HAS_DIGIT,
    TextFault.SYMBOL: NameFault.HAS_SYMBOL,
    TextFault.MIXED_SCRIPTS: NameFault.MIXED_SCRIPTS,
}


def check_name(name: str) -> None:
    """Raises NameProblem for what no name in any script holds: hidden characters, digits, symbols, mixed scripts."""
    finding = find_in_name(unicodedata.normalize("NFC", name))
    if finding:
        raise _refused(finding)


def native_name(written: str) -> str:
    """The name as its bearer writes it at home, 홍길동: composed (NFC), blanks tidied; empty without a letter.

    Each word keeps to one script, or to those that are written together (Han and kana, Han and Hangul). It is kept
    beside the Latin name and never compared with it. Raises NameProblem.
    """
    check_name(written)
    name = " ".join(unicodedata.normalize("NFC", written).split())
    return name if any(unicodedata.category(one)[0] == "L" for one in name) else ""


def name_parts(*names: str) -> tuple[str, ...]:
    """The parts of names in MRZ form, sorted: the same for any order and division into surname and given names."""
    return tuple(sorted(part for name in names for part in name.split("<") if part))


def without_choices(part: str) -> str:
    """The one form of all that the issuer may choose from: MUELLER, MUXXLLER and MULLER are MULLER.

    Coarser than the table (AAE also becomes A): equal forms mean that two names *may* agree.
    """
    return _ADDED.sub(lambda found: found[0][0], part)
