"""The demonstration has a travel agency that may send groups, and one that waits for an officer."""

from __future__ import annotations

import pytest

from mapae.records.models import Account, Organisation
from mapae.site.demonstration import demonstration_accounts, prepare_demonstration
from mapae.site.demonstration_organisations import AGENCY
from mapae.usecases.ports import Ports
from tests.room.organisations import an_organisation

pytestmark = pytest.mark.usefixtures("committed")


def test_one_agency_is_approved_and_one_waits_however_often_it_is_started(ports: Ports) -> None:
    for _ in range(2):
        prepare_demonstration(ports)
    assert sorted(Organisation.objects.values_list("status", flat=True)) == ["approved", "waiting"]
    agency = Account.objects.get(username=AGENCY)
    assert agency.organisation is not None
    assert (agency.organisation.status, agency.is_manager) == ("approved", True)
    assert AGENCY in [account["name"] for account in demonstration_accounts()]
    assert an_organisation(ports).organisation != agency.organisation
