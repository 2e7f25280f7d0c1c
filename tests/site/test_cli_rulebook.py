"""`mapae rulebook` holds rules against their cases, says who flips between two days, and explains a rule."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from mapae.gateways.rulebook_files import SHIPPED
from mapae.site.cli.main import app

pytestmark = pytest.mark.wide

RUNNER = CliRunner()
FLIP = ["rulebook", "diff", "KOR", "--from", "2026-12-31", "--to", "2027-01-01"]


@pytest.fixture
def own(tmp_path: Path) -> Path:
    """A copy of the shipped rulebook that a test may spoil."""
    shutil.copytree(SHIPPED / "KOR", tmp_path / "KOR")
    return tmp_path


def spoil(folder: Path, file: str, old: str, new: str) -> None:
    path = folder / "KOR" / file
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def checked(folder: Path) -> tuple[int, Any]:
    done = RUNNER.invoke(app, ["rulebook", "check", "KOR", "--rulebooks", str(folder), "--json"])
    return done.exit_code, json.loads(done.stdout)


def test_shipped_rulebook_agrees_with_its_cases_and_every_rule_is_needed() -> None:
    done = RUNNER.invoke(app, ["rulebook", "check"])
    assert done.exit_code == 0
    assert "without any one of them a case would fail" in done.stdout
    assert "KOR.waiver-disputed" in done.stdout.rsplit("\n", 2)[1]


def test_check_for_programs_tells_version_cases_and_no_fault(own: Path) -> None:
    code, answer = checked(own)
    assert code == 0
    assert (answer["programme"], answer["faults"]) == ("KOR", [])
    assert answer["cases"] >= 150 and len(answer["version"]) == 64


def test_rule_that_says_other_than_its_cases_is_named_with_case_and_place(own: Path) -> None:
    spoil(own, "terms.yaml", "base: 10000", "base: 9000")
    code, answer = checked(own)
    assert code == 1
    assert any("cases/fees-validity.yaml, line" in fault and "should be 10300" in fault for fault in answer["faults"])


def test_fault_is_told_with_file_line_rule_and_remedy(own: Path) -> None:
    spoil(own, "terms.yaml", "currency: KRW\n", "currencies: KRW\n")
    done = RUNNER.invoke(app, ["rulebook", "check", "KOR", "--rulebooks", str(own)])
    assert done.exit_code == 1
    assert "terms.yaml, line 2: KOR.fee-pilot: «currencies» is not known here. It may say" in done.stdout
    assert "KOR: " in done.stdout and " faults." in done.stdout


def test_rule_that_no_case_needs_is_found(own: Path) -> None:
    more = (own / "KOR" / "requirements.yaml").read_text(encoding="utf-8")
    rule = (
        "  - {id: KOR.needless, tested: arrival, in_force: {from: 2021-09-01}, decides: outside, code: own_citizen,\n"
        '     nationalities: [KOR], source: "an invented act", confidence: high}\n'
    )
    (own / "KOR" / "requirements.yaml").write_text(more.rstrip("\n") + "\n" + rule, encoding="utf-8")
    (own / "KOR" / "cases" / "needless.yaml").write_text(
        "cases:\n  - name: own\n    person: {nationality: KOR}\n    arrival: 2026-12-31\n"
        "    expect: {requirement: outside, rules: [KOR.needless]}\n"
    )
    code, answer = checked(own)
    assert code == 1
    assert (
        "KOR.needless: no case would notice if this rule were removed. Add one whose outcome it decides"
        in answer["faults"]
    )


def test_who_flips_at_the_new_year_is_a_table() -> None:
    done = RUNNER.invoke(app, FLIP)
    assert done.exit_code == 0
    assert "  USA   exempt        required      nationality_required" in done.stdout
    assert "  TUR " not in done.stdout
    assert "68 nationalities change." in done.stdout
    assert "End: " in done.stdout and "KOR.waiver-22" in done.stdout


def test_who_flips_for_programs() -> None:
    answer = json.loads(RUNNER.invoke(app, [*FLIP, "--json"]).stdout)
    assert (answer["from"], answer["to"], answer["has_unpublished"]) == ("2026-12-31", "2027-01-01", False)
    flips = {flip["nationality"]: flip for flip in answer["flips"]}
    assert {"USA", "D", "JPN", "CHL"} <= set(flips) and "TUR" not in flips
    assert (flips["D"]["before"], flips["D"]["after"]) == ("exempt", "required")
    assert flips["D"]["reasons_before"][0]["rule"] == "KOR.waiver-22"
    assert flips["D"]["reasons_after"][0]["rule"] == "KOR.required-112"
    assert answer["begins"] == [] and "KOR.waiver-22" in answer["ends"]


def test_days_on_which_nothing_changes_say_so() -> None:
    done = RUNNER.invoke(app, ["rulebook", "diff", "KOR", "--from", "2026-12-30", "--to", "2026-12-31"])
    assert "No nationality changes." in done.stdout


@pytest.mark.parametrize("option", ["--from", "--to"])
def test_day_that_is_none_is_refused(option: str) -> None:
    options = {"--from": "2026-12-31", "--to": "2027-01-01"} | {option: "31.12.2026"}
    done = RUNNER.invoke(app, ["rulebook", "diff", "KOR", *(word for pair in options.items() for word in pair)])
    assert done.exit_code == 2
    assert f"{option} '31.12.2026' is no day of the calendar" in done.stderr


def test_rule_is_explained_with_its_source_conditions_and_cases() -> None:
    done = RUNNER.invoke(app, ["rulebook", "explain", "KOR", "KOR.waiver-22"])
    assert done.exit_code == 0
    for word in (
        "in force: 2023-04-01/2026-12-31",
        "confidence: high",
        "decides: exempt",
        "notice",
        "where: requirements",
    ):
        assert word in done.stdout
    assert "A German passport" in done.stdout.split("cases (")[1]
    answer = json.loads(RUNNER.invoke(app, ["rulebook", "explain", "KOR", "KOR.waiver-22", "--json"]).stdout)
    assert answer["conditions"]["nationality"] == "list:waived-officially-22"
    assert len(answer["cases"]) > 3


def test_all_rules_are_listed_with_their_confidence() -> None:
    done = RUNNER.invoke(app, ["rulebook", "explain", "KOR"])
    assert "KOR.waiver-disputed  2024-12-12/2026-12-31  by the day of arrival  low" in done.stdout
    listed = json.loads(RUNNER.invoke(app, ["rulebook", "explain", "KOR", "--json"]).stdout)
    assert f"{len(listed)} rules: " in done.stdout


def test_rule_that_is_not_there_is_refused() -> None:
    done = RUNNER.invoke(app, ["rulebook", "explain", "KOR", "KOR.nothing"])
    assert done.exit_code == 2
    assert "KOR has no rule 'KOR.nothing'" in done.stderr


def test_adult_stays_one_over_many_years() -> None:
    done = RUNNER.invoke(app, ["rulebook", "diff", "KOR", "--from", "2027-01-01", "--to", "2060-01-01"])
    assert "No nationality changes." in done.stdout


@pytest.mark.parametrize("command", ["check", "explain"])
@pytest.mark.parametrize("programme", ["nope", "../rulebooks/KOR", "kor"])
def test_programme_that_is_none_is_refused_by_every_command(command: str, programme: str) -> None:
    done = RUNNER.invoke(app, ["rulebook", command, programme])
    assert done.exit_code == 2
    assert "is no programme. Write its code in capital letters" in done.stderr


def test_unpublished_rules_among_the_published_files_are_refused(own: Path) -> None:
    (own / "KOR" / "more.yaml").write_text("unpublished: []\n")
    done = RUNNER.invoke(app, ["rulebook", "explain", "KOR", "--rulebooks", str(own)])
    assert done.exit_code == 2
    assert "Move it into a file of its own" in done.stderr


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("years: 3", "years: 9000", "must be 100 at most"),
        ("within_months: 6", "within_months: 99999", "must be 1200 at most"),
    ],
)
def test_number_that_leaves_the_calendar_is_refused(own: Path, old: str, new: str, said: str) -> None:
    spoil(own, "terms.yaml", old, new)
    code, answer = checked(own)
    assert code == 1
    assert any(said in fault for fault in answer["faults"])
