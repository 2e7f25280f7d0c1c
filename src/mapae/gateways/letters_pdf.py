"""Printed letters as tagged PDF, set by typst. Fonts come from packages; nothing of the machine's own is looked for."""

from __future__ import annotations

import json
from dataclasses import asdict
from functools import lru_cache
from importlib.resources import files
from pathlib import Path
from typing import Final

import fontpkg_noto_sans
import pylopdf_fonts_ko
import typst

from mapae.usecases.ports import Clock, PrintedLetter

_TEMPLATE = files("mapae.gateways") / "printed_letter.typ"
_STANDARD: Final = "ua-1"  # typst refuses to write a file that breaks it


class TypstPrinting:
    """Texts go in as data, never as markup: no name can change what the letter is made of."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock

    def pdf(self, letter: PrintedLetter) -> bytes:
        made = typst.compile(
            _template(),
            font_paths=_fonts(),
            ignore_system_fonts=True,
            sys_inputs={"letter": json.dumps(asdict(letter), ensure_ascii=False)},
            pdf_standards=_STANDARD,
            timestamp=int(self._clock.now().timestamp()),
        )
        assert isinstance(made, bytes)
        return made


@lru_cache(maxsize=1)
def _template() -> bytes:
    return _TEMPLATE.read_bytes()


@lru_cache(maxsize=1)
def _fonts() -> typst.Fonts:
    """Latin, Cyrillic and Greek in every weight; Hangul in one, which the template makes bold where it must."""
    folders = [Path(fontpkg_noto_sans.__file__).parent / "files", pylopdf_fonts_ko.sans_path().parent]
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=list(folders))
