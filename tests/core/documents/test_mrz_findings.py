"""The words of the closed lists are those that programs know: they only grow."""

from __future__ import annotations

from mapae.core.documents.mrz_findings import CheckState, MrzProblem
from mapae.core.documents.mrz_shape import Slip
from mapae.core.documents.mrz_writing import WritingProblem
from mapae.core.documents.states import StateKind


def test_problems_are_named_by_what_is_wrong() -> None:
    assert [*MrzProblem] == [
        "character_not_allowed", "correction_needed", "document_code", "issuer_unknown", "issuer_is_specimen",
        "issuer_withdrawn", "nationality_unknown", "nationality_is_specimen", "nationality_withdrawn",
        "primary_name_missing", "name_format", "number_format", "birth_format", "birth_not_in_calendar", "sex_unknown",
        "expiry_format", "expiry_not_in_calendar", "check_digit_wrong", "check_digit_missing",
    ]  # fmt: skip


def test_states_of_a_check_digit_are_three() -> None:
    assert [*CheckState] == ["right", "wrong", "not_there"]


def test_slips_are_named() -> None:
    assert [*Slip] == [
        "lower_case", "blank_for_filler", "fillers_cut", "too_many_fillers", "digit_for_letter", "letter_for_digit",
        "look_alike",
    ]  # fmt: skip


def test_refusals_to_write_are_three() -> None:
    assert [*WritingProblem] == ["format", "too_long", "not_of_this_layout"]


def test_kinds_of_states_are_named() -> None:
    assert [*StateKind] == [
        "state", "territory", "british", "organisation", "stateless", "refugee", "unspecified", "withdrawn", "specimen",
        "signer",
    ]  # fmt: skip
