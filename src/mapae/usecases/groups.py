"""Groups: who they belong to, and starting one. Whoever may not see a group is told that there is none."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet

from mapae.core.application.parties import OrganisationKind, OrganisationStatus
from mapae.core.rulebook.assessment import GroupLimit
from mapae.core.rulebook.terms import terms_on
from mapae.records.models import Account, Group, Organisation, OrganisationKey
from mapae.usecases.audit import Actor, Trace, account_actor, record
from mapae.usecases.case_data import new_case_key
from mapae.usecases.group_data import GroupDetails, seal_group
from mapae.usecases.mailbox import mailbox_index
from mapae.usecases.ports import Ports, day_at
from mapae.usecases.rulebook_in_force import rulebook_in_force

FAMILY_REPRESENTATIVE = Actor("family")


class UnknownGroup(LookupError):
    """No group has this id, or it is not this representative's: the two are not told apart."""


class MayNotSendGroups(Exception):
    """The rules let no such organisation send a group today, or it was not approved yet."""


@dataclass(frozen=True, slots=True)
class Representative:
    """Who acts for a group: an account of an organisation or its program with a key, or whoever proved a family's mailbox."""

    account: Account | None = None
    family_group: UUID | None = None
    key: OrganisationKey | None = None

    @property
    def organisation_id(self) -> UUID | None:
        """The organisation that they act for; None for a family."""
        holder = self.account or self.key
        return holder.organisation_id if holder is not None else None

    def actor(self, ports: Ports) -> Actor:
        """As the audit log knows them."""
        if self.account is not None:
            return account_actor(ports, self.account.role, self.account.pk)
        if self.key is not None:
            return Actor("program", ports.keys.blind("audit.organisation_key", str(self.key.id)).hex())
        return FAMILY_REPRESENTATIVE


def groups_of(who: Representative) -> QuerySet[Group]:
    """Every group that they may see: their organisation's, or their family's."""
    if who.account is not None or who.key is not None:
        theirs = who.organisation_id
        return Group.objects.filter(organisation=theirs) if theirs is not None else Group.objects.none()
    return (
        Group.objects.filter(id=who.family_group, organisation__isnull=True)
        if who.family_group
        else Group.objects.none()
    )


def get_group(who: Representative, group_id: UUID) -> Group:
    """Raises UnknownGroup."""
    found = groups_of(who).select_related("case_key", "organisation__case_key").filter(id=group_id).first()
    if found is None:
        raise UnknownGroup(str(group_id))
    return found


def lock_group(who: Representative, group_id: UUID) -> Group:
    """The group, locked until the transaction ends. Raises UnknownGroup."""
    found = (
        groups_of(who)
        .select_for_update(of=("self",))
        .select_related("case_key", "organisation__case_key")
        .filter(id=group_id)
        .first()
    )
    if found is None:
        raise UnknownGroup(str(group_id))
    return found


def lock_organisation(organisation_id: UUID) -> Organisation:
    """As it is now, and until the transaction ends: it cannot be suspended meanwhile, nor its people changed."""
    locked = Organisation.objects.select_for_update(of=("self",), no_key=True).select_related("case_key")
    return locked.get(id=organisation_id)


def group_limits(ports: Ports) -> Sequence[GroupLimit]:
    """What today's rules say of each kind of organisation that may send groups."""
    rulebook = rulebook_in_force(ports)
    return terms_on(rulebook, day_at(ports.clock.now(), rulebook)).groups


def limit_of(ports: Ports, kind: str) -> GroupLimit | None:
    """None where the rules let no such organisation send groups today."""
    return next((limit for limit in group_limits(ports) if limit.organisation == kind), None)


def require_may_send(ports: Ports, organisation: Organisation) -> GroupLimit:
    """What the rules let the organisation send at once. Raises MayNotSendGroups: it may start and order nothing now."""
    limit = _require_limit(ports, organisation.kind)
    is_waiting = organisation.status == OrganisationStatus.WAITING
    if organisation.status != OrganisationStatus.APPROVED and (limit.needs_approval or not is_waiting):
        raise MayNotSendGroups(organisation.status)
    return limit


def require_group_may_go(ports: Ports, group: Group) -> GroupLimit:
    """The same of whoever sends this group, an organisation or a family. Raises MayNotSendGroups."""
    if group.organisation is None:
        return _require_limit(ports, group.kind)
    return require_may_send(ports, group.organisation)


def _require_limit(ports: Ports, kind: str) -> GroupLimit:
    limit = limit_of(ports, kind)
    if limit is None:
        raise MayNotSendGroups(kind)
    return limit


def start_group(ports: Ports, account: Account, label: str, language: str) -> Group:
    """A new, empty group of the account's organisation. Raises MayNotSendGroups."""
    return start_group_of(ports, Representative(account), label, language)


@transaction.atomic
def start_group_of(ports: Ports, who: Representative, label: str, language: str) -> Group:
    """The same by whoever acts for an organisation. Raises MayNotSendGroups."""
    if who.organisation_id is None:
        raise MayNotSendGroups(who.actor(ports).role)
    organisation = lock_organisation(who.organisation_id)
    require_may_send(ports, organisation)
    group = _new_group(ports, organisation.kind, language)
    group.organisation, group.started_by = organisation, who.account
    seal_group(ports, group, GroupDetails(label=label))
    group.save(force_insert=True)
    _record_start(ports, group, who)
    return group


@transaction.atomic
def start_family(ports: Ports, label: str, name: str, proven_address: str, language: str) -> Group:
    """A new, empty group of a family. Whoever names an address says that its mailbox was proven. Raises MayNotSendGroups."""
    _require_limit(ports, OrganisationKind.FAMILY)
    group = _new_group(ports, OrganisationKind.FAMILY, language)
    group.mailbox_index, group.mailbox_proven_at = mailbox_index(ports, proven_address), group.created_at
    seal_group(ports, group, GroupDetails(label=label, name=name, email=proven_address))
    group.save(force_insert=True)
    _record_start(ports, group, Representative(family_group=group.id))
    return group


def _new_group(ports: Ports, kind: str, language: str) -> Group:
    now = ports.clock.now()
    return Group(
        id=ports.chance.uuid(),
        kind=kind,
        programme=ports.programme,
        language=language,
        case_key=new_case_key(ports),
        created_at=now,
        changed_at=now,
    )


def _record_start(ports: Ports, group: Group, who: Representative) -> None:
    record(ports, who.actor(ports), "group.started", f"group:{group.id}", Trace(case=group.case_key_id))
