"""An order's rows become applications as single ones are, each once, whatever is killed; what cannot go is told and free."""

from __future__ import annotations

from datetime import timedelta

import pytest

from mapae.records.models import Application, Attachment, AuditLeaf, GroupRow, Mandate, Order, OutboxMessage
from mapae.usecases import prepare_order as preparing
from mapae.usecases.case_data import open_answers
from mapae.usecases.decide import decide_by_machine
from mapae.usecases.group_data import open_organisation
from mapae.usecases.ports import Ports
from mapae.usecases.prepare_order import prepare_order
from mapae.usecases.read_portrait import open_portrait
from mapae.usecases.release_order import release_order
from mapae.usecases.sweep import resume_stranded
from tests.room.clock import SetClock
from tests.usecases.group_steps import row_answers
from tests.usecases.order_steps import (
    a_prepared,
    a_pressed,
    a_ready_family,
    a_ready_group,
    a_released,
    applications_of,
    jobs,
    people,
    put_rows,
)
from tests.usecases.steps import a_granted, at_once

pytestmark = pytest.mark.wide


@pytest.mark.django_db
def test_each_row_is_an_application_submitted_at_the_press(ports: Ports, clock: SetClock) -> None:
    who, group = a_ready_group(ports)
    order = a_pressed(ports, who, group)
    clock.pass_by(minutes=5)
    prepare_order(ports, order.id)
    order.refresh_from_db()
    made = applications_of(order)
    assert (order.status, order.amount, order.currency) == ("awaiting_payment", 30900, "KRW")
    assert [one.status for one in made] == ["awaiting_payment"] * 3
    assert {one.submitted_at for one in made} == {clock.now() - timedelta(minutes=5)} == {order.pressed_at}
    assert {one.rulebook_id for one in made} == {order.rulebook_id}
    assert len({one.case_key_id for one in made} | {group.case_key_id}) == 4
    assert list(GroupRow.objects.order_by("number").values_list("application", flat=True)) == [one.id for one in made]


@pytest.mark.django_db
def test_answers_say_who_declares_for_whom(ports: Ports) -> None:
    who, order = a_prepared(ports, 1)
    raw = open_answers(ports, applications_of(order)[0])
    assert raw["surname"].startswith("ÖRNEK")
    assert {name: raw[name] for name in ("applying_for", "representative_relation", "has_mandate", "is_true")} == {
        "applying_for": "other", "representative_relation": "travel_agency", "has_mandate": "yes", "is_true": "yes",
    }  # fmt: skip
    assert raw["representative_name"].startswith("Specimen Tours")
    mandate = Mandate.objects.get()
    assert (mandate.wording, mandate.declared_at, mandate.answer) == ("1", order.pressed_at, "")
    assert mandate.declared_by == str(who.actor(ports))


@pytest.mark.django_db
def test_family_goes_without_an_account(ports: Ports) -> None:
    who, group = a_ready_family(ports)
    order = a_pressed(ports, who, group)
    prepare_order(ports, order.id)
    raw = open_answers(ports, applications_of(order)[0])
    assert (raw["representative_name"], raw["representative_relation"]) == ("Anna Specimen", "relative")
    assert Mandate.objects.first().declared_by == "family"


@pytest.mark.django_db
def test_portrait_goes_along_and_the_row_keeps_its_own_until_the_release(ports: Ports) -> None:
    _, order = a_prepared(ports, 1)
    application = applications_of(order)[0]
    assert open_portrait(ports, application)[:2] == b"\xff\xd8"
    assert order.rows.filter(portrait__isnull=False).count() == 1


@pytest.mark.django_db
def test_order_is_split_by_the_rulebooks_number(ports: Ports) -> None:
    who, group = a_ready_group(ports, 51)
    order = a_pressed(ports, who, group)
    prepare_order(ports, order.id)
    assert list(order.submissions.order_by("number").values_list("people", flat=True)) == [50, 1]
    assert set(order.submissions.values_list("rule", "most")) == {("KOR.groups-50", 50)}
    assert [one.submission.number for one in applications_of(order)] == [1] * 50 + [2]


@pytest.mark.django_db
def test_row_that_cannot_go_after_all_is_left_out_and_free(ports: Ports) -> None:
    person = people(1)[0]
    for number in range(3):
        a_granted(ports, **(person | {"document_number": f"U2000000{number}", "email": "specimen@example.org"}))
    _, order = a_prepared(ports, 3)
    left = GroupRow.objects.get(number=1)
    assert (left.order, left.application, left.left_out) == (None, None, "too_often")
    assert (order.status, order.amount, order.rows.count()) == ("awaiting_payment", 20600, 2)
    assert not Application.objects.filter(group=order.group, status="draft").exists()
    assert any(b'"order.row_left_out"' in bytes(leaf.content) for leaf in AuditLeaf.objects.all())
    assert order.submissions.get().people == 2


@pytest.mark.django_db
def test_order_of_which_nobody_is_left_is_over(ports: Ports) -> None:
    person = people(1)[0]
    for number in range(3):
        a_granted(ports, **(person | {"document_number": f"U2000000{number}", "email": "specimen@example.org"}))
    _, order = a_prepared(ports, 1)
    assert (order.status, order.amount) == ("cancelled", 0)
    assert jobs("release_order") == 0


class Killed(BaseException):
    """As SIGKILL does, nobody may catch this."""


@pytest.mark.usefixtures("committed")
@pytest.mark.parametrize("at", [1, 4, 10, 11, 15, 22])
def test_killed_within_any_row_it_goes_on_and_doubles_nothing(
    ports: Ports, monkeypatch: pytest.MonkeyPatch, at: int
) -> None:
    who, group = a_ready_group(ports, 23)
    order = a_pressed(ports, who, group)
    send, sent = preparing._send, []

    def dying(*arguments: object) -> Application:
        application = send(*arguments)  # type: ignore[arg-type]
        sent.append(application.id)
        if len(sent) == at:
            raise Killed
        return application

    monkeypatch.setattr(preparing, "_send", dying)
    with pytest.raises(Killed):
        prepare_order(ports, order.id)
    monkeypatch.setattr(preparing, "_send", send)
    assert Application.objects.count() == (at - 1) // 10 * 10
    prepare_order(ports, order.id)
    prepare_order(ports, order.id)
    order.refresh_from_db()
    assert (order.status, order.amount) == ("awaiting_payment", 23 * 10300)
    assert Application.objects.count() == Mandate.objects.count() == Attachment.objects.count() == 23
    assert sorted(order.rows.values_list("application", flat=True)) == sorted(
        Application.objects.values_list("id", flat=True)
    )
    assert order.submissions.get().people == 23


@pytest.mark.usefixtures("committed")
def test_two_workers_at_one_order_do_each_row_once(ports: Ports) -> None:
    who, group = a_ready_group(ports, 25)
    order = a_pressed(ports, who, group)
    assert at_once(*[lambda: prepare_order(ports, order.id)] * 3) == [None] * 3
    assert Application.objects.count() == 25 == order.rows.filter(application__isnull=False).count()
    assert sum(b'"order.prepared"' in bytes(leaf.content) for leaf in AuditLeaf.objects.all()) == 1


@pytest.mark.django_db
def test_order_whose_job_was_lost_is_asked_for_again(ports: Ports, clock: SetClock) -> None:
    who, group = a_ready_group(ports, 1)
    order = a_pressed(ports, who, group)
    clock.pass_by(minutes=30)
    assert resume_stranded(ports) == 0
    clock.pass_by(minutes=31)
    assert resume_stranded(ports) == 1
    assert jobs("prepare_order") == 2
    prepare_order(ports, order.id)
    clock.pass_by(minutes=61)
    resume_stranded(ports)
    assert jobs("prepare_order") == 2


@pytest.mark.django_db
def test_who_gave_no_address_gets_no_mail_and_is_decided_all_the_same(ports: Ports) -> None:
    _, order = a_released(ports, 2, email="")
    for application in applications_of(order):
        assert decide_by_machine(ports, application.id).status == "granted"
    assert OutboxMessage.objects.count() == 0


@pytest.mark.django_db
def test_own_address_gets_the_mail_and_the_representatives_does_not(ports: Ports) -> None:
    who, group = a_ready_group(ports, 0)
    address = open_organisation(ports, who.account.organisation).email
    put_rows(ports, who, group, row_answers(1, email=address.upper()), row_answers(2, email="own@example.org"))
    order = a_pressed(ports, who, group)
    prepare_order(ports, order.id)
    agency, own = applications_of(order)
    assert agency.mailbox_index is None
    assert own.mailbox_index is not None
    Order.objects.filter(id=order.id).update(status="paid")
    release_order(ports, order.id)
    for application in (agency, own):
        decide_by_machine(ports, application.id)
    assert set(OutboxMessage.objects.values_list("application", flat=True)) == {own.id}
