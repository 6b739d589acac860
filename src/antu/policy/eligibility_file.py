"""Reading ``eligibility.yaml``: the table of rules that decides who is counted."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from antu.policy import syntax
from antu.policy.block import NAME, Block
from antu.policy.faults import listed, nearest
from antu.policy.formula import CONDITION, Formula, finished, parsed, typed
from antu.policy.names import Names
from antu.policy.pack import DECISIONS, EXCLUDE, INCLUDE, Eligibility, Rule
from antu.policy.schema import Choice, ColumnType, FactColumn, FactSchema
from antu.policy.value_types import Unknown
from antu.policy.words import Wording


@dataclass(frozen=True, slots=True)
class _DraftRule:
    block: Block
    rule: Rule
    expression: syntax.Expression | None


@dataclass(frozen=True, slots=True)
class DraftEligibility:
    """An eligibility table whose conditions are parsed and not yet typed."""

    table: str
    column: str
    panel: str
    undecided: str
    rules: tuple[_DraftRule, ...]

    @property
    def conditions(self) -> tuple[syntax.Expression, ...]:
        """The rules' conditions that parsed."""
        return tuple(rule.expression for rule in self.rules if rule.expression is not None)


def read_eligibility(block: Block, schema: FactSchema) -> DraftEligibility | None:
    """The table's rules, parsed; None where the frame itself has faults."""
    table, column = block.text("table", "members"), block.text("decision", "decision")
    panel, undecided = block.text("panel", "review_decision"), block.text("undecided", "none")
    rules = tuple(_rule(found) for found in block.blocks("rules"))
    block.finish()
    _check_rules(block, rules)
    before = len(block.faults.problems)
    found = schema.tables.get(table)
    if found is None or found.is_single:
        block.fault("table", "P-UNKNOWN-NAME", f"没有多行表「{table}」{nearest(table, schema.tables)}")
        return None
    if not NAME.fullmatch(column) or column in found.columns:
        block.fault("decision", "P-DUPLICATE", f"认定列「{column}」应为本表还没有的列名，如 decision")
    _check_panel(block, found.columns, panel, undecided)
    return DraftEligibility(table, column, panel, undecided, rules) if len(block.faults.problems) == before else None


def with_decision(schema: FactSchema, draft: DraftEligibility | Eligibility | None) -> FactSchema:
    """The schema that formulas see: the eligibility table's rows carry the decision too."""
    if draft is None:
        return schema
    choices = tuple(Choice(code, label) for code, label in DECISIONS.items())
    column = FactColumn(draft.column, "认定", "认定", ColumnType.CHOICE, required=True, choices=choices)
    table = schema.tables[draft.table]
    table = replace(table, columns={**table.columns, draft.column: column})
    return FactSchema({**schema.tables, draft.table: table})


def type_rules(draft: DraftEligibility, names: Names, wording: Wording) -> Eligibility:
    """The eligibility table ready for use; conditions see the facts, not the decision itself."""
    columns = {
        name: column for name, column in names.schema.tables[draft.table].columns.items() if name != draft.column
    }
    table = replace(names.schema.tables[draft.table], columns=columns)
    plain = replace(names, schema=FactSchema({**names.schema.tables, draft.table: table}), current=draft.table)
    rules = tuple(replace(each.rule, when=_condition(each, plain, wording)) for each in draft.rules)
    return Eligibility(draft.table, draft.column, draft.panel, draft.undecided, rules)


def _rule(block: Block) -> _DraftRule:
    code = block.text("code", "E01")
    expression = parsed(block, "when", "died_on <= project.population_cutoff_on") if block.has("when") else None
    decision = block.one_of("decision", DECISIONS)
    rule = Rule(code, None, decision, block.optional("evidence"), block.text("basis", "农村集体经济组织法 11 条"))
    block.finish()
    return _DraftRule(block, rule, expression)


def _condition(draft: _DraftRule, names: Names, wording: Wording) -> Formula | None:
    if draft.expression is None:
        return None
    node = typed(draft.block, "when", draft.expression, names, CONDITION)
    return None if isinstance(node.type, Unknown) else finished(draft.block.optional("when"), node, wording)


def _check_rules(block: Block, rules: tuple[_DraftRule, ...]) -> None:
    seen: set[str] = set()
    for each in rules:
        if each.rule.code in seen:
            each.block.fault("code", "P-DUPLICATE", f"规则代码「{each.rule.code}」用了两次；请改一个")
        seen.add(each.rule.code)
    if not rules or rules[-1].block.has("when"):
        block.fault(
            "rules",
            "P-RULES",
            "最后一条规则不能有 when：表要总能给出认定，如 - {code: E99, decision: review, basis: —}",
        )
    for each in rules[:-1]:
        if not each.block.has("when"):
            each.block.fault("when", "P-RULES", "没有 when 的规则总是成立，只能放在最后；请补上条件")


def _check_panel(block: Block, columns: Mapping[str, FactColumn], panel: str, undecided: str) -> None:
    column = columns.get(panel)
    if column is None or column.type != ColumnType.CHOICE or column.may_be_empty:
        known = [name for name, each in columns.items() if each.type == ColumnType.CHOICE]
        block.fault(
            "panel",
            "P-UNKNOWN-NAME",
            f"会审结论列应为本表必填或有默认值的可选值列，不能是「{panel}」{nearest(panel, known)}",
        )
        return
    codes = {choice.code for choice in column.choices}
    if undecided not in codes or not codes - {undecided} <= {INCLUDE, EXCLUDE}:
        block.fault(
            "panel",
            "P-CHOICE",
            f"「{panel}」的可选值应为 {INCLUDE}、{EXCLUDE} 和未会审的「{undecided}」，却是 {listed(sorted(codes))}",
        )
