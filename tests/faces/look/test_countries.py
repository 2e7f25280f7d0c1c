"""Names of countries: all of them, in the language's own order."""

from __future__ import annotations

import pytest
from django.utils.translation import override

from mapae.core.documents.states import (
    ALPHA_2,
    BRITISH,
    ORGANISATIONS,
    PERSONS_WITHOUT_A_STATE,
    SPECIMEN,
    canonical_state,
)
from mapae.faces.look.questions.countries import ICAO_NAMES, issuer_choices, name_of, names_of, nationality_choices


def _codes(choices: object) -> list[str]:
    assert isinstance(choices, list)
    return [
        code
        for value, label in choices
        for code in ([pair[0] for pair in label] if isinstance(label, list) else [value])
    ]


@pytest.mark.parametrize("language", ["en", "tr", "ko"])
def test_every_code_has_a_name(language: str) -> None:
    with override(language):
        assert not [code for code in ALPHA_2 if name_of(code) == code]
    assert set(ICAO_NAMES) == BRITISH | ORGANISATIONS | PERSONS_WITHOUT_A_STATE | {SPECIMEN}


@pytest.mark.parametrize("language", ["en", "tr", "ko"])
def test_issuers_are_offered_once_each(language: str) -> None:
    with override(language):
        codes = _codes(issuer_choices(is_demonstration=True))
    expected = {canonical_state(code) for code in ALPHA_2} | set(ICAO_NAMES) | {""}
    assert sorted(codes) == sorted(expected)


def test_specimen_is_offered_in_demonstrations_only() -> None:
    assert SPECIMEN in _codes(nationality_choices(is_demonstration=True))
    assert SPECIMEN not in _codes(nationality_choices(is_demonstration=False))


def test_nationality_cannot_be_an_organisation() -> None:
    assert not ORGANISATIONS & set(_codes(nationality_choices(is_demonstration=True)))


def test_turkish_letters_follow_their_sisters() -> None:
    with override("tr"):
        names = names_of(["TCD", "CHN", "CUB", "CZE", "CHL", "DNK", "IRL", "IRQ", "ISR", "UKR", "UMI", "JOR", "UZB"])
    assert names.index("Küba") > names.index("İsrail") > names.index("Irak")
    assert names.index("Çad") < names.index("Danimarka")
    assert names.index("Ürdün") > names.index("Ukrayna")


def test_accents_do_not_push_a_name_to_the_end() -> None:
    with override("en"):
        names = names_of(["ALA", "ALB", "AFG", "ZWE"])
    assert names == ["Afghanistan", "Åland Islands", "Albania", "Zimbabwe"]


def test_korean_names_are_in_the_order_of_their_letters() -> None:
    with override("ko"):
        assert names_of(["TUR", "GHA", "DEU"]) == ["가나", "독일", "튀르키예"]
