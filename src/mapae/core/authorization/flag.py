"""Why a holder is to be looked at more closely at the border, although the authorization stands."""

from __future__ import annotations

from enum import StrEnum


class FlagReason(StrEnum):
    """What the border's second line is asked to look at. Closed list."""

    IDENTITY = "identity"
    DOCUMENT = "document"
    PURPOSE = "purpose"
    STAY = "stay"
    EARLIER_CASE = "earlier_case"
