"""Keep the applicant's portrait in the draft: made anew by us, sealed under the case's key, in place of an earlier one."""

from __future__ import annotations

import hashlib
from uuid import UUID

from django.db import transaction

from mapae.core.application.status import Status
from mapae.records.models import Application, Attachment
from mapae.records.models.attachment import PORTRAIT
from mapae.usecases.answer import AlreadySubmitted
from mapae.usecases.case_acts import UnknownApplication, lock_application, save_version
from mapae.usecases.case_data import seal_attachment
from mapae.usecases.ports import Ports


def keep_portrait(ports: Ports, application_id: UUID, file: bytes) -> None:
    """Raises UnknownApplication, AlreadySubmitted, PictureRefused; then what was there before stays.

    The picture is made before the row is locked, since that takes a while, and not at all for what is no draft.
    """
    _require_draft(Application.objects.filter(id=application_id).first(), application_id)
    portrait = ports.pictures.make_portrait(file)
    _keep(ports, application_id, portrait)


@transaction.atomic
def _keep(ports: Ports, application_id: UUID, portrait: bytes) -> None:
    application = lock_application(application_id)
    _require_draft(application, application_id)
    Attachment.objects.filter(application=application, kind=PORTRAIT).delete()
    attach_portrait(ports, application, portrait)
    save_version(ports, application)


def attach_portrait(ports: Ports, application: Application, portrait: bytes) -> None:
    """Seal a picture of ours into the file of an application that has none, in the caller's transaction."""
    attachment_id = ports.chance.uuid()
    sealed = seal_attachment(ports, application.case_key, attachment_id, portrait)
    Attachment.objects.create(
        id=attachment_id,
        application=application,
        kind=PORTRAIT,
        content_sealed=sealed,
        digest=hashlib.sha256(sealed).digest(),
        created_at=ports.clock.now(),
    )


def _require_draft(application: Application | None, application_id: UUID) -> None:
    if application is None:
        raise UnknownApplication(str(application_id))
    if application.status != Status.DRAFT:
        raise AlreadySubmitted(str(application_id))
