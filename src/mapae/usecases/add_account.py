"""Accounts of officers and others, made by the operator: nobody signs up."""

from __future__ import annotations

import re

from django.contrib.auth.hashers import make_password
from django.contrib.auth.password_validation import validate_password
from django.db import transaction

from mapae.records.models import Account, Carrier, Role
from mapae.usecases.audit import OPERATOR, Trace, record
from mapae.usecases.ports import Ports

_NAME = re.compile(r"[a-z0-9][a-z0-9.-]{1,62}")


class NameRefused(Exception):
    """The name is not one to sign in with: small letters, digits, dots and hyphens only."""


class NameTaken(Exception):
    """An account has this name already."""


@transaction.atomic
def add_account(ports: Ports, username: str, role: Role, password: str, carrier: Carrier | None = None) -> Account:
    """An account; one of the role carrier works for that carrier, and no other has one.

    Raises NameRefused, NameTaken, and Django's ValidationError for a weak password.
    """
    if not _NAME.fullmatch(username):
        raise NameRefused(username)
    if Account.objects.filter(username=username).exists():
        raise NameTaken(username)
    validate_password(password)
    account = Account.objects.create(
        username=username,
        role=role,
        carrier=carrier,
        password=make_password(password),
        created_at=ports.clock.now(),
    )
    record(ports, OPERATOR, "account.added", f"account:{account.pk}", Trace(detail={"role": role.value}))
    return account
