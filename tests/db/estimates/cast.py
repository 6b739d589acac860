"""Who drafts and who reviews, what they say, and a project with signed and unsigned households."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from tests.db.registry import SAMPLES, bring_in

from antu.estimates.domain.asking import SAMPLE, WHOLE, Asked
from antu.estimates.domain.draft import TypedLine
from antu.estimates.domain.review import Approval, GivenOpinion
from antu.estimates.models import EstimateVersion
from antu.estimates.selectors import lines_of, total_of
from antu.estimates.services import approve_estimate, begin_estimate, save_lines, submit_estimate
from antu.households.models import Household
from antu.kernel.errors import BadInput
from antu.kernel.money import Money
from antu.platform.actor import EVERYTHING, Actor
from antu.platform.versions import version_of
from antu.projects.models import Project

TODAY = date(2024, 1, 31)
SIGNED_ON = date(2023, 12, 31)
DRAFTER = Actor("zhengchai", "示例征拆", frozenset({"register.view", "project.edit"}), EVERYTHING)
REVIEWER = Actor("zhuren", "示例主任", frozenset({"register.view", "estimate.review"}), EVERYTHING)
OPINION = GivenOpinion("示例财政评审中心", "示例评审", date(2024, 1, 20), "资料齐全，同意")
ALL = Asked(WHOLE, SIGNED_ON)


def register() -> Project:
    """大数据二期: eight subjects, of which three have not signed."""
    bring_in(SAMPLES / "dashuju-2-remaining.xlsx")
    return Project.objects.get(name="大数据二期")


def typed(*rows: tuple[str, str]) -> list[TypedLine]:
    """Lines by hand: category and amount."""
    return [
        TypedLine(f"n{number}", name, amount=amount, basis_text="文件") for number, (name, amount) in enumerate(rows)
    ]


def by_hand(project: Project, *rows: tuple[str, str]) -> EstimateVersion:
    """A draft with these lines and nothing computed."""
    version = begin_estimate(DRAFTER, project)
    return save_lines(DRAFTER, version, typed(*rows), "", version_of(version))


def submitted(project: Project, *rows: tuple[str, str]) -> EstimateVersion:
    """The same, handed in."""
    return submit_estimate(DRAFTER, by_hand(project, *rows))


def approval(amount: str, on: date = date(2024, 1, 25), *opinions: GivenOpinion) -> Approval:
    """An approval of so much."""
    return Approval(Money.parse(amount), "示财评〔2024〕1号", on, opinions or (OPINION,))


def approved(project: Project, amount: str, on: date = date(2024, 1, 25)) -> EstimateVersion:
    """A version of one line, approved as it was submitted."""
    return approve_estimate(REVIEWER, submitted(project, ("税费", amount)), approval(amount, on), today=TODAY)


def sampled(whole: int, *codes: str) -> Asked:
    """A sample of these households for so many."""
    keys = tuple(Household.objects.get(code=code).pk for code in codes)
    return Asked(SAMPLE, SIGNED_ON, keys, whole)


def total(version: EstimateVersion) -> Money:
    """What the version costs."""
    return total_of(lines_of(version))


def refusals(deed: Callable[[], object]) -> list[tuple[str, object]]:
    """Rule and column of each problem."""
    with pytest.raises(BadInput) as refused:
        deed()
    return [(each.rule, each.where.get("column")) for each in refused.value.problems]
