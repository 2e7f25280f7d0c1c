"""What the tests of the look share: a reader of HTML, and settings as a fresh demonstration has them."""

from html.parser import HTMLParser
from typing import Any

import pytest

VOID = {
    "area",
    "base",
    "br",
    "col",
    "embed",
    "hr",
    "img",
    "input",
    "link",
    "meta",
    "source",
    "track",
    "wbr",
    "path",
}


class Markup(HTMLParser):
    """Elements of a page as (tag, attributes), and the tags left open or closed twice."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str]]] = []
        self.unbalanced: list[str] = []
        self._open: list[str] = []
        self.feed(html)
        self.unbalanced += self._open

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, {name: value or "" for name, value in attrs}))
        if tag not in VOID:
            self._open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag in VOID:
            return
        if not self._open or self._open.pop() != tag:
            self.unbalanced.append(tag)

    def all(self, tag: str) -> list[dict[str, str]]:
        return [attrs for name, attrs in self.elements if name == tag]

    def with_class(self, name: str) -> list[dict[str, str]]:
        return [attrs for _, attrs in self.elements if name in attrs.get("class", "").split()]

    @property
    def ids(self) -> list[str]:
        return [attrs["id"] for _, attrs in self.elements if "id" in attrs]


@pytest.fixture
def markup() -> type[Markup]:
    return Markup


@pytest.fixture(autouse=True)
def _plain_static_names(settings: Any) -> None:
    # Whether static names carry a hash is another room's promise.
    plain = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    settings.STORAGES = {**settings.STORAGES, "staticfiles": plain}
    settings.LANGUAGES = [("en", "English"), ("tr", "Turkish"), ("ko", "Korean")]
    settings.MAPAE_IS_DEMONSTRATION = True
    settings.MAPAE_SERVICE_NAME = {}
    settings.MAPAE_AUTHORITY_NAME = {}
    settings.MAPAE_START_URL_NAME = ""
    settings.MAPAE_FOOTER_LINKS = ()
    settings.MAPAE_BRAND_STYLESHEET = ""
