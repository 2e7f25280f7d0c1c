"""What reading a machine-readable zone finds: fields, problems with their places, check digits, doubts, proposals."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import NamedTuple

from mapae.core.documents.mrz_layouts import Checked, MrzFields
from mapae.core.documents.mrz_shape import Proposal
from mapae.core.documents.partial_date import PartialDate


class MrzProblem(StrEnum):
    """Everything that can be wrong in a zone; the words are the caller's."""

    CHARACTER_NOT_ALLOWED = "character_not_allowed"
    CORRECTION_NEEDED = "correction_needed"
    DOCUMENT_CODE = "document_code"
    ISSUER_UNKNOWN = "issuer_unknown"
    ISSUER_IS_SPECIMEN = "issuer_is_specimen"
    ISSUER_WITHDRAWN = "issuer_withdrawn"
    NATIONALITY_UNKNOWN = "nationality_unknown"
    NATIONALITY_IS_SPECIMEN = "nationality_is_specimen"
    NATIONALITY_WITHDRAWN = "nationality_withdrawn"
    PRIMARY_NAME_MISSING = "primary_name_missing"
    NAME_FORMAT = "name_format"
    NUMBER_FORMAT = "number_format"
    BIRTH_FORMAT = "birth_format"
    BIRTH_NOT_IN_CALENDAR = "birth_not_in_calendar"
    SEX_UNKNOWN = "sex_unknown"
    EXPIRY_FORMAT = "expiry_format"
    EXPIRY_NOT_IN_CALENDAR = "expiry_not_in_calendar"
    CHECK_DIGIT_WRONG = "check_digit_wrong"
    CHECK_DIGIT_MISSING = "check_digit_missing"


class CheckState(StrEnum):
    RIGHT = "right"
    WRONG = "wrong"
    NOT_THERE = "not_there"


@dataclass(frozen=True, slots=True)
class Place:
    """A problem and where it is; lines and positions from 1."""

    code: MrzProblem
    line: int
    position: int


class Check(NamedTuple):  # five in a passport, quicker made than frozen dataclasses
    """A check digit as written and as the characters before it ask for."""

    of: Checked
    line: int
    position: int
    written: str
    expected: str
    state: CheckState = CheckState.RIGHT


class Doubt(NamedTuple):  # some ten in a passport
    """A character for which the check digit would be right with these look-alikes too."""

    line: int
    position: int
    written: str
    alternatives: str


@dataclass(frozen=True, slots=True)
class Reading:
    """What the zone says. Without `fields` it could not be read as given; `proposed_lines` can be, if somebody agrees.

    `may_be_cut` is about the name: one that fills its field to the last position may have been cut (9303-4, 4.2.3).
    """

    fields: MrzFields | None
    birth: PartialDate | None
    expiry: date | None
    may_be_cut: bool
    checks: tuple[Check, ...]
    problems: tuple[Place, ...]
    doubts: tuple[Doubt, ...]
    proposals: tuple[Proposal, ...]
    proposed_lines: tuple[str, ...] | None
