"""Printed letters: tagged, titled, each text in its language, in the fonts of the packages; no name becomes markup."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Any  # objects of a PDF

import pytest
from pypdf import PdfReader

from mapae.gateways.letters_pdf import TypstPrinting
from mapae.usecases.ports import LetterRow, LetterSection, PrintedLetter, Said, Saying
from tests.room.clock import SetClock

TURKISH = "Pijamalı hasta yağız şoföre çabucak güvendi; İĞÜŞÖÇ ığüşöç"
KOREAN = "전자여행허가 유효기한 이름 똠방각하 펲시콜라"


def said(own: str, english: str, language: str = "tr") -> Saying:
    return (Said(language, own), Said("en", english))


def a_letter(**changes: Any) -> PrintedLetter:
    facts: dict[str, Any] = {
        "languages": ("tr", "en"),
        "title": said("Seyahat izni belgesi", "Letter of authorization"),
        "service": said("Elektronik seyahat izni", "Electronic travel authorization"),
        "authority": (Said("", "Ministry of Arrivals"),),
        "note": (),
        "warning": (),
        "opening": (said("İznin sahibi:", "The holder:"),),
        "rows": (LetterRow(said("Soyadı", "Surname"), (Said("", "ÖRNEKOĞLU"),)),),
        "sections": (LetterSection(said("Giriş", "Entry"), (said(TURKISH, "The border decides."),)),),
        "seal": said("İmzalı kodun yeri", "Place of the signed code"),
        "made": said("24 Kasım 2026", "24 November 2026"),
    }
    return PrintedLetter(**(facts | changes))


def printed(**changes: Any) -> PdfReader:
    return PdfReader(io.BytesIO(TypstPrinting(SetClock()).pdf(a_letter(**changes))))


def text_in(reader: PdfReader) -> str:
    return " ".join(" ".join(page.extract_text() for page in reader.pages).split())


def elements(node: Any) -> Iterator[dict[str, Any]]:
    """Every element of the structure tree, in reading order."""
    node = node.get_object()
    if isinstance(node, list):
        for one in node:
            yield from elements(one)
    elif isinstance(node, dict):
        if "/S" in node:
            yield node
        if "/K" in node:
            yield from elements(node["/K"])


def tree_of(reader: PdfReader) -> list[dict[str, Any]]:
    return list(elements(reader.trailer["/Root"]["/StructTreeRoot"]["/K"]))


def test_file_says_that_it_is_tagged_in_which_language_and_what_it_is() -> None:
    reader = printed()
    root = reader.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"].value is True
    assert root["/Lang"] == "tr"
    assert root["/ViewerPreferences"]["/DisplayDocTitle"].value is True
    assert b"<pdfuaid:part>1</pdfuaid:part>" in root["/Metadata"].get_data()
    assert reader.metadata is not None
    assert reader.metadata.title == "Seyahat izni belgesi / Letter of authorization"


def test_tree_has_one_first_heading_names_with_values_and_a_figure_that_says_what_it_is() -> None:
    tree = tree_of(printed())
    kinds = [element["/S"] for element in tree]
    assert kinds.count("/H1") == 1
    assert kinds.index("/H1") < kinds.index("/L") < kinds.index("/H2")
    assert kinds.count("/Lbl") == kinds.count("/LBody") == 1
    figure = next(element for element in tree if element["/S"] == "/Figure")
    assert figure["/Alt"] == "İmzalı kodun yeri / Place of the signed code"


def test_every_english_text_is_marked_as_english() -> None:
    reader = printed()
    marked = reader.pages[0].get_contents()
    assert marked is not None
    spans, parts = marked.get_data().count(b"/Lang(en)"), [one.get("/Lang") for one in tree_of(reader)]
    assert spans >= 4  # title, service, label, seal
    assert parts.count("en") >= 2  # the columns of sentences


@pytest.mark.parametrize(("language", "text"), [("tr", TURKISH), ("ko", KOREAN)])
def test_text_comes_out_as_it_went_in(language: str, text: str) -> None:
    letter = {"languages": (language, "en"), "title": said(text, "Title", language)}
    assert text in text_in(printed(**letter))
    assert printed(**letter).trailer["/Root"]["/Lang"] == language


def test_korean_words_are_not_broken() -> None:
    words = "여권을 탑승·승선 확인 시스템에서 조회하세요. 그 시스템의 답이 기준이며 이 문서는 증빙이 아닙니다. " * 4
    sections = (LetterSection(said("안내", "Note", "ko"), (said(words, "Short.", "ko"),)),)
    reader = printed(languages=("ko", "en"), title=said("허가서", "Letter", "ko"), sections=sections)
    lines = [line.split() for line in reader.pages[0].extract_text().splitlines() if "여권" in line or "답이" in line]
    assert len(lines) > 4
    assert {word for line in lines for word in line} <= set(words.split())


def test_letter_in_one_language_has_no_second_column() -> None:
    only = (Said("en", "Entry"),)
    reader = printed(languages=("en",), title=only, sections=(LetterSection(only, (only,)),), rows=(), opening=())
    assert text_in(reader).count("Entry") == 3


def test_warning_is_there_and_large() -> None:
    words = said("Bu iznin süresi doldu.", "This authorization has expired.")
    assert "Bu iznin süresi doldu. This authorization has expired." in text_in(printed(warning=words))
    assert "süresi" not in text_in(printed())


@pytest.mark.parametrize(
    "name", ['#panic("x")', "*bold* _it_ $x$ @ref <label> // x", "\\u{41}", '"]}', "O'Brien-Łęcki"]
)
def test_no_name_is_read_as_markup(name: str) -> None:
    reader = printed(rows=(LetterRow(said("Soyadı", "Surname"), (Said("", name),)),))
    assert name in text_in(reader)


def test_letter_without_a_seal_has_no_place_for_one() -> None:
    assert "/Figure" not in [element["/S"] for element in tree_of(printed(seal=()))]


def test_fonts_are_those_of_the_packages_and_in_the_file() -> None:
    fonts = printed(title=said(KOREAN, "Title", "ko")).pages[0]["/Resources"]["/Font"]
    names = {str(font.get_object()["/BaseFont"]).partition("+")[2] for font in fonts.values()}
    assert names
    assert all(name.startswith(("NotoSans", "NotoSansKR")) for name in names)


def test_same_letter_at_the_same_moment_is_the_same_file() -> None:
    printing = TypstPrinting(SetClock())
    assert printing.pdf(a_letter()) == printing.pdf(a_letter())
