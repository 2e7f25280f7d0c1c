"""The portrait of an application: whether there is one, and its bytes for who may see them."""

from __future__ import annotations

from uuid import UUID

from mapae.records.models import Application, Attachment
from mapae.records.models.attachment import PORTRAIT
from mapae.usecases.case_acts import UnknownApplication
from mapae.usecases.case_data import open_attachment
from mapae.usecases.ports import Ports


class PortraitMissing(Exception):
    """The rules ask for a portrait, and the application has none."""


def has_portrait(application_id: UUID) -> bool:
    return Attachment.objects.filter(application_id=application_id, kind=PORTRAIT).exists()


def read_portrait(ports: Ports, application_id: UUID) -> bytes | None:
    """The applicant's own look: a JPEG, or None. Raises UnknownApplication, CaseErased, SealBroken."""
    application = Application.objects.select_related("case_key").filter(id=application_id).first()
    if application is None:
        raise UnknownApplication(str(application_id))
    return open_portrait(ports, application)


def open_portrait(ports: Ports, application: Application) -> bytes | None:
    """The same for whoever opened the case. Raises CaseErased, SealBroken."""
    found = Attachment.objects.filter(application=application, kind=PORTRAIT).first()
    return open_attachment(ports, application.case_key, found.id, bytes(found.content_sealed)) if found else None
