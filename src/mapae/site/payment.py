"""Who collects the fees of this installation."""

from __future__ import annotations

import os

from mapae.core.rulebook.model import Rulebook
from mapae.core.rulebook.terms import terms_on
from mapae.gateways.demonstration_bank import DemonstrationBank
from mapae.gateways.key_file import FileKeys
from mapae.gateways.moment import SystemClock
from mapae.gateways.no_fee import NoFee
from mapae.site.configuration import Configuration, ConfigurationProblem
from mapae.site.rulebooks import rulebook_files
from mapae.usecases.ports import PaymentProvider, day_at

NOTICE_PATH = "/api/payment-notice"


def payment_provider(settings: Configuration, keys: FileKeys) -> PaymentProvider:
    """The provider that the settings ask for. Raises ConfigurationProblem."""
    if settings.collector == "stripe":
        return _stripe(settings)
    return NoFee() if settings.collector == "none" else demonstration_bank(keys)


def demonstration_bank(keys: FileKeys) -> DemonstrationBank:
    """The bank that takes no money."""
    return DemonstrationBank(keys.secret_for("demonstration-bank"))


def _stripe(settings: Configuration) -> PaymentProvider:
    if os.environ.get("STRIPE_LOG"):
        raise ConfigurationProblem("STRIPE_LOG: Stripe's library would write data of payers into the log. Unset it")
    from mapae.gateways.stripe_checkout import StripeCheckout  # half a second that nobody else needs to wait

    assert settings.stripe_secret_key is not None and settings.stripe_webhook_secret is not None
    return StripeCheckout(
        settings.stripe_secret_key.get_secret_value(), settings.stripe_webhook_secret.get_secret_value()
    )


def hosts_of_payers(settings: Configuration) -> list[str]:
    """Where a form of ours may lead a payer to, beside our own pages."""
    if settings.collector != "stripe":
        return []
    from mapae.gateways.stripe_checkout import PAYER_HOST

    return [PAYER_HOST]


def require_fee_can_be_paid(settings: Configuration) -> None:
    """Raises ConfigurationProblem while the rules ask for a fee that nobody is there to collect, and RulebookProblem."""
    if settings.collector != "none":
        return
    rulebook = _rulebook(settings)
    today = day_at(SystemClock(settings.clock_offset).now(), rulebook)
    fee = terms_on(rulebook, today).fee
    if fee.total:
        raise ConfigurationProblem(
            f"MAPAE_PAYMENT: it is none, but the rules of {settings.programme} ask for a fee of {fee.total} {fee.currency} "
            f"today ({today}). Name a provider, or serve a programme without a fee"
        )


def fee_to_come(settings: Configuration) -> str:
    """The first day after today on which a fee begins to be asked, as it is written; empty when none does."""
    rulebook = _rulebook(settings)
    today = day_at(SystemClock(settings.clock_offset).now(), rulebook)
    begin = [rule.in_force.first for rule in rulebook.fees if rule.fee.total]
    return min((str(day) for day in begin if day is not None and day > today), default="")


def _rulebook(settings: Configuration) -> Rulebook:
    files = rulebook_files(settings)
    return files.read(*files.newest(settings.programme))
