"""What a workbook says of days and states becomes dated events and circumstances of a household."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from antu.households.domain.subject import Values
from antu.households.models import (
    Circumstance,
    CircumstanceKind,
    Household,
    HouseholdEvent,
    HouseholdEventKind,
)
from antu.households.selectors.tables import SIGNED_ON, VACATED_ON
from antu.households.services.stored_row import Changes
from antu.platform.bulk import add_rows

_EVENTS: Mapping[str, tuple[HouseholdEventKind, str]] = {
    SIGNED_ON: (HouseholdEventKind.SIGNED, "签约日"),
    VACATED_ON: (HouseholdEventKind.VACATED, "腾地日"),
}


@dataclass
class EventBook:
    """The dated events of one import, entered together at the end."""

    voided: list[int] = field(default_factory=list)
    added: list[HouseholdEvent] = field(default_factory=list)

    def note(self, household: Household, values: Values, *, is_new: bool) -> Changes:
        """What makes the standing events those of the workbook: a corrected day voids the old event and adds one.

        An emptied cell only voids. A new household has no events yet.
        """
        changes: Changes = {}
        for name, (kind, label) in _EVENTS.items():
            standing, wanted = None if is_new else _standing(household, kind), values[name]
            if (standing and standing.on) == wanted:
                continue
            if standing:
                self.voided.append(standing.pk)
            if isinstance(wanted, date):
                self.added.append(HouseholdEvent(household=household, kind=kind, on=wanted))
            changes[label] = [_day(standing.on if standing else None), _day(wanted)]
        return changes

    def enter(self) -> None:
        """Write them: the voided first, because only one event of a kind stands."""
        if self.voided:
            HouseholdEvent.objects.filter(pk__in=self.voided).update(is_voided=True)
        add_rows(self.added)


def record_circumstance(household: Household, today: date, *, is_new: bool) -> Changes:
    """Open the circumstance that the written state names, and close those that only an earlier workbook named.

    One opened in the product itself is left alone: a workbook neither doubles nor closes it.
    """
    written = household.status_written if household.status_written in CircumstanceKind.values else None
    standing = [] if is_new else [each for each in household.circumstances.all() if each.until_on is None]
    changes: Changes = {}
    for each in standing:
        if each.from_register and each.kind != written:
            Circumstance.objects.filter(pk=each.pk).update(until_on=today)
            changes[f"特殊情形 {each.get_kind_display()}"] = ["据台账", "据台账结束"]
    same = next((each for each in standing if each.kind == written), None)
    if written and same is None:
        opened = Circumstance(household=household, kind=written, from_on=today, from_register=True)
        opened.reason = household.held_reason
        opened.save()
        changes[f"特殊情形 {opened.get_kind_display()}"] = [None, f"据台账，自 {today}"]
    elif same and same.from_register:
        Circumstance.objects.filter(pk=same.pk).update(reason=household.held_reason)
    return changes


def _standing(household: Household, kind: HouseholdEventKind) -> HouseholdEvent | None:
    return next((event for event in household.events.all() if event.kind == kind and not event.is_voided), None)


def _day(value: Any) -> str | None:
    return value.isoformat() if isinstance(value, date) else None
