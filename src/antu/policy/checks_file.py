"""Reading the checks between columns of ``pack.yaml``."""

from __future__ import annotations

import re

from antu.policy.block import Block
from antu.policy.faults import nearest
from antu.policy.formula import CONDITION, finished, parsed, typed
from antu.policy.names import Names
from antu.policy.pack import Check
from antu.policy.value_types import Unknown
from antu.policy.words import Wording

DEFAULT_RULE = "F-CHECK"
_RULE = re.compile(r"[A-Z]+(?:-[A-Z0-9]+)+", re.ASCII)


def read_checks(block: Block, names: Names, wording: Wording) -> tuple[Check, ...]:
    """The checks without faults, in file order."""
    checks = (_check(found, names, wording) for found in block.blocks("checks"))
    return tuple(check for check in checks if check is not None)


def _check(block: Block, names: Names, wording: Wording) -> Check | None:
    expression = parsed(block, "refuse", "subject.signed_on < project.notice_on")
    at = block.text("at", "subject.signed_on")
    message = block.text("message", "签约日早于征收决定公告日")
    rule = block.optional("rule") or DEFAULT_RULE
    if not _RULE.fullmatch(rule):
        block.fault("rule", "P-NAME", f"规则代码不能是「{rule}」；应为大写字母和连字符，如 R-DATE-ORDER")
    block.finish()
    table, _, column = at.partition(".")
    tables = names.schema.tables
    if table not in tables or column not in tables[table].columns:
        known = [f"{each.name}.{column}" for each in tables.values() for column in each.columns]
        if at:
            block.fault("at", "P-UNKNOWN-NAME", f"没有列「{at}」；应为 表.列，如 subject.signed_on{nearest(at, known)}")
        return None
    if expression is None:
        return None
    node = typed(block, "refuse", expression, names.on(table), CONDITION)
    if isinstance(node.type, Unknown):
        return None
    return Check(finished(block.optional("refuse"), node, wording), table, column, message, rule)
