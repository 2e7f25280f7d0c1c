"""Letters: complete in every language, plain text without entities, nothing personal, the demonstration named."""

from __future__ import annotations

from typing import Any

import pytest

from mapae.gateways.letters import TemplateLetters

KINDS = ("application.granted", "application.referred", "application.refused")
FACTS = {"reference": "ABCDEF-GHJKMN-PQRSTU", "url": "https://eta.example.org/en/status/"}


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("language", ["en", "tr", "ko"])
def test_letter_has_subject_text_and_html(kind: str, language: str) -> None:
    subject, text, html = TemplateLetters().compose(kind, language, FACTS)
    assert subject
    assert "\n" not in subject
    assert "ABCDEF" not in subject
    for body in (text, html):
        assert FACTS["reference"] in body
        assert FACTS["url"] in body
    assert f'<html lang="{language}">' in html


@pytest.mark.parametrize("kind", KINDS)
def test_plain_text_has_no_entities_and_no_pile_of_empty_lines(kind: str) -> None:
    _, text, _ = TemplateLetters().compose(kind, "en", FACTS | {"reference": "A&B'C"})
    assert "A&B'C" in text
    assert "\n\n\n" not in text


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


def test_unknown_kind_of_letter_is_an_error() -> None:
    with pytest.raises(Exception, match=r"application\.sung"):
        TemplateLetters().compose("application.sung", "en", FACTS)
