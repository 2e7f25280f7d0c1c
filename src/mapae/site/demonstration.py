"""The demonstration's people: plainly invented, made by the same use cases as everybody's."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

from mapae.records.models import Account, Application, Carrier, CarrierKey, Role
from mapae.site.demonstration_organisations import AGENCY, prepare_organisations
from mapae.site.demonstration_portrait import draw_portrait
from mapae.site.payment import demonstration_bank
from mapae.site.sign_in import give_second_factor, present_code
from mapae.site.wiring import file_keys
from mapae.usecases.add_account import Place, add_account
from mapae.usecases.add_carrier import add_carrier, key_digest
from mapae.usecases.answer import answer
from mapae.usecases.decide import decide_by_machine
from mapae.usecases.import_list import import_lost_stolen
from mapae.usecases.keep_portrait import keep_portrait
from mapae.usecases.pay import receive_payment, start_payment
from mapae.usecases.ports import PaymentNotice, Ports, day_at
from mapae.usecases.rulebook_in_force import rulebook_in_force
from mapae.usecases.start_draft import start_draft
from mapae.usecases.submit import submit

_ACCOUNTS = (
    ("demo-officer", Role.OFFICER), ("demo-supervisor", Role.SUPERVISOR), ("demo-border", Role.BORDER),
    ("demo-carrier", Role.CARRIER),
)  # fmt: skip
_CARRIER = "Invented Air"
_PEOPLE = (
    ("tr", {"surname": "ÖRNEKOĞLU", "given_names": "AYŞE IŞIL", "nationality": "TUR", "document_number": "U00000017",
            "birth_date": "1990-05-05", "sex": "F"}),
    ("tr", {"surname": "UYDURUK", "given_names": "MEHMET", "nationality": "TUR", "document_number": "U00000025",
            "birth_date": "1984-02-29", "sex": "M", "has_criminal_record": "yes",
            "criminal_record_details": "Türkiye, 2009: Uydurma bir ceza, örnek olarak yazıldı"}),
    ("en", {"surname": "SPECIMEN", "given_names": "ANNA MARIA", "nationality": "THA", "document_number": "XX0000033",
            "birth_date": "1974-08-12", "sex": "F", "was_refused_entry": "yes",
            "refused_entry_details": "2018, an invented refusal, written as an example"}),
    # On the invented list below, and nothing else against him: an officer sees a hit.
    ("ko", {"surname": "MUSTERMANN", "given_names": "CAN", "nationality": "TUR", "document_number": "U00000041",
            "birth_date": "1995-11-30", "sex": "M"}),
)  # fmt: skip
_LIST = "issuing_state,document_number,reported_on,kind\nUTO,UTO000001,{day},lost\nTUR,U00000041,{day},stolen\n"


def prepare_demonstration(ports: Ports) -> None:
    """What is there already stays; the second start changes nothing."""
    of_carrier = _prepared_carrier(ports)
    for name, role in _ACCOUNTS:
        if not Account.objects.filter(username=name).exists():
            place = Place(carrier=of_carrier if role is Role.CARRIER else None)
            give_second_factor(add_account(ports, name, role, password_of(name), place), second_factor_of(name))
    prepare_organisations(ports, password_of, second_factor_of)
    if not Application.objects.exists():
        # Invented people pay at the demonstration bank, whoever else collects fees here.
        ports = replace(ports, payments=demonstration_bank(file_keys()))
        _import_list(ports)
        for number, (language, person) in enumerate(_PEOPLE):
            _apply(ports, language, person, f"demonstration-{number}")


def _import_list(ports: Ports) -> None:
    """Two invented reports of a month ago."""
    today = day_at(ports.clock.now(), rulebook_in_force(ports))
    content = _LIST.format(day=today - timedelta(days=30))
    digest = hashlib.sha256(content.encode()).digest()
    import_lost_stolen(ports, content.splitlines(keepends=True), digest, today)


def _prepared_carrier(ports: Ports) -> Carrier:
    known = Carrier.objects.filter(name=_CARRIER).first()
    if known is not None:
        return known
    carrier, _ = add_carrier(ports, _CARRIER)
    CarrierKey.objects.filter(carrier=carrier, slot=1).update(digest=key_digest(carrier_key()))
    return carrier


def _apply(ports: Ports, language: str, person: dict[str, str], key: str) -> None:
    today = day_at(ports.clock.now(), rulebook_in_force(ports))
    application = start_draft(ports, language, _ANSWERS["email"])
    raw = _ANSWERS | person | {"issuing_state": person["nationality"]}
    raw |= {"arrival_day": str(today + timedelta(days=28)), "document_expiry": f"{today.year + 6}-05-01"}
    answer(ports, application.id, raw)
    keep_portrait(ports, application.id, draw_portrait())
    submit(ports, application.id, key)
    payment, _ = start_payment(ports, application.id, "/")
    assert payment.provider_reference is not None
    receive_payment(ports, PaymentNotice(payment.provider_reference, True, payment.amount, payment.currency))
    decide_by_machine(ports, application.id)


_ANSWERS = {
    "email": "specimen.traveller@example.org",
    "purpose": "tourism",
    "applying_for": "self",
    "phone": "+90 312 000 00 00",
    "has_other_nationality": "no",
    "stay_street": "1 Invented-ro, Jung-gu, Seoul",
    "employment": "retired",
    "has_visited_before": "no",
    "has_criminal_record": "no",
    "has_infectious_disease": "no",
    "was_refused_entry": "no",
    "is_true": "yes",
}


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
    yield f"  Traveller     {here}/tr/   {here}/ko/   {here}/en/"
    yield f"  Mailbox       {here}/en/demo/mailbox/   (the mails that applicants get)"
    yield f"  Officer       {here}/en/officer/   border: {here}/en/border/   carrier's desk: {here}/en/carrier/"
    for name, role in _ACCOUNTS:
        yield f"                {role.value}: {name}, password {password_of(name)}"
    yield f"  Group         {here}/en/group/register/   {AGENCY}, password {password_of(AGENCY)}"
    yield f"                the code for the second step: {here}/en/demo/, or `mapae demo code`"
    yield f"  Carrier       POST {here}/api/carrier/v1/board-checks"
    yield f"                Authorization: Bearer {carrier_key()}"
    yield f"  Guide         {here}/en/demo/"


def demonstration_accounts() -> list[dict[str, str]]:
    """For the guide page: how to sign in as whom, and the six digits that the authenticator app would show now."""
    return [
        {"name": name, "role": role.value, "password": password_of(name), "code": code_of(name)}
        for name, role in (*_ACCOUNTS, (AGENCY, Role.REPRESENTATIVE))
    ]


def code_of(name: str) -> str:
    """The six digits that a demonstration account's authenticator app would show now."""
    return present_code(second_factor_of(name))
