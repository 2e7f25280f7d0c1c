"""Whatever is done to applications in whatever order, some things never happen. The list of them is this file's own.

Hypothesis drives the use cases against a real database, one transaction an example. What must never happen is checked
after every step from the tables themselves and from what this file remembers, never from the transition table.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
from django.db import connection, transaction
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    Bundle,
    RuleBasedStateMachine,
    initialize,
    invariant,
    rule,
    run_state_machine_as_test,
)

from mapae.core.application.answers import AnswersIncomplete
from mapae.core.application.status import TransitionRefused
from mapae.core.decision.proposal import AdverseAct, SamePerson
from mapae.records.models import (
    Account,
    Application,
    AuditLeaf,
    InformationRequest,
    OutboxMessage,
    Payment,
    Proposal,
    Role,
)
from mapae.usecases.answer import AlreadySubmitted, answer
from mapae.usecases.ask_for_information import ask_for_information
from mapae.usecases.case_acts import ChangedMeanwhile, UnknownApplication
from mapae.usecases.decide import decide_by_machine, grant_by_officer, refuse_by_officer
from mapae.usecases.end_authorization import end_authorization
from mapae.usecases.freeze import MayNotApply
from mapae.usecases.keep_portrait import keep_portrait
from mapae.usecases.messages import TryAgain, send_message
from mapae.usecases.pay import NothingToPay, receive_payment, refund, start_payment
from mapae.usecases.ports import Letter, MailRefused, PaymentNotice, Ports
from mapae.usecases.proposals import ProposalWaits
from mapae.usecases.provide_information import AnsweredAlready, provide_information
from mapae.usecases.return_overdue import return_overdue
from mapae.usecases.seal_log import seal_log
from mapae.usecases.second_officer import NotASupervisor, confirm_proposal, return_proposal
from mapae.usecases.start_draft import start_draft
from mapae.usecases.submit import submit
from mapae.usecases.sweep import erase_old_drafts, lapse_unpaid
from mapae.usecases.verify_log import verify_stored_log
from mapae.usecases.withdraw import withdraw
from tests.room.clock import SetClock
from tests.room.people import answers
from tests.room.pictures import SPECIMEN

pytestmark = pytest.mark.slow

FINAL = {"granted", "refused", "withdrawn", "lapsed"}
REFUSALS = (
    AlreadySubmitted, AnsweredAlready, AnswersIncomplete, ChangedMeanwhile, NotASupervisor, ProposalWaits, SamePerson,
    MayNotApply, NothingToPay, TransitionRefused, TryAgain,
    UnknownApplication,
)  # fmt: skip
GROUND = ("other_criterion",)
FROZEN = (
    "reference", "answers_sealed", "submitted_at", "submit_key", "rulebook_id", "nationality", "arrival_day", "fee_total",
    "fee_currency", "validity_years", "document_index", "person_index", "status_index", "case_key_id",
)  # fmt: skip


class PlayfulMail:
    """Takes or refuses as the machine last said, and remembers."""

    def __init__(self) -> None:
        self.mood = ""
        self.taken: list[Letter] = []

    def send(self, letter: Letter) -> None:
        if self.mood:
            raise MailRefused(self.mood, is_final=self.mood == "final")
        self.taken.append(letter)


@dataclass(frozen=True)
class Seen:
    """What was last seen of an application."""

    status: str
    version: int
    frozen: tuple[Any, ...] | None


class Cases(RuleBasedStateMachine):
    applications: Bundle[UUID] = Bundle("applications")
    ports: Ports

    @initialize()
    def open_the_house(self) -> None:
        self.clock, self.mail = SetClock(datetime(2026, 11, 22, 3, 0, tzinfo=UTC)), PlayfulMail()
        self.house = replace(self.ports, clock=self.clock, mail=self.mail)
        self.seen: dict[UUID, Seen] = {}
        self.erased: set[UUID] = set()
        self.declared: set[UUID] = set()
        self.leaves = 0
        self.around = transaction.atomic()
        self.around.__enter__()
        self.officers = [
            Account.objects.create(
                username=f"officer.{n}", role=Role.OFFICER, password="!", created_at=self.clock.now()
            )
            for n in range(2)
        ]
        self.supervisors = [
            Account.objects.create(
                username=f"supervisor.{n}", role=Role.SUPERVISOR, password="!", created_at=self.clock.now()
            )
            for n in range(2)
        ]

    def teardown(self) -> None:
        if not hasattr(self, "around"):
            return
        try:
            while seal_log(self.house):
                pass
            assert verify_stored_log(self.house).ok
        finally:
            transaction.set_rollback(True)
            self.around.__exit__(None, None, None)

    def act(self, what: Callable[[], object], *, expects_leaf: bool = False) -> bool:
        """Do it; True when it was not refused. A refused act leaves no leaf, a done one that must leaves one."""
        try:
            with transaction.atomic():
                what()
        except REFUSALS:
            assert AuditLeaf.objects.count() == self.leaves, "a refused act left a leaf"
            return False
        grown = AuditLeaf.objects.count() - self.leaves
        self.leaves += grown
        assert grown >= expects_leaf, "an act left no leaf"
        return True

    @rule(
        target=applications,
        document=st.sampled_from(["U1", "U2"]),
        declared=st.sampled_from(["no", "yes"]),
        nationality=st.sampled_from(["TUR"] * 7 + ["CHN"]),
        passport_days=st.sampled_from([3000, 3000, 3]),
        steps=st.sampled_from([0, 1, 2, 2, 3, 4, 4, 4, 4]),
    )
    def start(self, document: str, declared: str, nationality: str, passport_days: int, steps: int) -> UUID:
        """A new draft, taken some steps along the straight way: by random steps alone few would come far."""
        draft, today = start_draft(self.house, "tr", answers()["email"]).id, self.clock.now().date()
        told = answers(
            # Everybody is another person: the cap on applications has tests of its own.
            given_names="".join(chr(ord("A") + int(digit, 16)) for digit in draft.hex),
            document_number=document,
            has_criminal_record=declared,
            nationality=nationality,
            document_expiry=today + timedelta(days=passport_days),
            arrival_day=today + timedelta(days=2),
        )
        answer(self.house, draft, told)
        keep_portrait(self.house, draft, SPECIMEN)
        if declared == "yes":
            self.declared.add(draft)
        ways = (self.press_submit_of, self.begin_to_pay_of, self.pay_at_once_of, self.machine_decides_of)
        for way in ways[:steps]:
            way(draft)
        return draft

    @rule(application=applications, surname=st.sampled_from(["ÖRNEK", "ÖRNEK", "홍"]))
    def answer_again(self, application: UUID, surname: str) -> None:
        self.act(lambda: answer(self.house, application, {"surname": surname}))

    @rule(application=applications, key=st.sampled_from(["press", "press", "another press"]))
    def press_submit(self, application: UUID, key: str) -> None:
        self.press_submit_of(application, key)

    def press_submit_of(self, application: UUID, key: str = "press") -> None:
        was_draft = application in self.seen and self.seen[application].status == "draft"
        self.act(lambda: submit(self.house, application, key), expects_leaf=was_draft)

    @rule(application=applications)
    def begin_to_pay(self, application: UUID) -> None:
        self.begin_to_pay_of(application)

    def begin_to_pay_of(self, application: UUID) -> None:
        self.act(lambda: start_payment(self.house, application, ""))

    @rule(which=st.integers(0, 20), of_open=st.booleans(), is_paid=st.sampled_from([True, True, False]),
          surplus=st.sampled_from([0, 0, 0, -1, 1]))  # fmt: skip
    def bank_gives_notice(self, which: int, of_open: bool, is_paid: bool, surplus: int) -> None:
        known = list(self.seen)  # in the order of their making, so that an example can be repeated
        payments = sorted(
            Payment.objects.all(), key=lambda one: (known.index(one.application_id), one.started_at, one.state)
        )
        still_open = [payment for payment in payments if payment.state == "started"]
        payments = still_open if of_open and still_open else payments
        if payments:
            payment = payments[which % len(payments)]
            notice = PaymentNotice(payment.provider_reference, is_paid, payment.amount + surplus, payment.currency)
            before = Application.objects.get(id=payment.application_id).version
            self.act(lambda: receive_payment(self.house, notice))
            moved = Application.objects.get(id=payment.application_id).version - before
            assert moved <= (is_paid and not surplus), "a declined payment, or another amount, moved an application"

    def pay_at_once_of(self, application: UUID) -> None:
        def pay() -> None:
            payment, _ = start_payment(self.house, application, "")
            receive_payment(
                self.house, PaymentNotice(payment.provider_reference, True, payment.amount, payment.currency)
            )

        self.act(pay, expects_leaf=True)

    @rule()
    def give_back_what_is_owed(self) -> None:
        for payment in Payment.objects.all():
            self.act(lambda payment=payment: refund(self.house, payment.id))

    @rule(application=applications)
    def machine_decides(self, application: UUID) -> None:
        self.machine_decides_of(application)

    def machine_decides_of(self, application: UUID) -> None:
        self.act(lambda: decide_by_machine(self.house, application))

    @rule(application=applications, officer=st.integers(0, 1), grants=st.booleans(), behind=st.sampled_from([0, 0, 1]),
          from_queue=st.sampled_from([True, True, False]))  # fmt: skip
    def officer_decides(self, application: UUID, officer: int, grants: bool, behind: int, from_queue: bool) -> None:
        referred = [found for found, seen in self.seen.items() if seen.status == "referred"]
        application = referred[0] if from_queue and referred else application
        version, who = (
            self.seen[application].version - behind if application in self.seen else 0,
            self.officers[officer],
        )
        if grants:
            done = self.act(lambda: grant_by_officer(self.house, application, who, version), expects_leaf=True)
        else:
            done = self.act(lambda: refuse_by_officer(self.house, application, who, version, GROUND), expects_leaf=True)
        assert not (done and behind), "an officer decided what they had not seen"

    @rule(which=st.integers(0, 9), who=st.integers(0, 3), confirms=st.booleans())
    def second_officer_settles(self, which: int, who: int, confirms: bool) -> None:
        known = list(self.seen)  # in the order of their making, so that an example can be repeated
        waiting = sorted(Proposal.objects.filter(state="open"), key=lambda one: known.index(one.application_id))
        if not waiting:
            return
        proposal, second = waiting[which % len(waiting)], (*self.officers, *self.supervisors)[who]
        version = self.seen[proposal.application_id].version
        do = confirm_proposal if confirms else return_proposal
        done = self.act(
            lambda: do(self.house, proposal.application_id, proposal.id, second, version), expects_leaf=True
        )
        assert not (done and confirms and second in self.officers), "an officer was a supervisor"
        assert not (done and confirms and second.pk == proposal.proposed_by_id), "one pair of eyes confirmed"

    @rule(
        application=applications, officer=st.integers(0, 3), act=st.sampled_from([AdverseAct.REVOKE, AdverseAct.ANNUL])
    )
    def officer_ends_an_authorization(self, application: UUID, officer: int, act: AdverseAct) -> None:
        if application in self.seen:
            who, version = (*self.officers, *self.supervisors)[officer], self.seen[application].version
            self.act(
                lambda: end_authorization(self.house, application, who, version, act, ("entry_ban",)), expects_leaf=True
            )

    @rule(application=applications, officer=st.integers(0, 1))
    def officer_asks(self, application: UUID, officer: int) -> None:
        if application in self.seen:
            who, version = self.officers[officer], self.seen[application].version
            self.act(lambda: ask_for_information(self.house, application, who, version, ["purpose"], "", "en"))

    @rule(application=applications)
    def applicant_answers(self, application: UUID) -> None:
        for question in InformationRequest.objects.filter(application=application).order_by("asked_at"):
            self.act(lambda question=question: provide_information(self.house, application, question.id, "An answer"))

    @rule(application=applications)
    def applicant_withdraws(self, application: UUID) -> None:
        self.act(lambda: withdraw(self.house, application), expects_leaf=True)

    @rule(hours=st.sampled_from([1, 24, 8 * 24]))
    def time_passes(self, hours: int) -> None:
        self.clock.pass_by(hours=hours)
        self.sweep()

    def sweep(self) -> None:
        drafts = set(Application.objects.filter(status="draft").values_list("id", flat=True))
        self.act(lambda: (lapse_unpaid(self.house), erase_old_drafts(self.house), return_overdue(self.house)))
        gone = drafts - set(Application.objects.values_list("id", flat=True))
        self.erased |= gone

    @rule(mood=st.sampled_from(["", "", "passing", "final"]))
    def worker_sends_mail(self, mood: str) -> None:
        self.mail.mood = mood
        for message in OutboxMessage.objects.all():
            self.act(lambda message=message: send_message(self.house, message.id))

    @rule()
    def sealer_works(self) -> None:
        seal_log(self.house)

    @invariant()
    def what_must_never_happen(self) -> None:
        if not hasattr(self, "around"):
            return
        events, leaves = self._events(), self._leaves()
        now = {application.id: application for application in Application.objects.select_related("decision")}
        assert set(self.seen) - set(now) <= self.erased, "an application is gone that nobody erased"
        for application_id, application in now.items():
            acts = [name for name, *_ in events.get(application_id, ())]
            self._never_of_history(application, self.seen.get(application_id), acts)
            self._never_of_decisions(application, events.get(application_id, []), acts)
            for name in set(acts):
                assert leaves.count((name, str(application_id))) == acts.count(name), "an act and its leaf differ"
            self.seen[application_id] = _look(application)
        self._never_of_tables()

    def _never_of_history(self, application: Application, before: Seen | None, acts: list[str]) -> None:
        assert acts.count("payment.received") <= 1, "the fee was accepted twice"
        if before is None:
            return
        assert application.version >= before.version, "a version went back"
        if application.status != before.status:
            assert before.status not in FINAL, "a final status was left"
            assert application.version > before.version, "a status moved without a version"
        if before.frozen is not None:
            assert _look(application).frozen == before.frozen, "submitted data changed"

    def _never_of_decisions(self, application: Application, events: list[tuple[Any, ...]], acts: list[str]) -> None:
        decisions = [event for event in events if event[0] in ("application.granted", "application.refused")]
        assert len(decisions) <= 1, "decided twice"
        assert (application.decision is not None) == bool(decisions), "a decision without its act, or the reverse"
        if application.decision is None:
            return
        by_officer = application.decision.decided_by_id is not None
        assert "payment.received" in acts, "decided without payment"
        assert by_officer or application.id not in self.declared, "a machine decided on a declaration"
        assert application.decision.outcome == application.status
        assert decisions[0][1].startswith(("officer:", "supervisor:")) == by_officer
        assert by_officer == ("application.referred" in acts), (
            "an officer decided what was not referred, or the reverse"
        )
        if application.status == "refused":
            assert by_officer, "a machine refused"
            assert application.decision.confirmed_by_id not in (None, application.decision.decided_by_id), (
                "one pair of eyes refused"
            )

    def _never_of_tables(self) -> None:
        for sentence, query in NEVER.items():
            with connection.cursor() as cursor:
                cursor.execute(query)
                assert cursor.fetchone() is None, sentence
        sent = [letter.message_id for letter in self.mail.taken]
        assert len(sent) == len(set(sent)), "a mail went out twice"

    def _events(self) -> dict[UUID, list[tuple[Any, ...]]]:
        with connection.cursor() as cursor:
            cursor.execute("SELECT application_id, name, actor FROM case_event ORDER BY id")
            found: dict[UUID, list[tuple[Any, ...]]] = {}
            for application, *event in cursor.fetchall():
                found.setdefault(application, []).append(tuple(event))
            return found

    def _leaves(self) -> list[tuple[str, str]]:
        written = [json.loads(bytes(leaf)) for leaf in AuditLeaf.objects.values_list("content", flat=True)]
        return [(leaf["action"], leaf["object"].removeprefix("application:")) for leaf in written]


NEVER = {
    "two payments of one application are kept": (
        "SELECT 1 FROM payment WHERE state = 'paid' GROUP BY application_id HAVING count(*) > 1"
    ),
    "an application went on without a payment kept": (
        "SELECT 1 FROM application a WHERE status IN ('in_assessment', 'referred', 'granted', 'refused') "
        "AND NOT EXISTS (SELECT 1 FROM payment WHERE application_id = a.id AND state = 'paid' AND amount = a.fee_total)"
    ),
    "an authorization without a grant": (
        "SELECT 1 FROM \"authorization\" z JOIN application a ON a.id = z.application_id WHERE a.status <> 'granted'"
    ),
    "a grant without an authorization": (
        'SELECT 1 FROM application a LEFT JOIN "authorization" z ON a.id = z.application_id '
        "WHERE a.status = 'granted' AND z.id IS NULL"
    ),
    "two authorizations live on one document": (
        "SELECT 1 FROM \"authorization\" WHERE ending = '' GROUP BY document_index HAVING count(*) > 1"
    ),
    "a superseded authorization does not say by which": (
        "SELECT 1 FROM \"authorization\" WHERE (ending = 'superseded') <> (superseded_by_id IS NOT NULL)"
    ),
    "an authorization that outlives its passport or three years": (
        "SELECT 1 FROM \"authorization\" WHERE last_day >= first_day + interval '3 years'"
    ),
    "a mail of one kind for one application twice": (
        "SELECT 1 FROM outbox_message WHERE kind <> 'information.requested' "
        "GROUP BY application_id, kind HAVING count(*) > 1"
    ),
    "a decision that belongs to nobody": (
        "SELECT 1 FROM decision d WHERE NOT EXISTS (SELECT 1 FROM application WHERE decision_id = d.id)"
    ),
    "a decided application without its mail": (
        "SELECT 1 FROM application a WHERE status IN ('granted', 'refused') AND NOT EXISTS "
        "(SELECT 1 FROM outbox_message WHERE application_id = a.id AND kind = 'application.' || a.status)"
    ),
    "an authorization that an officer ended without a second one": (
        'SELECT 1 FROM "authorization" z LEFT JOIN authorization_ending e ON e.authorization_id = z.id '
        "WHERE z.ending IN ('revoked', 'annulled') AND (e.confirmed_by_id IS NULL OR e.confirmed_by_id = e.decided_by_id)"
    ),
    "a case key that belongs to nobody": (
        "SELECT 1 FROM case_key k WHERE NOT EXISTS (SELECT 1 FROM application WHERE case_key_id = k.id)"
    ),
    "two events of one version": "SELECT 1 FROM case_event GROUP BY application_id, version HAVING count(*) > 1",
    "an event that does not go on where the last one ended": (
        "SELECT 1 FROM (SELECT from_status, lag(to_status) OVER (PARTITION BY application_id ORDER BY version) AS before "
        "FROM case_event) e WHERE before IS NOT NULL AND before <> from_status"
    ),
}


def _look(application: Application) -> Seen:
    frozen = None
    if application.submitted_at is not None:
        values = (getattr(application, name) for name in FROZEN)
        frozen = tuple(bytes(value) if isinstance(value, memoryview) else value for value in values)
    return Seen(application.status, application.version, frozen)


@pytest.mark.django_db
def test_what_must_never_happen_never_does(ports: Ports) -> None:
    class CasesOfThisHouse(Cases):
        pass

    CasesOfThisHouse.ports = ports
    run_state_machine_as_test(
        CasesOfThisHouse,
        settings=settings(
            max_examples=60,
            stateful_step_count=50,
            deadline=None,
            suppress_health_check=list(HealthCheck),
            database=None,
        ),
    )
