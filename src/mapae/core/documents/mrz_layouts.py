"""The five layouts of the machine-readable zone as tables (Doc 9303-4, -5, -6 and -7, section 4).

Lines and positions are counted from 1, as in the standard, and a span includes its last position.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cached_property, lru_cache
from operator import itemgetter


class Format(StrEnum):
    """Cards of two sizes, the passport booklet, and visas of two sizes."""

    TD1 = "TD1"
    TD2 = "TD2"
    TD3 = "TD3"
    MRV_A = "MRV-A"
    MRV_B = "MRV-B"


class LongNumber(StrEnum):
    """What happens to a document number of more than nine characters."""

    RUNS_ON = "runs_on"  # into the optional data (9303-5, 4.2.2 note j)
    REFUSED = "refused"
    CUT = "cut"  # visas keep the first nine (9303-7, 4)


class Checked(StrEnum):
    """What a check digit is about."""

    NUMBER = "number"
    BIRTH = "birth"
    EXPIRY = "expiry"
    OPTIONAL = "optional"
    COMPOSITE = "composite"


@dataclass(frozen=True, slots=True)
class Span:
    """Some positions of one line."""

    line: int
    first: int
    last: int

    def of(self, lines: Sequence[str]) -> str:
        """The characters in these positions."""
        return lines[self.line - 1][self.first - 1 : self.last]

    @property
    def length(self) -> int:
        return self.last - self.first + 1

    @property
    def after(self) -> Span:
        """The one position behind the span, where its check digit stands."""
        return Span(self.line, self.last + 1, self.last + 1)


@dataclass(frozen=True, slots=True)
class CheckPlace:
    """What a check digit is about, what it runs over, and where it stands."""

    of: Checked
    over: tuple[Span, ...]
    at: Span


@dataclass(frozen=True)
class Layout:
    """Where everything stands. The check digits begin with that of the number; a composite one is the last.

    Where things are in the lines put together, here called the text, is worked out once and kept: hence no slots.
    """

    format: Format
    lines: int
    width: int
    codes: frozenset[str]
    code: Span
    issuer: Span
    names: Span
    number: Span
    nationality: Span
    birth: Span
    sex: Span
    expiry: Span
    optional: tuple[Span, ...]
    checks: tuple[CheckPlace, ...]
    long_number: LongNumber
    rest: Span | None = None  # of a long number that runs on

    def check_of(self, what: Checked) -> CheckPlace | None:
        """The place of this check digit, if the layout has one."""
        return next((place for place in self.checks if place.of is what), None)

    @cached_property
    def doubtful(self) -> tuple[Span, ...]:
        """The number and, if a check digit is about them too, the optional data."""
        number, last = self.checks[0], self.checks[-1]
        return (*number.over, *self.optional) if last.of is Checked.COMPOSITE else number.over

    @cached_property
    def fields_of(self) -> Callable[[str], tuple[str, ...]]:
        """Takes code, issuer, number and its rest, nationality, birth, sex, expiry and both optional data from the text."""
        optional, second_optional = (*self.optional, None)[:2]
        spans = (
            self.code, self.issuer, self.number, self.rest, self.nationality, self.birth, self.sex, self.expiry,
            optional, second_optional,
        )  # fmt: skip
        return itemgetter(*[slice(0) if span is None else self._in_text(span) for span in spans])

    @cached_property
    def check_digits_of(self) -> Callable[[str], tuple[str, ...]]:
        """Takes the check digits from the text, in the order of `checks`."""
        return itemgetter(*[self._in_text(place.at) for place in self.checks])

    @cached_property
    def checked(self) -> tuple[tuple[slice, ...], ...]:
        """The parts of the text that each of `checks` runs over."""
        return tuple(tuple(self._in_text(span) for span in place.over) for place in self.checks)

    def _in_text(self, span: Span) -> slice:
        start = (span.line - 1) * self.width + span.first - 1
        return slice(start, start + span.length)


def _on_two_lines(
    name: Format,
    width: int,
    codes: frozenset[str],
    optional: Span,
    long_number: LongNumber,
    further_checks: tuple[CheckPlace, ...] = (),
) -> Layout:
    number, birth, expiry = Span(2, 1, 9), Span(2, 14, 19), Span(2, 22, 27)
    return Layout(
        format=name,
        lines=2,
        width=width,
        codes=codes,
        code=Span(1, 1, 2),
        issuer=Span(1, 3, 5),
        names=Span(1, 6, width),
        number=number,
        nationality=Span(2, 11, 13),
        birth=birth,
        sex=Span(2, 21, 21),
        expiry=expiry,
        optional=(optional,),
        checks=(*_checks_of(number, birth, expiry), *further_checks),
        long_number=long_number,
    )


def _checks_of(number: Span, birth: Span, expiry: Span) -> tuple[CheckPlace, ...]:
    """The three that every layout has, right behind what they are about."""
    return (
        CheckPlace(Checked.NUMBER, (number,), number.after),
        CheckPlace(Checked.BIRTH, (birth,), birth.after),
        CheckPlace(Checked.EXPIRY, (expiry,), expiry.after),
    )


_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_PASSPORT_CODES = frozenset("P" + second for second in ("", *_LETTERS))
_VISA_CODES = frozenset("V" + second for second in ("", *_LETTERS))
_CARD_CODES = frozenset(
    first + second for first in "ACI" for second in ("", *_LETTERS, *"0123456789") if second != "V"
) - {"AI"}

_TD1 = Layout(
    format=Format.TD1,
    lines=3,
    width=30,
    codes=_CARD_CODES,
    code=Span(1, 1, 2),
    issuer=Span(1, 3, 5),
    names=Span(3, 1, 30),
    number=Span(1, 6, 14),
    nationality=Span(2, 16, 18),
    birth=Span(2, 1, 6),
    sex=Span(2, 8, 8),
    expiry=Span(2, 9, 14),
    optional=(Span(1, 16, 30), Span(2, 19, 29)),
    checks=(
        *_checks_of(Span(1, 6, 14), Span(2, 1, 6), Span(2, 9, 14)),
        CheckPlace(
            Checked.COMPOSITE, (Span(1, 6, 30), Span(2, 1, 7), Span(2, 9, 15), Span(2, 19, 29)), Span(2, 30, 30)
        ),
    ),
    long_number=LongNumber.RUNS_ON,
)
_TD2 = _on_two_lines(
    Format.TD2,
    36,
    _CARD_CODES | {"PU"},
    Span(2, 29, 35),
    LongNumber.RUNS_ON,
    (CheckPlace(Checked.COMPOSITE, (Span(2, 1, 10), Span(2, 14, 20), Span(2, 22, 35)), Span(2, 36, 36)),),
)
_TD3 = _on_two_lines(
    Format.TD3,
    44,
    _PASSPORT_CODES,
    Span(2, 29, 42),
    LongNumber.REFUSED,
    (
        CheckPlace(Checked.OPTIONAL, (Span(2, 29, 42),), Span(2, 43, 43)),
        CheckPlace(Checked.COMPOSITE, (Span(2, 1, 10), Span(2, 14, 20), Span(2, 22, 43)), Span(2, 44, 44)),
    ),
)
LAYOUTS = {
    Format.TD1: _TD1,
    Format.TD2: _TD2,
    Format.TD3: _TD3,
    Format.MRV_A: _on_two_lines(Format.MRV_A, 44, _VISA_CODES, Span(2, 29, 44), LongNumber.CUT),
    Format.MRV_B: _on_two_lines(Format.MRV_B, 36, _VISA_CODES, Span(2, 29, 36), LongNumber.CUT),
}


def layout_of(lines: int, width: int, first_letter: str) -> Layout | None:
    """The layout of this many lines of this width; a visa by its V. None if there is none."""
    return _BY_SHAPE.get((lines, width, first_letter == "V")) or _BY_SHAPE.get((lines, width, False))


_BY_SHAPE = {(layout.lines, layout.width, layout.codes is _VISA_CODES): layout for layout in LAYOUTS.values()}


@lru_cache(maxsize=64)
def with_rest_of_number(which: Format, length: int) -> Layout:
    """The layout with a number that runs on by so many characters; its check digit and a filler follow them."""
    layout = LAYOUTS[which]
    optional, *further = layout.optional
    rest = Span(optional.line, optional.first, optional.first + length - 1)
    left = Span(optional.line, rest.last + 3, optional.last)
    number = CheckPlace(Checked.NUMBER, (layout.number, rest), rest.after)
    return replace(layout, rest=rest, optional=(left, *further), checks=(number, *layout.checks[1:]))


def is_document_code(layout: Layout, code: str) -> bool:
    """Whether a code of one or two characters may open this layout.

    Passports and visas have letters (9303-4, 4.4; 9303-7, 4). Cards have A, C or I and a character of the issuer's choice, a
    digit too, but no V, and no I after A (9303-5 and -6, 4.2.2 note k). A single sheet for emergencies is PU, as a TD2 too
    (9303-8, 4.1.5).
    """
    return code in layout.codes


# Some cards of these issuers count the filler between the two pieces of a long number, against note j; others of theirs
# do not. The filler moves the weights on by one place, so that the digit is another one.
MAY_COUNT_THE_FILLER = frozenset({"PRT"})


@dataclass(frozen=True, slots=True)
class MrzFields:
    """What a zone says, in its own characters: names with `<` between parts, dates as YYMMDD, sex F, M or X.

    Fillers at the end of a field are left off. `second_optional` is for TD1 alone. An empty optional field of a
    passport may have `<` in place of its check digit 0, as the issuer likes: `has_filler_check`. `counts_filler` is for
    long numbers of the issuers in MAY_COUNT_THE_FILLER.
    """

    format: Format
    code: str
    issuer: str
    primary: str
    secondary: str
    number: str
    nationality: str
    birth: str
    sex: str
    expiry: str
    optional: str = ""
    second_optional: str = ""
    has_filler_check: bool = False
    counts_filler: bool = False


# Books that use a second letter follow this from 2026, all from 2028 (9303-4, 4.4). Older books have letters of their own:
# a hint for people, never a ground for a decision.
PASSPORT_HINTS = {
    "PP": "ordinary", "PE": "emergency", "PD": "diplomatic", "PO": "official", "PR": "refugee", "PT": "alien",
    "PS": "stateless", "PL": "laissez_passer", "PM": "military", "PU": "emergency_single_sheet",
}  # fmt: skip
