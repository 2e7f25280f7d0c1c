"""Everything stands where Doc 9303-4 to -7, section 4, puts it. The tables below are read off the standard by hand."""

from __future__ import annotations

import pytest

from mapae.core.documents.mrz_layouts import (
    LAYOUTS,
    MAY_COUNT_THE_FILLER,
    PASSPORT_HINTS,
    Checked,
    CheckPlace,
    Format,
    LongNumber,
    MrzFields,
    Span,
    layout_of,
    with_rest_of_number,
)
from tests.core.documents import mrz_specimens as specimens

ONE_LINE_EACH = {  # of the layouts with two lines
    "code": (1, 1, 2), "issuer": (1, 3, 5), "number": (2, 1, 9), "nationality": (2, 11, 13), "birth": (2, 14, 19),
    "sex": (2, 21, 21), "expiry": (2, 22, 27),
}  # fmt: skip
SPANS = {
    Format.TD1: {
        "code": (1, 1, 2), "issuer": (1, 3, 5), "number": (1, 6, 14), "birth": (2, 1, 6), "sex": (2, 8, 8),
        "expiry": (2, 9, 14), "nationality": (2, 16, 18), "names": (3, 1, 30),
    },
    Format.TD2: ONE_LINE_EACH | {"names": (1, 6, 36)},
    Format.TD3: ONE_LINE_EACH | {"names": (1, 6, 44)},
    Format.MRV_A: ONE_LINE_EACH | {"names": (1, 6, 44)},
    Format.MRV_B: ONE_LINE_EACH | {"names": (1, 6, 36)},
}  # fmt: skip
OPTIONAL = {
    Format.TD1: [(1, 16, 30), (2, 19, 29)],
    Format.TD2: [(2, 29, 35)],
    Format.TD3: [(2, 29, 42)],
    Format.MRV_A: [(2, 29, 44)],
    Format.MRV_B: [(2, 29, 36)],
}
THREE = [
    (Checked.NUMBER, [(2, 1, 9)], (2, 10, 10)),
    (Checked.BIRTH, [(2, 14, 19)], (2, 20, 20)),
    (Checked.EXPIRY, [(2, 22, 27)], (2, 28, 28)),
]
CHECKS = {
    Format.TD1: [
        (Checked.NUMBER, [(1, 6, 14)], (1, 15, 15)),
        (Checked.BIRTH, [(2, 1, 6)], (2, 7, 7)),
        (Checked.EXPIRY, [(2, 9, 14)], (2, 15, 15)),
        (Checked.COMPOSITE, [(1, 6, 30), (2, 1, 7), (2, 9, 15), (2, 19, 29)], (2, 30, 30)),
    ],
    Format.TD2: [*THREE, (Checked.COMPOSITE, [(2, 1, 10), (2, 14, 20), (2, 22, 35)], (2, 36, 36))],
    Format.TD3: [
        *THREE,
        (Checked.OPTIONAL, [(2, 29, 42)], (2, 43, 43)),
        (Checked.COMPOSITE, [(2, 1, 10), (2, 14, 20), (2, 22, 43)], (2, 44, 44)),
    ],
    Format.MRV_A: THREE,
    Format.MRV_B: THREE,
}
SIZES = {
    Format.TD1: (3, 30), Format.TD2: (2, 36), Format.TD3: (2, 44), Format.MRV_A: (2, 44), Format.MRV_B: (2, 36),
}  # fmt: skip
LONG_NUMBERS = {
    Format.TD1: LongNumber.RUNS_ON, Format.TD2: LongNumber.RUNS_ON, Format.TD3: LongNumber.REFUSED,
    Format.MRV_A: LongNumber.CUT, Format.MRV_B: LongNumber.CUT,
}  # fmt: skip


@pytest.mark.parametrize("which", Format)
def test_fields_stand_where_the_standard_puts_them(which: Format) -> None:
    layout = LAYOUTS[which]
    assert layout.format is which
    assert (layout.lines, layout.width) == SIZES[which]
    for field, span in SPANS[which].items():
        assert getattr(layout, field) == Span(*span), field
    assert layout.optional == tuple(Span(*span) for span in OPTIONAL[which])
    assert layout.long_number is LONG_NUMBERS[which]


@pytest.mark.parametrize("which", Format)
def test_check_digits_run_over_what_the_standard_says(which: Format) -> None:
    assert LAYOUTS[which].checks == tuple(
        CheckPlace(of, tuple(Span(*span) for span in over), Span(*at)) for of, over, at in CHECKS[which]
    )


def test_check_digit_is_found_by_what_it_is_about() -> None:
    layout = LAYOUTS[Format.TD3]
    assert [layout.check_of(of) for of in Checked] == list(layout.checks)
    assert LAYOUTS[Format.TD2].check_of(Checked.OPTIONAL) is None
    assert LAYOUTS[Format.MRV_A].check_of(Checked.COMPOSITE) is None


@pytest.mark.parametrize(
    ("lines", "width", "first", "which"),
    [
        (3, 30, "I", Format.TD1),
        (3, 30, "V", Format.TD1),
        (2, 36, "I", Format.TD2),
        (2, 36, "P", Format.TD2),
        (2, 36, "V", Format.MRV_B),
        (2, 44, "P", Format.TD3),
        (2, 44, "", Format.TD3),
        (2, 44, "V", Format.MRV_A),
        (2, 30, "I", None),
        (3, 44, "P", None),
        (2, 45, "V", None),
        (1, 44, "P", None),
    ],
)
def test_layout_is_told_by_its_size_and_a_visa_by_its_letter(
    lines: int, width: int, first: str, which: Format | None
) -> None:
    found = layout_of(lines, width, first)
    assert found is (LAYOUTS[which] if which else None)


def test_span_is_counted_from_one_and_has_its_last_position() -> None:
    span = Span(2, 3, 5)
    assert (span.of(["ABCDEFG", "HIJKLMN"]), span.length, span.after) == ("JKL", 3, Span(2, 6, 6))


def test_words_of_the_closed_lists_are_those_that_programs_know() -> None:
    assert [*Format] == ["TD1", "TD2", "TD3", "MRV-A", "MRV-B"]
    assert [*Checked] == ["number", "birth", "expiry", "optional", "composite"]
    assert [*LongNumber] == ["runs_on", "refused", "cut"]
    assert PASSPORT_HINTS == {
        "PP": "ordinary", "PE": "emergency", "PD": "diplomatic", "PO": "official", "PR": "refugee", "PT": "alien",
        "PS": "stateless", "PL": "laissez_passer", "PM": "military", "PU": "emergency_single_sheet",
    }  # fmt: skip
    assert {"PRT"} == MAY_COUNT_THE_FILLER


def test_optional_fields_are_empty_unless_given() -> None:
    fields = MrzFields(Format.TD3, "P", "UTO", "A", "", "1", "UTO", "740812", "F", "300415")
    assert (fields.optional, fields.second_optional) == ("", "")
    assert fields.has_filler_check is False and fields.counts_filler is False


def test_fields_and_check_digits_are_taken_from_the_lines_put_together() -> None:
    layout, text = LAYOUTS[Format.TD1], "".join(specimens.BELGIUM)
    assert layout.fields_of(text) == (
        "ID", "BEL", "600001795", "", "BEL", "130101", "F", "231120", "0152<<<<<<<<<<<", "13010198739",
    )  # fmt: skip
    assert layout.check_digits_of(text) == ("<", "4", "7", "8")


def test_long_number_takes_its_rest_and_its_check_digit_from_the_optional_data() -> None:
    layout, text = with_rest_of_number(Format.TD1, 3), "".join(specimens.BELGIUM)
    assert layout.fields_of(text)[2:4] == ("600001795", "015")
    assert layout.fields_of(text)[8:] == ("<<<<<<<<<<", "13010198739")
    assert layout.check_digits_of(text) == ("2", "4", "7", "8")
    assert layout.checked[0] == (slice(5, 14), slice(15, 18))
