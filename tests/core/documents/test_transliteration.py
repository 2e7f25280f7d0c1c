"""Every cell of the three tables, the issuers' choices among them, and what is proposed for other scripts."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mapae.core.documents.name_agreement import how_names_agree, names_agree
from mapae.core.documents.names import NameFault, NameProblem, is_in_table, mrz_form
from mapae.core.documents.transliteration import MOST_FORMS, Spellings, mrz_forms, proposed_latin
from mapae.core.documents.transliteration_arabic import TABLE_C
from mapae.core.documents.transliteration_cyrillic import TABLE_B, cyrillic_forms
from mapae.core.documents.transliteration_latin import OUTSIDE_TABLE, TABLE_A
from tests.core.documents.doc9303_tables import (
    ARABIC,
    CYRILLIC,
    CYRILLIC_EXCEPTIONS,
    LATIN,
    UKRAINIAN_INITIALS,
    Forms,
    cells,
)

pytestmark = pytest.mark.wide

_ODD_PAIRS = {"ẞ": "ß", "Ɖ": "ɖ"}
LATIN_LETTERS = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"


def small(capital: str) -> str:
    """The small letter by its Unicode name, not by a rule of case."""
    if capital in _ODD_PAIRS:
        return _ODD_PAIRS[capital]
    name = unicodedata.name(capital).replace("CAPITAL", "SMALL")
    return capital if capital in "İı" else unicodedata.lookup(name)


def both_cases(table: dict[str, Forms]) -> dict[str, Forms]:
    return {letter: forms for capital, forms in table.items() for letter in (capital, small(capital))}


def test_every_cell_of_table_a_stands_in_both_cases_and_nothing_else() -> None:
    expected = both_cases(cells(LATIN))
    assert expected == TABLE_A
    assert len(expected) == 2 * 95 - 2


def test_every_cell_of_table_b_stands_in_both_cases_and_nothing_else() -> None:
    assert both_cases(cells(CYRILLIC)) == TABLE_B


def test_every_cell_of_table_c_and_nothing_else() -> None:
    assert cells(ARABIC) == TABLE_C


@pytest.mark.parametrize("state", ["", "RUS", *CYRILLIC_EXCEPTIONS])
def test_every_exception_of_table_b_holds_in_its_states_only(state: str) -> None:
    exceptions = both_cases(cells(CYRILLIC_EXCEPTIONS[state])) if state in CYRILLIC_EXCEPTIONS else {}
    expected = both_cases(cells(CYRILLIC)) | exceptions
    assert {letter: cyrillic_forms(letter, state, is_first=False) for letter in expected} == expected


def test_ukrainian_initials_hold_at_the_beginning_of_a_word_and_in_ukraine_only() -> None:
    for letter, forms in both_cases(cells(UKRAINIAN_INITIALS)).items():
        assert cyrillic_forms(letter, "UKR", is_first=True) == forms
        assert cyrillic_forms(letter, "RUS", is_first=True) == TABLE_B[letter] != forms
    assert cyrillic_forms("Г", "UKR", is_first=True) == ("H",)
    assert cyrillic_forms("Қ", "UKR", is_first=True) == ()


def test_latin_mrz_form_takes_the_shortest_of_each_cell() -> None:
    for letter, forms in TABLE_A.items():
        assert mrz_form(letter) == min(forms, key=len)
        assert mrz_forms(letter) == Spellings(forms, True, ())


def test_letters_outside_the_table_are_read_and_named() -> None:
    assert mrz_form("Əsgər") == "ESGER"
    for letter, forms in OUTSIDE_TABLE.items():
        assert letter not in TABLE_A
        assert mrz_forms(letter) == Spellings(forms, True, (letter,))
    capitals = {"Ə": "E", "Ɓ": "B", "Ɖ": "D", "Ɗ": "D", "Ɛ": "E", "Ɣ": "G", "Ɨ": "I", "Ƙ": "K", "Ɲ": "N", "Ɔ": "O",
                "Ʉ": "U", "Ʋ": "V", "Ƴ": "Y"}  # fmt: skip
    small_only = {"ĸ": ("Q",), "ſ": ("S",), "ŉ": ("N",)}
    assert both_cases({letter: (form,) for letter, form in capitals.items()}) | small_only == OUTSIDE_TABLE


@pytest.mark.parametrize(
    ("name", "state", "forms"),
    [
        ("Müller", "", ("MUELLER", "MUXXLLER", "MULLER")),
        ("Müller", "D", ("MUELLER", "MUXXLLER", "MULLER")),
        ("MÜLLER", "TUR", ("MULLER", "MUELLER", "MUXXLLER")),
        ("Öztürk", "TUR", ("OZTURK", "OZTUERK", "OZTUXXRK", "OEZTURK", "OEZTUERK", "OEZTUXXRK")),
        ("Özgür-Ö.", "D", ("OEZGUER<OE", "OEZGUXXR<OE", "OEZGUR<OE", "OZGUER<O", "OZGUXXR<O", "OZGUR<O",
                            "OEZGUER<O", "OEZGUXXR<O", "OEZGUR<O", "OZGUER<OE", "OZGUXXR<OE", "OZGUR<OE")),
        ("Håkonsen", "NOR", ("HAAKONSEN", "HAKONSEN")),
        ("Østby", "NOR", ("OESTBY",)),
        ("Ibáñez", "ESP", ("IBANEZ", "IBANXXEZ")),
        ("Agüero", "ESP", ("AGUERO", "AGUEERO", "AGUXXERO")),
        ("Groß", "D", ("GROSS",)),
        ("Łódź", "POL", ("LODZ",)),
        ("Þórdís Æsa", "ISL", ("THORDIS<AESA",)),
        ("Dvořáková", "CZE", ("DVORAKOVA",)),
        ("Çağrı İşık", "TUR", ("CAGRI<ISIK",)),
        ("L’Œuvre", "FRA", ("LOEUVRE",)),
        ("", "", ("",)),
        (" - ", "", ("",)),
    ],
)  # fmt: skip
def test_forms_stand_in_the_issuers_order(name: str, state: str, forms: Forms) -> None:
    assert mrz_forms(name, state) == Spellings(forms, True, ())


@pytest.mark.parametrize(
    ("name", "form", "not_in_table"),
    [
        ("Nguyễn Văn Đức", "NGUYEN<VAN<DUC", ("ễ", "ứ")),
        ("Ștefan Țepeș", "STEFAN<TEPES", ("Ș", "Ț", "ș")),
        ("Ştefan", "STEFAN", ()),
        ("Ǿre", "OERE", ("Ǿ",)),
        ("x\u0301y", "XY", ("\u0301",)),
        ("O'Neil Jr.", "ONEIL<JR", ()),
        ("ＫＩＭ", "KIM", ()),
    ],
)
def test_stripped_marks_are_reported(name: str, form: str, not_in_table: Forms) -> None:
    assert mrz_form(name) == form
    assert mrz_forms(name) == Spellings((form,), True, not_in_table)


def test_marks_of_punctuation_are_in_the_table_and_odd_letters_are_not() -> None:
    assert all(is_in_table(one) for one in LATIN_LETTERS + "Ü'-. ")
    assert not any(is_in_table(one) for one in "Șễə\u0301Жж")


def test_too_many_forms_are_capped_and_the_short_one_is_among_them() -> None:
    found = mrz_forms("Ünlü Gül Gürgün Öz")
    assert len(found.forms) == len(set(found.forms)) == MOST_FORMS == 64
    assert not found.is_complete
    assert found.forms[:2] == ("UENLUE<GUEL<GUERGUEN<OEZ", "UENLUE<GUEL<GUERGUEN<OZ")
    assert mrz_form("Ünlü Gül Gürgün Öz") in found.forms
    many = mrz_forms("ÄÅÖÜÑ" * 40)
    assert len(many.forms) == MOST_FORMS and mrz_form("ÄÅÖÜÑ" * 40) in many.forms


def test_exactly_as_many_forms_as_allowed_are_complete() -> None:
    assert mrz_forms("ÖÖÖÖÖÖ").is_complete and len(mrz_forms("ÖÖÖÖÖÖ").forms) == 64
    assert not mrz_forms("ÖÖÖÖÖÖÖ").is_complete


def test_what_no_latin_name_holds_has_no_forms() -> None:
    with pytest.raises(NameProblem) as refused:
        mrz_forms("Иванов")
    assert refused.value.code is NameFault.NOT_LATIN


@given(st.text(alphabet="aäåæbeëñnoöøßuüÜÄÅÑıİ' -", max_size=12), st.sampled_from(["", "D", "TUR"]))
def test_all_forms_of_a_name_are_letters_and_agree_with_one_another(name: str, state: str) -> None:
    found = mrz_forms(name, state)
    assert mrz_form(name) in found.forms
    for one in found.forms:
        assert all(part.isascii() and part.isalpha() and part.isupper() for part in one.split("<") if one)
        assert mrz_form(one.replace("<", " ")) == one
        assert not one or how_names_agree((one, ""), (one, "")) == "equal"
        for other in found.forms:
            assert not one or names_agree((one, ""), (other, "")), (one, other)


@pytest.mark.parametrize(
    ("name", "state", "forms"),
    [
        ("Иванов Сергей", "RUS", ("IVANOV<SERGEI",)),
        ("СЕРГЕЕВ-Щукин", "", ("SERGEEV<SHCHUKIN",)),
        ("Игорь Подъячев", "RUS", ("IGOR<PODIEIACHEV",)),
        ("Юрій Їжак", "UKR", ("YURII<YIZHAK",)),
        ("Знам’янка Григорій", "UKR", ("ZNAMIANKA<HRYHORII",)),
        ("Щерев", "BGR", ("SHTEREV",)),
        ("Ђорђе Чупић", "SRB", ("DORDE<CUPIC",)),
        ("Горан", "SRB", ("HORAN", "GORAN")),
        ("Ѓорѓи Ќосев", "MKD", ("GJORGJI<KJOSEV",)),
        ("Ѓорѓи Ќосев", "", ("GORGI<KOSEV",)),
        ("Ігар Ёлкін", "BLR", ("IHAR<IOLKIN",)),
        ("محمد", "", ("MXHMD",)),
        ("ابو بكر محمد بن زكريا الرازي", "", ("ABW<BKR<MXHMD<BN<ZKRYA<ALRAZY",)),
        ("سمير بادمكدوذيل", "", ("SMYR<BADMKDWXDHYL",)),
        ("جمال عبد الناصر", "EGY", ("JMAL<EBD<ALNAXSSR",)),
        ("عز الدين إسماعيل", "", ("EZ<ALDYN<ISMAEYL",)),
        ("عزّ", "", ("EZZ", "EZ")),
        ("عبّاس", "", ("EBBAS", "EBAS")),
        ("عبَّاس", "", ("EBBAS", "EBAS")),
        ("فضّة", "", ("FXDZDZXAH", "FXDZDZXTA", "FXDZXAH", "FXDZXTA")),
        ("نعيمة", "", ("NEYMXAH", "NEYMXTA")),
        ("فاطمةٌ", "", ("FAXTTMXAH", "FAXTTMXTA")),
        ("فاطمةب", "", ("FAXTTMXTAB", "FAXTTMXAHB")),
        ("ّا", "", ("A",)),
        ("بّّ", "", ("BB", "B")),
        ("علی", "IRN", ("ELXYA", "ELY", "ELXAY")),
        ("علی\u200cرضا", "IRN", ("ELXYARXDZA", "ELYRXDZA", "ELXAYRXDZA")),
        ("Müller Иван", "", ("MUELLER<IVAN", "MUXXLLER<IVAN", "MULLER<IVAN")),
        ("", "", ("",)),
    ],
)
def test_proposal_follows_the_tables(name: str, state: str, forms: Forms) -> None:
    found = proposed_latin(name, state)
    assert found.forms == forms
    assert found.is_complete


@pytest.mark.parametrize(
    ("name", "form", "not_in_table"),
    [
        ("Қайрат", "AIRAT", ("Қ",)),
        ("Ѝван", "IVAN", ("Ѝ",)),
        ("Ива\u0301н", "IVAN", ("\u0301",)),
        ("Ив'ан.", "IVAN", ()),
        ("ەحمد", "XHMD", ("ە",)),
    ],
)
def test_proposal_names_what_it_left_out(name: str, form: str, not_in_table: Forms) -> None:
    assert proposed_latin(name) == Spellings((form,), True, not_in_table)


@pytest.mark.parametrize(
    ("name", "code", "character", "position"),
    [
        ("홍길동", NameFault.NOT_LATIN, "홍", 0),
        ("Иван 山田", NameFault.NOT_LATIN, "山", 5),
        ("Иvan", NameFault.MIXED_SCRIPTS, "v", 1),
        ("Иван2", NameFault.HAS_DIGIT, "2", 4),
        ("Ив\u200bан", NameFault.HIDDEN_CHARACTER, "\u200b", 2),
        ("Ив$ан", NameFault.HAS_SYMBOL, "$", 2),
    ],
)
def test_nothing_is_proposed_for_other_scripts_and_faulty_names(
    name: str, code: NameFault, character: str, position: int
) -> None:
    with pytest.raises(NameProblem) as refused:
        proposed_latin(name)
    assert (refused.value.code, refused.value.character, refused.value.position) == (code, character, position)


@given(st.text(alphabet="".join(TABLE_B), min_size=1, max_size=20), st.sampled_from(["", *CYRILLIC_EXCEPTIONS]))
def test_cyrillic_proposals_are_letters_of_the_mrz(name: str, state: str) -> None:
    found = proposed_latin(name, state)
    assert 1 <= len(found.forms) <= MOST_FORMS
    assert all(form == "" or (form.isascii() and form.isalpha() and form.isupper()) for form in found.forms)
    assert found.not_in_table == ()


def test_the_latin_field_takes_no_other_script_whatever_the_tables_could_make_of_it() -> None:
    for letter in [*TABLE_B, *TABLE_C]:
        with pytest.raises(NameProblem):
            mrz_form(letter)
