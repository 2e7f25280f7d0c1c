"""Names are written as passports write them, and one person's spellings agree."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mapae.core.documents.names import NameProblem, mrz_form, name_parts, names_agree

Name = tuple[str, str]


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
    ],
)
def test_name_is_written_in_the_letters_of_the_mrz(written: str, mrz: str) -> None:
    assert mrz_form(written) == mrz


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("홍길동", "name_not_latin"),
        ("Иванов", "name_not_latin"),
        ("Аyse", "name_not_latin"),  # the first letter is Cyrillic
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


@given(st.text(max_size=40))
def test_whatever_is_accepted_is_letters_and_single_fillers(written: str) -> None:
    try:
        mrz = mrz_form(written)
    except NameProblem:
        return
    assert all(part.isascii() and part.isalpha() and part.isupper() for part in mrz.split("<") if mrz)
    assert "<<" not in mrz


@given(st.text(alphabet="abcçdefgğhıijklmnoöprsştuüvyz ", max_size=30))
def test_turkish_names_do_not_depend_on_the_case_they_were_typed_in(written: str) -> None:
    upper = written.translate(str.maketrans("abcçdefgğhıijklmnoöprsştuüvyz", "ABCÇDEFGĞHIİJKLMNOÖPRSŞTUÜVYZ"))
    assert mrz_form(written) == mrz_form(upper)


@pytest.mark.parametrize(
    ("known", "claimed"),
    [
        (("ORNEKOGLU", "AYSE<ISIL"), ("ORNEKOGLU", "AYSE<ISIL")),
        (("ORNEKOGLU", "AYSE<ISIL"), ("AYSE", "ISIL<ORNEKOGLU")),
        (("ORNEKOGLU", "AYSE<ISIL"), ("ORNEKOGLU<ISIL", "AYSE")),
        (("MULLER", "JORG"), ("MUELLER", "JOERG")),
        (("MULLER", "JORG"), ("MUXXLLER", "JORG")),
        (("HAKONSEN", "PAL"), ("HAAKONSEN", "PAAL")),
        (("IBANEZ", "ANA"), ("IBANXXEZ", "ANA")),
        (("MONONYM", ""), ("MONONYM", "")),
        (("MONONYM", ""), ("", "MONONYM")),
        (("INVENTEDLONGSURNAME", "FIRSTNAME<SECONDNAME"), ("INVENTEDLONGSURNAME", "FIRSTNAME")),  # cut at 30
    ],
)
def test_spellings_of_one_name_agree(known: Name, claimed: Name) -> None:
    assert names_agree(known, claimed)


@pytest.mark.parametrize(
    ("known", "claimed"),
    [
        (("ORNEKOGLU", "AYSE<ISIL"), ("", "")),
        (("", ""), ("", "")),
        (("ORNEKOGLU", "AYSE<ISIL"), ("ORNEKOGLU", "")),
        (("ORNEKOGLU", "AYSE<ISIL"), ("ORNEKOGLU", "AYSE")),
        (("ORNEKOGLU", "AYSE"), ("ORNEKOGLU", "AYSE<ISIL")),
        (("ORNEKOGLU", "AYSE"), ("ORNEKOGLU", "FATMA")),
        (("INVENTEDLONGSURNAME", "FIRSTNAME"), ("INVENTEDLONGSURNAME", "FIRSTNAME<SECONDNAME")),
        (("INVENTEDLONGSURNAME", "FIRSTNAME<SECONDNAME"), ("INVENTEDLONGSURNAMES", "FIRSTNAM")),
    ],
)
def test_missing_or_other_names_never_agree(known: Name, claimed: Name) -> None:
    assert not names_agree(known, claimed)


@given(st.lists(st.sampled_from(["AYSE", "ISIL", "NUR", "CAN"]), min_size=1, max_size=4))
def test_order_and_division_of_a_name_do_not_matter(parts: list[str]) -> None:
    turned = list(reversed(parts))
    known, claimed = ("<".join(parts[:1]), "<".join(parts[1:])), ("<".join(turned[:2]), "<".join(turned[2:]))
    assert name_parts(*known) == name_parts(*claimed)
    assert names_agree(known, claimed)
