"""The portrait's page: asks, keeps, shows to its applicant alone, and says what is wrong with a file."""

from __future__ import annotations

import io
from io import StringIO

import pytest
from django.test import Client
from django.urls import reverse
from django.utils.translation import override
from PIL import Image

from mapae.faces.look.questions.portrait_words import PICTURES
from mapae.faces.traveller.portrait import TOO_HEAVY
from mapae.records.models import Application, Attachment
from mapae.site import body_limit
from mapae.usecases.ports import PICTURE_PROBLEMS
from tests.faces.traveller.walk import Walk, html_of, posted, text_of
from tests.room.people import answers
from tests.room.pictures import SPECIMEN, drawing, phone_photo, written


def asked(walk: Walk) -> Walk:
    """With a draft of one's own."""
    walk.begin()
    return walk


def test_last_question_leads_to_the_portrait_and_the_portrait_to_the_check(walk: Walk) -> None:
    walk.begin()
    walk.answer(answers())
    declared = posted(answers(), "has_criminal_record", "has_infectious_disease", "was_refused_entry")
    assert walk.post("apply/declarations/", declared)["Location"] == "/en/apply/portrait/"
    assert walk.post("apply/declarations/?return=check", declared)["Location"] == "/en/apply/check/"
    assert walk.send_portrait(SPECIMEN)["Location"] == "/en/apply/check/"


def test_page_asks_in_a_way_that_works_without_javascript(walk: Walk) -> None:
    html = html_of(asked(walk).get("apply/portrait/"))
    assert 'enctype="multipart/form-data"' in html
    assert 'accept="image/*,.heic,.heif"' in html
    assert "capture" not in html, "phones would hide the pictures that are there"
    assert html.count("<h1") == 1
    assert "Step 10 of 11" in html


def test_kept_picture_is_shown_with_a_way_to_replace_it(walk: Walk) -> None:
    asked(walk)
    assert "<img" not in html_of(walk.get("apply/portrait/"))
    walk.send_portrait(phone_photo(800, 600))
    html = html_of(walk.get("apply/portrait/"))
    assert 'src="/en/apply/portrait/image/"' in html and "The photo of your face that you gave us" in html
    image = walk.get("apply/portrait/image/")
    assert Image.open(io.BytesIO(image.content)).size == (600, 800)
    assert walk.post("apply/portrait/")["Location"] == "/en/apply/check/", "what is kept is enough"
    walk.send_portrait(SPECIMEN)
    assert walk.get("apply/portrait/image/").content != image.content
    assert Attachment.objects.count() == 1


def test_picture_is_told_to_nobody_and_kept_by_no_cache(walk: Walk) -> None:
    asked(walk).send_portrait(SPECIMEN)
    image = walk.get("apply/portrait/image/")
    assert image["Content-Type"] == "image/jpeg"
    assert image["Cache-Control"] == "no-store"
    assert image["X-Content-Type-Options"] == "nosniff"
    assert sorted(image["Content-Security-Policy"].split("; ")) == ["default-src 'none'", "sandbox"]
    assert image["Cross-Origin-Resource-Policy"] == "same-origin"
    assert "specimen" not in image["Content-Disposition"]
    stranger = Walk(Client())
    for path in ("apply/portrait/", "apply/portrait/image/"):
        assert stranger.get(path).status_code == 404
    assert stranger.send_portrait(SPECIMEN).status_code == 404
    another = Walk(Client())
    another.begin("another.specimen@example.org")
    assert another.get("apply/portrait/image/").status_code == 404


def test_name_of_the_file_is_neither_kept_nor_logged(walk: Walk, event_log: StringIO) -> None:
    asked(walk)
    for name in ("KANARYA.jpg", "KANARYA\x00.jpg", "../../KANARYA.php"):
        walk.send_portrait(SPECIMEN, name=name)
    walk.send_portrait(b"no picture", name="KANARYA.jpg")
    walk.get("apply/portrait/image/")
    assert "apply_portrait" in event_log.getvalue(), "the log was looked at"
    assert "KANARYA" not in event_log.getvalue()
    assert "KANARYA" not in html_of(walk.get("apply/portrait/"))


def test_check_page_shows_it_or_says_that_it_is_missing(walk: Walk) -> None:
    walk.begin()
    walk.answer(answers())
    assert 'src="/en/apply/portrait/image/"' in html_of(walk.get("apply/check/"))
    assert 'href="/en/apply/portrait/?return=check"' in html_of(walk.get("apply/check/"))
    Attachment.objects.all().delete()
    html = html_of(walk.get("apply/check/"))
    assert '<a href="/en/apply/portrait/?return=check">Add a photo of your face.' in html
    assert "Submit and pay" not in html
    assert walk.submit(walk.browser.session["submit_key"]).status_code == 200
    assert Application.objects.get().status == "draft"


def test_submitted_portrait_is_not_replaced(walk: Walk) -> None:
    walk.to_the_bank(answers())
    before = walk.get("apply/portrait/image/").content
    assert walk.send_portrait(written(drawing(600, 800)))["Location"] == "/en/apply/result/"
    assert walk.get("apply/portrait/")["Location"] == "/en/apply/result/"
    assert walk.get("apply/portrait/image/").content == before


def test_page_of_an_earlier_application_keeps_nothing_in_a_new_one(walk: Walk) -> None:
    asked(walk)
    assert walk.send_portrait(SPECIMEN, page_key="another").status_code == 409
    assert not Attachment.objects.exists()


def test_saving_for_later_keeps_the_picture_that_was_chosen(walk: Walk) -> None:
    asked(walk)
    assert walk.send_portrait(SPECIMEN, save_for_later="yes")["Location"].startswith("/en/apply/saved/")
    assert Attachment.objects.count() == 1
    asked(walk)
    assert walk.post("apply/portrait/", {"save_for_later": "yes"})["Location"].startswith("/en/apply/saved/")


@pytest.mark.parametrize("language", ["en", "tr", "ko"])
def test_bad_file_is_told_on_the_page_with_its_remedy(walk: Walk, language: str) -> None:
    walk.language = language
    asked(walk)
    nothing, no_picture = walk.post("apply/portrait/"), walk.send_portrait(b"text", name="photo.jpg")
    tiny, heavy = walk.send_portrait(written(drawing(200, 250))), walk.get(f"apply/portrait/?{TOO_HEAVY}")
    with override(language):
        for response, code in ((nothing, "not_chosen"), (no_picture, "not_a_picture"), (tiny, "too_small"),
                               (heavy, "too_heavy")):  # fmt: skip
            told = str(PICTURES[code]) % {"most": {"too_small": 300, "too_heavy": 25}.get(code, 0)}
            assert text_of(response).count(told) == 2, code
    assert 'action="/' + language + '/apply/portrait/"' in html_of(heavy), "the address forgets the earlier file"


def test_every_reason_has_a_sentence() -> None:
    assert set(PICTURES) == {*PICTURE_PROBLEMS, "not_chosen"}


@pytest.mark.parametrize("language", ["en", "tr", "ko"])
def test_large_bodies_are_let_in_where_the_page_is(language: str) -> None:
    with override(language):
        assert body_limit._most_of_upload(reverse("apply_portrait"))
        assert not body_limit._most_of_upload(reverse("apply_portrait_image"))
        assert not body_limit._most_of_upload(reverse("apply_check"))
