"""What reference number and birth date together show: one word, nothing else."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from mapae.core.application.reference import ReferenceProblem, normalise_reference
from mapae.core.application.status import Status
from mapae.core.authorization.validity import Standing
from mapae.core.documents.partial_date import PartialDate
from mapae.records.models import Application
from mapae.usecases.freeze import status_index
from mapae.usecases.ports import Ports
from mapae.usecases.standing import standing_today

_NO_REFERENCE = "-" * 18  # is looked for as any other, so that a slip of the pen takes as long as a guess


@dataclass(frozen=True, slots=True)
class Found:
    """Status and standing are for the page; the id only for what is mailed to the proven address."""

    status: Status
    standing: Standing | None
    application_id: UUID


def find_status(ports: Ports, reference: str, birth: PartialDate) -> Status | None:
    """The word alone."""
    found = find_by_both(ports, reference, birth)
    return None if found is None else found.status


def find_by_both(ports: Ports, reference: str, birth: PartialDate) -> Found | None:
    """Or None: a wrong reference, a wrong birth date and no application are not told apart, not by time either.

    One look-up under the index of both together, so a reference that exists is no nearer than one that does not.
    """
    try:
        normal = normalise_reference(reference)
    except ReferenceProblem:
        normal = _NO_REFERENCE
    index = status_index(ports, normal, str(birth))
    found = Application.objects.select_related("authorization").filter(status_index=index).first()
    if found is None:
        return None
    authorization = getattr(found, "authorization", None)
    standing = standing_today(ports, authorization) if authorization else None
    return Found(Status(found.status), standing, found.id)
