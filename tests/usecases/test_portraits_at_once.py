"""Two presses of the button keep one portrait."""

from __future__ import annotations

import pytest

from mapae.records.models import Attachment
from mapae.usecases.keep_portrait import keep_portrait
from mapae.usecases.ports import Ports
from tests.room.pictures import SPECIMEN
from tests.usecases.steps import a_draft, at_once


@pytest.mark.usefixtures("committed")
def test_two_portraits_at_once_are_one(ports: Ports) -> None:
    draft = a_draft(ports)
    results = at_once(*[lambda: keep_portrait(ports, draft, SPECIMEN)] * 4)
    assert results == [None] * 4
    assert Attachment.objects.filter(application_id=draft).count() == 1
