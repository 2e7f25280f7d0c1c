"""How the command line speaks: plain lines, one JSON value where a program reads, exit codes that mean something."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from enum import IntEnum
from typing import NoReturn

import typer

from mapae.core.rulebook.written import RulebookProblem
from mapae.gateways.key_file import KeyFileProblem
from mapae.site.configuration import ConfigurationProblem
from mapae.site.postgres import PostgresProblem


class Exit(IntEnum):
    """0 done; 1 checked, and something is wrong; 2 the question or the settings are wrong."""

    DONE = 0
    FOUND_WRONG = 1
    BAD_QUESTION = 2


class Plain(Exception):
    """Something to tell the operator in one plain message."""


def say(line: str = "") -> None:
    """One line for the person at the terminal."""
    print(line, flush=True)


def answer_json(value: object) -> None:
    """The one answer of a command with --json."""
    json.dump(value, sys.stdout, ensure_ascii=False, indent=1, default=str)
    print(flush=True)


def refuse(message: str) -> NoReturn:
    """Say what is wrong on standard error, and end with 2."""
    print(message, file=sys.stderr, flush=True)
    raise typer.Exit(Exit.BAD_QUESTION)


@contextmanager
def plain_problems() -> Iterator[None]:
    """Known problems become their message, without a traceback."""
    try:
        yield
    except (ConfigurationProblem, KeyFileProblem, PostgresProblem, RulebookProblem, Plain) as problem:
        refuse(f"Mapae cannot go on. {problem}")
