"""A real audit log to be tampered with, on one connection that is the owner's."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from itertools import islice, product

import pytest
from django.db import connections, transaction

from mapae.records.models import AuditLeaf
from mapae.usecases.ports import Ports
from mapae.usecases.seal_log import seal_log
from tests.room.clock import SetClock
from tests.usecases.steps import a_granted, a_referred


@contextmanager
def everything_as_owner() -> Iterator[None]:
    """Whoever administers the database may do anything; all of it is rolled back at the end."""
    application = connections["default"]
    connections["default"] = connections["owner"]
    try:
        with transaction.atomic():
            yield
            transaction.set_rollback(True)
    finally:
        connections["default"].close()
        connections["default"] = application


_CONSONANTS = "BCDFGHJKLMPRSTVZ"  # no issuer may spell them otherwise: each name is another person


@dataclass(frozen=True)
class LongLog:
    """`size` leaves of real cases, all sealed."""

    ports: Ports
    size: int


@pytest.fixture(scope="module")
def long_log(django_db_setup: None, django_db_blocker: pytest.FixtureRequest) -> Iterator[LongLog]:
    """About 300 leaves under a dozen checkpoints; every test of the module takes its changes back."""
    from mapae.site.wiring import ports as wired

    ports = replace(wired(), clock=SetClock())
    with django_db_blocker.unblock(), everything_as_owner():  # type: ignore[attr-defined]
        people = (
            (f"U{number:07}", f"CAN {one}{two}") for number, (one, two) in enumerate(product(_CONSONANTS, repeat=2))
        )
        while AuditLeaf.objects.count() < 300:
            for document, name in islice(people, 3):
                a_granted(ports, document_number=document, surname="ÖRNEK", given_names=name)
            document, name = next(people)
            a_referred(ports, document_number=document, given_names=name)
            seal_log(ports)
        yield LongLog(ports, AuditLeaf.objects.count())
