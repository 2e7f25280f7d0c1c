"""Organisations, representatives and groups for tests: invented, each person of a group with names and passport of their own."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import count
from uuid import uuid4

from mapae.core.application.parties import OrganisationKind, OrganisationStatus
from mapae.records.models import Account, Group, GroupFile, GroupRow, Organisation, Role
from mapae.usecases.case_data import new_case_key
from mapae.usecases.group_data import OrganisationDetails, seal_organisation
from mapae.usecases.groups import Representative, start_family, start_group
from mapae.usecases.mailbox import mailbox_index
from mapae.usecases.ports import Ports
from mapae.usecases.read_group_file import read_group_file
from mapae.usecases.save_row import add_row
from mapae.usecases.sheet_ports import Table, WrittenKind
from mapae.usecases.upload_file import upload_file
from tests.usecases.travellers import COMMON, IN_A_FILE, YES, row_answers

_NUMBER = count(1)


def an_organisation(
    ports: Ports,
    *,
    kind: str = OrganisationKind.TRAVEL_AGENCY,
    status: str = OrganisationStatus.APPROVED,
    **details: str,
) -> Organisation:
    """As it is once an officer approved it; `details` change what it registered with."""
    number = next(_NUMBER)
    registered = {
        "name": f"Specimen Tours {number}", "country": "TUR", "registration": f"SPECIMEN-{number:04}",
        "tax_data": f"Specimen tax office\n{number:010}", "address": "1 Invented Street, Ankara", "contact": "Specimen Person",
        "email": f"tours.{number}@example.org", "phone": "+90 312 000 00 00",
    }  # fmt: skip
    data = OrganisationDetails(**(registered | details))
    now = ports.clock.now()
    organisation = Organisation(
        id=ports.chance.uuid(), kind=kind, status=status, language="en", case_key=new_case_key(ports),
        mailbox_index=mailbox_index(ports, data.email), mailbox_proven_at=now, registered_at=now,
        decided_at=now if status != OrganisationStatus.WAITING else None,
    )  # fmt: skip
    seal_organisation(ports, organisation, data)
    organisation.save(force_insert=True)
    return organisation


def a_representative(
    ports: Ports, organisation: Organisation | None = None, *, is_manager: bool = True
) -> Representative:
    """A member of the organisation, or of a new one. Without a password: nobody signs in with it."""
    account = Account.objects.create(
        username=f"specimen-representative-{uuid4().hex[:12]}",
        role=Role.REPRESENTATIVE,
        organisation=organisation or an_organisation(ports),
        is_manager=is_manager,
        password="!",
        created_at=ports.clock.now(),
    )
    return Representative(account)


def a_family(ports: Ports, address: str = "specimen.family@example.org") -> Representative:
    """A family's group that nobody filled in yet, and who may do so."""
    group = start_family(ports, "Winter", "Anna Specimen", address, "en")
    return Representative(family_group=group.id)


def a_group(
    ports: Ports,
    representative: Representative | None = None,
    *,
    rows: Sequence[Mapping[str, str]] = (),
    label: str = "Seoul 2026",
) -> Group:
    """A group of the representative's organisation, with these rows in it."""
    who = representative or a_representative(ports)
    assert who.account is not None
    group = start_group(ports, who.account, label, "en")
    for row in rows:
        add_row(ports, who, group.id, row)
    return group


def rows_of(group: Group) -> list[GroupRow]:
    return list(GroupRow.objects.filter(group=group).order_by("number"))


def a_csv(ports: Ports, rows: Sequence[Mapping[str, str]], *, fields: Sequence[str] = IN_A_FILE) -> bytes:
    """These answers as a file of an agency of its own, in English."""
    table = Table(
        "Travellers", ports.sheets.headings("en", fields), [[row.get(one, "") for one in fields] for row in rows]
    )
    return b"".join(ports.sheets.table("en", WrittenKind.CSV, table))


def read_in(ports: Ports, who: Representative, group: Group, content: bytes) -> GroupFile:
    """The file as it is after the worker looked at it."""
    file = upload_file(ports, who, group.id, content)
    read_group_file(ports, file.id)
    return GroupFile.objects.get(id=file.id)


__all__ = [
    "COMMON", "IN_A_FILE", "YES", "a_csv", "a_family", "a_group", "a_representative", "an_organisation", "read_in",
    "row_answers", "rows_of",
]  # fmt: skip
