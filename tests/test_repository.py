"""What the repository as a whole promises: clean locks, no traces of a machine, pages that name what is there."""

from __future__ import annotations

import ast
import json
import re
import subprocess
import tomllib
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

import pytest
import typer.main
import yaml

from mapae.site.cli.main import app

ROOT = Path(__file__).resolve().parents[1]
PACKAGE = ROOT / "src" / "mapae"
LOCKS = ("requirements/run.txt", "requirements/dev.txt")
GENERATED = "src/mapae/records/migrations/"

_REQUIREMENT = re.compile(r"[a-z0-9][a-z0-9._-]*==[^\s;]+(?: ; (?:(?!--)[^\\])+?)?(?: --hash=sha256:[0-9a-f]{64})+")
_FILE = re.compile(r"[\w.-]+/[\w./-]*\.(?:py|html|yaml|md|sh|css|scss|toml)")
_MACHINE_PATH = re.compile(r"(?<![\w.:/~+=>-])/(?:home|root|work|tmp|mnt|media|Users|private)\b(?:/[\w.-]+)?")
# The socket of the embedded PostgreSQL goes below the system's temporary folder when its own path is too long; its
# program files are copied when they lie in the home of the administrator.
_MEANT_PATHS = {("src/mapae/site/postgres/places.py", "/" + "tmp"), ("src/mapae/site/postgres/reach.py", "/" + "root")}
_REGISTRIES = [
    ".".join(parts)
    for parts in (
        ("pypi", "org"), ("pythonhosted", "org"), ("npmjs", "org"), ("npmjs", "com"), ("yarnpkg", "com"), ("crates", "io"),
        ("proxy", "golang", "org"), ("deb", "debian", "org"), ("security", "debian", "org"), ("archive", "ubuntu", "com"),
    )
]  # fmt: skip


@lru_cache(maxsize=1)
def committed() -> tuple[str, ...]:
    """Files that are committed or would be, as paths from the root."""
    command = ["git", "-c", f"safe.directory={ROOT}", "ls-files", "-co", "--exclude-standard", "-z"]
    try:
        done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    except (OSError, subprocess.CalledProcessError):
        pytest.skip("this is no git checkout")
    return tuple(name for name in done.stdout.split("\0") if name and (ROOT / name).is_file())


def texts() -> Iterator[tuple[str, str]]:
    """Every committed file that is text, with its text."""
    for name in committed():
        try:
            yield name, (ROOT / name).read_text(encoding="utf-8")
        except UnicodeDecodeError:
            continue


def pages() -> list[tuple[str, str]]:
    return [(name, text) for name, text in texts() if name.endswith(".md")]


def code_in(text: str) -> list[str]:
    """What a page shows as code: between backticks, or in indented lines."""
    return re.findall(r"`([^`\n]+)`", text) + re.findall(r"^ {4,}(\S.*)$", text, re.MULTILINE)


# --- locks ---


@pytest.mark.parametrize("lock", [*LOCKS, "requirements/bench.txt"])
def test_lock_pins_every_requirement_by_version_and_hash(lock: str) -> None:
    lines = (ROOT / lock).read_text().replace("\\\n", " ").splitlines()
    requirements = [" ".join(line.split()) for line in lines if line.strip() and not line.lstrip().startswith("#")]
    assert len(requirements) > 20
    # The pattern leaves no room for an index, a path, an address or an editable package.
    assert [line[:80] for line in requirements if not _REQUIREMENT.fullmatch(line)] == []


def test_both_locks_agree() -> None:
    run, dev = (dict(re.findall(r"^([a-z0-9._-]+)==(\S+)", (ROOT / lock).read_text(), re.MULTILINE)) for lock in LOCKS)
    assert {name: (version, dev.get(name)) for name, version in run.items() if dev.get(name) != version} == {}


def test_theme_lock_has_digests_and_no_addresses() -> None:
    packages = json.loads((ROOT / "theme" / "package-lock.json").read_text())["packages"]
    assert [name for name, package in packages.items() if name and "integrity" not in package] == []
    assert [name for name, package in packages.items() if "resolved" in package] == []


# --- no traces of a machine ---


def test_no_file_holds_a_path_of_somebodys_machine() -> None:
    found = {(name, match.group()) for name, text in texts() for match in _MACHINE_PATH.finditer(text)}
    assert found - _MEANT_PATHS == set()


def test_no_file_names_a_package_registry() -> None:
    assert [(name, host) for name, text in texts() for host in _REGISTRIES if host in text] == []


# --- pages ---


def test_readme_fits_one_screen_and_names_both_commands() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    assert len(readme.splitlines()) <= 45
    assert {"make run", "make test"} <= {line.split("  ")[0].strip() for line in code_in(readme)}


def test_relative_links_lead_somewhere() -> None:
    broken = []
    for name, text in pages():
        for target in re.findall(r"\]\(([^)\s]+)\)", text):
            path = target.partition("#")[0]
            if path and "://" not in path and not (ROOT / name).parent.joinpath(path).exists():
                broken.append((name, target))
    assert broken == []


def test_every_page_of_the_docs_is_reached_from_their_index() -> None:
    index = (ROOT / "docs" / "README.md").read_text(encoding="utf-8")
    listed = {(ROOT / "docs" / path).resolve() for path in re.findall(r"\]\(([^)#\s]+)\)", index) if "://" not in path}
    written = {(ROOT / name).resolve() for name, _ in pages() if name.startswith("docs/") and name != "docs/README.md"}
    assert {str(path.relative_to(ROOT)) for path in written - listed} == set()


def test_files_named_in_the_docs_exist() -> None:
    """Below the root, the package or its templates, or beside the page."""
    docs = [(name, text) for name, text in pages() if name.startswith("docs/")]
    named = {(name, code) for name, text in docs for code in code_in(text) if _FILE.fullmatch(code)}
    assert len({code for name, code in named if name == "docs/tour.md"}) > 100
    assert sorted((name, code) for name, code in named if not _is_there(name, code)) == []


def test_folders_named_in_the_tour_exist() -> None:
    tour = (ROOT / "docs" / "tour.md").read_text(encoding="utf-8")
    named = {code for code in code_in(tour) if re.fullmatch(r"[\w.-][\w./-]*/", code)}
    assert named
    assert {code for code in named if not _is_there("docs/tour.md", code)} == set()


def _is_there(page: str, code: str) -> bool:
    folders = (ROOT, PACKAGE, PACKAGE / "faces/look/templates", ROOT.joinpath(page).parent)
    return any(folder.joinpath(code).exists() for folder in folders)


@pytest.mark.parametrize("record", sorted((ROOT / "docs" / "decisions").glob("*.md")), ids=lambda path: path.stem)
def test_decision_record_has_its_four_parts(record: Path) -> None:
    text = record.read_text(encoding="utf-8")
    assert re.findall(r"^## (.+)$", text, re.MULTILINE) == ["Context", "Options", "Decision", "Cost"]
    assert text.startswith(f"# {int(record.stem[:4])}. ")


def test_decision_records_have_numbers_of_their_own() -> None:
    numbers = sorted(int(path.stem[:4]) for path in (ROOT / "docs" / "decisions").glob("*.md"))
    assert numbers == list(range(1, len(numbers) + 1))


def test_commands_of_the_pages_exist() -> None:
    group = typer.main.get_command(app)
    assert isinstance(group, typer.main.TyperGroup)
    unknown = []
    for name, text in pages():
        for code in code_in(text):
            words = re.match(r"mapae ([a-z][a-z-]*)(?: ([a-z][a-z-]*))?", code)
            if words is None:
                continue
            command = group.commands.get(words[1])
            is_known = (
                words[2] in command.commands if isinstance(command, typer.main.TyperGroup) else command is not None
            )
            if not is_known:
                unknown.append((name, code))
    assert unknown == []


def test_make_targets_of_the_pages_exist() -> None:
    targets = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(), re.MULTILINE))
    named = {
        (name, found[1])
        for name, text in pages()
        for code in code_in(text)
        if (found := re.match(r"make ([a-z]+)\b", code))
    }
    assert {pair for pair in named if pair[1] not in targets} == set()


def test_publiccode_has_what_the_standard_asks_for() -> None:
    written = yaml.safe_load((ROOT / "publiccode.yml").read_text(encoding="utf-8"))
    mandatory = {
        "publiccodeYmlVersion", "name", "url", "platforms", "categories", "developmentStatus", "softwareType",
        "description", "legal", "maintenance", "localisation",
    }  # fmt: skip
    assert mandatory <= set(written)
    for text in written["description"].values():
        assert len(text["shortDescription"]) <= 150
        assert 150 <= len(text["longDescription"]) <= 10_000
        assert text["features"]
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    assert written["legal"]["license"] == project["license"]
    assert (ROOT / written["logo"]).is_file()


def test_licence_is_there_in_full() -> None:
    text = (ROOT / "LICENSE").read_text()
    assert "Apache License" in text
    assert "9. Accepting Warranty or Additional Liability" in text


# --- modules ---


def modules() -> list[str]:
    return [
        name for name in committed() if name.startswith("src/mapae/") and name.endswith(".py") and GENERATED not in name
    ]


def test_every_module_says_what_it_is_for() -> None:
    assert [name for name in modules() if not ast.get_docstring(ast.parse((ROOT / name).read_text("utf-8")))] == []


def test_no_module_is_longer_than_400_lines() -> None:
    assert [name for name in modules() if len((ROOT / name).read_text("utf-8").splitlines()) > 400] == []
