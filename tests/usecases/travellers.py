"""Invented travellers for files and groups: each with names and passport of their own."""

from __future__ import annotations

from typing import Any

_SYLLABLES = ("AK", "BE", "CI", "DO", "EL", "FA", "GÜ", "HA", "IR", "KE", "LE", "MU", "NA", "OZ", "PI", "SE")
_GIVEN = ("AYŞE", "MEHMET", "ZEYNEP", "EMRE", "ELİF", "CEM", "DERYA", "ÖMER", "IŞIL", "MURAT")
_KOREAN = (
    ("KIM", "MINSEO", "김민서"),
    ("LEE", "JIHO", "이지호"),
    ("PARK", "SEOYEON", "박서연"),
    ("CHOI", "HAJUN", "최하준"),
)
# What all travellers of an invented tour share; what is left is each one's own.
COMMON = {
    "phone": "+90 312 000 00 00",
    "arrival_day": "2026-12-20",
    "purpose": "tourism",
    "stay_street": "1 Invented-ro, Jung-gu, Seoul",
}
IN_A_FILE = (
    "nationality", "issuing_state", "document_number", "document_expiry", "surname", "given_names", "birth_date", "sex",
    "guardian_name", "guardian_agrees", "native_name", "has_other_nationality", "phone", "arrival_day", "purpose",
    "stay_street", "employment", "has_visited_before", "has_criminal_record", "has_infectious_disease",
    "was_refused_entry",
)  # fmt: skip


# A declaration that an officer looks at.
YES = {"has_criminal_record": "yes", "criminal_record_details": "Utopia, 2009, an invented offence, a fine"}


def row_answers(number: int, **changes: Any) -> dict[str, str]:
    """Everything that one person of a group answers; `number` counts from 1, and no two are alike.

    Every tenth is Korean by name and Canadian by passport, every seventh too young to need an authorization.
    """
    name = "".join(_SYLLABLES[(number >> shift) & 15] for shift in (0, 4, 8, 12))
    raw = {
        "nationality": "TUR",
        "issuing_state": "TUR",
        "document_number": f"U{10_000_000 + number}",
        "document_expiry": "2033-05-01",
        "surname": f"ÖRNEK{name}",
        "given_names": _GIVEN[number % len(_GIVEN)],
        "birth_date": f"{1970 + number % 30}-{number % 12 + 1:02}-{number % 28 + 1:02}",
        "sex": "FM"[number % 2],
        "has_other_nationality": "no",
        "employment": "retired",
        "has_visited_before": "no",
        "has_criminal_record": "no",
        "has_infectious_disease": "no",
        "was_refused_entry": "no",
        **COMMON,
    }
    if number % 10 == 0:
        surname, given, native = _KOREAN[number // 10 % len(_KOREAN)]
        raw |= {
            "nationality": "CAN", "issuing_state": "CAN", "document_number": f"CK{100_000 + number}",
            "surname": surname, "given_names": f"{given} {name.translate(_PLAIN)}", "native_name": native,
        }  # fmt: skip
    if number % 7 == 0:
        raw |= {
            "birth_date": f"{2012 + number % 8}-03-{number % 28 + 1:02}",
            "guardian_name": "Anna Specimen",
            "guardian_agrees": "yes",
            "employment": "student",
        }
    return raw | {field: str(value) for field, value in changes.items()}


_PLAIN = str.maketrans("Ü", "U")
