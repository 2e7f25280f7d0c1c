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


@pytest.mark.parametrize(
    ("which", "code", "field", "most"),
    [
        (Format.TD1, "I", "number", 22),
        (Format.TD1, "I", "optional", 15),
        (Format.TD1, "I", "second_optional", 11),
        (Format.TD2, "I", "number", 14),
        (Format.TD2, "I", "optional", 7),
        (Format.TD3, "P", "number", 9),
        (Format.TD3, "P", "optional", 14),
        (Format.MRV_A, "V", "optional", 16),
        (Format.MRV_B, "V", "optional", 8),
    ],
)
def test_field_is_as_long_as_its_place_and_no_longer(which: Format, code: str, field: str, most: int) -> None:
    plain = replace(ERIKSSON, format=which, code=code, optional="")
    fits = replace(plain, **{field: "1" * most})  # type: ignore[arg-type]
    found = read(write(fits), today=TODAY, is_demonstration=True)
    assert found.fields == fits
    with pytest.raises(CannotWrite) as refused:
        write(replace(plain, **{field: "1" * (most + 1)}))  # type: ignore[arg-type]
    assert (refused.value.code, refused.value.field) == (WritingProblem.TOO_LONG, field)


@pytest.mark.parametrize(("number", "room"), [("1" * 10, 12), ("1" * 21, 1), ("1" * 22, 0)])
def test_long_number_takes_its_place_from_the_optional_data(number: str, room: int) -> None:
    card = replace(ERIKSSON, format=Format.TD1, code="I", number=number, optional="2" * room)
    assert read(write(card), today=TODAY, is_demonstration=True).fields == card
    with pytest.raises(CannotWrite) as refused:
        write(replace(card, optional="2" * (room + 1)))
    assert (refused.value.code, refused.value.field) == (WritingProblem.TOO_LONG, "optional")


@pytest.mark.parametrize("number", ["12345678<90", "123456789<0", "123456789012<3"])
def test_long_number_is_in_one_piece_where_it_runs_on(number: str) -> None:
    with pytest.raises(CannotWrite) as refused:
        write(replace(ERIKSSON, format=Format.TD1, code="I", number=number, optional=""))
    assert (refused.value.code, refused.value.field) == (WritingProblem.FORMAT, "number")


def test_long_number_may_have_a_filler_before() -> None:
    card = replace(ERIKSSON, format=Format.TD1, code="I", number="1234567<90", optional="")
    assert read(write(card), today=TODAY, is_demonstration=True).fields == card


def test_refusal_names_field_and_reason() -> None:
    with pytest.raises(CannotWrite, match=r"^sex: format$"):
        write(replace(ERIKSSON, sex="?"))


PORTUGUESE = MrzFields(
    Format.TD1, "I", "PRT", "A", "B", "000024759ZZ7", "PRT", "801010", "F", "200601", counts_filler=True
)  # fmt: skip


def test_filler_is_counted_where_an_issuer_does_so() -> None:
    assert write(PORTUGUESE)[0] == specimens.PORTUGAL[0]
    assert write(replace(PORTUGUESE, counts_filler=False))[0] == specimens.PORTUGAL[0].replace("ZZ72", "ZZ70")


@pytest.mark.parametrize(
    "changes",
    [
        {"issuer": "ESP"},
        {"number": "000024759"},
        {"number": "000000000000"},  # the digit is 0 with the filler and without
        {"format": Format.MRV_A, "code": "V"},
    ],
)
def test_filler_is_not_counted_where_it_makes_no_sense(changes: dict[str, str]) -> None:
    with pytest.raises(CannotWrite) as refused:
        write(replace(PORTUGUESE, **changes))  # type: ignore[arg-type]
    assert (refused.value.code, refused.value.field) == (WritingProblem.NOT_OF_THIS_LAYOUT, "counts_filler")


@pytest.mark.parametrize(
    "changes",
    [
        {"has_filler_check": True},
        {"has_filler_check": True, "optional": "", "format": Format.MRV_A, "code": "V"},
        {"has_filler_check": True, "optional": "", "format": Format.TD1, "code": "I"},
    ],
)
def test_filler_stands_for_the_digit_of_empty_passport_data_only(changes: dict[str, object]) -> None:
    with pytest.raises(CannotWrite) as refused:
        write(replace(ERIKSSON, **changes))  # type: ignore[arg-type]
    assert (refused.value.code, refused.value.field) == (WritingProblem.NOT_OF_THIS_LAYOUT, "has_filler_check")


@pytest.mark.parametrize("sex", ["", "FM", "<", "f"])
def test_other_sexes_are_refused(sex: str) -> None:
    with pytest.raises(CannotWrite, match="sex: format"):
        write(replace(ERIKSSON, sex=sex))


@pytest.mark.parametrize(
    ("field", "text"),
    [
        ("code", "p"), ("code", "PAA"), ("code", "1"), ("issuer", ""), ("issuer", "UTo"), ("nationality", "D<<"),
        ("primary", "<A"), ("primary", "A<"), ("primary", "A<<B"), ("primary", "A1"), ("secondary", "<"),
        ("secondary", "A<<B"), ("number", "<1"), ("number", "1<"), ("number", "a"), ("optional", "1<"), ("optional", "1 1"),
        ("second_optional", "<"), ("birth", "7408"), ("birth", "740832"), ("expiry", "12<<<<"), ("expiry", "120230"),
    ],
)  # fmt: skip
def test_field_that_is_not_in_mrz_form_is_refused(field: str, text: str) -> None:
    with pytest.raises(CannotWrite) as refused:
        write(replace(ERIKSSON, **{field: text}))  # type: ignore[arg-type]
    assert (refused.value.code, refused.value.field) == (WritingProblem.FORMAT, field)


@pytest.mark.parametrize("optional", ["<1", "1<1", "<<<1"])
def test_optional_data_may_have_fillers_before_its_last_character(optional: str) -> None:
    found = read(write(replace(ERIKSSON, optional=optional)), today=TODAY, is_demonstration=True)
    assert found.fields is not None and found.fields.optional == optional
