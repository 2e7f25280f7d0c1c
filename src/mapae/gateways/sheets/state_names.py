"""Codes of states by what people write in lists: names in every shipped language, and short ones that everybody uses."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

from babel import Locale

from mapae.core.documents.states import ALPHA_2, STATE_CODES
from mapae.core.group.columns import fold
from mapae.core.group.headings import LANGUAGES

# English pages name countries as the British do; people write them as Americans do too.
_LOCALES = {"en": ("en_GB", "en")}
# Beside the names of Babel. «Korea» and «Congo» alone are two states each, so they are not here.
_ALSO = {
    "TUR": ("Turkey", "Turkish", "Türk", "T.C. vatandaşı", "Türkiye Cumhuriyeti", "Republic of Türkiye", "터키"),
    "KOR": ("Republic of Korea", "Korea, Republic of", "Kore Cumhuriyeti", "한국", "South Korean", "Güney Koreli"),
    "PRK": ("Democratic People's Republic of Korea", "Kuzey Kore", "북한"),
    "USA": ("USA", "United States of America", "America", "ABD", "A.B.D.", "Amerika"),
    "GBR": ("UK", "Great Britain", "England", "British", "İngiltere", "영국"),
    "D": ("German", "Federal Republic of Germany", "Alman"),
    "RUS": ("Russian Federation", "Rusya Federasyonu"),
    "CHN": ("People's Republic of China", "PRC", "Çin Halk Cumhuriyeti"),
    "HKG": ("Hong Kong", "홍콩"),
    "MAC": ("Macao", "Macau", "Makao", "마카오"),
    "TWN": ("Taiwan", "Tayvan", "대만"),
    "CZE": ("Czech Republic", "Çek Cumhuriyeti", "체코"),
    "NLD": ("Holland", "The Netherlands"),
    "CIV": ("Ivory Coast", "Fildişi Sahili"),
    "MMR": ("Myanmar", "Burma", "미얀마"),
    "ARE": ("UAE", "BAE", "Emirates"),
    "SAU": ("KSA",),
    "VNM": ("Viet Nam", "베트남"),
    "MKD": ("Macedonia", "Makedonya"),
}


@lru_cache(maxsize=1)
def state_names() -> Mapping[str, str]:
    """Codes by folded names. A name of two states stands for neither."""
    codes: dict[str, set[str]] = {}
    for code, name in (*_in_all_languages(), *((code, name) for code, names in _ALSO.items() for name in names)):
        codes.setdefault(fold(name), set()).add(code)
    return {name: found.pop() for name, found in codes.items() if len(found) == 1}


def names_in(language: str) -> list[tuple[str, str]]:
    """Name and code of every state in one language, in the order of the names' letters."""
    return sorted(_named(_LOCALES.get(language, (language,))[0]), key=lambda pair: fold(pair[0]))


def _named(locale: str) -> list[tuple[str, str]]:
    territories = Locale.parse(locale).territories
    return [(str(territories[alpha_2]), code) for code, alpha_2 in ALPHA_2.items() if code in STATE_CODES]


def _in_all_languages() -> list[tuple[str, str]]:
    locales = (locale for language in LANGUAGES for locale in _LOCALES.get(language, (language,)))
    return [(code, name) for locale in locales for name, code in _named(locale)]
