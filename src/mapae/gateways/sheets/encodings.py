"""The encoding of a text file, by evidence: its mark, what is valid, and which letters make sense in Turkish or Korean."""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass

from mapae.usecases.sheet_ports import SheetRefused

_MARKS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
_UTF_32 = (codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE)
_HIGH = re.compile(rb"[\x80-\xff]")
_SAMPLE = 200_000  # bytes in which marks of UTF-16 are counted
_HANGUL = re.compile("[\uac00-\ud7a3]")
_NOT_ASCII = re.compile("[^\x00-\x7f]")
# What Turkish Excel writes in names, with the letters of its neighbours and of print.
_LATIN_LETTERS = re.compile("[ÇĞİÖŞÜçğıöşüÂÎÛâîûÄäßÉéÈèÊêËëÁáÀàÍíÓóÚúÑñÃãÕõÅåØøÆæÏïÔô’‘“”–—…€°§©®\u00a0·«»]")
_TURKISH = re.compile("[ÇĞİÖŞÜçğıöşü]")
_ENOUGH = 0.9  # of the letters outside ASCII must make sense
_MOST_CONTROLS = 0.005  # of the characters; a table of people has none


@dataclass(frozen=True, slots=True)
class Decoded:
    """`is_taken`: the file does not say its encoding and bytes alone do not prove it."""

    text: str
    encoding: str
    is_taken: bool


def decode(file: bytes) -> Decoded:
    """The text of the file. Raises SheetRefused for what is no text, or of two encodings."""
    decoded = _by_mark(file) or _utf_16_without_mark(file) or _utf_8(file) or _legacy(file)
    controls = sum(decoded.text.count(one) for one in _CONTROLS)
    if controls > max(5, _MOST_CONTROLS * len(decoded.text)):
        raise SheetRefused("not_a_table")
    return decoded


_CONTROLS = [chr(code) for code in range(32) if chr(code) not in "\t\n\r\x1a"]


def _by_mark(file: bytes) -> Decoded | None:
    if file.startswith(_UTF_32):
        raise SheetRefused("encoding_unknown")
    for mark, encoding in _MARKS:
        if file.startswith(mark):
            return _strict(file[len(mark) :], encoding)
    return None


def _strict(content: bytes, encoding: str) -> Decoded:
    """As the mark says; a line of another encoding is told by its number."""
    try:
        return Decoded(content.decode(encoding), encoding, is_taken=False)
    except UnicodeDecodeError as error:
        line = content[: error.start].decode(encoding, "replace").count("\n") + 1
        raise SheetRefused("mixed_encodings", {"line": str(line)}) from error


def _utf_16_without_mark(file: bytes) -> Decoded | None:
    """Signs and digits of a table leave zeros at every second place, and only there."""
    sample = file[:_SAMPLE]
    even, odd = sample[::2].count(0), sample[1::2].count(0)
    if max(even, odd) < max(2, len(sample) // 50) or min(even, odd) * 20 > max(even, odd):
        return None
    encoding = "utf-16-le" if odd > even else "utf-16-be"
    try:
        return Decoded(file.decode(encoding), encoding, is_taken=True)
    except UnicodeDecodeError:
        return None


def _utf_8(file: bytes) -> Decoded | None:
    try:
        return Decoded(file.decode("utf-8"), "utf-8", is_taken=False)
    except UnicodeDecodeError:
        return None


def _legacy(file: bytes) -> Decoded:
    """Korean or Turkish, as the letters say. Lines of UTF-8 among others are two files in one."""
    if _sense(file, "cp949", _HANGUL) >= _ENOUGH:
        return Decoded(file.decode("cp949"), "cp949", is_taken=True)
    _refuse_the_mixed(file)
    korean, turkish = _sense(file, "cp949", _HANGUL), _sense(file, "cp1254", _LATIN_LETTERS)
    if max(korean, turkish) <= 0.5:
        raise SheetRefused("encoding_unknown")
    encoding = "cp949" if korean > turkish else "cp1254"
    return Decoded(file.decode(encoding), encoding, is_taken=True)


def _sense(file: bytes, encoding: str, sensible: re.Pattern[str]) -> float:
    """The share of the characters outside ASCII that make sense; 0 if it cannot be decoded so."""
    try:
        text = file.decode(encoding)
    except UnicodeDecodeError:
        return 0
    foreign = len(_NOT_ASCII.findall(text))
    return len(sensible.findall(text)) / foreign if foreign else 0


def _refuse_the_mixed(file: bytes) -> None:
    first_utf_8, first_other = 0, 0
    for number, line in enumerate(file.split(b"\n"), start=1):
        if not _HIGH.search(line):
            continue
        if _is_sensible_utf_8(line):
            first_utf_8 = first_utf_8 or number
        else:
            first_other = first_other or number
        if first_utf_8 and first_other:
            raise SheetRefused("mixed_encodings", {"line": str(max(first_utf_8, first_other))})


def _is_sensible_utf_8(line: bytes) -> bool:
    try:
        text = line.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return bool(_HANGUL.search(text) or _TURKISH.search(text))
