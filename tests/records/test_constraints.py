"""The database keeps its promises when the code forgets them: each constraint is broken once, by hand."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta
from uuid import uuid4

import pytest
from django.apps import apps
from django.db import IntegrityError, transaction
from django.db.models import F

from mapae.records.models import (
    Account,
    AnswersEdit,
    Application,
    Assignment,
    Attachment,
    Authorization,
    AuthorizationEnding,
    BoardCheckMessage,
    BoardOverride,
    BorderRecord,
    Carrier,
    CarrierKey,
    CaseEvent,
    CaseKey,
    Decision,
    DeskDraft,
    DeskNotice,
    ExpiryReminder,
    FeeRefund,
    Hit,
    InformationRequest,
    Installation,
    IntermediaryReport,
    ListedDocument,
    ListVersion,
    MailboxRequest,
    MailedLink,
    Mandate,
    Organisation,
    OrganisationKey,
    OutboxMessage,
    Payment,
    Proposal,
    RateWindow,
    SecondLineFlag,
    Team,
    TeamMember,
)
from mapae.usecases.add_carrier import add_carrier
from mapae.usecases.mandates import object_to
from mapae.usecases.messages import queue_mail, send_message
from mapae.usecases.organisation_keys import add_organisation_key
from mapae.usecases.ports import Ports
from mapae.usecases.report_intermediary import report_intermediary
from tests.records import group_rows, webhook_rows
from tests.room.organisations import an_organisation
from tests.usecases.order_steps import a_prepared, applications_of
from tests.usecases.steps import (
    a_draft,
    a_granted,
    a_mailbox_request,
    a_paid,
    a_submitted,
    an_officer,
    an_open_payment,
)

pytestmark = pytest.mark.wide

Breaking = Callable[[Ports], object]


def in_draft(**changes: object) -> Breaking:
    return lambda ports: Application.objects.filter(id=a_draft(ports)).update(**changes)


def in_submitted(**changes: object) -> Breaking:
    return lambda ports: Application.objects.filter(id=a_submitted(ports)).update(**changes)


def in_granted(**changes: object) -> Breaking:
    return lambda ports: Application.objects.filter(id=a_granted(ports).id).update(**changes)


def in_authorization(**changes: object) -> Breaking:
    return lambda ports: (a_granted(ports), Authorization.objects.update(**changes))


def in_decision(**changes: object) -> Breaking:
    return lambda ports: (a_granted(ports), Decision.objects.update(**changes))


def in_key(**changes: object) -> Breaking:
    return lambda ports: (a_draft(ports), CaseKey.objects.update(**changes))


def in_message(**changes: object) -> Breaking:
    return lambda ports: (a_granted(ports), OutboxMessage.objects.update(**changes))


def in_payment(**changes: object) -> Breaking:
    return lambda ports: (an_open_payment(ports, a_submitted(ports)), Payment.objects.update(**changes))


def in_fee_refund(**changes: object) -> Breaking:
    """The fee of a paid application that was withdrawn is owed back."""

    def broken(ports: Ports) -> None:
        application = a_paid(ports)
        FeeRefund.objects.create(
            id=uuid4(),
            payment=Payment.objects.get(),
            application_id=application,
            amount=10300,
            currency="KRW",
            due_at=ports.clock.now(),
        )
        FeeRefund.objects.update(**changes)

    return broken


def in_request(**changes: object) -> Breaking:
    return lambda ports: (a_mailbox_request(ports), MailboxRequest.objects.update(**changes))


def in_link(**changes: object) -> Breaking:
    """The link of a mail to an applicant."""

    def broken(ports: Ports) -> None:
        a_granted(ports)
        send_message(ports, OutboxMessage.objects.get().id)
        MailedLink.objects.update(**changes)

    return broken


def in_account(**changes: object) -> Breaking:
    return lambda ports: (an_officer(ports), Account.objects.update(**changes))


def again(kind: type[CaseEvent | OutboxMessage | Payment | Authorization], /, **changes: object) -> Breaking:
    """A second row like the first but for these values."""

    def repeat(ports: Ports) -> None:
        a_granted(ports)
        row = kind._default_manager.order_by("pk")[0]
        row.pk = None if kind is CaseEvent else uuid4()
        for name, value in changes.items():
            setattr(row, name, value() if callable(value) else value)
        row.save(force_insert=True)

    return repeat


def an_edit_of_nothing(ports: Ports) -> None:
    granted = a_granted(ports)
    AnswersEdit.objects.create(
        id=uuid4(),
        application=granted,
        event=CaseEvent.objects.latest("id"),
        fields=[],
        values_sealed=b"",
        at=ports.clock.now(),
    )


def one_reminder_twice(ports: Ports) -> None:
    a_granted(ports)
    for _ in range(2):
        ExpiryReminder.objects.create(authorization=Authorization.objects.get(), days=60, queued_at=ports.clock.now())


def second_living_authorization(ports: Ports) -> None:
    a_granted(ports)
    a_granted(ports)
    Authorization.objects.update(ending="", ended_at=None)


def a_third_slot(ports: Ports) -> None:
    add_carrier(ports, "Specimen Air")
    CarrierKey.objects.update(slot=3)


def two_living_keys_in_one_slot(ports: Ports) -> None:
    carrier, _ = add_carrier(ports, "Specimen Air")
    now = ports.clock.now()
    CarrierKey.objects.create(id=uuid4(), carrier=carrier, slot=1, digest=b"another", created_at=now, expires_at=now)


def two_windows_of_one_bucket(ports: Ports) -> None:
    for _ in range(2):
        RateWindow.objects.create(bucket=b"bucket", opened_at=ports.clock.now(), count=1)


def message_with_two_recipients(ports: Ports) -> None:
    OutboxMessage.objects.update(request=MailboxRequest.objects.get(id=a_mailbox_request(ports)))
    OutboxMessage.objects.update(application=Application.objects.get(id=a_draft(ports)))


def in_override(**changes: object) -> Breaking:
    def broken(ports: Ports) -> None:
        now = ports.clock.now()
        BoardOverride.objects.create(
            id=uuid4(), programme="KOR", document_index=b"index", issued_by=an_officer(ports), reason="humanitarian",
            valid_from=now, valid_until=now + timedelta(hours=72),
        )  # fmt: skip
        BoardOverride.objects.update(**changes)

    return broken


def in_border_record(**changes: object) -> Breaking:
    def broken(ports: Ports) -> None:
        key = CaseKey.objects.create(id=uuid4(), wrapped=b"x", master_version=1)
        BorderRecord.objects.create(
            id=uuid4(), programme="KOR", at=ports.clock.now(), officer=an_officer(ports), verdict="REFER",
            status="none", case_key=key,
        )  # fmt: skip
        BorderRecord.objects.update(**changes)

    return broken


def of_desk(make: Callable[[Ports, Authorization, Account, Account], object], **changes: object) -> Breaking:
    """A row about a granted application, by two officers; then changed."""

    def broken(ports: Ports) -> None:
        a_granted(ports)
        made = make(ports, Authorization.objects.get(), an_officer(ports), an_officer(ports, "officer.two"))
        type(made)._default_manager.update(**changes)  # type: ignore[attr-defined]  # rows of several models

    return broken


def question(ports: Ports, about: Authorization, one: Account, _: Account) -> InformationRequest:
    return InformationRequest.objects.create(
        id=uuid4(), application=about.application, topics=["purpose"], language="en", asked_by=one,
        asked_at=ports.clock.now(), due_day="2026-12-06",
    )  # fmt: skip


def proposal(ports: Ports, about: Authorization, one: Account, two: Account) -> Proposal:
    return Proposal.objects.create(
        id=uuid4(), application=about.application, act="revoke", grounds=["entry_ban"], proposed_by=one,
        proposed_at=ports.clock.now(), state="confirmed", settled_by=two, settled_at=ports.clock.now(),
    )  # fmt: skip


def ending(ports: Ports, about: Authorization, one: Account, two: Account) -> AuthorizationEnding:
    return AuthorizationEnding.objects.create(
        id=uuid4(), authorization=about, act="revoke", grounds=["entry_ban"], decided_by=one, confirmed_by=two,
        decided_at=ports.clock.now(),
    )  # fmt: skip


def flag(ports: Ports, about: Authorization, one: Account, _: Account) -> SecondLineFlag:
    return SecondLineFlag.objects.create(
        id=uuid4(), authorization=about, reason="identity", set_by=one, set_at=ports.clock.now()
    )


def assignment(ports: Ports, about: Authorization, one: Account, two: Account) -> Assignment:
    return Assignment.objects.create(
        application=about.application, officer=one, assigned_by=two, assigned_at=ports.clock.now()
    )


def notice(ports: Ports, about: Authorization, one: Account, two: Account) -> DeskNotice:
    return DeskNotice.objects.create(
        application=about.application, account=one, by=two, kind="taken_over", at=ports.clock.now()
    )


def a_hit(ports: Ports, about: Authorization, _one: Account, _two: Account) -> Hit:
    return Hit.objects.create(
        id=uuid4(), application=about.application, list_kind="lost_stolen", reasons=["document_listed"],
        pair_index=b"pair", sides_sealed=b"x", found_at=ports.clock.now(),
    )  # fmt: skip


def in_list(**changes: object) -> Breaking:
    def broken(ports: Ports) -> None:
        ListVersion.objects.create(**a_version(ports) | changes)

    return broken


def in_listed(**changes: object) -> Breaking:
    def broken(ports: Ports) -> None:
        version = ListVersion.objects.create(**a_version(ports))
        ListedDocument.objects.create(
            **{"version": version, "document_index": b"x", "kind": "lost", "reported_on": "2026-01-31"} | changes
        )

    return broken


def a_version(ports: Ports) -> dict[str, object]:
    return {
        "id": uuid4(), "kind": "lost_stolen", "in_force_from": "2026-11-22", "imported_at": ports.clock.now(),
        "entries": 1, "skipped": 0, "digest": b"x",
    }  # fmt: skip


def in_report(**changes: object) -> Breaking:
    def broken(ports: Ports) -> None:
        report_intermediary(ports, {"about": "Specimen Fast ETA", "happened": "It asked for money."}, "en")
        IntermediaryReport.objects.update(**changes)

    return broken


def an_objection_examined_by_nobody(ports: Ports) -> None:
    _, order = a_prepared(ports, 1)
    object_to(ports, applications_of(order)[0].id)
    Mandate.objects.update(examined_at=ports.clock.now())


def an_order_told_of_twice(ports: Ports) -> None:
    _, order = a_prepared(ports, 1)
    for _ in range(2):
        queue_mail(ports, "order.decided", "en", organisation=order.group.organisation, order=order)


def kept_words(ports: Ports, about: Authorization, one: Account, _: Account) -> DeskDraft:
    return DeskDraft.objects.create(
        id=uuid4(), application=about.application, account=one, form="decision", content_sealed=b"x",
        kept_at=ports.clock.now(),
    )  # fmt: skip


def membership(ports: Ports, _about: Authorization, one: Account, _: Account) -> TeamMember:
    team, _created = Team.objects.get_or_create(
        name="Specimen team", defaults={"id": uuid4(), "created_at": ports.clock.now()}
    )
    return TeamMember.objects.create(team=team, account=one)


def twice(make: Callable[[Ports, Authorization, Account, Account], object]) -> Breaking:
    def broken(ports: Ports) -> None:
        a_granted(ports)
        about, one, two = Authorization.objects.get(), an_officer(ports), an_officer(ports, "officer.two")
        for _ in range(2):
            made = make(ports, about, one, two)
            if isinstance(made, Proposal):
                Proposal.objects.filter(id=made.id).update(state="open", settled_by=None, settled_at=None)

    return broken


def confirmed_by_the_same(ports: Ports) -> None:
    a_granted(ports)
    Decision.objects.update(decided_by=an_officer(ports), confirmed_by=Account.objects.get())


def attach(ports: Ports, kind: str) -> None:
    """One more file to an application that has its portrait."""
    Attachment.objects.create(
        id=uuid4(),
        application_id=a_draft(ports),
        kind=kind,
        content_sealed=b"x",
        digest=b"x",
        created_at=ports.clock.now(),
    )


def a_second_portrait(ports: Ports) -> None:
    attach(ports, "portrait")


def a_diary(ports: Ports) -> None:
    attach(ports, "diary")


def in_organisation(**changes: object) -> Breaking:
    return lambda ports: (an_organisation(ports), Organisation.objects.update(**changes))


def in_representative(**changes: object) -> Breaking:
    """The account of an organisation's manager; the officer who approved it stays as they are."""
    return lambda ports: (an_organisation(ports), Account.objects.filter(role="representative").update(**changes))


def in_organisation_key(**changes: object) -> Breaking:
    return lambda ports: (
        add_organisation_key(ports, an_organisation(ports)),
        OrganisationKey.objects.update(**changes),
    )


def two_keys_in_one_slot(ports: Ports) -> None:
    manager = an_organisation(ports)
    for _ in range(2):
        add_organisation_key(ports, manager)
    OrganisationKey.objects.update(slot=1)


def an_officer_of_an_organisation(ports: Ports) -> None:
    manager = an_organisation(ports)
    Account.objects.filter(id=an_officer(ports).pk).update(organisation=manager.organisation)


def a_draft_of_an_unproven_mailbox(ports: Ports) -> None:
    MailboxRequest.objects.filter(id=a_mailbox_request(ports)).update(application=a_draft(ports))


def an_officer_of_a_carrier(ports: Ports) -> None:
    carrier, _ = add_carrier(ports, "Specimen Air")
    an_officer(ports)
    Account.objects.update(carrier=carrier)


BROKEN: list[tuple[str, Breaking]] = [
    ("examined_objection_says_by_whom", an_objection_examined_by_nobody),
    ("order_is_told_of_once", an_order_told_of_twice),
    ("report_has_a_known_status",
     lambda ports: in_report(status="lost", taken_up_by=an_officer(ports), taken_up_at="2026-11-22T00:00:00Z")(ports)),
    ("report_that_was_taken_up_says_by_whom", in_report(status="taken_up")),
    ("closed_report_says_by_whom_and_why",
     lambda ports: in_report(status="closed", taken_up_by=an_officer(ports), taken_up_at="2026-11-22T00:00:00Z")(ports)),
    ("account_at_a_carriers_desk_has_its_carrier", in_account(role="carrier")),
    ("account_at_a_carriers_desk_has_its_carrier", an_officer_of_a_carrier),
    ("account_has_a_known_role", in_account(role="emperor")),
    ("account_of_a_representative_has_its_organisation", in_account(role="representative")),
    ("account_of_a_representative_has_its_organisation", in_representative(organisation=None)),
    ("account_of_a_representative_has_its_organisation", in_account(is_manager=True)),
    ("account_of_a_representative_has_its_organisation", an_officer_of_an_organisation),
    ("invitation_is_of_an_organisation", in_request(purpose="member")),
    ("mailbox_is_proven_before_anything_starts", a_draft_of_an_unproven_mailbox),
    ("organisation_has_a_known_kind", in_organisation(kind="family")),
    ("organisation_has_a_known_kind", in_organisation(kind="club")),
    ("organisation_has_a_known_status", in_organisation(status="sleeping")),
    ("organisation_that_was_decided_on_says_when_and_by_whom", in_organisation(decided_at=None)),
    ("organisation_that_was_decided_on_says_when_and_by_whom",
     in_organisation(decided_by=None, status="refused", reasons=["not_reached"])),
    ("refused_or_suspended_organisation_alone_has_reasons", in_organisation(reasons=["not_reached"])),
    ("refused_or_suspended_organisation_alone_has_reasons", in_organisation(status="suspended")),
    ("organisation_key_has_a_known_slot", in_organisation_key(slot=3)),
    ("organisation_has_one_live_key_in_a_slot", two_keys_in_one_slot),
    ("border_act_has_its_moment", in_border_record(act="entry")),
    ("border_act_has_its_moment", in_border_record(act="dance", acted_at="2026-11-22T00:00:00Z")),
    ("border_record_has_a_known_verdict", in_border_record(verdict="PERHAPS")),
    ("refusal_of_entry_alone_has_reasons",
     in_border_record(act="refusal_of_entry", acted_at="2026-11-22T00:00:00Z")),
    ("refusal_of_entry_alone_has_reasons", in_border_record(reasons=["purpose"])),
    ("answer_has_its_moment", of_desk(question, answer_sealed=b"x")),
    ("application_has_one_open_proposal", twice(proposal)),
    ("application_has_one_open_question", twice(question)),
    ("assignment_has_a_team_or_an_officer", of_desk(assignment, officer=None)),
    ("authorization_has_one_flag", twice(flag)),
    ("closed_question_has_no_answer",
     of_desk(question, answered_at="2026-11-22T00:00:00Z", closed_at="2026-11-22T00:00:00Z")),
    ("decision_is_confirmed_by_another", confirmed_by_the_same),
    ("draft_is_the_only_one_of_its_form", twice(kept_words)),
    ("ending_has_a_known_act", of_desk(ending, act="refuse")),
    ("ending_has_grounds", of_desk(ending, grounds=[])),
    ("ending_is_confirmed_by_another", of_desk(ending, confirmed_by=F("decided_by"))),
    ("flag_has_a_known_reason", of_desk(flag, reason="because")),
    ("hit_has_a_known_kind", of_desk(a_hit, list_kind="gossip")),
    ("hit_has_reasons", of_desk(a_hit, reasons=[])),
    ("hit_is_the_only_one_of_its_pair", twice(a_hit)),
    ("judged_hit_says_by_whom", of_desk(a_hit, judgement="confirmed")),
    ("judged_hit_says_by_whom", of_desk(a_hit, judged_at="2026-11-22T00:00:00Z")),
    ("list_version_has_a_known_kind", in_list(kind="earlier_cases")),
    ("listed_document_has_a_known_kind", in_listed(kind="eaten")),
    ("lifted_flag_says_by_whom", of_desk(flag, lifted_at="2026-11-22T00:00:00Z")),
    ("lifted_flag_says_by_whom", of_desk(flag, lifted_by=F("set_by"))),
    ("member_is_in_a_team_once", twice(membership)),
    ("notice_has_a_known_kind", of_desk(notice, kind="gossip")),
    ("proposal_has_a_known_act", of_desk(proposal, act="forgive")),
    ("proposal_has_a_known_state", of_desk(proposal, state="lost")),
    ("proposal_has_grounds", of_desk(proposal, grounds=[])),
    ("proposal_is_confirmed_by_another", of_desk(proposal, settled_by=F("proposed_by"))),
    ("question_has_a_topic", of_desk(question, topics=[])),
    ("settled_proposal_says_by_whom", of_desk(proposal, state="open")),
    ("settled_proposal_says_by_whom", of_desk(proposal, settled_by=None)),
    ("application_has_a_known_status", in_submitted(status="forgotten")),
    ("application_has_one_attachment_of_a_kind", a_second_portrait),
    ("application_is_paid_once", again(Payment, provider_reference="demo-second")),
    ("attachment_has_a_known_kind", a_diary),
    ("authorization_lives_at_least_a_day", in_authorization(last_day="2026-11-21")),
    ("authorization_has_each_reminder_once", one_reminder_twice),
    ("bucket_has_one_window", two_windows_of_one_bucket),
    ("carrier_has_one_live_key_in_a_slot", two_living_keys_in_one_slot),
    ("carrier_key_has_a_slot_of_its_kind", a_third_slot),
    ("case_event_is_the_only_one_of_its_version", again(CaseEvent)),
    ("case_key_is_there_until_destroyed", in_key(wrapped=None)),
    ("case_key_is_there_until_destroyed", in_key(destroyed_at="2026-11-22T00:00:00Z")),
    ("code_is_for_a_mailbox_only", in_link(code_digest=b"digest")),
    ("decided_application_has_decision", in_granted(decision=None)),
    ("decided_application_has_decision", in_granted(status="referred")),
    ("decided_application_has_decision", in_submitted(status="granted")),
    ("edit_says_which_answers", an_edit_of_nothing),
    ("decided_application_has_decision", in_submitted(status="refused")),
    ("decision_has_a_known_outcome", in_decision(outcome="perhaps")),
    ("decision_has_reasons", in_decision(reasons=[])),
    ("document_has_one_living_authorization", second_living_authorization),
    ("draft_was_not_submitted", in_draft(submitted_at="2026-11-22T00:00:00Z")),
    ("draft_was_not_submitted", in_submitted(status="draft")),
    ("ended_authorization_says_how", in_authorization(ending="revoked")),
    ("ended_authorization_says_how", in_authorization(ended_at="2026-11-22T00:00:00Z")),
    ("ended_authorization_says_how", in_authorization(ending="expired", ended_at="2026-11-22T00:00:00Z")),
    ("event_causes_each_message_once", again(OutboxMessage, message_id="<second@testserver>")),
    ("mailbox_request_has_a_known_purpose", in_request(purpose="play")),
    ("mailed_link_has_what_its_purpose_needs", in_link(purpose="mailbox")),
    ("mailed_link_has_what_its_purpose_needs", in_link(purpose="play")),
    ("mailed_link_has_what_its_purpose_needs", in_link(application=None)),
    ("message_has_one_recipient", in_message(application=None)),
    ("message_has_one_recipient", message_with_two_recipients),
    ("message_has_a_known_state", in_message(state="lost")),
    ("override_has_a_known_reason", in_override(reason="because")),
    ("override_lives_three_days_at_most", in_override(valid_until=F("valid_from") + timedelta(hours=72, seconds=1))),
    ("override_lives_three_days_at_most", in_override(valid_until=F("valid_from") - timedelta(seconds=1))),
    ("payment_has_a_known_state", in_payment(state="lost")),
    (
        "payment_that_the_provider_spoke_of_has_its_reference",
        in_payment(state="under_way", provider_reference=None),
    ),
    ("proven_mailbox_has_its_moment", in_draft(mailbox_proven_at=None)),
    ("proven_mailbox_has_its_moment", in_draft(mailbox_index=None)),
    ("received_payment_has_its_moment", in_payment(state="paid")),
    ("received_payment_has_its_moment", in_payment(state="refund_due")),
    ("refunded_fee_has_its_moment", in_fee_refund(state="refunded")),
    ("refunded_fee_has_its_moment", in_fee_refund(refunded_at="2026-11-22T00:00:00Z")),
    ("fee_that_goes_back_is_something", in_fee_refund(amount=0)),
    ("refunded_payment_has_its_moment", in_payment(state="refunded", paid_at="2026-11-22T00:00:00Z")),
    ("refusal_has_an_officer", in_decision(outcome="refused")),
    ("sent_message_has_its_moment", in_message(state="sent")),
    ("spent_link_says_by_whom", in_link(spent_at="2026-11-22T00:00:00Z")),
    ("spent_link_says_by_whom", in_link(spent_by=b"somebody")),
    ("submitted_application_is_frozen", in_draft(status="awaiting_payment")),
    *(
        ("submitted_application_is_frozen", in_submitted(**{field: None}))
        for field in (
            "submitted_at", "rulebook", "fee_total", "validity_years", "submit_key", "document_index",
            "person_index", "status_index",
        )
    ),
    *group_rows.BROKEN,
    *webhook_rows.BROKEN,
]  # fmt: skip


@pytest.mark.django_db
@pytest.mark.parametrize(("name", "breaking"), BROKEN)
def test_constraint_refuses_what_it_forbids(ports: Ports, name: str, breaking: Breaking) -> None:
    with pytest.raises(IntegrityError, match=f'"{name}"'), transaction.atomic():
        breaking(ports)


def message_id_twice(ports: Ports) -> None:
    carrier = Carrier.objects.using("owner").create(id=uuid4(), name="Specimen Air", created_at=ports.clock.now())
    for digest in (b"one", b"two"):
        BoardCheckMessage.objects.using("owner").create(
            carrier=carrier, message_id="m-1", body_digest=digest, at=ports.clock.now()
        )


@pytest.mark.usefixtures("committed")
def test_carrier_uses_a_message_id_once(ports: Ports) -> None:
    """As owner: the application role does not write what carriers ask."""
    with pytest.raises(IntegrityError, match='"carrier_uses_a_message_id_once"'):
        message_id_twice(ports)


@pytest.mark.usefixtures("committed")
def test_database_is_one_installation(ports: Ports) -> None:
    """As owner: the application role only reads whose database it is."""
    with pytest.raises(IntegrityError, match='"database_is_one_installation"'):
        Installation.objects.using("owner").create(
            id=2, audit_name="another/audit", key_proof=b"proof", is_demonstration=True, created_at=ports.clock.now()
        )


def names_in_the_models() -> set[str]:
    return {
        constraint.name
        for model in apps.get_app_config("records").get_models()
        for constraint in model._meta.constraints
    }


def test_every_constraint_was_broken_once() -> None:
    assert {name for name, _ in BROKEN} | {
        "carrier_uses_a_message_id_once",
        "database_is_one_installation",
    } == names_in_the_models()


def test_names_of_constraints_are_sentences() -> None:
    verb = re.compile(r"_(has|is|was|lives|says|uses|causes)_")
    for name in names_in_the_models():
        assert re.fullmatch(r"[a-z]+(_[a-z]+){2,}", name), name
        assert verb.search(f"_{name}_"), name
        assert len(name) <= 63, name


@pytest.mark.django_db
@pytest.mark.parametrize(
    "breaking",
    [
        lambda ports: Application.objects.filter(id=a_draft(ports, document_number="U2")).update(
            reference=Application.objects.get(id=a_draft(ports)).reference
        ),
        again(Authorization, document_index=b"another"),
        again(OutboxMessage, kind="application.refused"),
        lambda ports: (a_paid(ports), Payment.objects.create(
            id=uuid4(), application=Application.objects.get(), amount=1, currency="KRW", provider="x",
            provider_reference=Payment.objects.get().provider_reference, started_at=ports.clock.now(),
        )),
    ],
    ids=["reference", "authorization of an application", "message-id", "provider's reference"],
)  # fmt: skip
def test_what_is_unique_cannot_come_twice(ports: Ports, breaking: Breaking) -> None:
    with pytest.raises(IntegrityError, match="unique"), transaction.atomic():
        breaking(ports)
