"""What is written has right check digits and is read as it was meant."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mapae.core.documents.mrz_layouts import Format, MrzFields
from mapae.core.documents.mrz_reading import read
from mapae.core.documents.mrz_writing import CannotWrite, WritingProblem, fitted_name, write
from tests.core.documents import mrz_specimens as specimens

TODAY = date(2026, 11, 22)
LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
ERIKSSON = MrzFields(
    Format.TD3, "P", "UTO", "ERIKSSON", "ANNA<MARIA", "L898902C3", "UTO", "740812", "F", "120415", "ZE184226B"
)

parts = st.lists(st.text(LETTERS, min_size=1, max_size=12), min_size=1, max_size=6).map("<".join)


@pytest.mark.parametrize("lines", specimens.ALL)
def test_specimen_is_written_as_it_was_read(lines: tuple[str, ...]) -> None:
    found = read(lines, today=TODAY, is_demonstration=True)
    assert found.fields is not None
    assert write(found.fields) == lines


@given(parts, st.one_of(st.just(""), parts), st.sampled_from([30, 31, 39]))
def test_cut_name_fills_its_field_and_ends_with_a_letter(primary: str, secondary: str, width: int) -> None:
    whole = f"{primary}<<{secondary}" if secondary else primary
    fitted = fitted_name(primary, secondary, width)
    if len(whole) <= width:
        assert fitted == whole
        return
    assert len(fitted) == width and fitted[-1] != "<"
    assert bool(secondary) is ("<<" in fitted)
    kept, _, given_names = fitted.partition("<<")
    assert kept[0] == primary[0] and (not secondary or given_names[0] == secondary[0])


@pytest.mark.parametrize(
    ("primary", "secondary", "fitted"),
    [
        ("NILAVADHANANANDA", "CHAYAPA<DEJTHAMRONG<KRASUANG", "NILAVADHANANANDA<<CHAYAPA<DEJTHAMRONG<K"),
        ("A" * 50, "ANNA", "A" * 36 + "<<A"),
        ("A" * 35 + "<B", "CCC", "A" * 35 + "<<CC"),
    ],
)
def test_long_name_is_cut(primary: str, secondary: str, fitted: str) -> None:
    assert fitted_name(primary, secondary, 39) == fitted


@pytest.mark.parametrize(
    ("primary", "secondary", "width", "fitted"),
    [
        ("A", "A<AA<AAA<AAAAAA<AAAAAAAAAAA<A", 31, "A<<A<AA<AAA<AAAAAA<AAAAAAAAAA<A"),
        ("ABCDE", "FGH", 9, "ABCDE<<FG"),
        ("ABCDE", "FGH", 10, "ABCDE<<FGH"),
        ("ABCDE<F", "G", 8, "ABCDE<<G"),
        ("AB<C", "D", 6, "A<C<<D"),
        ("ABCDEFGH", "G", 8, "ABCDE<<G"),
        ("ABCD<EFGH", "", 5, "ABC<E"),
        ("ABCD<EFGH", "", 6, "ABCD<E"),
        ("A<B<C", "D", 6, "A<B<<D"),
        ("A<BC", "D", 6, "A<B<<D"),
    ],
)
def test_cut_ends_with_a_letter_in_the_last_position(primary: str, secondary: str, width: int, fitted: str) -> None:
    assert fitted_name(primary, secondary, width) == fitted


@pytest.mark.parametrize(
    ("primary", "secondary", "width", "field"),
    [("A<B<C", "D<E<F", 9, "secondary"), ("A<B<C<D", "", 6, "primary"), ("A", "B<C<D", 7, "secondary")],
)
def test_more_initials_than_fit_are_refused_where_no_cut_ends_with_a_letter(
    primary: str, secondary: str, width: int, field: str
) -> None:
    with pytest.raises(CannotWrite) as refused:
        fitted_name(primary, secondary, width)
    assert (refused.value.code, refused.value.field) == (WritingProblem.TOO_LONG, field)


def test_visa_keeps_the_first_nine_characters_of_a_long_number() -> None:
    lines = write(replace(ERIKSSON, format=Format.MRV_A, code="V", number="L898902C3XY"))
    assert lines[1].startswith("L898902C36")


@pytest.mark.parametrize(
    ("changes", "code", "field"),
    [
        ({"code": "V"}, WritingProblem.NOT_OF_THIS_LAYOUT, "code"),
        ({"code": ""}, WritingProblem.FORMAT, "code"),
        ({"issuer": "UTOP"}, WritingProblem.FORMAT, "issuer"),
        ({"primary": ""}, WritingProblem.FORMAT, "primary"),
        ({"primary": "ŞAHİN"}, WritingProblem.FORMAT, "primary"),
        ({"secondary": "ANNA<<MARIA"}, WritingProblem.FORMAT, "secondary"),
        ({"number": "L898902C3X"}, WritingProblem.TOO_LONG, "number"),
        ({"number": ""}, WritingProblem.FORMAT, "number"),
        ({"birth": "741312"}, WritingProblem.FORMAT, "birth"),
        ({"expiry": "<<<<<<"}, WritingProblem.FORMAT, "expiry"),
        ({"sex": "<"}, WritingProblem.FORMAT, "sex"),
        ({"optional": "1" * 15}, WritingProblem.TOO_LONG, "optional"),
        ({"second_optional": "1"}, WritingProblem.NOT_OF_THIS_LAYOUT, "second_optional"),
        ({"has_filler_check": True}, WritingProblem.NOT_OF_THIS_LAYOUT, "has_filler_check"),
        ({"counts_filler": True}, WritingProblem.NOT_OF_THIS_LAYOUT, "counts_filler"),
        ({"format": Format.TD2, "code": "I", "number": "1" * 16}, WritingProblem.TOO_LONG, "number"),
        ({"format": Format.TD2, "code": "I", "number": "1" * 12}, WritingProblem.TOO_LONG, "optional"),
    ],
)
def test_fields_that_do_not_fit_are_refused_by_name(changes: dict[str, str], code: WritingProblem, field: str) -> None:
    with pytest.raises(CannotWrite) as refused:
        write(replace(ERIKSSON, **changes))  # type: ignore[arg-type]
    assert (refused.value.code, refused.value.field) == (code, field)


@given(st.sampled_from(specimens.ALL), st.data())
def test_every_line_without_a_problem_is_written_as_it_was_read(lines: tuple[str, ...], data: st.DataObject) -> None:
    line = data.draw(st.integers(0, len(lines) - 1))
    place = data.draw(st.integers(0, len(lines[0]) - 1))
    character = data.draw(st.sampled_from(LETTERS + "0123456789<"))
    near = [*lines]
    near[line] = near[line][:place] + character + near[line][place + 1 :]
    found = read(near, today=TODAY, is_demonstration=True)
    assert found.fields is not None
    if not found.problems:
        assert write(found.fields) == tuple(near)
