"""The rows of a rulebook as a decision graph of zen-engine: expressions for nationality and age, then one table."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from itertools import pairwise
from typing import Any  # what an engine takes and gives is its own

import zen

from benchmarks.rulebook_rows import ORDER, Facts, Reread, Row

_OUTSIDE = ORDER[0].value
_KEY = "requirement"


class Zen:
    """The graph in the engine's static loader, which compiles it once; a decision that was created is ten times slower."""

    def __init__(self, rows: Sequence[Row], rereads: Sequence[Reread]) -> None:
        loader = {"type": "static", "content": {_KEY: _graph(rows, rereads)}}
        self._engine = zen.ZenEngine({"loader": loader})

    def asking(self, *, trace: bool) -> Callable[[Facts], Any]:
        evaluate, options = self._engine.evaluate, {"trace": trace}
        return lambda facts: evaluate(_KEY, facts, options)

    @staticmethod
    def said(answer: Any) -> str:
        return str(answer["result"]["requirement"])


def _graph(rows: Sequence[Row], rereads: Sequence[Reread]) -> dict[str, Any]:
    contents: dict[str, dict[str, Any]] = {
        "inputNode": {},
        "expressionNode": {"passThrough": True, "expressions": _expressions(rereads)},
        "decisionTableNode": _table(rows),
        "outputNode": {},
    }
    names = list(contents)
    nodes = [
        {"id": name, "name": name, "type": name, "position": {"x": 0, "y": 0}, "content": content}
        for name, content in contents.items()
    ]
    edges = [
        {"id": f"to {target}", "type": "edge", "sourceId": source, "targetId": target}
        for source, target in pairwise(names)
    ]
    return {"nodes": nodes, "edges": edges}


def _expressions(rereads: Sequence[Reread]) -> list[dict[str, str]]:
    nationality = "nationality"
    for one in rereads:
        asks = (
            f"nationality == '{one.nationality}' and day >= {one.first} and which_passport in {_listed(one.readings)}"
        )
        nationality = f"{asks} ? which_passport : {nationality}"
    written = {
        "nationality": nationality,
        "youngest": "floor((day - birth_latest) / 10000)",
        "oldest": "floor((day - birth_earliest) / 10000)",
    }
    return [{"id": key, "key": key, "value": value} for key, value in written.items()]


def _table(rows: Sequence[Row]) -> dict[str, Any]:
    fields = ("nationality", "category", "day", "youngest", "oldest")
    otherwise = {"_id": "none", **dict.fromkeys(fields, ""), "requirement": f"'{_OUTSIDE}'"}
    return {
        "hitPolicy": "first",
        "inputs": [{"id": field, "name": field, "field": field} for field in fields],
        "outputs": [{"id": "requirement", "name": "requirement", "field": "requirement"}],
        "rules": [*map(_cells, rows), otherwise],
    }


def _cells(row: Row) -> dict[str, str]:
    nationality = f"in {_listed(row.named)}" if row.named else ""
    return {
        "_id": row.rule,
        "nationality": f"not in {_listed(row.excepted)}" if row.excepted else nationality,
        "category": f"in {_listed(row.categories)}" if row.categories else "",
        "day": f"[{row.first}..{row.last}]",
        "youngest": f">= {row.ages[0]}" if row.ages else "",
        "oldest": f"<= {row.ages[1]}" if row.ages else "",
        "requirement": f"'{row.decides.value}'",
    }


def _listed(values: Iterable[str]) -> str:
    return "[" + ", ".join(f"'{value}'" for value in values) + "]"
