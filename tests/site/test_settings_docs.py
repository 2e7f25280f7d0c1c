"""The page about the settings says what the code says, and no other page speaks of a setting that is not there."""

from __future__ import annotations

import re
from pathlib import Path

from mapae.site.configuration import Configuration
from tools.settings_table import page

ROOT = Path(__file__).resolve().parents[2]
# Not decisions: they tell what was thought of on their day.
PAGES = [*ROOT.glob("*.md"), *ROOT.glob("docs/*.md"), *ROOT.glob("docs/runbooks/*.md")]


def test_settings_page_is_made_from_the_code() -> None:
    written = (ROOT / "docs" / "settings.md").read_text(encoding="utf-8")
    assert written == page(), "make it anew: python tools/settings_table.py > docs/settings.md"


def test_every_setting_has_a_description() -> None:
    assert all(field.description for field in Configuration.model_fields.values())


def test_pages_name_only_settings_that_exist() -> None:
    known = {f"MAPAE_{name.upper()}" for name in Configuration.model_fields}
    named = {
        (path.name, name) for path in PAGES for name in re.findall(r"\bMAPAE_[A-Z_]*[A-Z]\b", path.read_text("utf-8"))
    }
    # What begins with MAPAE_TEST_ sets the tests, not a house.
    assert {pair for pair in named if pair[1] not in known and not pair[1].startswith("MAPAE_TEST_")} == set()
