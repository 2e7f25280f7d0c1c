"""The committed style sheets: ours alone, small, mirrored, and built from the present sources."""

import gzip
import hashlib
import re
from pathlib import Path

import pytest

import mapae.faces.look

STATIC = Path(mapae.faces.look.__file__).parent / "static" / "mapae"
THEME = Path(__file__).parents[3] / "theme"
SHEETS = ["mapae.css", "mapae.rtl.css"]


def sheet(name: str) -> str:
    return (STATIC / name).read_text(encoding="utf-8")


@pytest.mark.parametrize("name", SHEETS)
def test_sheet_loads_no_file_and_no_font(name: str) -> None:
    assert not re.findall(r"url\(|@import|@font-face", sheet(name))
    assert "GDS" not in sheet(name)
    assert "crest" not in sheet(name)


@pytest.mark.parametrize("name", SHEETS)
def test_sheet_stays_small(name: str) -> None:
    assert len(gzip.compress((STATIC / name).read_bytes(), mtime=0)) <= 13_000


def test_script_stays_small() -> None:
    assert (STATIC / "mapae.js").stat().st_size <= 2_000


def test_mirrored_sheet_has_the_same_rules_with_the_sides_exchanged() -> None:
    there, back = sheet("mapae.css"), sheet("mapae.rtl.css")
    assert there.count("{") == back.count("{")
    assert there.count("margin-left:") == back.count("margin-right:") != back.count("margin-left:")
    assert there.count("padding-left:") == back.count("padding-right:")


def test_passport_fields_are_not_mirrored() -> None:
    rule = re.search(r"input\.mapae-latin,[^{]*\{([^}]*)\}", sheet("mapae.rtl.css"))
    assert rule
    assert rule[1].rstrip(";") == "direction:ltr;text-align:left"


def test_closed_details_marker_points_the_other_way_when_mirrored() -> None:
    assert "[dir=rtl] .govuk-details:not([open])" in sheet("mapae.rtl.css")


def test_korean_words_are_not_broken() -> None:
    assert re.search(r":lang\(ko\)\{[^}]*word-break:keep-all", sheet("mapae.css"))


def test_sheets_are_built_from_the_present_sources() -> None:
    recorded = [line.split(maxsplit=1) for line in (THEME / "built.sha256").read_text().splitlines()]
    stale = [name for digest, name in recorded if hashlib.sha256((THEME / name).read_bytes()).hexdigest() != digest]
    assert len(recorded) == 4
    assert stale == [], "run theme/build.sh"


def test_lock_file_names_no_registry() -> None:
    assert '"resolved"' not in (THEME / "package-lock.json").read_text(encoding="utf-8")
