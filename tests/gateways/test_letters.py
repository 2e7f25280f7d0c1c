"""Letters: complete in every language, plain text without entities, nothing personal, the demonstration named."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import pytest

from mapae.gateways.letters import TemplateLetters

KINDS = (
    "application.by_representative", "application.edited", "application.granted", "application.link",
    "application.referred", "application.refused", "authorization.cancelled", "authorization.expires",
    "information.requested",
)  # fmt: skip
LINK = "https://eta.example.org/en/link/abcdefghijklmnopqrstuvwxyz234567/"
FACTS: dict[str, Any] = {
    "reference": "ABCDEF-GHJKMN-PQRSTU",
    "url": "https://eta.example.org/en/status/",
    "link": LINK,
    "days": 7,
}
FACTS["until"] = date(2029, 11, 21)  # of the reminder
ORDER = {
    "reference": "ABCDEF-GHJKMN-PQRSTU", "granted": 298, "refused": 1, "given_up": 0, "days": 7,
    "url": "https://eta.example.org/en/group/", "link": "",
}  # fmt: skip
CODE = {"code": "012345", "link": LINK, "minutes": 30, "url": "https://eta.example.org/en/link/"}
LINKS: dict[str, Any] = {
    "groups": [(datetime(2026, 11, 22, 3, 0, tzinfo=UTC), LINK + "g/")],
    "applications": [("ABCDEF-GHJKMN-PQRSTU", LINK), ("UTSRQP-NMKJHG-FEDCBA", LINK + "b/")],
    "days": 7,
}


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("language", ["en", "tr", "ko"])
def test_letter_has_subject_text_and_html(kind: str, language: str) -> None:
    subject, text, html = TemplateLetters().compose(kind, language, FACTS)
    assert subject
    assert "\n" not in subject
    assert "ABCDEF" not in subject
    for body in (text, html):
        assert str(FACTS["reference"]) in body
        assert str(FACTS["url"]) in body
        assert LINK in body
    assert f'<html lang="{language}">' in html


@pytest.mark.parametrize("kind", KINDS)
def test_plain_text_has_no_entities_and_no_pile_of_empty_lines(kind: str) -> None:
    _, text, _ = TemplateLetters().compose(kind, "en", FACTS | {"reference": "A&B'C"})
    assert "A&B'C" in text
    assert "\n\n\n" not in text


@pytest.mark.parametrize("language", ["en", "tr", "ko"])
def test_letter_with_the_code_has_it_on_a_line_of_its_own_and_not_in_the_subject(language: str) -> None:
    subject, text, html = TemplateLetters().compose("mailbox.code", language, CODE)
    assert "012345" in text.splitlines()
    assert "<strong>012345</strong>" in html
    assert "012345" not in subject
    for body in (text, html):
        assert LINK in body
        assert "https://eta.example.org/en/link/" in body.replace(LINK, "")
        assert "\n\n\n" not in text


def test_letter_with_the_code_is_silent_about_applications_where_there_are_none() -> None:
    _, text, html = TemplateLetters().compose("mailbox.code", "en", CODE | {"url": ""})
    assert "There are applications" not in text + html


@pytest.mark.parametrize("language", ["en", "tr", "ko"])
def test_letter_with_the_links_has_each_beside_its_reference(language: str) -> None:
    _, text, html = TemplateLetters().compose("mailbox.links", language, LINKS)
    lines = text.splitlines()
    for reference, link in LINKS["applications"]:  # type: ignore[attr-defined]
        assert lines[lines.index(link) - 1].endswith(reference)
        assert f'<a href="{link}">{link}</a>' in html
    assert "\n\n\n" not in text


def test_letter_to_an_unproven_mailbox_has_no_link() -> None:
    _, text, html = TemplateLetters().compose("application.granted", "en", FACTS | {"link": ""})
    assert "/link/" not in text + html
    assert "\n\n\n" not in text


def test_no_letter_asks_for_a_picture_or_a_page_of_anybody() -> None:
    for kind, facts in ((KINDS[0], FACTS), ("mailbox.code", CODE), ("mailbox.links", LINKS)):
        _, _, html = TemplateLetters().compose(kind, "en", facts)
        assert "src=" not in html
        assert "url(" not in html


def test_html_escapes_what_it_is_given() -> None:
    _, _, html = TemplateLetters().compose("application.granted", "en", FACTS | {"reference": "<b>"})
    assert "<b>" not in html


def test_demonstration_is_named_and_a_real_service_is_not_called_one(settings: Any) -> None:
    settings.MAPAE_IS_DEMONSTRATION = True
    assert "This is a demonstration" in TemplateLetters().compose(KINDS[0], "en", FACTS)[1]
    settings.MAPAE_IS_DEMONSTRATION = False
    settings.MAPAE_AUTHORITY_NAME = {"en": "Ministry of Arrivals"}
    for body in TemplateLetters().compose(KINDS[0], "tr", FACTS)[1:]:
        assert "This is a demonstration" not in body
        assert "Ministry of Arrivals" in body


@pytest.mark.parametrize(
    ("language", "day"), [("en", "21 November 2029"), ("tr", "21 Kasım 2029"), ("ko", "2029년 11월 21일")]
)
def test_reminder_says_the_last_day_as_the_language_says_it(language: str, day: str) -> None:
    _, text, html = TemplateLetters().compose("authorization.expires", language, FACTS)
    assert day in text
    assert day in html


def test_unknown_kind_of_letter_is_an_error() -> None:
    with pytest.raises(Exception, match=r"application\.sung"):
        TemplateLetters().compose("application.sung", "en", FACTS)


def written_to_a_representative(kind: str, language: str, link: str) -> tuple[str, str]:
    """Text and HTML of a mail about an order: its number, and the one way that is theirs."""
    subject, text, html = TemplateLetters().compose(kind, language, ORDER | {"link": link})
    assert subject
    for body in (text, html):
        assert "ABCDEF" in body
        assert (LINK in body) == bool(link)
        assert (str(ORDER["url"]) in body) != bool(link)
    assert "\n\n\n" not in text
    return text, html


@pytest.mark.parametrize("language", ["en", "tr", "ko"])
@pytest.mark.parametrize("link", ["", LINK])
def test_representative_is_asked_for_a_traveller_by_the_one_way_that_is_theirs(language: str, link: str) -> None:
    written_to_a_representative("order.asked", language, link)


@pytest.mark.parametrize("language", ["en", "tr", "ko"])
@pytest.mark.parametrize("link", ["", LINK])
def test_representative_is_told_numbers_and_the_one_way_that_is_theirs(language: str, link: str) -> None:
    for body in written_to_a_representative("order.decided", language, link):
        assert "298" in body


@pytest.mark.parametrize("language", ["en", "tr", "ko"])
def test_family_gets_code_and_link(language: str) -> None:
    _, text, html = TemplateLetters().compose("family.code", language, CODE)
    assert "012345" in text.splitlines()
    assert LINK in html
    assert "\n\n\n" not in text


@pytest.mark.parametrize("language", ["en", "tr", "ko"])
def test_links_to_family_groups_come_with_their_day_and_no_name(language: str) -> None:
    _, text, html = TemplateLetters().compose("mailbox.links", language, LINKS)
    for body in (text, html):
        assert LINK + "g/" in body
        assert "2026" in body
    assert "\n\n\n" not in text
