"""Explaining: every subject by itself, with its full trace; reading its facts, and every word of the answer, apart."""

from __future__ import annotations

import pyarrow as pa

from antu.policy import Computation, Line, compute, read_facts
from benchmarks.policy.contest import Contestant
from benchmarks.policy.exactness import PAYABLE, table_of
from benchmarks.policy.registers import Register, documents, pack_of


def contestants(register: Register) -> list[Contestant]:
    """Computing from facts that are read, with its words told too, and from the documents of the command line."""
    pack = pack_of(register.policy)
    given = documents(register, register.subjects)
    facts = [read_facts(pack, document) for document in given]

    def explained() -> list[Computation]:
        return [compute(pack, each) for each in facts]

    def explained_and_told() -> list[tuple[Computation, tuple[Line, ...]]]:
        return [(each, each.lines) for each in explained()]

    def totals_of_told(told: list[tuple[Computation, tuple[Line, ...]]]) -> pa.Table:
        return _totals([computation for computation, _ in told])

    def read_and_explained() -> list[Computation]:
        return [compute(pack, read_facts(pack, document)) for document in given]

    return [
        Contestant("antu explain, full trace", explained, _totals, len(facts)),
        Contestant("antu explain, every line and trace told in words", explained_and_told, totals_of_told, len(facts)),
        Contestant("antu explain, facts read and checked too", read_and_explained, _totals, len(facts)),
    ]


def _totals(computed: list[Computation]) -> pa.Table:
    return table_of({PAYABLE: [each.payable.fen for each in computed]})
