"""Two windows of one applicant press at the same moment: one answer, and the other window is told."""

from __future__ import annotations

import pytest

from mapae.records.models import CaseEvent
from mapae.usecases.ask_for_information import ask_for_information
from mapae.usecases.ports import Ports
from mapae.usecases.provide_information import provide_information
from tests.usecases.steps import a_referred, an_officer, at_once


@pytest.mark.usefixtures("committed")
def test_two_windows_at_once_give_one_answer(ports: Ports) -> None:
    referred, officer = a_referred(ports), an_officer(ports)
    question = ask_for_information(ports, referred.id, officer, referred.version, ["purpose"], "", "en")
    results = at_once(
        lambda: provide_information(ports, referred.id, question.id, "One window"),
        lambda: provide_information(ports, referred.id, question.id, "Another window"),
    )
    assert sorted(type(result).__name__ for result in results) == ["AnsweredAlready", "Application"]
    assert CaseEvent.objects.filter(name="information.provided").count() == 1
