"""Officers decide on organisations; what that means for groups; what the log and the mail say."""

from __future__ import annotations

from uuid import uuid4

import pytest

from mapae.core.group.approval import ActRefused, ApprovalAct, ApprovalReason, ReasonsRefused
from mapae.records.models import OutboxMessage
from mapae.usecases.case_acts import ChangedMeanwhile
from mapae.usecases.groups import MayNotSendGroups, Representative, groups_of, start_group
from mapae.usecases.organisations import (
    UnknownOrganisation,
    act_on_organisation,
    list_organisations,
    look_at_organisation,
    read_own_organisation,
)
from mapae.usecases.ports import Ports
from tests.room.accounts import add
from tests.room.organisations import DETAILS, a_waiting_organisation, an_organisation, decide
from tests.usecases.leaves import leaves
from tests.usecases.post import deliver

pytestmark = pytest.mark.django_db


def test_queue_holds_those_that_wait_the_oldest_first_and_every_look_is_logged(ports: Ports) -> None:
    first = a_waiting_organisation(ports, name="First Travel")
    ports.clock.pass_by(minutes=1)  # type: ignore[attr-defined]  # the test's clock
    a_waiting_organisation(ports, name="Second Travel")
    an_organisation(ports, name="Approved Travel")
    officer = add()
    waiting = list_organisations(ports, officer, 1)
    assert [one.details.name for one in waiting.entries] == ["First Travel", "Second Travel"]
    assert list_organisations(ports, officer, 1, all_of_them=True).total == 3
    assert list_organisations(ports, officer, 2).entries == ()
    assert len(leaves("organisation.listed")) == 3
    assert first.organisation is not None
    look_at_organisation(ports, officer, first.organisation.id)
    (opened,) = leaves("organisation.opened")
    assert opened.object == f"organisation:{first.organisation.id}"
    assert opened.actor.startswith("officer:")


def test_approval_lets_the_organisation_start_groups(ports: Ports) -> None:
    account = a_waiting_organisation(ports)
    assert not read_own_organisation(ports, account).may_send
    with pytest.raises(MayNotSendGroups):
        start_group(ports, account, "June", "en")
    decide(ports, account.organisation, ApprovalAct.APPROVE)
    assert read_own_organisation(ports, account).may_send
    group = start_group(ports, account, "June", "en")
    assert list(groups_of(Representative(account))) == [group]


def test_suspended_organisation_looks_but_starts_nothing_until_the_suspension_is_lifted(ports: Ports) -> None:
    account = an_organisation(ports)
    group = start_group(ports, account, "June", "en")
    decide(ports, account.organisation, ApprovalAct.SUSPEND, ApprovalReason.COMPLAINTS)
    with pytest.raises(MayNotSendGroups):
        start_group(ports, account, "July", "en")
    assert list(groups_of(Representative(account))) == [group]
    seen = read_own_organisation(ports, account)
    assert (seen.reasons, seen.may_send) == (("complaints",), False)
    decide(ports, account.organisation, ApprovalAct.LIFT)
    assert read_own_organisation(ports, account).reasons == ()
    start_group(ports, account, "July", "en")


def test_each_act_has_its_leaf_and_its_mail_which_names_neither_reason_nor_person(ports: Ports) -> None:
    account = an_organisation(ports, "agency@example.org")
    decide(ports, account.organisation, ApprovalAct.SUSPEND, ApprovalReason.FALSE_DATA, ApprovalReason.NO_MANDATES)
    (leaf,) = leaves("organisation.suspended")
    assert (leaf.reasons, leaf.detail) == (("false_data", "no_mandates"), {"from": "approved", "to": "suspended"})
    assert len(leaves("organisation.approved")) == 1
    kinds = OutboxMessage.objects.order_by("queued_at").values_list("kind", flat=True)
    assert sorted(kinds) == ["organisation.approved", "organisation.registered", "organisation.suspended"]
    for mail in deliver(ports):
        assert mail.recipient == "agency@example.org"
        assert "false data" not in mail.text
        assert DETAILS["contact"] not in mail.text


def test_act_on_what_was_decided_meanwhile_is_refused(ports: Ports) -> None:
    organisation = a_waiting_organisation(ports).organisation
    assert organisation is not None
    officer = add()
    act_on_organisation(ports, officer, organisation.id, 0, ApprovalAct.APPROVE, ())
    with pytest.raises(ChangedMeanwhile):
        act_on_organisation(ports, officer, organisation.id, 0, ApprovalAct.REFUSE, ["not_reached"])
    with pytest.raises(ActRefused):
        act_on_organisation(ports, officer, organisation.id, 1, ApprovalAct.REFUSE, ["not_reached"])
    with pytest.raises(ReasonsRefused):
        act_on_organisation(ports, officer, organisation.id, 1, ApprovalAct.SUSPEND, ())
    organisation.refresh_from_db()
    assert (organisation.status, organisation.version) == ("approved", 1)


def test_unknown_organisation(ports: Ports) -> None:
    with pytest.raises(UnknownOrganisation):
        look_at_organisation(ports, add(), uuid4())
    with pytest.raises(UnknownOrganisation):
        act_on_organisation(ports, add(), uuid4(), 0, ApprovalAct.APPROVE, ())
    with pytest.raises(UnknownOrganisation):
        read_own_organisation(ports, add())
