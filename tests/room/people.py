"""Plainly invented people and their answers."""

from __future__ import annotations

from typing import Any

TURKISH_TOURIST = {
    "nationality": "TUR",
    "issuing_state": "TUR",
    "document_number": "U00000017",
    "document_expiry": "2033-05-01",
    "surname": "ÖRNEKOĞLU",
    "given_names": "AYŞE IŞIL",
    "birth_date": "1990-05-05",
    "sex": "F",
    "email": "specimen.traveller@example.org",
    "arrival_day": "2026-12-20",
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
    # Asked only after a yes; here so that a test may change the yes alone.
    "criminal_record_details": "Utopia, 2009, an invented offence, a fine",
    "infectious_disease_details": "An invented disease, since 2025, treated",
    "refused_entry_details": "2018, an invented reason",
    "is_true": "yes",
}


def answers(**changes: Any) -> dict[str, str]:
    """The Turkish tourist's answers, changed where a test says so."""
    return TURKISH_TOURIST | {field: str(value) for field, value in changes.items()}
