"""Hold the stored audit log against its checkpoints, and against those that others kept."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.db import connection, transaction
from django.db.models import QuerySet

from mapae.core.audit.checkpoint import CheckpointRefused, parse_checkpoint
from mapae.core.audit.report import Report
from mapae.core.audit.tree import Frontier, leaf_hash
from mapae.core.audit.verification import verify_log
from mapae.records.models import AuditCheckpoint, AuditLeaf, AuditPlacement
from mapae.usecases.ports import Ports
from mapae.usecases.seal_log import audit_key, settled_leaf


@dataclass(frozen=True, slots=True)
class Verification:
    """The tree's report, and what only the tables can tell.

    `wrong_hashes`: stored hashes that are not their leaf's. `wrong_checkpoints`: rows from which the sealer would go
    on wrongly (their tree's edge or highest leaf is not that of their place), and those missing: at the end, where the
    sealer never leaves one out, or kept outside and not here. `leaves_without_place` wait for the sealer;
    `leaves_passed_over` wait in vain, and that speaks against the log.
    """

    report: Report
    wrong_hashes: int
    wrong_checkpoints: int
    leaves_without_place: int
    leaves_passed_over: int

    @property
    def ok(self) -> bool:
        return self.report.ok and not (self.wrong_hashes or self.wrong_checkpoints or self.leaves_passed_over)


def verify_stored_log(ports: Ports, outside: Sequence[str] = ()) -> Verification:
    """One snapshot, one pass; memory does not grow with the log."""
    has_snapshot = connection.in_atomic_block
    with transaction.atomic():
        if not has_snapshot:
            _take_snapshot()
        reading = _Reading(AuditCheckpoint.objects.order_by("size"))
        report = verify_log(reading.leaves(), reading.notes(), [audit_key(ports)], outside)
        unplaced = AuditLeaf.objects.filter(auditplacement__isnull=True)
        waiting, passed_over = unplaced.count(), unplaced.filter(id__lte=settled_leaf()).count()
    wrong = reading.wrong_checkpoints + reading.missing(outside)
    return Verification(report, reading.wrong_hashes, wrong, waiting, passed_over)


def _take_snapshot() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")


class _Reading:
    """The stored notes, then the leaves in their order; counts on the way what does not fit in the tables."""

    def __init__(self, checkpoints: QuerySet[AuditCheckpoint]) -> None:
        self._checkpoints = checkpoints
        self._stored: dict[int, tuple[bytes, int]] = {}
        self._last_position = -1
        self.wrong_hashes = 0
        self.wrong_checkpoints = 0

    def notes(self) -> Iterator[str]:
        for checkpoint in self._checkpoints.iterator():
            self._stored[checkpoint.size] = bytes(checkpoint.frontier), checkpoint.highest_leaf
            if _size_in(checkpoint.note) != checkpoint.size:
                self.wrong_checkpoints += 1
            yield checkpoint.note

    def leaves(self) -> Iterator[tuple[int, bytes]]:
        rows = AuditPlacement.objects.order_by("position")
        tree, highest = Frontier(), 0
        for position, leaf_id, stored, content in rows.values_list(
            "position", "leaf_id", "leaf_hash", "leaf__content"
        ).iterator(chunk_size=5000):
            hashed = leaf_hash(bytes(content))
            self.wrong_hashes += hashed != bytes(stored)
            tree.append(hashed)
            highest, self._last_position = max(highest, leaf_id), position
            if tree.size in self._stored:
                self.wrong_checkpoints += self._stored[tree.size] != (tree.to_bytes(), highest)
            yield position, bytes(content)

    def missing(self, outside: Sequence[str]) -> int:
        """Checkpoints that must be here and are not."""
        kept = {_size_in(note) for note in outside}
        is_cut = self._last_position >= max(self._stored, default=0)
        return len(kept - self._stored.keys() - {-1, 0}) + is_cut


def _size_in(note: str) -> int:
    """The size that a note states; -1 where it is none, which the report of the tree then says."""
    try:
        return parse_checkpoint(note).claim.size
    except CheckpointRefused:
        return -1
