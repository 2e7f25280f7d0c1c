"""Rulebooks from the files that ship with Mapae, or from an operator's folder."""

from __future__ import annotations

import hashlib
from functools import lru_cache
from pathlib import Path

import yaml

from mapae.core.rulebook.model import Rulebook
from mapae.core.rulebook.reading import RulebookProblem, read_rulebook

SHIPPED = Path(__file__).resolve().parent.parent / "rulebooks"


class RulebookFiles:
    """Reads `FOLDER/PROGRAMME/rulebook.yaml`; the version is the hash of its bytes."""

    def __init__(self, accepted: frozenset[str] | None, folder: Path = SHIPPED) -> None:
        self._accepted = accepted
        self._folder = folder

    def newest(self, programme: str) -> tuple[str, bytes]:
        path = self._folder / programme / "rulebook.yaml"
        try:
            content = path.read_bytes()
        except OSError as error:
            raise RulebookProblem(f"there is no rulebook at {path}: {error.strerror}") from error
        return hashlib.sha256(content).hexdigest(), content

    def read(self, version: str, content: bytes) -> Rulebook:
        return _read(version, bytes(content), self._accepted)


@lru_cache(maxsize=32)
def _read(version: str, content: bytes, accepted: frozenset[str] | None) -> Rulebook:
    if hashlib.sha256(content).hexdigest() != version:
        raise RulebookProblem(f"the stored rulebook {version[:12]} was altered: its bytes have another hash")
    try:
        written = yaml.safe_load(content)
    except yaml.YAMLError as error:
        raise RulebookProblem(f"the rulebook is not valid YAML: {error}") from error
    if not isinstance(written, dict):
        raise RulebookProblem("the rulebook is not a mapping of its parts")
    return read_rulebook(written, version, accepted)
