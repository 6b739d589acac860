"""Papers of many households of a project in one document, as far as the actor sees them."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass
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
from antu.policy import Computation, Pack
from antu.projects.models import Project


class Paper(StrEnum):
    """What is printed of each household."""

    SHEETS = "sheets"
    CARDS = "cards"


NOBODY: Final = ("全部", "没有可以打印的户：项目还没有登记户，或者所登记的户不属于您所在的单位")


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


def batch_pdf(
    actor: Actor, project: Project, paper: Paper, made_at: datetime, pks: Collection[int] | None = None
) -> bytes:
    """The papers of the project's households (of these keys only) that the actor sees, by code, in one document.

    The unsigned are estimated for that day (the first signing day, if that is later) and marked so; who cannot be
    computed is listed with the reason on the last page.
    """
    making = MAKINGS[paper]
    made, left_out = [], []
    households = _households(actor, project, pks)
    pack = _pack(project, households)
    day = assumed_signing_day(project, localdate(made_at))
    for household in households:
        try:
            made.append(_made(making, household, day, pack))
        except AntuError as refused:
            left_out.append((str(household), "；".join(problem.message for problem in refused.problems)))
    return making.pdf(made, actor.name, made_at, left_out if made or left_out else [NOBODY])


def _households(actor: Actor, project: Project, pks: Collection[int] | None) -> list[Any]:
    standing = Prefetch("determinations", standing_determinations(), to_attr="standing")
    return list(whole_households(project, pks=pks).seen_by(actor).prefetch_related(standing))


def _pack(project: Project, households: list[Any]) -> Pack | None:
    """The pack that estimates, chosen once; None where nothing is to be estimated, or nothing can be."""
    if all(household.standing for household in households):
        return None
    try:
        return choose_pack(project).pack
    except AntuError:
        return None


def _made(making: Making, household: Any, day: date, pack: Pack | None) -> Any:
    if not household.standing:
        return making.estimated(household, estimate(household, day, pack), day)
    determination: Determination = household.standing[0]
    determination.household = household
    return making.determined(determination)
