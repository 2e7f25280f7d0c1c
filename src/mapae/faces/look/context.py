"""Context processor: puts `look` into every template. Add `mapae.faces.look.context.look` to the settings."""

from django.http import HttpRequest

from mapae.faces.look.facts import Look, read_look


def look(request: HttpRequest) -> dict[str, Look]:
    """The frame of the page, see `mapae.faces.look.facts.Look`."""
    return {"look": read_look(request)}
