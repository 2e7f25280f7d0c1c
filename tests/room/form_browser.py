"""A person without JavaScript: reads pages, fills forms by the names of their fields, presses buttons."""

from __future__ import annotations

from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Any  # httpx's own options
from urllib.parse import urljoin

import httpx


@dataclass
class Form:
    """One form of a page, with what its fields hold as the page came."""

    action: str
    method: str
    fields: dict[str, str] = field(default_factory=dict)
    names: set[str] = field(default_factory=set)
    buttons: list[tuple[str, str]] = field(default_factory=list)


class _Forms(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.forms: list[Form] = []
        self._form: Form | None = None
        self._select: str | None = None

    def handle_starttag(self, tag: str, given: list[tuple[str, str | None]]) -> None:
        has = {name: value or "" for name, value in given}
        if tag == "form":
            self._form = Form(has.get("action", ""), has.get("method", "get").lower())
            self.forms.append(self._form)
        elif self._form is not None:
            self._field(tag, has)

    def _field(self, tag: str, has: dict[str, str]) -> None:
        assert self._form is not None
        name = has.get("name", "")
        if tag == "button":
            self._form.buttons.append((name, has.get("value", "")))
        elif tag == "select":
            self._select = name
            self._form.names.add(name)
        elif tag == "option" and self._select and "selected" in has:
            self._form.fields[self._select] = has.get("value", "")
        elif tag in {"input", "textarea"} and name:
            self._form.names.add(name)
            if has.get("type") not in {"radio", "checkbox"} or "checked" in has:
                self._form.fields[name] = has.get("value", "")

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self._form = None
        elif tag == "select":
            self._select = None


class FormBrowser:
    """Keeps cookies and the present page. Every method raises httpx.HTTPError when no whole reply came."""

    def __init__(self, base_url: str, timeout: float = 15.0, **options: Any) -> None:
        self._client = httpx.Client(base_url=base_url, timeout=timeout, follow_redirects=True, **options)
        self.page = httpx.Response(200)

    def close(self) -> None:
        self._client.close()

    def open(self, address: str) -> httpx.Response:
        self.page = self._client.get(address)
        return self.page

    def forms(self) -> list[Form]:
        parser = _Forms()
        parser.feed(self.page.text)
        return parser.forms

    def fill(
        self, values: dict[str, str], press: str = "", action: str = "", files: dict[str, bytes] | None = None
    ) -> httpx.Response:
        """Send the first POST form, or the one with that button or address, with these values. Raises StopIteration."""
        self.page = self._send(values, press, action, files=files)
        return self.page

    def send_only(self, values: dict[str, str], action: str = "") -> httpx.Response:
        """Send the first POST form, or the one with that address, and stay: the reply itself, wherever it leads."""
        return self._send(values, "", action, follow_redirects=False)

    def _send(self, values: dict[str, str], press: str, action: str, **options: Any) -> httpx.Response:
        form = next(form for form in self.forms() if form.method == "post" and _is_wanted(form, press, action))
        data = form.fields | {name: value for name, value in _parts(values).items() if name in form.names}
        data |= {name: value for name, value in form.buttons if press and value == press and name}
        address = urljoin(str(self.page.url), form.action or str(self.page.url))
        return self._client.post(address, data=data, headers={"Referer": str(self.page.url)}, **options)


def _is_wanted(form: Form, press: str, action: str) -> bool:
    return (not press or any(value == press for _, value in form.buttons)) and action in form.action


def _parts(values: dict[str, str]) -> dict[str, str]:
    """Dates are three fields in a page: their parts stand beside the whole."""
    parts = dict(values)
    for name, value in values.items():
        pieces = value.split("-")
        if len(pieces) == 3 and all(piece.isdigit() for piece in pieces):
            parts |= dict(zip((f"{name}_year", f"{name}_month", f"{name}_day"), pieces, strict=True))
    return parts
