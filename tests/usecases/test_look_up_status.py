"""Reference and birth date together open one word; anything else opens nothing, and not a hint."""

from __future__ import annotations

import pytest

from mapae.core.application.reference import spaced
from mapae.core.documents.partial_date import PartialDate
from mapae.records.models import Application
from mapae.usecases.look_up_status import find_status
from mapae.usecases.ports import Ports
from tests.usecases.steps import a_draft, a_granted

pytestmark = pytest.mark.django_db
BIRTH = PartialDate(1990, 5, 5)


def test_reference_and_birth_date_open_the_status(ports: Ports) -> None:
    reference = a_granted(ports).reference
    for written in (reference, spaced(reference), spaced(reference).lower()):
        assert find_status(ports, written, BIRTH) == "granted"


def test_neither_alone_leads_anywhere(ports: Ports) -> None:
    mine, other = a_granted(ports), a_granted(ports, birth_date="1991-01-01", document_number="U00000018")
    assert find_status(ports, mine.reference, PartialDate(1991, 1, 1)) is None
    assert find_status(ports, other.reference, BIRTH) is None
    assert find_status(ports, mine.reference, PartialDate(1990, 5)) is None
    neighbour = mine.reference[:-1] + ("B" if mine.reference[-1] == "A" else "A")
    assert find_status(ports, neighbour, BIRTH) is None
    assert find_status(ports, "", BIRTH) is None


def test_draft_shows_nothing(ports: Ports) -> None:
    assert find_status(ports, Application.objects.get(id=a_draft(ports)).reference, BIRTH) is None
