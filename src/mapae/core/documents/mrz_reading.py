"""Read the machine-readable zone of a travel document or visa (Doc 9303-3 to -7).

Nothing is corrected: what is wrong is a problem with its place, and what seems to be a slip is a proposal.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date

from mapae.core.documents.check_digits import check_digit, look_alikes, unnoticed_look_alikes
from mapae.core.documents.mrz_dates import birth_of, expiry_of
from mapae.core.documents.mrz_findings import Check, Checked, CheckState, Doubt, MrzProblem, Place, Reading
from mapae.core.documents.mrz_layouts import (
    MAY_COUNT_THE_FILLER,
    Layout,
    LongNumber,
    MrzFields,
    Span,
    is_document_code,
)
from mapae.core.documents.mrz_shape import Proposal, Slip, foreign_characters, shape_of
from mapae.core.documents.partial_date import PartialDate, PartialDateProblem
from mapae.core.documents.states import StateKind, find_state

_NAME = re.compile(r"[A-Z]+(<[A-Z]+)*(<<[A-Z]+(<[A-Z]+)*)?")
_NUMBER = re.compile(r"[0-9A-Z]+(<+[0-9A-Z]+)*")
_RUN_ON = re.compile(r"([0-9A-Z]+)([0-9A-Z])<")
_LETTERS_FOR = {"0": "O", "1": "I", "2": "Z", "5": "S", "6": "G", "8": "B"}
_DIGITS_FOR = {"O": "0", "D": "0", "Q": "0", "I": "1", "L": "1", "Z": "2", "S": "5", "G": "6", "B": "8"}


def read(given: Sequence[str], *, today: date, is_demonstration: bool = False) -> Reading:
    """Read two or three lines; `today` decides the century. Raises NoZone if they are none, whatever is corrected."""
    shape = shape_of(given)
    foreign = foreign_characters(shape.lines)
    if foreign:
        problems = tuple(Place(MrzProblem.CHARACTER_NOT_ALLOWED, line, place) for line, place in foreign)
        return Reading(None, None, None, False, (), problems, (), shape.proposals, None)
    if shape.proposals:
        needed = tuple(Place(MrzProblem.CORRECTION_NEEDED, slip.line, slip.position) for slip in shape.proposals)
        return Reading(None, None, None, False, (), needed, (), shape.proposals, shape.lines)
    return _Zone(shape.layout, shape.lines, today, is_demonstration).read()


class _Zone:
    """Lines of the right shape, and what is found in them."""

    def __init__(self, layout: Layout, lines: Sequence[str], today: date, is_demonstration: bool) -> None:
        self.layout = layout
        self.lines = lines
        self.today = today
        self.is_demonstration = is_demonstration
        self.problems: list[Place] = []
        self.number_spans, self.number_check, self.optional = _number_places(layout, lines)
        self.counts_filler = self._counts_filler()

    def read(self) -> Reading:
        fields = self._fields()
        self._judge_codes(fields)
        self._judge_name()
        if not _NUMBER.fullmatch(fields.number):
            self._note(MrzProblem.NUMBER_FORMAT, self.layout.number)
        if fields.sex not in "FMX":
            self._note(MrzProblem.SEX_UNKNOWN, self.layout.sex)
        expiry = self._expiry()
        birth = self._birth(min(self.today, expiry or self.today))
        checks = tuple(self._checks())
        proposals = (*self._slips(), *self._look_alikes(checks))
        name = self.layout.names.of(self.lines)
        problems = tuple(sorted(self.problems, key=lambda place: (place.line, place.position)))
        may_be_cut = name[-1] != "<"
        return Reading(fields, birth, expiry, may_be_cut, checks, problems, tuple(self._doubts()), proposals, None)

    def _fields(self) -> MrzFields:
        layout, lines = self.layout, self.lines
        primary, _, secondary = layout.names.of(lines).rstrip("<").partition("<<")
        optional = [span.of(lines).rstrip("<") for span in self.optional]
        sex = layout.sex.of(lines)
        return MrzFields(
            format=layout.format,
            code=layout.code.of(lines).rstrip("<"),
            issuer=layout.issuer.of(lines).rstrip("<"),
            primary=primary,
            secondary=secondary,
            number="".join(span.of(lines) for span in self.number_spans).rstrip("<"),
            nationality=layout.nationality.of(lines).rstrip("<"),
            birth=layout.birth.of(lines),
            sex={"<": "X", "X": "?"}.get(sex, sex),
            expiry=layout.expiry.of(lines),
            optional=optional[0],
            second_optional=optional[1] if len(optional) > 1 else "",
            has_filler_check=layout.has_optional_check and layout.optional[0].after.of(lines) == "<",
            counts_filler=self.counts_filler,
        )

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
        name = self.layout.names.of(self.lines)
        if name[0] == "<":
            self._note(MrzProblem.PRIMARY_NAME_MISSING, self.layout.names)
            return
        stripped = name.rstrip("<")
        if not _NAME.fullmatch(stripped):
            right = re.match(r"[A-Z]+(<[A-Z]+)*(<<[A-Z]+(<[A-Z]+)*)?", stripped)
            self._note(MrzProblem.NAME_FORMAT, self.layout.names, right.end() if right else 0)

    def _birth(self, latest: date) -> PartialDate | None:
        try:
            return birth_of(self.layout.birth.of(self.lines), latest)
        except PartialDateProblem as problem:
            is_format = problem.code == "date_format"
            self._note(MrzProblem.BIRTH_FORMAT if is_format else MrzProblem.BIRTH_NOT_IN_CALENDAR, self.layout.birth)
            return None

    def _expiry(self) -> date | None:
        try:
            return expiry_of(self.layout.expiry.of(self.lines), self.today)
        except PartialDateProblem as problem:
            is_format = problem.code == "date_format"
            self._note(MrzProblem.EXPIRY_FORMAT if is_format else MrzProblem.EXPIRY_NOT_IN_CALENDAR, self.layout.expiry)
            return None

    def _checked(self) -> Iterator[tuple[Checked, tuple[Span, ...], Span]]:
        """Each check digit: what it is about, what it runs over, where it stands."""
        layout = self.layout
        yield Checked.NUMBER, self.number_spans, self.number_check
        yield Checked.BIRTH, (layout.birth,), layout.birth.after
        yield Checked.EXPIRY, (layout.expiry,), layout.expiry.after
        if layout.has_optional_check:
            yield Checked.OPTIONAL, layout.optional, layout.optional[0].after
        if layout.composite:
            yield Checked.COMPOSITE, layout.composite_over, layout.composite

    def _checks(self) -> Iterator[Check]:
        for of, over, at in self._checked():
            text, written = self._text(over), at.of(self.lines)
            state = _state(text, written, may_be_filler=of is Checked.OPTIONAL)
            if state is CheckState.WRONG:
                self._note(MrzProblem.CHECK_DIGIT_WRONG, at)
            if state is CheckState.NOT_THERE:
                self._note(MrzProblem.CHECK_DIGIT_MISSING, at)
            yield Check(of, at.line, at.first, written, check_digit(text), state)

    def _counts_filler(self) -> bool:
        """Whether the digit of a long number is right only with the filler between its pieces, as this issuer may have it."""
        issuer = self.layout.issuer.of(self.lines)
        if len(self.number_spans) == 1 or issuer not in MAY_COUNT_THE_FILLER:
            return False
        pieces = [span.of(self.lines) for span in self.number_spans]
        written = self.number_check.of(self.lines)
        return written != check_digit("".join(pieces)) and written == check_digit("<".join(pieces))

    def _text(self, over: Sequence[Span]) -> str:
        """The characters that a check digit runs over; a long number is the only one in two pieces."""
        pieces = [span.of(self.lines) for span in over]
        if over == self.number_spans and len(pieces) > 1:
            return ("<" if self.counts_filler else "").join(pieces)
        return "".join(pieces)

    def _slips(self) -> Iterator[Proposal]:
        """Digits where only letters stand, and letters where only digits do."""
        layout = self.layout
        for span in (layout.issuer, layout.names, layout.nationality):
            yield from self._swaps(span, _LETTERS_FOR, Slip.DIGIT_FOR_LETTER)
        for span in (layout.birth, layout.expiry, *(at for _, _, at in self._checked())):
            yield from self._swaps(span, _DIGITS_FOR, Slip.LETTER_FOR_DIGIT)

    def _swaps(self, span: Span, table: dict[str, str], slip: Slip) -> Iterator[Proposal]:
        for place, character in enumerate(span.of(self.lines), span.first):
            if character in table:
                yield Proposal(slip, span.line, place, character, table[character])

    def _look_alikes(self, checks: Sequence[Check]) -> Iterator[Proposal]:
        """Single look-alikes in the number or a passport's optional data with which its check digit would be right."""
        for of, over, at in self._checked():
            is_wrong = any(check.of is of and check.state is CheckState.WRONG for check in checks)
            if not is_wrong or of not in (Checked.NUMBER, Checked.OPTIONAL):
                continue
            text = "".join(span.of(self.lines) for span in over)
            for index, (line, place) in enumerate(_places(over)):
                for other in look_alikes(text[index]):
                    if check_digit(text[:index] + other + text[index + 1 :]) == at.of(self.lines):
                        yield Proposal(Slip.LOOK_ALIKE, line, place, text[index], other)

    def _doubts(self) -> Iterator[Doubt]:
        """Letters and digits of number and checked optional data that no check digit tells from a look-alike."""
        spans = [*self.number_spans, *(self.optional if self.layout.composite else ())]
        for line, place in _places(spans):
            character = self.lines[line - 1][place - 1]
            if others := unnoticed_look_alikes(character):
                yield Doubt(line, place, character, others)


def _places(spans: Sequence[Span]) -> Iterator[tuple[int, int]]:
    return ((span.line, place) for span in spans for place in range(span.first, span.last + 1))


def _number_places(layout: Layout, lines: Sequence[str]) -> tuple[tuple[Span, ...], Span, tuple[Span, ...]]:
    """Where the number, its check digit and the optional data stand (9303-5, 4.2.2 note j for long numbers)."""
    number, optional = layout.number, layout.optional[0]
    plain = (number,), number.after, layout.optional
    if layout.long_number is not LongNumber.RUNS_ON or number.after.of(lines) != "<" or "<" in number.of(lines)[-1]:
        return plain
    found = _RUN_ON.match(optional.of(lines))
    if not found:
        return plain
    at = optional.first + found.end(1)
    rest = Span(optional.line, optional.first, at - 1)
    left = Span(optional.line, at + 2, optional.last)
    return (number, rest), rest.after, (left, *layout.optional[1:])


def _state(text: str, written: str, *, may_be_filler: bool) -> CheckState:
    if written == check_digit(text):
        return CheckState.RIGHT
    if written != "<":
        return CheckState.WRONG
    return CheckState.RIGHT if may_be_filler and not text.strip("<") else CheckState.NOT_THERE
