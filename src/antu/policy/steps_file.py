"""Reading ``steps`` of ``items.yaml``: named parts of a row's working, such as 折合亩数."""

from __future__ import annotations

from functools import partial

from antu.policy.block import Block
from antu.policy.faults import nearest
from antu.policy.formula import parsed
from antu.policy.names import Names, StepDraft
from antu.policy.schema import PROJECT
from antu.policy.typist import Typist


def read_steps(block: Block | None, names: Names) -> dict[tuple[str, str], StepDraft]:
    """The steps by table and name."""
    steps: dict[tuple[str, str], StepDraft] = {}
    tables = {name: table for name, table in names.schema.tables.items() if name != PROJECT}
    for table, found in block.names() if block else ():
        if table not in tables:
            found.fault("", "P-UNKNOWN-NAME", f"没有表「{table}」{nearest(table, tables)}")
            continue
        for name, step in found.names():
            steps[table, name] = _step(table, name, step)
            if name in tables[table].columns:
                step.fault("", "P-DUPLICATE", f"分步「{name}」与「{tables[table].label}」的列同名；请换一个名称")
    return steps


def check_steps(names: Names) -> None:
    """Type every step once with all names in sight, so that one that nothing uses is checked too."""
    for table, name in names.steps:
        draft = names.steps[table, name]
        if name in names.derived:
            draft.note("P-DUPLICATE", f"分步「{name}」与派生值同名；请换一个名称")
        if draft.expression:
            Typist(names.on(table), draft.note).node(draft.expression)


def _step(table: str, name: str, block: Block) -> StepDraft:
    label, unit = block.text("label", "折合亩数"), block.optional("unit")
    expression = parsed(block, "value", "round(area_m2 * 3 / 2000, 4)")
    block.finish()
    return StepDraft(table, name, label, unit, expression, partial(block.fault, "value"))
