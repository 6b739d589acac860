"""Steps whose day has passed: the post that the drawing names hears of each, once."""

from __future__ import annotations

from datetime import date
from typing import Final

from django.db import transaction
from django.utils import timezone

from antu.inbox.models import Todo
from antu.inbox.services import Addressee, Matter, move_due, new_todo
from antu.organisations.models import Post
from antu.platform.bulk import add_rows
from antu.procedures.models import CaseStep, ProcedureDrawing
from antu.procedures.selectors.drawings import runnable
from antu.procedures.services.moving import LATE, TODO, due_of, subject_of

#: So many at a time, each batch in its own transaction.
BATCH: Final = 1_000


def escalate_late(today: date) -> int:
    """Tell of every open step whose last day is before ``today`` and of which nobody was told; how many."""
    told = 0
    while some := _some(today):
        told += some
    return told


@transaction.atomic
def recount_provisional() -> int:
    """Count anew the days that ran into a year without a holiday notice, now that there may be one; how many moved."""
    waiting = CaseStep.objects.filter(closed_at=None, is_provisional=True).select_related("case__drawing")
    moved = 0
    for step in waiting.select_for_update(of=("self",), skip_locked=True):
        node = runnable(step.case.drawing).drawing.steps[step.step]
        due_on, is_provisional = due_of(node, timezone.localtime(step.opened_at).date())
        if (due_on, is_provisional) != (step.due_on, step.is_provisional):
            step.due_on, step.is_provisional = due_on, is_provisional
            step.save(update_fields=("due_on", "is_provisional"))
            move_due(TODO, step.pk, due_on)
            moved += 1
    return moved


@transaction.atomic
def _some(today: date) -> int:
    late = CaseStep.objects.filter(closed_at=None, escalated_at=None, due_on__lt=today, case__is_sandbox=False)
    steps = list(
        late.select_related("case").order_by("due_on", "id").select_for_update(of=("self",), skip_locked=True)[:BATCH]
    )
    drawings = ProcedureDrawing.objects.in_bulk({step.case.drawing_id for step in steps})
    for step in steps:
        step.case.drawing = drawings[step.case.drawing_id]
    posts = {post.code: post for post in Post.objects.all()}
    add_rows([todo for step in steps for todo in _todo_of(step, posts)])
    CaseStep.objects.filter(pk__in=[step.pk for step in steps]).update(escalated_at=timezone.now())
    return len(steps)


def _todo_of(step: CaseStep, posts: dict[str, Post]) -> list[Todo]:
    """The to-do of the post that hears of it; none where the drawing names none."""
    drawing = step.case.drawing
    escalate = runnable(drawing).drawing.steps[step.step].rules.escalate
    post = posts.get(drawing.posts.get(escalate, ""))
    if post is None:
        return []
    matter = Matter(LATE, step.pk, f"督办：{drawing.name}“{step.name}”逾期", step.due_on)
    return [new_todo(matter, subject_of(step.case), Addressee(post=post))]
