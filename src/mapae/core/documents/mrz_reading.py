"""Read the machine-readable zone of a travel document or visa (Doc 9303-3 to -7).

Nothing is corrected: what is wrong is a problem with its place, and what seems to be a slip is a proposal.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date

from mapae.core.documents.check_digits import (
    UNNOTICED_LOOK_ALIKES,
    check_digit,
    digit_of_values,
    look_alikes,
    values_of,
)
from mapae.core.documents.mrz_dates import birth_of, expiry_of
from mapae.core.documents.mrz_findings import Check, CheckState, Doubt, MrzProblem, Place, Reading
from mapae.core.documents.mrz_layouts import (
    MAY_COUNT_THE_FILLER,
    Checked,
    CheckPlace,
    Layout,
    LongNumber,
    MrzFields,
    Span,
    is_document_code,
    with_rest_of_number,
)
from mapae.core.documents.mrz_shape import Proposal, Shape, Slip, foreign_characters, layout_as_given, shape_of
from mapae.core.documents.partial_date import PartialDate, PartialDateProblem
from mapae.core.documents.states import StateKind, find_state

_NAME = re.compile(r"[A-Z]+(?:<[A-Z]+)*(?:<<[A-Z]+(?:<[A-Z]+)*)?")
_NUMBER = re.compile(r"[0-9A-Z]+(?:<+[0-9A-Z]+)*")
_RUN_ON = re.compile(r"([0-9A-Z]+)[0-9A-Z]<")
_SEXES = {"<": "X", "X": "?"}
_LETTERS_FOR = {"0": "O", "1": "I", "2": "Z", "5": "S", "6": "G", "8": "B"}
_DIGITS_FOR = {"O": "0", "D": "0", "Q": "0", "I": "1", "L": "1", "Z": "2", "S": "5", "G": "6", "B": "8"}
_SWAPPED_DIGIT = re.compile(f"[{''.join(_LETTERS_FOR)}]")
_SWAPPED_LETTER = re.compile(f"[{''.join(_DIGITS_FOR)}]")


def read(given: Sequence[str], *, today: date, is_demonstration: bool = False) -> Reading:
    """Read two or three lines; `today` decides the century. Raises NoZone if they are none, whatever is corrected."""
    layout = layout_as_given(given)
    if layout is None:
        return _to_be_corrected(shape_of(given))
    return _Zone(_with_long_number(layout, given), given, today, is_demonstration).read()


def _to_be_corrected(shape: Shape) -> Reading:
    foreign = foreign_characters(shape.lines)
    if foreign:
        problems = tuple(Place(MrzProblem.CHARACTER_NOT_ALLOWED, line, place) for line, place in foreign)
        return Reading(None, None, None, False, (), problems, (), shape.proposals, None)
    needed = tuple(Place(MrzProblem.CORRECTION_NEEDED, slip.line, slip.position) for slip in shape.proposals)
    return Reading(None, None, None, False, (), needed, (), shape.proposals, shape.lines)


class _Zone:
    """Lines of the right shape, and what is found in them."""

    def __init__(self, layout: Layout, lines: Sequence[str], today: date, is_demonstration: bool) -> None:
        self.layout = layout
        self.lines = lines
        self.text = "".join(lines)
        self.today = today
        self.is_demonstration = is_demonstration
        self.problems: list[Place] = []
        self.names = layout.names.of(lines)
        self.check_digits = layout.check_digits_of(self.text)
        self.counts_filler = self._counts_filler(layout.checks[0])

    def read(self) -> Reading:
        fields = self._fields()
        self._judge_codes(fields)
        self._judge_name()
        if not _NUMBER.fullmatch(fields.number):
            self._note(MrzProblem.NUMBER_FORMAT, self.layout.number)
        if fields.sex not in "FMX":
            self._note(MrzProblem.SEX_UNKNOWN, self.layout.sex)
        expiry = self._expiry(fields.expiry)
        birth = self._birth(fields.birth, min(self.today, expiry or self.today))
        checks = tuple(map(self._check, self.layout.checks, self.check_digits, self._expected()))
        return Reading(
            fields=fields,
            birth=birth,
            expiry=expiry,
            may_be_cut=self.names[-1] != "<",
            checks=checks,
            problems=tuple(sorted(self.problems, key=lambda place: (place.line, place.position))),
            doubts=self._doubts(),
            proposals=self._proposals(checks) if self.problems else (),
            proposed_lines=None,
        )

    def _fields(self) -> MrzFields:
        code, issuer, number, rest, nationality, birth, sex, expiry, optional, second = self.layout.fields_of(self.text)
        primary, _, secondary = self.names.rstrip("<").partition("<<")
        return MrzFields(
            format=self.layout.format,
            code=code.rstrip("<"),
            issuer=issuer.rstrip("<"),
            primary=primary,
            secondary=secondary,
            number=(number + rest).rstrip("<"),
            nationality=nationality.rstrip("<"),
            birth=birth,
            sex=_SEXES.get(sex, sex),
            expiry=expiry,
            optional=optional.rstrip("<"),
            second_optional=second.rstrip("<"),
            has_filler_check="<" in self.check_digits and self._has_filler_check(),
            counts_filler=self.counts_filler,
        )

    def _has_filler_check(self) -> bool:
        place = self.layout.check_of(Checked.OPTIONAL)
        return place is not None and place.at.of(self.lines) == "<"

    def _note(self, code: MrzProblem, span: Span, offset: int = 0) -> None:
        self.problems.append(Place(code, span.line, span.first + offset))

    def _judge_codes(self, fields: MrzFields) -> None:
        if not is_document_code(self.layout, fields.code):
            self._note(MrzProblem.DOCUMENT_CODE, self.layout.code)
        issuer, nationality = find_state(fields.issuer), find_state(fields.nationality)
        if issuer is None or not issuer.may_issue:
            self._note(MrzProblem.ISSUER_UNKNOWN, self.layout.issuer)
        elif issuer.kind is StateKind.WITHDRAWN:
            self._note(MrzProblem.ISSUER_WITHDRAWN, self.layout.issuer)
        elif issuer.kind is StateKind.SPECIMEN and not self.is_demonstration:
            self._note(MrzProblem.ISSUER_IS_SPECIMEN, self.layout.issuer)
        if nationality is None or not nationality.may_be_nationality:
            self._note(MrzProblem.NATIONALITY_UNKNOWN, self.layout.nationality)
        elif nationality.kind is StateKind.WITHDRAWN:
            self._note(MrzProblem.NATIONALITY_WITHDRAWN, self.layout.nationality)
        elif nationality.kind is StateKind.SPECIMEN and not self.is_demonstration:
            self._note(MrzProblem.NATIONALITY_IS_SPECIMEN, self.layout.nationality)

    def _judge_name(self) -> None:
        """The name's problem is told where the part of it that is right ends."""
        name = self.names.rstrip("<")
        right = _NAME.match(name)
        if not right:
            is_missing = name[:1] in ("", "<")
            self._note(MrzProblem.PRIMARY_NAME_MISSING if is_missing else MrzProblem.NAME_FORMAT, self.layout.names)
        elif right.end() < len(name):
            self._note(MrzProblem.NAME_FORMAT, self.layout.names, right.end())

    def _birth(self, written: str, latest: date) -> PartialDate | None:
        try:
            return birth_of(written, latest)
        except PartialDateProblem as problem:
            is_format = problem.code == "date_format"
            self._note(MrzProblem.BIRTH_FORMAT if is_format else MrzProblem.BIRTH_NOT_IN_CALENDAR, self.layout.birth)
            return None

    def _expiry(self, written: str) -> date | None:
        try:
            return expiry_of(written, self.today)
        except PartialDateProblem as problem:
            is_format = problem.code == "date_format"
            self._note(MrzProblem.EXPIRY_FORMAT if is_format else MrzProblem.EXPIRY_NOT_IN_CALENDAR, self.layout.expiry)
            return None

    def _check(self, place: CheckPlace, written: str, expected: str) -> Check:
        at = place.at
        if written == expected or self._may_be_filler(place, written):
            return Check(place.of, at.line, at.first, written, expected)
        is_missing = written == "<"
        self._note(MrzProblem.CHECK_DIGIT_MISSING if is_missing else MrzProblem.CHECK_DIGIT_WRONG, at)
        state = CheckState.NOT_THERE if is_missing else CheckState.WRONG
        return Check(place.of, at.line, at.first, written, expected, state)

    def _expected(self) -> list[str]:
        """The digits that the characters ask for, in the order of the layout's checks."""
        values = values_of(self.text)
        digits = [digit_of_values(b"".join([values[part] for part in parts])) for parts in self.layout.checked]
        if self.counts_filler:
            digits[0] = self.check_digits[0]  # as the filler counts because the digit is right with it
        return digits

    def _may_be_filler(self, place: CheckPlace, written: str) -> bool:
        """A passport's empty optional data may have `<` for its check digit 0 (9303-4, 4.2.2.2)."""
        if place.of is not Checked.OPTIONAL or written != "<":
            return False
        return not self.layout.optional[0].of(self.lines).strip("<")

    def _counts_filler(self, number: CheckPlace) -> bool:
        """Whether the digit of a long number is right only with the filler between its pieces, as this issuer may have it."""
        if self.layout.rest is None or self.layout.issuer.of(self.lines) not in MAY_COUNT_THE_FILLER:
            return False
        pieces = [span.of(self.lines) for span in number.over]
        written = number.at.of(self.lines)
        return written != check_digit("".join(pieces)) and written == check_digit("<".join(pieces))

    def _proposals(self, checks: Sequence[Check]) -> tuple[Proposal, ...]:
        """Corrections of what is wrong: every slip is a problem too, so that a zone without one needs none."""
        return (*self._slips(), *self._look_alikes(checks))

    def _slips(self) -> Iterator[Proposal]:
        """Digits where only letters stand, and letters where only digits do."""
        layout = self.layout
        for span in (layout.issuer, layout.names, layout.nationality):
            for found in _SWAPPED_DIGIT.finditer(self.lines[span.line - 1], span.first - 1, span.last):
                yield Proposal(Slip.DIGIT_FOR_LETTER, span.line, found.end(), found[0], _LETTERS_FOR[found[0]])
        for span in (layout.birth, layout.expiry, *[place.at for place in self.layout.checks]):
            for found in _SWAPPED_LETTER.finditer(self.lines[span.line - 1], span.first - 1, span.last):
                yield Proposal(Slip.LETTER_FOR_DIGIT, span.line, found.end(), found[0], _DIGITS_FOR[found[0]])

    def _look_alikes(self, checks: Sequence[Check]) -> Iterator[Proposal]:
        """Look-alikes in the number or a passport's optional data with which its check digit would be right.

        One character is taken for another once, or wherever it stands: who types O for 0 does so each time.
        """
        for place, check in zip(self.layout.checks, checks, strict=True):
            if check.state is CheckState.WRONG and place.of in (Checked.NUMBER, Checked.OPTIONAL):
                yield from self._fitting(place)

    def _fitting(self, place: CheckPlace) -> Iterator[Proposal]:
        text, written = "".join(span.of(self.lines) for span in place.over), place.at.of(self.lines)
        places = [(span.line, at) for span in place.over for at in range(span.first, span.last + 1)]
        for index, (line, at) in enumerate(places):
            for other in look_alikes(text[index]):
                everywhere = text.replace(text[index], other)
                once = text[:index] + other + text[index + 1 :]
                if written in (check_digit(once), check_digit(everywhere)):
                    yield Proposal(Slip.LOOK_ALIKE, line, at, text[index], other)

    def _doubts(self) -> tuple[Doubt, ...]:
        """Letters and digits of number and checked optional data that no check digit tells from a look-alike."""
        return tuple(
            [
                Doubt(span.line, position, character, UNNOTICED_LOOK_ALIKES[character])
                for span in self.layout.doubtful
                for position, character in enumerate(span.of(self.lines), span.first)
                if character in UNNOTICED_LOOK_ALIKES
            ]
        )


def _with_long_number(layout: Layout, lines: Sequence[str]) -> Layout:
    """The layout as these lines have it: a long number runs on into the optional data (9303-5, 4.2.2 note j)."""
    is_cut = layout.checks[0].at.of(lines) == "<" and layout.number.of(lines)[-1] != "<"
    if not is_cut or layout.long_number is not LongNumber.RUNS_ON:
        return layout
    found = _RUN_ON.match(layout.optional[0].of(lines))
    return with_rest_of_number(layout.format, found.end(1)) if found else layout
