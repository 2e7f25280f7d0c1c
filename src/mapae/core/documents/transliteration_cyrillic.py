"""Cyrillic letters and what the machine-readable zone writes for them (Doc 9303-3, 6, table B).

The table names some letters by a neighbour's code: Ѓ stands under U+0492, Ћ under U+04BA, and Ђ is printed as Ћ. Both
readings are kept. Ь is missing there; every known user of the table leaves it out.
"""

from __future__ import annotations

from mapae.core.documents.transliteration_rows import read_rows

TABLE_B = read_rows(
    """Ёё E, Ђђ D, Єє IE, Ѕѕ DZ, Іі I, Її I, Јј J, Љљ LJ, Њњ NJ, Ќќ K, Ўў U, Џџ DZ
    Аа A, Бб B, Вв V, Гг G, Дд D, Ее E, Жж ZH, Зз Z, Ии I, Йй I, Кк K, Лл L, Мм M, Нн N, Оо O, Пп P
    Рр R, Сс S, Тт T, Уу U, Фф F, Хх KH, Цц TS, Чч CH, Шш SH, Щщ SHCH, Ъъ IE, Ыы Y, Ьь -, Ээ E, Юю IU, Яя IA
    Ѫѫ U, Ѵѵ Y, Ґґ G, Ғғ G, Ѓѓ G, Һһ C, Ћћ C"""
)
# Serbia itself writes Г as G, whatever the table says: the second form.
_SERBIAN = read_rows("Гг H/G, Жж Z, Хх H, Цц C, Чч C, Шш S")
_BY_STATE = {
    "BGR": read_rows("Щщ SHT"),
    "BIH": _SERBIAN,
    "BLR": read_rows("Ёё IO, Гг H"),
    "MKD": read_rows("Ќќ KJ, Џџ DJ, Хх H, Цц C, Ғғ GJ, Ѓѓ GJ"),
    "MNE": _SERBIAN,
    "SRB": _SERBIAN,
    "UKR": read_rows("Гг H, Ии Y"),
}
_UKRAINIAN_INITIALS = read_rows("Єє YE, Її YI, Йй Y, Юю YU, Яя YA")


def cyrillic_forms(letter: str, issuing_state: str, *, is_first: bool) -> tuple[str, ...]:
    """The forms of one letter of a name, for the language of the issuing state; empty if the table does not have it."""
    if is_first and issuing_state == "UKR" and letter in _UKRAINIAN_INITIALS:
        return _UKRAINIAN_INITIALS[letter]
    return _BY_STATE.get(issuing_state, {}).get(letter) or TABLE_B.get(letter, ())
