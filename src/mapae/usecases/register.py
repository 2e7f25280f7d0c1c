"""An organisation registers: its mailbox is proven, it says who it is, and its first account is made.

What it said waits sealed in the request of the mailbox; before the account there is no organisation.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from uuid import UUID

from django.db import transaction

from mapae.core.application.parties import OrganisationKind, OrganisationStatus
from mapae.core.group.registration import FIELDS, Registration, read_registration
from mapae.core.rulebook.assessment import GroupLimit
from mapae.records.models import Account, MailboxRequest, Organisation, Role
from mapae.records.models.mailbox import RequestPurpose
from mapae.usecases.add_account import Place, add_account
from mapae.usecases.ask_for_code import UnknownRequest, ask_for_code
from mapae.usecases.audit import Trace, account_actor, record
from mapae.usecases.case_data import new_case_key, open_address, open_details, seal_details
from mapae.usecases.group_data import OrganisationDetails, seal_organisation
from mapae.usecases.groups import group_limits
from mapae.usecases.mailbox import mailbox_index
from mapae.usecases.messages import queue_mail
from mapae.usecases.ports import Ports
from mapae.usecases.prove_mailbox import lock_request, prove_request

APPROVED, WAITS = "organisation.approved", "organisation.registered"


class RegisteredAlready(Exception):
    """An organisation with this mailbox is registered: its people sign in."""


def kinds_to_register(ports: Ports) -> Sequence[GroupLimit]:
    """The kinds of organisation that may register today, with what the rules say of each. A family needs no account."""
    return [limit for limit in group_limits(ports) if limit.organisation != OrganisationKind.FAMILY]


def ask_to_register(ports: Ports, request_id: UUID, typed: str, language: str) -> None:
    """Mail a code to this address. Raises as `ask_for_code`."""
    ask_for_code(ports, request_id, typed, language, "", RequestPurpose.REGISTER)


def prove_to_register(ports: Ports, request_id: UUID, typed: str) -> None:
    """The mailbox is the visitor's. Raises CodeRefused in one of its kinds, UnknownRequest, RegisteredAlready."""
    request = prove_request(ports, request_id, typed, RequestPurpose.REGISTER)
    _require_new(ports, request)


def read_details(ports: Ports, request_id: UUID) -> dict[str, str]:
    """What was said so far. Raises UnknownRequest while the mailbox is not proven, and once all is done."""
    request = MailboxRequest.objects.select_related("case_key").filter(id=request_id).first()
    return open_details(ports, _open(request, request_id))


@transaction.atomic
def keep_details(ports: Ports, request_id: UUID, typed: Mapping[str, str]) -> None:
    """Raises RegistrationRefused, and UnknownRequest as `read_details`."""
    request = _open(lock_request(request_id), request_id)
    seal_details(ports, request, asdict(_read(ports, typed)))
    request.save()


@transaction.atomic
def register(ports: Ports, request_id: UUID, username: str, password: str) -> Account:
    """The organisation with its first account, which manages it.

    Raises UnknownRequest, RegisteredAlready, RegistrationRefused when the rules changed meanwhile, and what
    `add_account` raises.
    """
    request = _open(lock_request(request_id), request_id)
    _require_new(ports, request)
    said = _read(ports, open_details(ports, request))
    account = add_organisation(ports, said, open_address(ports, request), request.language, username, password)
    request.organisation, request.details_sealed = account.organisation, None
    request.save()
    return account


@transaction.atomic
def add_organisation(
    ports: Ports, said: Registration, proven_address: str, language: str, username: str, password: str
) -> Account:
    """The first account of a new organisation. Whoever names an address says that its mailbox was proven.

    Where the rules ask for no approval, it is approved at once. Raises what `add_account` raises.
    """
    organisation = _new_organisation(ports, said, proven_address, language)
    place = Place(organisation=organisation, is_manager=True)
    account = add_account(ports, username, Role.REPRESENTATIVE, password, place)
    trace = Trace(case=organisation.case_key_id, detail={"kind": said.kind, "status": organisation.status})
    actor = account_actor(ports, account.role, account.pk)
    record(ports, actor, "organisation.registered", f"organisation:{organisation.id}", trace)
    mail = WAITS if organisation.status == OrganisationStatus.WAITING else APPROVED
    queue_mail(ports, mail, language, organisation=organisation)
    return account


def _new_organisation(ports: Ports, said: Registration, proven_address: str, language: str) -> Organisation:
    now = ports.clock.now()
    limits = {limit.organisation: limit for limit in kinds_to_register(ports)}
    is_approved = not limits[said.kind].needs_approval
    organisation = Organisation(
        id=ports.chance.uuid(),
        kind=said.kind,
        status=OrganisationStatus.APPROVED if is_approved else OrganisationStatus.WAITING,
        language=language,
        case_key=new_case_key(ports),
        mailbox_index=mailbox_index(ports, proven_address),
        mailbox_proven_at=now,
        registered_at=now,
        decided_at=now if is_approved else None,
    )
    known = asdict(said)
    del known["kind"]
    seal_organisation(ports, organisation, OrganisationDetails(**known, email=proven_address))
    organisation.save(force_insert=True)
    return organisation


def _read(ports: Ports, typed: Mapping[str, str]) -> Registration:
    kept = {field: typed.get(field, "") for field in FIELDS}
    return read_registration(kept, {limit.organisation for limit in kinds_to_register(ports)})


def _open(request: MailboxRequest | None, request_id: UUID) -> MailboxRequest:
    is_open = (
        request is not None
        and request.purpose == RequestPurpose.REGISTER
        and request.proven_at is not None
        and request.organisation_id is None
    )
    if request is None or not is_open:
        raise UnknownRequest(str(request_id))
    return request


def _require_new(ports: Ports, request: MailboxRequest) -> None:
    """One organisation a mailbox; one that was refused may try again."""
    index = mailbox_index(ports, open_address(ports, request))
    same = Organisation.objects.filter(mailbox_index=index).exclude(status=OrganisationStatus.REFUSED)
    if same.exists():
        raise RegisteredAlready
