"""Organisations, representatives and groups for tests: invented, each person of a group with names and passport of their own."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import count
from typing import Any
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

_NUMBER = count(1)
_SYLLABLES = ("AK", "BE", "CI", "DO", "EL", "FA", "GÜ", "HA", "IR", "KE", "LE", "MU", "NA", "OZ", "PI", "SE")
_GIVEN = ("AYŞE", "MEHMET", "ZEYNEP", "EMRE", "ELİF", "CAN", "DERYA", "ÖMER", "IŞIL", "MURAT")
_KOREAN = (
    ("KIM", "MINSEO", "김민서"),
    ("LEE", "JIHO", "이지호"),
    ("PARK", "SEOYEON", "박서연"),
    ("CHOI", "HAJUN", "최하준"),
)
# What all travellers of an invented tour share; what is left is each one's own.
COMMON = {
    "phone": "+90 312 000 00 00",
    "arrival_day": "2026-12-20",
    "purpose": "tourism",
    "stay_street": "1 Invented-ro, Jung-gu, Seoul",
}


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
    group = start_family(ports, "Winter", "Specimen Parent", address, "en")
    return Representative(family_group=group.id)


def a_group(
    ports: Ports,
    representative: Representative | None = None,
    *,
    rows: Sequence[Mapping[str, str]] = (),
    label: str = "Seoul in December",
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


def row_answers(number: int, **changes: Any) -> dict[str, str]:
    """Everything that one person of a group answers; `number` counts from 1, and no two are alike.

    Every tenth is Korean by name and Canadian by passport, every seventh too young to need an authorization.
    """
    name = "".join(_SYLLABLES[(number >> shift) & 15] for shift in (0, 4, 8, 12))
    raw = {
        "nationality": "TUR",
        "issuing_state": "TUR",
        "document_number": f"U{10_000_000 + number}",
        "document_expiry": "2033-05-01",
        "surname": f"ÖRNEK{name}",
        "given_names": _GIVEN[number % len(_GIVEN)],
        "birth_date": f"{1970 + number % 30}-{number % 12 + 1:02}-{number % 28 + 1:02}",
        "sex": "FM"[number % 2],
        "has_other_nationality": "no",
        "employment": "retired",
        "has_visited_before": "no",
        "has_criminal_record": "no",
        "has_infectious_disease": "no",
        "was_refused_entry": "no",
        **COMMON,
    }
    if number % 10 == 0:
        surname, given, native = _KOREAN[number // 10 % len(_KOREAN)]
        raw |= {
            "nationality": "CAN", "issuing_state": "CAN", "document_number": f"CK{100_000 + number}",
            "surname": surname, "given_names": f"{given} {name.translate(_PLAIN)}", "native_name": native,
        }  # fmt: skip
    if number % 7 == 0:
        raw |= {
            "birth_date": f"{2012 + number % 8}-03-{number % 28 + 1:02}",
            "guardian_name": "Specimen Parent",
            "guardian_agrees": "yes",
            "employment": "student",
        }
    return raw | {field: str(value) for field, value in changes.items()}


_PLAIN = str.maketrans("Ü", "U")


IN_A_FILE = (
    "nationality", "issuing_state", "document_number", "document_expiry", "surname", "given_names", "birth_date", "sex",
    "guardian_name", "guardian_agrees", "native_name", "has_other_nationality", "phone", "arrival_day", "purpose",
    "stay_street", "employment", "has_visited_before", "has_criminal_record", "has_infectious_disease",
    "was_refused_entry",
)  # fmt: skip


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
