"""How accounts sign in, with what, and how long it lasts."""

from __future__ import annotations

from datetime import timedelta
from urllib.parse import urlencode

import pytest
from allauth.mfa.models import Authenticator
from django.core.cache import cache
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.urls import NoReverseMatch, reverse

from mapae.core.audit.leaf import parse
from mapae.records.models import Account, AuditLeaf, Role
from mapae.site import settings as service
from mapae.site.sign_in import give_second_factor, present_code, secrets_of
from mapae.usecases.ports import Ports
from tests.room.accounts import PASSWORD, SECRET, add, add_signed_in
from tests.room.clock import SetClock

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("site"), pytest.mark.wide]

SIGN_IN, STEP, SET_UP = "/en/officer/sign-in/", "/en/officer/second-factor/", "/en/officer/second-factor/set-up/"
CODES, NEW_CODES = "/en/officer/second-factor/recovery-codes/", "/en/officer/second-factor/recovery-codes/new/"
OVERVIEW, CONFIRM, QUEUE = "/en/officer/second-factor/overview/", "/en/officer/confirm/", "/en/officer/"
BEHIND = [QUEUE, OVERVIEW, CODES, NEW_CODES, "/en/officer/cases/00000000-0000-4000-8000-000000000001/"]


@pytest.fixture
def browser() -> Client:
    return Client()


def give_password(browser: Client, account: Account, password: str = PASSWORD) -> HttpResponse:
    return browser.post(SIGN_IN, {"login": account.username, "password": password})


def sign_in(browser: Client, account: Account, code: str = "") -> HttpResponse:
    give_password(browser, account)
    return browser.post(STEP, {"code": code or present_code(SECRET)})


def is_signed_in(browser: Client) -> bool:
    return browser.get(OVERVIEW).status_code == 200


def recovery_codes(account: Account) -> list[str]:
    stored = Authenticator.objects.get(user=account, type=Authenticator.Type.RECOVERY_CODES)
    with secrets_of(account.pk):
        codes: list[str] = stored.wrap().get_unused_codes()
    return codes


def test_passwords_are_hashed_with_all_the_work_that_django_asks_for() -> None:
    """Other tests hash with less, see tests/room/quick_hashes.py."""
    assert service.PASSWORD_HASHERS == ["django.contrib.auth.hashers.ScryptPasswordHasher"]
    assert add(password=PASSWORD).password.startswith("scrypt$16$")


def test_first_sign_in_leads_to_the_second_factor_and_everything_else_stays_closed(browser: Client) -> None:
    response = give_password(browser, add(password=PASSWORD, second_factor=False))
    assert response["Location"] == QUEUE
    for closed in BEHIND:
        response = browser.get(closed)
        assert (closed, response.status_code, response["Location"]) == (closed, 302, SET_UP)
    assert browser.get(SET_UP).status_code == 200


def test_set_up_opens_the_desk_and_shows_recovery_codes(browser: Client) -> None:
    account = add(password=PASSWORD, second_factor=False)
    give_password(browser, account)
    secret = browser.get(SET_UP).context["form"].secret
    response = browser.post(SET_UP, {"code": present_code(secret)}, follow=True)
    assert response.redirect_chain == [(CODES, 302)]
    assert all(code in response.content.decode() for code in recovery_codes(account))
    assert browser.get(QUEUE).status_code == 200


def test_wrong_code_sets_nothing_up_and_keeps_the_secret(browser: Client) -> None:
    account = add(password=PASSWORD, second_factor=False)
    give_password(browser, account)
    secret = browser.get(SET_UP).context["form"].secret
    page = browser.post(SET_UP, {"code": "000000"})
    assert "This code is wrong" in page.content.decode()
    assert page.context["form"].secret == browser.get(SET_UP).context["form"].secret == secret
    assert not Authenticator.objects.filter(user=account).exists()


def test_password_alone_does_not_sign_in_who_has_a_second_factor(browser: Client) -> None:
    response = give_password(browser, add(password=PASSWORD))
    assert response["Location"] == STEP
    assert not is_signed_in(browser)


def test_password_and_code_sign_in(browser: Client) -> None:
    response = sign_in(browser, add(password=PASSWORD))
    assert response["Location"] == QUEUE
    assert browser.get(QUEUE).status_code == 200


@pytest.mark.parametrize(
    ("role", "place"),
    [
        (Role.OFFICER, QUEUE),
        (Role.SUPERVISOR, QUEUE),
        (Role.BORDER, "/en/border/"),
        (Role.CARRIER, "/en/carrier/"),
        (Role.REPRESENTATIVE, "/en/group/organisation/"),
        (Role.AUDITOR, OVERVIEW),
        (Role.OPERATOR, OVERVIEW),
    ],
)
def test_everybody_lands_where_they_may_be(browser: Client, role: Role, place: str) -> None:
    response = sign_in(browser, add(role, password=PASSWORD))
    assert response["Location"] == place
    assert browser.get(place).status_code == 200


def test_sign_in_returns_to_the_page_that_was_asked_for_but_never_elsewhere(browser: Client) -> None:
    account = add(password=PASSWORD)
    browser.post(f"{SIGN_IN}?next=https://elsewhere.example/", {"login": account.username, "password": PASSWORD})
    assert browser.post(STEP, {"code": present_code(SECRET)})["Location"] == QUEUE


def test_code_opens_once(browser: Client) -> None:
    account, code = add(password=PASSWORD), present_code(SECRET)
    assert sign_in(browser, account, code).status_code == 302
    other = Client()
    assert "was used already" in sign_in(other, account, code).content.decode()
    assert not is_signed_in(other)


def test_code_opens_once_for_as_long_as_it_is_accepted(browser: Client) -> None:
    account, code = add(password=PASSWORD), present_code(SECRET)
    assert sign_in(browser, account, code).status_code == 302
    # allauth's own mark is gone after one period; the tolerance lets the code in for three.
    cache.delete(f"allauth.mfa.totp.used?user={account.pk}&code={code}")
    assert "was used already" in sign_in(Client(), account, code).content.decode()


def test_recovery_code_opens_once(browser: Client) -> None:
    account, _ = add_signed_in_with_recovery_codes()
    code = recovery_codes(account)[0]
    assert sign_in(browser, account, code).status_code == 302
    assert code not in recovery_codes(account)
    other = Client()
    assert sign_in(other, account, code).status_code == 200
    assert not is_signed_in(other)


def add_signed_in_with_recovery_codes() -> tuple[Account, Client]:
    client, account = add_signed_in()
    account.set_password(PASSWORD)
    account.save()
    client.force_login(account)
    client.post(NEW_CODES)
    return account, client


@pytest.mark.parametrize("password", [PASSWORD, "wrong"])
def test_disabled_account_is_not_told_from_a_wrong_password(browser: Client, password: str) -> None:
    account = add(password=PASSWORD)
    Account.objects.filter(pk=account.pk).update(is_active=False)
    page = give_password(browser, account, password).content.decode()
    assert "User name or password is wrong" in page


def test_account_disabled_between_password_and_code_gets_nowhere(browser: Client) -> None:
    account = add(password=PASSWORD)
    give_password(browser, account)
    Account.objects.filter(pk=account.pk).update(is_active=False)
    assert browser.post(STEP, {"code": present_code(SECRET)})["Location"] == SIGN_IN
    assert not is_signed_in(browser)
    assert not [content for content in leaves() if b"signed_in" in content]


def test_session_of_a_disabled_account_is_dead_at_the_next_request() -> None:
    browser, account = add_signed_in()
    assert browser.get(QUEUE).status_code == 200
    Account.objects.filter(pk=account.pk).update(is_active=False)
    assert browser.get(QUEUE)["Location"].startswith(SIGN_IN)


def test_changed_password_ends_other_sessions() -> None:
    browser, account = add_signed_in()
    account.set_password(PASSWORD)
    account.save()
    assert browser.get(QUEUE)["Location"].startswith(SIGN_IN)


def test_session_key_changes_at_sign_in(browser: Client) -> None:
    account = add(password=PASSWORD)
    give_password(browser, account)
    before = browser.cookies["mapae_session"].value
    browser.post(STEP, {"code": present_code(SECRET)})
    assert browser.cookies["mapae_session"].value != before
    stolen = Client()
    stolen.cookies["mapae_session"] = before
    assert not is_signed_in(stolen)


def test_session_cookie_is_hidden_from_scripts_and_other_sites(browser: Client) -> None:
    sign_in(browser, add(password=PASSWORD))
    cookie = browser.cookies["mapae_session"]
    assert (cookie["httponly"], cookie["samesite"], cookie["max-age"]) == (True, "Lax", "")


def test_session_ends_after_fifteen_idle_minutes(clock: SetClock) -> None:
    browser, _ = add_signed_in()
    for _ in range(3):
        clock.pass_by(minutes=14)
        assert browser.get(QUEUE).status_code == 200
    clock.pass_by(minutes=15)
    response = browser.get(QUEUE)
    assert response["Location"] == f"{SIGN_IN}?next={QUEUE}"
    clock.pass_by(minutes=-15)
    assert browser.get(QUEUE).status_code == 302, "what has ended does not come back"


def test_session_ends_after_twelve_hours_of_work(clock: SetClock) -> None:
    browser, _ = add_signed_in()
    end = clock.now() + timedelta(hours=12)
    while clock.now() + timedelta(minutes=10) < end:
        clock.pass_by(minutes=10)
        assert browser.get(QUEUE).status_code == 200
    clock.set(end)
    assert browser.get(QUEUE).status_code == 302


def test_sign_out_ends_the_session_on_the_server() -> None:
    browser, _ = add_signed_in()
    key = browser.cookies["mapae_session"].value
    assert browser.get("/en/officer/sign-out/").status_code == 200
    assert is_signed_in(browser), "a look at the page signs nobody out"
    page = browser.post("/en/officer/sign-out/", follow=True).content.decode()
    assert "You have signed out" in page
    browser.cookies["mapae_session"] = key
    assert not is_signed_in(browser)


def test_sixth_wrong_password_makes_the_account_wait_whoever_asks(browser: Client) -> None:
    account = add(password=PASSWORD)
    for _ in range(5):
        assert "is wrong" in give_password(browser, account, "wrong").content.decode()
    assert "Wait five minutes" in give_password(browser, account).content.decode()


def test_sixth_wrong_code_makes_the_account_wait(browser: Client) -> None:
    account = add(password=PASSWORD)
    give_password(browser, account)
    for _ in range(5):
        assert "This code is wrong" in browser.post(STEP, {"code": "000000"}).content.decode()
    assert "Wait five minutes" in browser.post(STEP, {"code": present_code(SECRET)}).content.decode()


def test_no_address_rests_in_the_counters(browser: Client) -> None:
    browser.post(SIGN_IN, {"login": "nobody", "password": "wrong"}, REMOTE_ADDR="203.0.113.77")
    with connection.cursor() as cursor:
        cursor.execute("SELECT cache_key FROM shared_cache")
        keys = [key for (key,) in cursor.fetchall()]
    assert [key for key in keys if "login_failed" in key]
    assert not [key for key in keys if "203.0.113.77" in key]


def test_new_recovery_codes_ask_for_the_password_once_the_sign_in_is_old(clock: SetClock) -> None:
    account, browser = add_signed_in_with_recovery_codes()
    before = recovery_codes(account)
    clock.pass_by(minutes=6)
    assert browser.get(NEW_CODES)["Location"] == f"{CONFIRM}?{urlencode({'next': NEW_CODES})}"
    assert "The password is wrong" in browser.post(CONFIRM, {"password": "wrong"}).content.decode()
    assert recovery_codes(account) == before


def test_who_confirms_the_password_gets_new_recovery_codes(clock: SetClock) -> None:
    account, browser = add_signed_in_with_recovery_codes()
    before = recovery_codes(account)
    clock.pass_by(minutes=6)
    browser.get(NEW_CODES)
    assert browser.post(f"{CONFIRM}?next={NEW_CODES}", {"password": PASSWORD})["Location"] == NEW_CODES
    response = browser.post(NEW_CODES, follow=True)
    assert response.redirect_chain == [(CODES, 302)]
    assert not set(recovery_codes(account)) & set(before)


def test_secrets_rest_sealed(browser: Client) -> None:
    account, _ = add_signed_in_with_recovery_codes()
    stored = str(list(Authenticator.objects.values_list("data", flat=True)))
    assert SECRET not in stored
    assert not [code for code in recovery_codes(account) if code in stored]


def test_secret_that_waits_for_its_first_code_is_sealed_in_the_session(browser: Client) -> None:
    give_password(browser, add(password=PASSWORD, second_factor=False))
    secret = browser.get(SET_UP).context["form"].secret
    assert secret not in str(dict(browser.session))


def test_second_factor_copied_to_another_account_opens_nothing(browser: Client) -> None:
    mine, other = add(password=PASSWORD), add(password=PASSWORD, second_factor=False)
    copied = Authenticator.objects.get(user=mine).data
    Authenticator.objects.create(user=other, type=Authenticator.Type.TOTP, data=copied)
    assert "This code is wrong" in sign_in(browser, other).content.decode()
    assert not is_signed_in(browser)


@pytest.mark.parametrize("altered", ["", "1", "1.", "x.y", "999.AAAA", "1.AAAA"])
def test_altered_secret_opens_nothing(browser: Client, altered: str) -> None:
    account = add(password=PASSWORD)
    Authenticator.objects.filter(user=account).update(data={"secret": altered})
    assert "This code is wrong" in sign_in(browser, account).content.decode()


def test_demonstration_secret_can_be_given_twice() -> None:
    account = add()
    give_second_factor(account, SECRET)
    assert Authenticator.objects.filter(user=account).count() == 1


def test_set_up_page_is_closed_to_who_has_a_second_factor() -> None:
    browser, account = add_signed_in()
    before = Authenticator.objects.get(user=account).data
    assert browser.get(SET_UP)["Location"] == OVERVIEW
    assert browser.post(SET_UP, {"code": "123456"})["Location"] == OVERVIEW
    assert Authenticator.objects.get(user=account).data == before


def test_second_step_without_a_code_is_asked_again(browser: Client) -> None:
    give_password(browser, add(password=PASSWORD))
    assert browser.post(STEP, {"credential": "{}"})["Location"] == STEP
    assert browser.get(STEP).status_code == 200


def test_second_step_without_the_first_leads_to_the_first(browser: Client) -> None:
    assert browser.get(STEP)["Location"] == SIGN_IN


def test_sign_in_is_in_the_audit_log_without_the_name(browser: Client) -> None:
    account = add(password=PASSWORD)
    give_password(browser, account)
    assert not [content for content in leaves() if b"signed_in" in content]
    browser.post(STEP, {"code": present_code(SECRET)})
    (content,) = [content for content in leaves() if b"signed_in" in content]
    assert (parse(content).action, parse(content).object) == ("account.signed_in", f"account:{account.pk}")
    assert account.username.encode() not in content


def leaves() -> list[bytes]:
    return [bytes(content) for content in AuditLeaf.objects.values_list("content", flat=True)]


@pytest.mark.parametrize(
    "name",
    [
        "account_signup", "account_inactive", "account_email", "account_set_password", "account_change_password",
        "account_reset_password", "account_confirm_email", "mfa_deactivate_totp", "mfa_signup_webauthn",
        "mfa_download_recovery_codes", "mfa_reauthenticate_webauthn", "mfa_edit_webauthn", "mfa_trust",
    ],
)  # fmt: skip
def test_what_we_do_not_need_has_no_address(name: str) -> None:
    with pytest.raises(NoReverseMatch):
        reverse(name)


@pytest.mark.parametrize("language", ["en", "tr", "ko"])
def test_pages_of_the_sign_in_are_in_our_look(browser: Client, language: str, ports: Ports) -> None:
    account, signed_in = add_signed_in_with_recovery_codes()
    new, _ = add_signed_in(second_factor=False)
    give_password(browser, account)
    pages = [(Client(), SIGN_IN), (browser, STEP), (new, SET_UP), (new, CONFIRM)]
    pages += [(signed_in, page) for page in (OVERVIEW, CODES, NEW_CODES, "/en/officer/sign-out/")]
    for visitor, address in pages:
        response = visitor.get(address.replace("/en/", f"/{language}/"))
        page = response.content.decode()
        assert response.status_code == 200, address
        assert f'lang="{language}"' in page
        assert page.count("<h1") == 1, address
        assert "mapae.css" in page
        assert "placeholder" not in page
        assert " style=" not in page and "data:" not in page, "our content security policy would block it"
