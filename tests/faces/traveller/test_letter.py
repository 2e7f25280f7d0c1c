"""The letter of authorization: its page, its PDF, for its holder alone, and large when it ended."""

from __future__ import annotations

import io

import pytest
from pypdf import PdfReader

from mapae.core.application.reference import spaced
from mapae.records.models import Application, Role
from mapae.usecases.add_account import add_account
from mapae.usecases.ports import Ports
from tests.faces.traveller.walk import Walk, html_of, text_of
from tests.room.clock import SetClock
from tests.room.people import answers
from tests.usecases.steps import refuse

pytestmark = pytest.mark.wide

NAMES = {
    "en": "Letter of authorization",
    "tr": "Seyahat izni belgesi",
    "ko": "전자여행허가서",
}


def read_pdf(walk: Walk) -> PdfReader:
    response = walk.get("apply/letter.pdf")
    assert response["Content-Type"] == "application/pdf"
    return PdfReader(io.BytesIO(response.content))


def words_of(reader: PdfReader) -> str:
    return " ".join(" ".join(page.extract_text() for page in reader.pages).split())


@pytest.mark.parametrize("language", ["en", "tr", "ko"])
def test_letter_is_in_the_readers_language_and_in_english(walk: Walk, language: str) -> None:
    walk.language = language
    walk.to_the_result(answers())
    assert f'href="/{language}/apply/letter/"' in html_of(walk.get("apply/result/"))
    shown = html_of(walk.get("apply/letter/"))
    for name in (NAMES[language], NAMES["en"]):
        assert name in shown
        assert name in words_of(read_pdf(walk))
    assert 'lang="en">Letter of authorization' in shown
    assert read_pdf(walk).trailer["/Root"]["/Lang"] == language
    assert shown.count("<h1") == 1


def test_letter_says_who_holds_what_and_until_when(walk: Walk) -> None:
    walk.to_the_result(answers())
    reference = spaced(Application.objects.get().reference)
    shown, printed = text_of(walk.get("apply/letter/")), words_of(read_pdf(walk))
    for fact in (
        reference, "ÖRNEKOĞLU", "AYŞE IŞIL", "ORNEKOGLU<<AYSE<ISIL", "U00000017", "Türkiye", "22 November 2026",
        "21 November 2029", "Any number of times while it is valid", "Decided at the border", "Border control decides",
        "http://testserver/en/status/", "purpose of the visit", "Place of the signed code",
    ):  # fmt: skip
        assert fact in shown.replace("< ", "<"), fact
        assert fact in printed, fact


def test_file_is_named_for_nobody(walk: Walk) -> None:
    walk.to_the_result(answers())
    named = walk.get("apply/letter.pdf")["Content-Disposition"]
    assert named == 'attachment; filename="travel-authorization-letter.pdf"'


def test_letter_of_an_expired_authorization_says_so_first(walk: Walk, clock: SetClock) -> None:
    walk.to_the_result(answers())
    assert "expired" not in text_of(walk.get("apply/letter/"))
    clock.pass_by(days=3 * 366)
    walk.come_back()
    assert "Your travel authorization has expired" in text_of(walk.get("apply/result/"))
    assert "This authorization has expired. You cannot travel with it." in text_of(walk.get("apply/letter/"))
    assert "This authorization has expired. You cannot travel with it." in words_of(read_pdf(walk))
    assert "Place of the signed code" not in words_of(read_pdf(walk))


@pytest.mark.parametrize("path", ["apply/letter/", "apply/letter.pdf"])
def test_there_is_no_letter_before_the_grant(walk: Walk, path: str) -> None:
    assert walk.get(path).status_code == 404
    walk.to_the_bank(answers())
    assert walk.get(path)["Location"] == "/en/apply/result/"


def test_letter_is_kept_nowhere(walk: Walk, site: Ports) -> None:
    walk.to_the_result(answers())
    before = Application.objects.values().get()
    assert walk.get("apply/letter.pdf").content.startswith(b"%PDF-")
    assert Application.objects.values().get() == before
    assert "no-store" in walk.get("apply/letter.pdf")["Cache-Control"]


@pytest.mark.parametrize(
    ("language", "title", "reason"),
    [
        ("en", "Notice of refusal", "The reason concerns"),
        ("tr", "Ret bildirimi", "gerekçe"),
        ("ko", "불허 통지서", "사유"),
    ],
)
def test_notice_of_a_refusal_says_what_is_disclosed_and_no_more(
    walk: Walk, site: Ports, language: str, title: str, reason: str
) -> None:
    walk.language = language
    walk.to_the_result(answers(was_refused_entry="yes"))
    assert walk.get("apply/letter/")["Location"] == f"/{language}/apply/result/"
    application = Application.objects.get()
    officer = add_account(site, "officer", Role.OFFICER, "a long invented password")
    refuse(site, application.id, officer, ("entry_ban",))
    assert f'href="/{language}/apply/letter/"' in html_of(walk.get("apply/result/"))
    shown, printed = text_of(walk.get("apply/letter/")), words_of(read_pdf(walk))
    for told in (
        title,
        "Notice of refusal",
        reason,
        spaced(application.reference),
        "U00000017",
        "A visa is another way.",
    ):
        assert told in shown, told
        assert told in printed, told
    assert "Your entry to the Republic of Korea is restricted" not in shown + printed  # the ground itself
    assert "Place of the signed code" not in printed
