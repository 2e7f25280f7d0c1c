"""The applicant takes the application back; after a decision there is nothing left to take back."""

from __future__ import annotations

from uuid import UUID

from django.db import transaction

from mapae.core.application.status import Act
from mapae.records.models import Application
from mapae.usecases.audit import APPLICANT
from mapae.usecases.case_acts import lock_application, perform
from mapae.usecases.ports import Ports
from mapae.usecases.settle_payment import settle_payments_of


@transaction.atomic
def withdraw(ports: Ports, application_id: UUID) -> Application:
    """Raises UnknownApplication, TransitionRefused."""
    application = lock_application(application_id)
    perform(ports, application, Act.WITHDRAW, APPLICANT)
    settle_payments_of(ports, application)
    return application
