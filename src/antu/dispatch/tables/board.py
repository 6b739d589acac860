"""调度看板: how many assignments each responsible organisation has in each state."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from django.urls import reverse
from django.utils.http import urlencode

from antu.dispatch.domain.course import State
from antu.organisations.models import Organisation, OrganisationKind
from antu.platform.actor import Actor
from antu.platform.display import Cell, Column, Kind, marks
from antu.platform.listing import Empty, ListColumn, Listing, by_value

KINDS: Final = (("town", "镇街"), ("other", "其他单位"))


@dataclass(frozen=True, slots=True)
class Charged:
    """An organisation with its assignments by state."""

    organisation: Organisation
    counts: Counter[State]

    @property
    def kind(self) -> str:
        """A key of :data:`KINDS`."""
        return "town" if self.organisation.kind == OrganisationKind.TOWN else "other"


def charged(counts: Mapping[Organisation, Counter[State]], towns: Iterable[Organisation]) -> list[Charged]:
    """Every sub-district, though it has nothing to do, then the others that have."""
    rows = {town.pk: Charged(town, Counter()) for town in towns}
    rows |= {each.pk: Charged(each, counted) for each, counted in counts.items()}
    return sorted(rows.values(), key=lambda each: each.kind != "town")


def board_listing(year: str) -> Listing:
    """The board; each number leads to its assignments."""

    def url(each: Charged, state: State | None = None) -> str:
        asked = {"lead": str(each.organisation.pk), "state": state.code if state else "", "year": year}
        return f"{reverse('assignments')}?{urlencode({name: value for name, value in asked.items() if value})}"

    def organisation(each: Charged) -> Cell:
        return Cell(each.organisation.name, url(each), chips=marks(is_sample=each.organisation.is_sample))

    def column(state: State) -> ListColumn:
        def cell(each: Charged) -> Cell:
            return _number(each.counts[state], url(each, state))

        heading = Column(state.value, "项", Kind.NUMBER)
        return ListColumn(state.code, heading, cell, by_value(lambda each: each.counts[state]))

    return Listing(
        "dispatch-board",
        "调度看板",
        (
            ListColumn("organisation", Column("责任单位"), organisation, by_value(lambda each: str(each.organisation))),
            *(column(state) for state in State),
            ListColumn(
                "all",
                Column("共", "项", Kind.NUMBER),
                lambda each: _number(each.counts.total(), url(each)),
                by_value(lambda each: each.counts.total()),
            ),
        ),
        Empty("没有您能看到的交办事项，也没有登记镇街。", "看交办事项", reverse("assignments")),
        counter="个单位",
        totals=_totals,
        key_of=lambda each: each.organisation.pk,
        url_of=url,
        is_picked=False,
        takes_additions=False,
    )


def _number(count: int, url: str) -> Cell:
    return Cell(str(count), url if count else "")


def _totals(_actor: Actor, everything: Iterable[Charged]) -> Mapping[str, Cell]:
    rows = list(everything)
    by_state = {state.code: Cell(str(sum(each.counts[state] for each in rows))) for state in State}
    return {**by_state, "all": Cell(str(sum(each.counts.total() for each in rows)))}
