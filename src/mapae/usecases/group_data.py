"""The sealed data of a group and of an organisation: each has a key of its own, as a case has."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from uuid import UUID

from mapae.records.models import Group, GroupFile, GroupRow, Organisation
from mapae.usecases.case_data import open_blob, seal
from mapae.usecases.ports import Ports

_COMMON, _DETAILS, _ANSWERS = "common", "details", "answers"


@dataclass(frozen=True, slots=True)
class GroupDetails:
    """What a group is called by its representative; for a family also who sends it in, and their proven address."""

    label: str
    name: str = ""
    email: str = ""


@dataclass(frozen=True, slots=True)
class OrganisationDetails:
    """Who the organisation is, as it registered. `tax_data`: what its receipts must show, line by line.

    `country` is a state's code. `email` was proven.
    """

    name: str
    country: str
    registration: str
    tax_data: str
    address: str
    contact: str
    email: str
    phone: str


def seal_group(ports: Ports, group: Group, details: GroupDetails) -> None:
    """Put the details into the group, sealed; saving is the caller's."""
    group.details_sealed = seal(ports, group.case_key, _dumped(asdict(details)), "traveller_group", group.id, _DETAILS)


def open_group(ports: Ports, group: Group) -> GroupDetails:
    """Raises CaseErased, SealBroken."""
    opened = open_blob(ports, group.case_key, bytes(group.details_sealed), "traveller_group", group.id, _DETAILS)
    return GroupDetails(**json.loads(opened))


def seal_common(ports: Ports, group: Group, raw: Mapping[str, str]) -> None:
    """Put the answers that hold for every row without one of its own into the group; saving is the caller's."""
    group.common_sealed = seal(ports, group.case_key, _dumped(raw), "traveller_group", group.id, _COMMON)


def open_common(ports: Ports, group: Group) -> dict[str, str]:
    """The common answers as typed; empty where there are none. Raises CaseErased, SealBroken."""
    if group.common_sealed is None:
        return {}
    return _loaded(open_blob(ports, group.case_key, bytes(group.common_sealed), "traveller_group", group.id, _COMMON))


def open_row(ports: Ports, group: Group, row: GroupRow) -> dict[str, str]:
    """The row's own answers as typed, without the common ones. Raises CaseErased, SealBroken."""
    return _loaded(open_blob(ports, group.case_key, bytes(row.answers_sealed), "group_row", row.id, _ANSWERS))


def seal_file_part(ports: Ports, group: Group, file_id: UUID, part: str, content: bytes) -> bytes:
    """`part`: content, asked or told."""
    return seal(ports, group.case_key, content, "group_file", file_id, part)


def open_file_part(ports: Ports, group: Group, file: GroupFile, part: str) -> bytes:
    """Raises CaseErased, SealBroken, and KeyError where the file has no such part."""
    sealed = {"content": file.content_sealed, "asked": file.asked_sealed, "told": file.told_sealed}[part]
    if sealed is None:
        raise KeyError(part)
    return open_blob(ports, group.case_key, bytes(sealed), "group_file", file.id, part)


def seal_row_portrait(ports: Ports, group: Group, row_id: UUID, picture: bytes) -> bytes:
    return seal(ports, group.case_key, picture, "row_portrait", row_id, "content")


def open_row_portrait(ports: Ports, group: Group, row_id: UUID, sealed: bytes) -> bytes:
    """Raises CaseErased, SealBroken."""
    return open_blob(ports, group.case_key, sealed, "row_portrait", row_id, "content")


def seal_organisation(ports: Ports, organisation: Organisation, details: OrganisationDetails) -> None:
    """Put the details into the organisation, sealed; saving is the caller's."""
    key, plaintext = organisation.case_key, _dumped(asdict(details))
    organisation.details_sealed = seal(ports, key, plaintext, "organisation", organisation.id, _DETAILS)


def open_organisation(ports: Ports, organisation: Organisation) -> OrganisationDetails:
    """Raises CaseErased, SealBroken."""
    sealed = bytes(organisation.details_sealed)
    opened = open_blob(ports, organisation.case_key, sealed, "organisation", organisation.id, _DETAILS)
    return OrganisationDetails(**json.loads(opened))


def _dumped(value: Mapping[str, str]) -> bytes:
    return json.dumps(dict(value), ensure_ascii=False, separators=(",", ":")).encode()


def _loaded(opened: bytes) -> dict[str, str]:
    raw: dict[str, str] = json.loads(opened)
    return raw
