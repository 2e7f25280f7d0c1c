"""The officer asks on the case's page and reads the answer there."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client

from mapae.records.models import Account, Application, InformationRequest
from mapae.usecases.ports import Ports
from mapae.usecases.provide_information import provide_information

pytestmark = pytest.mark.django_db
Officer = tuple[Client, Account]
Bring = Callable[..., Application]


def url(application: Application, language: str = "en") -> str:
    return f"/{language}/officer/cases/{application.id}/"


def question(application: Application, **changes: object) -> dict[str, object]:
    asked = {"version": str(application.version), "topics": ["purpose", "stay"], "words": "Nerede?", "language": "tr"}
    return asked | changes


def test_officer_asks_and_is_led_back_to_the_queue(officer: Officer, referred: Bring) -> None:
    application = referred()
    response = officer[0].post(url(application) + "question/", question(application), follow=True)
    application.refresh_from_db()
    assert application.status == "information_requested"
    assert "You asked the applicant" in response.content.decode()
    stored = InformationRequest.objects.get()
    assert (stored.topics, stored.language, stored.asked_by) == (["purpose", "stay"], "tr", officer[1])


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"topics": []}, "Choose at least one topic"),
        ({"topics": ["other"], "words": ""}, "Say in your own words"),
        ({"topics": ["weather"]}, "weather"),
        ({"language": "xx"}, "xx"),
        ({"words": "x" * 2001}, "Shorten your words"),
    ],
)
def test_unclear_question_is_asked_again_with_what_was_typed(
    officer: Officer, referred: Bring, changes: dict[str, object], told: str
) -> None:
    application = referred()
    page = officer[0].post(url(application) + "question/", question(application, **changes)).content.decode()
    assert told in page
    assert not InformationRequest.objects.exists()
    assert "words" in changes or "Nerede?" in page


def test_case_shows_question_answer_and_their_languages(officer: Officer, referred: Bring, ports: Ports) -> None:
    application = referred()
    officer[0].post(url(application) + "question/", question(application))
    provide_information(ports, application.id, InformationRequest.objects.get().id, "Seul'de <b>otelde</b>.")
    for language in ("en", "tr", "ko"):
        page = officer[0].get(url(application, language)).content.decode()
        assert '<blockquote class="govuk-inset-text" lang="tr">Nerede?' in page
        assert "Seul&#x27;de &lt;b&gt;otelde&lt;/b&gt;." in page


def test_words_are_kept_when_the_case_was_decided_meanwhile(officer: Officer, referred: Bring) -> None:
    application = referred()
    seen = question(application)
    Application.objects.filter(id=application.id).update(version=application.version + 1)
    response = officer[0].post(url(application) + "question/", seen)
    assert response.status_code == 409
    assert "Nerede?" in response.content.decode()
    assert not InformationRequest.objects.exists()


def test_question_about_a_case_that_never_was_referred_is_not_there(officer: Officer, paid: Bring) -> None:
    application = paid()
    application.refresh_from_db()
    assert officer[0].post(url(application) + "question/", question(application)).status_code == 404
