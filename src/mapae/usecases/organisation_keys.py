"""Bearer keys of organisations, for their own programs. A key is shown once; only its digest is kept. Two may live."""

from __future__ import annotations

import hashlib
from base64 import urlsafe_b64encode
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction

from mapae.core.application.parties import OrganisationStatus
from mapae.records.models import Account, Organisation, OrganisationKey
from mapae.usecases.audit import Trace, account_actor, record
from mapae.usecases.members import NotManager, lock_for_manager
from mapae.usecases.ports import Ports

KEY_PREFIX = "mapae_group_"
KEY_DAYS = 400
SLOTS = (1, 2)
_KEY_BYTES = 32
# A question a second must not be a write a second.
_NOT_WORTH_A_WRITE = timedelta(minutes=1)


class NoFreeSlot(Exception):
    """Two keys live already: revoke one first."""


class MayNotHaveKeys(Exception):
    """An organisation has keys only while it is approved."""


@dataclass(frozen=True, slots=True)
class KeySeen:
    """A living key, without the key. `used_at`: the last time, to the minute."""

    slot: int
    made_by: str
    created_at: datetime
    expires_at: datetime
    used_at: datetime | None


def list_keys(by: Account) -> tuple[KeySeen, ...]:
    """The living keys of the manager's organisation. Raises NotManager."""
    if not by.is_manager or by.organisation_id is None:
        raise NotManager(str(by.pk))
    found = OrganisationKey.objects.filter(organisation=by.organisation_id, revoked_at__isnull=True)
    return tuple(
        KeySeen(key.slot, key.made_by.username, key.created_at, key.expires_at, key.used_at)
        for key in found.select_related("made_by").order_by("slot")
    )


@transaction.atomic
def add_organisation_key(ports: Ports, by: Account) -> str:
    """A key in a free slot, in clear for the only time. Raises NotManager, MayNotHaveKeys, NoFreeSlot."""
    organisation = lock_for_manager(by)
    if organisation.status != OrganisationStatus.APPROVED:
        raise MayNotHaveKeys(organisation.status)
    taken = organisation.keys.filter(revoked_at__isnull=True).values_list("slot", flat=True)
    free = set(SLOTS) - set(taken)
    if not free:
        raise NoFreeSlot(str(organisation.id))
    key, now = KEY_PREFIX + urlsafe_b64encode(ports.chance.bytes(_KEY_BYTES)).decode().rstrip("="), ports.clock.now()
    stored = OrganisationKey.objects.create(
        id=ports.chance.uuid(),
        organisation=organisation,
        slot=min(free),
        digest=_digest(key),
        made_by=by,
        created_at=now,
        expires_at=now + timedelta(days=KEY_DAYS),
    )
    _record(ports, by, "organisation_key.added", stored)
    return key


@transaction.atomic
def revoke_organisation_key(ports: Ports, by: Account, slot: int) -> bool:
    """Whether a living key was in that slot; it opens nothing from now on. Raises NotManager."""
    organisation = lock_for_manager(by)
    key = organisation.keys.filter(slot=slot, revoked_at__isnull=True).first()
    if key is None:
        return False
    key.revoked_at = ports.clock.now()
    key.save(update_fields=["revoked_at"])
    _record(ports, by, "organisation_key.revoked", key)
    return True


def find_organisation_by_key(ports: Ports, bearer: str) -> Organisation | None:
    """Whose living key this is, and note its use. None: unknown, revoked or expired, or the organisation was refused.

    A suspended organisation may look; whether it may start and order, `groups.require_may_send` says.
    """
    now = ports.clock.now()
    key = (
        OrganisationKey.objects.select_related("organisation__case_key")
        .filter(digest=_digest(bearer), revoked_at__isnull=True, expires_at__gt=now)
        .first()
    )
    if key is None or key.organisation.status == OrganisationStatus.REFUSED:
        return None
    if key.used_at is None or now - key.used_at >= _NOT_WORTH_A_WRITE:
        OrganisationKey.objects.filter(id=key.id).update(used_at=now)
    return key.organisation


def _digest(key: str) -> bytes:
    """What is kept of a key: it has 256 random bits, so a plain hash suffices."""
    return hashlib.sha256(key.encode()).digest()


def _record(ports: Ports, by: Account, action: str, key: OrganisationKey) -> None:
    trace = Trace(case=key.organisation.case_key_id, detail={"slot": str(key.slot)})
    record(ports, account_actor(ports, by.role, by.pk), action, f"organisation_key:{key.id}", trace)
