"""Who collects the fees of this installation."""

from __future__ import annotations

from mapae.gateways.demonstration_bank import DemonstrationBank
from mapae.gateways.key_file import FileKeys
from mapae.site.configuration import Configuration, ConfigurationProblem
from mapae.usecases.ports import PaymentProvider


def payment_provider(settings: Configuration, keys: FileKeys) -> PaymentProvider:
    """The provider that the settings ask for. Raises ConfigurationProblem while there is none."""
    if not settings.demonstration:
        raise ConfigurationProblem(
            "This version of Mapae can take payments in a demonstration only: it has no real payment provider yet, and "
            "applicants of a service could not pay. Start with --demo"
        )
    return DemonstrationBank(keys.secret_for("demonstration-bank"))
