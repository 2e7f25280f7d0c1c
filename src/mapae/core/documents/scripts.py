"""What hides in a text that people typed: characters nobody sees, and look-alikes of other scripts in one word.

Which script a letter belongs to is read from its Unicode name («CYRILLIC SMALL LETTER A»): the standard library has no
script property, and for the letters of names the two agree.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache


class TextFault(StrEnum):
    """What is wrong with a character of a text."""

    CONTROL = "control"
    DIRECTION = "direction"
    INVISIBLE = "invisible"
    NO_CHARACTER = "no_character"
    DIGIT = "digit"
    SYMBOL = "symbol"
    MIXED_SCRIPTS = "mixed_scripts"


HIDDEN = frozenset({TextFault.CONTROL, TextFault.DIRECTION, TextFault.INVISIBLE, TextFault.NO_CHARACTER})


@dataclass(frozen=True, slots=True)
class Finding:
    """The first fault of a text: which, at which place (counted from 0), on which character."""

    fault: TextFault
    position: int
    character: str


# The scripts that Unicode recommends for identifiers (UAX 31, tables 5 and 7): those that people write names in today.
SCRIPTS = frozenset(
    {
        "ADLAM", "ARABIC", "ARMENIAN", "BENGALI", "BOPOMOFO", "CANADIAN", "CHEROKEE", "CYRILLIC", "DEVANAGARI", "ETHIOPIC",
        "GEORGIAN", "GREEK", "GUJARATI", "GURMUKHI", "HAN", "HANGUL", "HEBREW", "HIRAGANA", "KANNADA", "KATAKANA",
        "KHMER", "LAO", "LATIN", "MALAYALAM", "MONGOLIAN", "MYANMAR", "NKO", "ORIYA", "SINHALA", "SYRIAC", "TAMIL",
        "TELUGU", "THAANA", "THAI", "TIBETAN", "TIFINAGH", "YI",
    }
)  # fmt: skip
# Scripts that are written together in one word.
_FAMILIES = (
    frozenset({"HAN", "HIRAGANA", "KATAKANA"}),
    frozenset({"HAN", "HANGUL"}),
    frozenset({"HAN", "BOPOMOFO"}),
)
_FIRST_WORDS = {"CJK": "HAN", "IDEOGRAPHIC": "HAN", "KATAKANA-HIRAGANA": "KATAKANA", "COMBINING": "", "VARIATION": ""}
_WIDTHS = ("FULLWIDTH", "HALFWIDTH")
_IDEOGRAPHIC_ZERO = "\u3007"

_DIRECTION = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
_VARIATIONS = (("\ufe00", "\ufe0f"), ("\U000e0100", "\U000e01ef"))
# Fillers, joiners and variation selectors that are letters, marks or symbols by their category, and yet draw nothing.
_BLANK = frozenset("\u034f\u115f\u1160\u17b4\u17b5\u180b\u180c\u180d\u180f\u2800\u3164\uffa0")
_UNSEEN = _BLANK.union(*(map(chr, range(ord(first), ord(last) + 1)) for first, last in _VARIATIONS))
_NON_JOINER, _JOINER = "\u200c", "\u200d"
_VIRAMA = 9  # the combining class of the sign that joins letters in the scripts of India
# What stands inside a name or between two of them and belongs to no script.
MARKS_IN_NAMES = frozenset("'\u2019\u2018\u02bc\u02bb\u2032`\u00b4.,/\u00b7\u30fb\u2027\u05f3\u05f4\u0f0b\u1361")
_BETWEEN_WORDS = frozenset(",/\u00b7\u30fb\u2027\u1361")


@lru_cache(maxsize=2048)  # of single letters: they say nothing of anybody
def script_of(letter: str) -> str:
    """The script of a letter or mark, «LATIN»; empty for a mark of all scripts; another word for what is no letter."""
    first, _, rest = unicodedata.name(letter, "").partition(" ")
    if first in _WIDTHS:
        first = rest.partition(" ")[0]
    return _FIRST_WORDS.get(first, first)


def find_hidden(text: str) -> Finding | None:
    """The first character that a reader cannot see, or that reorders what is read; serves every text people type.

    Joiners pass where the spelling of Persian or of an Indian script needs them, variation selectors on ideographs.
    """
    if text.isprintable() and (text.isascii() or _UNSEEN.isdisjoint(text)):  # nothing to look at letter by letter
        return None
    for position, character in enumerate(text):
        fault = _hidden_fault(text, position)
        if fault:
            return Finding(fault, position, character)
    return None


def _hidden_fault(text: str, position: int) -> TextFault | None:
    character = text[position]
    category = unicodedata.category(character)
    if character in _DIRECTION:
        return TextFault.DIRECTION
    if category in ("Cc", "Zl", "Zp"):
        return TextFault.CONTROL
    if category in ("Cn", "Co", "Cs"):
        return TextFault.NO_CHARACTER
    if character in (_NON_JOINER, _JOINER):
        return None if _joins(text, position) else TextFault.INVISIBLE
    if any(first <= character <= last for first, last in _VARIATIONS):
        return None if position and script_of(text[position - 1]) == "HAN" else TextFault.INVISIBLE
    return TextFault.INVISIBLE if category == "Cf" or character in _BLANK else None


def _joins(text: str, position: int) -> bool:
    before, after = text[position - 1 : position], text[position + 1 : position + 2]
    if not before or not after or script_of(before) != script_of(after):
        return False
    if unicodedata.combining(before) == _VIRAMA:
        return True
    return text[position] == _NON_JOINER and script_of(before) == "ARABIC"


def find_in_name(name: str) -> Finding | None:
    """The first fault of a name in any script: what is hidden, then digits, symbols and words of mixed scripts."""
    hidden = find_hidden(name)
    if hidden:
        return hidden
    return next(_visible_faults(name), None)


def _visible_faults(name: str) -> Iterator[Finding]:
    word: frozenset[str] = frozenset()
    for position, character in enumerate(name):
        category = unicodedata.category(character)
        if category in ("Zs", "Pd") or character in _BETWEEN_WORDS:
            word = frozenset()
        elif category[0] in "LM" or character == _IDEOGRAPHIC_ZERO:
            script = script_of(character)
            if script not in SCRIPTS and script:
                if character not in MARKS_IN_NAMES:
                    yield Finding(TextFault.SYMBOL, position, character)
                continue
            word |= {script} - {""}
            if not _is_one_family(word):
                yield Finding(TextFault.MIXED_SCRIPTS, position, character)
        elif category[0] == "N":
            yield Finding(TextFault.DIGIT, position, character)
        elif character not in MARKS_IN_NAMES and category != "Cf":
            yield Finding(TextFault.SYMBOL, position, character)


def _is_one_family(scripts: frozenset[str]) -> bool:
    return len(scripts) <= 1 or any(scripts <= family for family in _FAMILIES)
