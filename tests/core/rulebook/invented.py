"""The invented programme of UTO, as its files would say it: every part once, to be read as it is or spoilt by a test."""

from __future__ import annotations

from collections.abc import Set
from datetime import date
from itertools import count
from typing import Any  # what a file holds is unknown until it is read; a test puts anything there

from mapae.core.documents.partial_date import PartialDate
from mapae.core.rulebook.assessment import Traveller
from mapae.core.rulebook.model import Choices, Rulebook
from mapae.core.rulebook.reading import read_rulebook
from mapae.core.rulebook.written import Placed

SOURCE = "an invented act, art. 1"
FIRST, DAY = date(2026, 1, 1), date(2026, 6, 15)
ALWAYS = {"from": date(1900, 1, 1)}
LANGUAGES = ("en", "tr", "ko")
CODES = (
    "nationality_outside", "unpublished_list", "nationality_required", "waiver", "age", "crew", "document_expired",
    "own_citizen",
)  # fmt: skip


def says(text: str) -> dict[str, str]:
    """The sentence in every language that ships."""
    return {language: f"{text} ({language})" for language in LANGUAGES}


def rule(id_: str, moment: str, **keys: object) -> dict[str, Any]:
    common = {"in_force": {"from": FIRST}, "source": SOURCE, "confidence": "high"}
    return {"id": f"UTO.{id_}", "tested": moment, **common, **keys}


def requirement(id_: str = "required", decides: str = "required", **keys: object) -> dict[str, Any]:
    return rule(id_, "arrival", **{"decides": decides, "code": "nationality_required", **keys})


def ground(id_: str = "ground", **keys: object) -> dict[str, Any]:
    own = {
        "code": "document_not_valid", "category": "document", "acts": ["refuse"], "law": "Invented Rule, art. 2, no. 1",
        "texts": says("The passport is not valid."), "mend": says("Renew the passport."), "visa_route": True,
    }  # fmt: skip
    return rule(id_, "decision", **{**own, **keys})


def fee(id_: str = "fee", **keys: object) -> dict[str, Any]:
    return rule(id_, "submission", **{"base": 100, "processing": 3, "currency": "KRW", "refund": "none", **keys})


def validity(id_: str = "validity", **keys: object) -> dict[str, Any]:
    own = {"years": 3, "entries": "multiple", "capped_by": "document_expiry"}
    return rule(id_, "submission", **{**own, **keys})


def cap(id_: str = "cap", **keys: object) -> dict[str, Any]:
    own = {"applications": 3, "within_months": 6, "blocked_months": 6, "not_counted": ["photo_corrected"]}
    return rule(id_, "submission", **{**own, **keys})


def group(id_: str = "groups", **keys: object) -> dict[str, Any]:
    own = {"organisations": ["travel_agency", "school"], "people": 50, "approval": "officer", "account": "none"}
    return rule(id_, "submission", **{**own, **keys})


def form(id_: str = "form", **keys: object) -> dict[str, Any]:
    own = {"portrait": "required", "may_be_unknown": ["arrival_day"]}
    return rule(id_, "submission", **{key: value for key, value in (own | keys).items() if value is not None})


def parts(**changed: Any) -> dict[str, Any]:
    """All parts of the programme, some of them changed; a part of None is taken away."""
    every = {
        "programme": "UTO",
        "zone": "Asia/Seoul",
        "destination": ["UTO"],
        "switches": [{"id": "pilot", "default": False, "in_demonstration": True, "source": SOURCE}],
        "lists": [{"id": "pair", "nationalities": ["TUR", "USA"], "source": SOURCE, "confidence": "medium"}],
        "reasons": [{"code": code, "texts": says(f"Because of {code}.")} for code in CODES],
        "categories": [{"code": "document", "texts": says("It is about the document."), "mend": says("Renew it.")}],
        "requirements": [requirement(nationalities=["TUR", "USA", "D"])],
        "derivations": [
            rule("which", "arrival", nationality="CHN", asks="which_passport", readings=["HKG", "MAC"]),
        ],
        "stays": [rule("stay", "arrival", nationalities=["TUR"], days=90)],
        "fees": [fee()],
        "validities": [validity()],
        "caps": [cap()],
        "opt_ins": [rule("opt-in", "submission", reasons=["waiver"], brings=["no_arrival_card"])],
        "forms": [form()],
        "groups": [group()],
        "changes": [rule("change", "change", fields=["purpose", "contact"], means="free_edit")],
        "disclosures": [rule("disclosure", "decision", refusal="category")],
        "four_eyes": [rule("four-eyes", "decision", acts=["refuse", "annul"])],
        "retentions": [rule("retention", "decision", of="drafts", days=7)],
        "lapses": [rule("lapse", "submission", days=8)],
        "board_checks": [
            rule("board", "arrival", delay_grace_hours=24, refusal_overrides_exemption=False),
        ],
        "grounds": [ground()],
    }  # fmt: skip
    return {key: value for key, value in (every | changed).items() if value is not None}


def placed(written: object, file: str = "uto.yaml") -> Any:
    """The same with places, as if every mapping began on a line of its own, counted from 1 as they come."""
    lines = count(1)

    def place(one: object) -> object:
        if isinstance(one, dict):
            found = Placed()
            found.place = f"{file}, line {next(lines)}"
            found.update({key: place(value) for key, value in one.items()})
            return found
        return [place(item) for item in one] if isinstance(one, list) else one

    return place(written)


def read(
    choices: Choices = Choices(), tested_rules: Set[str] | None = None, version: str = "v", **changed: Any
) -> Rulebook:
    return read_rulebook(placed(parts(**changed)), version, choices, tested_rules)


def ruled(*requirements: dict[str, Any], **changed: Any) -> Rulebook:
    """The programme with these requirements only."""
    return read(requirements=list(requirements), **changed)


def traveller(nationality: str = "TUR", **keys: Any) -> Traveller:
    """An adult with an ordinary passport that lasts, who claims nothing."""
    known = {"birth": PartialDate(1990, 5, 5), "document_expiry": date(2033, 5, 1), **keys}
    return Traveller(nationality, **known)
