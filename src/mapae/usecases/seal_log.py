"""The sealer: gives committed leaves their place in the tree and signs a checkpoint over them."""

from __future__ import annotations

from datetime import timedelta

from django.db import connection, transaction

from mapae.core.audit.checkpoint import Checkpoint, sign_checkpoint
from mapae.core.audit.keys import Signer, VerifierKey
from mapae.core.audit.tree import Frontier, leaf_hash
from mapae.records.models import AuditCheckpoint, AuditLeaf, AuditPlacement
from mapae.usecases.ports import Ports

_SEALER_LOCK = 0x6D61_7061_6500_0001
_AT_ONCE = 10_000
# No transaction of ours lives longer: the roles' timeouts end it. A leaf's id may commit late, but not later.
_LONGEST_TRANSACTION = timedelta(minutes=10)


@transaction.atomic
def seal_log(ports: Ports) -> int:
    """Place what was committed since; how many leaves. Only one sealer works at a time; another one places nothing."""
    if not _is_the_only_one():
        return 0
    last = AuditCheckpoint.objects.order_by("-size").first()
    tree = Frontier.from_bytes(bytes(last.frontier)) if last else Frontier()
    leaves = _unplaced()
    if not leaves:
        return 0
    placements = []
    for leaf in leaves:
        hashed = leaf_hash(bytes(leaf.content))
        placements.append(AuditPlacement(position=tree.size, leaf_id=leaf.id, leaf_hash=hashed))
        tree.append(hashed)
    AuditPlacement.objects.bulk_create(placements, batch_size=2000)
    _sign(ports, tree, max([leaf.id for leaf in leaves] + [last.highest_leaf if last else 0]))
    return len(leaves)


def _is_the_only_one() -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(%s)", [_SEALER_LOCK])
        return bool(cursor.fetchone()[0])


def _unplaced() -> list[AuditLeaf]:
    waiting = AuditLeaf.objects.filter(id__gt=settled_leaf(), auditplacement__isnull=True)
    return list(waiting.order_by("id")[:_AT_ONCE])


def settled_leaf() -> int:
    """The id up to which every committed leaf has its place.

    Ids commit out of order. A checkpoint made longer than the longest transaction before the last one has had all
    its late leaves looked at by then; what is newer is looked at again.
    """
    last = AuditCheckpoint.objects.order_by("-size").first()
    if last is None:
        return 0
    earlier = AuditCheckpoint.objects.filter(at__lte=last.at - _LONGEST_TRANSACTION).order_by("-size").first()
    return earlier.highest_leaf if earlier else 0


def _sign(ports: Ports, tree: Frontier, highest_leaf: int) -> None:
    body = Checkpoint(ports.keys.audit_name, tree.size, tree.root()).body
    AuditCheckpoint.objects.create(
        size=tree.size,
        note=sign_checkpoint(body, Signer(audit_key(ports), ports.keys.sign_audit)),
        frontier=tree.to_bytes(),
        highest_leaf=highest_leaf,
        at=ports.clock.now(),
    )


def audit_key(ports: Ports) -> VerifierKey:
    """The key that outsiders check checkpoints with."""
    return VerifierKey(ports.keys.audit_name, ports.keys.audit_public_key())
