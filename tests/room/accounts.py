"""Accounts for tests: invented service names, no password unless a test needs one."""

from __future__ import annotations

import os
from itertools import count

from django.test import Client

from mapae.records.models import Account, Carrier, Role
from mapae.site.sign_in import give_second_factor
from mapae.site.wiring import ports

SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
PASSWORD = "specimen-password-of-nobody"
_NUMBER = count(1)


def add(role: Role = Role.OFFICER, *, second_factor: bool = True, password: str = "") -> Account:
    """An account; without a password nobody can sign in to it by the form."""
    number = f"{os.getpid()}-{next(_NUMBER)}"  # another process may have added some here
    now, carrier, organisation = ports().clock.now(), None, None
    if role is Role.REPRESENTATIVE:
        from tests.room.organisations import an_organisation  # it asks this module for its officer

        organisation = an_organisation(ports()).organisation
    if role is Role.CARRIER:
        carrier = Carrier.objects.create(id=ports().chance.uuid(), name=f"Specimen Air {number}", created_at=now)
    account = Account(
        username=f"specimen-{role.value}-{number}",
        role=role,
        carrier=carrier,
        organisation=organisation,
        is_manager=organisation is not None,
        created_at=now,
    )
    if password:
        account.set_password(password)
    else:
        account.set_unusable_password()
    account.save()
    if second_factor:
        give_second_factor(account, SECRET)
    return account


def add_signed_in(role: Role = Role.OFFICER, *, second_factor: bool = True) -> tuple[Client, Account]:
    """An account and a browser in which it is signed in."""
    account, client = add(role, second_factor=second_factor), Client()
    client.force_login(account)
    return client, account
