"""Pages as they would be in languages that Mapae does not speak yet: from the right, in Arabic letters, 40 % longer.

A page is changed in the browser after it came: its texts, its direction, and its style sheet, which is the mirrored one
that Mapae ships. The Arabic sentences are a sample for the eye, not a translation that anybody has approved.
"""

from __future__ import annotations

import json
from pathlib import Path

from playwright.sync_api import Page

_EACH_TEXT = """const each = act => {
  const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const nodes = [];
  while (walk.nextNode()) nodes.push(walk.currentNode);
  for (const node of nodes)
    if (node.data.trim() && !node.parentElement.closest('script, style, .mapae-latin')) act(node);
};"""
_LENGTHEN = (
    "() => {"
    + _EACH_TEXT
    + """each(node => {
  node.data = node.data.replace(/[^\\s]+/g, word => {
    const more = Math.max(1, Math.round(word.length * 0.4));
    return word.length > 12 ? word + ' ' + 'ü'.repeat(more) : word + 'ü'.repeat(more);
  });
});}"""
)
_MIRROR = """async address => {
  document.documentElement.dir = 'rtl';
  document.documentElement.lang = 'ar';
  const sheet = document.querySelector('link[rel=stylesheet]');
  if (sheet.href.endsWith(address)) return;
  await new Promise(done => { sheet.onload = done; sheet.href = address; });
}"""
_TRANSLATE = (
    "sentences => {"
    + _EACH_TEXT
    + """let count = 0; each(node => {
  const found = sentences[node.data.trim().replace(/\\s+/g, ' ')];
  if (found) { node.data = found; count += 1; }
}); return count;}"""
)
ARABIC = {
    "Electronic travel authorization": "تصريح السفر الإلكتروني",
    "This is a demonstration, not a government service.": "هذا عرض توضيحي وليس خدمة حكومية.",
    "Skip to main content": "انتقل إلى المحتوى الرئيسي",
    "Back": "رجوع",
    "Continue": "متابعة",
    "Save and continue": "احفظ وتابع",
    "Save and come back later": "احفظ وعُد لاحقًا",
    "There is a problem": "هناك مشكلة",
    "Surname": "اسم العائلة",
    "Given names": "الأسماء الأولى",
    "Date of birth": "تاريخ الميلاد",
    "Day": "اليوم",
    "Month": "الشهر",
    "Year": "السنة",
    "Sex": "الجنس",
    "Nationality": "الجنسية",
    "Passport number": "رقم جواز السفر",
    "Reference number": "رقم الطلب",
    "E-mail address": "عنوان البريد الإلكتروني",
    "Check your answers": "راجع إجاباتك",
    "Change": "تغيير",
    "Yes": "نعم",
    "No": "لا",
    "Withdraw": "سحب الطلب",
    "Status": "الحالة",
    "granted": "تمت الموافقة",
    "Fee": "الرسوم",
}


def in_arabic(page: Page) -> bool:
    """Put the sample's sentences into the page; whether more than the frame was found."""
    return int(page.evaluate(_TRANSLATE, ARABIC)) > 6


def mirror(page: Page, data: Path) -> None:
    """Turn the page: direction, and the style sheet that Mapae serves to languages from the right."""
    manifest = json.loads((data / "static" / "staticfiles.json").read_text())
    page.evaluate(_MIRROR, f"/static/{manifest['paths']['mapae/mapae.rtl.css']}")


def lengthen(page: Page) -> None:
    """Make every word two fifths longer; very long ones get a second word, as other languages make them."""
    page.evaluate(_LENGTHEN)
