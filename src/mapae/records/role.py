"""The roles of accounts: plain values, so that the command line knows them before Django is there."""

from enum import StrEnum


class Role(StrEnum):
    """What an account may do is decided by its role, in the rights map."""

    OFFICER = "officer"
    SUPERVISOR = "supervisor"
    BORDER = "border"
    AUDITOR = "auditor"
    OPERATOR = "operator"
    CARRIER = "carrier"  # works for one carrier, at its desk
    REPRESENTATIVE = "representative"  # fills in applications for others, for one organisation
