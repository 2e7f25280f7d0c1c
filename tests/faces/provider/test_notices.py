"""The address where the provider's machine posts: a signature opens it, nothing else does, and it explains nothing."""

from __future__ import annotations

import json
import time
from uuid import UUID

import pytest
from django.http import HttpResponse
from django.test import Client

from mapae.faces.provider.notices import MOST_BYTES
from mapae.records.models import Application, AuditLeaf, Payment
from mapae.usecases.pay import start_payment
from mapae.usecases.ports import Ports
from tests.room.stripe import shapes
from tests.room.stripe.replay import Stripe
from tests.room.stripe.signing import signature, signed
from tests.usecases.steps import BACK, a_submitted

ADDRESS = "/api/payment-notice"
COMPLETED = "checkout.session.completed"


@pytest.fixture
def site(ports_with_stripe: Ports, db: None, monkeypatch: pytest.MonkeyPatch) -> Ports:
    monkeypatch.setattr("mapae.site.middleware.ports", lambda: ports_with_stripe)
    return ports_with_stripe


@pytest.fixture
def payment(site: Ports) -> Payment:
    return start_payment(site, a_submitted(site), BACK)[0]


def post(body: bytes, header: str | None) -> HttpResponse:
    """As a machine posts: no cookie, no page before, and a client that insists on the protection against forged forms."""
    headers = {} if header is None else {"HTTP_STRIPE_SIGNATURE": header}
    return Client(enforce_csrf_checks=True).post(ADDRESS, body, content_type="application/json", **headers)


def post_notice(kind: str, thing: dict[str, object], at: float | None = None) -> HttpResponse:
    body, headers = signed(shapes.event(kind, thing), at=at)
    return post(body, headers["Stripe-Signature"])


def status() -> str:
    return Application.objects.get().status


def test_signed_notice_is_taken_once_however_often_it_comes(payment: Payment, stripe_server: Stripe) -> None:
    session = stripe_server.sessions[payment.provider_reference] | shapes.PAID
    first = post_notice(COMPLETED, session)
    assert (first.status_code, first.content) == (200, b"")
    assert status() == "granted"
    leaves = AuditLeaf.objects.count()
    assert post_notice(COMPLETED, session).status_code == 200
    assert AuditLeaf.objects.count() == leaves


@pytest.mark.parametrize("header", [None, "", "t=1,v1=00", "nonsense", "t=x,v1=", "\u00e9"])
def test_without_the_signature_nothing_is_taken_and_nothing_is_said(
    payment: Payment, stripe_server: Stripe, header: str | None
) -> None:
    session = stripe_server.sessions[payment.provider_reference] | shapes.PAID
    answer = post(json.dumps(shapes.event(COMPLETED, session)).encode(), header)
    assert (answer.status_code, answer.content) == (400, b"")
    assert (status(), Payment.objects.get().state) == ("awaiting_payment", "started")


def test_replayed_notice_of_yesterday_is_not_taken(payment: Payment, stripe_server: Stripe) -> None:
    session = stripe_server.sessions[payment.provider_reference] | shapes.PAID
    assert post_notice(COMPLETED, session, at=time.time() - 24 * 3600).status_code == 400
    assert status() == "awaiting_payment"


@pytest.mark.parametrize(
    ("kind", "thing"),
    [
        ("customer.created", {"id": "cus_1", "object": "customer"}),
        ("a.kind.of.next.year", {"id": "x", "object": "x"}),
        (COMPLETED, shapes.session(**shapes.PAID)),
        (COMPLETED, shapes.session(**shapes.PAID, client_reference_id="somebody else's")),
        ("charge.refunded", shapes.charge(metadata={"mapae_payment": str(UUID(int=1))})),
    ],
)
def test_what_does_not_concern_us_is_answered_with_200(payment: Payment, kind: str, thing: dict[str, object]) -> None:
    answer = post_notice(kind, thing)
    assert (answer.status_code, answer.content) == (200, b"")
    assert Payment.objects.get().state == "started"


def test_huge_notice_is_refused_before_it_is_read(payment: Payment) -> None:
    for size in (MOST_BYTES + 1, 200_000):
        body = b" " * size
        answer = post(body, signature(body))
        assert (answer.status_code, answer.content) == (413, b"")


@pytest.mark.parametrize("method", ["get", "head", "put", "delete", "options"])
def test_no_other_method_is_known(site: Ports, method: str) -> None:
    assert getattr(Client(), method)(ADDRESS).status_code == 405


def test_no_session_and_no_cookie_come_of_it(payment: Payment, stripe_server: Stripe) -> None:
    answer = post_notice(COMPLETED, stripe_server.sessions[payment.provider_reference] | shapes.PAID)
    assert answer.cookies == {}
    assert "mapae.css" not in answer.content.decode()


def test_flood_is_told_to_wait_without_a_page(site: Ports, monkeypatch: pytest.MonkeyPatch) -> None:
    from mapae.site import rights

    monkeypatch.setitem(rights.RIGHTS, "payment_notice", rights.Right(limit=rights.Limit(2, 60), is_for_machines=True))
    answers = [post(b"{}", None) for _ in range(3)]
    assert [answer.status_code for answer in answers] == [400, 400, 429]
    assert answers[-1].content == b""
    assert int(answers[-1]["Retry-After"]) > 0


def test_fault_of_ours_asks_the_provider_to_send_it_again(
    payment: Payment, stripe_server: Stripe, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With the rules out of reach nothing can be decided; the money stays recorded, and the notice may come again."""
    session = stripe_server.sessions[payment.provider_reference] | shapes.PAID
    body, headers = signed(shapes.event(COMPLETED, session | {"amount_total": None}))
    client = Client(raise_request_exception=False)
    answer = client.post(
        ADDRESS, body, content_type="application/json", HTTP_STRIPE_SIGNATURE=headers["Stripe-Signature"]
    )
    assert answer.status_code == 500
    assert status() == "awaiting_payment"
