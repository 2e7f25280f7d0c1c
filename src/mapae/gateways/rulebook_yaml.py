"""YAML as rulebooks are written in: its mappings know their file and line, and only true and false are booleans."""

from __future__ import annotations

import re
from typing import Any  # what a file holds is unknown until the core reads it

import yaml

from mapae.core.rulebook.written import Fault, Placed, RulebookProblem

_LINE = "line"


class _Loader(getattr(yaml, "CSafeLoader", yaml.SafeLoader)):  # type: ignore[misc]  # libyaml's where it is built in
    """Safe, in the manner of YAML 1.2: NO is a country, 1_000 and 12:30 are texts."""

    file = ""


_Loader.yaml_implicit_resolvers = {}
for _tag, _pattern, _first in (
    ("tag:yaml.org,2002:bool", r"true|false", "tf"),
    ("tag:yaml.org,2002:int", r"-?(0|[1-9][0-9]*)", "-0123456789"),
    ("tag:yaml.org,2002:null", r"null|~|", ["n", "~", ""]),
    ("tag:yaml.org,2002:timestamp", r"[0-9]{4}-[0-9]{2}-[0-9]{2}", "0123456789"),
):
    _Loader.add_implicit_resolver(_tag, re.compile(rf"(?:{_pattern})\Z"), list(_first))


def _mapping(loader: _Loader, node: yaml.MappingNode) -> Placed:
    found = Placed()
    found.place = f"{loader.file}, line {node.start_mark.line + 1}"
    for key_node, value_node in node.value:
        key = loader.construct_object(key_node)
        if not isinstance(key, str):
            raise RulebookProblem(Fault(_place(loader, key_node), "the rulebook", f"{key!r} is no key. Write a word"))
        if key in found:
            raise RulebookProblem(
                Fault(_place(loader, key_node), "the rulebook", f"«{key}» stands twice here. Keep one of them")
            )
        found[key] = loader.construct_object(value_node, deep=True)
    return found


def _place(loader: _Loader, node: yaml.Node) -> str:
    return f"{loader.file}, line {node.start_mark.line + 1}"


def _day(loader: _Loader, node: yaml.ScalarNode) -> object:
    try:
        return loader.construct_yaml_timestamp(node)
    except ValueError as error:
        raise RulebookProblem(
            Fault(_place(loader, node), "the file", f"{node.value} is a day that is in no calendar. Correct it")
        ) from error


_Loader.add_constructor("tag:yaml.org,2002:map", _mapping)
_Loader.add_constructor("tag:yaml.org,2002:timestamp", _day)


def read_yaml(file: str, text: str) -> Placed:
    """What one file says. Raises RulebookProblem, with file and line, for what is no YAML and no mapping."""
    loader = _Loader(text)
    loader.file = file
    try:
        written: Any = loader.get_single_data()
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        place = f"{file}, line {mark.line + 1}" if mark else file
        problem = getattr(error, "problem", None) or " ".join(str(error).split())
        raise RulebookProblem(
            Fault(place, "the file", f"is not valid YAML: {problem}. Mend the line or the one before")
        ) from error
    finally:
        loader.dispose()
    if not isinstance(written, Placed):
        raise RulebookProblem(
            Fault(file, "the file", "is no mapping of parts. Begin it with a key such as requirements:")
        )
    return written
