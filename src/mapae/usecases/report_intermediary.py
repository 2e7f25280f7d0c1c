"""Anybody reports an intermediary who abuses people: sealed, without an account, and without saying who they are."""

from __future__ import annotations

import json
from collections.abc import Mapping
from uuid import UUID

from django.db import transaction

from mapae.core.application.reports import report_problems
from mapae.records.models import IntermediaryReport, Mandate
from mapae.usecases.audit import Actor, Trace, record
from mapae.usecases.case_data import new_case_key, open_blob, seal
from mapae.usecases.ports import Ports

TABLE, CONTENT, NOTE = "intermediary_report", "content", "note"
_REPORTER = Actor("reporter")


class ReportRefused(ValueError):
    """`problems`: fields with the code of what is wrong with each."""

    def __init__(self, problems: list[tuple[str, str]]) -> None:
        super().__init__(str(problems))
        self.problems = problems


@transaction.atomic
def report_intermediary(
    ports: Ports, typed: Mapping[str, str], language: str, application_id: UUID | None = None
) -> UUID:
    """Keep a report of `about`, `happened` and, if somebody wants to be written to, `contact`.

    `application_id` is the traveller's own, who does not know the representative that applied for them; of one without
    a representative nothing is kept. Raises ReportRefused.
    """
    said = {field: typed.get(field, "").strip() for field in ("about", "happened", "contact")}
    problems = report_problems(said)
    if problems:
        raise ReportRefused(problems)
    by_group = Mandate.objects.filter(application_id=application_id).exists() if application_id else False
    report = IntermediaryReport(
        id=ports.chance.uuid(),
        language=language,
        application_id=application_id if by_group else None,
        case_key=new_case_key(ports),
        reported_at=ports.clock.now(),
    )
    plaintext = json.dumps(said, ensure_ascii=False, separators=(",", ":")).encode()
    report.content_sealed = seal(ports, report.case_key, plaintext, TABLE, report.id, CONTENT)
    report.save(force_insert=True)
    record(ports, _REPORTER, "report.made", f"report:{report.id}", Trace(case=report.case_key_id))
    return report.id


def open_content(ports: Ports, report: IntermediaryReport) -> dict[str, str]:
    """What was said. Raises CaseErased, SealBroken."""
    opened = open_blob(ports, report.case_key, bytes(report.content_sealed), TABLE, report.id, CONTENT)
    said: dict[str, str] = json.loads(opened)
    return said
