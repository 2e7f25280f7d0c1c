"""The rulebook in force, stored under its hash the first time it is used."""

from __future__ import annotations

from django.db import transaction

from mapae.core.rulebook.model import Rulebook
from mapae.records.models import RulebookVersion
from mapae.usecases.audit import SYSTEM, Trace, record
from mapae.usecases.ports import Ports


def rulebook_in_force(ports: Ports) -> Rulebook:
    """The rules for whoever comes now. Raises RulebookProblem."""
    return ports.rulebooks.read(*ports.rulebooks.newest(ports.programme))


def store_rulebook_in_force(ports: Ports) -> Rulebook:
    """The same, and its bytes are in the database from now on."""
    version, content = ports.rulebooks.newest(ports.programme)
    rulebook = ports.rulebooks.read(version, content)
    if not RulebookVersion.objects.filter(version=version).exists():
        _store(ports, version, content)
    return rulebook


@transaction.atomic
def _store(ports: Ports, version: str, content: bytes) -> None:
    defaults = {"programme": ports.programme, "content": content, "loaded_at": ports.clock.now()}
    _, is_new = RulebookVersion.objects.get_or_create(version=version, defaults=defaults)
    if is_new:
        record(ports, SYSTEM, "rulebook.loaded", f"rulebook:{version}", Trace(rulebook=version))


def stored_rulebook(ports: Ports, version: RulebookVersion) -> Rulebook:
    """The rules that an application was submitted under."""
    return ports.rulebooks.read(version.version, bytes(version.content))
