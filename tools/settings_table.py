"""Prints docs/settings.md from the descriptions in the code: python tools/settings_table.py > docs/settings.md."""

from __future__ import annotations

import sys
from pathlib import Path
from types import NoneType, UnionType
from typing import Any, Literal, Union, get_args, get_origin

from pydantic import SecretStr
from pydantic.fields import FieldInfo

from mapae.site.configuration import Configuration

_HEAD = """# Settings

Made by `tools/settings_table.py` from `src/mapae/site/configuration.py`; a test compares the two. Change the description there.

Settings are environment variables, read once at start. A wrong value stops the start and says which variable is wrong, why
and what to do; the value itself is not repeated, as it may hold a password. `mapae check` shows the result without starting.

| variable | value | if not set | meaning |
|---|---|---|---|
"""
_TAIL = """
`DATABASE_URL` is another name for `MAPAE_DATABASE_OWNER_URL`. Without any database URL Mapae runs its own PostgreSQL in the
data folder. `mapae up` hands the owner's connection neither to the server nor to the worker.

Outside a demonstration four things are refused at start: no `MAPAE_MAIL_URL`, a `MAPAE_PUBLIC_URL` that is neither https nor
this machine, a `MAPAE_CLOCK_OFFSET`, and a fee that nobody would collect: no `MAPAE_PAYMENT`, or `none` where the rules ask for
a fee ([payments](runbooks/payments.md)). Only `mapae up --demo` and `mapae up --at` need to set `MAPAE_DEMONSTRATION` and
`MAPAE_CLOCK_OFFSET`. The port and the address to listen on are options of `mapae up`.
"""


def page() -> str:
    """The whole of docs/settings.md."""
    return _HEAD + "".join(_row(name, field) for name, field in Configuration.model_fields.items()) + _TAIL


def _row(name: str, field: FieldInfo) -> str:
    prefix = Configuration.model_config["env_prefix"]
    default = "" if field.default in (None, "", {}) else f"`{_written(field.default)}`"
    return f"| `{prefix}{name.upper()}` | {_values(field)} | {default} | {field.description} |\n"


def _written(value: object) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


def _values(field: FieldInfo) -> str:
    """What may be written there, in words."""
    kind = _without_none(field.annotation)
    if get_origin(kind) is Literal:
        return " or ".join(f"`{choice}`" for choice in get_args(kind))
    words: dict[Any, str] = {
        bool: "`true` or `false`",
        int: "whole number",
        float: "number",
        Path: "path",
        str: "text",
        SecretStr: "secret",
    } | {dict[str, str]: "JSON object", dict[str, bool]: "JSON object"}
    limits = {type(limit).__name__: limit for limit in field.metadata}
    if "Ge" in limits and "Le" in limits:
        return f"{words[kind]}, {limits['Ge'].ge} to {limits['Le'].le}"
    return words[kind]


def _without_none(annotation: Any) -> Any:
    if get_origin(annotation) in (UnionType, Union):
        (annotation,) = (kind for kind in get_args(annotation) if kind is not NoneType)
    return annotation


if __name__ == "__main__":
    sys.stdout.write(page())
