"""All the ways in which an issuer may write a name in the machine-readable zone (Doc 9303-3, 6, tables A, B and C).

For proposing and comparing. What an applicant's Latin field holds is `mrz_form` of what was typed there, and nothing
from here is stored in its place.
"""

from __future__ import annotations

import math
import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import chain, islice, product
from typing import NamedTuple

from mapae.core.documents.names import (
    DROPPED,
    FILLERS,
    SEPARATORS,
    NameFault,
    NameProblem,
    check_name,
    is_in_table,
    mrz_form,
)
from mapae.core.documents.scripts import script_of
from mapae.core.documents.transliteration_arabic import arabic_forms
from mapae.core.documents.transliteration_cyrillic import cyrillic_forms
from mapae.core.documents.transliteration_latin import SHORTEST_FIRST, TABLE_A

# Enough for every letter with a choice spelled one way throughout (48), and some mixtures.
MOST_FORMS = 64
Forms = tuple[str, ...]
_WORD = re.compile(rf"[^\s{re.escape(SEPARATORS)}]+")


@dataclass(frozen=True, slots=True)
class Spellings:
    """MRZ forms of a name, the likeliest first. `is_complete` is False if there are more than MOST_FORMS.

    `not_in_table`: characters that the standard's table does not have. Their marks were stripped, or, where that
    helps nothing, they were left out: somebody must look at the result.
    """

    forms: tuple[str, ...]
    is_complete: bool
    not_in_table: tuple[str, ...]


def mrz_forms(name: str, issuing_state: str = "") -> Spellings:
    """Every legal MRZ form of a Latin name: the issuing state's habit first, else the table's order. Raises NameProblem.

    «Müller» is MUELLER, MUXXLLER or MULLER; for TUR MULLER comes first. `mrz_form` of the name is always among them.
    """
    mrz_form(name)  # refuses what no Latin name holds
    return _spellings(_latin(word, issuing_state) for _, word in _words(name))


def proposed_latin(name: str, issuing_state: str = "") -> Spellings:
    """What table B or C makes of a Cyrillic or Arabic name, word by word; Latin words as in `mrz_forms`. Raises NameProblem.

    A proposal for people, never to be stored unseen: the issuer may have romanised otherwise, and an Arabic name in
    this form is no customary spelling. Other scripts have no table and are refused as not Latin.
    """
    check_name(name)
    return _spellings(_of_any_script(word, place, issuing_state) for place, word in _words(name))


class _Letter(NamedTuple):
    character: str
    forms: Forms
    is_in_table: bool = True


_FILLER = _Letter("<", ("<",))


def _words(name: str) -> list[tuple[int, str]]:
    """The words, each with its place."""
    return [(found.start(), found[0]) for found in _WORD.finditer(unicodedata.normalize("NFC", name))]


def _of_any_script(word: str, place: int, issuing_state: str) -> list[_Letter]:
    script = next((script_of(one) for one in word if unicodedata.category(one)[0] == "L"), "LATIN")
    if script == "LATIN":
        return _latin(word, issuing_state)
    if script == "CYRILLIC":
        found = [(one, cyrillic_forms(one, issuing_state, is_first=not at)) for at, one in enumerate(word)]
    elif script == "ARABIC":
        found = arabic_forms(word)
    else:
        raise NameProblem(NameFault.NOT_LATIN, word[0], place)
    return [_letter(one, forms) for one, forms in found]


def _letter(character: str, forms: Forms) -> _Letter:
    if forms:
        return _Letter(character, forms)
    base = unicodedata.normalize("NFD", character)[0]
    plain = cyrillic_forms(base, "", is_first=False) if base != character else ()
    return _Letter(character, plain or ("",), character in DROPPED)


def _latin(word: str, issuing_state: str) -> list[_Letter]:
    return [_latin_letter(one, issuing_state in SHORTEST_FIRST) for one in word]


def _latin_letter(character: str, is_shortest_first: bool) -> _Letter:
    forms = TABLE_A.get(character)
    if forms is None:
        return _Letter(character, (mrz_form(character),), is_in_table(character))
    return _Letter(character, tuple(sorted(forms, key=len)) if is_shortest_first else forms)


def _spellings(words: Iterable[list[_Letter]]) -> Spellings:
    letters = [letter for word in words for letter in (*word, _FILLER)]
    written = chain(islice(_one_way_throughout(letters), MOST_FORMS), islice(_mixed(letters), MOST_FORMS))
    forms = tuple(dict.fromkeys(FILLERS.sub("<", form).strip("<") for form in written))
    return Spellings(
        forms[:MOST_FORMS],
        math.prod(len(letter.forms) for letter in letters) <= MOST_FORMS,
        tuple(dict.fromkeys(letter.character for letter in letters if not letter.is_in_table)),
    )


def _one_way_throughout(letters: list[_Letter]) -> Iterator[str]:
    """As an issuer writes: the same choice wherever the same letter stands."""
    choices = list(dict.fromkeys(letter.forms for letter in letters))
    for picked in product(*choices):
        chosen = dict(zip(choices, picked, strict=True))
        yield "".join(chosen[letter.forms] for letter in letters)


def _mixed(letters: list[_Letter]) -> Iterator[str]:
    return map("".join, product(*(letter.forms for letter in letters)))
