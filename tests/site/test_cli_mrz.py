"""`mapae mrz` reads and writes zones, in words and as JSON, and refuses what is none with one sentence."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest
from typer.testing import CliRunner

from mapae.core.documents.mrz_findings import MrzProblem
from mapae.core.documents.mrz_shape import Slip
from mapae.core.documents.mrz_writing import WritingProblem
from mapae.site.cli import mrz
from mapae.site.cli.main import app
from tests.core.documents import mrz_specimens as specimens

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


def test_every_problem_and_slip_has_words() -> None:
    assert set(mrz.PROBLEMS) == set(MrzProblem)
    assert set(mrz.SLIPS) == set(Slip)
    assert set(mrz._CANNOT_WRITE) == set(WritingProblem)


def test_command_does_not_load_django() -> None:
    code = "import sys, mapae.site.cli.mrz; sys.exit('django' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
