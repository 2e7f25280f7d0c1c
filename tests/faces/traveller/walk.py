"""A visitor's walk through the pages, as a browser would do it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from html import unescape
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client

from mapae.faces.look.questions.forms import BOXES, DAYS, parts_of
from mapae.faces.look.questions.pages import Route
from mapae.site import middleware
from mapae.usecases.answer import situation
from mapae.usecases.ports import KeptMail
from tests.room.people import TURKISH_TOURIST
from tests.room.pictures import SPECIMEN
from tests.usecases import post
from tests.usecases.post import code_in

ADDRESS = TURKISH_TOURIST["email"]


def deliver() -> list[KeptMail]:
    """What the worker does; the mails that it sent, the newest first."""
    return post.deliver(middleware.ports())


def newest_mail() -> KeptMail:
    return post.mails(middleware.ports())[0]


def links_in(mail: KeptMail) -> list[str]:
    """The paths of the mailed links, in order."""
    return [f"/{mail.language}/link/{token}/" for token in post.tokens_in(mail)]


def posted(answers: dict[str, str], *fields: str) -> dict[str, str]:
    """The answers to these fields as a browser posts them: dates in three boxes."""
    sent: dict[str, str] = {}
    for name in fields:
        if name in BOXES:
            sent |= {name: "yes"} if answers.get(name) else {}
        elif name in DAYS:
            sent |= {f"{name}_{part}": text for part, text in parts_of(answers.get(name, ""))}
        else:
            sent[name] = answers.get(name, "")
    return sent


@dataclass
class Walk:
    """One visitor, one language."""

    browser: Client
    language: str = "en"

    def get(self, path: str, **kwargs: Any) -> HttpResponse:
        return self.browser.get(f"/{self.language}/{path}", **kwargs)

    def post(self, path: str, data: dict[str, str] | None = None, **kwargs: Any) -> HttpResponse:
        return self.browser.post(f"/{self.language}/{path}", data or {}, **kwargs)

    def begin(self, address: str = ADDRESS) -> HttpResponse:
        """Consent, address and code: the answer to the right code, which leads to the first question."""
        self.to_the_code(address)
        return self.post("apply/code/", {"code": code_in(newest_mail())})

    def to_the_code(self, address: str = ADDRESS) -> HttpResponse:
        """Consent and address; the page that asks for the code, whose mail has arrived."""
        self.post("apply/", {"agrees": "on"})
        response = self.post("apply/mailbox/", {"email": address})
        assert response.status_code == 302, text_of(response)
        deliver()
        return self.get("apply/code/")

    def come_back(self, address: str = ADDRESS) -> HttpResponse:
        """By the link to the newest application of the mailbox; the page that it leads to."""
        self.post("link/", {"email": address})
        deliver()
        return self.press(links_in(newest_mail())[0])

    def press(self, link: str) -> HttpResponse:
        """Open the page of a mailed link and press its button."""
        assert self.browser.get(link).status_code == 200
        return self.browser.post(link)

    def answer(self, answers: dict[str, str]) -> HttpResponse:
        """All question pages and the portrait; the last page's answer."""
        today = situation(middleware.ports())
        for page in Route(answers, today).pages:
            response = self.post(f"apply/{page.slug}/", posted(answers, *page.fields))
            assert response.status_code == 302, text_of(response)
        return self.send_portrait(SPECIMEN)

    def send_portrait(self, file: bytes, name: str = "specimen.jpg", **more: str) -> HttpResponse:
        chosen = SimpleUploadedFile(name, file, "image/jpeg")
        return self.browser.post(f"/{self.language}/apply/portrait/", {"portrait": chosen, **more})

    def key(self) -> str:
        """The hidden key on the check page."""
        found = re.search(r'name="key" value="([0-9a-f]+)"', html_of(self.get("apply/check/")))
        assert found
        return found[1]

    def submit(self, key: str = "") -> HttpResponse:
        return self.post("apply/check/", {"is_true": "on", "key": key or self.key()})

    def to_the_bank(self, answers: dict[str, str]) -> str:
        """Everything up to the bank; its address."""
        self.begin()
        self.answer(answers)
        return self.submit()["Location"]

    def press_at_bank(self, address: str, press: str = "pay") -> HttpResponse:
        return self.browser.post(address, {"press": press})

    def to_the_result(self, answers: dict[str, str]) -> HttpResponse:
        """Everything, paid; the result page."""
        self.press_at_bank(self.to_the_bank(answers))
        return self.get("apply/result/")


def html_of(response: HttpResponse) -> str:
    return response.content.decode()


def text_of(response: HttpResponse) -> str:
    """What a reader sees, roughly: tags gone, blanks single."""
    return " ".join(unescape(re.sub(r"<[^>]*>", " ", html_of(response))).split())
