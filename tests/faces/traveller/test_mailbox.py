"""Consent, address, code: the pages before the first question, in words, and what they never tell."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from django.test import Client

from mapae.records.models import Application, CaseKey, MailboxRequest, OutboxMessage
from tests.faces.look.conftest import Markup
from tests.faces.traveller.walk import ADDRESS, Walk, code_in, deliver, html_of, links_in, newest_mail, text_of
from tests.room.clock import SetClock
from tests.room.people import answers


def comparable(html: str) -> str:
    """Without the token of the form and the request's own times."""
    return re.sub(r'name="csrfmiddlewaretoken" value="[^"]*"', "", html)


def wrong_code() -> str:
    return f"{(int(code_in(newest_mail())) + 1) % 10**6:06}"


def test_start_leads_to_the_notice_and_asks_for_consent_there(walk: Walk) -> None:
    assert 'href="/en/apply/"' in html_of(walk.get(""))
    shown = html_of(walk.get("apply/"))
    assert "How we use your data" in shown
    assert "7 days after your last answer" in shown
    assert "checked" not in shown


def test_without_consent_nothing_goes_on_and_nothing_is_kept(walk: Walk) -> None:
    assert html_of(walk.post("apply/")).count("Tick the box if you agree") == 2
    for path in ("apply/mailbox/", "apply/code/"):
        assert walk.get(path)["Location"] == "/en/apply/"
        assert walk.post(path, {"email": ADDRESS, "code": "123456"})["Location"] == "/en/apply/"
    assert not MailboxRequest.objects.exists()


def test_before_the_proof_only_the_sealed_address_is_kept(walk: Walk) -> None:
    walk.to_the_code()
    assert not Application.objects.exists()
    assert MailboxRequest.objects.count() == CaseKey.objects.count() == OutboxMessage.objects.count() == 1
    assert walk.get("apply/passport/").status_code == 404


def test_right_code_leads_to_the_first_question(walk: Walk) -> None:
    assert walk.begin()["Location"] == "/en/apply/who/"


@pytest.mark.parametrize("spelling", ["{0} {1}", "{0}-{1}", " {0}{1} "])
def test_code_may_be_typed_with_blanks(walk: Walk, spelling: str) -> None:
    walk.to_the_code()
    code = code_in(newest_mail())
    response = walk.post("apply/code/", {"code": spelling.format(code[:3], code[3:])})
    assert response["Location"] == "/en/apply/who/"


def test_code_may_be_typed_in_arabic_digits(walk: Walk) -> None:
    walk.to_the_code()
    typed = "".join(chr(0x660 + int(digit)) for digit in code_in(newest_mail()))
    assert walk.post("apply/code/", {"code": typed})["Location"] == "/en/apply/who/"


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [("", "Enter the code from our e-mail"), ("12345", "This is not the code of our newest e-mail"),
     ("12345x", "This is not the code of our newest e-mail")],
)  # fmt: skip
def test_what_is_no_code_is_told_so(walk: Walk, typed: str, sentence: str) -> None:
    walk.to_the_code()
    shown = html_of(walk.post("apply/code/", {"code": typed}))
    assert shown.count(sentence) >= 2
    assert "<title>Error: " in shown


def test_wrong_code_is_told_and_guessing_ends(walk: Walk) -> None:
    walk.to_the_code()
    for _ in range(5):
        assert "This is not the code of our newest e-mail" in text_of(walk.post("apply/code/", {"code": wrong_code()}))
    shown = text_of(walk.post("apply/code/", {"code": code_in(newest_mail())}))
    assert "Too many wrong codes. Wait 30 minutes" in shown
    assert not Application.objects.exists()


def test_expired_code_is_told_so_and_a_new_one_can_be_asked_for(walk: Walk, clock: SetClock) -> None:
    walk.to_the_code()
    clock.pass_by(minutes=30)
    assert "This code is no longer valid" in text_of(walk.post("apply/code/", {"code": code_in(newest_mail())}))
    assert walk.post("apply/code/again/")["Location"] == "/en/apply/code/?again"
    assert "We have sent a new e-mail" in text_of(walk.get("apply/code/?again"))
    deliver()
    assert walk.post("apply/code/", {"code": code_in(newest_mail())})["Location"] == "/en/apply/who/"


def test_asking_again_at_once_is_told_to_wait(walk: Walk) -> None:
    walk.to_the_code()
    assert "We have just sent an e-mail" in text_of(walk.post("apply/code/again/"))
    assert OutboxMessage.objects.count() == 1


def test_mailbox_that_got_enough_is_told_so(walk: Walk, clock: SetClock) -> None:
    walk.to_the_code()
    for _ in range(5):
        clock.pass_by(minutes=1)
        walk.post("apply/code/again/")
    clock.pass_by(minutes=1)
    assert "You can ask for another one in 54 minutes" in text_of(walk.post("apply/code/again/"))
    walk.post("apply/", {"agrees": "on"})
    shown = html_of(walk.post("apply/mailbox/", {"email": ADDRESS}))
    assert shown.count("We have sent several e-mails to this address") == 2


def test_wrong_address_can_be_corrected(walk: Walk) -> None:
    shown = walk.to_the_code("tpyo@example.org")
    assert "tpyo@example.org" in text_of(shown)
    assert 'href="/en/apply/mailbox/"' in html_of(shown)
    assert 'value="tpyo@example.org"' in html_of(walk.get("apply/mailbox/"))
    early = code_in(newest_mail())
    walk.post("apply/mailbox/", {"email": ADDRESS})
    assert "This code is no longer valid" in text_of(walk.post("apply/code/", {"code": early}))
    deliver()
    walk.post("apply/code/", {"code": code_in(newest_mail())})
    assert f"E-mail address {ADDRESS}" in text_of(walk.get("apply/check/"))


@pytest.mark.parametrize("typed", ["", "nobody.at.home", "a@b"])
def test_what_is_no_address_is_told_so(walk: Walk, typed: str) -> None:
    walk.post("apply/", {"agrees": "on"})
    shown = html_of(walk.post("apply/mailbox/", {"email": typed}))
    assert shown.count("e-mail address") > 2
    assert 'aria-invalid="true"' in shown
    assert f'value="{typed}"' in shown or not typed


def test_page_does_not_say_whether_an_address_is_known(walk: Walk) -> None:
    walk.to_the_result(answers())
    known, unknown = (replace(walk, browser=Client()) for _ in range(2))
    first = comparable(html_of(known.to_the_code(ADDRESS)))
    second = comparable(html_of(unknown.to_the_code("nobody.yet@example.org")))
    assert first.replace(ADDRESS, "X") == second.replace("nobody.yet@example.org", "X")


def test_second_press_with_the_right_code_finds_the_same_application(walk: Walk) -> None:
    """The browser sends the old cookie twice, and shows the second reply."""
    walk.to_the_code()
    before = {name: morsel.value for name, morsel in walk.browser.cookies.items()}
    code = code_in(newest_mail())
    walk.post("apply/code/", {"code": code})
    walk.browser.cookies.load(before)
    assert walk.post("apply/code/", {"code": code})["Location"] == "/en/apply/who/"
    assert walk.get("apply/passport/").status_code == 200
    assert Application.objects.count() == 1


def test_code_page_after_the_proof_leads_on_and_the_address_page_begins_anew(walk: Walk) -> None:
    walk.begin()
    assert walk.get("apply/code/")["Location"] == "/en/apply/who/"
    assert walk.get("apply/mailbox/")["Location"] == "/en/apply/"


def test_proof_binds_a_new_session_and_the_old_one_knows_nothing(walk: Walk) -> None:
    walk.to_the_code()
    planted = walk.browser.cookies["mapae_session"].value
    walk.post("apply/code/", {"code": code_in(newest_mail())})
    assert walk.browser.cookies["mapae_session"].value != planted
    attacker = Client()
    attacker.cookies["mapae_session"] = planted
    assert replace(walk, browser=attacker).get("apply/passport/").status_code == 404


def test_link_in_the_mail_starts_the_application_in_another_browser(walk: Walk) -> None:
    walk.to_the_code()
    (link,) = links_in(newest_mail())
    phone = replace(walk, browser=Client())
    assert phone.press(link)["Location"] == "/en/apply/who/"
    assert phone.get("apply/passport/").status_code == 200
    assert "This code is no longer valid" in text_of(walk.post("apply/code/", {"code": code_in(newest_mail())}))
    assert walk.get("apply/passport/").status_code == 404


@pytest.mark.parametrize("language", ["en", "tr", "ko"])
def test_pages_have_one_heading_and_a_title(walk: Walk, language: str) -> None:
    walk.language = language
    shown = [walk.get("apply/"), walk.post("apply/"), walk.to_the_code(), walk.post("apply/code/", {"code": "1"})]
    shown += [walk.get("apply/mailbox/"), walk.post("apply/mailbox/"), walk.get("apply/code/?again")]
    for response in shown:
        markup = Markup(html_of(response))
        assert markup.unbalanced == []
        assert len(markup.all("h1")) == len(markup.all("title")) == 1
        assert len(markup.ids) == len(set(markup.ids))


def test_page_that_mails_is_slowed_down_for_one_network(walk: Walk) -> None:
    walk.post("apply/", {"agrees": "on"})
    given = [walk.post("apply/mailbox/", {"email": f"n{n}@example.org"}).status_code for n in range(61)]
    assert set(given[:60]) == {302}
    assert given[60] == 429
