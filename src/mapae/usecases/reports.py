"""Supervisors read the reports of intermediaries, take them up and close them. Each opening is in the audit log."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction

from mapae.core.application.reference import spaced
from mapae.core.application.reports import LONGEST_NOTE, ReportStatus
from mapae.records.models import Account, IntermediaryReport
from mapae.usecases.audit import Trace, account_actor, record
from mapae.usecases.case_data import open_blob, seal
from mapae.usecases.ports import Ports
from mapae.usecases.report_intermediary import NOTE, TABLE, open_content

MOST_SHOWN = 100


class UnknownReport(LookupError):
    """No report has this id."""


class ReportActRefused(Exception):
    """A report is taken up once, and closed once, after that."""


class NoteRefused(ValueError):
    """The note is empty or too long: `missing` or `too_long`."""


@dataclass(frozen=True, slots=True)
class ReportLine:
    """A report in the list, without what it says. `taken_up_by` is an account's name or ""."""

    id: UUID
    status: ReportStatus
    reported_at: datetime
    taken_up_by: str
    names_an_application: bool


@dataclass(frozen=True, slots=True)
class ReportSeen:
    """A report as its supervisor reads it. `application` is its id, `reference` its number, for who named their own."""

    line: ReportLine
    language: str
    about: str
    happened: str
    contact: str
    application: UUID | None
    reference: str
    closed_by: str
    closed_at: datetime | None
    note: str


def list_reports(status: ReportStatus) -> tuple[ReportLine, ...]:
    """Those of one status: what waits with the oldest first, what is closed with the newest first."""
    order = "-closed_at" if status is ReportStatus.CLOSED else "reported_at"
    found = IntermediaryReport.objects.filter(status=status).select_related("taken_up_by").order_by(order, "id")
    return tuple(_line(one) for one in found[:MOST_SHOWN])


def count_reports() -> dict[ReportStatus, int]:
    """How many there are of each status."""
    return {status: IntermediaryReport.objects.filter(status=status).count() for status in ReportStatus}


@transaction.atomic(durable=True)
def open_report(ports: Ports, report_id: UUID, supervisor: Account) -> ReportSeen:
    """What it says, with the leaf `report.opened` committed. Raises UnknownReport, CaseErased."""
    report = (
        IntermediaryReport.objects.select_related("case_key", "application", "taken_up_by", "closed_by")
        .filter(id=report_id)
        .first()
    )
    if report is None:
        raise UnknownReport(str(report_id))
    said = open_content(ports, report)
    note = (
        open_blob(ports, report.case_key, bytes(report.note_sealed), TABLE, report.id, NOTE).decode()
        if report.note_sealed
        else ""
    )
    _record(ports, report, supervisor, "report.opened")
    return ReportSeen(
        line=_line(report),
        language=report.language,
        about=said["about"],
        happened=said["happened"],
        contact=said["contact"],
        application=report.application_id,
        reference=spaced(report.application.reference) if report.application else "",
        closed_by=report.closed_by.username if report.closed_by else "",
        closed_at=report.closed_at,
        note=note,
    )


@transaction.atomic
def take_up_report(ports: Ports, report_id: UUID, supervisor: Account) -> None:
    """Raises UnknownReport, ReportActRefused."""
    report = _lock(report_id, ReportStatus.OPEN)
    report.status, report.taken_up_by, report.taken_up_at = ReportStatus.TAKEN_UP, supervisor, ports.clock.now()
    report.save()
    _record(ports, report, supervisor, "report.taken_up")


@transaction.atomic
def close_report(ports: Ports, report_id: UUID, supervisor: Account, note: str) -> None:
    """With a note of what came of it. Raises UnknownReport, ReportActRefused, NoteRefused."""
    note = note.strip()
    if not note or len(note) > LONGEST_NOTE:
        raise NoteRefused("too_long" if note else "missing")
    report = _lock(report_id, ReportStatus.TAKEN_UP)
    report.status, report.closed_by, report.closed_at = ReportStatus.CLOSED, supervisor, ports.clock.now()
    report.note_sealed = seal(ports, report.case_key, note.encode(), TABLE, report.id, NOTE)
    report.save()
    _record(ports, report, supervisor, "report.closed")


def _lock(report_id: UUID, status: ReportStatus) -> IntermediaryReport:
    report = (
        IntermediaryReport.objects.select_for_update(of=("self",))
        .select_related("case_key")
        .filter(id=report_id)
        .first()
    )
    if report is None:
        raise UnknownReport(str(report_id))
    if report.status != status:
        raise ReportActRefused(report.status)
    return report


def _record(ports: Ports, report: IntermediaryReport, by: Account, action: str) -> None:
    record(ports, account_actor(ports, by.role, by.pk), action, f"report:{report.id}", Trace(case=report.case_key_id))


def _line(report: IntermediaryReport) -> ReportLine:
    return ReportLine(
        id=report.id,
        status=ReportStatus(report.status),
        reported_at=report.reported_at,
        taken_up_by=report.taken_up_by.username if report.taken_up_by else "",
        names_an_application=report.application_id is not None,
    )
