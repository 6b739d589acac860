"""OpenFisca given both policies, with float variables as its country packages have them, and with integers of fen.

Members of hunan-demo-2023 are persons. Buildings, fixtures and the like become a column of quantities a rate, summed up
for each household beforehand and not timed, as a country package has a variable a kind of income: rows of their own
would all have to be persons. The fen that single lines round are lost so. What is timed is what a user does with a
register in numpy arrays: a simulation is built, its inputs are set, payable is calculated.
"""

from __future__ import annotations

from functools import partial

import numpy as np
import pyarrow as pa

from benchmarks.policy.contest import Contestant
from benchmarks.policy.exactness import PAYABLE, table_of
from benchmarks.policy.openfisca_inputs import flat_inputs, hunan_inputs
from benchmarks.policy.openfisca_policies import add_flat, add_hunan
from benchmarks.policy.openfisca_system import Reckoning, System, Values
from benchmarks.policy.registers import FLAT, Register


def contestants(register: Register) -> list[Contestant]:
    """The policy with float variables and with integers, and with numpy in place of parameters."""
    is_flat = register.policy == FLAT
    inputs = flat_inputs(register) if is_flat else hunan_inputs(register)
    kinds = {
        "float variables": (False, False),
        "integer variables": (True, False),
        "float variables, numpy for parameters": (False, True),
    }
    made = []
    for name, (is_whole, is_bare) in kinds.items():
        reckoning = Reckoning(is_whole)
        system = System(inputs, reckoning, is_bare=is_bare)
        (add_flat if is_flat else add_hunan)(system, inputs, reckoning)
        totals = partial(_totals, reckoning)
        made.append(Contestant(f"OpenFisca, {name}", system.calculate, totals, register.subjects))
    return made


def _totals(reckoning: Reckoning, payable: Values) -> pa.Table:
    fen = payable if reckoning.is_whole else np.rint(payable.astype(np.float64) * 100)
    return table_of({PAYABLE: fen.astype(np.int64)})
