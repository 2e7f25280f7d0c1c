"""Accounts of carriers from the command line: each names its carrier, and no other account has one."""

from __future__ import annotations

import pytest

from mapae.records.role import Role
from mapae.site.cli.people import add_officer
from mapae.site.cli.saying import Plain


@pytest.mark.parametrize(("role", "carrier"), [(Role.CARRIER, ""), (Role.OFFICER, "Invented Air")])
def test_account_and_carrier_must_fit_before_a_password_is_asked(role: Role, carrier: str) -> None:
    with pytest.raises(Plain, match="names its carrier"):
        add_officer(None, "kim.m", role, carrier, password_stdin=True)


def test_representatives_are_not_made_by_the_operator() -> None:
    with pytest.raises(Plain, match="register their organisation"):
        add_officer(None, "kim.m", Role.REPRESENTATIVE, password_stdin=True)
