"""A canary: a person whose data are looked for, in every spelling and coding, where nothing of them may be."""

from __future__ import annotations

import re
from base64 import b64encode
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from json import dumps
from urllib.parse import quote

ANSWERS = {
    "surname": "Kanaryağlıoğlu",
    "given_names": "Zümrüt Çiğdem",
    "document_number": "Q7Z31X9C5K",
    "email": "zumrut.kanarya@yuva.example",
    "birth_date": "1987-03-14",
    "stay_street": "17 Uydurma Yuvası Sokağı",
}
SPELLINGS = (
    "Kanaryağlıoğlu", "KANARYAĞLIOĞLU", "KANARYAGLIOGLU", "Zümrüt", "ZÜMRÜT", "ZUMRUT", "Çiğdem", "CIGDEM",
    "Q7Z31X9C5K", "q7z 31x 9c5k", "zumrut.kanarya", "yuva.example", "Uydurma Yuvası", "UYDURMA",
    "1987-03-14", "14.03.1987", "03/14/1987", "14/03/1987", "1987/03/14", "14 March 1987", "14 Mart 1987", "1987년",
)  # fmt: skip
# Digits alone may turn up in a digest by chance, so they must stand by themselves.
DIGITS = ("19870314", "14031987")


@dataclass(frozen=True)
class Canary:
    """Finds the spellings in bytes: plain, in other cases, as hexadecimal, base64, JSON or URL text."""

    spellings: tuple[str, ...] = SPELLINGS

    def found_in(self, hay: bytes) -> list[str]:
        lowered = hay.lower()
        found = [name for name, form in self._anycase if form in lowered]
        found += [name for name, form in self._exact if form in hay]
        found += [
            digits for digits in DIGITS if re.search(rb"(?<![0-9a-f])" + digits.encode() + rb"(?![0-9a-f])", lowered)
        ]
        return found

    @cached_property
    def _anycase(self) -> list[tuple[str, bytes]]:
        return [(f"{spelling} as {form!r}", form.lower()) for spelling in self.spellings for form in _forms(spelling)]

    @cached_property
    def _exact(self) -> list[tuple[str, bytes]]:
        return [
            (f"{spelling} in base64", form)
            for spelling in self.spellings
            for variant in {spelling, spelling.upper(), spelling.lower()}
            for form in _base64_forms(variant.encode())
            if len(form) >= 7
        ]


def _forms(spelling: str) -> Iterator[bytes]:
    for variant in {spelling, spelling.upper(), spelling.lower(), spelling.title()}:
        yield variant.encode()
        yield variant.encode("utf-16-le")
        yield variant.encode().hex().encode()
        yield dumps(variant)[1:-1].encode()
        yield quote(variant).encode()


def _base64_forms(value: bytes) -> Iterator[bytes]:
    """What base64 makes of the value at each of the three places where it may begin, without the edges."""
    for before in range(3):
        whole_from, whole_to = -(-before * 8 // 6), (before + len(value)) * 8 // 6
        yield b64encode(b"\0" * before + value)[whole_from:whole_to]
