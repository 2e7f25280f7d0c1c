"""The demonstration bank's notices are signed like a real provider's, and only such are believed."""

from __future__ import annotations

import pytest

from mapae.gateways.demonstration_bank import SIGNATURE_HEADER, DemonstrationBank
from mapae.usecases.ports import NoticeNotTrusted, PaymentNotice
from tests.gateways.test_payment_contract import order

BANK = DemonstrationBank("a secret of the test")


def test_signed_notice_is_read_as_it_was_written() -> None:
    body, headers = BANK.notice("demo-1", is_paid=True, amount=10300, currency="KRW")
    assert BANK.read_notice(body, headers) == PaymentNotice("demo-1", True, 10300, "KRW")


def test_notice_that_was_altered_or_comes_from_somebody_else_is_not_believed() -> None:
    body, headers = BANK.notice("demo-1", is_paid=False, amount=10300, currency="KRW")
    stranger = DemonstrationBank("another secret")
    for altered, signed in (
        (body.replace(b"false", b"true"), headers),
        (body, {}),
        (body, {SIGNATURE_HEADER: ""}),
        (body, {SIGNATURE_HEADER: stranger.sign(body)}),
        (b"", headers),
    ):
        with pytest.raises(NoticeNotTrusted):
            BANK.read_notice(altered, signed)


def test_payer_is_sent_to_the_page_of_this_payment_in_their_language() -> None:
    reference, address = BANK.start(order(payment_id="id-1"))
    assert reference == "demo-id-1"
    assert address.startswith("/tr/")
    assert "id-1" in address
