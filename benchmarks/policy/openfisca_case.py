"""OpenFisca given both policies, with float variables as its country packages have them, and with integers of fen.

Members of hunan-demo-2023 are persons. Buildings, fixtures and the like become a column of quantities a rate, as a
country package has a variable a kind of income: OpenFisca has one entity that is no group, so rows of their own would
all have to be persons, each with the variables of every table. The fen that single lines round are lost so. What is
timed is what a user does with a register in numpy arrays: a simulation is built, its inputs are set, payable is
calculated. Once the quantities are summed up beforehand, which is a part of the work only, and once inside the clock,
from the Arrow tables of rows that this engine reads.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Final

import numpy as np
import pyarrow as pa

from benchmarks.policy.contest import Contestant
from benchmarks.policy.exactness import PAYABLE, table_of
from benchmarks.policy.openfisca_inputs import flat_inputs, hunan_inputs
from benchmarks.policy.openfisca_policies import add_flat, add_hunan
from benchmarks.policy.openfisca_rows import ChildRows
from benchmarks.policy.openfisca_system import Reckoning, System, Values
from benchmarks.policy.registers import FLAT, Register

SUMMED, FROM_ROWS = ", child rows summed beforehand", ", from child rows"
_KINDS: Final = {
    "float variables": (False, False),
    "integer variables": (True, False),
    "float variables, numpy for parameters": (False, True),
}
"""How amounts are kept: whether as whole fen, and whether without OpenFisca's own parameters."""


def contestants(register: Register) -> list[Contestant]:
    """The policy with float variables and with integers, and with numpy in place of parameters."""
    is_flat = register.policy == FLAT
    inputs = flat_inputs(register) if is_flat else hunan_inputs(register)
    rows = None if is_flat else ChildRows(register)
    made = []
    for name, (is_whole, is_bare) in _KINDS.items():
        reckoning = Reckoning(is_whole)
        system = System(inputs, reckoning, is_bare=is_bare)
        (add_flat if is_flat else add_hunan)(system, inputs, reckoning)
        runs: dict[str, Callable[[], Values]] = {"" if is_flat else SUMMED: system.calculate}
        if rows and not is_bare:
            runs[FROM_ROWS] = partial(_from_rows, system, rows)
        for way, run in runs.items():
            made.append(Contestant(f"OpenFisca, {name}{way}", run, partial(_totals, reckoning), register.subjects))
    return made


def _from_rows(system: System, rows: ChildRows) -> Values:
    system.give(rows.summed())
    return system.calculate()


def _totals(reckoning: Reckoning, payable: Values) -> pa.Table:
    fen = payable if reckoning.is_whole else np.rint(payable.astype(np.float64) * 100)
    return table_of({PAYABLE: fen.astype(np.int64)})
