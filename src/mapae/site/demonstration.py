"""The demonstration: its accounts, its carriers, and what it tells people to try. Everybody in it is invented."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from mapae.records.models import Account, Application, Carrier, CarrierKey, Role
from mapae.site.demonstration_clock import hours_before
from mapae.site.demonstration_desk import BEGAN, live_through_two_weeks
from mapae.site.demonstration_organisations import AGENCY, prepare_organisations
from mapae.site.demonstration_passengers import CARRIERS
from mapae.site.payment import demonstration_bank
from mapae.site.sign_in import give_second_factor, present_code
from mapae.site.wiring import file_keys
from mapae.usecases.add_account import Place, add_account
from mapae.usecases.add_carrier import add_carrier, key_digest
from mapae.usecases.ports import Ports

_ACCOUNTS = (
    ("demo-officer", Role.OFFICER), ("demo-colleague", Role.OFFICER), ("demo-supervisor", Role.SUPERVISOR),
    ("demo-border", Role.BORDER), ("demo-carrier", Role.CARRIER),
)  # fmt: skip


def prepare_demonstration(ports: Ports) -> None:
    """What is there already stays; the second start changes nothing."""
    is_new = not Application.objects.exists()
    began = hours_before(ports, BEGAN) if is_new else ports
    of_carrier, _ = (_prepared_carrier(began, name) for name in CARRIERS)
    accounts = {name: _prepared_account(began, name, role, of_carrier) for name, role in _ACCOUNTS}
    prepare_organisations(ports, password_of, second_factor_of)
    if is_new:
        # Invented people pay at the demonstration bank, whoever else collects fees here.
        ports = replace(ports, payments=demonstration_bank(file_keys()))
        desk = (accounts["demo-officer"], accounts["demo-colleague"], accounts["demo-supervisor"])
        live_through_two_weeks(ports, *desk)


def _prepared_account(ports: Ports, name: str, role: Role, of_carrier: Carrier) -> Account:
    known = Account.objects.filter(username=name).first()
    if known is not None:
        return known
    place = Place(carrier=of_carrier if role is Role.CARRIER else None)
    account = add_account(ports, name, role, password_of(name), place)
    give_second_factor(account, second_factor_of(name))
    return account


def _prepared_carrier(ports: Ports, name: str) -> Carrier:
    known = Carrier.objects.filter(name=name).first()
    if known is not None:
        return known
    carrier, _ = add_carrier(ports, name)
    if name == CARRIERS[0]:
        CarrierKey.objects.filter(carrier=carrier, slot=1).update(digest=key_digest(carrier_key()))
    return carrier


def password_of(name: str) -> str:
    """Different for every installation, the same at every start: made from the key file."""
    return file_keys().secret_for(f"demonstration:{name}")[:16]


def second_factor_of(name: str) -> str:
    """The secret for an authenticator app, in base32."""
    from base64 import b32encode

    return b32encode(bytes.fromhex(file_keys().secret_for(f"demonstration:totp:{name}"))[:20]).decode()


def carrier_key() -> str:
    """The demonstration carrier's bearer key."""
    return f"mapae_carrier_{file_keys().secret_for('demonstration:carrier')[:43]}"


def demonstration_guide(here: str) -> Iterator[str]:
    """Where to go and how to get in."""
    yield "This is a demonstration, not a government service. Everybody in it is invented."
    yield f"  Guide         {here}/en/demo/   (start here: it has the codes of the second step)"
    yield f"  Traveller     {here}/tr/   {here}/ko/   {here}/en/"
    yield f"  Mailbox       {here}/en/demo/mailbox/   (the mails that applicants get)"
    yield f"  Officer       {here}/en/officer/   border: {here}/en/border/   carrier's desk: {here}/en/carrier/"
    for name, role in _ACCOUNTS:
        yield f"                {role.value}: {name}, password {password_of(name)}"
    yield f"  Group         {here}/en/group/register/   {AGENCY}, password {password_of(AGENCY)}"
    yield "                the code for the second step: on the guide, or `mapae demo code NAME`"
    yield f"  Carrier       POST {here}/api/carrier/v1/board-checks"
    yield f"                Authorization: Bearer {carrier_key()}"


def demonstration_accounts() -> list[dict[str, str]]:
    """For the guide page: how to sign in as whom, and the six digits that the authenticator app would show now."""
    return [
        {
            "name": name,
            "role": role.value,
            "password": password_of(name),
            "code": code_of(name),
            "secret": second_factor_of(name),
        }
        for name, role in (*_ACCOUNTS, (AGENCY, Role.REPRESENTATIVE))
    ]


def code_of(name: str) -> str:
    """The six digits that a demonstration account's authenticator app would show now."""
    return present_code(second_factor_of(name))
