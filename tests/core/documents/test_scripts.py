"""Hidden characters and look-alikes are found in whatever people type, and nothing else is."""

from __future__ import annotations

import sys
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mapae.core.documents.scripts import HIDDEN, SCRIPTS, Finding, TextFault, find_hidden, find_in_name, script_of

pytestmark = pytest.mark.wide

HIDDEN_ONES = [
    *((TextFault.CONTROL, one) for one in "\x00\x07\t\n\r\x1b\x7f\x85\x9f\u2028\u2029"),
    *((TextFault.DIRECTION, one) for one in "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"),
    *(
        (TextFault.INVISIBLE, one)
        for one in "\u00ad\u200b\u200c\u200d\u2060\u2061\ufeff\U000e0041\ufe00\ufe0f\U000e0100"
    ),
    *(
        (TextFault.INVISIBLE, one)
        for one in "\U000e01ef\u034f\u115f\u1160\u17b4\u17b5\u180b\u180c\u180d\u180e\u180f\u2800"
    ),
    *((TextFault.INVISIBLE, one) for one in "\u3164\uffa0"),
    *((TextFault.NO_CHARACTER, one) for one in "\u0378\ue000\U000f0000\ufffe\ud800"),
]


@pytest.mark.parametrize(("fault", "character"), HIDDEN_ONES)
def test_hidden_character_is_found_at_its_place_in_any_text(fault: TextFault, character: str) -> None:
    assert fault in HIDDEN
    assert find_hidden(f"12 Invénted{character}-ro") == Finding(fault, 11, character)
    assert find_hidden(f"ab{character}") == Finding(fault, 2, character)
    assert find_in_name(f"{character}b5") == Finding(fault, 0, character)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "12 Invented-ro, 3층",
        "Ünlü Cad. 5/7 ☎",
        "a\u00a0b\u3000c",
        "🏠 1",
        "\U0001f468",
        "한국",
        "e\u0301",
        "\ufdfcx",
        "\ufe10x",
    ],
)
def test_visible_text_passes(text: str) -> None:
    assert find_hidden(text) is None


@pytest.mark.parametrize(
    "text", ["علی\u200cرضا", "ක්\u200dය", "क्\u200cष", "葛\U000e0100", "葛\U000e01ef", "々\ufe00", "\u3007\ufe0f"]
)
def test_joiner_and_variation_pass_where_a_script_needs_them(text: str) -> None:
    assert find_hidden(text) is None
    assert find_in_name(text) is None


@pytest.mark.parametrize(
    ("text", "position"),
    [
        ("علی\u200c", 3),
        ("\u200cعلی", 0),
        ("علی\u200dرضا", 3),
        ("علی\u200cA", 3),
        ("A\u200cعلی", 1),
        ("क\u200cष", 1),
        ("ක්\u200dA", 2),
        ("A\u200cB", 1),
        ("山\u200c田", 1),
        ("A\U000e0100", 1),
        ("한\ufe00", 1),
    ],
)
def test_joiner_and_variation_are_hidden_elsewhere(text: str, position: int) -> None:
    assert find_hidden(text) == Finding(TextFault.INVISIBLE, position, text[position])


@pytest.mark.parametrize(
    ("name", "fault", "position"),
    [
        ("pаypal", TextFault.MIXED_SCRIPTS, 1),  # Cyrillic а
        ("Νikos", TextFault.MIXED_SCRIPTS, 1),  # Greek Ν
        ("Anna Νikos", TextFault.MIXED_SCRIPTS, 6),
        ("Տam", TextFault.MIXED_SCRIPTS, 1),  # Armenian Տ
        ("Aか", TextFault.MIXED_SCRIPTS, 1),
        ("ㄅか", TextFault.MIXED_SCRIPTS, 1),
        ("ㄅ홍", TextFault.MIXED_SCRIPTS, 1),
        ("山か홍", TextFault.MIXED_SCRIPTS, 2),
        ("O'Нil", TextFault.MIXED_SCRIPTS, 2),
        ("A\u064e", TextFault.MIXED_SCRIPTS, 1),
        ("aー", TextFault.MIXED_SCRIPTS, 1),
        ("Anna3", TextFault.DIGIT, 4),
        ("Anna٣", TextFault.DIGIT, 4),
        ("An½", TextFault.DIGIT, 2),
        ("Anna!", TextFault.SYMBOL, 4),
        ("An€", TextFault.SYMBOL, 2),
        ("ʰAnna", TextFault.SYMBOL, 0),
        ("𝐀nna", TextFault.SYMBOL, 0),
        ("Anª", TextFault.SYMBOL, 2),
        ("𐌰𐌱", TextFault.SYMBOL, 0),  # Gothic: nobody's passport
        ("3!", TextFault.DIGIT, 0),
        ("!3", TextFault.SYMBOL, 0),
    ],
)
def test_fault_of_a_name_is_found_at_its_place(name: str, fault: TextFault, position: int) -> None:
    assert find_in_name(name) == Finding(fault, position, name[position])


@pytest.mark.parametrize(
    "name",
    [
        "Anna Иван", "Anna-Иван", "Anna/Иван", "Anna,Иван", "Anna·Иван", "Anna・山田", "Anna‧Иван", "O'Neil", "O’Neil",
        "ʼAnna", "Oʻtkir", "山々たろうタロー", "홍金", "ㄅ山", "\u3007一", "བསྟན་འཛིན", "ኃይለ፡ሥላሴ", "ז׳בוטינסקי", "A\u0301nna",
        "Jr.", "d`Or", "x´y", "l′x", "ﾀﾛｳ", "Ａｎｎａ",
    ],
)  # fmt: skip
def test_name_without_fault_passes(name: str) -> None:
    assert find_in_name(name) is None


@pytest.mark.parametrize(
    ("letter", "script"),
    [
        ("A", "LATIN"), ("ß", "LATIN"), ("Ａ", "LATIN"), ("А", "CYRILLIC"), ("Α", "GREEK"), ("山", "HAN"), ("々", "HAN"),
        ("\u3007", "HAN"), ("か", "HIRAGANA"), ("カ", "KATAKANA"), ("ｶ", "KATAKANA"), ("ー", "KATAKANA"), ("홍", "HANGUL"),
        ("\uffa1", "HANGUL"), ("ㄅ", "BOPOMOFO"), ("ع", "ARABIC"), ("\u064e", "ARABIC"), ("א", "HEBREW"), ("ก", "THAI"),
        ("क", "DEVANAGARI"), ("ა", "GEORGIAN"), ("Ա", "ARMENIAN"), ("\u0301", ""), ("\ue000", ""),
    ],
)  # fmt: skip
def test_script_is_read_from_the_name(letter: str, script: str) -> None:
    assert script_of(letter) == script
    assert not script or script in SCRIPTS


LIVING = {
    "ADLAM": "𞤀", "ARABIC": "ع", "ARMENIAN": "Ա", "BENGALI": "ক", "BOPOMOFO": "ㄅ", "CANADIAN": "ᐁ", "CHEROKEE": "Ꭰ",
    "CYRILLIC": "Ж", "DEVANAGARI": "क", "ETHIOPIC": "ሀ", "GEORGIAN": "ა", "GREEK": "Ω", "GUJARATI": "ક", "GURMUKHI": "ਕ",
    "HAN": "山", "HANGUL": "홍", "HEBREW": "א", "HIRAGANA": "か", "KANNADA": "ಕ", "KATAKANA": "カ", "KHMER": "ក",
    "LAO": "ກ", "LATIN": "A", "MALAYALAM": "ക", "MONGOLIAN": "ᠠ", "MYANMAR": "က", "NKO": "ߊ", "ORIYA": "କ",
    "SINHALA": "ක", "SYRIAC": "ܐ", "TAMIL": "க", "TELUGU": "క", "THAANA": "ހ", "THAI": "ก", "TIBETAN": "ཀ",
    "TIFINAGH": "ⴰ", "YI": "ꀀ",
}  # fmt: skip


def test_every_living_script_is_known_and_no_other() -> None:
    assert set(LIVING) == SCRIPTS
    for script, letter in LIVING.items():
        assert script_of(letter) == script
        assert find_in_name(letter) is None
        if script != "LATIN":
            assert find_in_name(f"A{letter}") == Finding(TextFault.MIXED_SCRIPTS, 1, letter)


def test_every_invisible_character_of_unicode_is_hidden_in_a_latin_name() -> None:
    """Whatever has a category of the invisible ones is found, over all of Unicode."""
    for code in range(sys.maxunicode + 1):
        character = chr(code)
        if unicodedata.category(character)[0] == "C" or unicodedata.category(character) in ("Zl", "Zp"):
            assert find_hidden(f"A{character}A") is not None, hex(code)


@given(st.text(max_size=30))
def test_finding_points_at_its_character_and_is_the_first_of_its_kind(text: str) -> None:
    found = find_in_name(text)
    if found:
        assert text[found.position] == found.character
        assert find_in_name(text[: found.position]) is None or found.fault in HIDDEN


@given(st.text(alphabet=st.characters(min_codepoint=0x20, max_codepoint=0x7E), max_size=40))
def test_plain_text_hides_nothing(text: str) -> None:
    assert find_hidden(text) is None
