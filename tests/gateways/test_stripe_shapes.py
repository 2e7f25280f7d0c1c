"""The recorded shapes against the types of Stripe's own library: every field exists there, and none that must be is missing."""

from __future__ import annotations

from typing import Any, get_args, get_origin

import pytest
import stripe
from stripe.checkout import Session
from stripe.params.checkout import SessionCreateParams

from mapae.gateways.stripe_checkout import API_VERSION
from tests.gateways.test_payment_contract import order
from tests.room.stripe import shapes

ERRORS = [shapes.CARD_DECLINED, shapes.TOO_MANY, shapes.OTHER_PARAMETERS, shapes.KEY_IN_USE, shapes.BROKEN,
          shapes.WRONG_KEY, shapes.NO_SUCH_SESSION, shapes.NOT_OPEN, shapes.ALREADY_REFUNDED]  # fmt: skip
OBJECTS: list[tuple[type, dict[str, Any]]] = [
    (Session, shapes.session()),
    (Session, shapes.session(**shapes.PAID)),
    (Session, shapes.session(**shapes.TRANSFER_AWAITED)),
    (Session, shapes.session(**shapes.EXPIRED)),
    (Session.CustomerDetails, shapes.COMPLETE["customer_details"]),
    (stripe.Refund, shapes.refund()),
    (stripe.Charge, shapes.charge()),
    (stripe.Event, shapes.event("charge.refunded", shapes.charge())),
]


def is_optional(annotation: Any) -> bool:
    return type(None) in get_args(annotation)


def literals(annotation: Any) -> set[Any]:
    """The closed list of an annotation, if it has one."""
    found: set[Any] = set()
    for part in (annotation, *get_args(annotation)):
        if str(get_origin(part)).endswith("Literal"):
            found |= set(get_args(part))
    return found


@pytest.mark.parametrize(("kind", "shape"), OBJECTS)
def test_shape_is_that_of_the_library(kind: type, shape: dict[str, Any]) -> None:
    named = {name: kind_ for name, kind_ in kind.__annotations__.items() if name != "OBJECT_NAME"}
    assert set(shape) - set(named) == set()
    assert {name for name, kind_ in named.items() if not is_optional(kind_)} - set(shape) == set()
    for name, value in shape.items():
        if literals(named[name]) and value is not None:
            assert value in literals(named[name]), name


@pytest.mark.parametrize("answer", ERRORS)
def test_error_is_that_of_the_library(answer: tuple[int, dict[str, Any]]) -> None:
    assert set(answer[1]) == {"error"}
    assert set(answer[1]["error"]) <= set(stripe.ErrorObject.__annotations__)
    assert answer[1]["error"]["type"] in {"api_error", "card_error", "idempotency_error", "invalid_request_error"}


def test_what_we_ask_for_are_parameters_of_the_library() -> None:
    from mapae.gateways.stripe_checkout import _session_params

    assert set(_session_params(order())) <= set(SessionCreateParams.__annotations__)


def test_notices_we_read_are_kinds_of_the_library() -> None:
    known = literals(stripe.Event.__annotations__["type"])
    assert {
        "checkout.session.completed", "checkout.session.async_payment_succeeded",
        "checkout.session.async_payment_failed", "checkout.session.expired", "charge.refunded",
    } <= known  # fmt: skip


def test_version_is_the_one_that_the_shapes_were_written_for() -> None:
    """A new library speaks a newer version by itself; ours is pinned until the shapes were looked at again."""
    assert API_VERSION == shapes.VERSION
    assert SessionCreateParams.__module__.startswith("stripe.")
