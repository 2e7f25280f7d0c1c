"""The two lines at the bottom of a passport's page, pasted or copied: what they say, and where answers say otherwise."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from mapae.core.application.checks import Wrong
from mapae.core.application.situation import Given, Situation
from mapae.core.documents.mrz_findings import MrzProblem, Place, Reading
from mapae.core.documents.mrz_layouts import Format
from mapae.core.documents.mrz_reading import read
from mapae.core.documents.mrz_shape import NoZone
from mapae.core.documents.name_agreement import NameAgreement, how_names_agree
from mapae.core.documents.states import StateKind, find_state

LINES = "mrz"
_WIDTH = 44  # of a line of a passport (Doc 9303-4, 4.2.2)
_ONE_RUN = re.compile(r"\S{80,}")
# Of another order than the lines is another name here: who swaps surname and given names is not found at the counter.
_SAME_NAME = frozenset(NameAgreement) - {NameAgreement.OTHER_ORDER, NameAgreement.DIFFERENT, NameAgreement.NOT_TOLD}
_DIGITS = frozenset({MrzProblem.CHECK_DIGIT_WRONG, MrzProblem.CHECK_DIGIT_MISSING})


@dataclass(frozen=True, slots=True)
class Difference:
    """An answer that is not what the lines say; `lines_say` is in the form of a raw answer."""

    field: str
    lines_say: str


def split(pasted: str) -> list[str]:
    """The lines of what was pasted; two that a program ran together come apart in the middle."""
    lines = [line.strip() for line in pasted.splitlines() if line.strip()]
    if len(lines) == 1 and _ONE_RUN.fullmatch(lines[0]):
        return [lines[0][:_WIDTH], lines[0][_WIDTH:]]
    return lines


def read_pasted(pasted: str, situation: Situation) -> Reading:
    """What the lines say, with everything that is wrong in them. Raises NoZone if they are none."""
    return read(split(pasted), today=situation.today, is_demonstration=situation.is_demonstration)


def proposed(pasted: str, situation: Situation) -> str:
    """The lines as they would be with the slips of copying mended, for the applicant to agree to; empty if none would help."""
    try:
        reading = read_pasted(pasted, situation)
    except NoZone:
        return ""
    return "\n".join(reading.proposed_lines or ())


def lines(raw: str, given: Given) -> Reading:
    """The check of the pasted lines: a passport's, without a problem."""
    try:
        reading = read_pasted(raw, given.situation)
    except NoZone as problem:
        raise Wrong("mrz_not_two_lines") from problem
    if reading.problems:
        raise _wrong(reading.problems)
    if reading.fields is None or reading.fields.format is not Format.TD3:
        raise Wrong("mrz_not_a_passport")
    return reading


def _wrong(problems: tuple[Place, ...]) -> Wrong:
    """One problem is told: what is wrong elsewhere before the check digit that notices it too."""
    first = next((place for place in problems if place.code not in _DIGITS), problems[0])
    where = {"line": str(first.line), "position": str(first.position)}
    if first.code is MrzProblem.CORRECTION_NEEDED:
        return Wrong("mrz_needs_correction", where)
    if first.code in _DIGITS:
        return Wrong("mrz_check_digit", where)
    return Wrong("mrz_cannot_be_right", where)


def said_by(pasted: str, situation: Situation) -> dict[str, str]:
    """What right lines say, as raw answers by field; empty for lines that are wrong or none."""
    try:
        reading = lines(pasted, Given({}, situation))
    except Wrong:
        return {}
    return _answers_of(reading)


def _answers_of(reading: Reading) -> dict[str, str]:
    fields = reading.fields
    assert fields is not None and reading.birth is not None and reading.expiry is not None
    said = {
        "issuing_state": fields.issuer,
        "document_number": fields.number.replace("<", ""),
        "document_expiry": str(reading.expiry),
        "surname": fields.primary.replace("<", " "),
        "given_names": fields.secondary.replace("<", " "),
        "birth_date": str(reading.birth),
        "sex": fields.sex,
    }
    nationality = find_state(fields.nationality)
    if nationality and nationality.kind is not StateKind.ORGANISATION:
        said["nationality"] = fields.nationality
    return said


def taken_from_lines(before: Mapping[str, str], pasted: str, situation: Situation) -> dict[str, str]:
    """The answers that newly pasted lines give: where there is none yet, or the one that earlier lines gave."""
    earlier = said_by(before.get(LINES, ""), situation)
    said = said_by(pasted, situation)
    return {field: text for field, text in said.items() if before.get(field, "").strip() in ("", earlier.get(field))}


def differences(values: Mapping[str, object], given: Given) -> Iterator[Difference]:
    """Where checked `values`, by field, are not what the lines say. Names agree in every spelling an issuer may choose."""
    pasted = given.answer(LINES)
    said = said_by(pasted, given.situation) if pasted else {}
    for field, text in said.items():
        if field in values and field not in ("surname", "given_names") and str(values[field]) != text:
            yield Difference(field, text)
    yield from _names(values, said)


def _names(values: Mapping[str, object], said: Mapping[str, str]) -> Iterator[Difference]:
    if not said or "surname" not in values or "given_names" not in values:
        return
    typed = str(values["surname"]), str(values["given_names"])
    read_name = said["surname"].replace(" ", "<"), said["given_names"].replace(" ", "<")
    if how_names_agree(typed, read_name) in _SAME_NAME:
        return
    pairs = zip(("surname", "given_names"), typed, read_name, strict=True)
    wrong = [field for field, one, other in pairs if not _is_one_part(one, other)]
    for field in wrong or ("surname", "given_names"):
        yield Difference(field, said[field])


def _is_one_part(typed: str, read_part: str) -> bool:
    return typed == read_part or how_names_agree((typed, ""), (read_part, "")) in _SAME_NAME
