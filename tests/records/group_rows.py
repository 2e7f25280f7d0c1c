"""Rows of a group and what belongs to it, made by hand, and how each promise of the database is broken."""

from __future__ import annotations

from collections.abc import Callable
from uuid import uuid4

from django.db.models import Model

from mapae.records.models import (
    Application,
    Group,
    GroupFile,
    GroupRow,
    Mandate,
    Order,
    Payment,
    RulebookVersion,
    Submission,
)
from mapae.usecases.groups import start_family
from mapae.usecases.ports import Ports
from mapae.usecases.rulebook_in_force import store_rulebook_in_force
from tests.usecases.steps import a_draft, a_submitted, an_open_payment

Breaking = Callable[[Ports], object]
MOMENT = "2026-11-22T00:00:00Z"


def a_family(ports: Ports) -> Group:
    return start_family(ports, "Specimen", "SPECIMEN", "specimen.family@example.org", "tr")


def a_row(ports: Ports, number: int = 1, group: Group | None = None) -> GroupRow:
    now = ports.clock.now()
    return GroupRow.objects.create(
        id=uuid4(), group=group or a_family(ports), number=number, answers_sealed=b"x", problems=0, requirement="required",
        checked_on=now.date(), changed_at=now,
    )  # fmt: skip


def a_file(ports: Ports) -> GroupFile:
    return GroupFile.objects.create(
        id=uuid4(), group=a_family(ports), content_sealed=b"x", uploaded_at=ports.clock.now()
    )


def an_order(ports: Ports) -> Order:
    now, version = ports.clock.now(), store_rulebook_in_force(ports).version
    return Order.objects.create(
        id=uuid4(), reference=str(uuid4())[:18], group=a_family(ports), submit_key=uuid4().bytes,
        rulebook=RulebookVersion.objects.get(version=version), pressed_at=now, changed_at=now, rows_total=2,
    )  # fmt: skip


def a_submission(ports: Ports, order: Order | None = None) -> Submission:
    return Submission.objects.create(
        id=uuid4(), order=order or an_order(ports), number=1, rule="KOR.groups-50", people=2, most=50
    )


def a_mandate(ports: Ports) -> Mandate:
    return Mandate.objects.create(
        application_id=a_submitted(ports), declared_by="family", declared_at=ports.clock.now(), wording="1"
    )


def _changed(make: Callable[[Ports], Model], **changes: object) -> Breaking:
    def breaking(ports: Ports) -> object:
        made = make(ports)
        return type(made)._base_manager.filter(pk=made.pk).update(**changes)

    return breaking


def _two_rows_of_a_number(ports: Ports) -> None:
    first = a_row(ports)
    a_row(ports, group=first.group)


def _too_many_in_a_submission(ports: Ports) -> None:
    order = an_order(ports)
    Submission.objects.create(id=uuid4(), order=order, number=1, rule="KOR.groups-50", people=51, most=50)


def _a_second_first_submission(ports: Ports) -> None:
    a_submission(ports, a_submission(ports).order)


def _paid_twice(ports: Ports) -> None:
    order, now = an_order(ports), ports.clock.now()
    for number in ("1", "2"):
        Payment.objects.create(
            id=uuid4(), order=order, amount=20000, currency="KRW", state="paid", provider="bank",
            provider_reference=f"order-{number}", started_at=now, paid_at=now,
        )  # fmt: skip


def _paid_for_two_things(ports: Ports) -> None:
    payment = an_open_payment(ports, a_submitted(ports))
    Payment.objects.filter(id=payment.id).update(order=an_order(ports))


def _in_a_submission_of_nobody(ports: Ports) -> None:
    Application.objects.filter(id=a_draft(ports)).update(submission=a_submission(ports))


def _a_row_of_a_file_without_its_line(ports: Ports) -> None:
    file = a_file(ports)
    row = a_row(ports, group=file.group)
    GroupRow.objects.filter(id=row.id).update(file=file)


def _a_row_submitted_without_order(ports: Ports) -> None:
    row = a_row(ports)
    GroupRow.objects.filter(id=row.id).update(application=a_draft(ports))


BROKEN: list[tuple[str, Breaking]] = [
    ("group_has_a_known_kind", _changed(a_family, kind="circus")),
    ("group_is_of_an_organisation_or_of_a_family", _changed(a_family, kind="company")),
    ("proven_mailbox_of_a_group_has_its_moment", _changed(a_family, mailbox_proven_at=None)),
    ("group_file_has_a_known_kind", _changed(a_file, kind="secrets")),
    ("row_of_a_file_has_its_line", _a_row_of_a_file_without_its_line),
    ("group_file_has_a_known_status", _changed(a_file, status="lost")),
    ("group_file_that_was_read_is_gone", _changed(a_file, status="done")),
    ("group_row_has_a_number_of_its_own", _two_rows_of_a_number),
    ("group_row_has_a_known_requirement", _changed(a_row, requirement="perhaps")),
    ("submitted_row_has_its_order", _a_row_submitted_without_order),
    ("order_has_a_known_status", _changed(an_order, status="lost")),
    ("order_has_rows", _changed(an_order, rows_total=0)),
    ("order_to_pay_has_its_amount", _changed(an_order, status="awaiting_payment")),
    ("order_is_paid_once", _paid_twice),
    ("payment_is_for_one_thing", _paid_for_two_things),
    ("submission_has_a_number_of_its_own", _a_second_first_submission),
    ("submission_is_within_the_rulebooks_number", _too_many_in_a_submission),
    ("application_of_a_submission_is_of_its_group", _in_a_submission_of_nobody),
    ("mandate_has_a_known_answer", _changed(a_mandate, answer="perhaps", answered_at=MOMENT)),
    ("answered_mandate_has_its_moment", _changed(a_mandate, answer="objected")),
]
