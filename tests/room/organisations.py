"""Invented organisations and their people."""

from __future__ import annotations

import os
from itertools import count

from mapae.core.application.parties import OrganisationKind
from mapae.core.group.approval import ApprovalAct
from mapae.core.group.registration import Registration
from mapae.records.models import Account, Organisation, Role
from mapae.site.sign_in import give_second_factor
from mapae.usecases.add_account import Place, add_account
from mapae.usecases.organisations import act_on_organisation
from mapae.usecases.ports import Ports
from mapae.usecases.register import add_organisation
from tests.room.accounts import SECRET, add

DETAILS = {
    "kind": OrganisationKind.TRAVEL_AGENCY.value,
    "name": "Örnek Tur (specimen)",
    "country": "TUR",
    "registration": "TEST-0000-01",
    "tax_data": "Örnek Tur\nVergi no: 0000000000",
    "address": "Uydurma Sokak 1\n00000 Ankara",
    "contact": "Zeynep Örnek",
    "phone": "+903120000000",
}
ADDRESS = "agency@example.org"
PASSWORD = "specimen-password-of-nobody"
_NUMBER = count(1)


def a_waiting_organisation(ports: Ports, address: str = "", **changes: str) -> Account:
    """The first account of an organisation that an officer has not looked at; each has a mailbox of its own."""
    number = f"{os.getpid()}-{next(_NUMBER)}"
    said = Registration(**DETAILS | changes)
    address = address or f"agency-{number}@example.org"
    account = add_organisation(ports, said, address, "en", f"specimen-agent-{number}", PASSWORD)
    give_second_factor(account, SECRET)
    return account


def an_organisation(ports: Ports, address: str = "", **changes: str) -> Account:
    """The manager of an approved one."""
    account = a_waiting_organisation(ports, address, **changes)
    decide(ports, account.organisation, ApprovalAct.APPROVE)
    account.refresh_from_db()
    return account


def a_member(ports: Ports, of: Account) -> Account:
    """Somebody else of the manager's organisation, who is no manager."""
    name = f"specimen-member-{os.getpid()}-{next(_NUMBER)}"
    account = add_account(ports, name, Role.REPRESENTATIVE, PASSWORD, Place(organisation=of.organisation))
    give_second_factor(account, SECRET)
    return account


def decide(ports: Ports, organisation: Organisation | None, act: ApprovalAct, *reasons: str) -> Organisation:
    """An officer's act; the organisation as it is afterwards."""
    assert organisation is not None
    organisation.refresh_from_db()
    act_on_organisation(ports, add(), organisation.id, organisation.version, act, reasons)
    organisation.refresh_from_db()
    return organisation
