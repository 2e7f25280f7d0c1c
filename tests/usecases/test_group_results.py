"""Results for the representative: a word for each traveller, grounds by consent, letters of their own group, one mail."""

from __future__ import annotations

import pytest

from mapae.core.authorization.validity import Standing
from mapae.records.models import Application, Group, GroupRow, Order, OutboxMessage
from mapae.usecases.cancel import cancel
from mapae.usecases.decide import decide_by_machine
from mapae.usecases.group_results import Outcome, all_results, letters_of, read_results
from mapae.usecases.groups import Representative, UnknownGroup
from mapae.usecases.mandates import confirm, object_to
from mapae.usecases.open_link import open_group_link
from mapae.usecases.pay import receive_payment
from mapae.usecases.ports import Ports
from mapae.usecases.prepare_order import prepare_order
from mapae.usecases.release_order import release_order
from mapae.usecases.tell_of_order import tell_of_order
from mapae.usecases.withdraw import withdraw
from tests.usecases.group_steps import a_representative
from tests.usecases.leaves import leaves
from tests.usecases.order_steps import (
    a_pressed,
    a_ready_family,
    a_released,
    an_open_payment_of,
    applications_of,
    jobs,
)
from tests.usecases.post import deliver, mails
from tests.usecases.steps import an_officer, notice_of, refuse

pytestmark = pytest.mark.django_db


@pytest.fixture
def decided(ports: Ports) -> tuple[Representative, list[Application]]:
    """Four travellers of an agency: one granted, one refused, one not decided on, one objects."""
    who, order = a_released(ports, 4)
    granted, refused, waiting, objects = applications_of(order)
    object_to(ports, refused.id)  # so that an officer decides
    for one in (granted, refused, objects):
        decide_by_machine(ports, one.id)
    confirm(ports, refused.id, tells_grounds=False)
    refuse(ports, refused.id, an_officer(ports), ["false_information"])
    object_to(ports, objects.id)
    return who, [granted, refused, waiting, objects]


def results(ports: Ports, who: Representative, group: object) -> dict[int, Outcome]:
    assert isinstance(group, Group)
    return {outcome.number: outcome for outcome in all_results(ports, who, group.id)}


def test_each_traveller_has_one_word(ports: Ports, decided: tuple[Representative, list[Application]]) -> None:
    who, applications = decided
    group = Group.objects.get()
    found = read_results(ports, who, group.id)
    said = [(one.status, one.standing) for one in found.outcomes]
    assert said == [
        ("granted", Standing.LIVING),
        ("refused", None),
        ("in_assessment", None),
        (None, None),
    ]
    assert found.counts == {"granted": 1, "refused": 1, "in_assessment": 1, "objected": 1}
    assert found.letters == 1
    assert list(found.parts) == [1]
    assert found.after is None
    assert [one.told for one in found.outcomes] == [None] * 4
    assert len(leaves("group.results_read")) == 1
    assert applications


def test_grounds_are_told_only_by_consent_and_to_the_letter_of_the_disclosure(ports: Ports) -> None:
    who, order = a_released(
        ports, 2, has_criminal_record="yes", criminal_record_details="Utopia, 2009, invented, a fine"
    )
    silent, tells = applications_of(order)
    confirm(ports, tells.id, tells_grounds=True)
    officers = iter((an_officer(ports, "officer.a"), an_officer(ports, "officer.b")))
    for one in (silent, tells):
        decide_by_machine(ports, one.id)
        refuse(ports, one.id, next(officers), ["false_information"])
    found = results(ports, who, order.group)
    assert found[1].told is None
    assert found[2].told is not None
    assert found[2].told.grounds
    object_to(ports, tells.id)
    assert results(ports, who, order.group)[2].told is None


def test_letters_are_those_of_the_living_each_with_its_leaf(ports: Ports) -> None:
    who, order = a_released(ports, 4)
    applications = applications_of(order)
    for one in applications:
        decide_by_machine(ports, one.id)
    cancel(ports, applications[1].id)
    object_to(ports, applications[2].id)
    found = list(letters_of(ports, who, order.group_id, 1))
    assert [one.number for one in found] == [1, 4]
    assert [one.letter.reference for one in found] == [applications[0].reference, applications[3].reference]
    assert len(leaves("application.letter_read")) == 2
    assert list(letters_of(ports, who, order.group_id, 2)) == []


def test_other_organisations_and_families_see_nothing(ports: Ports) -> None:
    _, order = a_released(ports, 1)
    stranger = a_representative(ports)
    family, _ = a_ready_family(ports, 1)
    for who in (stranger, family, Representative()):
        for read in (read_results, all_results):
            with pytest.raises(UnknownGroup):
                read(ports, who, order.group_id)
        with pytest.raises(UnknownGroup):
            letters_of(ports, who, order.group_id, 1)


def test_representative_is_told_once_when_everything_is_decided(ports: Ports) -> None:
    _, order = a_released(ports, 3)
    first, second, third = applications_of(order)
    submission = order.submissions.get().id
    for one in (first, second):
        decide_by_machine(ports, one.id)
    tell_of_order(ports, submission)
    assert not OutboxMessage.objects.filter(kind="order.decided").exists()
    withdraw(ports, third.id)
    assert jobs("tell_of_order") == 3
    for _ in range(2):
        tell_of_order(ports, submission)
    (message,) = OutboxMessage.objects.filter(kind="order.decided")
    assert message.organisation_id == order.group.organisation_id
    deliver(ports)
    (mail,) = [one for one in mails(ports) if one.subject == "Your group application is decided"]
    assert "2 granted" in mail.text
    assert "0 refused" in mail.text
    assert "1 withdrawn" in mail.text
    assert "http://testserver/en/group/" in mail.text
    assert "ÖRNEK" not in mail.text


def test_order_that_was_taken_back_whole_is_not_told_of(ports: Ports) -> None:
    _, order = a_released(ports, 1)
    withdraw(ports, applications_of(order)[0].id)
    tell_of_order(ports, order.submissions.get().id)
    assert not OutboxMessage.objects.filter(kind="order.decided").exists()


def test_family_is_told_with_a_link_to_its_group(ports: Ports) -> None:
    order = a_decided_family_order(ports)
    tell_of_order(ports, order.submissions.get().id)
    deliver(ports)
    (mail,) = [one for one in mails(ports) if one.subject == "Your group application is decided"]
    assert mail.recipient == "specimen.family@example.org"
    token = mail.text.split("/en/group/link/")[1].split("/")[0]
    assert open_group_link(ports, token, "browser") == order.group_id


def a_decided_family_order(ports: Ports) -> Order:
    who, group = a_ready_family(ports, 2)
    order = a_pressed(ports, who, group)
    prepare_order(ports, order.id)
    receive_payment(ports, notice_of(an_open_payment_of(ports, who, order)))
    release_order(ports, order.id)
    for one in applications_of(order):
        decide_by_machine(ports, one.id)
    order.refresh_from_db()
    return order


def test_pages_follow_each_other_by_number(ports: Ports, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("mapae.usecases.group_results.MOST_ON_A_PAGE", 2)
    who, order = a_released(ports, 3)
    first = read_results(ports, who, order.group_id)
    assert [one.number for one in first.outcomes] == [1, 2]
    assert first.after == 2
    second = read_results(ports, who, order.group_id, 2)
    assert ([one.number for one in second.outcomes], second.after) == ([3], None)
    assert GroupRow.objects.count() == 3
