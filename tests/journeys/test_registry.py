"""No page is forgotten: every URL of the rights map is reached by the journeys, or says why it is no page."""

from __future__ import annotations

from mapae.site.rights import RIGHTS
from tests.journeys.pages import EVERY_VIEW, NO_PAGES, PAGES
from tests.journeys.states import STATES


def test_every_url_of_the_rights_map_is_a_page_or_says_why_not() -> None:
    assert set(PAGES) | set(NO_PAGES) == set(RIGHTS)
    assert not set(PAGES) & set(NO_PAGES)


def test_every_view_is_named_once_and_has_a_state_that_is_made() -> None:
    assert len({view.name for view in EVERY_VIEW}) == len(EVERY_VIEW)
    assert {view.state for view in EVERY_VIEW} <= set(STATES)
