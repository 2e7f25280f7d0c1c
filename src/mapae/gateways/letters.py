"""The words of the mails, from templates in the applicant's language."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path

from django.conf import settings
from django.template import Context, Engine
from django.utils.translation import override

_TEMPLATES = Path(__file__).resolve().parent / "templates"
_ENDS = ("subject.txt", "txt", "html")


@lru_cache(maxsize=2)
def _engine(*, escapes: bool) -> Engine:
    """An engine of the letters' own: plain text must not be escaped, and no face's template can slip in."""
    return Engine(
        dirs=[str(_TEMPLATES)], autoescape=escapes, libraries={"i18n": "django.templatetags.i18n"}, debug=False
    )


class TemplateLetters:
    """`letters/KIND.subject.txt`, `.txt` and `.html`; everything in them goes through the catalogues.

    Who writes, and whether this is a demonstration, is taken from where the pages take it, so that they never differ.
    """

    def compose(self, kind: str, language: str, facts: Mapping[str, object]) -> tuple[str, str, str]:
        known = {**facts, "language": language, **_sender(language)}
        with override(language):
            subject, text, html = (_rendered(f"letters/{kind}.{end}", known) for end in _ENDS)
        return " ".join(subject.split()), text.strip() + "\n", html


def _rendered(name: str, facts: Mapping[str, object]) -> str:
    escapes = name.endswith(".html")
    return str(_engine(escapes=escapes).get_template(name).render(Context(dict(facts), autoescape=escapes)))


def _sender(language: str) -> dict[str, object]:
    names = settings.MAPAE_AUTHORITY_NAME
    name = names if isinstance(names, str) else names.get(language) or names.get(settings.LANGUAGE_CODE, "")
    return {"authority_name": name, "is_demonstration": settings.MAPAE_IS_DEMONSTRATION}
