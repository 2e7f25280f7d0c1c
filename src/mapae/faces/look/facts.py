"""What every page shows around its content, read from the settings and the request.

A separate step from the context processor, because some error pages are rendered without a request.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from django.conf import settings
from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse, translate_url
from django.utils.translation import get_language, get_language_bidi, get_language_info, gettext


@dataclass(frozen=True, slots=True)
class LanguageLink:
    """One language of the switch, under its own name; `url` is empty for the language of the page."""

    code: str
    name: str
    direction: str
    url: str


@dataclass(frozen=True, slots=True)
class FooterLink:
    """One link of the footer."""

    label: str
    url: str


@dataclass(frozen=True, slots=True)
class Look:
    """The frame of a page, in the active language."""

    language: str
    direction: str
    service_name: str
    authority_name: str
    is_demonstration: bool
    start_url: str
    languages: tuple[LanguageLink, ...]
    footer_links: tuple[FooterLink, ...]
    brand_stylesheet: str

    @property
    def is_rtl(self) -> bool:
        """True if the page reads from right to left."""
        return self.direction == "rtl"


def read_look(request: HttpRequest | None) -> Look:
    """The frame for this request; without one there is no language switch.

    Settings, all optional: MAPAE_IS_DEMONSTRATION (true until it is set to false), MAPAE_SERVICE_NAME and
    MAPAE_AUTHORITY_NAME (each one name, or a mapping of language to name), MAPAE_START_URL_NAME,
    MAPAE_FOOTER_LINKS (pairs of a translatable label and a URL name), MAPAE_BRAND_STYLESHEET (a static file
    with custom properties).
    """
    language = get_language() or settings.LANGUAGE_CODE
    return Look(
        language=language,
        direction="rtl" if get_language_bidi() else "ltr",
        service_name=_name_in(language, "MAPAE_SERVICE_NAME") or gettext("Electronic travel authorization"),
        authority_name=_name_in(language, "MAPAE_AUTHORITY_NAME"),
        is_demonstration=getattr(settings, "MAPAE_IS_DEMONSTRATION", True),
        start_url=_start_url(),
        languages=_language_links(request, language) if request else (),
        footer_links=_footer_links(),
        brand_stylesheet=getattr(settings, "MAPAE_BRAND_STYLESHEET", ""),
    )


def _name_in(language: str, setting: str) -> str:
    names: Mapping[str, str] | str = getattr(settings, setting, None) or {}
    if isinstance(names, str):
        return names
    return names.get(language) or names.get(settings.LANGUAGE_CODE) or ""


def _start_url() -> str:
    name = getattr(settings, "MAPAE_START_URL_NAME", "")
    return reverse(name) if name else "/"


def _footer_links() -> tuple[FooterLink, ...]:
    pairs = getattr(settings, "MAPAE_FOOTER_LINKS", ())
    return tuple(FooterLink(str(label), _reversed(name)) for label, name in pairs if _reversed(name))


def _reversed(name: str) -> str:
    """The URL of a name, or nothing: an error page must not fail over a link in its footer."""
    try:
        return reverse(name)
    except NoReverseMatch:
        return ""


def _language_links(request: HttpRequest, current: str) -> tuple[LanguageLink, ...]:
    """The switch; a page that exists in one language only has none."""
    here = request.get_full_path()
    urls = {code: "" if code == current else translate_url(here, code) for code, _name in settings.LANGUAGES}
    links = [_language_link(code, url) for code, url in urls.items()]
    useful = tuple(link for link in links if link.url != here)
    return useful if len(useful) > 1 else ()


def _language_link(code: str, url: str) -> LanguageLink:
    info = get_language_info(code)
    return LanguageLink(code, info["name_local"], "rtl" if info["bidi"] else "ltr", url)
