"""What holds for every zone: what was written is read, what was read is written, and a changed character is noticed."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from mapae.core.documents.check_digits import are_equal_to_check_digits, check_digit
from mapae.core.documents.mrz_findings import CheckState, MrzProblem, Reading
from mapae.core.documents.mrz_layouts import LAYOUTS, Checked, Format, Layout, LongNumber, MrzFields
from mapae.core.documents.mrz_reading import read
from mapae.core.documents.mrz_writing import fitted_name, write
from tests.core.documents import mrz_specimens as specimens

pytestmark = pytest.mark.wide

TODAY = date(2026, 11, 24)
LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
ALPHANUMERIC = LETTERS + "0123456789"
CHECK_DIGIT = (MrzProblem.CHECK_DIGIT_WRONG, MrzProblem.CHECK_DIGIT_MISSING)


def reading(lines: tuple[str, ...]) -> Reading:
    return read(lines, today=TODAY, is_demonstration=True)


# --- fields that fit ---

names = st.lists(st.text(LETTERS, min_size=1, max_size=12), min_size=1, max_size=6).map("<".join)
births = st.one_of(
    st.dates(date(1930, 1, 1), date(2019, 12, 31)).map(lambda day: f"{day:%y%m%d}"),
    st.dates(date(1930, 1, 1), date(2019, 12, 31)).map(lambda day: f"{day:%y%m}<<"),
    st.dates(date(1930, 1, 1), date(2019, 12, 31)).map(lambda day: f"{day:%y}<<<<"),
    st.dates(date(1930, 1, 1), date(2019, 12, 31)).map(lambda day: f"<<{day:%m%d}"),
    st.just("<<<<<<"),
)
expiries = st.dates(date(2020, 1, 1), date(2049, 12, 31)).map(lambda day: f"{day:%y%m%d}")


@st.composite
def fitting_names(draw: st.DrawFn, width: int) -> tuple[str, str]:
    """Names that fit, often to the last position."""
    if draw(st.booleans()):
        primary = draw(st.integers(1, width - 3))
        return "A" * primary, "B" * (width - 2 - primary)
    primary, secondary = draw(st.tuples(names, st.one_of(st.just(""), names)))
    assume(len(primary) + (2 + len(secondary) if secondary else 0) <= width)
    return primary, secondary


@st.composite
def optional_data(draw: st.DrawFn, room: int) -> str:
    text = draw(st.text(ALPHANUMERIC + "<", max_size=max(0, room)))
    return text.rstrip("<")


@st.composite
def fields_that_fit(draw: st.DrawFn) -> MrzFields:
    layout = LAYOUTS[draw(st.sampled_from(Format))]
    primary, secondary = draw(fitting_names(layout.names.length))
    issuer = draw(st.sampled_from(["D", "TUR", "PRT", "UNO", "UTO"]))
    number = draw(st.text(ALPHANUMERIC, min_size=1, max_size=9))
    room = layout.optional[0].length
    if layout.long_number is LongNumber.RUNS_ON and draw(st.booleans()):
        number = draw(st.text(ALPHANUMERIC, min_size=10, max_size=9 + room - 2))
        room -= len(number) - 9 + 2
    optional = draw(optional_data(room))
    digits = (check_digit(number), check_digit(f"{number[:9]}<{number[9:]}"))
    return MrzFields(
        format=layout.format,
        code=draw(st.sampled_from(sorted(layout.codes))),
        issuer=issuer,
        primary=primary,
        secondary=secondary,
        number=number,
        nationality=draw(st.sampled_from(["D", "TUR", "XXA", "UTO"])),
        birth=draw(births),
        sex=draw(st.sampled_from("FMX")),
        expiry=draw(expiries),
        optional=optional,
        second_optional=draw(optional_data(layout.optional[1].length)) if len(layout.optional) > 1 else "",
        has_filler_check=layout.check_of(Checked.OPTIONAL) is not None and not optional and draw(st.booleans()),
        counts_filler=len(number) > 9 and issuer == "PRT" and digits[0] != digits[1] and draw(st.booleans()),
    )


@given(fields_that_fit())
def test_fields_that_fit_are_read_as_they_were_written(fields: MrzFields) -> None:
    found = reading(write(fields))
    assert found.fields == fields
    assert found.problems == () and found.proposals == ()
    assert {check.state for check in found.checks} == {CheckState.RIGHT}
    name = f"{fields.primary}<<{fields.secondary}" if fields.secondary else fields.primary
    assert found.may_be_cut is (len(name) == LAYOUTS[fields.format].names.length)


# --- lines ---


def with_right_digits(layout: Layout, lines: tuple[str, ...]) -> tuple[str, ...]:
    for place in layout.checks:
        digit = check_digit("".join(span.of(lines) for span in place.over))
        line = lines[place.at.line - 1]
        changed = line[: place.at.first - 1] + digit + line[place.at.last :]
        lines = (*lines[: place.at.line - 1], changed, *lines[place.at.line :])
    return lines


@given(fields_that_fit(), st.data())
def test_every_zone_without_a_problem_is_written_as_it_was_read(fields: MrzFields, data: st.DataObject) -> None:
    lines = write(fields)
    for _ in range(data.draw(st.integers(1, 4))):
        number = data.draw(st.integers(0, len(lines) - 1))
        place = data.draw(st.integers(0, len(lines[0]) - 1))
        character = data.draw(st.sampled_from(ALPHANUMERIC + "<<<<<<<<<"))
        changed = lines[number][:place] + character + lines[number][place + 1 :]
        lines = (*lines[:number], changed, *lines[number + 1 :])
    for candidate in (lines, with_right_digits(LAYOUTS[fields.format], lines)):
        found = reading(candidate)
        assert found.fields is not None
        if not found.problems:
            assert write(found.fields) == candidate


HANDFUL = [
    specimens.TD1,
    specimens.TD2,
    specimens.TD3,
    specimens.MRV_A,
    specimens.MRV_B,
    specimens.LONG_NUMBER,
    specimens.BELGIUM,
    specimens.PORTUGAL,
    ("P<CANMARTIN<<SARAH<<<<<<<<<<<<<<<<<<<<<<<<<<", "ZE000509<9CAN8501019F2301147<<<<<<<<<<<<<<08"),
    ("P<D<<MUSTERMANN<<ERIKA<<<<<<<<<<<<<<<<<<<<<<", "C01X00T478D<<6408125F2702283<<<<<<<<<<<<<<<4"),
    ("I<SWE59000002<8198703142391<<<", "8703145M1701027SWE<<<<<<<<<<<8", "SPECIMEN<<SVEN<<<<<<<<<<<<<<<<"),
]


def checked_positions(lines: tuple[str, ...]) -> tuple[set[tuple[int, int]], set[tuple[int, int]]]:
    """Positions that a check digit runs over, and positions of the check digits themselves."""
    found = reading(lines)
    assert found.fields is not None and found.problems == ()
    layout = LAYOUTS[found.fields.format]
    over = {
        (span.line, at) for place in layout.checks for span in place.over for at in range(span.first, span.last + 1)
    }
    return over, {(check.line, check.position) for check in found.checks}


def with_character(lines: tuple[str, ...], line: int, position: int, character: str) -> tuple[str, ...]:
    old = lines[line - 1]
    return (*lines[: line - 1], old[: position - 1] + character + old[position:], *lines[line:])


def changes(lines: tuple[str, ...], line: int, position: int) -> Iterator[tuple[str, Reading]]:
    for character in ALPHANUMERIC + "<":
        if character != lines[line - 1][position - 1]:
            yield character, reading(with_character(lines, line, position, character))


@pytest.mark.parametrize("lines", HANDFUL)
def test_every_changed_checked_character_is_noticed_unless_equal_modulo_ten(lines: tuple[str, ...]) -> None:
    over, digits = checked_positions(lines)
    for line, position in sorted(over - digits):
        written = lines[line - 1][position - 1]
        for character, found in changes(lines, line, position):
            is_noticed = any(place.code in CHECK_DIGIT for place in found.problems)
            is_equal = are_equal_to_check_digits(written, character)
            assert is_noticed or is_equal, (line, position, character)


@pytest.mark.parametrize("lines", HANDFUL)
def test_character_that_is_equal_modulo_ten_is_not_noticed_by_a_digit(lines: tuple[str, ...]) -> None:
    """Where a filler stands or comes, a long number may begin or end, which is another reading."""
    over, digits = checked_positions(lines)
    for line, position in sorted(over - digits):
        written = lines[line - 1][position - 1]
        for character, found in changes(lines, line, position):
            if "<" not in (written, character) and are_equal_to_check_digits(written, character):
                assert not any(place.code in CHECK_DIGIT for place in found.problems), (line, position, character)


@pytest.mark.parametrize("lines", HANDFUL)
def test_every_changed_check_digit_is_noticed(lines: tuple[str, ...]) -> None:
    _, digits = checked_positions(lines)
    for line, position in sorted(digits):
        for character, found in changes(lines, line, position):
            codes = {place.code for place in found.problems}
            may_be_either = (line, position) == (2, 43) and {lines[1][42], character} == {"0", "<"}
            assert codes & set(CHECK_DIGIT) or (may_be_either and lines[1][28:42] == "<" * 14), (position, character)


# --- names that do not fit ---


@given(names, st.one_of(st.just(""), names), st.sampled_from(Format))
def test_cut_name_is_read_as_one_that_may_be_cut(primary: str, secondary: str, which: Format) -> None:
    layout = LAYOUTS[which]
    width = layout.names.length
    assume(len(primary) + (2 + len(secondary) if secondary else 0) > width)
    fields = MrzFields(
        which, min(layout.codes), "UTO", primary, secondary, "L898902C3", "UTO", "740812", "F", "320415"
    )  # fmt: skip
    found = reading(write(fields))
    assert found.fields is not None and found.problems == () and found.may_be_cut
    kept = f"{found.fields.primary}<<{found.fields.secondary}" if secondary else found.fields.primary
    assert kept == fitted_name(primary, secondary, width)
    assert len(kept) == width


@pytest.mark.parametrize(
    ("name", "primary", "secondary"),
    [  # Doc 9303-4, 4.2.3
        ("NILAVADHANANANDA<<CHAYAPA<DEJTHAMRONG<K", "NILAVADHANANANDA", "CHAYAPA<DEJTHAMRONG<K"),
        ("NILAVADHANANANDA<<ARNPOL<PETCH<CHARONGU", "NILAVADHANANANDA", "ARNPOL<PETCH<CHARONGU"),
        ("BENNELONG<WOOLOOMOOLOO<WARRANDYTE<W<<DI", "BENNELONG<WOOLOOMOOLOO<WARRANDYTE<W", "DI"),
        ("BENNELONG<WOOLOOM<WARRAND<WARNAM<<DINGO", "BENNELONG<WOOLOOM<WARRAND<WARNAM", "DINGO"),
        ("BENNEL<WOOLOO<WARRAN<WARNAM<<DINGO<POTO", "BENNEL<WOOLOO<WARRAN<WARNAM", "DINGO<POTO"),
        ("PAPANDROPOULOUS<<JONATHON<WARREN<TREVOR", "PAPANDROPOULOUS", "JONATHON<WARREN<TREVOR"),
    ],
)
def test_every_legal_way_to_cut_a_name_is_read(name: str, primary: str, secondary: str) -> None:
    found = reading(("PPUTO" + name, specimens.TD3[1]))
    assert found.fields is not None and found.problems == () and found.may_be_cut
    assert (found.fields.primary, found.fields.secondary) == (primary, secondary)
    assert write(found.fields)[0] == "PPUTO" + name


@given(st.lists(st.text(max_size=50), max_size=5), st.dates(), st.booleans())
def test_whatever_is_no_zone_is_refused_in_words(lines: list[str], today: date, is_demonstration: bool) -> None:
    from mapae.core.documents.mrz_shape import NoZone

    try:
        found = read(lines, today=today, is_demonstration=is_demonstration)
    except NoZone as problem:
        assert problem.code in ("number_of_lines", "line_length")
    else:
        assert found.fields is not None or found.problems
