"""A tax and benefit system of OpenFisca made of columns and formulas, and how amounts are kept in it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

import numpy as np
from openfisca_core.entities import build_entity
from openfisca_core.indexed_enums import Enum, EnumArray
from openfisca_core.parameters import ParameterNode
from openfisca_core.periods import DateUnit
from openfisca_core.simulations import SimulationBuilder
from openfisca_core.taxbenefitsystems import TaxBenefitSystem
from openfisca_core.variables import Variable

from benchmarks.policy.exactness import PAYABLE
from benchmarks.policy.openfisca_inputs import Column, Columns, Inputs

PERIOD: Final = "2023"
Values = Any
Formula = Callable[[Any, Any, Any], Values]


@dataclass(frozen=True, slots=True)
class Reckoning:
    """How amounts are kept: yuan as float32, or whole fen as int32; reckoned with in between as numpy does."""

    is_whole: bool

    @property
    def kind(self) -> type:
        """The type of a variable of money or quantity."""
        return int if self.is_whole else float

    def given(self, whole: Values, decimals: int) -> Values:
        """A quantity as a variable holds it, from whole ones of its last decimal."""
        return whole if self.is_whole else whole / 10**decimals

    def paid(self, quantity: Values, fen: Values, decimals: int) -> Values:
        """Quantity times rate, rounded to the fen."""
        if self.is_whole:
            scale = 10**decimals
            return (np.asarray(quantity, np.int64) * fen + scale // 2) // scale
        rate = np.asarray(fen, np.float32) / 100
        return np.floor(quantity * rate * 100 + np.float32(0.5)) / 100

    def money(self, fen: Values) -> Values:
        """An amount, or a rate by place, given in fen."""
        return np.asarray(fen, np.int64) if self.is_whole else np.asarray(fen, np.float32) / 100


class System:
    """A system of households, and of persons where there are any: variables, parameters, and the inputs of a register.

    ``is_bare`` leaves out what makes OpenFisca itself: rates are arrays instead of its parameters, and one simulation
    is built before the clock starts and only made to forget. It shows what numpy alone would do.
    """

    def __init__(self, inputs: Inputs, reckoning: Reckoning, *, is_bare: bool) -> None:
        has_persons = inputs.household_of is not None
        household = build_entity(
            "household", "households", "Household", is_person=not has_persons,
            roles=[{"key": "member"}] if has_persons else None,
        )  # fmt: skip
        persons = [build_entity("person", "persons", "Person", is_person=True)] if has_persons else []
        self.system = TaxBenefitSystem([*persons, household])
        self.entities = {entity.key: entity for entity in (*persons, household)}
        self.inputs, self.reckoning, self.is_bare = inputs, reckoning, is_bare
        self.given: dict[str, Values] = {}
        self.calculated: list[str] = []
        self.simulation: Any = None
        for key, columns in (("household", inputs.households), ("person", inputs.persons)):
            self._add_inputs(key, columns)

    def add(self, entity: str, name: str, kind: Any, formula: Formula | None = None) -> None:
        """Adds a variable; with a formula, one that is calculated."""
        made: dict[str, Any] = {
            "value_type": Enum if issubclass(kind, Enum) else kind,
            "entity": self.entities[entity],
            "definition_period": DateUnit.YEAR,
            "label": name,
        }
        if made["value_type"] is Enum:
            made |= {"possible_values": kind, "default_value": next(iter(kind))}
        if formula is not None:
            made["formula"] = _method(formula)
            self.calculated.append(name)
        self.system.add_variable(type(name, (Variable,), made))

    def rates(self, name: str, by: Column, fen: Mapping[str, int]) -> Callable[[Any, Any, Any], Values]:
        """A rate table as a parameter by word: the function that gives each household's rate from its words."""
        bare = np.array([fen[word] for word in by.words], np.int64)
        if self.is_bare:
            return lambda words, _period, _parameters: bare[words]
        values = {word: float(amount) for word, amount in fen.items()}
        self.add_parameters({name: {word: {"values": {"2023-01-01": value}} for word, value in values.items()}})

        def rate(words: Values, period: Any, parameters: Any) -> Values:
            found = getattr(parameters(period), name)[words]
            return found.astype(np.int64) if self.reckoning.is_whole else found

        return rate

    def add_parameters(self, data: Mapping[str, Any]) -> None:
        """Adds legislation."""
        if self.system.parameters is None:
            self.system.parameters = ParameterNode("", data={})
        self.system.parameters.merge(ParameterNode("", data=dict(data)))

    def build(self) -> None:
        """Builds a simulation of the register and puts its inputs in."""
        builder = SimulationBuilder()
        builder.populations = self.system.instantiate_entities()
        if "person" in self.entities:
            builder.declare_person_entity("person", range(len(self.inputs.household_of)))
            group = builder.declare_entity("household", range(self.inputs.subjects))
            builder.join_with_persons(
                group, self.inputs.household_of, np.zeros(len(self.inputs.household_of), np.int16)
            )
        else:
            builder.declare_person_entity("household", range(self.inputs.subjects))
        self.simulation = builder.build(self.system)
        for name, values in self.given.items():
            self.simulation.set_input(name, PERIOD, values)

    def give(self, columns: Columns) -> None:
        """New values for number variables that are there."""
        for name, column in columns.items():
            self.given[name] = self.reckoning.given(column.values, column.decimals or 0)

    def calculate(self) -> Values:
        """Payable, calculated anew."""
        if self.is_bare and self.simulation is not None:
            for name in self.calculated:
                self.simulation.delete_arrays(name, PERIOD)
        else:
            self.build()
        return self.simulation.calculate(PAYABLE, PERIOD)

    def _add_inputs(self, entity: str, columns: Columns) -> None:
        for name, column in columns.items():
            kind: type = int
            self.given[name] = column.values
            if column.decimals is not None:
                kind, self.given[name] = self.reckoning.kind, self.reckoning.given(column.values, column.decimals)
            elif column.values.dtype.kind in "bM":
                kind = bool if column.values.dtype.kind == "b" else date
            elif column.words and not self.is_bare:
                kind = Enum(name, {word: word for word in column.words})
                self.given[name] = EnumArray(column.values.astype(np.uint8), kind)
            self.add(entity, name, kind)


def _method(formula: Formula) -> Callable[..., Values]:
    def formula_of(population: Any, period: Any, parameters: Any) -> Values:
        return formula(population, period, parameters)

    return formula_of
