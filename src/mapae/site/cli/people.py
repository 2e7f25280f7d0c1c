"""Accounts, carriers and their keys, from the command line."""

from __future__ import annotations

import sys
from pathlib import Path

import typer

from mapae.records.role import Role
from mapae.site.cli import house
from mapae.site.cli.saying import Plain, answer_json, say


def add_officer(data: Path | None, name: str, role: Role, of_carrier: str = "", *, password_stdin: bool) -> None:
    """Ask for the password, unless it comes on standard input. `of_carrier` is the carrier's name. Raises Plain."""
    if (role is Role.CARRIER) != bool(of_carrier):
        raise Plain("An account of the role carrier, and no other, names its carrier: --role carrier --carrier 'Name'")
    if role is Role.REPRESENTATIVE:
        raise Plain("Representatives register their organisation, or are invited by its manager, at /group/register/")
    password = (
        sys.stdin.readline().rstrip("\n")
        if password_stdin
        else typer.prompt("Password", hide_input=True, confirmation_prompt=True)
    )
    with house.open_house(data):
        from django.core.exceptions import ValidationError

        from mapae.site.wiring import ports
        from mapae.usecases import add_account
        from mapae.usecases.add_carrier import find_carrier

        carrier = find_carrier(of_carrier) if of_carrier else None
        if of_carrier and carrier is None:
            raise Plain(f"No carrier is named {of_carrier}. Add it first: mapae carrier add '{of_carrier}'")
        try:
            add_account.add_account(ports(), name, role, password, add_account.Place(carrier=carrier))
        except add_account.NameRefused as error:
            raise Plain(
                f"{name!r} is no name to sign in with. Use small letters a-z, digits, dots and hyphens: kim.m, desk-7"
            ) from error
        except add_account.NameTaken as error:
            raise Plain(f"An account named {name} exists. Choose another name") from error
        except ValidationError as error:
            raise Plain("This password is too weak. " + " ".join(error.messages)) from error
    say(f"Account {name} ({role.value}) was added. The second factor is set up at the first sign-in.")


def add_carrier(data: Path | None, name: str, *, as_json: bool) -> None:
    """Raises Plain when the carrier is known."""
    with house.open_house(data):
        from mapae.site.wiring import ports
        from mapae.usecases import add_carrier as carriers

        try:
            carrier, key = carriers.add_carrier(ports(), name)
        except carriers.CarrierKnown as error:
            raise Plain(f"A carrier named {name} exists. For another key: mapae carrier key '{name}'") from error
    _show_key(name, str(carrier.id), key, as_json=as_json)


def add_key(data: Path | None, name: str, *, as_json: bool, is_test: bool = False) -> None:
    """Raises Plain when both of the carrier's keys live, or its test key."""
    with house.open_house(data):
        from mapae.site.wiring import ports
        from mapae.usecases import add_carrier as carriers

        carrier = carriers.find_carrier(name)
        if carrier is None:
            raise Plain(f"No carrier is named {name}. Add it first: mapae carrier add '{name}'")
        try:
            key = carriers.add_carrier_key(ports(), carrier, is_test=is_test)
        except carriers.NoFreeSlot as error:
            lives = f"The test key of {name} lives" if is_test else f"Both keys of {name} live"
            slot = 3 if is_test else 1
            raise Plain(f"{lives}. Revoke the one no longer used: mapae carrier revoke '{name}' {slot}") from error
    _show_key(name, str(carrier.id), key, as_json=as_json)


def revoke_key(data: Path | None, name: str, slot: int) -> None:
    """Raises Plain when there is no such key."""
    with house.open_house(data):
        from mapae.site.wiring import ports
        from mapae.usecases import add_carrier as carriers

        carrier = carriers.find_carrier(name)
        if carrier is None or not carriers.revoke_carrier_key(ports(), carrier, slot):
            raise Plain(f"{name} has no living key {slot}")
    say(f"Key {slot} of {name} was revoked; within 5 seconds it opens nothing.")


def _show_key(name: str, carrier_id: str, key: str, *, as_json: bool) -> None:
    if as_json:
        answer_json({"carrier": name, "id": carrier_id, "key": key})
        return
    say(f"Key of {name}, shown this once; only its digest is kept:")
    say(f"  {key}")


def print_demo_code(data: Path | None, name: str) -> None:
    """Raises Plain outside a demonstration."""
    if not house.is_demonstration(data):
        raise Plain("Only a demonstration tells its codes")
    with house.open_house(data):
        from mapae.site.demonstration import code_of

        say(code_of(name))
