"""Hold the query log's rows against the audit leaves over their blocks: nothing that carriers asked was changed or removed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from uuid import UUID

from mapae.core.audit.leaf import LeafRefused, parse
from mapae.records.models import AuditLeaf, QueryLog
from mapae.usecases.board_check_ports import LoggedMessage
from mapae.usecases.query_log import rows_digest

_BLOCK = b'"action":"board_check.block"'


@dataclass(frozen=True, slots=True)
class QueryLogFound:
    """Blocks whose rows are those of their leaf, changed blocks, blocks that no leaf knows, leaves whose rows are gone."""

    whole: int
    changed: int
    without_leaf: int
    gone: int

    @property
    def ok(self) -> bool:
        return not (self.changed or self.without_leaf or self.gone)


def verify_query_log() -> QueryLogFound:
    """Rows are read in one pass; of each block 32 bytes are held. Leaves themselves are proven by `verify_log`."""
    expected = dict(_pinned_down())
    whole = changed = without_leaf = 0
    for block, messages in _blocks():
        digest = expected.pop(block, None)
        if digest is None:
            without_leaf += 1
        elif digest == rows_digest(messages):
            whole += 1
        else:
            changed += 1
    return QueryLogFound(whole, changed, without_leaf, gone=len(expected))


def _pinned_down() -> Iterator[tuple[UUID, str]]:
    for content in AuditLeaf.objects.order_by("id").values_list("content", flat=True).iterator(chunk_size=5000):
        if _BLOCK not in bytes(content):
            continue
        try:
            leaf = parse(bytes(content))
        except LeafRefused:
            continue  # a damaged leaf is found by the log's own verification, and its block here as without leaf
        yield UUID(leaf.object.partition(":")[2]), leaf.detail["rows_sha256"]


def _blocks() -> Iterator[tuple[UUID, list[LoggedMessage]]]:
    rows = QueryLog.objects.order_by("block", "id").iterator(chunk_size=2000)
    for block, group in groupby(rows, key=lambda row: row.block):
        yield block, [_message(row) for row in group]


def _message(row: QueryLog) -> LoggedMessage:
    return LoggedMessage(
        at=row.at,
        carrier=row.carrier_id,
        message_id=row.message_id,
        body_digest=bytes(row.body_digest),
        arrival_day=row.arrival_day,
        documents=tuple(bytes(document) for document in row.documents),
        verdicts=tuple(row.verdicts),
        reasons=tuple(row.reasons),
        rulebook="",
        nationalities=None if row.nationalities is None else tuple(row.nationalities),
    )
