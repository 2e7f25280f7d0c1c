"""Where the rules come from, by the configuration."""

from __future__ import annotations

from mapae.core.rulebook.model import Choices
from mapae.gateways.rulebook_files import SHIPPED, RulebookFiles
from mapae.site.configuration import Configuration


def rulebook_files(settings: Configuration) -> RulebookFiles:
    """The rulebooks under the operator's choices."""
    choices = Choices(
        accepted=settings.accepted,
        rejected=settings.rejected,
        switches=settings.rulebook_switches,
        is_demonstration=settings.demonstration,
    )
    return RulebookFiles(choices, settings.rulebooks or SHIPPED, settings.unpublished_rules)
