"""What subjects come to: by an engine, and by explaining where it leaves one out, so that no total is partial."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction

import pyarrow as pa

from antu.policy.batch.engine import Engine
from antu.policy.batch.layout import FactsTables
from antu.policy.batch.program import Program
from antu.policy.batch.scopes import SUBJECT_ID
from antu.policy.computation import TOTALS
from antu.policy.compute import compute
from antu.policy.facts import Facts
from antu.policy.faults import BadFacts


@dataclass(frozen=True, slots=True)
class SubjectAmounts:
    """One subject in fen: the items that come to something, the total of every category, derived values asked for."""

    items: Mapping[str, int]
    totals: Mapping[str, int]
    derived: Mapping[str, Fraction]


def complete_with_explain(
    engine: Engine,
    program: Program,
    tables: FactsTables,
    facts_of: Callable[[int], Facts],
    derived: Collection[str] = (),
) -> Iterator[SubjectAmounts | BadFacts]:
    """What each subject comes to, in order; where it cannot be computed, why.

    Whom the tables leave out or the engine does not compute is explained from ``facts_of`` its place, which may raise
    BadFacts; where an item or total or one of the ``derived`` values is unfit, that is everybody. Derived values that
    the pack does not have are left out.
    """
    wanted = [name for name in derived if name in {each.name for each in program.pack.derived}]
    by_engine = _by_engine(engine, program, tables, wanted) if _is_whole(program, wanted) else {}
    for place in range(tables.subjects):
        try:
            found = by_engine.get(place)
            yield _explained(program, facts_of(place), wanted) if found is None else found
        except BadFacts as error:
            yield error


def _is_whole(program: Program, wanted: Collection[str]) -> bool:
    unfit = {each.code for each in program.unfit if each.kind == "item" or each.code in wanted}
    return not unfit and {f"t_{name}" for name in TOTALS} <= {each.name for each in program.totals}


def _by_engine(
    engine: Engine, program: Program, tables: FactsTables, wanted: Collection[str]
) -> dict[int, SubjectAmounts]:
    values = [each for each in program.derived if each.name.removeprefix("d_") in wanted]
    sums = [each.name for each in (*program.items, *program.totals)]
    found = engine.run_subjects(program, tables, [*sums, *(each.name for each in values)])
    places = found[SUBJECT_ID].to_pylist()
    items = _by_code(found, [f"i_{item.code}" for item in program.pack.items])
    totals = _by_code(found, [f"t_{name}" for name in TOTALS])
    names = (name for each in values for name in (each.name, each.over) if name)
    own = found.select([SUBJECT_ID, *dict.fromkeys(names)])
    exact = ({each.name.removeprefix("d_"): each.of(row) for each in values} for row in own.to_pylist())
    rows = zip(places, items, totals, exact, strict=True)
    return {
        place: SubjectAmounts({code: fen for code, fen in amounts.items() if fen}, sums, values)
        for place, amounts, sums, values in rows
    }


def _by_code(found: pa.Table, names: list[str]) -> list[dict[str, int]]:
    """Amounts of each row, by the names without what they begin with."""
    rows = zip(*(map(int, found[name].to_pylist()) for name in names), strict=True)
    codes = [name[2:] for name in names]
    return [dict(zip(codes, row, strict=True)) for row in rows]


def _explained(program: Program, facts: Facts, wanted: Collection[str]) -> SubjectAmounts:
    answer = compute(program.pack, facts)
    items: Counter[str] = Counter()
    for line in answer.lines:
        items[line.code] += line.amount.fen
    totals = {name: answer.totals[name].fen for name in TOTALS}
    return SubjectAmounts(items, totals, {name: Fraction(answer.derived[name]) for name in wanted})
