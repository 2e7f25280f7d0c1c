"""The question pages, as one table: which page asks what, in which order."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import Http404
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True, slots=True)
class Page:
    """`fields` are names of the core's answers, in the order in which the page asks them."""

    slug: str
    title: str | Promise
    fields: tuple[str, ...]
    intro: str | Promise = ""


PAGES: tuple[Page, ...] = (
    Page(
        "passport",
        _("Your passport"),
        ("nationality", "issuing_state", "document_number", "document_expiry"),
        _("Use the passport you will travel with. The authorization is tied to this one passport."),
    ),
    Page(
        "you",
        _("You, as in your passport"),
        ("surname", "given_names", "birth_date", "sex"),
        _("Copy everything exactly as it is printed in your passport."),
    ),
    Page("trip", _("Your trip"), ("arrival_day", "purpose", "stay_address")),
    Page(
        "declarations",
        _("Your declarations"),
        ("has_criminal_record", "has_infectious_disease", "was_refused_entry"),
        _("If you answer yes, an officer looks at your application. A yes does not mean that you will be refused."),
    ),
)


def steps(*, asks_portrait: bool) -> int:
    """How many pages there are; the last is the check of the answers, and before it the portrait."""
    return len(PAGES) + (2 if asks_portrait else 1)


def page_of(slug: str) -> Page:
    """The page at this address; raises Http404."""
    for page in PAGES:
        if page.slug == slug:
            return page
    raise Http404(slug)


def page_that_asks(field: str) -> Page:
    """The page on which an answer can be changed; raises LookupError."""
    for page in PAGES:
        if field in page.fields:
            return page
    raise LookupError(field)


def step_of(page: Page) -> int:
    """1 for the first page."""
    return PAGES.index(page) + 1


def next_after(page: Page) -> Page | None:
    """The page that follows; None after the last."""
    place = step_of(page)
    return PAGES[place] if place < len(PAGES) else None


def previous_to(page: Page) -> Page | None:
    """The page before; None before the first."""
    place = PAGES.index(page)
    return PAGES[place - 1] if place else None
