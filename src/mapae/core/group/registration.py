"""What an organisation says of itself when it registers: the questions, how each is read, and what may be wrong."""

from __future__ import annotations

import unicodedata
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from enum import StrEnum

from mapae.core.application.checks import Wrong, phone_number
from mapae.core.documents.scripts import find_hidden
from mapae.core.documents.states import ALPHA_2, canonical_state

FIELDS: Mapping[str, int] = {  # the longest answer, in characters
    "kind": 24,
    "name": 160,
    "country": 3,
    "registration": 60,
    "tax_data": 400,
    "address": 400,
    "contact": 120,
    "phone": 40,
}
_IN_LINES = frozenset({"tax_data", "address"})


class DetailProblem(StrEnum):
    MISSING = "missing"
    TOO_LONG = "too_long"
    HIDDEN_CHARACTER = "hidden_character"
    NOT_A_CHOICE = "not_a_choice"
    PHONE_FORMAT = "phone_format"
    PHONE_WITHOUT_COUNTRY = "phone_without_country"


@dataclass(frozen=True, slots=True)
class Registration:
    """The answers, each as it is kept; `phone` in E.164."""

    kind: str
    name: str
    country: str
    registration: str
    tax_data: str
    address: str
    contact: str
    phone: str


class RegistrationRefused(ValueError):
    """Some answers cannot be taken; `problems` names field and code of each, in the order of the page."""

    def __init__(self, problems: list[tuple[str, DetailProblem]]) -> None:
        super().__init__(", ".join(f"{field}: {code}" for field, code in problems))
        self.problems = problems


def read_registration(typed: Mapping[str, str], kinds: Collection[str]) -> Registration:
    """The answers of somebody who registers one of these kinds. Raises RegistrationRefused."""
    read: dict[str, str] = {}
    problems: list[tuple[str, DetailProblem]] = []
    for field in FIELDS:
        try:
            read[field] = _read(field, typed, kinds)
        except Wrong as wrong:
            problems.append((field, DetailProblem(wrong.code)))
    if problems:
        raise RegistrationRefused(problems)
    return Registration(**read)


def _read(field: str, typed: Mapping[str, str], kinds: Collection[str]) -> str:
    text = _tidied(field, typed.get(field, ""))
    if not text:
        raise Wrong(DetailProblem.MISSING)
    if len(text) > FIELDS[field]:
        raise Wrong(DetailProblem.TOO_LONG)
    if find_hidden(text.replace("\n", " ")):
        raise Wrong(DetailProblem.HIDDEN_CHARACTER)
    if field == "kind" and text not in kinds:
        raise Wrong(DetailProblem.NOT_A_CHOICE)
    if field == "country":
        return _state(text)
    return phone_number(text, typed.get("country", "")) if field == "phone" else text


def _tidied(field: str, typed: str) -> str:
    """Composed, without blanks around and doubled; in lines where lines are meant."""
    lines = unicodedata.normalize("NFC", typed).splitlines() if field in _IN_LINES else [typed]
    tidied = (" ".join(one for one in unicodedata.normalize("NFC", line).split(" ") if one) for line in lines)
    return "\n".join(line for line in tidied if line).strip()


def _state(code: str) -> str:
    if canonical_state(code) != code or code not in ALPHA_2:
        raise Wrong(DetailProblem.NOT_A_CHOICE)
    return code
