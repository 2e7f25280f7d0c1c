"""Names of states and organisations in the page's language, in the order of its alphabet."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from functools import lru_cache

from babel import Locale
from django.utils.functional import Promise
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from mapae.core.documents.states import ALPHA_2, ORGANISATIONS, SPECIMEN, canonical_state
from mapae.faces.look.spoken import locale

Choices = list[tuple[str, str | list[tuple[str, str]]]]

# Codes that no list of countries names. Every code of the core's own sets has its words here; a test holds them together.
ICAO_NAMES: dict[str, str | Promise] = {
    "GBD": _("British overseas territories citizen"),
    "GBN": _("British national (overseas)"),
    "GBO": _("British overseas citizen"),
    "GBP": _("British protected person"),
    "GBS": _("British subject"),
    "XXA": _("Stateless person"),
    "XXB": _("Refugee (1951 Convention)"),
    "XXC": _("Refugee (other)"),
    "XXX": _("Unspecified nationality"),
    "EUE": _("European Union"),
    "UNO": _("United Nations"),
    "UNA": _("United Nations specialized agency"),
    "UNK": _("United Nations Interim Administration Mission in Kosovo"),
    "XBA": _("African Development Bank"),
    "XIM": _("African Export-Import Bank"),
    "XCC": _("Caribbean Community"),
    "XCE": _("Council of Europe"),
    "XCO": _("Common Market for Eastern and Southern Africa"),
    "XEC": _("Economic Community of West African States"),
    "XPO": _("International Criminal Police Organization (Interpol)"),
    "XES": _("Organization of Eastern Caribbean States"),
    "XMP": _("Parliamentary Assembly of the Mediterranean"),
    "XOM": _("Sovereign Military Order of Malta"),
    "XDC": _("Southern African Development Community"),
    SPECIMEN: _("Utopia (specimen for trying out, no real country)"),
}
_TURKISH_ALPHABET = ("aâbcçdefgğhıiîjklmnoöpqrsştuüvwxyz", "AÂBCÇDEFGĞHIİÎJKLMNOÖPQRSŞTUÜVWXYZ")
_TURKISH = {letter: place for alphabet in _TURKISH_ALPHABET for place, letter in enumerate(alphabet)}


def name_of(code: str) -> str:
    """The name of a state or organisation; of an unknown code the code itself."""
    if code in ICAO_NAMES:
        return str(ICAO_NAMES[code])
    return str(Locale.parse(locale()).territories.get(ALPHA_2.get(code, ""), code))


def names_of(codes: Iterable[str]) -> list[str]:
    """Their names in the order of the alphabet."""
    return sorted(map(name_of, codes), key=_place)


def nationality_choices(*, is_demonstration: bool) -> Choices:
    """What a select of nationalities offers: states, then the nationalities that are none of a state."""
    return _choices(get_language() or "en", False, is_demonstration)


def issuer_choices(*, is_demonstration: bool) -> Choices:
    """What a select of issuers offers: states, then organisations and special passports."""
    return _choices(get_language() or "en", True, is_demonstration)


def state_choices() -> Choices:
    """What a select of countries offers where somebody has their seat: states and territories alone."""
    return _states(get_language() or "en")


@lru_cache(maxsize=8)
def _states(_language: str) -> Choices:
    return [("", ""), *_sorted(code for code in ALPHA_2 if canonical_state(code) == code)]


@lru_cache(maxsize=32)
def _choices(language: str, with_organisations: bool, is_demonstration: bool) -> Choices:
    states = [code for code in ALPHA_2 if canonical_state(code) == code]
    others = [
        code
        for code in ICAO_NAMES
        if (code != SPECIMEN or is_demonstration) and (code not in ORGANISATIONS or with_organisations)
    ]
    return [("", ""), *_sorted(states), (str(_("Other passports and travel documents")), _sorted(others))]


def _sorted(codes: Iterable[str]) -> list[tuple[str, str]]:
    return sorted(((code, name_of(code)) for code in codes), key=lambda pair: _place(pair[1]))


def _place(name: str) -> tuple[object, ...]:
    """Where a name stands in the alphabet of the page's language; other languages' accents do not count."""
    if get_language() == "tr":
        return tuple(_TURKISH.get(letter, _TURKISH.get(_bare(letter), -1)) for letter in name)
    return (_bare(name).casefold(),)


def _bare(text: str) -> str:
    """Without accents. Hangul must not fall apart into its letters, so only marks of other scripts are dropped."""
    decomposed = unicodedata.normalize("NFD", text)
    return unicodedata.normalize("NFC", "".join(letter for letter in decomposed if not unicodedata.combining(letter)))
