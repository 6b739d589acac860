"""Several at the same moment at one step, one case: one is heard, the others are told, and nothing is done twice."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection
from tests.db.procedures.test_a_case_runs_from_its_drawing import DAY, draft, proposed, step
from tests.offices import as_, colleague, open_offices

from antu.inbox.models import Todo
from antu.kernel.errors import AntuError
from antu.platform.actor import Actor
from antu.procedures.models import CaseOpinion, ProcedureCase
from antu.procedures.selectors.cases import open_steps
from antu.procedures.services.cases import Word, complete_step, start_case
from antu.projects.models import Project

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def offices() -> None:
    open_offices()
    Project.objects.create(name="示例路", code="SF-1", land="collective")


def at_once(key: int, actors: list[Actor]) -> list[str]:
    barrier = Barrier(len(actors))

    def attempt(actor: Actor) -> str:
        try:
            barrier.wait()
            complete_step(actor, key, Word(answers={"reason": "市下达"}), DAY)
        except AntuError as refused:
            return refused.problems[0].rule
        else:
            return "done"
        finally:
            connection.close()

    with ThreadPoolExecutor(len(actors)) as pool:
        return sorted(pool.map(attempt, actors))


def test_of_several_at_one_step_one_does_it() -> None:
    case = start_case(as_("zonghe"), "plan-adjustment", draft(), DAY)
    hands = [as_("zonghe"), *(colleague(f"zonghe{number}", "zonghe") for number in range(3))]
    assert at_once(step(case).pk, hands) == ["B-STEP"] * 3 + ["done"]
    assert [each.name for each in open_steps(case)] == ["股室会签"]
    assert Todo.objects.open().count() == 3


def test_countersigners_at_once_are_all_counted_and_the_step_ends_once() -> None:
    case = proposed()
    came = at_once(step(case).pk, [as_("zhengchai"), as_("caiwu"), as_("fagui")])
    assert came == ["B-STEP", "done", "done"]
    assert CaseOpinion.objects.count() == 2
    assert [each.name for each in open_steps(case)] == ["主任审批"]
    assert Todo.objects.open().count() == 1


def test_of_several_who_begin_one_matter_one_does() -> None:
    version, people = draft(), [as_("zonghe"), colleague("zonghe2", "zonghe")]
    barrier = Barrier(len(people))

    def begin(actor: Actor) -> str:
        try:
            barrier.wait()
            start_case(actor, "plan-adjustment", version, DAY)
        except AntuError as refused:
            return refused.problems[0].rule
        else:
            return "done"
        finally:
            connection.close()

    with ThreadPoolExecutor(len(people)) as pool:
        assert sorted(pool.map(begin, people)) == ["B-START", "done"]
    assert ProcedureCase.objects.count() == 1
