"""Four eyes: an act against a person that one officer proposes and another one, a supervisor, confirms."""

from __future__ import annotations

from enum import StrEnum


class AdverseAct(StrEnum):
    """The acts that a rulebook has grounds for, in its own words."""

    REFUSE = "refuse"
    REVOKE = "revoke"
    ANNUL = "annul"


class SamePerson(PermissionError):
    """Nobody is the second officer of their own proposal."""


def require_other(proposed_by: int, confirms: int) -> None:
    """Raises SamePerson. Both are numbers of accounts."""
    if proposed_by == confirms:
        raise SamePerson
