"""Finds English that was left on a Turkish or Korean page: whole sentences of the code, and words that only English has.

English may stand where the page says so (`lang=en`, as in quotations of a source), in what people typed, in names and
codes (`.mapae-latin`), and in addresses. Everything else that is read or read aloud is looked at.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from playwright.sync_api import Page

import mapae
from tests.room.people import answers

LOCALE = Path(mapae.__file__).parent / "locale"
_READ = """html => {
  const document = html ? new DOMParser().parseFromString(html, 'text/html') : window.document;
  const isTheirs = one => one.closest('[lang]').lang !== document.documentElement.lang || one.closest('.mapae-latin, code');
  const found = [];
  const walk = document.createTreeWalker(document.documentElement, NodeFilter.SHOW_TEXT);
  while (walk.nextNode()) {
    const parent = walk.currentNode.parentElement;
    if (!parent.closest('script, style, noscript') && !isTheirs(parent)) found.push(walk.currentNode.data);
  }
  for (const one of document.querySelectorAll('[title], [alt], [aria-label], [placeholder], [aria-description]'))
    if (!isTheirs(one))
      for (const name of ['title', 'alt', 'aria-label', 'placeholder', 'aria-description'])
        if (one.getAttribute(name)) found.push(one.getAttribute(name));
  return found;
}"""
_ADDRESS = re.compile(r"\S+@\S+|https?://\S+|\S*/\S*/\S*")
# Names of accounts, as tests and the demonstration give them, and reference numbers.
_NAMED = re.compile(r"(second to )?\b(specimen|demo)-[a-z]+[-0-9]*|[2-9A-Z]{6}(-[2-9A-Z]{6}){2}")
_WORD = re.compile(r"[^\W\d_]+")
# Words that are the same in every language, or proper names.
NAMES = frozenset(
    """mapae eta invented bearer demo specimen anna maria api id pin url krw usd eur gmt kst korea seoul mrz json stripe
    example org http localhost hikorea""".split()  # noqa: SIM905
)

# What the invented people of the states typed: nobody translates that.
TYPED = frozenset(str(value) for value in answers().values())


@dataclass(frozen=True)
class English:
    """What is English for readers of one language."""

    sentences: frozenset[str]
    words: frozenset[str]

    def left_on(self, page: Page, html: str = "") -> list[str]:
        """What is English on this page, or in the page of this HTML, which the browser only parses."""
        texts = [" ".join(text.split()) for text in page.evaluate(_READ, html)]
        return [problem for text in texts if text and (problem := self.in_text(text))]

    def in_text(self, text: str) -> str:
        """Why this text is English, or nothing."""
        if text in TYPED:
            return ""
        if text in self.sentences:
            return f"not translated: {text!r}"
        words = {word.lower() for word in _WORD.findall(_NAMED.sub(" ", _ADDRESS.sub(" ", text)))}
        found = sorted(word for word in words & self.words if len(word) > 2)
        return f"English words {found} in {text[:120]!r}" if found else ""


@cache
def english_for(language: str) -> English:
    """From the catalogue: sentences that have a translation, and words that no translation has."""
    import polib

    catalogue = [entry for entry in polib.pofile(str(LOCALE / language / "LC_MESSAGES" / "django.po")) if entry.msgid]
    theirs, ours, sentences = set[str](), set[str](), set[str]()
    for entry in catalogue:
        translations = [*entry.msgstr_plural.values()] or [entry.msgstr]
        theirs |= _words(translations)
        ours |= _words([entry.msgid, entry.msgid_plural or ""])
        if entry.msgid not in translations:
            sentences |= {" ".join(text.split()) for text in (entry.msgid, entry.msgid_plural) if text}
    return English(frozenset(sentences), frozenset(ours - theirs - NAMES))


def _words(texts: list[str]) -> set[str]:
    without_marks = (re.sub(r"%\([a-z_]+\)[sd]|<[^>]*>", " ", text) for text in texts)
    return {word.lower() for text in without_marks for word in _WORD.findall(_NAMED.sub(" ", _ADDRESS.sub(" ", text)))}
