"""`mapae mrz`: read and write machine-readable zones, and say in words what is wrong with one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from mapae.core.documents.document import DocumentNumberProblem, normalise_number
from mapae.core.documents.mrz_findings import CheckState, MrzProblem, Place, Reading
from mapae.core.documents.mrz_layouts import PASSPORT_HINTS, Format, MrzFields
from mapae.core.documents.mrz_reading import read as read_zone
from mapae.core.documents.mrz_shape import NoZone, Proposal, Slip
from mapae.core.documents.mrz_writing import CannotWrite, WritingProblem
from mapae.core.documents.mrz_writing import write as write_zone
from mapae.core.documents.names import NameProblem, mrz_form
from mapae.core.documents.partial_date import PartialDate, PartialDateProblem
from mapae.gateways.moment import SystemClock
from mapae.site.cli.saying import Plain, answer_json, say

PROBLEMS = {
    MrzProblem.CHARACTER_NOT_ALLOWED: "only A-Z, 0-9 and < can stand here",
    MrzProblem.CORRECTION_NEEDED: "the line was not copied exactly",
    MrzProblem.DOCUMENT_CODE: "no document of this size has this code",
    MrzProblem.ISSUER_UNKNOWN: "no state or organisation issues documents under this code (Germany is D)",
    MrzProblem.ISSUER_IS_SPECIMEN: "UTO is the invented state of specimens, not of a document (--demo takes it)",
    MrzProblem.ISSUER_WITHDRAWN: "this issuer is no more, and its code is withdrawn",
    MrzProblem.NATIONALITY_UNKNOWN: "this is no code of a nationality (German is D)",
    MrzProblem.NATIONALITY_IS_SPECIMEN: "UTO is the invented state of specimens, no nationality (--demo takes it)",
    MrzProblem.NATIONALITY_WITHDRAWN: "this nationality is no more, and its code is withdrawn",
    MrzProblem.PRIMARY_NAME_MISSING: "the name does not begin here",
    MrzProblem.NAME_FORMAT: "names have letters only, with < between parts and << once after the surname",
    MrzProblem.NUMBER_FORMAT: "the document number is missing or begins with <",
    MrzProblem.BIRTH_FORMAT: "the date of birth is not six digits, or << for an unknown part",
    MrzProblem.BIRTH_NOT_IN_CALENDAR: "the calendar does not have this date of birth",
    MrzProblem.SEX_UNKNOWN: "the sex is F, M or <",
    MrzProblem.EXPIRY_FORMAT: "the date of expiry is not six digits",
    MrzProblem.EXPIRY_NOT_IN_CALENDAR: "the calendar does not have this date of expiry",
    MrzProblem.CHECK_DIGIT_WRONG: "the check digit does not fit what it is about: one of both was misread",
    MrzProblem.CHECK_DIGIT_MISSING: "the check digit is not there",
}
SLIPS = {
    Slip.LOWER_CASE: "write {written} as {proposed}",
    Slip.BLANK_FOR_FILLER: "write < for the blank",
    Slip.FILLERS_CUT: "put in {proposed}, fillers are missing",
    Slip.TOO_MANY_FILLERS: "leave off {written}, the line is too long",
    Slip.DIGIT_FOR_LETTER: "only letters stand here: {proposed} for {written}?",
    Slip.LETTER_FOR_DIGIT: "only digits stand here: {proposed} for {written}?",
    Slip.LOOK_ALIKE: "the check digit would fit with {proposed} for {written}",
}
# The second letter of a passport's code, in books that follow the standard. Older books have letters of their own.
HINTS = {
    "ordinary": "an ordinary passport",
    "emergency": "an emergency passport",
    "diplomatic": "a diplomatic passport",
    "official": "an official or service passport",
    "refugee": "a travel document for refugees",
    "alien": "a travel document for aliens",
    "stateless": "a travel document for stateless persons",
    "laissez_passer": "a laissez-passer",
    "military": "a military passport",
    "emergency_single_sheet": "a single sheet for one journey",
}
_LABELS = {
    "format": "format", "code": "document code", "issuer": "issuer", "primary": "surname", "secondary": "given names",
    "number": "number", "nationality": "nationality", "sex": "sex", "optional": "optional data",
    "second_optional": "more optional data",
}  # fmt: skip
_CANNOT_WRITE = {
    WritingProblem.FORMAT: "{field} cannot stand in a zone as given. Write it as it is printed in the document",
    WritingProblem.TOO_LONG: "{field} is too long for {format}. Use another format, or shorten it",
    WritingProblem.NOT_OF_THIS_LAYOUT: "{field} does not belong into {format}. Use another format, or leave it out",
}
_OPTIONS = {
    "birth": "--birth-date", "primary": "--surname", "secondary": "--given-names", "second_optional": "--optional",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Printed:
    """What the visual zone of a document says, as typed."""

    code: str
    issuer: str
    surname: str
    given_names: str
    number: str
    nationality: str
    birth_date: str
    sex: str
    expiry: str
    optional: str


def read(lines: Sequence[str], *, today: str, is_demonstration: bool, as_json: bool) -> bool:
    """Say what the lines say; whether nothing is wrong with them. Raises Plain if they are no zone."""
    day = _day("--today", today) if today else SystemClock().now().date()
    try:
        reading = read_zone(lines, today=day, is_demonstration=is_demonstration)
    except NoZone as problem:
        raise Plain(_no_zone(problem, lines)) from problem
    if as_json:
        answer_json(reading_json(reading))
    else:
        _say_reading(reading, lines)
    return not reading.problems


def write(layout: Format, printed: Printed, *, as_json: bool) -> None:
    """Print the lines of the zone. Raises Plain if the fields do not go into one."""
    try:
        lines = write_zone(_fields(layout, printed))
    except CannotWrite as problem:
        option = _OPTIONS.get(problem.field, f"--{problem.field}")
        raise Plain(_CANNOT_WRITE[problem.code].format(field=option, format=layout)) from problem
    _check_what_was_written(lines)
    if as_json:
        answer_json({"format": layout, "lines": lines})
        return
    for line in lines:
        say(line)


def _check_what_was_written(lines: Sequence[str]) -> None:
    """An unknown issuer goes into a zone, and should not."""
    for place in read_zone(lines, today=SystemClock().now().date(), is_demonstration=True).problems:
        raise Plain(
            f"Such a zone would be wrong in line {place.line}, position {place.position}: {PROBLEMS[place.code]}."
        )


def reading_json(reading: Reading) -> dict[str, Any]:
    """The answer for programs: it only grows. `fields` is null if the lines have to be corrected first."""
    fields = asdict(reading.fields) if reading.fields else None
    if fields:
        fields |= {"birth_date": reading.birth and str(reading.birth), "expiry_date": reading.expiry}
    return {
        "fields": fields,
        "name_may_be_cut": reading.may_be_cut,
        "hint": _hint(reading),
        "hint_text": HINTS.get(_hint(reading) or ""),
        "check_digits": [check._asdict() for check in reading.checks],
        "problems": [asdict(place) | {"text": PROBLEMS[place.code]} for place in reading.problems],
        "cannot_be_told_apart": [doubt._asdict() for doubt in reading.doubts],
        "proposals": [asdict(proposal) | {"text": _words(proposal)} for proposal in reading.proposals],
        "proposed_lines": reading.proposed_lines,
    }


def _hint(reading: Reading) -> str | None:
    return PASSPORT_HINTS.get(reading.fields.code) if reading.fields else None


def _say_reading(reading: Reading, lines: Sequence[str]) -> None:
    _say_fields(reading)
    for check in reading.checks:
        wanted = "" if check.state is CheckState.RIGHT else f", {check.expected} expected"
        say(f"check digit of {check.of}: {check.state.replace('_', ' ')}{wanted}")
    for number, line in enumerate(lines, 1):
        _say_problems(number, line, [place for place in reading.problems if place.line == number])
    for proposal in reading.proposals:
        say(f"proposal for line {proposal.line}, position {proposal.position}: {_words(proposal)}")
    for line in reading.proposed_lines or ():
        say(f"with the proposals: {line}")
    for doubt in reading.doubts:
        others = " or ".join(doubt.alternatives)
        say(
            f"line {doubt.line}, position {doubt.position}: {doubt.written} may be {others}, which no check digit notices"
        )


def _say_fields(reading: Reading) -> None:
    if not reading.fields:
        return
    fields = asdict(reading.fields)
    for name, label in _LABELS.items():
        say(f"{label}: {fields[name] or '-'}")
    say(f"date of birth: {reading.birth or 'unknown'}")
    say(f"date of expiry: {reading.expiry or 'unknown'}")
    if hint := _hint(reading):
        say(f"hint: this may be {HINTS[hint]}; older books use the letter for other things")
    if reading.may_be_cut:
        say("the name fills its field: it may have been cut")


def _say_problems(number: int, line: str, problems: Sequence[Place]) -> None:
    """The line with a mark under each problem, and each problem in words."""
    if not problems:
        return
    marked = {place.position for place in problems}
    say("".join(character if " " <= character <= "~" else "?" for character in line))
    say("".join("^" if position in marked else " " for position in range(1, max(marked) + 1)))
    for place in problems:
        if place.code is not MrzProblem.CORRECTION_NEEDED:  # its proposal says what, at the same position
            say(f"line {number}, position {place.position}: {PROBLEMS[place.code]}")


def _words(proposal: Proposal) -> str:
    return SLIPS[proposal.slip].format(written=proposal.written, proposed=proposal.proposed)


def _no_zone(problem: NoZone, lines: Sequence[str]) -> str:
    if problem.code == "number_of_lines":
        return f"A machine-readable zone has two or three lines; {len(lines)} came. Give each line in quotes."
    length = len(lines[problem.line - 1])
    return f"Line {problem.line} has {length} characters, which no zone has: 3 lines of 30, 2 of 36 or 2 of 44. Copy it again."


def _fields(layout: Format, printed: Printed) -> MrzFields:
    return MrzFields(
        format=layout,
        code=printed.code,
        issuer=printed.issuer,
        primary=_name("--surname", printed.surname),
        secondary=_name("--given-names", printed.given_names),
        number=_number(printed.number),
        nationality=printed.nationality,
        birth=_birth(printed.birth_date),
        sex=printed.sex,
        expiry=f"{_day('--expiry', printed.expiry):%y%m%d}",
        optional=printed.optional,
    )


def _name(option: str, text: str) -> str:
    try:
        return mrz_form(text)
    except NameProblem as problem:
        raise Plain(
            f"{option} {text!r} cannot be written in a zone: {problem.character!r} is no Latin letter."
        ) from problem


def _number(text: str) -> str:
    try:
        return normalise_number(text)
    except DocumentNumberProblem as problem:
        raise Plain(f"--number {text!r} is no document number: use A-Z and 0-9, at most 20.") from problem


def _birth(text: str) -> str:
    try:
        PartialDate.parse(text)
    except PartialDateProblem as problem:
        raise Plain(f"--birth-date {text!r} is no date. Write it like 1990-05-05, unknown parts as XX.") from problem
    return text[2:].replace("-", "").replace("XX", "<<")


def _day(option: str, text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as problem:
        raise Plain(f"{option} {text!r} is no date. Write it like 2030-05-04.") from problem
