"""Why an officer looks for somebody's application. Closed list; without a purpose nothing is looked for."""

from __future__ import annotations

from enum import StrEnum


class SearchPurpose(StrEnum):
    """What the search is recorded under, in the audit log."""

    APPLICANT_ASKS = "applicant_asks"
    CARRIER_ASKS = "carrier_asks"
    BORDER_ASKS = "border_asks"
    AUTHORITY_ASKS = "authority_asks"
    NEW_FACTS = "new_facts"
    CHECK_OF_A_DECISION = "check_of_a_decision"
