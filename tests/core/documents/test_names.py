"""Names are written as passports write them, and one person's spellings agree."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mapae.core.documents.names import NameFault, NameProblem, mrz_form, name_parts, native_name, without_choices


@pytest.mark.parametrize(
    ("written", "mrz"),
    [
        ("ÖRNEKOĞLU", "ORNEKOGLU"),
        ("örnekoğlu", "ORNEKOGLU"),
        ("IŞIL", "ISIL"),
        ("ışıl", "ISIL"),
        ("İdil", "IDIL"),
        ("idil", "IDIL"),
        ("I\u0307dil", "IDIL"),  # the dot as a character of its own
        ("Çağrı Üstün", "CAGRI<USTUN"),
        ("Ayşe-Nur", "AYSE<NUR"),
        ("Müller", "MULLER"),
        ("Weiß", "WEISS"),
        ("WEIẞ", "WEISS"),
        ("Ærø", "AEROE"),
        ("Þór", "THOR"),
        ("Łukasz", "LUKASZ"),
        ("O'Neil", "ONEIL"),
        ("O’Neil", "ONEIL"),
        ("J. Robert", "J<ROBERT"),
        ("  van   der  Berg ", "VAN<DER<BERG"),
        ("AYSE<NUR", "AYSENUR"),  # a filler is no letter; parts are divided by blanks
        ("", ""),
        ("-", ""),
        ("Zażółć Gęślą", "ZAZOLC<GESLA"),
        ("Příliš Žluťoučký", "PRILIS<ZLUTOUCKY"),
        ("Șerban-Ţepeș", "SERBAN<TEPES"),
        ("Núñez de la Peña", "NUNEZ<DE<LA<PENA"),
        ("D'Artagnan", "DARTAGNAN"),
        ("MARIE-ELISE", "MARIE<ELISE"),
        ("Anna, Maria", "ANNA<MARIA"),
        ("Nguyễn Thị Ái Vân", "NGUYEN<THI<AI<VAN"),
        ("Guðrún Þórðardóttir", "GUDRUN<THORDARDOTTIR"),
        ("Åse Ødegård", "ASE<OEDEGARD"),
        ("Ĳsbrand", "IJSBRAND"),
        ("Col·lell", "COLLELL"),
        ("Oʻtkir ʼAbd ‘Ali", "OTKIR<ABD<ALI"),
        ("ＫＩＭ　ｍｉｎ", "KIM<MIN"),
        ("Anna\u2009Maria\u00a0Eva", "ANNA<MARIA<EVA"),
        ("Smith–Jones—Lee", "SMITH<JONES<LEE"),
        ("q\u0308", "Q"),  # no letter of Unicode
    ],
)
def test_name_is_written_in_the_letters_of_the_mrz(written: str, mrz: str) -> None:
    assert mrz_form(written) == mrz


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("홍길동", "name_not_latin"),
        ("Иванов", "name_not_latin"),
        ("Аyse", "name_mixed_scripts"),  # the first letter is Cyrillic
        ("AYSΕ", "name_mixed_scripts"),  # the last one Greek
        ("Աyse", "name_mixed_scripts"),  # Armenian
        ("АУЅЕ", "name_not_latin"),  # all Cyrillic
        ("Ay\u064ese", "name_mixed_scripts"),  # an Arabic vowel on a Latin letter
        ("ʰAyse", "name_not_latin"),
        ("Mª", "name_not_latin"),
        ("AyⅡ", "name_has_digit"),
        ("Ay\nse", "name_hidden_character"),
        ("Ay\tse", "name_hidden_character"),
        ("Ay\ufe0fse", "name_hidden_character"),
        ("Ay\u034fse", "name_hidden_character"),
        ("\u3164Ayse", "name_hidden_character"),
        ("Ay\ue000se", "name_hidden_character"),
        ("Ay$e", "name_not_latin"),
        ("Ay5e", "name_has_digit"),
        ("Ay٥e", "name_has_digit"),
        ("Ay\u00adse", "name_hidden_character"),
        ("Ay\u200dse", "name_hidden_character"),
        ("Ay\x07se", "name_hidden_character"),
        ("\u202eesyA", "name_hidden_character"),
    ],
)
def test_name_that_no_mrz_can_hold_is_refused_with_its_reason(written: str, code: str) -> None:
    with pytest.raises(NameProblem) as refused:
        mrz_form(written)
    assert refused.value.code == code
    assert isinstance(refused.value.code, NameFault)


@pytest.mark.parametrize(
    ("written", "character", "position"),
    [("Ay5e", "5", 2), ("A\u0308y$", "$", 2), ("Ay\u00adse", "\u00ad", 2), ("Ayse 홍", "홍", 5), ("abcд", "д", 3)],
)
def test_refusal_says_which_character_and_where_in_the_composed_name(
    written: str, character: str, position: int
) -> None:
    with pytest.raises(NameProblem) as refused:
        mrz_form(written)
    assert (refused.value.character, refused.value.position) == (character, position)


def test_hidden_character_is_told_before_anything_else() -> None:
    with pytest.raises(NameProblem) as refused:
        mrz_form("Аy5e\u200b")
    assert refused.value.code is NameFault.HIDDEN_CHARACTER


@given(st.text(max_size=40))
def test_whatever_is_accepted_is_letters_and_single_fillers(written: str) -> None:
    try:
        mrz = mrz_form(written)
    except NameProblem:
        return
    assert all(part.isascii() and part.isalpha() and part.isupper() for part in mrz.split("<") if mrz)
    assert "<<" not in mrz and mrz == mrz.strip("<")
    assert mrz_form(mrz.replace("<", " ")) == mrz


@given(st.text(alphabet="abcçdefgğhıijklmnoöprsştuüvyz ", max_size=30))
def test_turkish_names_do_not_depend_on_the_case_they_were_typed_in(written: str) -> None:
    upper = written.translate(str.maketrans("abcçdefgğhıijklmnoöprsştuüvyz", "ABCÇDEFGĞHIİJKLMNOÖPRSŞTUÜVYZ"))
    assert mrz_form(written) == mrz_form(upper)


@given(st.lists(st.sampled_from(["AYSE", "ISIL", "NUR", "CAN"]), min_size=1, max_size=4))
def test_parts_are_the_same_for_any_order_and_division(parts: list[str]) -> None:
    turned = list(reversed(parts))
    assert name_parts("<".join(parts[:1]), "<".join(parts[1:])) == name_parts(
        "<".join(turned[:2]), "<".join(turned[2:])
    )
    assert name_parts("<", "", "<<") == ()


@pytest.mark.parametrize(
    ("part", "form"),
    [
        ("MUELLER", "MULLER"), ("MUXXLLER", "MULLER"), ("MULLER", "MULLER"), ("HAAKON", "HAKON"), ("HAEKON", "HAKON"),
        ("JOERG", "JORG"), ("IBANXXEZ", "IBANEZ"), ("UEXX", "U"), ("UXXE", "U"), ("AAE", "A"), ("OEE", "O"),
        ("NE", "NE"), ("OXX", "OXX"), ("UX", "UX"), ("NXXX", "NX"), ("EA", "EA"), ("", ""), ("OXXE", "OXXE"),
    ],
)  # fmt: skip
def test_issuers_choices_fold_to_one_form(part: str, form: str) -> None:
    assert without_choices(part) == form
    assert without_choices(form) == form


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("홍길동", "홍길동"),
        ("\u1112\u1169\u11bc", "홍"),  # Hangul in its letters, composed
        ("  金  正男 ", "金 正男"),
        ("홍金", "홍金"),
        ("山田　たろう", "山田 たろう"),
        ("山田タロウ", "山田タロウ"),
        ("高橋 マリー", "高橋 マリー"),
        ("ジョン・スミス", "ジョン・スミス"),
        ("佐々木", "佐々木"),
        ("〇山", "〇山"),
        ("葛\U000e0100城", "葛\U000e0100城"),
        ("ㄅ山", "ㄅ山"),
        ("Сергеев", "Сергеев"),
        ("محمد بن علي", "محمد بن علي"),
        ("علی\u200cرضا", "علی\u200cرضا"),
        ("สมชาย", "สมชาย"),
        ("राम", "राम"),
        ("რუსთაველი", "რუსთაველი"),
        ("Հայկ", "Հայկ"),
        ("Ελένη", "Ελένη"),
        ("דָּוִד", "דָּוִד"),
        ("ශ්\u200dරී", "ශ්\u200dරී"),
        ("བསྟན་འཛིན", "བསྟན་འཛིན"),
        ("Müller", "Müller"),
        ("Mu\u0308ller", "Müller"),
        ("O’Neil-Łoś", "O’Neil-Łoś"),
        ("Иван Müller", "Иван Müller"),  # two words, two scripts
        ("", ""),
        (" ", ""),
        ("-'", ""),
    ],
)
def test_native_name_is_kept_as_its_bearer_writes_it(written: str, kept: str) -> None:
    assert native_name(written) == kept
    assert native_name(kept) == kept


@pytest.mark.parametrize(
    ("written", "code", "position"),
    [
        ("홍Gil", "name_mixed_scripts", 1),
        ("Иvan", "name_mixed_scripts", 1),
        ("홍たろう", "name_mixed_scripts", 1),
        ("たろう홍", "name_mixed_scripts", 3),
        ("Ελένa", "name_mixed_scripts", 4),
        ("山田3", "name_has_digit", 2),
        ("محمد٣", "name_has_digit", 4),
        ("홍길동★", "name_has_symbol", 3),
        ("山田(太郎)", "name_has_symbol", 2),
        ("𝐀yse", "name_has_symbol", 0),
        ("홍\u202e동", "name_hidden_character", 1),
        ("홍\u3164동", "name_hidden_character", 1),
    ],
)
def test_native_name_with_a_fault_is_refused_with_its_place(written: str, code: str, position: int) -> None:
    with pytest.raises(NameProblem) as refused:
        native_name(written)
    assert (refused.value.code, refused.value.position) == (code, position)


def test_native_name_never_enters_the_latin_field() -> None:
    for name in ["홍길동", "山田", "たろう", "Сергеев", "محمد", "สมชาย", "राम", "Ελένη", "דוד", "Հայկ", "რუსთაველი"]:
        assert native_name(name) == name
        with pytest.raises(NameProblem):
            mrz_form(name)
