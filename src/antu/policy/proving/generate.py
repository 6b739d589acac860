"""Facts on every boundary of a pack, from the pack alone and the same for the same seed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from antu.policy.arithmetic import Uncomputable
from antu.policy.evaluate import Scope
from antu.policy.facts import read_facts
from antu.policy.faults import BadFacts
from antu.policy.pack import Pack
from antu.policy.proving.aim import Aim
from antu.policy.proving.chance import Chance
from antu.policy.proving.draft import Draft, Mutable
from antu.policy.proving.goals import ROUNDING, Goal, goals
from antu.policy.proving.outcomes import draft_of
from antu.policy.proving.places import Frame, reached_rows
from antu.policy.proving.rows import Rows
from antu.policy.proving.wishes import Hold, Values, Wish
from antu.policy.schema import SUBJECT

Document = dict[str, object]
_TRIES = 6
_WITNESSES = 2


@dataclass(frozen=True, slots=True)
class Reached:
    """How much of what a pack can do some facts reach: how many of how many of each kind, what is missed by name."""

    kinds: dict[str, tuple[int, int]]
    missed: tuple[str, ...]


def generate_facts(
    pack: Pack, households: int, seed: int, told: Callable[[int, int], None] | None = None
) -> list[Document]:
    """So many documents that ``read_facts`` takes, those that sit on boundaries first, then ordinary ones.

    Some of them have no answer under the pack, as a number outside a ladder; all engines must say so. Fewer where the
    pack's checks leave nothing. ``told`` hears how many of how many are made.
    """
    return _Generator(pack, seed, told or _nobody).documents(households)


def _nobody(_made: int, _of: int) -> None:
    """Nobody is told."""


def coverage(pack: Pack, documents: Sequence[Document]) -> Reached:
    """What of a pack these facts reach."""
    told = [goal for goal in goals(pack) if goal.told]
    values, hit = Values(), set[str]()
    for document in documents:
        scope = draft_of(pack, read_facts(pack, document)).scope()
        hit |= {goal.name for goal in told if goal.name not in hit and _shows(goal, values, scope)}
    names = dict.fromkeys((goal.kind, goal.name) for goal in told)
    kinds: dict[str, tuple[int, int]] = {}
    for kind, name in names:
        found, whole = kinds.get(kind, (0, 0))
        kinds[kind] = found + (name in hit), whole + 1
    return Reached(kinds, tuple(f"{kind}：{name}" for kind, name in names if name not in hit))


class _Generator:
    def __init__(self, pack: Pack, seed: int, told: Callable[[int, int], None]) -> None:
        self.pack, self.chance, self.told = pack, Chance(seed), told
        self.rows, self.values = Rows(pack, self.chance), Values()
        self.aim = Aim(pack, self.rows, self.chance)
        self.found: list[Document] = []
        self.tries = 0

    def documents(self, households: int) -> list[Document]:
        wanted = goals(self.pack)
        shown = Counter[str]()
        for times in range(1, _WITNESSES + 1):
            for goal in wanted:
                if shown[goal.name] < times and len(self.found) < households and self.tries < _TRIES * households:
                    self._try(goal, wanted, shown, times)
                    self.told(len(self.found), households)
        for _ in range(_TRIES * households):
            if len(self.found) < households:
                self._keep(self._base())
                self.told(len(self.found), households)
        return self.found

    def _base(self) -> Draft:
        """Ordinary facts that break no check, where a few tries find some."""
        for _ in range(_TRIES):
            draft = self.rows.draft()
            if self.aim.reach(draft, ()):
                break
        return draft

    def _try(self, goal: Goal, wanted: Sequence[Goal], shown: Counter[str], times: int) -> None:
        for attempt in range(_TRIES if goal.kind != ROUNDING else 1):
            self.tries += 1
            draft = self._base()
            bound = [self._bound(draft, frame) for frame in goal.frames]
            wishes = [*self._path(goal, bound, soft=attempt < _TRIES // 2), *goal.wishes(bound[-1])]
            if self.aim.reach(draft, wishes, bound) and self._keep(draft):
                scope = draft.scope()
                shown.update(each.name for each in wanted if _shows(each, self.values, scope, near=True))
                break
        shown[goal.name] = max(shown[goal.name], times)

    def _bound(self, draft: Draft, frame: Frame) -> Mutable:
        rows = draft.rows[frame.table]
        if not rows:
            rows.append(self.rows.new(frame.table))
        return self.chance.pick(rows)

    def _path(self, goal: Goal, bound: Sequence[Mutable], *, soft: bool) -> list[Wish]:
        return [
            Hold(must.node, row, must.wanted)
            for frame, row in zip(goal.frames, bound, strict=True)
            for must in frame.musts
            if soft or not must.soft
        ]

    def _keep(self, draft: Draft) -> bool:
        """Number the rows anew and keep the facts; false where the pack refuses them after all."""
        for name, rows in draft.rows.items():
            for number, row in enumerate(rows, 1):
                if "id" in self.pack.facts.tables[name].columns:
                    row["id"] = f"G{len(self.found) + 1:05d}" if name == SUBJECT else f"R{number}"
        document = draft.document(brief=len(self.found) % 2 == 0)
        try:
            read_facts(self.pack, document)
        except BadFacts:
            return False
        self.found.append(document)
        return True


def _shows(goal: Goal, values: Values, scope: Scope, *, near: bool = False) -> bool:
    test = goal.near if near else goal.hit
    try:
        return any(test(values, scope, row) for row in reached_rows(goal.frames, scope, soft=near))
    except (KeyError, Uncomputable):
        return False
