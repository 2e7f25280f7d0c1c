"""What reference number and birth date together show: one word, nothing else."""

from __future__ import annotations

from mapae.core.application.reference import ReferenceProblem, normalise_reference
from mapae.core.application.status import Status
from mapae.core.documents.partial_date import PartialDate
from mapae.records.models import Application
from mapae.usecases.ports import Ports
from mapae.usecases.submit import status_index


def find_status(ports: Ports, reference: str, birth: PartialDate) -> Status | None:
    """The status, or None: a wrong reference, a wrong birth date and no application are not told apart."""
    try:
        normal = normalise_reference(reference)
    except ReferenceProblem:
        return None
    index = status_index(ports, normal, str(birth))
    found = Application.objects.filter(reference=normal, status_index=index).values_list("status", flat=True).first()
    return None if found is None else Status(found)
