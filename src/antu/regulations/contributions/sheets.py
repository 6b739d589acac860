"""Sheets of the district workbook: 制度文件."""

from __future__ import annotations

from antu.platform.exchange import DistrictSheet, choice, day, text
from antu.regulations.models import IssuedRule, RuleKind

RULES = DistrictSheet(
    "制度文件",
    IssuedRule,
    columns=(
        day("日期", "issued_on", required=True),
        text("名称", "name", required=True),
        text("文号", "document_no"),
        choice("类别", "kind", RuleKind),
        text("牵头单位", "lead"),
        text("依据", "basis"),
    ),
    identity=("issued_on", "name"),
)

SHEETS: tuple[object, ...] = (RULES,)
