"""Whatever anybody asks of any URL is answered, and by a status that the rights map or the contract knows for it.

What is expected is written here and in the table of `test_rights.py`, by hand. The long form, 10,000 requests of each kind
of visitor: `python -m tests.torture.contract`.
"""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterator
from traceback import format_exc
from typing import Any

import pytest
from django.db import connection
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from django.utils.translation import override
from hypothesis import HealthCheck, given, settings
from hypothesis.strategies import SearchStrategy

from mapae.usecases.ports import Ports
from tests.journeys.pages import EVERY_VIEW, QUESTIONS
from tests.journeys.states import STATES
from tests.site.random_requests import Chosen, Known, Url, requests
from tests.site.test_rights import NOBODYS_ID, TABLE, VISITORS, visitor
from tests.site.wire import Asked, Wire

pytestmark = [pytest.mark.slow, pytest.mark.django_db]
EXAMPLES = int(os.environ.get("MAPAE_TEST_CONTRACT_EXAMPLES", "40"))
_MANY = 1000
World = dict[str, dict[str, str]]
ONLY = os.environ.get("MAPAE_TEST_VISITORS", "").split()  # some kinds of visitors, where a run shall be short
_STATES_OF_APPLICANTS = (
    "asked", "consent", "fresh", "draft", "for_a_child", "unpaid", "paying", "granted", "referred", "asked_more",
    "refused", "withdrawn", "cancelled", "revoked", "status_asked",
)  # fmt: skip
# Where somebody may come who may come: a page, another page, or no such thing; a form also: sent too late, once too often, or
# to a page that takes none.
_READING, _WRITING = {200, 302, 404}, {200, 302, 404, 405, 409, 429}
_MACHINES = {
    "alive": {"GET": {200}, "POST": {405}},
    "ready": {"GET": {200}, "POST": {405}},
    "health_live": {"GET": {200}, "POST": {405}},
    "health_ready": {"GET": {200}, "POST": {405}},
    "metrics": {"GET": {404}, "POST": {405}},  # without a token in the settings there is no such page
    "policy_fees": {"GET": {200, 304, 429}, "POST": {405}},
    "policy_requirements": {"GET": {200, 304, 429}, "POST": {405}},
    "payment_notice": {"GET": {405}, "POST": {200, 400, 413, 429}},
}
_NEED_NO_TOKEN = {"policy_fees", "policy_requirements", "payment_notice"}


def every_url() -> list[Url]:
    # Programs of organisations have a contract of their own, which is asked at random beside it (faces/group/api).
    return [url for url in _walk(get_resolver().url_patterns) if not url.name.startswith("group_api")]


def _walk(patterns: list[Any]) -> Iterator[Url]:
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            yield from _walk(pattern.url_patterns)
        else:
            assert isinstance(pattern, URLPattern)
            kinds = {name: type(one).__name__ for name, one in pattern.pattern.converters.items()}
            yield Url(str(pattern.name), _template(pattern), kinds)


def _template(pattern: URLPattern) -> str:
    """Its path, with the name of each argument in braces."""
    marks = {name: f"00000000-0000-4000-8000-{number:012}" for number, name in enumerate(pattern.pattern.converters)}
    numbers = [name for name, one in pattern.pattern.converters.items() if type(one).__name__ == "IntConverter"]
    marks |= {name: str(987654 + number) for number, name in enumerate(numbers)}
    with override("en"):
        path = reverse(str(pattern.name), kwargs=marks)
    for name, mark in marks.items():
        path = path.replace(mark, f"{{{name}}}")
    return path.replace("/en/", "/{language}/", 1) if path.startswith("/en/") else path


@pytest.fixture
def wire(site: Ports, settings: Any) -> Wire:
    settings.DEBUG_PROPAGATE_EXCEPTIONS = True
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL transaction_timeout = 0")  # the long form is one long transaction
    return Wire()


@pytest.fixture
def world(wire: Wire) -> World:
    """Every state that an application and a visitor can be in, and the cookies and ids of each."""
    return {name: make() for name, make in STATES.items() if name not in ("nobody", "password_given")}


@pytest.fixture
def known(wire: Wire, world: World) -> Known:
    """What every page asks for, as its own forms say."""
    found = Known(
        {
            "UUIDConverter": [NOBODYS_ID],
            "SlugConverter": ["nothing"],
            "StringConverter": ["nothing"],
            "IntConverter": ["0", "1", "9" * 25],
            "case_id": [NOBODYS_ID, world["officer"]["case"]],
            "payment_id": [NOBODYS_ID, world["paying"]["payment"]],
            "slug": [*QUESTIONS, "representative", "guardian", "details", "nothing"],
            "change": ["stay_address", "purpose", "arrival_day", "nothing"],
            "token": ["a" * 32],
            "nationality": ["TUR", "USA", "CHN", "VNM", "GBD", "XXA", "tur", "nothing"],
        }
    )
    for view in EVERY_VIEW:
        state = world.get(view.state, {})
        address = view.path.format(**({"mail": "nothing"} | state))
        page = wire.ask(Asked("GET", f"/en/{address.partition('?')[0]}", headers=_cookie(state)))
        found.learn(page.content.decode())  # type: ignore[attr-defined]  # a page is no stream
    found.fields |= {name: {""} for name in ("after", "days", "looked", "order", "view", "next", "after", "too-heavy")}
    return found


def _cookie(state: dict[str, str]) -> tuple[tuple[bytes, bytes], ...]:
    return ((b"cookie", f"mapae_session={state['mapae_session']}".encode()),) if "mapae_session" in state else ()


def _cookies(kind: str, world: World) -> list[dict[str, str]]:
    if kind == "applicant":
        return [{"mapae_session": world[state]["mapae_session"]} for state in _STATES_OF_APPLICANTS]
    return [{name: morsel.value for name, morsel in visitor(kind).cookies.items()}]


def test_whatever_is_asked_is_answered_as_the_rights_map_says(
    wire: Wire, world: World, known: Known, capfd: pytest.CaptureFixture[str]
) -> None:
    urls, failed = every_url(), []
    assert {url.name for url in urls} == {name for name in TABLE if not name.startswith("group_api")}
    for kind in ONLY or VISITORS:
        told: Counter[int] = Counter()
        try:
            _ask_at_random(wire, kind, requests(urls, known, _cookies(kind, world)), told, capfd)
        except Exception:
            failed.append(f"{kind}:\n{format_exc()}")
    assert not failed, "\n\n".join(failed)


def _ask_at_random(
    wire: Wire,
    kind: str,
    drawn: SearchStrategy[Chosen],
    told: Counter[int],
    capfd: pytest.CaptureFixture[str],
) -> None:
    @settings(max_examples=EXAMPLES, deadline=None, suppress_health_check=list(HealthCheck), database=None)
    @given(chosen=drawn)
    def ask(chosen: Chosen) -> None:
        try:
            status = wire.ask(chosen.asked).status_code
        except Exception as error:
            raise AssertionError(f"{chosen.asked}: {error!r}") from error
        told[status] += 1
        if EXAMPLES >= _MANY and told.total() % 100 == 0:
            with capfd.disabled():
                print(f"\r{kind:<12} {told.total():>6} requests: {dict(sorted(told.items()))} ", end="", flush=True)
        assert status in expected(kind, chosen), f"{status} for {chosen.asked}"

    ask()
    if EXAMPLES >= _MANY:
        with capfd.disabled():
            print()


def expected(kind: str, chosen: Chosen) -> set[int]:
    """The statuses that this visitor may hear; with a second cookie, which may be of no session, also what nobody hears."""
    cookies = [name for name, _ in chosen.asked.headers if name == b"cookie"]
    heard = _expected(kind, chosen)
    return heard | _expected("anonymous", chosen) if len(cookies) > 1 else heard


def _expected(kind: str, chosen: Chosen) -> set[int]:
    may_be_odd = {400, 403} if chosen.is_odd else set()  # a header that nobody sends is refused before all else
    if not chosen.is_address_good:
        return _READING | _WRITING | {400, 403, 405, 413}  # another URL, or none
    name, method = chosen.url.name, "GET" if chosen.asked.method == "HEAD" else chosen.asked.method
    if not chosen.is_form_good and method not in ("GET", "OPTIONS", "TRACE") and name not in _NEED_NO_TOKEN:
        return {403} | may_be_odd
    if method not in ("GET", "POST"):
        return {405} | may_be_odd
    if name in _MACHINES:
        return _MACHINES[name][method] | may_be_odd
    letter = TABLE[name].split()[VISITORS.index(kind)]
    statuses = {"s": {302}, "f": {302}, "x": {403}, "o": _READING if method == "GET" else _WRITING}[letter]
    return statuses | may_be_odd
