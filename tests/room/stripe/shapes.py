"""Recorded shapes of Stripe's objects and errors, as JSON has them. The payer's details are the canary's: see below."""

from __future__ import annotations

from typing import Any

VERSION = "2026-10-28.endive"
CREATED = 1_795_316_400
# What payers type at Stripe comes back in its replies and notices; none of it may stay with us.
PAYER = {"email": "payer.kanarya@yuva.example", "name": "Ödeyen Kanaryağlıoğlu", "phone": "+905550000017"}
_ADDRESS = {"city": "Uydurma", "country": "TR", "line1": "17 Uydurma Yuvası Sokağı", "line2": None, "postal_code": "00017",
            "state": None}  # fmt: skip


def session(**changes: Any) -> dict[str, Any]:
    """A Checkout Session in payment mode, open and unpaid."""
    return {
        "id": "cs_test_a1Ae6ClgOkjygKwrf9B3L6ITtUuZW4Xx9FivL6DZYoYFdfAefQxsYpJJd3",
        "object": "checkout.session",
        "adaptive_pricing": {"enabled": False},
        "after_expiration": None,
        "allow_promotion_codes": None,
        "allowed_payment_method_types": None,
        "amount_subtotal": 10300,
        "amount_total": 10300,
        "automatic_tax": {"enabled": False, "liability": None, "provider": None, "status": None},
        "billing_address_collection": None,
        "branding_settings": None,
        "cancel_url": "http://testserver/tr/apply/result/",
        "client_reference_id": None,
        "client_secret": None,
        "collected_information": None,
        "consent": None,
        "consent_collection": None,
        "created": CREATED,
        "currency": "krw",
        "currency_conversion": None,
        "custom_fields": [],
        "custom_text": {
            "after_submit": None, "shipping_address": None, "submit": None, "terms_of_service_acceptance": None,
        },
        "customer": None,
        "customer_account": None,
        "customer_creation": "if_required",
        "customer_details": None,
        "customer_email": None,
        "discounts": [],
        "excluded_payment_method_types": None,
        "expires_at": CREATED + 23 * 3600,
        "integration_identifier": None,
        "invoice": None,
        "invoice_creation": {"enabled": False, "invoice_data": {
            "account_tax_ids": None, "custom_fields": None, "description": None, "footer": None, "issuer": None,
            "metadata": {}, "rendering_options": None,
        }},
        "livemode": False,
        "locale": "tr",
        "managed_payments": None,
        "metadata": {},
        "mode": "payment",
        "name_collection": None,
        "optional_items": None,
        "origin_context": None,
        "payment_intent": None,
        "payment_link": None,
        "payment_method_collection": "if_required",
        "payment_method_configuration_details": None,
        "payment_method_options": {},
        "payment_method_types": ["card"],
        "payment_status": "unpaid",
        "permissions": None,
        "phone_number_collection": {"enabled": False},
        "presentment_details": None,
        "recovered_from": None,
        "redirect_on_completion": None,
        "return_url": None,
        "saved_payment_method_options": None,
        "setup_intent": None,
        "shipping_address_collection": None,
        "shipping_cost": None,
        "shipping_options": [],
        "status": "open",
        "submit_type": "pay",
        "subscription": None,
        "success_url": "http://testserver/tr/apply/paid/",
        "tax_id_collection": None,
        "total_details": {"amount_discount": 0, "amount_shipping": 0, "amount_tax": 0},
        "ui_mode": "hosted_page",
        "url": "https://checkout.stripe.com/c/pay/cs_test_a1Ae6ClgOkjygKwrf9B3L6ITtUuZW4Xx9FivL6DZYoYFdfAefQxsYpJJd3",
        "wallet_options": None,
    } | changes  # fmt: skip


COMPLETE: dict[str, Any] = {
    "status": "complete",
    "url": None,
    "customer_details": PAYER | {
        "address": _ADDRESS, "business_name": None, "individual_name": None, "tax_exempt": "none", "tax_ids": [],
    },
    "payment_intent": "pi_3PqExampleOfAPaymentIntent0",
}  # fmt: skip
PAID: dict[str, Any] = COMPLETE | {"payment_status": "paid"}
TRANSFER_AWAITED: dict[str, Any] = COMPLETE | {"payment_status": "unpaid"}
EXPIRED: dict[str, Any] = {"status": "expired", "url": None}


def payment_intent(status: str) -> dict[str, Any]:
    """What stands in an expanded session; the fields that tell how it goes on."""
    return {
        "id": "pi_3PqExampleOfAPaymentIntent0", "object": "payment_intent", "amount": 10300, "currency": "krw",
        "livemode": False, "metadata": {}, "status": status,
    }  # fmt: skip


def refund(**changes: Any) -> dict[str, Any]:
    """A refund of a card payment that succeeded."""
    return {
        "id": "re_1Nispe2eZvKYlo2Cd31jOCgZ",
        "object": "refund",
        "amount": 10300,
        "balance_transaction": "txn_1Nispe2eZvKYlo2CYezqFhEx",
        "charge": "ch_1NirD82eZvKYlo2CIvbtLWuY",
        "created": CREATED + 3600,
        "currency": "krw",
        "destination_details": {"card": {"reference": "123456789012", "reference_status": "available",
                                         "reference_type": "acquirer_reference_number", "type": "refund"},
                                "type": "card"},
        "metadata": {},
        "payment_intent": "pi_3PqExampleOfAPaymentIntent0",
        "reason": None,
        "receipt_number": None,
        "source_transfer_reversal": None,
        "status": "succeeded",
        "transfer_reversal": None,
    } | changes  # fmt: skip


def charge(**changes: Any) -> dict[str, Any]:
    """A charge that was given back whole."""
    return {
        "id": "ch_1NirD82eZvKYlo2CIvbtLWuY",
        "object": "charge",
        "amount": 10300,
        "amount_captured": 10300,
        "amount_refunded": 10300,
        "application": None,
        "application_fee": None,
        "application_fee_amount": None,
        "balance_transaction": "txn_1Nispe2eZvKYlo2CYezqFhEx",
        "billing_details": PAYER | {"address": _ADDRESS, "tax_id": None},
        "calculated_statement_descriptor": "INVENTED AUTHORITY",
        "captured": True,
        "created": CREATED + 60,
        "currency": "krw",
        "customer": None,
        "description": None,
        "disputed": False,
        "failure_balance_transaction": None,
        "failure_code": None,
        "failure_message": None,
        "fraud_details": {},
        "livemode": False,
        "metadata": {},
        "on_behalf_of": None,
        "outcome": None,
        "paid": True,
        "payment_intent": "pi_3PqExampleOfAPaymentIntent0",
        "payment_method": "pm_1NirD82eZvKYlo2CExample0",
        "payment_method_details": None,
        "radar_options": {},
        "receipt_email": None,
        "receipt_number": None,
        "receipt_url": None,
        "refunded": True,
        "review": None,
        "shipping": None,
        "source": None,
        "source_transfer": None,
        "statement_descriptor": None,
        "statement_descriptor_suffix": None,
        "status": "succeeded",
        "transfer_data": None,
        "transfer_group": None,
    } | changes  # fmt: skip


def event(kind: str, thing: dict[str, Any], **changes: Any) -> dict[str, Any]:
    """A notice (snapshot event) about a session or a charge."""
    return {
        "id": "evt_1NG8Du2eZvKYlo2CUI79vXWy",
        "object": "event",
        "api_version": VERSION,
        "created": CREATED + 90,
        "data": {"object": thing},
        "livemode": False,
        "pending_webhooks": 1,
        "request": {"id": None, "idempotency_key": None},
        "type": kind,
    } | changes


def error(kind: str, message: str, **more: Any) -> dict[str, Any]:
    return {"error": {"type": kind, "message": message} | more}


CARD_DECLINED = (402, error(
    "card_error", f"Your card was declined. {PAYER['name']}", code="card_declined", decline_code="insufficient_funds",
    charge="ch_1NirD82eZvKYlo2CIvbtLWuY", doc_url="https://stripe.com/docs/error-codes/card-declined",
))  # fmt: skip
TOO_MANY = (429, error("invalid_request_error", "Request rate limit exceeded.", code="rate_limit"))
OTHER_PARAMETERS = (400, error(
    "idempotency_error", "The idempotency key was used with other parameters before. Use another key.",
))  # fmt: skip
KEY_IN_USE = (409, error(
    "idempotency_error", "Another request with this idempotency key is under way.", code="idempotency_key_in_use",
))  # fmt: skip
BROKEN = (500, error("api_error", "An unknown error occurred."))
OUT_OF_SERVICE = (503, error("api_error", "The service is not available."))
WRONG_KEY = (401, error("invalid_request_error", "Invalid API Key provided: sk_test_****"))
NO_SUCH_SESSION = (404, error("invalid_request_error", "No such checkout.session", code="resource_missing", param="id"))
NOT_OPEN = (400, error("invalid_request_error", "Only a session that is open can be expired."))
MORE_THAN_IS_LEFT = (400, error(
    "invalid_request_error", "Refund amount is greater than unrefunded amount on charge.", param="amount",
))  # fmt: skip
ALREADY_REFUNDED = (400, error(
    "invalid_request_error", "The charge has already been refunded.", code="charge_already_refunded",
))  # fmt: skip
