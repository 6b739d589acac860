"""Papers of many households in one document, as far as the actor sees them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import Any, Final

from django.db.models import Prefetch
from django.utils.timezone import localdate

from antu.compensation.documents.card import cards_pdf, determined_card, estimated_card
from antu.compensation.documents.sheet import determined_sheet, estimated_sheet, sheets_pdf
from antu.compensation.models import Determination
from antu.compensation.selectors import assumed_signing_day, choose_pack, estimate, standing_determinations
from antu.households.models import Household
from antu.households.selectors import whole_households
from antu.kernel.errors import AntuError
from antu.platform.actor import Actor
from antu.platform.documents.pages_of_pdf import joined_pdf
from antu.platform.progress import Told, to_nobody
from antu.policy import Computation, Pack
from antu.projects.models import Project

#: Set in one compile: more would be no quicker, and Typst remembers ten compiles, 4 MB a household.
AT_ONCE: Final = 25


class Paper(StrEnum):
    """What is printed of each household."""

    SHEETS = "sheets"
    CARDS = "cards"


NOBODY: Final = ("全部", "没有可以打印的户：没有登记户，或者所登记的户不属于您所在的单位")


@dataclass(frozen=True, slots=True)
class Making:
    """How a paper is made of a determination and of an estimate, and how many of them are set."""

    title: str
    determined: Callable[[Determination], Any]
    estimated: Callable[[Household, Computation, date], Any]
    pdf: Callable[..., bytes]


MAKINGS: Final = {
    Paper.SHEETS: Making("计算书", determined_sheet, estimated_sheet, sheets_pdf),
    Paper.CARDS: Making("明白卡", determined_card, estimated_card, cards_pdf),
}


@dataclass(frozen=True, slots=True)
class PrintedBatch:
    """The document, how many households it holds, and who is not in it (who, why): they stand on its last page."""

    pdf: bytes
    count: int
    left_out: tuple[tuple[str, str], ...]


def print_batch(
    actor: Actor,
    paper: Paper,
    keys: Sequence[int],
    made_at: datetime,
    told: Told = to_nobody,
) -> PrintedBatch:
    """The papers of the households of these keys that the actor sees, in this order, each from a page of its own.

    The unsigned are estimated for that day (their project's first signing day, if that is later) and marked so.
    """
    batch = _Batch(actor, MAKINGS[paper], made_at)
    for start in range(0, len(keys), AT_ONCE):
        batch.add(keys[start : start + AT_ONCE])
        told(min(start + AT_ONCE, len(keys)), len(keys), "排版")
    return batch.closed()


@dataclass
class _Batch:
    """What has been set so far."""

    actor: Actor
    making: Making
    made_at: datetime
    parts: list[bytes] = field(default_factory=list)
    count: int = 0
    left_out: list[tuple[str, str]] = field(default_factory=list)
    _packs: dict[int, Pack | None] = field(default_factory=dict)

    def add(self, keys: Sequence[int]) -> None:
        """Set the papers of these households."""
        made = list(self._made(keys))
        if made:
            self.parts.append(self.making.pdf(made, self.actor.name, self.made_at))
            self.count += len(made)

    def closed(self) -> PrintedBatch:
        """The whole, with who was left out on its last page."""
        if self.left_out or not self.parts:
            last = self.making.pdf([], self.actor.name, self.made_at, self.left_out or [NOBODY])
            self.parts.append(last)
        return PrintedBatch(joined_pdf(self.parts, self.making.title), self.count, tuple(self.left_out))

    def _made(self, keys: Sequence[int]) -> Iterator[Any]:
        standing = Prefetch("determinations", standing_determinations(), to_attr="standing")
        found = whole_households(pks=keys).seen_by(self.actor).prefetch_related(standing)
        by_key = {household.pk: household for household in found}
        for household in (by_key[key] for key in keys if key in by_key):
            try:
                yield self._one(household)
            except AntuError as refused:
                self.left_out.append((str(household), "；".join(problem.message for problem in refused.problems)))

    def _one(self, household: Any) -> Any:
        if household.standing:
            determination: Determination = household.standing[0]
            determination.household = household
            return self.making.determined(determination)
        day = assumed_signing_day(household.project, localdate(self.made_at))
        return self.making.estimated(household, estimate(household, day, self._pack(household.project)), day)

    def _pack(self, project: Project) -> Pack | None:
        """The pack that estimates, chosen once a project; None where there is none: each household then says why."""
        if project.pk not in self._packs:
            try:
                self._packs[project.pk] = choose_pack(project).pack
            except AntuError:
                self._packs[project.pk] = None
        return self._packs[project.pk]
