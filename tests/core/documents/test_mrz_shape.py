"""Lines that were not copied exactly: what they seem to have been, and what to correct."""

from __future__ import annotations

import pytest

from mapae.core.documents.mrz_layouts import LAYOUTS, Format
from mapae.core.documents.mrz_shape import (
    NoZone,
    Proposal,
    Slip,
    foreign_characters,
    layout_as_given,
    shape_of,
)
from tests.core.documents import mrz_specimens as specimens

OF_FORMATS = [
    (Format.TD1, specimens.TD1),
    (Format.TD2, specimens.TD2),
    (Format.TD3, specimens.TD3),
    (Format.MRV_A, specimens.MRV_A),
    (Format.MRV_B, specimens.MRV_B),
]


@pytest.mark.parametrize(("which", "lines"), OF_FORMATS)
def test_lines_of_the_right_shape_need_nothing(which: Format, lines: tuple[str, ...]) -> None:
    assert layout_as_given(lines) is LAYOUTS[which]
    shape = shape_of(lines)
    assert (shape.layout, shape.proposals, shape.lines) == (LAYOUTS[which], (), lines)


@pytest.mark.parametrize(
    "lines",
    [
        (),
        specimens.TD3[:1],
        (*specimens.TD3, specimens.TD3[1], specimens.TD3[1]),
        specimens.TD1[:2],
        (*specimens.TD3, specimens.TD3[1]),
        (specimens.TD3[0][:-1], specimens.TD3[1]),
        (specimens.TD3[0], specimens.TD3[1] + "<"),
        (specimens.TD3[0].replace("A", "a"), specimens.TD3[1]),
        (specimens.TD3[0], specimens.TD3[1].replace("<", " ")),
        ("", ""),
    ],
)
def test_lines_of_another_shape_have_no_layout_as_given(lines: tuple[str, ...]) -> None:
    assert layout_as_given(lines) is None


@pytest.mark.parametrize(("which", "lines"), OF_FORMATS)
def test_fillers_that_were_cut_from_the_end_of_the_name_are_put_in_there(which: Format, lines: tuple[str, ...]) -> None:
    at = LAYOUTS[which].names.line
    whole = lines[at - 1]
    bare = whole.rstrip("<")
    shape = shape_of([bare if number == at else line for number, line in enumerate(lines, 1)])
    missing = whole[len(bare) :]
    assert shape.proposals == (Proposal(Slip.FILLERS_CUT, at, len(bare) + 1, "", missing),)
    assert (shape.layout, shape.lines) == (LAYOUTS[which], lines)


def test_fillers_of_the_data_line_are_put_in_at_its_last_run() -> None:
    data = specimens.TD3[1]
    shape = shape_of((specimens.TD3[0], data.replace("B<<<<<", "B<<")))
    assert shape.proposals == (Proposal(Slip.FILLERS_CUT, 2, data.index("B<") + 4, "", "<<<"),)
    assert shape.lines == specimens.TD3


def test_fillers_of_a_visa_are_put_in_at_the_end_of_either_line() -> None:
    shape = shape_of([line.rstrip("<") for line in specimens.MRV_A[:1]] + [specimens.MRV_A[1].rstrip("<")])
    assert [proposal.line for proposal in shape.proposals] == [1, 2]
    assert shape.lines == specimens.MRV_A


def test_fillers_of_a_card_without_long_number_are_put_in_before_the_composite_digit() -> None:
    upper, middle, lower = specimens.TD1
    shape = shape_of((upper, middle.replace("<<<<<<<<<<<6", "<6"), lower))
    assert shape.proposals == (Proposal(Slip.FILLERS_CUT, 2, 20, "", "<" * 10),)
    assert shape.lines == specimens.TD1


def test_too_many_fillers_are_left_off_every_line() -> None:
    shape = shape_of((specimens.TD3[0] + "<", specimens.TD3[1].replace("10", "10<<<")))
    assert shape.proposals == (
        Proposal(Slip.TOO_MANY_FILLERS, 1, 45, "<", ""),
        Proposal(Slip.TOO_MANY_FILLERS, 2, 45, "<<<", ""),
    )
    assert shape.lines == specimens.TD3


def test_longest_line_with_a_width_as_it_stands_decides() -> None:
    """Line 1 would fit into 36 without its fillers, but line 2 has 44."""
    shape = shape_of((specimens.TD3[0][:30], specimens.TD3[1]))
    assert shape.layout is LAYOUTS[Format.TD3]


def test_smallest_width_that_is_wide_enough_is_taken() -> None:
    upper, lower = specimens.TD2
    assert shape_of((upper[:35], lower[:35])).layout is LAYOUTS[Format.TD2]
    assert shape_of((upper + "<" * 3, lower + "<" * 2)).layout is LAYOUTS[Format.TD2]
    assert shape_of((specimens.MRV_B[0][:20], specimens.MRV_B[1][:28])).layout is LAYOUTS[Format.MRV_B]
    long_name = "P<UTO" + "A" * 32
    assert shape_of((long_name, specimens.TD3[1][:40])).layout is LAYOUTS[Format.TD3]


def test_visa_is_told_by_the_first_letter_of_its_first_line_alone() -> None:
    passport = (specimens.TD3[0], "V" + specimens.TD3[1][1:])
    assert layout_as_given(passport) is LAYOUTS[Format.TD3]
    assert shape_of(passport).layout is LAYOUTS[Format.TD3]
    assert shape_of((specimens.MRV_A[0][:-1], specimens.MRV_A[1])).layout is LAYOUTS[Format.MRV_A]


@pytest.mark.parametrize("width", [36, 44])
def test_card_of_three_lines_has_thirty_characters_however_many_fillers_follow(width: int) -> None:
    card = (specimens.TD1[0], specimens.TD1[1], specimens.TD1[2])
    shape = shape_of([line.ljust(width, "<") for line in card])
    assert shape.layout is LAYOUTS[Format.TD1]
    assert shape.lines == card


def test_one_filler_may_be_missing_or_too_many() -> None:
    short = shape_of((specimens.TD3[0][:-1], specimens.TD3[1]))
    assert short.proposals == (Proposal(Slip.FILLERS_CUT, 1, 44, "", "<"),)
    long = shape_of((specimens.TD3[0] + "<", specimens.TD3[1]))
    assert long.proposals == (Proposal(Slip.TOO_MANY_FILLERS, 1, 45, "<", ""),)


def test_lower_case_and_blanks_are_told_one_by_one() -> None:
    shape = shape_of(("p<UTOERIKSSON<<ANNA\tMARIA<<<<\u00a0<<<<<<<<<<<<< ", specimens.TD3[1]))
    assert shape.proposals == (
        Proposal(Slip.LOWER_CASE, 1, 1, "p", "P"),
        Proposal(Slip.BLANK_FOR_FILLER, 1, 20, "\t", "<"),
        Proposal(Slip.BLANK_FOR_FILLER, 1, 30, "\u00a0", "<"),
        Proposal(Slip.BLANK_FOR_FILLER, 1, 44, " ", "<"),
    )
    assert shape.lines == specimens.TD3


@pytest.mark.parametrize("letter", "abcdefghijklmnopqrstuvwxyz")
def test_every_small_letter_is_written_as_its_capital(letter: str) -> None:
    given = specimens.TD3[0][:5] + letter + specimens.TD3[0][6:]
    (proposal,) = shape_of((given, specimens.TD3[1])).proposals
    assert proposal == Proposal(Slip.LOWER_CASE, 1, 6, letter, letter.upper())


@pytest.mark.parametrize("character", ["ı", "ş", "ß", "İ", "À", "\u2003", "«", "≤"])
def test_other_characters_are_never_taken_for_one(character: str) -> None:
    given = specimens.TD3[0][:5] + character + specimens.TD3[0][6:]
    shape = shape_of((given, specimens.TD3[1]))
    assert shape.proposals == () and shape.lines[0] == given
    assert foreign_characters(shape.lines) == [(1, 6)]


def test_foreign_characters_are_told_with_line_and_position() -> None:
    assert foreign_characters(("A*B", "AB", "1<Ş")) == [(1, 2), (3, 3)]
    assert foreign_characters(("0AZ9<", "")) == []


@pytest.mark.parametrize(
    ("lines", "code", "line"),
    [
        ((), "number_of_lines", 0),
        (("P<UTO",), "number_of_lines", 0),
        (("",) * 4, "number_of_lines", 0),
        (("A" * 45, "A" * 44), "line_length", 1),
        (("A" * 44, "A" * 45), "line_length", 2),
        (("A" * 45 + "<", "A" * 46), "line_length", 2),
        (("A" * 46, "A" * 46), "line_length", 1),
        (("A" * 31, "A" * 30, "A" * 30), "line_length", 1),
        (("A" * 30, "A" * 30, "A" * 31), "line_length", 3),
        (("P<UTO", "A" * 43), "line_length", 2),
        ((specimens.TD3[0], ""), "line_length", 2),
        (("", specimens.TD3[1]), "line_length", 1),
        (("", ""), "line_length", 1),
        ((specimens.TD1[0], "A" * 29, specimens.TD1[2]), "line_length", 2),
    ],
)
def test_what_fillers_do_not_explain_is_no_zone(lines: tuple[str, ...], code: str, line: int) -> None:
    with pytest.raises(NoZone, match=f"^{code}$") as refused:
        shape_of(lines)
    assert (refused.value.code, refused.value.line) == (code, line)
