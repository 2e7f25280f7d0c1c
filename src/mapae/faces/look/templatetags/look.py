"""Tags for the templates of all faces: the page's frame, status tags, and Latin text inside any script."""

from datetime import date, datetime

from django import template
from django.forms import BaseForm
from django.template import Context
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.timezone import localtime

from mapae.faces.look.facts import Look, read_look
from mapae.faces.look.forms import ErrorSummaryItem, list_errors
from mapae.faces.look.spoken import say_day, say_moment

register = template.Library()

# What a status means to the reader, not which colour it has: a colour alone tells nothing.
TONES = {
    "neutral": "govuk-tag--grey",
    "progress": "govuk-tag--blue",
    "attention": "govuk-tag--yellow",
    "good": "govuk-tag--green",
    "bad": "govuk-tag--red",
}


@register.simple_tag(takes_context=True)
def look_facts(context: Context) -> Look:
    """The page's frame, also where no context processor ran, as on the page for a server error."""
    known = context.get("look")
    return known if isinstance(known, Look) else read_look(context.get("request"))


@register.inclusion_tag("look/tag.html")
def status_tag(text: str, tone: str = "neutral") -> dict[str, str]:
    """A status as a small label. `tone` is a key of `TONES`; another one raises KeyError."""
    return {"text": text, "tone_class": TONES[tone]}


@register.filter
def spoken_day(day: date) -> str:
    """«20 December 2026», as the page's language says it; of a moment, the day at the destination."""
    return say_day(localtime(day).date() if isinstance(day, datetime) else day)


@register.filter
def spoken_moment(moment: datetime) -> str:
    """«20 December 2026 09:30», at the destination."""
    return say_moment(moment)


@register.filter
def latin(value: object) -> SafeString:
    """Show a passport number, an e-mail address or a reference left to right, whatever surrounds it."""
    return format_html('<bdi class="mapae-latin" dir="ltr">{}</bdi>', value)


@register.filter
def error_items(form: BaseForm) -> list[ErrorSummaryItem]:
    """The lines of the error summary, for any Django form."""
    return list_errors(form)
