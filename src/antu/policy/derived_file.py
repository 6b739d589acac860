"""Reading derived values and eligibility rules: which needs which, and so in what order they are worked out."""

from __future__ import annotations

from dataclasses import dataclass
from graphlib import CycleError, TopologicalSorter

from antu.policy import syntax
from antu.policy.block import Block
from antu.policy.eligibility_file import DraftEligibility, type_rules
from antu.policy.formula import NUMBER, finished, parsed, typed
from antu.policy.names import Names
from antu.policy.pack import Derived, Eligibility
from antu.policy.value_types import UNKNOWN, Unknown
from antu.policy.words import Wording

_DECISION = "(decision)"
"""The place of the eligibility decisions among the derived values."""


@dataclass(frozen=True, slots=True)
class Worked:
    """Derived values in file order; the order of working them out, None for the decisions; the eligibility table."""

    derived: tuple[Derived, ...]
    evaluation: tuple[Derived | None, ...]
    eligibility: Eligibility | None


@dataclass(frozen=True, slots=True)
class _Draft:
    block: Block
    label: str
    unit: str
    expression: syntax.Expression | None


def read_derived(
    block: Block | None, draft: DraftEligibility | None, names: Names, wording: Wording, labels: dict[str, str]
) -> tuple[Worked, Names]:
    """Everything between facts and items, and the names with the derived values added.

    ``labels`` is the mapping behind the wording's derived names; it is filled here.
    """
    drafts = {name: _draft(found) for name, found in block.names("value")} if block else {}
    labels.update({name: each.label or name for name, each in drafts.items()})
    _check_clashes(drafts, names)
    derived: dict[str, Derived] = {}
    eligibility: Eligibility | None = None
    order, circle = _order(drafts, draft, names)
    for name in drafts if circle else ():  # each is there, and what it comes to is not known
        names = names.with_derived(name, UNKNOWN)
    for name in order:
        if name == _DECISION and draft is not None:
            eligibility = type_rules(draft, names, wording)
        elif name in drafts and name not in circle:
            found, names = _typed(name, drafts[name], names, wording)
            if found:
                derived[name] = found
    evaluation = tuple(derived.get(name) for name in order if name in derived or name == _DECISION)
    return Worked(tuple(derived[name] for name in drafts if name in derived), evaluation, eligibility), names


def _draft(block: Block) -> _Draft:
    draft = _Draft(block, block.optional("label"), block.optional("unit"), parsed(block, "value", "min(a, b)"))
    block.finish()
    return draft


def _check_clashes(drafts: dict[str, _Draft], names: Names) -> None:
    for table in names.schema.tables.values():
        for name in drafts.keys() & table.columns.keys():
            drafts[name].block.fault("", "P-DUPLICATE", f"派生值「{name}」与「{table.label}」的列同名；请换一个名称")


def _order(drafts: dict[str, _Draft], eligibility: DraftEligibility | None, names: Names) -> tuple[list[str], set[str]]:
    """In which order to work them out, and those that need each other, which is told."""
    needs: dict[str, set[str]] = {}
    for name, draft in drafts.items():
        mentioned = names.mentioned(draft.expression) if draft.expression else set()
        needs[name] = mentioned & drafts.keys()
        if eligibility and eligibility.column in mentioned:
            needs[name].add(_DECISION)
    if eligibility:
        mentions = (names.mentioned(rule) for rule in eligibility.conditions)
        needs[_DECISION] = set().union(*mentions) & drafts.keys()
    try:
        return list(TopologicalSorter(needs).static_order()), set()
    except CycleError as error:
        circle = error.args[1]
        words = " → ".join("安置资格" if name == _DECISION else name for name in circle)
        for name in set(circle) & drafts.keys():
            drafts[name].block.fault("value", "P-CYCLE", f"派生值互相引用，绕成一圈：{words}；请拆开其中一个")
        return list(needs), set(circle)


def _typed(name: str, draft: _Draft, names: Names, wording: Wording) -> tuple[Derived | None, Names]:
    if draft.expression is None:
        return None, names.with_derived(name, UNKNOWN)
    node = typed(draft.block, "value", draft.expression, names, NUMBER)
    if isinstance(node.type, Unknown):
        return None, names.with_derived(name, UNKNOWN)
    formula = finished(draft.block.optional("value"), node, wording)
    return Derived(name, draft.label or name, draft.unit, formula), names.with_derived(name, node.type)
