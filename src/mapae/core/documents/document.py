"""A travel document and the person in it, in the form that keys and matches are made of."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from mapae.core.documents.names import name_parts, without_choices
from mapae.core.documents.partial_date import PartialDate
from mapae.core.documents.states import canonical_state

_NUMBER = re.compile(r"[0-9A-Z]{1,20}")
_DISCARDED = str.maketrans("", "", " -<./")
_UPPER = str.maketrans("abcdefghijklmnopqrstuvwxyz", "ABCDEFGHIJKLMNOPQRSTUVWXYZ")


class DocumentNumberProblem(ValueError):
    """The number holds characters that no passport number has, or none, or too many."""


def normalise_number(written: str) -> str:
    """The number in A-Z and 0-9 without blanks, hyphens and fillers: «u 123-456» is U123456. Raises DocumentNumberProblem."""
    number = written.translate(_UPPER).translate(_DISCARDED)
    if not _NUMBER.fullmatch(number):
        raise DocumentNumberProblem(written)
    return number


@dataclass(frozen=True, slots=True)
class TravelDocument:
    """Number and issuing state identify a document; nationality is the holder's and may be another state."""

    number: str
    issuing_state: str
    nationality: str
    type: str = "P"
    expiry: date | None = None

    def key(self) -> str:
        """What the document's blind index is made of."""
        return document_key(self.issuing_state, self.number)


def document_key(issuing_state: str, number: str) -> str:
    """`D|C01X00T47`: canonical issuing state and normalised number."""
    return f"{canonical_state(issuing_state)}|{number}"


@dataclass(frozen=True, slots=True)
class Holder:
    """The person in the document; names in MRZ form, sex F, M or X."""

    surname: str
    given_names: str
    birth: PartialDate
    sex: str
    nationality: str

    def person_key(self) -> str:
        """What the person's blind index is made of: birth date, nationality and the sorted parts of all names.

        MUELLER and MULLER are one person, as table A of Doc 9303-3 lets issuers write Ü (decision 11).
        """
        parts = sorted(map(without_choices, name_parts(self.surname, self.given_names)))
        return "|".join((str(self.birth), canonical_state(self.nationality), *parts))
