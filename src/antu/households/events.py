"""What the register announces to later rooms, in the same transaction."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from antu.kernel.errors import BadInput, Problem
from antu.platform.actor import Actor
from antu.platform.exchange import MovedAmount
from antu.platform.progress import Told, to_nobody
from antu.policy import PackShelf


@dataclass(frozen=True, slots=True)
class HouseholdsRecorded:
    """Subjects of one project were registered or changed, or facts of the project that they all share.

    ``reason`` says in Chinese what brought it, such as the file; ``shelf`` holds the packs that may compute them;
    ``told`` hears how far that is. Who hears of it adds to ``moved`` the amounts that move with it.
    """

    actor: Actor
    project_id: int
    household_ids: tuple[int, ...]
    reason: str
    shelf: PackShelf
    told: Told = to_nobody
    moved: list[MovedAmount] = field(default_factory=list)


class RecordingRefused(BadInput):
    """Subjects that cannot be recorded as they are: the problems of each, by 户编号. The others may go in."""

    def __init__(self, problems_by_code: Mapping[str, tuple[Problem, ...]]) -> None:
        self.problems_by_code = dict(problems_by_code)
        super().__init__(problem for problems in self.problems_by_code.values() for problem in problems)
