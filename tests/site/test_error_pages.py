"""What people see when something goes wrong: a page in our look, what to do, and nothing of what they typed."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import psycopg
import pytest
from django.db import connection, connections
from django.http import HttpResponse
from django.test import Client

from mapae.records.models import Account
from mapae.usecases.ports import Ports
from tests.room.accounts import add_signed_in
from tests.room.clock import SetClock

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("site")]
Log = Callable[[], str]
CANARY = "KANARYA-7F3A-canary@example.org"
STATUS = "/en/status/"


@pytest.fixture
def log(request: pytest.FixtureRequest) -> Log:
    """What was logged since; the log's stream was opened before the test, so only the runner itself holds it."""
    manager = request.config.pluginmanager.getplugin("capturemanager")
    manager.read_global_capture()
    return lambda: "".join(manager.read_global_capture())


def assert_says_nothing(response: HttpResponse, log: Log) -> None:
    """Neither the page nor the log repeats what was typed, nor shows the inside of the machine."""
    page, logged = response.content.decode(), log()
    assert '"event": "request"' in logged, "without the log this test would see nothing (is capturing switched off?)"
    assert CANARY not in page and CANARY not in logged and CANARY not in str(response.headers)
    inside = [
        word for word in ("Traceback", "Exception", "psycopg", "django", ".py", "SELECT", "INSERT") if word in page
    ]
    assert not inside
    assert "<h1" in page and "mapae.css" in page, "a page in our look, not the server's own"


def guess(browser: Client, **extra: Any) -> HttpResponse:
    typed = {"reference": CANARY, "birth_date_day": "5", "birth_date_month": "5", "birth_date_year": "1990"}
    return browser.post(STATUS, typed, **extra)


def close_the_database_for_writing() -> None:
    """From here to the end of the test's transaction PostgreSQL refuses every write, as on a read-only standby."""
    with connection.cursor() as cursor:
        cursor.execute("SET TRANSACTION READ ONLY")


@contextmanager
def a_table_that_is_held() -> Iterator[None]:
    """Somebody else holds the limits' table, and we wait for it no longer than a moment."""
    parameters = {**connections["owner"].get_connection_params(), "cursor_factory": psycopg.Cursor}
    parameters.pop("context")
    with psycopg.connect(**parameters) as holder, connection.cursor() as cursor:
        holder.execute("LOCK TABLE rate_window IN ACCESS EXCLUSIVE MODE")
        cursor.execute("SET LOCAL lock_timeout = '50ms'")
        yield


@pytest.mark.parametrize("language", ["en", "tr", "ko"])
def test_database_without_time_is_told_as_such_and_when_to_come_again(language: str, log: Log) -> None:
    browser = Client(raise_request_exception=False)
    with a_table_that_is_held():
        response = browser.post(f"/{language}/status/", {"reference": CANARY})
    assert (response.status_code, response["Retry-After"]) == (503, "10")
    assert_says_nothing(response, log)


@pytest.mark.parametrize("language", ["en", "tr", "ko"])
def test_server_error_repeats_nothing(language: str, log: Log) -> None:
    close_the_database_for_writing()
    browser = Client(raise_request_exception=False)
    response = browser.post(f"/{language}/status/", {"reference": CANARY})
    assert response.status_code == 500
    assert f'lang="{language}"' in response.content.decode()
    assert_says_nothing(response, log)


def test_server_error_under_an_officers_hands_repeats_nothing(log: Log) -> None:
    browser, account = add_signed_in()
    browser.raise_request_exception = False
    close_the_database_for_writing()
    response = browser.post("/en/officer/confirm/", {"password": CANARY})
    assert response.status_code == 500
    assert account.username not in response.content.decode()
    assert_says_nothing(response, log)


def test_eleventh_guess_within_a_minute_has_to_wait(clock: SetClock, log: Log) -> None:
    browser = Client()
    for _ in range(10):
        assert guess(browser).status_code != 429
    response = guess(browser)
    assert response.status_code == 429
    assert response["Retry-After"] == "61"
    assert "Too many attempts" in response.content.decode()
    assert_says_nothing(response, log)


def test_waiting_helps_and_looking_costs_nothing(clock: SetClock) -> None:
    browser = Client()
    for _ in range(11):
        last = guess(browser)
    assert last.status_code == 429
    assert browser.get(STATUS).status_code == 200
    clock.pass_by(seconds=61)
    assert guess(browser).status_code != 429


def test_another_address_is_not_made_to_wait() -> None:
    browser = Client()
    for _ in range(11):
        guess(browser, REMOTE_ADDR="203.0.113.1")
    assert guess(browser, REMOTE_ADDR="203.0.113.1").status_code == 429
    assert guess(browser, REMOTE_ADDR="203.0.113.2").status_code != 429


def test_forged_forwarding_header_gives_no_new_attempts() -> None:
    browser = Client()
    for number in range(11):
        last = guess(browser, HTTP_X_FORWARDED_FOR=f"203.0.113.{number}")
    assert last.status_code == 429


def test_trusted_proxy_tells_visitors_apart(settings: Any) -> None:
    settings.MAPAE_TRUSTED_PROXIES = 1
    browser = Client()
    for _ in range(11):
        guess(browser, HTTP_X_FORWARDED_FOR="198.51.100.9, 203.0.113.1")
    assert guess(browser, HTTP_X_FORWARDED_FOR="198.51.100.8, 203.0.113.1").status_code == 429
    assert guess(browser, HTTP_X_FORWARDED_FOR="198.51.100.9, 203.0.113.2").status_code != 429


def test_huge_form_is_refused(log: Log) -> None:
    response = Client().post(STATUS, {"reference": CANARY + "x" * 200_000})
    assert response.status_code == 400
    assert_says_nothing(response, log)


def test_huge_encoded_form_is_refused(log: Log) -> None:
    body = f"reference={CANARY}&" + "a" * 300_000
    response = Client().generic("POST", STATUS, body, content_type="application/x-www-form-urlencoded")
    assert response.status_code == 400
    assert_says_nothing(response, log)


def test_form_of_very_many_fields_is_refused(log: Log) -> None:
    response = Client().post(STATUS, {"reference": CANARY, **{f"field{number}": "x" for number in range(200)}})
    assert response.status_code == 400
    assert_says_nothing(response, log)


def test_huge_form_is_refused_at_the_sign_in_too(log: Log) -> None:
    response = Client().post("/en/officer/sign-in/", {"login": CANARY, "password": "x" * 200_000})
    assert response.status_code == 400
    assert_says_nothing(response, log)


@pytest.mark.parametrize("address", [f"/en/{CANARY}/", f"/{CANARY}", f"/en/officer/cases/{CANARY}/"])
def test_unknown_address_is_not_repeated(address: str, log: Log) -> None:
    response = Client().get(address, follow=True)
    assert response.status_code == 404
    assert_says_nothing(response, log)


def test_form_from_elsewhere_is_refused(log: Log) -> None:
    response = guess(Client(enforce_csrf_checks=True))
    assert response.status_code == 403
    assert "could not be sure" in response.content.decode()
    assert_says_nothing(response, log)


def test_forbidden_page_does_not_say_why_it_exists(log: Log) -> None:
    browser, account = add_signed_in()
    Account.objects.filter(pk=account.pk).update(role="auditor")
    response = browser.get("/en/officer/")
    assert response.status_code == 403
    assert "auditor" not in response.content.decode()
    assert_says_nothing(response, log)


def test_unknown_host_is_refused(log: Log) -> None:
    response = Client().get("/en/", HTTP_HOST="elsewhere.example")
    assert response.status_code == 400
    assert_says_nothing(response, log)


@pytest.mark.parametrize("address", ["/en/", STATUS, "/en/nowhere/", "/en/officer/", "/healthz"])
def test_every_reply_carries_the_headers(address: str, site: Ports) -> None:
    response = Client().get(address)
    assert "no-store" in response["Cache-Control"]
    assert "script-src 'self'" in response["Content-Security-Policy"]
    assert response["X-Frame-Options"] == "DENY"
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Referrer-Policy"] == "same-origin"
    assert "camera=()" in response["Permissions-Policy"]
