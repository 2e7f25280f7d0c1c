"""Codes of states are those of Doc 9303-3, section 5, each with what it may stand for."""

from __future__ import annotations

import pytest

from mapae.core.documents.states import (
    ALPHA_2,
    BRITISH,
    ORGANISATIONS,
    PERSONS_WITHOUT_A_STATE,
    SPECIMEN,
    STATE_CODES,
    StateCode,
    StateKind,
    canonical_state,
    find_state,
    is_state_code,
)


@pytest.mark.parametrize(
    ("code", "kind", "alpha_2", "may_issue", "may_be_nationality"),
    [
        ("TUR", StateKind.STATE, "TR", True, True),
        ("KOR", StateKind.STATE, "KR", True, True),
        ("D", StateKind.STATE, "DE", True, True),
        ("RKS", StateKind.STATE, "XK", True, True),
        ("TWN", StateKind.STATE, "TW", True, True),
        ("PSE", StateKind.STATE, "PS", True, True),
        ("VAT", StateKind.STATE, "VA", True, True),
        ("HKG", StateKind.TERRITORY, "HK", True, True),
        ("GRL", StateKind.TERRITORY, "GL", True, True),
        ("ESH", StateKind.TERRITORY, "EH", True, True),
        ("GBD", StateKind.BRITISH, "", True, True),
        ("GBN", StateKind.BRITISH, "", True, True),
        ("GBO", StateKind.BRITISH, "", True, True),
        ("GBP", StateKind.BRITISH, "", True, True),
        ("GBS", StateKind.BRITISH, "", True, True),
        ("EUE", StateKind.ORGANISATION, "", True, True),
        ("UNO", StateKind.ORGANISATION, "", True, True),
        ("UNA", StateKind.ORGANISATION, "", True, True),
        ("UNK", StateKind.ORGANISATION, "", True, True),
        ("XCC", StateKind.ORGANISATION, "", True, True),
        ("XOM", StateKind.ORGANISATION, "", True, True),
        ("XBA", StateKind.ORGANISATION, "", True, False),
        ("XIM", StateKind.ORGANISATION, "", True, False),
        ("XCE", StateKind.ORGANISATION, "", True, False),
        ("XCO", StateKind.ORGANISATION, "", True, False),
        ("XEC", StateKind.ORGANISATION, "", True, False),
        ("XPO", StateKind.ORGANISATION, "", True, False),
        ("XES", StateKind.ORGANISATION, "", True, False),
        ("XMP", StateKind.ORGANISATION, "", True, False),
        ("XDC", StateKind.ORGANISATION, "", True, False),
        ("XXA", StateKind.STATELESS, "", False, True),
        ("XXB", StateKind.REFUGEE, "", False, True),
        ("XXC", StateKind.REFUGEE, "", False, True),
        ("XXX", StateKind.UNSPECIFIED, "", False, True),
        ("ANT", StateKind.WITHDRAWN, "AN", True, True),
        ("NTZ", StateKind.WITHDRAWN, "NT", True, True),
        ("UTO", StateKind.SPECIMEN, "", True, True),
        ("IAO", StateKind.SIGNER, "", False, False),
    ],
)
def test_code_has_its_kind_and_its_places(
    code: str, kind: StateKind, alpha_2: str, may_issue: bool, may_be_nationality: bool
) -> None:
    assert find_state(code) == StateCode(code, kind, alpha_2, may_issue, may_be_nationality)


def test_kinds_are_counted() -> None:
    """193 members of the United Nations, the Vatican, Palestine, Taiwan and Kosovo; 249 codes of ISO in all."""
    kinds = [entry.kind for entry in STATE_CODES.values()]
    assert {kind: kinds.count(kind) for kind in StateKind} == {
        StateKind.STATE: 197, StateKind.TERRITORY: 53, StateKind.BRITISH: 5, StateKind.ORGANISATION: 15,
        StateKind.STATELESS: 1, StateKind.REFUGEE: 2, StateKind.UNSPECIFIED: 1, StateKind.WITHDRAWN: 2,
        StateKind.SPECIMEN: 1, StateKind.SIGNER: 1,
    }  # fmt: skip
    assert len(ALPHA_2) == 249 + 2  # D and RKS besides


def test_every_state_and_territory_has_a_twin_of_its_own() -> None:
    twins = [entry.alpha_2 for entry in STATE_CODES.values() if entry.kind in (StateKind.STATE, StateKind.TERRITORY)]
    assert all(len(twin) == 2 and twin.isupper() for twin in twins)
    assert len(set(twins)) == len(twins) == 250


def test_code_is_entered_under_itself() -> None:
    assert all(code == entry.code for code, entry in STATE_CODES.items())


@pytest.mark.parametrize("code", ["DEU", "XKX", "XXK", "", "TR", "tur", "GER", "BUR", "YUG", "SUN", "CSK"])
def test_what_no_document_should_have_is_not_found(code: str) -> None:
    assert find_state(code) is None


def test_german_code_of_passports_and_of_iso_mean_the_same() -> None:
    assert canonical_state("DEU") == canonical_state("D") == "D"
    assert canonical_state("XKX") == canonical_state("RKS") == "RKS"
    assert canonical_state("TUR") == "TUR" and canonical_state("?") == "?"


def test_every_code_but_withdrawn_ones_and_the_signer_may_be_named_by_applicants() -> None:
    refused = {code for code in STATE_CODES if not is_state_code(code, is_demonstration=True)}
    assert refused == {"ANT", "NTZ", "IAO"}


@pytest.mark.parametrize("code", ["DEU", "XKX"])
def test_what_people_type_may_be_named_too(code: str) -> None:
    assert is_state_code(code)


def test_specimen_state_may_be_named_in_a_demonstration_only() -> None:
    assert is_state_code(SPECIMEN, is_demonstration=True)
    assert not is_state_code(SPECIMEN) and not is_state_code(SPECIMEN, is_demonstration=False)


def test_groups_are_those_of_the_registry() -> None:
    def of(*kinds: StateKind) -> set[str]:
        return {code for code, entry in STATE_CODES.items() if entry.kind in kinds}

    assert of(StateKind.BRITISH) == BRITISH
    assert of(StateKind.ORGANISATION) == ORGANISATIONS
    assert of(StateKind.STATELESS, StateKind.REFUGEE, StateKind.UNSPECIFIED) == PERSONS_WITHOUT_A_STATE
