"""Leaving and coming back: saved pages, mailed links, the end of a session, other browsers, other tabs."""

from __future__ import annotations

import re
from dataclasses import replace
from io import StringIO

import pytest
import structlog
from django.test import Client

from mapae.core.application.reference import spaced
from mapae.records.models import Application, MailedLink, OutboxMessage
from tests.faces.look.conftest import Markup
from tests.faces.traveller.walk import ADDRESS, Walk, deliver, html_of, links_in, newest_mail, posted, text_of
from tests.room.accounts import add_signed_in
from tests.room.clock import SetClock
from tests.room.people import answers

pytestmark = pytest.mark.wide

PASSPORT = ("nationality", "issuing_state", "document_number", "document_expiry")


def another(walk: Walk) -> Walk:
    """The same person, another device."""
    return replace(walk, browser=Client())


@pytest.fixture
def link(walk: Walk) -> str:
    """A link to a draft whose first page is answered."""
    walk.begin()
    walk.post("apply/who/", {"applying_for": "self"})
    walk.post("apply/passport/", posted(answers(), *PASSPORT))
    walk.post("link/", {"email": ADDRESS})
    deliver()
    (link,) = links_in(newest_mail())
    return link


def test_link_opens_the_application_on_another_device_at_the_first_page_without_answers(walk: Walk, link: str) -> None:
    phone = another(walk)
    assert phone.press(link)["Location"] == "/en/apply/you/"
    assert 'value="U00000017"' in html_of(phone.get("apply/passport/"))


def test_looking_at_a_link_changes_nothing_and_shows_nothing(walk: Walk, link: str) -> None:
    before = list(MailedLink.objects.values())
    scanner = another(walk)
    for _ in range(5):
        shown = scanner.browser.get(link)
        assert scanner.browser.head(link).status_code == 200
    assert list(MailedLink.objects.values()) == before
    assert "mapae_session" not in scanner.browser.cookies
    reference = spaced(Application.objects.get().reference)
    assert not [word for word in (ADDRESS, reference, "U00000017", "TUR") if word in html_of(shown)]
    assert another(walk).press(link)["Location"] == "/en/apply/you/"


def test_page_of_a_link_looks_the_same_whatever_the_token(walk: Walk, link: str) -> None:
    def shown(token: str) -> str:
        html = html_of(another(walk).browser.get(f"/en/link/{token}/"))
        return re.sub(r'name="csrfmiddlewaretoken" value="[^"]*"', "", html).replace(token, "T")

    assert shown(link.split("/")[3]) == shown("a" * 32)


def test_used_expired_and_unknown_links_are_answered_alike_with_a_way_to_a_new_one(
    walk: Walk, link: str, clock: SetClock
) -> None:
    def shown(where: str) -> str:
        response = another(walk).browser.post(where)
        assert response.status_code == 404
        html = re.sub(r'name="csrfmiddlewaretoken" value="[^"]*"', "", html_of(response))
        return html.replace(where.split("/")[3], "T")

    unknown = shown("/en/link/" + "a" * 32 + "/")
    another(walk).press(link)
    used = shown(link)
    walk.come_back()
    walk.post("link/", {"email": ADDRESS})
    deliver()
    clock.pass_by(days=7)
    expired = shown(links_in(newest_mail())[0])
    assert unknown == used == expired
    assert "This link does not work any more" in used
    assert 'action="/en/link/"' in used


def test_second_press_of_the_button_opens_it_too(walk: Walk, link: str) -> None:
    """The browser sends its old cookies twice, and shows the second reply."""
    phone = another(walk)
    phone.browser.get(link)
    before = {name: morsel.value for name, morsel in phone.browser.cookies.items()}
    phone.browser.post(link)
    phone.browser.cookies.clear()
    phone.browser.cookies.load(before)
    assert phone.browser.post(link)["Location"] == "/en/apply/you/"
    assert phone.get("apply/you/").status_code == 200


def test_link_binds_a_new_session_and_a_planted_one_gains_nothing(walk: Walk, link: str) -> None:
    attacker = another(walk)
    attacker.post("apply/", {"agrees": "on"})
    planted = attacker.browser.cookies["mapae_session"].value
    victim = another(walk)
    victim.browser.cookies["mapae_session"] = planted
    victim.press(link)
    assert victim.browser.cookies["mapae_session"].value != planted
    assert victim.get("apply/you/").status_code == 200
    assert attacker.get("apply/you/").status_code == 404


def test_button_pressed_from_elsewhere_opens_nothing(walk: Walk, link: str) -> None:
    strict = Client(enforce_csrf_checks=True)
    assert strict.post(link).status_code == 403
    assert not MailedLink.objects.filter(spent_at__isnull=False).exists()


def test_officer_who_opens_a_link_stays_signed_in(walk: Walk, link: str) -> None:
    browser, _ = add_signed_in()
    assert replace(walk, browser=browser).press(link)["Location"] == "/en/apply/you/"
    assert browser.get("/en/officer/").status_code == 200


@pytest.mark.parametrize("press", ["get", "post"])
def test_address_of_a_link_goes_nowhere(walk: Walk, link: str, press: str) -> None:
    browser = Client()
    response = getattr(browser, press)(link)
    assert response["Referrer-Policy"] == "strict-origin"
    assert "no-store" in response["Cache-Control"]
    assert "noindex" in response["X-Robots-Tag"]


def test_token_stands_in_no_log(
    walk: Walk, link: str, monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest
) -> None:
    """Not in the events of requests, nor in what libraries say of pages that fail: refused, forged, too often."""
    written = StringIO()
    processors = structlog.get_config()["processors"]
    monkeypatch.setattr("mapae.site.middleware._LOG", structlog.wrap_logger(structlog.PrintLogger(written), processors))
    capture = request.config.pluginmanager.getplugin("capturemanager")
    capture.read_global_capture()
    token = link.split("/")[3]
    another(walk).press(link)
    assert Client(enforce_csrf_checks=True).post(link).status_code == 403
    assert Client().post(link).status_code == 404
    assert Client().get(f"/en/link/{token}/more/").status_code == 404
    assert Client().get(f"/en/link/{token}").status_code == 301
    assert Client().put(link).status_code == 405
    assert {Client().post(link).status_code for _ in range(60)} == {404, 429}
    said = written.getvalue() + "".join(capture.read_global_capture())
    assert "link_open" in said
    assert '"event": "library.event"' in said
    assert token not in said


def test_save_for_later_keeps_even_wrong_answers_and_mails_the_way_back(walk: Walk) -> None:
    walk.begin()
    walk.post("apply/who/", {"applying_for": "self"})
    sent = posted(answers(), *PASSPORT) | {"document_number": "U1234-ÖÖ", "save_for_later": "yes"}
    assert walk.post("apply/passport/", sent)["Location"] == "/en/apply/saved/"
    assert "Your answers are saved" in text_of(walk.get("apply/saved/"))
    assert walk.get("apply/passport/").status_code == 404, "the next visitor of a shared device sees nothing"
    deliver()
    phone = another(walk)
    assert phone.press(links_in(newest_mail())[0])["Location"] == "/en/apply/passport/"
    assert 'value="U1234-ÖÖ"' in html_of(phone.get("apply/passport/"))


def test_saving_too_often_sends_no_more_mail_and_says_so(walk: Walk) -> None:
    walk.begin()
    sent = {"save_for_later": "yes"}
    for number in range(5):
        assert walk.post("apply/stay/", {**sent, "stay_street": f"Home {number}"})["Location"] == "/en/apply/saved/"
        walk.press(links_in(deliver()[0])[0])
    where = walk.post("apply/stay/", {**sent, "stay_street": "Last home"})["Location"]
    assert "so we send no more just now" in text_of(walk.browser.get(where))
    assert deliver() == []


def test_every_question_page_says_how_long_one_may_pause(walk: Walk) -> None:
    walk.begin()
    for page in ("passport", "you", "trip", "declarations"):
        shown = text_of(walk.get(f"apply/{page}/"))
        assert "After a pause of more than 24 hours you need a link from our e-mail" in shown
        assert "Save and come back later" in shown


def test_session_ends_after_a_day_without_a_page_and_not_before(walk: Walk, clock: SetClock) -> None:
    walk.begin()
    for _ in range(3):
        clock.pass_by(hours=23, minutes=59)
        assert walk.get("apply/passport/").status_code == 200
    clock.pass_by(hours=24)
    assert walk.get("apply/passport/").status_code == 404


def test_what_was_sent_after_the_end_is_told_to_be_lost_and_the_rest_comes_back(walk: Walk, clock: SetClock) -> None:
    walk.begin()
    walk.post("apply/who/", {"applying_for": "self"})
    walk.post("apply/passport/", posted(answers(), *PASSPORT))
    clock.pass_by(hours=25)
    shown = walk.post("apply/you/", posted(answers(), "surname", "given_names", "birth_date", "sex"))
    assert "What you have just sent was not saved. Everything on the pages before it is." in text_of(shown)
    assert 'action="/en/link/"' in html_of(shown)
    assert "was not saved" not in text_of(walk.get("apply/you/"))
    assert walk.come_back()["Location"] == "/en/apply/you/"
    assert walk.get("apply/you/").status_code == 200


def test_going_on_leads_to_what_is_open(walk: Walk, clock: SetClock) -> None:
    walk.begin()
    walk.answer(answers())
    assert walk.come_back()["Location"] == "/en/apply/check/"
    clock.pass_by(minutes=5)
    walk.to_the_result(answers())
    assert walk.come_back()["Location"] == "/en/apply/result/"


def test_page_of_an_earlier_application_writes_nothing_into_the_one_that_is_open_now(walk: Walk) -> None:
    walk.begin()
    key = re.search(r'name="page_key" value="([0-9a-f]+)"', html_of(walk.get("apply/you/")))
    assert key
    walk.begin("another.person@example.org")
    sent = posted(answers(), "surname", "given_names", "birth_date", "sex") | {"page_key": key[1]}
    response = walk.post("apply/you/", sent)
    assert response.status_code == 409
    assert "we have not saved what you just sent" in text_of(response)
    assert "ÖRNEKOĞLU" not in html_of(walk.get("apply/you/"))


def test_own_page_key_is_accepted_after_coming_back(walk: Walk) -> None:
    walk.begin()
    key = re.search(r'name="page_key" value="([0-9a-f]+)"', html_of(walk.get("apply/you/")))
    assert key
    walk.come_back()
    sent = posted(answers(), "surname", "given_names", "birth_date", "sex") | {"page_key": key[1]}
    assert walk.post("apply/you/", sent).status_code == 302


def test_lost_reference_is_answered_alike_whether_or_not_there_is_anything(walk: Walk) -> None:
    walk.to_the_result(answers())
    pages = set()
    for address in (ADDRESS, "nobody.yet@example.org"):
        asked = another(walk)
        assert asked.post("link/", {"email": address})["Location"] == "/en/link/sent/"
        pages.add(re.sub(r'name="csrfmiddlewaretoken" value="[^"]*"', "", html_of(asked.get("link/sent/"))))
    assert len(pages) == 1
    assert "If there are applications with this e-mail address" in pages.pop()
    deliver()
    assert {mail.recipient for mail in deliver()} | {newest_mail().recipient} == {ADDRESS}


def test_lost_reference_comes_by_mail(walk: Walk) -> None:
    walk.to_the_result(answers())
    another(walk).post("link/", {"email": ADDRESS})
    deliver()
    assert spaced(Application.objects.get().reference) in newest_mail().text


def test_address_is_asked_for_and_checked(walk: Walk) -> None:
    assert html_of(walk.post("link/")).count("Enter your e-mail address") == 2
    assert "in the usual form" in text_of(walk.post("link/", {"email": "nobody.at.home"}))


def test_status_mails_a_link_to_the_proven_address_and_never_shows_it(walk: Walk) -> None:
    walk.to_the_result(answers())
    deliver()
    stranger = another(walk)
    birth = {"birth_date_day": "5", "birth_date_month": "5", "birth_date_year": "1990"}
    shown = stranger.post("status/", {"reference": Application.objects.get().reference, **birth})
    assert "Send the link" in text_of(shown)
    assert ADDRESS not in html_of(shown)
    assert stranger.post("status/link/")["Location"] == "/en/status/link/"
    told = stranger.get("status/link/")
    assert "confirmed for this application" in text_of(told)
    assert ADDRESS not in html_of(told)
    (mail,) = deliver()
    assert mail.recipient == ADDRESS
    assert stranger.get("apply/result/").status_code == 404, "the link alone opens it"
    assert another(walk).press(links_in(mail)[0])["Location"] == "/en/apply/result/"


def test_link_by_status_needs_the_status_first_and_is_sent_once(walk: Walk) -> None:
    walk.to_the_result(answers())
    deliver()
    stranger = another(walk)
    assert stranger.get("status/link/")["Location"] == "/en/status/"
    stranger.post("status/link/")
    birth = {"birth_date_day": "6", "birth_date_month": "5", "birth_date_year": "1990"}
    stranger.post("status/", {"reference": Application.objects.get().reference, **birth})
    stranger.post("status/link/")
    assert deliver() == []
    before = OutboxMessage.objects.count()
    stranger.post("status/", {"reference": Application.objects.get().reference, **birth, "birth_date_day": "5"})
    for _ in range(3):
        stranger.post("status/link/")
    assert OutboxMessage.objects.count() == before + 1


@pytest.mark.parametrize("language", ["en", "tr", "ko"])
def test_pages_have_one_heading_and_a_title(walk: Walk, link: str, language: str) -> None:
    walk.language = language
    unknown = f"/{language}/link/{'a' * 32}/"
    shown = [walk.browser.get(unknown), walk.browser.post(unknown), walk.get("link/"), walk.post("link/")]
    shown += [walk.get("link/sent/"), walk.get("apply/saved/"), walk.get("apply/saved/?mail-later")]
    shown += [another(walk).get("apply/you/"), another(walk).post("apply/you/")]
    shown += [walk.post("apply/you/", {"page_key": "of another"})]
    for response in shown:
        markup = Markup(html_of(response))
        assert markup.unbalanced == []
        assert len(markup.all("h1")) == len(markup.all("title")) == 1
        assert len(markup.ids) == len(set(markup.ids))
