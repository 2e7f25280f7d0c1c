"""The question pages, as one table: which page asks what, in which order. Which of them come depends on the answers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.http import Http404
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from mapae.core.application.questions import DETAILS_OF, is_asked
from mapae.core.application.situation import Situation

Raw = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Page:
    """`fields` are names of the core's answers, in the order in which the page asks them."""

    slug: str
    title: str | Promise
    fields: tuple[str, ...]
    intro: str | Promise = ""

    def asks(self, raw: Raw, situation: Situation) -> tuple[str, ...]:
        """Its questions for the applicant who gave these answers; answers of the page itself hide none of them."""
        elsewhere = {field: answer for field, answer in raw.items() if field not in self.fields}
        return tuple(field for field in self.fields if is_asked(field, elsewhere, situation))


PAGES: tuple[Page, ...] = (
    Page("who", _("Who are you applying for?"), ("applying_for",)),
    Page(
        "representative",
        _("You apply for somebody else"),
        ("representative_name", "representative_relation", "has_mandate"),
        _("We write to you. On the pages after this one, “you” is the person who travels: answer for them."),
    ),
    Page(
        "lines",
        _("The two lines of your passport"),
        ("mrz",),
        _(
            "If you can copy the two lines, we fill in the next two pages for you. "
            "If not, leave the box empty and continue: you can type everything yourself."
        ),
    ),
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
    Page(
        "guardian",
        _("A parent or guardian agrees"),
        ("guardian_name", "guardian_agrees"),
        _("You are under 18. A parent or a legal guardian must know of this application."),
    ),
    Page("about", _("More about you"), ("phone", "native_name", "has_other_nationality")),
    Page("trip", _("Your trip"), ("arrival_day", "arrival_unknown", "purpose")),
    Page(
        "stay",
        _("Where you will stay"),
        ("stay_street", "stay_detail", "stay_postcode", "stay_unknown"),
        _("The first address is enough. You find it on the confirmation of your booking."),
    ),
    Page("background", _("Your work and earlier visits"), ("employment", "has_visited_before")),
    Page(
        "declarations",
        _("Your declarations"),
        ("has_criminal_record", "has_infectious_disease", "was_refused_entry"),
        _("If you answer yes, an officer looks at your application. A yes does not mean that you will be refused."),
    ),
    Page(
        "details",
        _("A few more questions"),
        ("other_nationality", "occupation", "employer", "last_visit_year", *DETAILS_OF.values()),
        _("We ask these because of what you answered before."),
    ),
)


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


@dataclass(frozen=True, slots=True)
class Route:
    """The pages that come for the applicant who gave these answers, one after the other."""

    raw: Raw
    situation: Situation

    @property
    def pages(self) -> tuple[Page, ...]:
        return tuple(page for page in PAGES if page.asks(self.raw, self.situation))

    @property
    def steps(self) -> int:
        """All of them, the portrait where it is asked for, and the check of the answers."""
        return len(self.pages) + self.situation.asks_portrait + 1

    def step_of(self, page: Page) -> int:
        """1 for the first page; of a page that does not come, the step it would be."""
        return 1 + sum(PAGES.index(one) < PAGES.index(page) for one in self.pages)

    def after(self, page: Page) -> Page | None:
        """The page that follows; None after the last."""
        return next((one for one in self.pages if PAGES.index(one) > PAGES.index(page)), None)

    def opened_since(self, earlier: Route) -> Page | None:
        """The first page with a question that the answers of then did not ask and those of now do."""
        for page in self.pages:
            if set(page.asks(self.raw, self.situation)) - set(page.asks(earlier.raw, earlier.situation)):
                return page
        return None

    def before(self, page: Page) -> Page | None:
        """The page before; None before the first."""
        return next((one for one in reversed(self.pages) if PAGES.index(one) < PAGES.index(page)), None)
