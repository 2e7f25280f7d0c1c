"""What the tests of the officers' face share: officers who are signed in, and applications that wait for them."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client

from mapae.records.models import Account, Application, Role
from mapae.usecases.answer import answer
from mapae.usecases.decide import decide_by_machine
from mapae.usecases.keep_portrait import keep_portrait
from mapae.usecases.pay import receive_payment, start_payment
from mapae.usecases.ports import PaymentNotice, Ports
from mapae.usecases.start_draft import start_draft
from mapae.usecases.submit import submit
from tests.room.accounts import add_signed_in
from tests.room.people import answers
from tests.room.pictures import SPECIMEN

Refer = Callable[..., Application]


@pytest.fixture(autouse=True)
def ports(ports: Ports, monkeypatch: pytest.MonkeyPatch, undefined_variables_fail: None) -> Ports:
    """The site works with the test's ports, so that its clock is the test's too."""
    monkeypatch.setattr("mapae.site.wiring.ports", lambda: ports)
    monkeypatch.setattr("mapae.site.middleware.ports", lambda: ports)
    return ports


@pytest.fixture
def paid(ports: Ports) -> Refer:
    """Brings an application, with changed answers, as far as its assessment."""

    def bring(**changes: str) -> Application:
        draft = start_draft(ports, "tr", answers()["email"])
        assert answer(ports, draft.id, answers(**changes)) == []
        keep_portrait(ports, draft.id, SPECIMEN)
        submitted = submit(ports, draft.id, str(draft.id))
        payment, _ = start_payment(ports, submitted.id, "http://testserver/tr/")
        receive_payment(ports, PaymentNotice(payment.provider_reference, True, payment.amount, payment.currency))
        return submitted

    return bring


@pytest.fixture
def referred(ports: Ports, paid: Refer) -> Refer:
    """Brings an application with a declaration answered yes to the officers."""

    def bring(**changes: str) -> Application:
        application = paid(**({"has_criminal_record": "yes"} | changes))
        decide_by_machine(ports, application.id)
        application.refresh_from_db()
        return application

    return bring


@pytest.fixture
def officer() -> tuple[Client, Account]:
    """An officer with a second factor, signed in."""
    return add_signed_in(Role.OFFICER)
