"""A plan is made once for every code that passports carry, and what is typed cannot fill the memory with plans."""

from __future__ import annotations

import pytest

from mapae.core.rulebook.model import Rulebook
from mapae.core.rulebook.plan import open_plan_of, plan_of
from mapae.gateways.rulebook_files import EVERYTHING, RulebookFiles


@pytest.fixture
def rulebook() -> Rulebook:
    """K-ETA's, with no plan made yet."""
    files = RulebookFiles(EVERYTHING)
    found = files.read(*files.newest("KOR"))
    found.plans.clear()
    return found


@pytest.mark.parametrize("nationality", ["TUR", "CHN", "IND", "GBN", "XXA", ""])
def test_plan_of_a_code_that_passports_carry_is_made_once(rulebook: Rulebook, nationality: str) -> None:
    assert nationality in ("TUR", "GBN", "") or nationality not in rulebook.named
    assert plan_of(rulebook, nationality) is plan_of(rulebook, nationality)


def test_plan_of_what_no_passport_carries_is_not_kept(rulebook: Rulebook) -> None:
    for number in range(100):
        assert len(plan_of(rulebook, f"Q{number}")) == len(rulebook.requirements)
        open_plan_of(rulebook, f"Q{number}", claims_nothing=True)

    assert len(rulebook.plans) == 1  # the one for all nationalities that no rule names


def test_plan_that_is_kept_says_the_nationality_that_was_asked_about(rulebook: Rulebook) -> None:
    saw = {finding.saw for asked in plan_of(rulebook, "CHN") if asked.fixed for finding in asked.fixed.findings}
    assert saw == {"CHN"}
    saw = {finding.saw for asked in plan_of(rulebook, "IND") if asked.fixed for finding in asked.fixed.findings}
    assert saw == {"IND"}


def test_nationality_written_like_another_key_finds_no_plan_of_another_kind(rulebook: Rulebook) -> None:
    open_plan_of(rulebook, "IND", claims_nothing=True)
    for key in list(rulebook.plans):
        assert len(plan_of(rulebook, str(key))) == len(rulebook.requirements)
