"""No leaf, no act; no act, no leaf."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest
from django.db import ProgrammingError, connections, transaction

from mapae.core.audit.leaf import parse
from mapae.records.models import Application, AuditLeaf, Authorization, CaseEvent, Decision, OutboxMessage, Payment
from mapae.usecases.add_carrier import add_carrier
from mapae.usecases.audit import SYSTEM, NoTransaction, account_actor, record
from mapae.usecases.decide import grant_by_officer, refuse_by_officer
from mapae.usecases.pay import receive_payment, start_payment
from mapae.usecases.ports import Ports
from mapae.usecases.submit import submit
from mapae.usecases.withdraw import withdraw
from tests.usecases.steps import a_draft, a_referred, a_submitted, an_officer, an_open_payment, notice_of

Act = Callable[[], object]
KINDS = (Application, AuditLeaf, Authorization, CaseEvent, Decision, OutboxMessage, Payment)


@contextmanager
def no_leaf_can_be_written() -> Iterator[None]:
    """The owner takes the right away for real; what fails is the database's own refusal."""
    role = connections["default"].settings_dict["USER"]
    with connections["owner"].cursor() as owner:
        owner.execute(f'REVOKE INSERT ON audit_leaf FROM "{role}"')
        try:
            yield
        finally:
            owner.execute(f'GRANT INSERT ON audit_leaf TO "{role}"')


def everything() -> list[object]:
    return [list(kind._default_manager.order_by("pk").values()) for kind in KINDS]


def jobs() -> int:
    with connections["default"].cursor() as cursor:
        cursor.execute("SELECT count(*) FROM procrastinate_jobs")
        return int(cursor.fetchone()[0])


def acts(ports: Ports) -> dict[str, Act]:
    draft, submitted = a_draft(ports), a_submitted(ports, document_number="U00000018")
    payment = an_open_payment(ports, submitted)
    referred, officer = a_referred(ports, document_number="U00000019"), an_officer(ports)
    unpaid = a_submitted(ports, document_number="U00000020")
    return {
        "submit": lambda: submit(ports, draft, "press"),
        "start payment": lambda: start_payment(ports, unpaid, ""),
        "take payment": lambda: receive_payment(ports, notice_of(payment)),
        "decline payment": lambda: receive_payment(ports, notice_of(payment, is_paid=False)),
        "grant": lambda: grant_by_officer(ports, referred.id, officer, referred.version),
        "refuse": lambda: refuse_by_officer(ports, referred.id, officer, referred.version, ["entry_ban"]),
        "withdraw": lambda: withdraw(ports, submitted),
        "add carrier": lambda: add_carrier(ports, "Specimen Air"),
    }


@pytest.mark.usefixtures("committed")
def test_act_whose_leaf_cannot_be_written_did_not_happen(ports: Ports) -> None:
    tried = acts(ports)
    before, queued = everything(), jobs()
    with no_leaf_can_be_written():
        for name, act in tried.items():
            with pytest.raises(ProgrammingError, match="audit_leaf"):
                act()
            assert (everything(), jobs()) == (before, queued), name
    tried["withdraw"]()
    assert len(everything()[1]) == len(before[1]) + 1  # type: ignore[arg-type]  # lists of rows


@pytest.mark.usefixtures("committed")
def test_act_that_is_rolled_back_leaves_no_leaf(ports: Ports) -> None:
    draft = a_draft(ports)
    with pytest.raises(RuntimeError, match="the process died"), transaction.atomic():
        submit(ports, draft, "press")
        assert AuditLeaf.objects.count() == 1
        raise RuntimeError("the process died")
    assert AuditLeaf.objects.count() == 0
    assert Application.objects.get(id=draft).status == "draft"
    assert jobs() == 0


@pytest.mark.usefixtures("committed")
def test_leaf_outside_a_transaction_is_refused(ports: Ports) -> None:
    with pytest.raises(NoTransaction):
        record(ports, SYSTEM, "application.lapsed", "application:1")
    assert not AuditLeaf.objects.exists()


@pytest.mark.django_db
def test_leaf_says_who_did_what_under_which_rules_and_joins_before_and_after(ports: Ports) -> None:
    referred, officer = a_referred(ports), an_officer(ports)
    granted = grant_by_officer(ports, referred.id, officer, referred.version)
    leaves = [parse(bytes(leaf.content)) for leaf in AuditLeaf.objects.order_by("id")]
    of_status = [leaf for leaf in leaves if leaf.object == f"application:{granted.id}"]
    assert [leaf.action for leaf in of_status] == [
        "application.submitted", "payment.received", "application.referred", "application.granted",
    ]  # fmt: skip
    for earlier, later in itertools.pairwise(of_status):
        assert earlier.after == later.before
    grant = of_status[-1]
    assert grant.actor == str(account_actor(ports, "officer", officer.pk))
    assert str(officer.pk) != grant.actor.split(":")[1]
    assert officer.username not in grant.actor
    assert (grant.rulebook, grant.case) == (granted.rulebook_id, str(granted.case_key_id))
