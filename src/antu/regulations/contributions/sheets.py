"""Sheets of the district workbook: 制度文件."""

from __future__ import annotations

from datetime import date

from django.db.models import Q

from antu.kernel.text import comparable_name
from antu.platform.exchange import DistrictSheet, Matches, Values, choice, day, recognised, text
from antu.platform.workbook import Row, SheetReading
from antu.regulations.models import IssuedRule, RuleKind

_KNOWN_BY = ("issued_on", "name")


def same_rules(reading: SheetReading) -> Matches:
    """Which rule each row means, whatever pages have called it since.

    A workbook often has the last day of the year for a day that it does not know: a rule whose day a page gave is found
    by its name and year.
    """
    rules = list(IssuedRule.objects.order_by("-is_voided", "pk"))
    by_name_and_year = {
        (comparable_name(rule.name), rule.issued_on.year): rule.pk
        for rule in rules
        if rule.issued_on and "issued_on" in rule.given_by_page
    }

    def of_the_year(row: Row) -> int | None:
        on, name = row.values.get("issued_on"), row.values.get("name")
        is_known = isinstance(on, date) and isinstance(name, str)
        return by_name_and_year.get((comparable_name(name), on.year)) if is_known else None  # type: ignore[union-attr, arg-type]

    return recognised(
        reading,
        _KNOWN_BY,
        named={(rule.issued_on, comparable_name(rule.name)): rule.pk for rule in rules},
        formerly={
            (date.fromisoformat(rule.workbook_key[0]), comparable_name(rule.workbook_key[1])): rule.pk
            for rule in rules
            if rule.workbook_key
        },
        otherwise=of_the_year,
    )


def keep_what_pages_gave(rule: IssuedRule, values: Values) -> Values:
    """What a page gave stays (ADR 0017)."""
    return {name: value for name, value in values.items() if name not in rule.given_by_page}


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
    identity=_KNOWN_BY,
    match=same_rules,
    adapt=keep_what_pages_gave,
    exported=Q(issued_on__isnull=False),
)

SHEETS: tuple[object, ...] = (RULES,)
