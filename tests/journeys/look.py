"""What a page is held against wherever it is: accessibility, widths, weight."""

from __future__ import annotations

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, Response

WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
_AXE = Axe()

# Elements that show text and cut it off: what is hidden from eyes on purpose is left out.
_CLIPPED = """() => [...document.querySelectorAll('body *')].filter(one => {
  if (one.tagName === 'TEXTAREA') return false;  // whose text can be scrolled
  if (one.closest('.govuk-visually-hidden, .govuk-skip-link, details:not([open])')) return false;
  if (![...one.childNodes].some(node => node.nodeType === 3 && node.data.trim())) return false;
  const style = getComputedStyle(one);
  if (style.display === 'inline' || style.overflowX === 'visible') return false;
  return one.scrollWidth > one.clientWidth + 1 || one.scrollHeight > one.clientHeight + 1;
}).map(one => one.outerHTML.slice(0, 120))"""
_WIDER = """width => [...document.querySelectorAll('body *')].filter(one => {
  const box = one.getBoundingClientRect();
  return (box.right > width + 1 || box.left < -1) && box.width > 1 && !one.closest('.govuk-skip-link, .govuk-visually-hidden');
}).slice(-3).map(one => one.outerHTML.slice(0, 120))"""


def accessibility_problems(page: Page) -> list[str]:
    """What axe finds against WCAG 2.2 AA on this page; needs a window with JavaScript."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(_AXE.axe_script)
    options = {"runOnly": {"type": "tag", "values": WCAG}, "resultTypes": ["violations"]}
    found = page.evaluate("options => axe.run(options).then(all => all.violations)", options)
    return [f"{one['id']}: {one['nodes'][0]['html'][:200]}" for one in found]


def width_problems(page: Page, width: int) -> list[str]:
    """What is wider than the window, or cut off, at this width. 320 is also 1280 at 400 % zoom."""
    page.set_viewport_size({"width": width, "height": 800})
    wide = page.evaluate("document.documentElement.scrollWidth")
    problems = [f"{width}: scrolls to {wide}: {page.evaluate(_WIDER, width)}"] if wide > width else []
    return problems + [f"{width}: cut off: {one}" for one in page.evaluate(_CLIPPED)]


class Scales:
    """Bytes over the wire since the last look, heads and bodies."""

    def __init__(self, page: Page) -> None:
        self._page, self._received = page, list[Response]()
        page.on("response", lambda response: self._received.append(response))

    def read(self) -> int:
        sizes = [response.request.sizes() for response in self._received]
        self._received.clear()
        return sum(size["responseBodySize"] + size["responseHeadersSize"] for size in sizes)
