"""The machine-readable zone is read as it stands: problems have places, slips are proposed and never corrected silently."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mapae.core.documents.mrz_findings import Checked, CheckState, MrzProblem, Reading
from mapae.core.documents.mrz_layouts import Format
from mapae.core.documents.mrz_reading import read
from mapae.core.documents.mrz_shape import NoZone, Proposal, Slip
from tests.core.documents import mrz_specimens as specimens

TODAY = date(2026, 11, 22)


def reading(*lines: str, is_demonstration: bool = True) -> Reading:
    return read(lines, today=TODAY, is_demonstration=is_demonstration)


def problems(*lines: str, is_demonstration: bool = True) -> list[tuple[MrzProblem, int, int]]:
    found = reading(*lines, is_demonstration=is_demonstration).problems
    return [(place.code, place.line, place.position) for place in found]


def changed(lines: tuple[str, ...], line: int, position: int, text: str) -> tuple[str, ...]:
    """The lines with `text` from this position on."""
    old = lines[line - 1]
    new = old[: position - 1] + text + old[position - 1 + len(text) :]
    return (*lines[: line - 1], new, *lines[line:])


@pytest.mark.parametrize("lines", specimens.ALL)
def test_public_specimen_has_no_problem(lines: tuple[str, ...]) -> None:
    found = reading(*lines)
    assert found.problems == ()
    assert found.proposals == ()
    assert {check.state for check in found.checks} == {CheckState.RIGHT}
    assert found.may_be_cut is (lines is specimens.PORTUGAL)


@pytest.mark.parametrize(
    ("lines", "number", "optional", "birth", "expiry"),
    [
        (specimens.TD1, "D23145890", "", "1974-08-12", date(2012, 4, 15)),
        (specimens.TD2, "D23145890", "", "1974-08-12", date(2012, 4, 15)),
        (specimens.TD3, "L898902C3", "ZE184226B", "1974-08-12", date(2012, 4, 15)),
        (specimens.MRV_A, "L8988901C", "6ZE184226B", "1940-09-07", date(1996, 12, 10)),
        (specimens.MRV_B, "L8988901C", "", "1940-09-07", date(1996, 12, 10)),
    ],
)
def test_fields_of_the_examples_of_icao(
    lines: tuple[str, ...], number: str, optional: str, birth: str, expiry: date
) -> None:
    found = reading(*lines)
    assert found.fields is not None
    assert (found.fields.primary, found.fields.secondary) == ("ERIKSSON", "ANNA<MARIA")
    assert (found.fields.issuer, found.fields.sex) == ("UTO", "F")
    assert (found.fields.number, found.fields.optional) == (number, optional)
    assert (str(found.birth), found.expiry) == (birth, expiry)


def test_visas_have_neither_composite_nor_optional_check_digit() -> None:
    assert [check.of for check in reading(*specimens.MRV_A).checks] == [
        Checked.NUMBER,
        Checked.BIRTH,
        Checked.EXPIRY,
    ]


@pytest.mark.parametrize(
    ("lines", "number"),
    [
        (specimens.LONG_NUMBER, "D23145890734"),
        (specimens.BELGIUM, "600001795015"),
        (specimens.PORTUGAL, "000024759ZZ7"),
    ],
)
def test_long_number_runs_on_into_the_optional_data(lines: tuple[str, ...], number: str) -> None:
    found = reading(*lines)
    assert found.fields is not None
    assert (found.fields.number, found.fields.optional) == (number, "")


def test_check_digit_of_a_long_number_has_its_place_in_the_optional_data() -> None:
    found = reading(*specimens.LONG_NUMBER)
    assert (found.checks[0].line, found.checks[0].position, found.checks[0].written) == (1, 19, "9")


def test_portugal_may_count_the_filler_of_a_long_number_and_nobody_else() -> None:
    found = reading(*specimens.PORTUGAL)
    assert found.fields is not None and found.fields.counts_filler
    assert problems(*changed(specimens.PORTUGAL, 1, 3, "ESP")) == [(MrzProblem.CHECK_DIGIT_WRONG, 1, 19)]


def test_portugal_may_follow_the_standard_too() -> None:
    found = reading(*changed(specimens.PORTUGAL, 1, 19, "0"))
    assert found.checks[0].state is CheckState.RIGHT
    assert found.fields is not None and not found.fields.counts_filler


def test_look_alike_in_a_long_number_is_proposed_at_its_place() -> None:
    found = reading(*changed(specimens.LONG_NUMBER, 1, 18, "A"))
    assert Proposal(Slip.LOOK_ALIKE, 1, 18, "A", "4") in found.proposals


def test_wrong_digit_of_a_long_number_is_noticed() -> None:
    wrong = changed(specimens.LONG_NUMBER, 1, 19, "8")
    assert (MrzProblem.CHECK_DIGIT_WRONG, 1, 19) in problems(*wrong)


def test_missing_check_digit_without_a_run_on_number_is_not_there() -> None:
    lines = changed(specimens.TD2, 2, 10, "<")
    assert (MrzProblem.CHECK_DIGIT_MISSING, 2, 10) in problems(*lines)


def test_wrong_check_digit_is_told_with_the_expected_one() -> None:
    found = reading(*changed(specimens.TD3, 2, 10, "7"))
    number = found.checks[0]
    assert (number.state, number.written, number.expected) == (CheckState.WRONG, "7", "6")
    assert [place.position for place in found.problems] == [10, 44]


@pytest.mark.parametrize("written", ["0", "<"])
def test_empty_optional_data_of_a_passport_has_either_check_digit(written: str) -> None:
    lines = ("P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<", f"L898902C36UTO7408122F1204159<<<<<<<<<<<<<<{written}8")
    assert problems(*lines) == []


def test_optional_data_without_check_digit_is_told() -> None:
    assert (MrzProblem.CHECK_DIGIT_MISSING, 2, 43) in problems(*changed(specimens.TD3, 2, 43, "<"))


def test_specimen_state_is_for_demonstrations_only() -> None:
    assert problems(*specimens.TD3, is_demonstration=False) == [
        (MrzProblem.ISSUER_IS_SPECIMEN, 1, 3),
        (MrzProblem.NATIONALITY_IS_SPECIMEN, 2, 11),
    ]


@pytest.mark.parametrize(
    ("issuer", "nationality", "expected"),
    [
        ("TUR", "TUR", []),
        ("D<<", "D<<", []),
        ("GBD", "GBD", []),
        ("UNO", "UNO", []),
        ("EUE", "FRA", []),
        ("XPO", "FRA", []),
        ("HUN", "XXA", []),
        ("RKS", "RKS", []),
        ("XPO", "XPO", [(MrzProblem.NATIONALITY_UNKNOWN, 2, 11)]),
        ("XXB", "XXB", [(MrzProblem.ISSUER_UNKNOWN, 1, 3)]),
        ("DEU", "DEU", [(MrzProblem.ISSUER_UNKNOWN, 1, 3), (MrzProblem.NATIONALITY_UNKNOWN, 2, 11)]),
        ("IAO", "FRA", [(MrzProblem.ISSUER_UNKNOWN, 1, 3)]),
        ("FRA", "IAO", [(MrzProblem.NATIONALITY_UNKNOWN, 2, 11)]),
        ("<<<", "<<<", [(MrzProblem.ISSUER_UNKNOWN, 1, 3), (MrzProblem.NATIONALITY_UNKNOWN, 2, 11)]),
        ("ANT", "NLD", [(MrzProblem.ISSUER_WITHDRAWN, 1, 3)]),
        ("NLD", "ANT", [(MrzProblem.NATIONALITY_WITHDRAWN, 2, 11)]),
        ("NTZ", "NTZ", [(MrzProblem.ISSUER_WITHDRAWN, 1, 3), (MrzProblem.NATIONALITY_WITHDRAWN, 2, 11)]),
    ],
)
@pytest.mark.parametrize("is_demonstration", [True, False])
def test_codes_are_judged_by_their_kind(
    issuer: str, nationality: str, expected: list[object], is_demonstration: bool
) -> None:
    lines = changed(changed(specimens.TD3, 1, 3, issuer), 2, 11, nationality)
    assert problems(*lines, is_demonstration=is_demonstration) == expected


@pytest.mark.parametrize(
    ("line", "position", "text", "problem"),
    [
        (1, 1, "A", MrzProblem.DOCUMENT_CODE),
        (1, 3, "QQQ", MrzProblem.ISSUER_UNKNOWN),
        (2, 11, "QQQ", MrzProblem.NATIONALITY_UNKNOWN),
        (1, 6, "<", MrzProblem.PRIMARY_NAME_MISSING),
        (1, 8, "1", MrzProblem.NAME_FORMAT),
        (2, 1, "<", MrzProblem.NUMBER_FORMAT),
        (2, 16, "<8", MrzProblem.BIRTH_FORMAT),
        (2, 16, "13", MrzProblem.BIRTH_NOT_IN_CALENDAR),
        (2, 21, "Y", MrzProblem.SEX_UNKNOWN),
        (2, 24, "<<", MrzProblem.EXPIRY_FORMAT),
        (2, 24, "0231", MrzProblem.EXPIRY_NOT_IN_CALENDAR),
    ],
)
def test_problem_is_told_with_its_place(line: int, position: int, text: str, problem: MrzProblem) -> None:
    found = {(code, at) for code, on, at in problems(*changed(specimens.TD3, line, position, text)) if on == line}
    start = {MrzProblem.BIRTH_FORMAT: 14, MrzProblem.BIRTH_NOT_IN_CALENDAR: 14}.get(problem)
    start = start or {MrzProblem.EXPIRY_FORMAT: 22, MrzProblem.EXPIRY_NOT_IN_CALENDAR: 22}.get(problem)
    assert (problem, start or position) in found


CARD_CODES = {first + second for first in "ACI" for second in "<0123456789ABCDEFGHIJKLMNOPQRSTUWXYZ"} - {"AI"}
CODES = {
    Format.TD1: CARD_CODES,
    Format.TD2: CARD_CODES | {"PU"},
    Format.TD3: {"P" + second for second in "<ABCDEFGHIJKLMNOPQRSTUVWXYZ"},
    Format.MRV_A: {"V" + second for second in "<ABCDEFGHIJKLMNOPQRSTUVWXYZ"},
    Format.MRV_B: {"V" + second for second in "<ABCDEFGHIJKLMNOPQRSTUVWXYZ"},
}


@pytest.mark.parametrize("lines", [specimens.TD1, specimens.TD2, specimens.TD3, specimens.MRV_A, specimens.MRV_B])
def test_document_codes_are_those_of_the_standard(lines: tuple[str, ...]) -> None:
    found = reading(*lines)
    assert found.fields is not None
    for first in "ACIPVX<1":
        if (first == "V") is not (lines[0][0] == "V") and len(lines) == 2:
            continue  # another layout
        for second in "<0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ":
            is_refused = (MrzProblem.DOCUMENT_CODE, 1, 1) in problems(*changed(lines, 1, 1, first + second))
            assert is_refused is (first + second not in CODES[found.fields.format]), first + second


def test_name_that_fills_its_field_may_be_cut() -> None:
    lines = ("P<UTO" + "NILAVADHANANANDA<<CHAYAPA<DEJTHAMRONG<K", specimens.TD3[1])
    found = reading(*lines)
    assert found.may_be_cut and found.problems == ()


def test_too_many_fillers_between_names_are_told_where_they_begin() -> None:
    assert problems(*changed(specimens.TD3, 1, 16, "<")) == [(MrzProblem.NAME_FORMAT, 1, 14)]


def test_single_name_is_the_primary_one() -> None:
    found = reading("P<UTOARKFREITH".ljust(44, "<"), specimens.TD3[1])
    assert found.fields is not None and found.problems == ()
    assert (found.fields.primary, found.fields.secondary) == ("ARKFREITH", "")


# --- slips ---


@pytest.mark.parametrize("lines", specimens.ALL)
def test_lower_case_and_blanks_are_proposed_and_not_made(lines: tuple[str, ...]) -> None:
    typed = tuple(line.translate(str.maketrans("ER<", "er ")) for line in lines)
    found = reading(*typed)
    assert found.fields is None and found.problems
    assert {proposal.slip for proposal in found.proposals} <= {Slip.LOWER_CASE, Slip.BLANK_FOR_FILLER}
    assert found.proposed_lines == lines


@pytest.mark.parametrize(
    "lines", [specimens.TD1, specimens.TD2, specimens.TD3, specimens.LONG_NUMBER, specimens.BELGIUM]
)
def test_cut_fillers_of_the_name_are_proposed(lines: tuple[str, ...]) -> None:
    at = 3 if len(lines) == 3 else 1
    cut = tuple(line.rstrip("<") if number == at else line for number, line in enumerate(lines, 1))
    found = reading(*cut)
    assert found.fields is None
    assert [(proposal.slip, proposal.line) for proposal in found.proposals] == [(Slip.FILLERS_CUT, at)]
    assert found.proposed_lines == lines


def test_fillers_cut_within_the_data_line_are_proposed() -> None:
    found = reading(specimens.TD3[0], specimens.TD3[1].replace("B<<<<<", "B<<"))
    assert found.proposed_lines == specimens.TD3


def test_too_many_fillers_are_proposed_to_be_left_off() -> None:
    found = reading(specimens.TD3[0] + "<<", specimens.TD3[1])
    assert found.proposals == (Proposal(Slip.TOO_MANY_FILLERS, 1, 45, "<<", ""),)
    assert found.proposed_lines == specimens.TD3


@pytest.mark.parametrize(
    ("line", "position", "text", "proposal"),
    [
        (1, 13, "0", Proposal(Slip.DIGIT_FOR_LETTER, 1, 13, "0", "O")),
        (2, 13, "0", Proposal(Slip.DIGIT_FOR_LETTER, 2, 13, "0", "O")),
        (2, 18, "I", Proposal(Slip.LETTER_FOR_DIGIT, 2, 18, "I", "1")),
        (2, 44, "O", Proposal(Slip.LETTER_FOR_DIGIT, 2, 44, "O", "0")),
        (2, 6, "O", Proposal(Slip.LOOK_ALIKE, 2, 6, "O", "0")),
    ],
)
def test_digit_and_letter_mixed_up_is_proposed_and_not_made(
    line: int, position: int, text: str, proposal: Proposal
) -> None:
    found = reading(*changed(specimens.TD3, line, position, text))
    assert proposal in found.proposals
    assert found.problems


def test_slip_that_was_made_each_time_is_proposed_at_every_place() -> None:
    found = reading("P<D<<MUSTERMANN<<ERIKA<<<<<<<<<<<<<<<<<<<<<<", "C01XOOT478D<<6408125F2702283<<<<<<<<<<<<<<<4")
    assert found.proposals == (
        Proposal(Slip.LOOK_ALIKE, 2, 5, "O", "0"),
        Proposal(Slip.LOOK_ALIKE, 2, 6, "O", "0"),
        Proposal(Slip.LOOK_ALIKE, 2, 7, "T", "1"),
    )


def test_look_alike_that_no_check_digit_notices_is_told() -> None:
    doubts = [(doubt.position, doubt.written, doubt.alternatives) for doubt in reading(*specimens.TD3).doubts]
    assert (2, "8", "S") in doubts
    assert (36, "6", "G") in doubts


def test_unchecked_optional_data_of_visas_is_not_doubted() -> None:
    assert {doubt.position for doubt in reading(*specimens.MRV_A).doubts} <= set(range(1, 10))


@pytest.mark.parametrize("character", ["Ş", "İ", "김", "*", "\u202e"])
def test_other_characters_are_told_and_not_guessed(character: str) -> None:
    found = reading(*changed(specimens.TD3, 1, 9, character))
    assert [(place.code, place.position) for place in found.problems] == [(MrzProblem.CHARACTER_NOT_ALLOWED, 9)]
    assert found.fields is None and found.proposed_lines is None


@pytest.mark.parametrize(
    ("lines", "code"),
    [
        ((), "number_of_lines"),
        (("P<UTO",), "number_of_lines"),
        (("",) * 4, "number_of_lines"),
        ((specimens.TD3[0] + "A", specimens.TD3[1]), "line_length"),
        ((specimens.TD3[0], "L898902C36"), "line_length"),
        (("", ""), "line_length"),
    ],
)
def test_what_is_no_zone_is_refused(lines: tuple[str, ...], code: str) -> None:
    with pytest.raises(NoZone) as refused:
        reading(*lines)
    assert refused.value.code == code


@given(st.lists(st.text(st.sampled_from("AZ09<o é"), max_size=46), max_size=4))
def test_any_lines_are_read_or_refused_in_words(lines: list[str]) -> None:
    try:
        found = read(lines, today=TODAY)
    except NoZone:
        return
    assert found.problems


# --- dates ---


LETTERS_FOR = {"0": "O", "1": "I", "2": "Z", "5": "S", "6": "G", "8": "B"}
DIGITS_FOR = {"O": "0", "D": "0", "Q": "0", "I": "1", "L": "1", "Z": "2", "S": "5", "G": "6", "B": "8"}


def swaps(lines: tuple[str, ...], slip: Slip) -> list[Proposal]:
    return [proposal for proposal in reading(*lines).proposals if proposal.slip is slip]


@pytest.mark.parametrize("digit", "0123456789")
@pytest.mark.parametrize(("line", "position"), [(1, 3), (1, 5), (1, 6), (1, 44), (2, 11), (2, 13)])
def test_digit_among_letters_is_proposed_as_the_letter_it_looks_like(line: int, position: int, digit: str) -> None:
    found = swaps(changed(specimens.TD3, line, position, digit), Slip.DIGIT_FOR_LETTER)
    letter = LETTERS_FOR.get(digit)
    assert found == ([Proposal(Slip.DIGIT_FOR_LETTER, line, position, digit, letter)] if letter else [])


@pytest.mark.parametrize("letter", "ABCDEFGHIJKLMNOPQRSTUVWXYZ")
@pytest.mark.parametrize("position", [10, 14, 19, 20, 22, 27, 28, 43, 44])
def test_letter_among_digits_is_proposed_as_the_digit_it_looks_like(position: int, letter: str) -> None:
    found = swaps(changed(specimens.TD3, 2, position, letter), Slip.LETTER_FOR_DIGIT)
    digit = DIGITS_FOR.get(letter)
    assert found == ([Proposal(Slip.LETTER_FOR_DIGIT, 2, position, letter, digit)] if digit else [])


@pytest.mark.parametrize("position", [1, 9, 21, 29, 42])
def test_letters_and_digits_may_stand_in_number_and_optional_data(position: int) -> None:
    lines = changed(specimens.TD3, 2, position, "O")
    assert swaps(lines, Slip.LETTER_FOR_DIGIT) == swaps(lines, Slip.DIGIT_FOR_LETTER) == []


def test_check_digit_of_a_long_number_is_one_of_the_places_for_digits() -> None:
    lines = changed(specimens.LONG_NUMBER, 1, 19, "O")
    assert Proposal(Slip.LETTER_FOR_DIGIT, 1, 19, "O", "0") in reading(*lines).proposals


SERBIA = ("IDSRB95555554612902968000000<<", "6802295F1307245SRB8<<<<<<<<<S0", "TEST<<MILICA<<<<<<<<<<<<<<<<<<")


@pytest.mark.parametrize(
    ("lines", "doubts"),
    [
        (specimens.TD1, ["1.9 1L", "1.12 8S", "1.14 0U"]),
        (specimens.TD2, ["2.4 1L", "2.7 8S", "2.9 0U"]),
        (specimens.TD3, ["2.1 L1", "2.2 8S", "2.4 8S", "2.6 0U", "2.31 1L", "2.32 8S", "2.36 6G"]),
        (specimens.MRV_B, ["2.1 L1", "2.2 8S", "2.4 8S", "2.5 8S", "2.7 0U", "2.8 1L"]),
        (specimens.LONG_NUMBER, ["1.9 1L", "1.12 8S", "1.14 0U"]),
        (SERBIA, ["1.14 6G", "1.18 0U", "1.21 6G", "1.22 8S", *(f"1.{at} 0U" for at in range(23, 29)), "2.19 8S", "2.29 S8"]),
    ],
)  # fmt: skip
def test_doubts_are_told_with_place_and_alternatives(lines: tuple[str, ...], doubts: list[str]) -> None:
    found = [f"{doubt.line}.{doubt.position} {doubt.written}{doubt.alternatives}" for doubt in reading(*lines).doubts]
    assert found == doubts


def test_problems_are_told_in_the_order_of_their_places() -> None:
    lines = changed(changed(changed(specimens.TD3, 1, 3, "QQQ"), 2, 21, "Q"), 2, 1, "<")
    places = [(line, position) for _, line, position in problems(*lines, is_demonstration=False)]
    assert places == sorted(places) and len(places) > 4


@pytest.mark.parametrize(
    ("written", "sex", "is_told"), [("F", "F", False), ("M", "M", False), ("<", "X", False), ("X", "?", True)]
)
def test_sex_is_f_m_or_unspecified(written: str, sex: str, is_told: bool) -> None:
    lines = changed(specimens.TD3, 2, 21, written)
    found = reading(*lines)
    assert found.fields is not None and found.fields.sex == sex
    assert (problems(*lines) == [(MrzProblem.SEX_UNKNOWN, 2, 21)]) is is_told


@pytest.mark.parametrize(
    ("number", "is_told"),
    [("A<<<<<<<<", False), ("A<<B<<<<<", False), ("<A<<<<<<<", True), ("<<<<<<<<<", True)],
)
def test_number_begins_with_a_letter_or_digit(number: str, is_told: bool) -> None:
    lines = changed(specimens.TD3, 2, 1, number)
    assert ((MrzProblem.NUMBER_FORMAT, 2, 1) in problems(*lines)) is is_told


@pytest.mark.parametrize(
    ("name", "problem"),
    [
        ("ERIKSSON", None),
        ("ERIKSSON<MUSTER<<ANNA<MARIA", None),
        ("ERIKSSON<<ANNA<<MARIA", (MrzProblem.NAME_FORMAT, 1, 20)),
        ("ERIKSSON<<<ANNA", (MrzProblem.NAME_FORMAT, 1, 14)),
        ("ERIKSSON<<ANNA1", (MrzProblem.NAME_FORMAT, 1, 20)),
        ("1ERIKSSON", (MrzProblem.NAME_FORMAT, 1, 6)),
        ("<ERIKSSON", (MrzProblem.PRIMARY_NAME_MISSING, 1, 6)),
        ("<<ANNA", (MrzProblem.PRIMARY_NAME_MISSING, 1, 6)),
        ("", (MrzProblem.PRIMARY_NAME_MISSING, 1, 6)),
    ],
)
def test_name_is_letters_with_one_division(name: str, problem: tuple[MrzProblem, int, int] | None) -> None:
    lines = (("P<UTO" + name).ljust(44, "<"), specimens.TD3[1])
    assert problems(*lines) == ([problem] if problem else [])


@pytest.mark.parametrize(
    ("upper", "number", "optional"),
    [
        ("I<UTOD23145890<7349<<<<<<<<<<<", "D23145890734", ""),
        ("I<UTOD23145890<7349<ABC<<<<<<<", "D23145890734", "ABC"),
        ("I<UTOD23145890<79<<<<<<<<<<<<<", "D231458907", ""),
        ("I<UTOD23145890<7<<<<<<<<<<<<<<", "D23145890", "7"),  # no digit behind the rest
        ("I<UTOD2314589<<7349<<<<<<<<<<<", "D2314589", "7349"),  # the number ends before
        ("I<UTOD231458907349<<<<<<<<<<<<", "D23145890", "349"),  # there is a check digit
        ("I<UTOD23145890<<7349<<<<<<<<<<", "D23145890", "<7349"),
        ("I<UTOD23145890<73491111111111<", "D231458907349111111111", ""),
        ("I<UTOD23145890<734911111111111", "D23145890", "734911111111111"),  # no filler behind
    ],
)
def test_number_runs_on_only_where_a_filler_stands_for_its_digit(upper: str, number: str, optional: str) -> None:
    found = reading(upper, specimens.LONG_NUMBER[1], specimens.LONG_NUMBER[2])
    assert found.fields is not None
    assert (found.fields.number, found.fields.optional) == (number, optional)


def test_passport_number_never_runs_on() -> None:
    found = reading(specimens.TD3[0], changed(specimens.TD3, 2, 10, "<")[1])
    assert found.fields is not None and found.fields.number == "L898902C3"


@pytest.mark.parametrize(
    ("optional", "digit", "state"),
    [
        ("<" * 14, "0", CheckState.RIGHT),
        ("<" * 14, "<", CheckState.RIGHT),
        ("<" * 14, "1", CheckState.WRONG),
        ("0".ljust(14, "<"), "<", CheckState.NOT_THERE),
        ("ZE184226B<<<<<", "<", CheckState.NOT_THERE),
        ("ZE184226B<<<<<", "1", CheckState.RIGHT),
        ("ZE184226B<<<<<", "2", CheckState.WRONG),
    ],
)
def test_digit_of_optional_data_may_be_a_filler_if_there_is_none(optional: str, digit: str, state: CheckState) -> None:
    found = reading(*changed(specimens.TD3, 2, 29, optional + digit))
    check = next(check for check in found.checks if check.of is Checked.OPTIONAL)
    assert (check.line, check.position, check.written, check.state) == (2, 43, digit, state)
    assert found.fields is not None and found.fields.has_filler_check is (digit == "<")


@pytest.mark.parametrize("position", [10, 20, 28, 44])
def test_no_other_digit_may_be_a_filler(position: int) -> None:
    empty = changed(specimens.TD3, 2, 29, "<" * 14)
    assert (MrzProblem.CHECK_DIGIT_MISSING, 2, position) in problems(*changed(empty, 2, position, "<"))


@pytest.mark.parametrize("upper", [specimens.TD3[0][:-1], specimens.TD3[0][:-1] + "*"])
def test_lines_that_must_be_corrected_first_say_nothing_yet(upper: str) -> None:
    found = reading(upper, specimens.TD3[1])
    assert (found.fields, found.birth, found.expiry, found.checks, found.doubts) == (None, None, None, (), ())
    assert found.may_be_cut is False and found.problems
