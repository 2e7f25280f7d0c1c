"""What every page promises around its content."""

from typing import Any

import pytest
from django import forms
from django.conf.urls.i18n import i18n_patterns
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.test import RequestFactory
from django.urls import path
from django.utils.translation import override

from mapae.faces.look.forms import LookForm, TextInput
from mapae.faces.look.summary import AnswerRow, AnswerSection
from mapae.faces.look.templatetags.look import latin, status_tag

DEMONSTRATION = "This is a demonstration, not a government service."
ERROR_PAGES = ["400.html", "403.html", "403_csrf.html", "404.html", "429.html", "500.html", "503.html"]


def _nothing(request: HttpRequest) -> HttpResponse:
    raise NotImplementedError


urlpatterns = i18n_patterns(path("passport", _nothing, name="passport"))
pytestmark = pytest.mark.urls(__name__)


class Question(LookForm):
    surname = forms.CharField(label="Surname", widget=TextInput(is_latin=True))


def question(language: str = "en", data: dict[str, str] | None = None, **context: Any) -> str:
    with override(language):
        request = RequestFactory().get(f"/{language}/passport?from=summary")
        return render_to_string("look/question.html", {"form": Question(data), "title": "Surname", **context}, request)


@pytest.mark.parametrize("language", ["en", "tr", "ko", "ar"])
def test_page_runs_under_a_policy_without_inline_style_or_script(markup: Any, language: str) -> None:
    page = markup(question(language, data={}))
    assert page.all("style") == []
    assert all("src" in script for script in page.all("script"))
    assert not [attrs for _, attrs in page.elements if "style" in attrs or any(name.startswith("on") for name in attrs)]


@pytest.mark.parametrize("language", ["en", "tr", "ko", "ar"])
def test_page_loads_nothing_from_elsewhere(markup: Any, language: str) -> None:
    page = markup(question(language))
    loaded = [script["src"] for script in page.all("script")] + [link["href"] for link in page.all("link")]
    assert all("//" not in address for address in loaded)


@pytest.mark.parametrize(("language", "direction"), [("en", "ltr"), ("tr", "ltr"), ("ko", "ltr"), ("ar", "rtl")])
def test_page_says_its_language_and_direction(markup: Any, language: str, direction: str) -> None:
    page = markup(question(language))
    assert [(root["lang"], root["dir"]) for root in page.all("html")] == [(language, direction)]
    sheets = [link["href"] for link in page.all("link") if link["rel"] == "stylesheet"]
    assert [sheet.endswith("mapae.rtl.css") for sheet in sheets] == [direction == "rtl"]


def test_page_is_well_formed_with_one_heading_and_a_way_past_the_header(markup: Any) -> None:
    page = markup(question(data={}, caption="Step 1 of 3", back_url="/en/", may_save_for_later=True))
    assert page.unbalanced == []
    assert len(page.all("h1")) == len(page.all("main")) == 1
    assert page.with_class("govuk-skip-link")[0]["href"] == f"#{page.all('main')[0]['id']}"


def test_error_is_in_the_title_and_listed_above_the_form() -> None:
    html = question(data={})
    assert "<title>Error: Surname – " in html
    assert html.index('role="alert"') < html.index("<form")
    assert 'href="#id_surname"' in html


def test_page_without_error_says_nothing_of_errors() -> None:
    assert "Error" not in question()
    assert 'role="alert"' not in question()


def test_form_carries_its_csrf_token_and_lets_the_server_check(markup: Any) -> None:
    page = markup(question())
    assert [box for box in page.all("input") if box.get("name") == "csrfmiddlewaretoken"]
    assert all("novalidate" in form for form in page.all("form"))


def test_switch_leads_to_the_same_page_in_the_other_languages(markup: Any) -> None:
    switch = [link for link in markup(question("tr")).all("a") if "hreflang" in link]
    assert [(link["lang"], link["href"]) for link in switch] == [
        ("en", "/en/passport?from=summary"),
        ("ko", "/ko/passport?from=summary"),
    ]


def test_languages_go_by_their_own_names() -> None:
    html = question("en")
    assert "Türkçe" in html
    assert "한국어" in html


@pytest.mark.parametrize("template", ["look/question.html", *ERROR_PAGES])
def test_demonstration_is_named_on_every_page(template: str) -> None:
    assert DEMONSTRATION in render_to_string(template, {"form": Question(), "title": "Surname"})


def test_a_real_service_carries_its_own_name_and_no_banner(settings: Any) -> None:
    settings.MAPAE_IS_DEMONSTRATION = False
    settings.MAPAE_SERVICE_NAME = {"en": "Utopia Travel Permission", "ko": "유토피아 여행허가"}
    settings.MAPAE_AUTHORITY_NAME = {"en": "Ministry of Arrivals"}
    assert DEMONSTRATION not in question()
    assert "Utopia Travel Permission" in question()
    assert "Ministry of Arrivals" in question()
    assert "유토피아 여행허가" in question("ko")


@pytest.mark.parametrize("language", ["en", "ko"])
def test_one_name_for_all_languages_will_do(language: str, settings: Any) -> None:
    settings.MAPAE_AUTHORITY_NAME = "Ministry of Arrivals"
    assert "Ministry of Arrivals" in question(language)


def test_footer_shows_only_links_that_lead_somewhere(settings: Any) -> None:
    settings.MAPAE_FOOTER_LINKS = [("Privacy", "passport"), ("Nowhere", "no-such-page")]
    html = question()
    assert 'href="/en/passport">Privacy' in html
    assert "Nowhere" not in html


@pytest.mark.parametrize("template", ERROR_PAGES)
@pytest.mark.parametrize("language", ["en", "tr", "ko"])
def test_error_page_needs_no_request(markup: Any, template: str, language: str) -> None:
    with override(language):
        page = markup(render_to_string(template))
    assert page.unbalanced == []
    assert len(page.all("h1")) == 1


def test_answers_are_listed_with_a_way_to_change_each() -> None:
    rows = (AnswerRow("Surname", "<Yılmaz>", "/en/surname"), AnswerRow("Flight", ""))
    html = render_to_string("look/check_answers.html", {"sections": [AnswerSection("You", rows)]})
    assert "&lt;Yılmaz&gt;" in html
    assert '<a class="govuk-link govuk-link--no-visited-state" href="/en/surname">' in html
    assert "Not answered" in html
    assert html.count("(Surname)") == 1


def test_panel_shows_the_reference_left_to_right() -> None:
    html = render_to_string("look/panel.html", {"panel_title": "Sent", "panel_reference": "M7K2-9QXD"})
    assert '<bdi class="mapae-latin" dir="ltr">M7K2-9QXD</bdi>' in html


def test_latin_text_is_escaped() -> None:
    assert "P&lt;UTO" in latin("P<UTO")


def test_unknown_tone_of_a_status_is_refused() -> None:
    with pytest.raises(KeyError):
        status_tag("Granted", "purple")
