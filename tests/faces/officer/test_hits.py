"""The case's page shows hits side by side, and an officer judges them there."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client
from django.utils.translation import override

from mapae.core.screening.comparison import Adverse
from mapae.core.screening.hit import HitReason, Judgement, ListKind, SideField
from mapae.core.screening.report import ReportKind
from mapae.faces.officer import hit_words
from mapae.records.models import Account, Application, Hit
from mapae.usecases.decide import decide_by_machine
from mapae.usecases.ports import Ports
from tests.usecases.steps import a_list

pytestmark = pytest.mark.django_db
Officer = tuple[Client, Account]
Bring = Callable[..., Application]
ANOTHER = {"surname": "UYDURUK", "given_names": "MEHMET", "sex": "M", "birth_date": "1984-02-29"}


@pytest.fixture
def hit(ports: Ports, paid: Bring) -> Hit:
    """One application on the list, and nothing else against it."""
    a_list(ports, "TUR,U00000017,2026-01-31,stolen")
    decide_by_machine(ports, paid().id)
    return Hit.objects.select_related("application").get()


def url(application: Application, language: str = "en") -> str:
    return f"/{language}/officer/cases/{application.id}/"


def judgement_url(hit: Hit) -> str:
    return f"{url(hit.application)}hits/{hit.id}/"


def test_every_code_has_words() -> None:
    assert set(hit_words.LISTS) == set(ListKind)
    assert set(hit_words.HIT_REASONS) == set(HitReason)
    assert set(hit_words.HIT_FIELDS) == set(SideField)
    assert set(hit_words.REPORTS) == set(ReportKind)
    assert set(hit_words.ENDED) == set(Adverse)
    assert set(hit_words.JUDGEMENTS) == set(hit_words.TONES) == set(Judgement)


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en", ["this passport is on the list", "31 January 2026", ">stolen<"]),
        ("tr", ["bu pasaport listede", "31 Ocak 2026", "çalınmış"]),
        ("ko", ["이 여권이 목록에 있습니다", "2026년 1월 31일", "도난"]),
    ],
)
def test_listed_passport_is_shown_with_its_report(officer: Officer, hit: Hit, language: str, words: list[str]) -> None:
    page = officer[0].get(url(hit.application, language)).content.decode()
    with override(language):
        assert all(word in page for word in (*words, str(hit_words.LISTS[ListKind.LOST_STOLEN])))


def test_other_identity_stands_beside_the_applicants(
    officer: Officer, ports: Ports, referred: Bring, paid: Bring
) -> None:
    earlier, application = referred(), paid(**ANOTHER)
    decide_by_machine(ports, application.id)
    page = officer[0].get(url(application)).content.decode()
    assert "another identity on the same passport" in page
    assert page.index("UYDURUK") < page.index("ORNEKOGLU")
    assert page.count("different</strong>") == 4, "surname, given names, birth and sex"
    assert url(earlier) in page


def test_officer_judges_and_the_page_says_so(officer: Officer, hit: Hit) -> None:
    response = officer[0].post(judgement_url(hit), {"seen": "", "judgement": "ruled_out"}, follow=True)
    page = response.content.decode()
    assert "Your judgement was recorded." in page
    assert "Ruled out: it is not" in page
    hit.refresh_from_db()
    assert (hit.judgement, hit.judged_by) == ("ruled_out", officer[1])


@pytest.mark.parametrize("said", [{}, {"judgement": "maybe"}])
def test_unclear_judgement_is_asked_again_beside_its_hit(officer: Officer, hit: Hit, said: dict[str, str]) -> None:
    page = officer[0].post(judgement_url(hit), {"seen": ""} | said).content.decode()
    assert "There is a problem" in page
    assert f'href="#hit_{hit.id}_judgement' in page
    assert f'id="hit_{hit.id}_judgement' in page
    assert not Hit.objects.exclude(judgement="").exists()


def test_judgement_over_somebody_elses_is_not_recorded(officer: Officer, hit: Hit) -> None:
    officer[0].post(judgement_url(hit), {"seen": "", "judgement": "unsure"})
    response = officer[0].post(judgement_url(hit), {"seen": "", "judgement": "ruled_out"})
    assert response.status_code == 409
    assert "Somebody judged this match" in response.content.decode()
    hit.refresh_from_db()
    assert hit.judgement == "unsure"


def test_link_to_a_judgement_leads_to_the_case(officer: Officer, hit: Hit) -> None:
    assert officer[0].get(judgement_url(hit)).headers["Location"] == url(hit.application)


def test_hit_of_another_case_is_not_there(officer: Officer, hit: Hit, referred: Bring) -> None:
    other = referred(**ANOTHER | {"document_number": "U00000099"})
    response = officer[0].post(f"{url(other)}hits/{hit.id}/", {"seen": "", "judgement": "ruled_out"})
    assert response.status_code == 404
