"""The sealed data of a case: a random key per case, and blobs that open only where they were written."""

from __future__ import annotations

import json
from collections.abc import Mapping
from uuid import UUID

from mapae.core.sealed import blob
from mapae.core.sealed.blob import KEY_LENGTH, NONCE_LENGTH, context
from mapae.records.models import Application, CaseKey, MailboxRequest
from mapae.usecases.ports import Ports


class CaseErased(Exception):
    """The case's key was destroyed at its term: nothing personal of it can be read again."""


def new_case_key(ports: Ports) -> CaseKey:
    """A fresh key, wrapped and saved."""
    key_id = ports.chance.uuid()
    version, wrapped = ports.keys.wrap(ports.chance.bytes(KEY_LENGTH), _key_place(key_id))
    return CaseKey.objects.create(id=key_id, wrapped=wrapped, master_version=version)


def seal_answers(ports: Ports, application: Application, raw: Mapping[str, str]) -> None:
    """Put the raw answers into the application, sealed; saving is the caller's."""
    plaintext = json.dumps(dict(raw), ensure_ascii=False, separators=(",", ":")).encode()
    application.answers_sealed = seal(ports, application.case_key, plaintext, "application", application.id, "answers")


def open_answers(ports: Ports, application: Application) -> dict[str, str]:
    """The raw answers; empty for a case without any. Raises CaseErased, SealBroken."""
    if application.case_key.wrapped is None:
        raise CaseErased(str(application.case_key_id))
    if application.answers_sealed is None:
        return {}
    opened = open_blob(
        ports, application.case_key, bytes(application.answers_sealed), "application", application.id, "answers"
    )
    answers: dict[str, str] = json.loads(opened)
    return answers


def seal_address(ports: Ports, request: MailboxRequest, address: str) -> None:
    """Put the address into the request, sealed; saving is the caller's."""
    request.address_sealed = seal(ports, request.case_key, address.encode(), "mailbox_request", request.id, "address")


def open_address(ports: Ports, request: MailboxRequest) -> str:
    """The address that was typed. Raises SealBroken."""
    sealed = bytes(request.address_sealed)
    return open_blob(ports, request.case_key, sealed, "mailbox_request", request.id, "address").decode()


def seal_details(ports: Ports, request: MailboxRequest, typed: Mapping[str, str]) -> None:
    """Put what an organisation said of itself into its request, sealed; saving is the caller's."""
    plaintext = json.dumps(dict(typed), ensure_ascii=False, separators=(",", ":")).encode()
    request.details_sealed = seal(ports, request.case_key, plaintext, "mailbox_request", request.id, "details")


def open_details(ports: Ports, request: MailboxRequest) -> dict[str, str]:
    """What the organisation said; empty before it did. Raises SealBroken."""
    if request.details_sealed is None:
        return {}
    sealed = bytes(request.details_sealed)
    details: dict[str, str] = json.loads(
        open_blob(ports, request.case_key, sealed, "mailbox_request", request.id, "details")
    )
    return details


def seal_attachment(ports: Ports, key: CaseKey, attachment_id: UUID, content: bytes) -> bytes:
    """A file, sealed for its own row."""
    return seal(ports, key, content, "attachment", attachment_id, "content")


def open_attachment(ports: Ports, key: CaseKey, attachment_id: UUID, sealed: bytes) -> bytes:
    """The file again; raises CaseErased, SealBroken."""
    return open_blob(ports, key, sealed, "attachment", attachment_id, "content")


def seal(ports: Ports, key: CaseKey, plaintext: bytes, table: str, row: UUID, purpose: str) -> bytes:
    """Sealed under the case's key for exactly this place."""
    nonce = ports.chance.bytes(NONCE_LENGTH)
    return blob.seal(_opened_key(ports, key), nonce, plaintext, context(table, str(row), purpose))


def open_blob(ports: Ports, key: CaseKey, sealed: bytes, table: str, row: UUID, purpose: str) -> bytes:
    """Opened where it was sealed; raises CaseErased, SealBroken."""
    return blob.open_sealed(_opened_key(ports, key), sealed, context(table, str(row), purpose))


class OpenedCase:
    """A case's key, unwrapped once for the many rows that it seals. Raises CaseErased."""

    def __init__(self, ports: Ports, key: CaseKey) -> None:
        self._chance, self._cipher = ports.chance, blob.cipher_of(_opened_key(ports, key))

    def seal(self, plaintext: bytes, table: str, row: UUID, purpose: str) -> bytes:
        """See `seal`."""
        place = context(table, str(row), purpose)
        return blob.seal_with(self._cipher, self._chance.bytes(NONCE_LENGTH), plaintext, place)

    def open(self, sealed: bytes, table: str, row: UUID, purpose: str) -> bytes:
        """See `open_blob`. Raises SealBroken."""
        return blob.open_with(self._cipher, sealed, context(table, str(row), purpose))


def note_of(ports: Ports, application: Application, sealed: bytes | memoryview | None, table: str, row: UUID) -> str:
    """An officer's words, opened; "" where there are none."""
    return open_blob(ports, application.case_key, bytes(sealed), table, row, "note").decode() if sealed else ""


def match_place(authorization_id: UUID) -> bytes:
    """Where an authorization's match data belong."""
    return context("authorization", str(authorization_id), "match")


def _opened_key(ports: Ports, key: CaseKey) -> bytes:
    if key.wrapped is None:
        raise CaseErased(str(key.id))
    return ports.keys.unwrap(key.master_version, bytes(key.wrapped), _key_place(key.id))


def _key_place(key_id: UUID) -> bytes:
    return context("case_key", str(key_id), "case")
