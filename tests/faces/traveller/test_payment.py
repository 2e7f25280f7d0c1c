"""Refused, double, abandoned, resumed, awaited, out of reach: whatever a payment does, the visitor keeps the application."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client

from mapae.gateways.no_fee import NoFee
from mapae.records.models import Application, Payment
from mapae.usecases.pay import refund
from mapae.usecases.ports import Ports
from mapae.usecases.settle_payment import settle_payment
from mapae.usecases.take_notice import take_notice
from tests.faces.traveller.walk import Walk, html_of, text_of
from tests.records.canary import ANSWERS, Canary
from tests.room.clock import SetClock
from tests.room.people import answers
from tests.room.stripe import shapes
from tests.room.stripe.replay import Stripe
from tests.room.stripe.signing import signed

pytestmark = pytest.mark.wide

COMPLETED = "checkout.session.completed"


@pytest.fixture
def site(ports_with_stripe: Ports, db: None, monkeypatch: pytest.MonkeyPatch) -> Ports:
    monkeypatch.setattr("mapae.site.middleware.ports", lambda: ports_with_stripe)
    return ports_with_stripe


@pytest.fixture
def walk(site: Ports, undefined_variables_fail: None) -> Walk:
    return Walk(Client())


def session_of(server: Stripe, payment: Payment | None = None) -> dict[str, Any]:
    payment = payment or Payment.objects.get()
    return server.sessions[payment.provider_reference]


def tell(site: Ports, server: Stripe, kind: str = COMPLETED, **now: Any) -> None:
    session = session_of(server)
    session |= now
    take_notice(site, *signed(shapes.event(kind, session)))


def counts() -> tuple[int, int, int]:
    """Applications, payments, and fees that came."""
    return Application.objects.count(), Payment.objects.count(), Payment.objects.filter(state="paid").count()


# --- the journeys ---


@pytest.mark.parametrize("language", ["en", "tr", "ko"])
def test_visitor_is_led_to_stripe_and_back_in_their_language(
    walk: Walk, site: Ports, stripe_server: Stripe, language: str
) -> None:
    walk.language = language
    address = walk.to_the_bank(answers())
    session = session_of(stripe_server)
    assert address == session["url"]
    assert session["locale"] == language
    assert session["success_url"] == f"http://testserver/{language}/apply/paid/"
    assert session["cancel_url"] == f"http://testserver/{language}/apply/result/"
    tell(site, stripe_server, **shapes.PAID)
    assert walk.get("apply/paid/")["Location"] == f"/{language}/apply/result/"
    assert "2029" in text_of(walk.get("apply/result/"))
    assert counts() == (1, 1, 1)


def test_way_back_proves_nothing(walk: Walk, stripe_server: Stripe) -> None:
    """Whoever opens the page of the return without having paid is not taken for a payer."""
    walk.to_the_bank(answers())
    stripe_server.becomes(Payment.objects.get().provider_reference, **shapes.PAID)
    for path in ("apply/paid/", "apply/paid/?looked=3", "apply/paid/?session_id=cs_test_1&paid=yes"):
        assert "waiting for the confirmation" in text_of(walk.get(path))
    assert counts() == (1, 1, 0)


def test_awaited_payment_is_looked_for_again_for_a_minute(walk: Walk) -> None:
    walk.to_the_bank(answers())
    address, looks = "apply/paid/", 0
    while "Refresh" in (page := walk.get(address)):
        seconds, _, following = page["Refresh"].partition("; url=/en/")
        assert seconds == "5"
        assert "Go to your application instead" in text_of(page)
        address, looks = following, looks + 1
        assert looks < 20
    assert looks == 12
    assert "It takes longer this time" in text_of(page)
    assert html_of(page).count("<h1") == 1


@pytest.mark.parametrize("looked", ["-1", "x", "999999999999", "1e9", "", "٣"])
def test_nonsense_in_the_count_begins_anew(walk: Walk, looked: str) -> None:
    walk.to_the_bank(answers())
    assert walk.get("apply/paid/", data={"looked": looked}).status_code == 200


def test_refused_by_the_bank_one_application_one_fee(walk: Walk, site: Ports, stripe_server: Stripe) -> None:
    """Stripe tells of the refusal on its page; the visitor comes back, and pays in the same session later."""
    address = walk.to_the_bank(answers())
    declined = shapes.event("payment_intent.payment_failed", shapes.payment_intent("requires_payment_method"))
    assert take_notice(site, *signed(declined)) is None
    assert "waiting for payment" in text_of(walk.get("apply/result/"))
    assert walk.post("apply/pay/")["Location"] == address
    tell(site, stripe_server, **shapes.PAID)
    assert "is granted" in text_of(walk.get("apply/result/"))
    assert counts() == (1, 1, 1)


def test_abandoned_and_resumed_next_day_one_application_one_fee(walk: Walk, site: Ports, stripe_server: Stripe) -> None:
    walk.to_the_bank(answers())
    tell(site, stripe_server, "checkout.session.expired", **shapes.EXPIRED)
    assert "Nothing was charged" in text_of(walk.get("apply/result/"))
    walk.post("apply/pay/")
    second = Payment.objects.get(state="started")
    stripe_server.becomes(second.provider_reference, **shapes.PAID)
    take_notice(site, *signed(shapes.event(COMPLETED, session_of(stripe_server, second))))
    assert "is granted" in text_of(walk.get("apply/result/"))
    assert counts() == (1, 2, 1)


def test_double_press_and_double_notice_one_application_one_fee(walk: Walk, site: Ports, stripe_server: Stripe) -> None:
    walk.begin()
    walk.answer(answers())
    key = walk.key()
    assert walk.submit(key)["Location"] == walk.submit(key)["Location"]
    for _ in range(2):
        tell(site, stripe_server, **shapes.PAID)
    assert walk.submit(key)["Location"] == walk.post("apply/pay/")["Location"] == "/en/apply/result/"
    assert counts() == (1, 1, 1)
    assert len(stripe_server.sessions) == 1


def test_lost_notice_is_made_good_by_the_next_press(walk: Walk, stripe_server: Stripe) -> None:
    walk.to_the_bank(answers())
    stripe_server.becomes(Payment.objects.get().provider_reference, **shapes.PAID)
    assert walk.post("apply/pay/")["Location"] == "/en/apply/result/"
    assert "is granted" in text_of(walk.get("apply/result/"))
    assert counts() == (1, 1, 1)


def test_transfer_under_way_is_told_and_cannot_be_paid_twice(walk: Walk, site: Ports, stripe_server: Stripe) -> None:
    walk.to_the_bank(answers())
    tell(site, stripe_server, **shapes.TRANSFER_AWAITED)
    shown = walk.get("apply/result/")
    assert "Your payment is under way" in text_of(shown)
    assert "/apply/pay/" not in html_of(shown)
    assert walk.post("apply/pay/")["Location"] == walk.get("apply/paid/")["Location"] == "/en/apply/result/"
    tell(site, stripe_server, "checkout.session.async_payment_succeeded", **shapes.PAID)
    assert "is granted" in text_of(walk.get("apply/result/"))
    assert counts() == (1, 1, 1)


def test_paid_after_withdrawing_is_given_back_and_said_so(walk: Walk, site: Ports, stripe_server: Stripe) -> None:
    walk.to_the_bank(answers())
    walk.post("apply/withdraw/")
    payment = Payment.objects.get()
    tell(site, stripe_server, **shapes.PAID)
    refund(site, payment.id)
    settle_payment(site, payment.id)
    assert "given back to you" in text_of(walk.get("apply/result/"))
    assert len(stripe_server.refunds) == 1


# --- out of reach ---

SAID = {
    "en": ("You cannot pay just now", "Nothing was charged", "kept until 28 November 2026", "try again"),
    "tr": ("Şu anda ödeme yapamazsınız", "Sizden ücret alınmadı", "28 Kasım 2026 tarihine kadar saklanır", "yeniden deneyin"),
    "ko": ("지금은 결제할 수 없습니다", "청구된 금액이 없습니다", "2026년 11월 28일까지 보관됩니다", "다시 시도하세요"),
}  # fmt: skip


def assert_told_plainly(page: HttpResponse, language: str) -> None:
    assert page.status_code == 503
    assert page["Retry-After"] == "60"
    shown, html = text_of(page), html_of(page)
    for sentence in SAID[language]:
        assert sentence in shown
    assert html.count("<h1") == 1
    assert f'lang="{language}"' in html
    assert not re.search(r"stripe|Stripe|error|Error|Traceback|42\d|50\d", shown)


@pytest.mark.parametrize("language", ["en", "tr", "ko"])
def test_provider_out_of_reach_loses_nothing(walk: Walk, site: Ports, stripe_server: Stripe, language: str) -> None:
    walk.language = language
    walk.begin()
    walk.answer(answers())
    key = walk.key()
    stripe_server.next_answers = [shapes.OUT_OF_SERVICE, shapes.TOO_MANY]
    assert_told_plainly(walk.submit(key), language)
    assert Application.objects.get().status == "awaiting_payment"
    assert_told_plainly(walk.post("apply/pay/"), language)
    address = walk.post("apply/pay/")["Location"]
    assert address.startswith("https://checkout.stripe.com/")
    assert walk.submit(key)["Location"] == address
    tell_paid = Payment.objects.get(state="started")
    stripe_server.becomes(tell_paid.provider_reference, **shapes.PAID)
    take_notice(site, *signed(shapes.event(COMPLETED, session_of(stripe_server, tell_paid))))
    assert counts()[0::2] == (1, 1)


def test_fee_without_a_provider_is_told_as_plainly(walk: Walk, site: Ports, monkeypatch: pytest.MonkeyPatch) -> None:
    """A fee that began while nobody was there to collect it: the operator must act, the applicant loses nothing."""
    monkeypatch.setattr("mapae.site.middleware.ports", lambda: replace(site, payments=NoFee()))
    walk.begin()
    walk.answer(answers())
    assert_told_plainly(walk.submit(), "en")


def test_time_without_a_fee_needs_no_provider(
    walk: Walk, site: Ports, clock: SetClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("mapae.site.middleware.ports", lambda: replace(site, payments=NoFee()))
    clock.set(datetime(2021, 6, 1, tzinfo=UTC))
    walk.begin()
    walk.answer(answers(arrival_day="2021-10-01", nationality="GBR", issuing_state="GBR"))
    assert walk.submit()["Location"] == "/en/apply/result/"
    assert "is granted" in text_of(walk.get("apply/result/"))
    assert Payment.objects.count() == 0


# --- a canary goes all these ways ---


@pytest.fixture
def log(request: pytest.FixtureRequest) -> Callable[[], str]:
    """What was logged since; the log's stream was opened before the test, so only the runner itself holds it."""
    manager = request.config.pluginmanager.getplugin("capturemanager")
    manager.read_global_capture()
    return lambda: "".join(manager.read_global_capture())


def test_nothing_of_the_canary_is_in_what_the_provider_is_told_in_addresses_or_in_logs(
    site: Ports, stripe_server: Stripe, undefined_variables_fail: None, log: Callable[[], str]
) -> None:
    canary = Canary()
    walk, pages = Walk(Client()), []
    stripe_server.next_answers = [shapes.TOO_MANY, shapes.CARD_DECLINED]
    walk.begin()
    walk.answer(answers(**ANSWERS))
    pages += [walk.submit(), walk.post("apply/pay/"), walk.post("apply/pay/")]
    pages += [walk.get("apply/paid/"), walk.post("apply/pay/"), walk.get("apply/result/"), walk.post("apply/withdraw/")]
    payment = Payment.objects.get(state="started")
    settle_payment(site, payment.id)
    stripe_server.becomes(payment.provider_reference, **shapes.PAID)
    body, headers = signed(shapes.event(COMPLETED, session_of(stripe_server, payment)))
    notice = {"content_type": "application/json", "HTTP_STRIPE_SIGNATURE": headers["Stripe-Signature"]}
    assert canary.found_in(body), "the payer's own details stand in the notice, or this test sees nothing"
    pages += [walk.browser.post("/api/payment-notice", body, **notice)]
    pages += [walk.browser.post("/api/payment-notice", body, **(notice | {"HTTP_STRIPE_SIGNATURE": "t=1,v1=0"}))]
    refund(site, payment.id)

    assert Payment.objects.get(id=payment.id).state == "refunded"
    told = "\n".join(f"{asked.method} {asked.path} {asked.headers} {asked.body}" for asked in stripe_server.asked)
    assert "POST /v1/refunds" in told and "POST /v1/checkout/sessions" in told
    assert canary.found_in(told.encode()) == []
    reference = Application.objects.get().reference
    assert reference not in told and str(Application.objects.get().id) not in told
    # Nothing of our addresses goes to the provider as a Referer, though there would be nothing in them.
    assert {page["Referrer-Policy"] for page in pages} == {"same-origin"}
    for page in pages:
        assert canary.found_in(f"{page.headers} {page.content.decode()}".encode()) == []
    logged = log()
    for event in ("payment.notice", "provider.unavailable", "request"):
        assert f'"event": "{event}"' in logged, (
            "without the log this test would see nothing (is capturing switched off?)"
        )
    assert canary.found_in(logged.encode()) == []
