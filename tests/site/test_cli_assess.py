"""`mapae assess` answers from the rules alone, in words and as JSON, and refuses what is no question with one sentence."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from mapae.core.rulebook.parts import CATEGORIES, PURPOSES
from mapae.site.cli.main import app

pytestmark = pytest.mark.wide

RUNNER = CliRunner()
TURKISH = ["KOR", "--nationality", "TUR", "--birth-date", "1990-05-05", "--document-type", "P"]
APPLIED = ["--applied", "2026-11-22T10:00:00+09:00"]


def asked(*options: str) -> Any:
    done = RUNNER.invoke(app, ["assess", *options, "--json"])
    assert done.exit_code == 0, done.stderr
    return json.loads(done.stdout)


def told(*options: str) -> str:
    done = RUNNER.invoke(app, ["assess", *options])
    assert done.exit_code == 0, done.stderr
    return done.stdout


def test_answer_for_programs_has_all_that_was_promised() -> None:
    answer = asked(*TURKISH, "--arrival", "2026-12-20", *APPLIED)
    assert answer["programme"] == "KOR"
    assert answer["requirement"] == "required"
    (reason,) = answer["reasons"]
    assert (reason["code"], reason["rule"], reason["confidence"]) == (
        "nationality_required",
        "KOR.required-112",
        "high",
    )
    assert "Immigration Act, art. 7-3" in reason["source"]
    assert answer["fee"] == {"base": 10000, "processing": 300, "total": 10300, "currency": "KRW"}
    assert answer["validity"] == {"until_if_granted_when_applied": "2029-11-21"}
    assert answer["max_stay_days"] == 90
    assert len(answer["rulebook_version"]) == 64
    assert answer["possible"] == ["not_eligible", "required"]  # the passport's expiry was not told
    assert (answer["obstacles"], answer["questions"], answer["may_opt_in"]) == ([], [], False)
    assert {limit["organisation"]: limit["people"] for limit in answer["groups"]}["travel_agency"] == 50
    assert (answer["disclosure"], answer["four_eyes"]) == ("category", ["annul", "refuse", "revoke"])
    assert answer["form"] == {"asks_portrait": True, "may_be_unknown": ["arrival_day", "stay_address"]}
    assert answer["changes_after_grant"]["purpose"] == "free_edit"
    assert answer["changes_after_grant"]["surname"] == "new_application"
    age = next(step for step in answer["trace"] if step["rule"] == "KOR.age-65-and-above")
    assert age["held"] == "no" and age["decides"] == "exempt"
    assert age["findings"] == [{"condition": "age", "held": "no", "saw": "36", "asks": "65/.."}]


def test_passport_that_ends_sooner_ends_the_authorization_and_one_that_ended_is_an_obstacle() -> None:
    answer = asked(*TURKISH, "--arrival", "2026-12-20", *APPLIED, "--document-expiry", "2028-05-01")
    assert answer["validity"] == {"until_if_granted_when_applied": "2028-05-01"}
    assert answer["possible"] == ["required"]
    late = asked(*TURKISH, "--arrival", "2026-12-20", *APPLIED, "--document-expiry", "2026-12-19")
    assert late["requirement"] == "not_eligible"
    assert [obstacle["code"] for obstacle in late["obstacles"]] == ["document_expired"]


def test_flip_of_the_new_year_by_data_alone() -> None:
    for nationality, last in (("USA", "exempt"), ("D", "exempt"), ("JPN", "exempt"), ("TUR", "required")):
        who = ["KOR", "--nationality", nationality, "--birth-date", "1990-05-05", *APPLIED]
        assert asked(*who, "--arrival", "2026-12-31")["requirement"] == last
        assert asked(*who, "--arrival", "2027-01-01")["requirement"] == "required"


def test_without_an_arrival_day_dated_intervals_are_told() -> None:
    answer = asked("KOR", "--nationality", "USA", "--birth-date", "1990-05-05", *APPLIED)
    assert (answer["requirement"], answer["reasons"], answer["trace"]) == (None, [], [])
    stretches = [(one["from"], one["to"], one["requirement"]) for one in answer["intervals"]]
    assert stretches == [
        ("2026-11-22", "2026-12-31", "exempt"),
        ("2027-01-01", "2055-05-04", "required"),
        ("2055-05-05", None, "exempt"),
    ]
    assert answer["intervals"][0]["reasons"][0]["rule"] == "KOR.waiver-22"
    assert any(step["rule"] == "KOR.waiver-22" and step["held"] == "yes" for step in answer["intervals"][0]["trace"])


def test_moment_of_submission_is_a_day_in_seoul() -> None:
    last = asked(*TURKISH, "--arrival", "2026-12-20", "--applied", "2023-07-02T14:59:59+00:00")
    first = asked(*TURKISH, "--arrival", "2026-12-20", "--applied", "2023-07-02T15:00:00+00:00")
    assert last["validity"]["until_if_granted_when_applied"] == "2025-07-01"
    assert first["validity"]["until_if_granted_when_applied"] == "2026-07-02"


def test_before_the_programme_nothing_was_to_be_paid_for() -> None:
    answer = asked(*TURKISH, "--arrival", "2026-12-20", "--applied", "2020-01-01T00:00:00+09:00")
    assert answer["fee"] is None
    assert answer["validity"] == {"until_if_granted_when_applied": None}
    said = told(*TURKISH, "--arrival", "2026-12-20", "--applied", "2020-01-01T00:00:00+09:00")
    assert "Nobody could apply on 2020-01-01" in said


def test_chinese_document_raises_the_question_which_passport_it_is() -> None:
    who = ["KOR", "--nationality", "CHN", "--birth-date", "1990-05-05", "--arrival", "2026-12-31", *APPLIED]
    assert asked(*who)["questions"] == ["which_passport"]
    assert asked(*who)["requirement"] == "outside"
    hong_kong = asked(*who, "--which-passport", "HKG")
    assert (hong_kong["requirement"], hong_kong["questions"]) == ("exempt", [])
    assert hong_kong["may_opt_in"] is True
    assert "say --which-passport" in told(*who)


def test_people_read_sentences_and_every_rule() -> None:
    said = told("KOR", "--nationality", "ZAF", "--birth-date", "2008-XX-XX", "--arrival", "2026-12-20", *APPLIED)
    assert "Who arrives with a passport of ZAF on 2026-12-20 is exempt." in said
    assert "KOR.waiver-disputed, on weak sources:" in said
    assert "Fee for an application of 2026-11-22: 10300 KRW (10000 + 300)." in said
    assert "KOR.waiver-22 does not hold: nationality ZAF is not among list:waived-officially-22" in said
    assert "the age is 17/18, and it asks for ../17" in said
    assert "KOR.crew does not hold: no category was stated, and it asks for crew" in said
    unsure = told("KOR", "--nationality", "TUR", "--birth-date", "2008-XX-XX", "--arrival", "2026-12-20", *APPLIED)
    assert "Not known: age, document expiry. By what it is: exempt or" in unsure
    assert "stay_not_confirmed" in told("KOR", "--nationality", "KWT", "--arrival", "2027-01-01", *APPLIED)
    assert "from 2027-01-01" in told("KOR", "--nationality", "USA", "--birth-date", "1990-05-05", *APPLIED)


@pytest.mark.parametrize("category", CATEGORIES)
def test_every_category_can_be_claimed(category: str) -> None:
    answer = asked(*TURKISH, "--arrival", "2026-12-20", *APPLIED, "--category", category)
    assert answer["requirement"] == "outside"


@pytest.mark.parametrize("purpose", PURPOSES)
def test_every_purpose_can_be_named(purpose: str) -> None:
    answer = asked(*TURKISH, "--arrival", "2026-12-20", *APPLIED, "--purpose", purpose)
    assert answer["requirement"] == ("outside" if purpose in ("work", "study") else "required")


BAD = [
    (["--nationality", "XYZ"], "--nationality 'XYZ' is no code of a state. Write it as passports do"),
    (["--nationality", "tur"], "--nationality 'tur' is no code of a state"),
    (["--birth-date", "1990-02-30"], "--birth-date '1990-02-30' is no day of the calendar. Write it like 1990-05-05"),
    (["--birth-date", "5.5.1990"], "--birth-date '5.5.1990'"),
    (["--document-type", "passport"], "--document-type 'passport' is no document code"),
    (["--document-type", ""], "--document-type '' is no document code"),
    (["--document-type", "p"], "--document-type 'p' is no document code"),
    (["--issuing-state", "??"], "--issuing-state '??' is no code of a state"),
    (["--document-expiry", "2030-XX-XX"], "--document-expiry '2030-XX-XX' is no day of the calendar"),
    (["--category", "spy"], "--category 'spy' is not known. It is one of visa_holder"),
    (["--purpose", "fun"], "--purpose 'fun' is not known. It is one of tourism"),
    (["--which-passport", "HK"], "--which-passport 'HK' is no code of a state"),
    (["--arrival", "2026-02-29"], "--arrival '2026-02-29' is no day of the calendar. Write it like 2026-12-31"),
    (["--applied", "2026-11-22"], "--applied '2026-11-22' is no moment with its zone"),
    (["--applied", "now"], "--applied 'now' is no moment with its zone. Write it like 2026-11-22T10:00:00+09:00"),
    (["--applied", "9998-01-01T00:00:00+09:00"], "--applied '9998-01-01T00:00:00+09:00' is too far away. Name a year"),
    (["--applied", "0001-01-01T00:00:00+23:00"], "is too far away"),
    (["--arrival", "1020-01-01"], "--arrival '1020-01-01' is too far away. Name a year from 1900 to 2200"),
    (
        ["--birth-date", "2027-01-01", "--arrival", "2026-12-01"],
        "--birth-date 2027-01-01 is after the arrival on 2026-12-01",
    ),
    (
        ["--nationality", "CHN", "--which-passport", "TUR"],
        "--which-passport TUR is no passport that says CHN. It is one of",
    ),
    (["--rulebooks", "/no/such/folder"], "there is no rulebook of KOR"),
    (["--unpublished", "/no/such/file.yaml"], "/no/such/file.yaml cannot be read"),
]


@pytest.mark.parametrize(("options", "sentence"), BAD)
def test_bad_question_is_refused_with_one_sentence(options: list[str], sentence: str) -> None:
    done = RUNNER.invoke(app, ["assess", *TURKISH, *options])
    assert done.exit_code == 2
    assert sentence in done.stderr
    assert done.stderr.count("\n") == 1
    assert "Traceback" not in done.output and done.stdout == ""


@pytest.mark.parametrize("programme", ["ATL", "kor", "../KOR", ""])
def test_programme_without_a_rulebook_is_refused(programme: str) -> None:
    done = RUNNER.invoke(app, ["assess", programme, "--nationality", "TUR"])
    assert done.exit_code == 2
    assert "programme" in done.stderr or "there is no rulebook of ATL" in done.stderr


def test_nothing_is_granted_on_a_passport_that_has_ended() -> None:
    late = ["--arrival", "2026-12-20", "--applied", "2026-12-05T00:00:00+09:00", "--document-expiry", "2026-11-30"]
    assert asked(*TURKISH, *late)["validity"] == {"until_if_granted_when_applied": None}
    assert "Nothing could be granted that day" in told(*TURKISH, *late)


def test_unpublished_list_exempts_and_says_nothing_of_itself(tmp_path: Path) -> None:
    file = tmp_path / "list.yaml"
    file.write_text(
        "unpublished:\n"
        "  - {id: KOR.quiet-a, tested: arrival, in_force: {from: 2026-01-01, to: 2027-06-30}, decides: exempt,\n"
        "     code: temporary_waiver, nationalities: [THA, MYS], source: an instruction, confidence: high}\n"
    )
    options = ["--birth-date", "1990-05-05", "--arrival", "2026-12-20", *APPLIED, "--unpublished", str(file)]
    answer = asked("KOR", "--nationality", "THA", *options)
    assert answer["requirement"] == "exempt"
    quiet = {"code": "unpublished_list", "rule": "unpublished_list", "source": "unpublished_list", "confidence": None}
    assert answer["reasons"] == [quiet]
    other = asked("KOR", "--nationality", "TUR", *options)
    assert other["requirement"] == "required"
    for shown in (answer, other):
        assert {"rule": "unpublished_list", "decides": "unpublished_list", "findings": []}.items() <= next(
            step for step in shown["trace"] if step["rule"] == "unpublished_list"
        ).items()
        assert "KOR.quiet" not in json.dumps(shown) and "an instruction" not in json.dumps(shown)
        assert "MYS" not in json.dumps(shown)


def test_command_needs_no_settings_and_no_database() -> None:
    done = subprocess.run(
        [sys.executable, "-c", "from mapae.site.cli import main; main()", "assess", *TURKISH, *APPLIED],
        capture_output=True,
        text=True,
        env={"PATH": "/usr/bin:/bin", "MAPAE_NO_SUCH_SETTING": "x"},
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert "needs an authorization" in done.stdout
