"""Organisations as officers see and decide on them, and as their own people see them."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction

from mapae.core.application.parties import OrganisationStatus
from mapae.core.group.approval import ApprovalAct, acts_of, after, checked_reasons
from mapae.records.models import Account, Organisation
from mapae.usecases.audit import Trace, account_actor, record
from mapae.usecases.case_acts import ChangedMeanwhile
from mapae.usecases.group_data import OrganisationDetails, open_organisation
from mapae.usecases.groups import MayNotSendGroups, require_may_send
from mapae.usecases.messages import queue_mail
from mapae.usecases.ports import Ports

A_PAGE = 50


class UnknownOrganisation(LookupError):
    """No organisation has this id."""


@dataclass(frozen=True, slots=True)
class OrganisationSeen:
    """An organisation, opened. `reasons`: of its refusal or suspension. `may_send`: start groups and order today."""

    id: UUID
    kind: str
    status: OrganisationStatus
    version: int
    details: OrganisationDetails
    registered_at: datetime
    decided_at: datetime | None
    decided_by: str
    reasons: tuple[str, ...]
    may_send: bool
    acts: tuple[ApprovalAct, ...]
    people: int


@dataclass(frozen=True, slots=True)
class Listed:
    """One page of organisations, and how many there are on all of them."""

    entries: tuple[OrganisationSeen, ...]
    total: int


@transaction.atomic
def list_organisations(ports: Ports, officer: Account, page: int, *, all_of_them: bool = False) -> Listed:
    """Those that wait, the oldest first; or all, the newest first. `page` counts from 1. The look is in the audit log."""
    found = Organisation.objects.select_related("case_key", "decided_by")
    if all_of_them:
        found = found.order_by("-registered_at", "id")
    else:
        found = found.filter(status=OrganisationStatus.WAITING).order_by("registered_at", "id")
    first = (max(page, 1) - 1) * A_PAGE
    entries = tuple(_seen(ports, one) for one in found[first : first + A_PAGE])
    trace = Trace(detail={"view": "all" if all_of_them else "waiting", "number": str(len(entries))})
    record(ports, account_actor(ports, officer.role, officer.pk), "organisation.listed", "desk:organisations", trace)
    return Listed(entries, found.count())


@transaction.atomic
def look_at_organisation(ports: Ports, officer: Account, organisation_id: UUID) -> OrganisationSeen:
    """Open one; the opening is in the audit log. Raises UnknownOrganisation."""
    organisation = Organisation.objects.select_related("case_key", "decided_by").filter(id=organisation_id).first()
    if organisation is None:
        raise UnknownOrganisation(str(organisation_id))
    actor = account_actor(ports, officer.role, officer.pk)
    trace = Trace(case=organisation.case_key_id)
    record(ports, actor, "organisation.opened", f"organisation:{organisation.id}", trace)
    return _seen(ports, organisation)


@transaction.atomic
def act_on_organisation(
    ports: Ports, officer: Account, organisation_id: UUID, version: int, act: ApprovalAct, codes: Collection[str]
) -> None:
    """Approve, refuse, suspend or readmit, and tell the contact.

    `version` is the one that the officer looked at. Raises UnknownOrganisation, ChangedMeanwhile, ActRefused,
    ReasonsRefused.
    """
    organisation = Organisation.objects.select_for_update().filter(id=organisation_id).first()
    if organisation is None:
        raise UnknownOrganisation(str(organisation_id))
    if organisation.version != version:
        raise ChangedMeanwhile(str(organisation_id))
    before = OrganisationStatus(organisation.status)
    organisation.status = after(before, act)
    organisation.reasons = list(checked_reasons(act, codes))
    organisation.decided_at, organisation.decided_by = ports.clock.now(), officer
    organisation.version += 1
    organisation.save()
    detail = {"from": before.value, "to": organisation.status}
    trace = Trace(case=organisation.case_key_id, reasons=organisation.reasons, detail=detail)
    actor = account_actor(ports, officer.role, officer.pk)
    record(ports, actor, act.value, f"organisation:{organisation.id}", trace)
    queue_mail(ports, act.value, organisation.language, organisation=organisation)


def read_own_organisation(ports: Ports, account: Account) -> OrganisationSeen:
    """The organisation of a representative. Raises UnknownOrganisation for any other account."""
    if account.organisation_id is None:
        raise UnknownOrganisation(str(account.pk))
    return _seen(ports, Organisation.objects.select_related("case_key", "decided_by").get(id=account.organisation_id))


def _seen(ports: Ports, organisation: Organisation) -> OrganisationSeen:
    status = OrganisationStatus(organisation.status)
    return OrganisationSeen(
        id=organisation.id,
        kind=organisation.kind,
        status=status,
        version=organisation.version,
        details=open_organisation(ports, organisation),
        registered_at=organisation.registered_at,
        decided_at=organisation.decided_at,
        decided_by=organisation.decided_by.username if organisation.decided_by else "",
        reasons=tuple(organisation.reasons),
        may_send=_may_send(ports, organisation),
        acts=acts_of(status),
        people=organisation.accounts.filter(is_active=True).count(),
    )


def _may_send(ports: Ports, organisation: Organisation) -> bool:
    try:
        require_may_send(ports, organisation)
    except MayNotSendGroups:
        return False
    return True
