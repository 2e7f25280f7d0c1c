"""Words for the address of notices: why it cannot be taken, and what became of a notice."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from mapae.core.group.webhook import AddressProblem, WebhookEvent

SENTENCES: Mapping[AddressProblem, Promise] = {
    AddressProblem.MISSING: _("Enter the address of your program"),
    AddressProblem.TOO_LONG: _("This address is too long. It may have 500 characters"),
    AddressProblem.NOT_AN_ADDRESS: _("This is no address. Enter it whole, for example https://example.com/mapae"),
    AddressProblem.NOT_HTTPS: _("Enter an address that begins with https://"),
    AddressProblem.HAS_PASSWORD: _("Leave user name and password out of the address. Our signature shows who sends"),
    AddressProblem.PRIVATE_ADDRESS: _("This address is inside a private network, where we cannot reach it"),
}
EVENTS: Mapping[str, Promise] = {
    WebhookEvent.ORDER_AWAITING_PAYMENT: _("An order can be paid"),
    WebhookEvent.ORDER_RELEASED: _("A paid order is being decided"),
    WebhookEvent.APPLICATION_ASKED: _("An officer has a question for you about a traveller"),
    WebhookEvent.APPLICATION_DECIDED: _("An application was decided"),
}
STATES: Mapping[str, Promise] = {
    "queued": _("waits to be delivered"),
    "delivered": _("delivered"),
    "failed": _("not delivered"),
}
