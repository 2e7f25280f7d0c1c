"""A rulebook is the bytes of its files and of the operator's choices, under their hash."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

from mapae.core.rulebook.assessment import Requirement
from mapae.core.rulebook.evaluation import assess
from mapae.core.rulebook.model import Choices, Rulebook
from mapae.core.rulebook.written import RulebookProblem
from mapae.gateways.rulebook_files import EVERYTHING, SHIPPED, RulebookFiles
from tests.core.rulebook.invented import DAY, fee, group, parts, requirement, traveller

Parts = dict[str, Any]
TERMS = ("fees", "validities", "lapses", "retentions")


def weak() -> Parts:
    """The programme with a rule on weak sources, one behind a switch, and few others."""
    return parts(
        requirements=[
            requirement(nationalities=["TUR", "D"]),
            requirement("weak", "exempt", code="waiver", nationalities=["D"], confidence="low"),
        ],
        groups=[group(organisations=["family"], switch="pilot")],
        derivations=None, stays=None, caps=None, opt_ins=None, forms=None, changes=None, disclosures=None,
        four_eyes=None, board_checks=None, grounds=None,
    )  # fmt: skip


def cases() -> list[Parts]:
    every = ["UTO.required", "UTO.fee", "UTO.validity", "UTO.lapse", "UTO.retention"]
    return [
        {
            "name": "A Turkish adult needs an authorization", "arrival": DAY,
            "person": {"nationality": "TUR", "birth_date": date(1990, 5, 5)},
            "expect": {"requirement": "required", "fee": 103, "rules": every},
        },
        {
            "name": "A German is exempt", "arrival": DAY, "person": {"nationality": "D"},
            "expect": {"requirement": "exempt", "rules": ["UTO.weak"]},
        },
        {
            "name": "Families apply together in the pilot", "arrival": DAY, "person": {},
            "expect": {"organisations": {"family": 50}, "rules": ["UTO.groups"]},
        },
        {
            "name": "Families do not without it", "arrival": DAY, "person": {}, "switches": {"pilot": False},
            "expect": {"organisations": {}},
        },
    ]  # fmt: skip


class Folder:
    """A folder of rulebooks that a test writes and spoils."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.stamp = 1_000_000_000
        written = weak()
        self.write("terms.yaml", {part: written.pop(part) for part in TERMS})
        self.write("rules.yaml", written)
        self.write("cases/all.yaml", {"cases": cases()})

    def write(self, name: str, content: Parts | str | bytes) -> Path:
        file = self.root / "UTO" / name
        file.parent.mkdir(parents=True, exist_ok=True)
        if isinstance(content, dict):
            content = yaml.safe_dump(content, allow_unicode=True, sort_keys=False)
        file.write_bytes(content.encode() if isinstance(content, str) else content)
        self.stamp += 1
        os.utime(file, (self.stamp, self.stamp))
        return file

    def files(self, choices: Choices = EVERYTHING, unpublished: Path | None = None) -> RulebookFiles:
        return RulebookFiles(choices, self.root, unpublished)

    def problem(self, choices: Choices = EVERYTHING, unpublished: Path | None = None) -> str:
        with pytest.raises(RulebookProblem) as refused:
            self.files(choices, unpublished).newest("UTO")
        return str(refused.value)


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    return Folder(tmp_path)


def book(files: RulebookFiles) -> Rulebook:
    return files.read(*files.newest("UTO"))


def test_version_is_the_hash_of_bytes_that_hold_files_and_choices(folder: Folder) -> None:
    version, content = folder.files().newest("UTO")
    assert version == hashlib.sha256(content).hexdigest()
    bundle = json.loads(content)
    # One value has one spelling: keys in order, no blanks, letters as they are.
    assert content == json.dumps(bundle, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()
    assert list(bundle["files"]) == ["rules.yaml", "terms.yaml"]
    assert bundle["files"] == {name: (folder.root / "UTO" / name).read_text() for name in ("rules.yaml", "terms.yaml")}
    assert bundle["choices"] == {"accepted": None, "rejected": [], "switches": {}, "is_demonstration": True}
    read = folder.files().read(version, content)
    assert (read.version, read.programme) == (version, "UTO")
    assert {one.line for one in read.lapses} == {f"terms.yaml, line {_line(folder, 'UTO.lapse')}"}


def _line(folder: Folder, rule: str) -> int:
    text = (folder.root / "UTO" / "terms.yaml").read_text().splitlines()
    return next(number for number, line in enumerate(text, 1) if line == f"- id: {rule}")


def test_same_files_and_choices_are_the_same_version_in_any_folder(folder: Folder, tmp_path: Path) -> None:
    other = Folder(tmp_path / "elsewhere")
    assert folder.files().newest("UTO") == other.files().newest("UTO")
    one = Choices(accepted=frozenset({"UTO.weak"}), switches=None)
    assert folder.files(one).newest("UTO") == other.files(Choices(frozenset({"UTO.weak"}), switches={})).newest("UTO")


CHOICES = [
    EVERYTHING,
    Choices(accepted=frozenset({"UTO.weak"})),
    Choices(rejected=frozenset({"UTO.weak"})),
    Choices(accepted=frozenset({"UTO.weak"}), switches={"pilot": True}),
    Choices(accepted=frozenset({"UTO.weak"}), switches={"pilot": False}),
    Choices(accepted=frozenset({"UTO.weak"}), is_demonstration=True),
    Choices(accepted=None, rejected=frozenset({"UTO.weak"}), is_demonstration=True),
]


def test_each_choice_is_a_version_of_its_own_and_is_read_back_from_the_bytes(folder: Folder) -> None:
    versions = [folder.files(choices).newest("UTO") for choices in CHOICES]
    assert len({version for version, _ in versions}) == len(CHOICES)
    # Whatever the choices of the one who reads: those in the bytes hold.
    stranger = folder.files(Choices())
    left_out = [stranger.read(*version).left_out for version in versions]
    weak_rule, pilot = frozenset({"UTO.weak"}), frozenset({"UTO.groups"})
    assert left_out == [frozenset(), pilot, weak_rule | pilot, frozenset(), pilot, frozenset(), weak_rule]


def test_any_change_of_a_file_is_another_version_and_is_noticed_at_once(folder: Folder) -> None:
    files = folder.files()
    before = files.newest("UTO")
    assert files.newest("UTO") is before
    folder.write("terms.yaml", (folder.root / "UTO" / "terms.yaml").read_text() + "# a remark\n")
    after = files.newest("UTO")
    assert after[0] != before[0]
    dearer = weak()
    dearer["fees"] = [fee(base=200)]
    folder.write("terms.yaml", {part: dearer[part] for part in TERMS})
    with pytest.raises(RulebookProblem, match="fee should be 103; the rules say 203"):
        files.newest("UTO")
    changed = cases()
    changed[0]["expect"]["fee"] = 203
    folder.write("cases/all.yaml", {"cases": changed})
    assert book(files).fees[0].fee.total == 203
    # What was stored is read as it was.
    assert files.read(*before).fees[0].fee.total == 103


def test_change_of_the_cases_alone_is_noticed_too(folder: Folder) -> None:
    files = folder.files()
    before = files.newest("UTO")
    wrong = cases()
    wrong[0]["expect"]["fee"] = 9
    folder.write("cases/all.yaml", {"cases": wrong})
    with pytest.raises(RulebookProblem, match="fee should be 9; the rules say 103"):
        files.newest("UTO")
    folder.write("cases/all.yaml", {"cases": cases()})
    assert files.newest("UTO") == before


@pytest.mark.parametrize("key", ["accepted", "rejected"])
def test_names_of_decided_rules_are_in_order(folder: Folder, key: str) -> None:
    names = [f"UTO.{letter}" for letter in "dbfaec"]
    doubtful = weak()
    doubtful["requirements"] += [
        requirement(name.removeprefix("UTO."), "exempt", code="waiver", nationalities=["FRA"], confidence="low")
        for name in names
    ]
    doubtful["requirements"].pop(1)
    folder.write("rules.yaml", {part: value for part, value in doubtful.items() if part not in TERMS})
    about = {"person": {"nationality": "FRA"}, "expect": {"requirement": "exempt", "rules": names}}
    folder.write("cases/all.yaml", {"cases": [cases()[0], cases()[1] | about, *cases()[2:]]})
    _, content = folder.files(Choices(**{key: frozenset(names)})).newest("UTO")
    assert json.loads(content)["choices"][key] == sorted(names)


def test_same_length_and_another_moment_is_a_change_too(folder: Folder) -> None:
    files = folder.files()
    before = files.newest("UTO")
    text = (folder.root / "UTO" / "terms.yaml").read_text()
    folder.write("terms.yaml", text.replace("days: 8", "days: 9"))
    assert files.newest("UTO")[0] != before[0]


def test_new_and_removed_files_are_noticed(folder: Folder) -> None:
    files = folder.files()
    before = files.newest("UTO")
    file = folder.write("more.yaml", {"stays": [requirement_stay()]})
    with pytest.raises(RulebookProblem, match=r"more\.yaml, line 2: UTO\.stay: no case names it"):
        files.newest("UTO")
    file.unlink()
    assert files.newest("UTO") == before


def requirement_stay() -> Parts:
    return next(iter(parts()["stays"]))  # type: ignore[no-any-return]


@pytest.mark.parametrize(
    "alter",
    [
        lambda content: content.replace(b"base: 100", b"base: 101"), lambda content: content + b" ", lambda content: content[:-1],
        lambda content: content.replace(b'"accepted":null', b'"accepted":[]'), lambda content: b"",
    ],
)  # fmt: skip
def test_altered_bytes_are_refused(folder: Folder, alter: Callable[[bytes], bytes]) -> None:
    version, content = folder.files().newest("UTO")
    assert alter(content) != content
    with pytest.raises(
        RulebookProblem, match=f"the stored rulebook {version[:12]} was altered: its bytes have another"
    ):
        folder.files().read(version, alter(content))


@pytest.mark.parametrize(
    "content",
    [
        b"programme: UTO\nzone: Asia/Seoul\n", b"[]", b"7", b"{}", b'{"choices": {}, "files": {}}', b'{"files": {}}',
        b'{"choices": {"accepted": null, "rejected": [], "switches": {}, "is_demonstration": true}}',
        b'{"choices": {"accepted": null, "rejected": [], "switches": {}, "is_demonstration": true}, "files": 7}',
        b"\xff\xfe",
    ],
)  # fmt: skip
def test_bytes_of_an_older_mapae_are_refused_plainly(folder: Folder, content: bytes) -> None:
    with pytest.raises(RulebookProblem) as refused:
        folder.files().read(hashlib.sha256(content).hexdigest(), content)
    assert "was written by a Mapae before 0.1.0" in str(refused.value)
    assert "start anew in an empty data folder" in str(refused.value)


def test_bytes_from_the_database_may_be_a_view(folder: Folder) -> None:
    version, content = folder.files().newest("UTO")
    assert folder.files().read(version, memoryview(content)).version == version  # type: ignore[arg-type]


SECRET = {
    "unpublished": [requirement("secret", "exempt", code="waiver", nationalities=["TUR"], source="a letter")],
}  # fmt: skip


def test_unpublished_list_of_the_operator_is_taken_in(folder: Folder, tmp_path: Path) -> None:
    file = tmp_path / "kept" / "operators.yaml"
    file.parent.mkdir()
    file.write_text(yaml.safe_dump(SECRET))
    files = folder.files(unpublished=file)
    version, content = files.newest("UTO")
    assert version != folder.files().newest("UTO")[0]
    assert json.loads(content)["files"]["unpublished.yaml"] == file.read_text()
    read = files.read(version, content)
    assert assess(read, traveller(), DAY).requirement is Requirement.EXEMPT
    assert read.requirements[-1].line == "unpublished.yaml, line 2"
    # The cases hold the published rules, which it does not change.
    assert files.mismatches("UTO") == ()


def test_change_of_the_unpublished_list_is_noticed(folder: Folder, tmp_path: Path) -> None:
    file = tmp_path / "operators.yaml"
    file.write_text(yaml.safe_dump(SECRET))
    os.utime(file, (1, 1))
    files = folder.files(unpublished=file)
    before = files.newest("UTO")
    file.write_text(yaml.safe_dump(SECRET) + "# a word\n")
    os.utime(file, (2, 2))
    assert files.newest("UTO")[0] != before[0]


@pytest.mark.parametrize(
    ("content", "what"),
    [
        ({"unpublished": [requirement("secret", code="never_said")]}, "unpublished.yaml, line 2: UTO.secret: "),
        (
            {"fees": [fee()]},
            "unpublished.yaml: the rulebook: «fees» stands in terms.yaml already. Keep a part in one file",
        ),
        ("- x\n", "unpublished.yaml: the file: is no mapping of parts"),
    ],
)
def test_unpublished_list_that_is_wrong_is_refused(
    folder: Folder, tmp_path: Path, content: Parts | str, what: str
) -> None:
    file = tmp_path / "operators.yaml"
    file.write_text(content if isinstance(content, str) else yaml.safe_dump(content))
    assert what in folder.problem(unpublished=file)


def test_unpublished_list_replaces_no_file_of_the_same_name(folder: Folder, tmp_path: Path) -> None:
    folder.write("unpublished.yaml", {"stays": [requirement_stay()]})
    folder.write(
        "cases/more.yaml", {"cases": [cases()[0] | {"name": "x", "expect": {"stay": 90, "rules": ["UTO.stay"]}}]}
    )
    file = tmp_path / "operators.yaml"
    file.write_text(yaml.safe_dump(SECRET))
    assert "unpublished.yaml: the rulebook: the operator's list is read under this name. Name the file otherwise" in (
        folder.problem(unpublished=file)
    )


def test_file_that_is_not_there_is_named(folder: Folder, tmp_path: Path) -> None:
    missing = tmp_path / "nothing.yaml"
    assert folder.problem(unpublished=missing) == f"{missing} cannot be read: No such file or directory"


def test_programme_that_is_not_there_is_refused(folder: Folder) -> None:
    for files, where in (
        (folder.files(), folder.root),
        (RulebookFiles(EVERYTHING, folder.root / "nowhere"), "nowhere"),
    ):
        with pytest.raises(RulebookProblem) as refused:
            files.newest("ATL")
        assert "there is no rulebook of ATL: " in str(refused.value)
        assert "holds no YAML file. Name another programme" in str(refused.value)
        assert str(where) in str(refused.value)


def test_file_that_is_not_utf_8_is_named(folder: Folder) -> None:
    file = folder.write("terms.yaml", "a: ö\n".encode("latin-1"))
    assert folder.problem() == f"{file} is not UTF-8: invalid start byte at byte 3. Save it as UTF-8"


def test_part_stands_in_one_file(folder: Folder) -> None:
    folder.write("zz.yaml", {"lapses": weak()["lapses"]})
    assert folder.problem() == "zz.yaml: the rulebook: «lapses» stands in terms.yaml already. Keep a part in one file"


def test_broken_file_is_named_with_its_line(folder: Folder) -> None:
    folder.write("terms.yaml", "fees: [1, 2\nlapses: 3\n")
    assert folder.problem().startswith("terms.yaml, line 2: the file: is not valid YAML: ")
    folder.write("cases/all.yaml", "cases: [1, 2\nb: 3\n")
    folder.write("terms.yaml", {part: weak()[part] for part in TERMS})
    assert folder.problem().startswith("cases/all.yaml, line 2: the file: is not valid YAML: ")


def test_rules_that_fail_their_cases_do_not_load_and_the_cases_are_named(folder: Folder) -> None:
    wrong = cases()
    wrong[0]["expect"]["requirement"] = "exempt"
    wrong[3]["expect"]["organisations"] = {"family": 9}
    folder.write("cases/all.yaml", {"cases": wrong})
    told = folder.problem().splitlines()
    assert len(told) == 2
    assert told[0].endswith(
        "«A Turkish adult needs an authorization»: requirement should be 'exempt'; the rules say 'required'"
    )
    assert "«Families do not without it»: organisations should be {'family': 9}; the rules say {}" in told[1]
    assert all(line.startswith("cases/all.yaml, line ") for line in told)
    found = folder.files().mismatches("UTO")
    assert [(one.case, one.about) for one in found] == [
        ("A Turkish adult needs an authorization", "requirement"), ("Families do not without it", "organisations"),
    ]  # fmt: skip


def test_rules_fail_their_cases_whatever_the_operator_chose(folder: Folder) -> None:
    """All rules are held against all cases: also one that this operator left out must say what it should."""
    wrong = cases()
    wrong[1]["expect"]["requirement"] = "outside"
    folder.write("cases/all.yaml", {"cases": wrong})
    assert "«A German is exempt»" in folder.problem(Choices(rejected=frozenset({"UTO.weak"})))


def test_rule_without_a_case_does_not_load(folder: Folder) -> None:
    folder.write("cases/all.yaml", {"cases": cases()[1:]})
    told = folder.problem()
    for name in ("UTO.required", "UTO.fee", "UTO.validity", "UTO.lapse", "UTO.retention"):
        assert f"{name}: no case names it. Add one under cases/" in told
    assert "UTO.weak" not in told


def test_cases_are_read_file_by_file_in_order(folder: Folder) -> None:
    folder.write("cases/a.yaml", {"cases": [cases()[0] | {"name": "first"}]})
    assert [one.name for one in folder.files().cases("UTO")][:2] == ["first", "A Turkish adult needs an authorization"]
    assert folder.files().cases("ATL") == ()


def test_case_of_a_switch_that_is_not_there_is_refused(folder: Folder) -> None:
    folder.write("cases/all.yaml", {"cases": [*cases(), cases()[3] | {"name": "x", "switches": {"turbo": True}}]})
    assert "turbo: there is no such switch. The rulebook has pilot" in folder.problem()


def test_choices_that_do_not_fit_are_refused(folder: Folder) -> None:
    assert "decides on each: UTO.weak." in folder.problem(Choices())
    assert "UTO.nothing: there is no rule of this name" in folder.problem(Choices(None, frozenset({"UTO.nothing"})))


def test_rulebooks_that_ship_are_those_beside_the_code() -> None:
    assert {folder.name for folder in SHIPPED.iterdir() if (folder / "cases").is_dir()} >= {"KOR"}
