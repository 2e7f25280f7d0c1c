"""Changes of the rulebook lead to questions of the application, whichever of them there are."""

from __future__ import annotations

from datetime import date

import pytest

from mapae.core.application.answers import FIELDS
from mapae.core.application.changes import asked_by_change, cleared_by_change
from mapae.core.rulebook.terms import changes_that_mean
from mapae.gateways.rulebook_files import EVERYTHING, RulebookFiles

DAY = date(2026, 11, 24)


@pytest.mark.parametrize("means", ["free_edit", "new_application"])
def test_every_change_of_the_rulebook_asks_only_questions_that_exist(means: str) -> None:
    files = RulebookFiles(EVERYTHING)
    changes = changes_that_mean(files.read(*files.newest("KOR")), means, DAY)
    assert changes
    for change in changes:
        assert set(asked_by_change(change)) | set(cleared_by_change(change)) <= set(FIELDS)


def test_purpose_and_stay_are_asked_and_the_mail_address_never_is() -> None:
    assert asked_by_change("purpose") == ("purpose",)
    assert asked_by_change("stay_address")
    assert "email" not in asked_by_change("contact")


def test_unknown_change_asks_nothing() -> None:
    assert asked_by_change("height") == cleared_by_change("height") == ()
