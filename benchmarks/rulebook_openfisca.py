"""The rows of a rulebook as a tax-benefit system of OpenFisca: dated parameters say which are in force on a day."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, timedelta
from typing import Any  # what OpenFisca takes and gives is its own

import numpy
from openfisca_core.entities import Entity
from openfisca_core.parameters import ParameterNode
from openfisca_core.periods import DateUnit
from openfisca_core.simulations import SimulationBuilder
from openfisca_core.taxbenefitsystems import TaxBenefitSystem
from openfisca_core.variables import Variable

from benchmarks.rulebook_rows import LAST, ORDER, Facts, Reread, Row

_INPUTS = ("nationality", "which_passport", "category", "birth_earliest", "birth_latest")
_NO_WORD = -1
Inputs = tuple[str, dict[str, Any]]


class OpenFisca:
    """The system, made once. People of the same arrival day are asked together, as its arrays want it."""

    def __init__(self, rows: Sequence[Row], rereads: Sequence[Reread], crowd: Sequence[Facts]) -> None:
        said = {str(facts[key]) for facts in crowd for key in _INPUTS[:3]}
        self._codes = {word: code for code, word in enumerate(sorted(said))}
        self._system = _system(rows, rereads, self._codes)

    def inputs(self, people: Sequence[Facts]) -> Inputs:
        """The period and the arrays, made before the clock runs."""
        day = str(people[0]["day"])
        arrays = {
            key: numpy.array([self._codes.get(str(one[key]), one[key]) for one in people], dtype=numpy.int32)
            for key in _INPUTS
        }
        return f"day:{day[:4]}-{day[4:6]}-{day[6:]}", arrays

    def ask(self, inputs: Inputs) -> Any:
        """Build the simulation and calculate."""
        period, arrays = inputs
        simulation = SimulationBuilder.build_default_simulation(self._system, len(arrays["nationality"]))
        for name, array in arrays.items():
            simulation.set_input(name, "ETERNITY", array)
        return simulation.calculate("requirement", period)

    @staticmethod
    def said(answer: Any) -> list[str]:
        return [ORDER[code].value for code in answer]


def _system(rows: Sequence[Row], rereads: Sequence[Reread], codes: dict[str, int]) -> TaxBenefitSystem:
    person = Entity("person", "persons", "A traveller", "")
    given = {"value_type": int, "entity": person, "definition_period": DateUnit.ETERNITY, "label": "given"}
    asked = given | {"definition_period": DateUnit.DAY, "formula": _formula(rows, rereads, codes)}
    system = TaxBenefitSystem([person])
    system.parameters = ParameterNode("", data={"in_force": _periods(rows, rereads)})
    for name in _INPUTS:
        system.add_variable(type(name, (Variable,), dict(given)))
    system.add_variable(type("requirement", (Variable,), asked))
    return system


def _periods(rows: Sequence[Row], rereads: Sequence[Reread]) -> dict[str, Any]:
    """A parameter for each rule: whether it is in force, by day."""
    spans = [(row.first, row.last) for row in rows] + [(one.first, LAST) for one in rereads]
    return {f"rule_{number}": {"values": _values(*span)} for number, span in enumerate(spans)}


def _values(first: int, last: int) -> dict[str, Any]:
    values = {"0001-01-01": {"value": False}, str(_day(first)): {"value": True}}
    if last != LAST:
        values[str(_day(last) + timedelta(days=1))] = {"value": False}
    return values


def _day(number: int) -> date:
    return date(number // 10000, number // 100 % 100, number % 100)


def _formula(rows: Sequence[Row], rereads: Sequence[Reread], codes: dict[str, int]) -> Callable[..., Any]:
    named = [_mask(row.named, codes) & ~_mask(row.excepted, codes) for row in rows]
    claimed = [_mask(row.categories, codes) for row in rows]
    answers = [ORDER.index(row.decides) for row in rows]
    readings = [(codes.get(one.nationality, _NO_WORD), _mask(one.readings, codes)) for one in rereads]

    def formula(person: Any, period: Any, parameters: Any) -> Any:
        in_force, start = parameters(period).in_force, period.start
        day = start.year * 10000 + start.month * 100 + start.day
        nationality, passport = person("nationality", "ETERNITY"), person("which_passport", "ETERNITY")
        for number, (looks_like, may_be) in enumerate(readings, len(rows)):
            if in_force[f"rule_{number}"]:
                nationality = numpy.where((nationality == looks_like) & may_be[passport], passport, nationality)
        category = person("category", "ETERNITY")
        youngest = (day - person("birth_latest", "ETERNITY")) // 10000
        oldest = (day - person("birth_earliest", "ETERNITY")) // 10000
        answer = numpy.zeros(len(nationality), dtype=numpy.int32)
        for number in reversed(range(len(rows))):  # the first that holds has the last word
            if in_force[f"rule_{number}"]:
                holds = named[number][nationality] & claimed[number][category]
                ages = rows[number].ages
                if ages:
                    holds &= (ages[0] <= youngest) & (oldest <= ages[1])
                answer[holds] = answers[number]
        return answer

    return formula


def _mask(words: Sequence[str] | None, codes: dict[str, int]) -> Any:
    """Of each code, whether its word is one of these; None: every word is."""
    return numpy.array([words is None or word in words for word in codes], dtype=bool)
