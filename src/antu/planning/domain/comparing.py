"""What an adjustment changes: tasks added, dropped, and those whose quantity is another."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction


@dataclass(frozen=True, slots=True)
class ComparedTask:
    """A task as versions are compared: its project, its land, how much in that land's unit (None: unsaid)."""

    project: int
    name: str
    land: str
    area: Fraction | None


class Kind(StrEnum):
    """What became of a task."""

    ADDED = "新增"
    DROPPED = "取消"
    CHANGED = "任务量变动"


@dataclass(frozen=True, slots=True)
class TaskChange:
    """A task that the two versions do not have alike."""

    kind: Kind
    before: ComparedTask | None
    after: ComparedTask | None

    @property
    def task(self) -> ComparedTask:
        """The later side that there is."""
        task = self.after or self.before
        assert task  # noqa: S101 - a change has one side at least
        return task


def changes_between(before: Iterable[ComparedTask], after: Iterable[ComparedTask]) -> list[TaskChange]:
    """Added, then dropped, then changed tasks, each in the order of its version."""
    old, new = ({task.project: task for task in tasks} for tasks in (before, after))
    added = [TaskChange(Kind.ADDED, None, task) for project, task in new.items() if project not in old]
    dropped = [TaskChange(Kind.DROPPED, task, None) for project, task in old.items() if project not in new]
    both = ((old[project], task) for project, task in new.items() if project in old)
    changed = [TaskChange(Kind.CHANGED, was, now) for was, now in both if (was.land, was.area) != (now.land, now.area)]
    return [*added, *dropped, *changed]
