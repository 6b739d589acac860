"""On the page of an issued rule: the drawings that implement it."""

from __future__ import annotations

from django.http import HttpRequest

from antu.platform.panels import Context, Panel
from antu.procedures.selectors.drawings import drawings, in_force
from antu.procedures.tables import drawings_of_rule_table


def drawings_of_rule(_request: HttpRequest, rule: int) -> Context | None:
    """The versions of drawings that name this rule; no panel where none does."""
    found = list(drawings().filter(rule=rule))
    return {"table": drawings_of_rule_table(found, set(in_force().values_list("pk", flat=True)))} if found else None


PANELS: tuple[object, ...] = (Panel("issued-rule", "drawings", "落实它的流程图", "antu/table.html", drawings_of_rule),)
