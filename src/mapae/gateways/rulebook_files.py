"""Rulebooks from the files that ship with Mapae, or from an operator's folder.

A programme's folder holds YAML files, each some parts of the rulebook, and `cases/` with the case tests. The bytes of a
version hold the files and the operator's choices, so that what is stored under its hash says all that was in force.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import lru_cache
from pathlib import Path
from typing import Any  # what a file holds is unknown until the core reads it

from mapae.core.rulebook.cases import Case, Mismatch, judge, read_cases
from mapae.core.rulebook.model import Choices, Rulebook
from mapae.core.rulebook.reading import read_rulebook
from mapae.core.rulebook.written import Fault, RulebookProblem
from mapae.gateways.rulebook_yaml import read_yaml

SHIPPED = Path(__file__).resolve().parent.parent / "rulebooks"
EVERYTHING = Choices(accepted=None, is_demonstration=True)
_UNPUBLISHED = "unpublished.yaml"
_Signature = tuple[tuple[str, int, int], ...]


class RulebookFiles:
    """Reads `FOLDER/PROGRAMME/*.yaml` under the operator's choices, with the unpublished list of a file of theirs."""

    def __init__(self, choices: Choices, folder: Path = SHIPPED, unpublished: Path | None = None) -> None:
        self._choices = choices
        self._folder = folder
        self._unpublished = unpublished
        self._newest: dict[str, tuple[_Signature, tuple[str, bytes]]] = {}

    def newest(self, programme: str) -> tuple[str, bytes]:
        """Version and bytes of the rules as the files now say; they were held against their cases. Raises RulebookProblem."""
        signature = self._signature(programme)
        known = self._newest.get(programme)
        if known is None or known[0] != signature:
            known = signature, self._assemble(programme)
            self._newest[programme] = known
        return known[1]

    def read(self, version: str, content: bytes) -> Rulebook:
        return _read(version, bytes(content))

    def cases(self, programme: str) -> tuple[Case, ...]:
        """The cases beside the rules, file by file. Raises RulebookProblem."""
        files = sorted((self._folder / programme / "cases").glob("*.yaml"))
        return tuple(case for file in files for case in read_cases(read_yaml(f"cases/{file.name}", _text(file))))

    def mismatches(self, programme: str) -> tuple[Mismatch, ...]:
        """Everything in which the rules, all of them taken, say other than their cases expect. Raises RulebookProblem."""
        written, cases = self._written(programme), self.cases(programme)
        named = frozenset(rule for case in cases for rule in case.rules)
        book = read_rulebook(written, "", EVERYTHING, named)
        switched = {frozenset(case.switches.items()): case.switches for case in cases}
        books = {
            key: read_rulebook(written, "", replace(EVERYTHING, switches=switches)) if switches else book
            for key, switches in switched.items()
        }
        return tuple(found for case in cases for found in judge(books[frozenset(case.switches.items())], case))

    def _assemble(self, programme: str) -> tuple[str, bytes]:
        mismatches = self.mismatches(programme)
        if mismatches:
            raise RulebookProblem(*(str(mismatch) for mismatch in mismatches))
        files = {file.name: _text(file) for file in self._files(programme)}
        if self._unpublished:
            if _UNPUBLISHED in files:
                text = "the operator's list is read under this name. Name the file otherwise"
                raise RulebookProblem(Fault(_UNPUBLISHED, "the rulebook", text))
            files[_UNPUBLISHED] = _text(self._unpublished)
        bundle = {"choices": _choices_json(self._choices), "files": files}
        content = json.dumps(bundle, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()
        version = hashlib.sha256(content).hexdigest()
        self.read(version, content)
        return version, content

    def _written(self, programme: str) -> dict[str, Any]:
        """The published parts, merged."""
        parts = _merged((file.name, _text(file)) for file in self._files(programme))
        if "unpublished" in parts:
            raise RulebookProblem(
                "the rulebook: «unpublished» stands among the published files. Move it into a file of its own, and name "
                "that by MAPAE_UNPUBLISHED_RULES"
            )
        return parts

    def _files(self, programme: str) -> list[Path]:
        folder = self._folder / programme
        files = sorted(folder.glob("*.yaml"))
        if not files:
            raise RulebookProblem(
                f"there is no rulebook of {programme}: {folder} holds no YAML file. Name another programme"
            )
        return files

    def _signature(self, programme: str) -> _Signature:
        folder = self._folder / programme
        files = [*sorted(folder.glob("*.yaml")), *sorted((folder / "cases").glob("*.yaml"))]
        if self._unpublished:
            files.append(self._unpublished)
        return tuple(_stat(file) for file in files)


def _stat(file: Path) -> tuple[str, int, int]:
    try:
        found = file.stat()
    except OSError as error:
        raise RulebookProblem(f"{file} cannot be read: {error.strerror}") from error
    return str(file), found.st_mtime_ns, found.st_size


def _text(file: Path) -> str:
    try:
        return file.read_text(encoding="utf-8")
    except OSError as error:
        raise RulebookProblem(f"{file} cannot be read: {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise RulebookProblem(f"{file} is not UTF-8: {error.reason} at byte {error.start}. Save it as UTF-8") from error


def _merged(files: Iterator[tuple[str, str]]) -> dict[str, Any]:
    merged: dict[str, Any] = {}
    came_from: dict[str, str] = {}
    for name, text in files:
        for part, written in read_yaml(name, text).items():
            if part in merged:
                raise RulebookProblem(
                    Fault(
                        name, "the rulebook", f"«{part}» stands in {came_from[part]} already. Keep a part in one file"
                    )
                )
            merged[part], came_from[part] = written, name
    return merged


def _choices_json(choices: Choices) -> dict[str, Any]:
    return {
        "accepted": None if choices.accepted is None else sorted(choices.accepted),
        "rejected": sorted(choices.rejected),
        "switches": dict(choices.switches or {}),
        "is_demonstration": choices.is_demonstration,
    }


def _choices_of(written: Mapping[str, Any]) -> Choices:
    accepted = written["accepted"]
    return Choices(
        accepted=None if accepted is None else frozenset(accepted),
        rejected=frozenset(written["rejected"]),
        switches=written["switches"],
        is_demonstration=written["is_demonstration"],
    )


@lru_cache(maxsize=32)
def _read(version: str, content: bytes) -> Rulebook:
    if hashlib.sha256(content).hexdigest() != version:
        raise RulebookProblem(f"the stored rulebook {version[:12]} was altered: its bytes have another hash")
    try:
        bundle = json.loads(content)
        choices, files = _choices_of(bundle["choices"]), dict(bundle["files"])
    except (ValueError, KeyError, TypeError) as error:
        raise RulebookProblem(
            f"the stored rulebook {version[:12]} was written by a Mapae before 0.1.0. Such a demonstration cannot be "
            "carried on: start anew in an empty data folder"
        ) from error
    return read_rulebook(_merged(iter(files.items())), version, choices)
