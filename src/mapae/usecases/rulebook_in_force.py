"""The rulebook in force, stored under its hash the first time it is used."""

from __future__ import annotations

from mapae.core.rulebook.model import Rulebook
from mapae.records.models import RulebookVersion
from mapae.usecases.ports import Ports


def rulebook_in_force(ports: Ports) -> Rulebook:
    """The rules for whoever comes now. Raises RulebookProblem."""
    return ports.rulebooks.read(*ports.rulebooks.newest(ports.programme))


def store_rulebook_in_force(ports: Ports) -> Rulebook:
    """The same, and its bytes are in the database from now on."""
    version, content = ports.rulebooks.newest(ports.programme)
    RulebookVersion.objects.bulk_create(
        [RulebookVersion(version=version, programme=ports.programme, content=content, loaded_at=ports.clock.now())],
        ignore_conflicts=True,
    )
    return ports.rulebooks.read(version, content)


def stored_rulebook(ports: Ports, version: RulebookVersion) -> Rulebook:
    """The rules that an application was submitted under."""
    return ports.rulebooks.read(version.version, bytes(version.content))
