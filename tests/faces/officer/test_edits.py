"""An officer who opens a granted case sees what was decided on, and what its holder edited since."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client

from mapae.records.models import Account, Application
from mapae.usecases.edit_answers import edit_answers
from mapae.usecases.ports import Ports

pytestmark = pytest.mark.django_db


def test_officer_sees_the_old_answer_and_the_new_one(
    ports: Ports, officer: tuple[Client, Account], referred: Callable[..., Application]
) -> None:
    case = referred()
    where = f"/en/officer/cases/{case.id}/"
    decided = officer[0].post(f"{where}decision/", {"version": str(case.version), "outcome": "granted"})
    assert decided.status_code == 302
    assert "Edited by the holder" not in officer[0].get(where).content.decode()
    edit_answers(ports, case.id, "purpose", {"purpose": "business"})
    shown = officer[0].get(where).content.decode()
    assert "Edited by the holder after the grant" in shown
    assert "Answers edited by the holder" in shown
    assert shown.index("Tourism") < shown.index("Business talks or contracts")
