"""Steps of a case for the tests: each drives the real use cases and gives back what the next one needs."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from threading import Barrier
from typing import Any, TypeVar
from uuid import UUID

from django.db import connections

from mapae.records.models import Account, Application, ListVersion, Payment, Proposal, Role
from mapae.usecases.answer import answer
from mapae.usecases.ask_for_code import ask_for_code
from mapae.usecases.decide import decide_by_machine, refuse_by_officer
from mapae.usecases.import_list import import_lost_stolen
from mapae.usecases.keep_portrait import keep_portrait
from mapae.usecases.pay import receive_payment, start_payment
from mapae.usecases.ports import PaymentNotice, Ports
from mapae.usecases.second_officer import confirm_proposal
from mapae.usecases.start_draft import start_draft
from mapae.usecases.submit import submit
from tests.room.people import answers
from tests.room.pictures import SPECIMEN

_R = TypeVar("_R")
BACK = "http://testserver/tr/"


def a_draft(ports: Ports, **changes: Any) -> UUID:
    raw = answers(**changes)
    draft = start_draft(ports, "tr", raw["email"])
    assert answer(ports, draft.id, raw) == []
    keep_portrait(ports, draft.id, SPECIMEN)
    return draft.id


def a_mailbox_request(ports: Ports, address: str = "specimen.traveller@example.org") -> UUID:
    """Somebody typed an address; nothing is sent yet."""
    request_id = ports.chance.uuid()
    ask_for_code(ports, request_id, address, "tr", "1")
    return request_id


def a_submitted(ports: Ports, **changes: Any) -> UUID:
    return submit(ports, a_draft(ports, **changes), "press-1").id


def an_open_payment(ports: Ports, application_id: UUID) -> Payment:
    return start_payment(ports, application_id, BACK)[0]


def notice_of(payment: Payment, *, is_paid: bool = True, amount: int | None = None) -> PaymentNotice:
    amount = payment.amount if amount is None else amount
    return PaymentNotice(payment.provider_reference, is_paid, amount, payment.currency)


def a_paid(ports: Ports, **changes: Any) -> UUID:
    application_id = a_submitted(ports, **changes)
    receive_payment(ports, notice_of(an_open_payment(ports, application_id)))
    return application_id


def a_granted(ports: Ports, **changes: Any) -> Application:
    decided = decide_by_machine(ports, a_paid(ports, **changes))
    assert decided.status == "granted"
    return decided


def a_referred(ports: Ports, **changes: Any) -> Application:
    decided = decide_by_machine(ports, a_paid(ports, **({"has_criminal_record": "yes"} | changes)))
    assert decided.status == "referred"
    return decided


def a_list(ports: Ports, *rows: str, since: date = date(2026, 11, 1)) -> ListVersion:
    """A version of the list of lost and stolen documents with these rows."""
    lines = ["issuing_state,document_number,reported_on,kind\n", *(f"{row}\n" for row in rows)]
    return import_lost_stolen(ports, lines, b"digest of the file", since)


def an_officer(ports: Ports, name: str = "officer.one") -> Account:
    """Without a password: nobody signs in with it."""
    return Account.objects.create(username=name, role=Role.OFFICER, password="!", created_at=ports.clock.now())


def a_supervisor(ports: Ports, name: str = "supervisor.one") -> Account:
    return Account.objects.create(username=name, role=Role.SUPERVISOR, password="!", created_at=ports.clock.now())


def refuse(ports: Ports, application_id: UUID, officer: Account, grounds: Sequence[str], **more: Any) -> Application:
    """One officer proposes, a supervisor confirms: the rules of the tests ask for four eyes."""
    version = Application.objects.get(id=application_id).version
    refuse_by_officer(ports, application_id, officer, version, grounds, **more)
    return confirm(ports, application_id, a_supervisor(ports, f"second to {officer.username}"))


def confirm(ports: Ports, application_id: UUID, supervisor: Account) -> Application:
    """What waits for a second officer in this case is confirmed."""
    waiting = Proposal.objects.get(application=application_id, state="open")
    version = Application.objects.get(id=application_id).version
    return confirm_proposal(ports, application_id, waiting.id, supervisor, version)


def at_once(*acts: Callable[[], _R]) -> list[_R | Exception]:
    """Run the acts in threads that start together, each with a connection of its own; results or errors in order."""
    start = Barrier(len(acts))

    def run(act: Callable[[], _R]) -> _R | Exception:
        start.wait(timeout=10)
        try:
            return act()
        except Exception as error:  # every refusal is a result here
            return error
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(acts)) as pool:
        return list(pool.map(run, acts))
