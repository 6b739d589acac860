"""Steps that wait, late steps that somebody hears of, and cases that people follow."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from django.urls import reverse
from django.utils import timezone

from antu.inbox.models import Todo
from antu.inbox.selectors import TodoKind
from antu.platform.actor import Actor
from antu.platform.display import Chip
from antu.procedures.models import CaseStep
from antu.procedures.selectors.shown import WATCHED, states_of_cases
from antu.procedures.services.cases import Word, complete_step
from antu.procedures.services.moving import LATE, TODO


def _step_url(step: int) -> str:
    return reverse("case-step", args=[step])


def _case_url(case: int) -> str:
    return reverse("case", args=[case])


def _of_steps(ids: Iterable[int]) -> Mapping[int, tuple[str, Chip]]:
    cases = dict(CaseStep.objects.filter(pk__in=list(ids)).values_list("pk", "case_id"))
    states = states_of_cases(cases.values(), timezone.localdate())
    return {step: states[case] for step, case in cases.items()}


def _of_cases(ids: Iterable[int]) -> Mapping[int, tuple[str, Chip]]:
    return states_of_cases(ids, timezone.localdate())


def _complete(actor: Actor, todo: Todo, opinion: str) -> None:
    complete_step(actor, todo.object_id, Word(opinion=opinion), timezone.localdate())


TODOS: tuple[object, ...] = (
    TodoKind(TODO, "流程办理", _step_url, _of_steps, _complete),
    TodoKind(LATE, "逾期督办", _step_url, _of_steps),
    TodoKind(WATCHED, "办件", _case_url, _of_cases),
)
