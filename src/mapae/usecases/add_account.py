"""Accounts: the operator makes those of officers and others; representatives make theirs when they register or join."""

from __future__ import annotations

import re
from dataclasses import dataclass

from django.contrib.auth.hashers import make_password
from django.contrib.auth.password_validation import validate_password
from django.db import IntegrityError, transaction

from mapae.records.models import Account, Carrier, Organisation, Role
from mapae.usecases.audit import OPERATOR, Trace, account_actor, record
from mapae.usecases.ports import Ports

_NAME = re.compile(r"[a-z0-9][a-z0-9.-]{1,62}")


class NameRefused(Exception):
    """The name is not one to sign in with: small letters, digits, dots and hyphens only."""


class NameTaken(Exception):
    """An account has this name already."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where somebody works: a carrier's desk, or an organisation, there perhaps as its manager."""

    carrier: Carrier | None = None
    organisation: Organisation | None = None
    is_manager: bool = False


@transaction.atomic
def add_account(ports: Ports, username: str, role: Role, password: str, place: Place = Place()) -> Account:
    """An account; those of the roles carrier and representative have their place, and no others have one.

    Representatives make their own account, all others get theirs from the operator. Raises NameRefused, NameTaken,
    and Django's ValidationError for a weak password.
    """
    if not _NAME.fullmatch(username):
        raise NameRefused(username)
    if Account.objects.filter(username=username).exists():
        raise NameTaken(username)
    validate_password(password)
    account = Account(
        username=username,
        role=role,
        carrier=place.carrier,
        organisation=place.organisation,
        is_manager=place.is_manager,
        password=make_password(password),
        created_at=ports.clock.now(),
    )
    try:
        with transaction.atomic():
            account.save(force_insert=True)
    except IntegrityError as error:  # by somebody at the same moment
        if not Account.objects.filter(username=username).exists():
            raise
        raise NameTaken(username) from error
    by = account_actor(ports, role, account.pk) if role is Role.REPRESENTATIVE else OPERATOR
    record(ports, by, "account.added", f"account:{account.pk}", Trace(detail={"role": role.value}))
    return account


def suggest_name(ports: Ports, wanted: str) -> str:
    """A free name like the one that is taken. Its number is drawn, so that it tells of nobody else."""
    beginning = wanted[:58].rstrip(".-")
    while True:
        name = f"{beginning}-{int.from_bytes(ports.chance.bytes(4)) % 900 + 100}"
        if not Account.objects.filter(username=name).exists():
            return name
