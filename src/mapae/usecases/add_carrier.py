"""Carriers and their bearer keys. A key is shown once; only its digest is kept. Two may live at once, for the change-over."""

from __future__ import annotations

import hashlib
from base64 import urlsafe_b64encode
from datetime import timedelta

from django.db import transaction

from mapae.records.models import Carrier, CarrierKey
from mapae.usecases.audit import OPERATOR, Trace, record
from mapae.usecases.ports import Ports

KEY_PREFIX = "mapae_carrier_"
TEST_MARK = "test_"
KEY_DAYS = 400
SLOTS, TEST_SLOTS = frozenset({1, 2}), frozenset({3})


class CarrierKnown(Exception):
    """A carrier has this name already; give it a second key instead."""


class NoFreeSlot(Exception):
    """Both keys live, or the test key does: revoke one first."""


@transaction.atomic
def add_carrier(ports: Ports, name: str) -> tuple[Carrier, str]:
    """The carrier and its first key. Raises CarrierKnown."""
    if Carrier.objects.filter(name=name).exists():
        raise CarrierKnown(name)
    carrier = Carrier.objects.create(id=ports.chance.uuid(), name=name, created_at=ports.clock.now())
    record(ports, OPERATOR, "carrier.added", f"carrier:{carrier.id}")
    return carrier, add_carrier_key(ports, carrier)


@transaction.atomic
def add_carrier_key(ports: Ports, carrier: Carrier, days: int = KEY_DAYS, *, is_test: bool = False) -> str:
    """A key in a free slot, in clear for the only time. A test key knows specimens only. Raises NoFreeSlot."""
    now = ports.clock.now()
    Carrier.objects.select_for_update().get(id=carrier.id)
    taken = set(carrier.keys.filter(revoked_at__isnull=True).values_list("slot", flat=True))
    free = (TEST_SLOTS if is_test else SLOTS) - taken
    if not free:
        raise NoFreeSlot(carrier.name)
    prefix = KEY_PREFIX + TEST_MARK if is_test else KEY_PREFIX
    key = prefix + urlsafe_b64encode(ports.chance.bytes(32)).decode().rstrip("=")
    stored = CarrierKey.objects.create(
        id=ports.chance.uuid(),
        carrier=carrier,
        slot=min(free),
        is_test=is_test,
        digest=key_digest(key),
        created_at=now,
        expires_at=now + timedelta(days=days),
    )
    trace = Trace(detail={"slot": str(stored.slot)})
    record(ports, OPERATOR, "carrier_key.added", f"carrier_key:{stored.id}", trace)
    return key


@transaction.atomic
def revoke_carrier_key(ports: Ports, carrier: Carrier, slot: int) -> bool:
    """Whether a living key was in that slot; it opens nothing from now on."""
    key = carrier.keys.select_for_update().filter(slot=slot, revoked_at__isnull=True).first()
    if key is None:
        return False
    key.revoked_at = ports.clock.now()
    key.save()
    record(ports, OPERATOR, "carrier_key.revoked", f"carrier_key:{key.id}")
    return True


def key_digest(key: str) -> bytes:
    """What is kept of a key: it has 256 random bits, so a plain hash suffices."""
    return hashlib.sha256(key.encode()).digest()


def find_carrier(name: str) -> Carrier | None:
    """The carrier of that name."""
    return Carrier.objects.filter(name=name).first()
