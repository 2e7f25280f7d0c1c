"""`mapae mrz` reads and writes zones, in words and as JSON, and refuses what is none with one sentence."""

from __future__ import annotations

import contextlib
import io
import json
import subprocess
import sys

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from typer.testing import CliRunner

from mapae.core.documents.mrz_findings import MrzProblem
from mapae.core.documents.mrz_layouts import PASSPORT_HINTS, Format
from mapae.core.documents.mrz_shape import Slip
from mapae.core.documents.mrz_writing import WritingProblem
from mapae.site.cli import mrz
from mapae.site.cli.main import app
from mapae.site.cli.saying import Plain
from tests.core.documents import mrz_specimens as specimens

pytestmark = pytest.mark.wide

RUNNER = CliRunner()
PASSPORT = [
    "mrz", "write", "--format", "TD3", "--code", "P", "--issuer", "UTO", "--surname", "Eriksson", "--given-names",
    "Anna Maria", "--number", "L898902C3", "--nationality", "UTO", "--birth-date", "1974-08-12", "--sex", "F", "--expiry",
    "2012-04-15", "--optional", "ZE184226B",
]  # fmt: skip


def test_specimen_is_read_as_json() -> None:
    done = RUNNER.invoke(app, ["mrz", "read", *specimens.TD3, "--demo", "--today", "2026-11-22", "--json"])
    answer = json.loads(done.stdout)
    assert done.exit_code == 0
    assert answer["fields"]["number"] == "L898902C3"
    assert (answer["fields"]["birth_date"], answer["fields"]["expiry_date"]) == ("1974-08-12", "2012-04-15")
    assert {check["state"] for check in answer["check_digits"]} == {"right"}
    assert answer["problems"] == [] and answer["cannot_be_told_apart"]


def test_problem_is_told_in_words_with_its_place_and_ends_with_1() -> None:
    done = RUNNER.invoke(app, ["mrz", "read", specimens.TD3[0], specimens.TD3[1].replace("C36", "C37"), "--demo"])
    assert done.exit_code == 1
    assert "line 2, position 10: the check digit does not fit" in done.stdout
    assert "check digit of number: wrong, 6 expected" in done.stdout


def test_cut_fillers_are_proposed() -> None:
    done = RUNNER.invoke(app, ["mrz", "read", specimens.TD3[0].rstrip("<"), specimens.TD3[1], "--demo"])
    assert done.exit_code == 1
    assert f"with the proposals: {specimens.TD3[0]}" in done.stdout


def test_passport_is_written() -> None:
    done = RUNNER.invoke(app, PASSPORT)
    assert done.exit_code == 0
    assert tuple(done.stdout.split()) == specimens.TD3


def test_passport_is_written_as_json() -> None:
    done = RUNNER.invoke(app, [*PASSPORT, "--json"])
    assert json.loads(done.stdout) == {"format": "TD3", "lines": list(specimens.TD3)}


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["mrz", "read", "P<UTO"], "two or three lines"),
        (["mrz", "read", "P<UTO" + "A" * 60, "L"], "Line 1 has 65 characters"),
        (["mrz", "read", *specimens.TD3, "--today", "tomorrow"], "--today"),
        ([*PASSPORT, "--surname", "김"], "--surname"),
        ([*PASSPORT, "--number", "L898902C3X"], "--number is too long for TD3"),
        ([*PASSPORT, "--number", "Ş"], "--number"),
        ([*PASSPORT, "--birth-date", "5.5.1990"], "--birth-date"),
        ([*PASSPORT, "--expiry", "2030-02-30"], "--expiry"),
        ([*PASSPORT, "--sex", "male"], "--sex"),
        ([*PASSPORT, "--format", "TD1"], "--code"),
    ],
)
def test_bad_input_is_refused_with_one_sentence(arguments: list[str], said: str) -> None:
    done = RUNNER.invoke(app, arguments)
    assert done.exit_code == 2
    assert said in done.stderr
    assert "Traceback" not in done.stderr


def test_problem_is_marked_under_its_line() -> None:
    wrong = specimens.TD3[1].replace("C36", "C37")
    done = RUNNER.invoke(app, ["mrz", "read", specimens.TD3[0], wrong, "--demo", "--today", "2026-11-22"])
    assert f"{wrong}\n{' ' * 9}^{' ' * 33}^\nline 2, position 10: " in done.stdout
    assert specimens.TD3[0] not in done.stdout


def test_character_that_a_terminal_cannot_show_is_marked_and_not_printed() -> None:
    lines = [specimens.TD3[0][:7] + "\u202e\x1b" + specimens.TD3[0][9:], specimens.TD3[1]]
    done = RUNNER.invoke(app, ["mrz", "read", *lines])
    assert done.exit_code == 1
    assert f"{lines[0][:7]}??{lines[0][9:]}\n       ^^\n" in done.stdout
    assert "\x1b" not in done.stdout and "\u202e" not in done.stdout


def test_corrections_are_marked_and_told_once() -> None:
    done = RUNNER.invoke(app, ["mrz", "read", "p<UTO" + specimens.TD3[0][5:], specimens.TD3[1], "--demo"])
    assert done.exit_code == 1
    assert "\n^\nproposal for line 1, position 1: write p as P\n" in f"\n{done.stdout}"
    assert "not copied exactly" not in done.stdout


def test_answer_of_a_right_zone_is_told_in_words() -> None:
    lines = ("PD" + specimens.TD3[0][2:5] + "NILAVADHANANANDA<<CHAYAPA<DEJTHAMRONG<K", specimens.TD3[1])
    done = RUNNER.invoke(app, ["mrz", "read", *lines, "--demo", "--today", "2026-11-22"])
    assert done.exit_code == 0
    for said in (
        "document code: PD", "surname: NILAVADHANANANDA", "given names: CHAYAPA<DEJTHAMRONG<K", "number: L898902C3",
        "more optional data: -", "date of birth: 1974-08-12", "date of expiry: 2012-04-15",
        "hint: this may be a diplomatic passport; older books use the letter for other things",
        "the name fills its field: it may have been cut", "check digit of composite: right",
        "line 2, position 2: 8 may be S, which no check digit notices",
    ):  # fmt: skip
        assert f"{said}\n" in done.stdout
    assert "\nline 2, position 1: " in done.stdout and "^" not in done.stdout


def test_plain_passport_has_no_hint_and_nothing_was_cut() -> None:
    done = RUNNER.invoke(app, ["mrz", "read", *specimens.TD3, "--demo"])
    assert "hint" not in done.stdout and "cut" not in done.stdout


@pytest.mark.parametrize(("code", "hint"), [("PD", "diplomatic"), ("PU", "emergency_single_sheet"), ("P<", None)])
def test_second_letter_is_a_hint_in_json(code: str, hint: str | None) -> None:
    done = RUNNER.invoke(app, ["mrz", "read", code + specimens.TD3[0][2:], specimens.TD3[1], "--demo", "--json"])
    answer = json.loads(done.stdout)
    assert answer["hint"] == hint
    assert answer["hint_text"] == (mrz.HINTS[hint] if hint else None)


def test_json_has_the_documented_shape() -> None:
    wrong = specimens.TD3[1].replace("C36", "C37")
    done = RUNNER.invoke(app, ["mrz", "read", specimens.TD3[0], wrong, "--demo", "--json", "--today", "2026-11-22"])
    answer = json.loads(done.stdout)
    assert list(answer) == [
        "fields", "name_may_be_cut", "hint", "hint_text", "check_digits", "problems", "cannot_be_told_apart", "proposals",
        "proposed_lines",
    ]  # fmt: skip
    assert answer["fields"] == {
        "format": "TD3", "code": "P", "issuer": "UTO", "primary": "ERIKSSON", "secondary": "ANNA<MARIA",
        "number": "L898902C3", "nationality": "UTO", "birth": "740812", "sex": "F", "expiry": "120415",
        "optional": "ZE184226B", "second_optional": "", "has_filler_check": False, "counts_filler": False,
        "birth_date": "1974-08-12", "expiry_date": "2012-04-15",
    }  # fmt: skip
    assert answer["check_digits"][0] == {
        "of": "number", "line": 2, "position": 10, "written": "7", "expected": "6", "state": "wrong",
    }  # fmt: skip
    assert answer["problems"][0] == {
        "code": "check_digit_wrong", "line": 2, "position": 10, "text": mrz.PROBLEMS[MrzProblem.CHECK_DIGIT_WRONG],
    }  # fmt: skip
    assert answer["cannot_be_told_apart"][0] == {"line": 2, "position": 1, "written": "L", "alternatives": "1"}
    assert set(answer["proposals"][0]) == {"slip", "line", "position", "written", "proposed", "text"}


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        (["--issuer", "DEU"], "line 1, position 3: no state or organisation issues"),
        (["--nationality", "XPO"], "line 2, position 11: this is no code of a nationality"),
        (["--issuer", "ANT"], "line 1, position 3: this issuer is no more"),
    ],
)
def test_zone_that_would_be_wrong_is_not_written(changes: list[str], said: str) -> None:
    done = RUNNER.invoke(app, [*PASSPORT, *changes])
    assert (done.exit_code, done.stdout) == (2, "")
    assert said in done.stderr


# What the command must live with: any text, and text that is nearly a zone.
near_zones = st.sampled_from([specimens.TD1, specimens.TD2, specimens.TD3, specimens.MRV_A, specimens.MRV_B]).flatmap(
    lambda lines: st.tuples(*[st.one_of(st.just(line), st.text(max_size=46), near(line)) for line in lines])
)


def near(line: str) -> st.SearchStrategy[str]:
    place = st.integers(0, len(line) - 1)
    return st.tuples(place, st.text(max_size=3)).map(lambda pair: line[: pair[0]] + pair[1] + line[pair[0] + 1 :])


@settings(max_examples=500)
@given(st.one_of(st.lists(st.text(max_size=50), max_size=5), near_zones), st.booleans(), st.booleans())
def test_any_lines_are_answered_or_refused_in_words(lines: list[str], is_demonstration: bool, as_json: bool) -> None:
    said = io.StringIO()
    with contextlib.redirect_stdout(said):
        try:
            mrz.read(lines, today="2026-11-24", is_demonstration=is_demonstration, as_json=as_json)
        except Plain as refused:
            assert str(refused)
            return
    said.getvalue().encode()
    assert json.loads(said.getvalue()) if as_json else said.getvalue()


words = st.one_of(st.text(max_size=45), st.sampled_from(["P", "UTO", "ANNA", "1990-05-05", "2030-01-01", "F", ""]))


@settings(max_examples=500)
@given(st.sampled_from(Format), st.builds(mrz.Printed, *[words] * 10), st.booleans())
def test_any_fields_are_written_or_refused_in_words(layout: Format, printed: mrz.Printed, as_json: bool) -> None:
    with contextlib.redirect_stdout(io.StringIO()):
        try:
            mrz.write(layout, printed, as_json=as_json)
        except Plain as refused:
            assert str(refused)


def test_every_problem_and_slip_has_words() -> None:
    assert set(mrz.HINTS) == set(PASSPORT_HINTS.values())
    assert set(mrz.PROBLEMS) == set(MrzProblem)
    assert set(mrz.SLIPS) == set(Slip)
    assert set(mrz._CANNOT_WRITE) == set(WritingProblem)


def test_command_does_not_load_django() -> None:
    code = "import sys, mapae.site.cli.mrz; sys.exit('django' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
