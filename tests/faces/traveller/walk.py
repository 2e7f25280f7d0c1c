"""A visitor's walk through the pages, as a browser would do it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from html import unescape
from typing import Any

from django.http import HttpResponse
from django.test import Client

from mapae.faces.traveller.forms import DAYS, parts_of
from mapae.faces.traveller.pages import PAGES


def posted(answers: dict[str, str], *fields: str) -> dict[str, str]:
    """The answers to these fields as a browser posts them: dates in three boxes."""
    sent: dict[str, str] = {}
    for name in fields:
        if name in DAYS:
            sent |= {f"{name}_{part}": text for part, text in parts_of(answers[name])}
        else:
            sent[name] = answers[name]
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

    def begin(self) -> HttpResponse:
        return self.post("apply/")

    def answer(self, answers: dict[str, str]) -> HttpResponse:
        """All question pages; the last page's answer."""
        for page in PAGES:
            response = self.post(f"apply/{page.slug}/", posted(answers, *page.fields))
            assert response.status_code == 302, text_of(response)
        return response

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
