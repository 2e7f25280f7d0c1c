"""What travellers say of the representative who applied for them, and what becomes of it."""

from __future__ import annotations

import pytest

from mapae.core.application.parties import MandateAnswer
from mapae.core.application.status import Act, TransitionRefused
from mapae.core.documents.partial_date import PartialDate
from mapae.records.models import Account, Application, AuditLeaf, CaseEvent, DeskNotice, Mandate, OutboxMessage
from mapae.usecases.assign_case import take_case
from mapae.usecases.case_acts import UnknownApplication
from mapae.usecases.decide import decide_by_machine, grant_by_officer
from mapae.usecases.examine_objection import examine_objection
from mapae.usecases.list_queue import View, list_queue
from mapae.usecases.mandates import (
    NoMandate,
    TooManyGuesses,
    WrongBirthDate,
    confirm,
    is_known,
    make_known,
    object_to,
    read_mandate,
)
from mapae.usecases.messages import send_message
from mapae.usecases.open_case import open_case
from mapae.usecases.ports import Ports
from tests.room.clock import SetClock
from tests.usecases.order_steps import a_released, applications_of
from tests.usecases.steps import a_granted, an_officer

pytestmark = pytest.mark.django_db


def one(ports: Ports, **changes: str) -> Application:
    """A traveller of an agency's group, paid and on the way to a decision."""
    return applications_of(a_released(ports, 1, **changes)[1])[0]


def events_of(application: Application) -> list[str]:
    return list(CaseEvent.objects.filter(application=application).order_by("version").values_list("name", flat=True))


def test_declaration_says_who_for_whom_when_and_in_which_words(ports: Ports) -> None:
    application = one(ports)
    told = read_mandate(ports, application.id)
    assert told.by.startswith("Specimen Tours ")
    assert told.kind == "travel_agency"
    assert "ÖRNEK" in told.traveller
    assert (told.wording, told.answer, told.tells_grounds) == ("1", MandateAnswer.NONE, False)
    assert told.declared_at == application.submitted_at


def test_who_applied_alone_has_no_mandate(ports: Ports) -> None:
    granted = a_granted(ports)
    for act in (lambda: read_mandate(ports, granted.id), lambda: object_to(ports, granted.id)):
        with pytest.raises(NoMandate):
            act()
    assert is_known(granted.id)


def test_traveller_with_an_address_is_told_once_with_a_link(ports: Ports) -> None:
    application = one(ports)
    (message,) = OutboxMessage.objects.filter(application=application, kind="application.by_representative")
    send_message(ports, message.id)
    (mail,) = ports.mail.list_mails()  # type: ignore[attr-defined]  # the mails of tests are kept in a folder
    assert mail.recipient == "traveller.1@example.org"
    assert "/en/link/" in mail.text
    assert "ÖRNEK" not in mail.text
    assert "Specimen Tours" not in mail.text


def test_traveller_without_an_address_is_written_to_by_nobody(ports: Ports) -> None:
    application = one(ports, email="")
    decide_by_machine(ports, application.id)
    for message in OutboxMessage.objects.filter(application=application):
        send_message(ports, message.id)
    assert not OutboxMessage.objects.filter(kind="application.by_representative").exists()
    assert ports.mail.list_mails() == []  # type: ignore[attr-defined]  # the mails of tests are kept in a folder


def test_silence_does_not_block(ports: Ports) -> None:
    assert decide_by_machine(ports, one(ports).id).status == "granted"


def test_who_confirms_is_granted_as_who_is_silent(ports: Ports) -> None:
    application = one(ports)
    confirm(ports, application.id, tells_grounds=True)
    mandate = Mandate.objects.get(application=application)
    assert (mandate.answer, mandate.tells_grounds) == ("confirmed", True)
    assert decide_by_machine(ports, application.id).status == "granted"


def test_objection_before_the_decision_brings_the_case_to_an_officer(ports: Ports) -> None:
    application = one(ports)
    object_to(ports, application.id)
    assert decide_by_machine(ports, application.id).status == "referred"
    event = CaseEvent.objects.get(application=application, name=Act.REFER)
    assert event.reasons == ["objection"]
    officer = an_officer(ports)
    application.refresh_from_db()
    grant_by_officer(ports, application.id, officer, application.version)
    assert list_queue(ports, officer, View.OBJECTED).total == 0, "it was looked at with the decision"


def test_objection_after_the_grant_waits_for_an_officer_and_ends_nothing(ports: Ports, clock: SetClock) -> None:
    application = one(ports)
    decide_by_machine(ports, application.id)
    clock.pass_by(hours=1)
    object_to(ports, application.id)
    officer = an_officer(ports)
    queue = list_queue(ports, officer, View.OBJECTED)
    assert [(entry.id, entry.reasons) for entry in queue.entries] == [(application.id, ("objection",))]
    case = open_case(ports, application.id, officer)
    assert case.objection_waits
    assert case.authorization is not None
    assert case.authorization.ending == ""
    examine_objection(ports, application.id, officer)
    examine_objection(ports, application.id, officer)
    assert list_queue(ports, officer, View.OBJECTED).total == 0
    assert events_of(application)[-2:] == ["mandate.objected", "mandate.examined"]


def test_officer_who_has_the_case_is_told_of_the_objection(ports: Ports) -> None:
    application = one(ports, has_criminal_record="yes", criminal_record_details="Utopia, 2009, invented, a fine")
    decide_by_machine(ports, application.id)
    officer = an_officer(ports)
    application.refresh_from_db()
    assign(ports, application, officer)
    DeskNotice.objects.all().delete()
    object_to(ports, application.id)
    assert list(DeskNotice.objects.values_list("account_id", "kind")) == [(officer.pk, "objected")]


def assign(ports: Ports, application: Application, officer: Account) -> None:
    take_case(ports, application.id, officer)


def test_minds_may_change_and_every_change_is_kept(ports: Ports) -> None:
    application, officer = one(ports), an_officer(ports)
    object_to(ports, application.id)
    object_to(ports, application.id)
    examine_objection(ports, application.id, officer)
    confirm(ports, application.id, tells_grounds=False)
    confirm(ports, application.id, tells_grounds=True)
    object_to(ports, application.id)
    assert [name for name in events_of(application) if name.startswith("mandate.")] == [
        "mandate.objected",
        "mandate.examined",
        "mandate.confirmed",
        "mandate.confirmed",
        "mandate.objected",
    ]
    mandate = Mandate.objects.get(application=application)
    assert (mandate.answer, mandate.tells_grounds, mandate.examined_at) == ("objected", False, None)
    leaves = [bytes(content) for content in AuditLeaf.objects.values_list("content", flat=True)]
    assert sum(b'"mandate.objected"' in leaf for leaf in leaves) == 2


def test_nobody_examines_what_nobody_objected_to(ports: Ports) -> None:
    application, officer = one(ports), an_officer(ports)
    with pytest.raises(TransitionRefused):
        examine_objection(ports, application.id, officer)


def test_case_that_was_granted_by_machine_stays_closed_to_officers_without_an_objection(ports: Ports) -> None:
    application, officer = one(ports), an_officer(ports)
    decide_by_machine(ports, application.id)
    with pytest.raises(UnknownApplication):
        open_case(ports, application.id, officer)


def test_address_that_a_representative_typed_opens_with_the_birth_date_only(ports: Ports) -> None:
    application = one(ports)
    assert not is_known(application.id)
    for _ in range(4):
        with pytest.raises(WrongBirthDate):
            make_known(ports, application.id, PartialDate.parse("1970-01-01"))
    make_known(ports, application.id, PartialDate.parse("1971-02-02"))
    assert is_known(application.id)
    with pytest.raises(TooManyGuesses):
        make_known(ports, application.id, PartialDate.parse("1971-02-02"))
