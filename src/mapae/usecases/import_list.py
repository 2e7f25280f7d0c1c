"""Import a list of lost and stolen documents as a new version: whole or not at all, and never altered afterwards."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from itertools import islice
from uuid import UUID

from django.db import connection, transaction

from mapae.core.screening.hit import ListKind
from mapae.core.screening.report import Report, WrongRow, read_reports
from mapae.records.models import ListVersion
from mapae.usecases.audit import OPERATOR, Trace, record
from mapae.usecases.ports import Ports, day_at
from mapae.usecases.rulebook_in_force import rulebook_in_force

_AT_A_TIME = 10_000
_MOST_TOLD = 1_000
_COPY = "COPY listed_document (version_id, document_index, kind, reported_on) FROM STDIN"


class RowsRefused(Exception):
    """Rows are wrong, so nothing was imported. `wrong` are the first thousand, `count` is how many there are."""

    def __init__(self, wrong: tuple[WrongRow, ...], count: int) -> None:
        super().__init__(f"{count} rows")
        self.wrong = wrong
        self.count = count


class EmptyList(Exception):
    """The file holds no report: as a version in force it would clear everybody, so it is not taken."""


@dataclass(frozen=True, slots=True)
class ListSeen:
    """A version of a list. `digest` is the hexadecimal SHA-256 of its file."""

    id: UUID
    kind: ListKind
    in_force_from: date
    imported_at: datetime
    entries: int
    skipped: int
    digest: str
    is_in_force: bool


@transaction.atomic
def import_lost_stolen(
    ports: Ports, lines: Iterable[str], digest: bytes, in_force_from: date, *, skip_wrong: bool = False
) -> ListVersion:
    """The version, with its leaf. Only blind indexes of the documents are kept.

    With `skip_wrong`, wrong rows are left out and counted. Raises HeadingProblem, RowsRefused, EmptyList; then nothing
    is there.
    """
    version_id = ports.chance.uuid()
    today = day_at(ports.clock.now(), rulebook_in_force(ports))
    rows = _Rows(read_reports(lines, today, is_demonstration=ports.is_demonstration), skip_wrong=skip_wrong)
    entries = _copy(ports, version_id, rows.reports())
    if rows.count and not skip_wrong:
        raise RowsRefused(tuple(rows.wrong), rows.count)
    if not entries:
        raise EmptyList
    # The rows refer to it: their constraint is checked at the end of the transaction.
    version = ListVersion.objects.create(
        id=version_id,
        kind=ListKind.LOST_STOLEN,
        in_force_from=in_force_from,
        imported_at=ports.clock.now(),
        entries=entries,
        skipped=rows.count,
        digest=digest,
    )
    told = {"list": ListKind.LOST_STOLEN.value, "in_force_from": in_force_from.isoformat(), "sha256": digest.hex()}
    detail = told | {"entries": str(entries), "skipped": str(rows.count)}
    record(ports, OPERATOR, "list.imported", f"list_version:{version_id}", Trace(detail=detail))
    return version


def list_versions(ports: Ports) -> tuple[ListSeen, ...]:
    """All versions, the one in force or to come first."""
    today = day_at(ports.clock.now(), rulebook_in_force(ports))
    rows = list(ListVersion.objects.order_by("kind", "-in_force_from", "-imported_at"))
    in_force = {row.kind: row.id for row in reversed(rows) if row.in_force_from <= today}
    return tuple(
        ListSeen(
            id=row.id,
            kind=ListKind(row.kind),
            in_force_from=row.in_force_from,
            imported_at=row.imported_at,
            entries=row.entries,
            skipped=row.skipped,
            digest=bytes(row.digest).hex(),
            is_in_force=in_force.get(row.kind) == row.id,
        )
        for row in rows
    )


class _Rows:
    """Parts the wrong rows from the reports. After the first wrong one the rest is only looked at, unless skipping."""

    def __init__(self, read: Iterator[Report | WrongRow], *, skip_wrong: bool) -> None:
        self._read = read
        self._skip_wrong = skip_wrong
        self.wrong: list[WrongRow] = []
        self.count = 0

    def reports(self) -> Iterator[Report]:
        for row in self._read:
            if isinstance(row, Report):
                if self._skip_wrong or not self.count:
                    yield row
                continue
            self.count += 1
            if len(self.wrong) < _MOST_TOLD:
                self.wrong.append(row)


def _copy(ports: Ports, version_id: UUID, reports: Iterator[Report]) -> int:
    """How many rows went in. The values are ids, digests, codes and days: none needs escaping."""
    count = 0
    with connection.cursor() as cursor:
        while portion := list(islice(reports, _AT_A_TIME)):
            rows = (
                f"{version_id}\t\\\\x{ports.keys.blind('document', one.document).hex()}\t{one.kind}\t{one.reported_on}\n"
                for one in portion
            )
            with cursor.copy(_COPY) as copy:
                copy.write("".join(rows))
            count += len(portion)
    return count
