"""From the choice of travellers to the receipt, without JavaScript, as an agency's member and as a family."""

from __future__ import annotations

import re

import pytest
from django.test import Client

from mapae.records.models import Application, GroupRow, Order, Organisation, RowPortrait
from mapae.site.sign_in import give_second_factor
from mapae.usecases.ask_for_information import ask_for_information
from mapae.usecases.close_order import close_order
from mapae.usecases.decide import decide_by_machine
from mapae.usecases.groups import Representative
from mapae.usecases.ports import Ports
from mapae.usecases.prepare_order import prepare_order
from mapae.usecases.release_order import release_order
from tests.room.accounts import SECRET
from tests.room.clock import SetClock
from tests.usecases.group_steps import YES, a_representative, row_answers
from tests.usecases.order_steps import (
    a_paid_order,
    a_prepared,
    a_pressed,
    a_ready_family,
    a_ready_group,
    a_released,
    put_rows,
)
from tests.usecases.steps import an_officer

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("undefined_variables_fail")]


def signed_in(who: Representative) -> Client:
    """Their browser; a family's session says when it was seen last."""
    client = Client()
    if who.account is not None:
        give_second_factor(who.account, SECRET)
        client.force_login(who.account)
    else:
        session = client.session
        session["family_group"], session["family_group_seen_at"] = str(who.family_group), SetClock().now().isoformat()
        session.save()
    return client


def hidden(page: str) -> dict[str, str]:
    fields = re.findall(r'<input type="hidden" name="(key|seen)" value="([^"]*)"', page)
    return dict(fields)


def pressed(client: Client, where: str) -> str:
    """Declare and press; the page that follows."""
    page = client.get(where).content.decode()
    reply = client.post(where, hidden(page) | {"has_mandate": "on"})
    assert reply.status_code == 302, reply.content.decode()
    return str(reply["Location"])


def test_officers_question_about_a_traveller_without_a_mailbox_is_answered(site: Ports) -> None:
    who, order = a_released(site, 1, email="", **YES)
    application = decide_by_machine(site, Application.objects.get().id)
    client, where = signed_in(who), f"/en/group/orders/{order.id}/question/{application.id}/"
    assert client.get(where)["Location"] == f"/en/group/orders/{order.id}/travellers/"
    asked = ask_for_information(
        site, application.id, an_officer(site), application.version, ["stay"], "With whom?", "en"
    )
    assert "An officer has a question about 1 traveller" in client.get(f"/en/group/orders/{order.id}/").content.decode()
    assert where in client.get(f"/en/group/orders/{order.id}/travellers/").content.decode()
    page = client.get(where).content.decode()
    assert "With whom?" in page
    assert "so we ask you" in page
    empty = client.post(where, {"question": asked.id, "answer": ""}).content.decode()
    assert "<title>Error: An officer has a question" in empty
    assert client.post(where, {"question": asked.id, "answer": "With friends."})["Location"] == where
    page = client.get(where).content.decode()
    assert "We have your answer" in page
    assert "With friends." in page
    assert where not in client.get(f"/en/group/orders/{order.id}/travellers/").content.decode()
    other, _ = a_ready_group(site, 1)
    assert signed_in(other).get(where).status_code == 404


def test_traveller_who_was_left_out_is_shown_with_the_reason(site: Ports) -> None:
    who, group = a_ready_group(site, 2)
    order = a_pressed(site, who, group)
    RowPortrait.objects.filter(row__number=1).delete()
    prepare_order(site, order.id)
    client = signed_in(who)
    assert (
        "1 traveller could not be submitted after all" in client.get(f"/en/group/orders/{order.id}/").content.decode()
    )
    row = GroupRow.objects.get(number=1)
    for where in (f"/en/group/{group.id}/rows/", f"/en/group/{group.id}/rows/{row.id}/"):
        page = client.get(where).content.decode()
        assert "Could not be submitted with the last order, and was not charged. The photo is missing" in page


@pytest.mark.parametrize("kind", ["agency", "family"])
def test_from_the_choice_to_the_receipt(site: Ports, kind: str) -> None:
    who, group = a_ready_group(site) if kind == "agency" else a_ready_family(site, 3)
    client = signed_in(who)
    assert "1–3" in client.get(f"/en/group/{group.id}/order/").content.decode()
    chosen = client.get(f"/en/group/{group.id}/order/?which=all&rows=")
    assert chosen["Location"] == f"/en/group/{group.id}/order/check/"
    page = client.get(chosen["Location"]).content.decode()
    assert "3 travellers, 10,300 South Korean won each: <strong>30,900 South Korean won</strong>" in page
    where = pressed(client, chosen["Location"])
    assert "0 of 3 travellers are done" in client.get(where).content.decode()
    order = Order.objects.get()
    prepare_order(site, order.id)
    assert "Your order is ready to be paid" in client.get(where).content.decode()
    bank = client.post(f"{where}pay/")["Location"]
    back = client.post(bank, {"press": "pay"})["Location"]
    assert back == f"{where}paid/"
    assert client.get(back)["Location"] == where
    release_order(site, order.id)
    page = client.get(where).content.decode()
    assert "Your order is paid" in page
    assert "0 of 3 applications are decided" in page
    receipt = client.get(f"{where}receipt/").content.decode()
    assert "30,900 South Korean won" in receipt
    assert ("SPECIMEN-" in receipt or "Specimen tax office" in receipt) is (kind == "agency")
    assert "ÖRNEK" not in receipt
    assert client.get(f"{where}receipt.pdf").content.startswith(b"%PDF")


def test_second_press_of_the_same_page_leads_to_the_first_order(site: Ports) -> None:
    who, group = a_ready_group(site)
    client, where = signed_in(who), f"/en/group/{group.id}/order/check/"
    sent = hidden(client.get(where).content.decode()) | {"has_mandate": "on"}
    replies = [client.post(where, sent)["Location"] for _ in range(2)]
    assert replies[0] == replies[1]
    assert Order.objects.count() == 1


def test_nothing_goes_without_the_declaration(site: Ports) -> None:
    who, group = a_ready_group(site)
    client, where = signed_in(who), f"/en/group/{group.id}/order/check/"
    reply = client.post(where, hidden(client.get(where).content.decode()))
    assert "Confirm the declaration to submit the group" in reply.content.decode()
    assert not Order.objects.exists()


def test_what_changed_since_the_page_is_told(site: Ports) -> None:
    who, group = a_ready_group(site)
    client, where = signed_in(who), f"/en/group/{group.id}/order/check/"
    sent = hidden(client.get(where).content.decode()) | {"has_mandate": "on"}
    put_rows(site, who, group, row_answers(51))
    page = client.post(where, sent).content.decode()
    assert "Another number of travellers is ready now" in page
    assert hidden(page)["seen"] == "4"
    assert not Order.objects.exists()


def test_some_travellers_are_chosen_by_their_numbers(site: Ports) -> None:
    who, group = a_ready_group(site, 4)
    client = signed_in(who)
    chosen = client.get(f"/en/group/{group.id}/order/", {"which": "some", "rows": "1-2, 4, 9"})["Location"]
    page = client.get(chosen).content.decode()
    assert "Numbers 1–2, 4" in page
    assert "Numbers 9" in page
    pressed(client, chosen)
    assert list(GroupRow.objects.filter(order__isnull=False).order_by("number").values_list("number", flat=True)) == [
        1, 2, 4,
    ]  # fmt: skip


@pytest.mark.parametrize("rows", ["", "two", "4-1"])
def test_numbers_that_cannot_be_read_are_told(site: Ports, rows: str) -> None:
    who, group = a_ready_group(site, 1)
    page = signed_in(who).get(f"/en/group/{group.id}/order/", {"which": "some", "rows": rows}).content.decode()
    assert "Enter numbers of travellers, for example 1-40, 45" in page


def test_who_cannot_go_is_told_with_the_reason(site: Ports) -> None:
    who, group = a_ready_group(site, 1)
    put_rows(site, who, group, row_answers(35), row_answers(52, surname=""))
    page = signed_in(who).get(f"/en/group/{group.id}/order/check/").content.decode()
    assert "Exempt: needs no authorization and is not charged" in page
    assert "An answer is missing or wrong" in page


def test_organisation_that_is_not_approved_is_told_so(site: Ports) -> None:
    who, group = a_ready_group(site, 1)
    Organisation.objects.update(status="waiting", decided_at=None)
    client = signed_in(who)
    for where in ("order/", "order/check/"):
        assert "You cannot submit this group now" in client.get(f"/en/group/{group.id}/{where}").content.decode()


def test_cancelling_asks_once_more_and_frees_the_travellers(site: Ports) -> None:
    who, order = a_prepared(site)
    client, where = signed_in(who), f"/en/group/orders/{order.id}/cancel/"
    assert "Keep the order" in client.get(where).content.decode()
    client.post(where)
    close_order(site, order.id)
    page = client.get(f"/en/group/orders/{order.id}/").content.decode()
    assert "This order was cancelled" in page
    assert client.get(where).status_code == 302
    assert GroupRow.objects.filter(order__isnull=True).count() == 3


def test_each_traveller_is_listed_and_can_be_withdrawn(site: Ports) -> None:
    who, order = a_released(site)
    client, where = signed_in(who), f"/en/group/orders/{order.id}/travellers/"
    page = client.get(where).content.decode()
    assert page.count("being assessed") == 3
    one = Application.objects.get(row__number=2)
    withdrawing = f"/en/group/orders/{order.id}/withdraw/{one.id}/"
    assert "You do not get the fee back" in client.get(withdrawing).content.decode()
    client.post(withdrawing)
    one.refresh_from_db()
    assert one.status == "withdrawn"


def test_payment_that_was_refused_can_be_tried_again(site: Ports) -> None:
    who, order = a_prepared(site)
    client, where = signed_in(who), f"/en/group/orders/{order.id}/"
    bank = client.post(f"{where}pay/")["Location"]
    assert client.post(bank, {"press": "decline"})["Location"] == f"{where}paid/"
    assert "The payment did not go through" in client.get(where).content.decode()
    client.post(client.post(f"{where}pay/")["Location"], {"press": "leave"})
    assert "We are waiting for the confirmation" in client.get(f"{where}paid/").content.decode()


def test_history_shows_orders_of_the_organisation_alone(site: Ports) -> None:
    who, order = a_paid_order(site, 1)
    other, another = a_prepared(site, 1)
    page = signed_in(who).get("/en/group/orders/").content.decode()
    assert str(order.id) in page
    assert str(another.id) not in page
    assert str(another.id) in signed_in(other).get(f"/en/group/{another.group_id}/orders/").content.decode()


def test_another_organisation_sees_and_does_nothing(site: Ports) -> None:
    _, order = a_prepared(site, 1)
    application = Application.objects.get()
    client = signed_in(a_representative(site))
    own = ["", "pay/", "paid/", "cancel/", "travellers/", f"withdraw/{application.id}/", "receipt/", "receipt.pdf"]
    for where in [f"/en/group/orders/{order.id}/{path}" for path in own] + [
        f"/en/group/{order.group_id}/{path}" for path in ("orders/", "order/", "order/check/")
    ]:
        for reply in (client.get(where), client.post(where, {"has_mandate": "on", "key": "k", "seen": "1"})):
            assert reply.status_code in (404, 405), where
    assert "/officer/sign-in/" in Client().get(f"/en/group/orders/{order.id}/")["Location"]


def test_page_looks_again_by_itself_until_asked_not_to(site: Ports) -> None:
    who, group = a_ready_group(site, 1)
    order = a_pressed(site, who, group)
    client, where = signed_in(who), f"/en/group/orders/{order.id}/"
    page = client.get(where).content.decode()
    assert '<noscript><meta http-equiv="refresh"' in page
    assert "data-live" in page
    still = client.get(f"{where}?still").content.decode()
    assert "refresh" not in still
    assert "data-live" not in still
