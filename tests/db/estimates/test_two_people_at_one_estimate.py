"""Two people at the same moment: one is heard, the other is told, and nothing is written twice."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from threading import Barrier

import pytest
from django.db import connection
from tests.db.estimates.cast import DRAFTER, OPINION, REVIEWER, TODAY, approval, by_hand, submitted, typed

from antu.estimates.models import EstimateOpinion, EstimateVersion
from antu.estimates.services import approve_estimate, begin_estimate, save_lines, send_back_estimate
from antu.kernel.errors import BadInput
from antu.platform.versions import version_of
from antu.projects.models import Project

pytestmark = pytest.mark.django_db(transaction=True)

PEOPLE = 4


def at_once(*deeds: Callable[[], object]) -> list[str]:
    """What came of each: done, or the rule that refused it."""
    barrier = Barrier(len(deeds))

    def attempt(deed: Callable[[], object]) -> str:
        try:
            barrier.wait()
            deed()
        except BadInput as refused:
            return refused.problems[0].rule
        else:
            return "done"
        finally:
            connection.close()

    with ThreadPoolExecutor(len(deeds)) as pool:
        return sorted(pool.map(attempt, deeds))


def project() -> Project:
    return Project.objects.create(name="示例路", land="collective")


def test_of_several_who_review_at_once_one_decides() -> None:
    version = submitted(project(), ("税费", "100"))
    reviewers = [replace(REVIEWER, login=f"reviewer-{number}") for number in range(PEOPLE)]
    approving = [lambda who=who: approve_estimate(who, version, approval("100"), today=TODAY) for who in reviewers[::2]]
    refusing = [lambda who=who: send_back_estimate(who, version, OPINION, today=TODAY) for who in reviewers[1::2]]
    assert at_once(*approving, *refusing) == ["E-STATE"] * (PEOPLE - 1) + ["done"]
    assert EstimateOpinion.objects.count() == 1


def test_of_several_who_begin_at_once_one_has_the_draft() -> None:
    of_road = project()
    assert at_once(*[lambda: begin_estimate(DRAFTER, of_road)] * PEOPLE) == ["E-OPEN"] * (PEOPLE - 1) + ["done"]
    assert EstimateVersion.objects.count() == 1


def test_of_several_who_save_one_page_at_once_one_is_kept() -> None:
    version = by_hand(project(), ("税费", "100"))
    seen = version_of(version)

    def save(amount: str) -> Callable[[], object]:
        return lambda: save_lines(DRAFTER, version, typed(("工作经费", amount)), "", seen)

    came = at_once(*(save(str(amount)) for amount in range(1, PEOPLE + 1)))
    assert came == ["E-CHANGED"] * (PEOPLE - 1) + ["done"]
    assert version.lines.standing().count() == 1
