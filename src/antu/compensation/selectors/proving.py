"""Stored determinations computed again from their frozen facts, chunk by chunk, with everything that differs."""

from __future__ import annotations

import logging
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

from django.db.models import Count, F, QuerySet
from django.db.models.functions import Coalesce

from antu.compensation.domain.comparison import FactChange, facts_changes
from antu.compensation.domain.proving import (
    LINE_COLUMNS,
    BatchAmounts,
    Difference,
    StoredVersion,
    broken_seals,
    differences,
)
from antu.compensation.models import Determination, DeterminationLine, PendingPricing, ProofFinding, ProofRun
from antu.compensation.selectors.batches import PackBatch
from antu.households.selectors import facts_of
from antu.kernel.errors import AntuError, BadInput
from antu.platform.actor import Actor
from antu.platform.progress import Tell
from antu.policy import Computation, Facts, Pack, PackShelf, compute, read_facts
from antu.regulations.selectors import pack_shelf

if TYPE_CHECKING:
    from antu.policy.batch import Engine

#: So many determinations are read at a time: what memory a proof takes.
AT_A_TIME: Final = 200
#: Determinations; of one that is gone there is no key, and no other finding.
_DIFFERING: Final = Count(Coalesce(F("determination"), -F("pk")), distinct=True)
log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Proven:
    """One determination with its number of lines and every place that differs."""

    determination: Determination
    line_count: int
    differences: tuple[Difference, ...]


@dataclass(frozen=True, slots=True)
class _Stored:
    """One determination as it is read, with its lines by position."""

    determination: Determination
    lines: Mapping[int, Mapping[str, Any]]

    def proven(self, told: Iterable[Difference]) -> Proven:
        """What was found of it, broken seals first."""
        found = (*broken_seals(self.determination), *told)
        return Proven(self.determination, len(self.lines), found)


@dataclass(slots=True)
class Proof:
    """All of them, one after another; ``unfit`` fills while they are computed."""

    shelf: PackShelf
    engine: Engine
    unfit: list[dict[str, str]] = field(default_factory=list)

    def proven(self, tell: Tell) -> Iterator[Proven]:
        """Every stored determination, standing or superseded, grouped by the bytes of its pack."""
        done, total = 0, Determination.objects.count()
        for pack_id, version, sha256 in _packs_in_use():
            pack, why = self._pack(f"{pack_id}@{version}", sha256)
            batch = PackBatch(pack, self.engine) if pack else None
            if batch:
                self.unfit += [{"pack": batch.pack.name, "code": u.code, "why": u.why} for u in batch.unfit]
            for some in _chunks(pack_id, version, sha256):
                tell(done, total)
                done += len(some)
                yield from self._chunk(batch, some) if batch else (each.proven([why] if why else []) for each in some)

    def _pack(self, name: str, sha256: str) -> tuple[Pack | None, Difference | None]:
        try:
            pack = self.shelf.get(name)
        except AntuError as refused:
            said = "；".join(problem.message for problem in refused.problems)
            return None, Difference("pack_version", name, f"这个版本取不到，不能复算：{said}")
        if pack.sha256 != sha256:
            return None, Difference("pack_sha256", sha256, pack.sha256)
        return pack, None

    def _chunk(self, batch: PackBatch, some: Sequence[_Stored]) -> Iterator[Proven]:
        """A chunk of one pack: what explain can read goes through the engine together."""
        answers = [_answer(batch.pack, each.determination) for each in some]
        fit = [(place, found[0]) for place, found in enumerate(answers) if not isinstance(found, Difference)]
        amounts = dict(zip((place for place, _ in fit), _amounts(batch, [facts for _, facts in fit]), strict=True))
        for place, (stored, found) in enumerate(zip(some, answers, strict=True)):
            if isinstance(found, Difference):
                yield stored.proven([found])
            else:
                yield stored.proven(_compared(batch.pack, stored, found, amounts[place]))


def _packs_in_use() -> list[tuple[str, str, str]]:
    keys = ("pack_id", "pack_version", "pack_sha256")
    return list(Determination.objects.order_by(*keys).values_list(*keys).distinct())


def _chunks(pack_id: str, version: str, sha256: str) -> Iterator[list[_Stored]]:
    """The pack's determinations by key, with their lines.

    Lines are read as plain values: objects that know each other would stay in memory until they are looked for.
    """
    of_pack = Determination.objects.filter(pack_id=pack_id, pack_version=version, pack_sha256=sha256)
    rows = of_pack.order_by("pk")
    last = 0
    while some := list(rows.filter(pk__gt=last)[:AT_A_TIME]):
        lines = _lines_of([each.pk for each in some])
        yield [_Stored(each, lines[each.pk]) for each in some]
        last = some[-1].pk


def _lines_of(keys: Sequence[int]) -> Mapping[int, Mapping[int, Mapping[str, Any]]]:
    """The columns of every line of these determinations, by determination and position."""
    lines: dict[int, dict[int, Mapping[str, Any]]] = {key: {} for key in keys}
    rows = DeterminationLine.objects.filter(determination__in=keys).order_by("determination", "position")
    for key, position, *values in rows.values_list("determination_id", "position", *LINE_COLUMNS):
        lines[key][position] = dict(zip(LINE_COLUMNS, values, strict=True))
    return lines


def _answer(pack: Pack, determination: Determination) -> tuple[Facts, Computation] | Difference:
    try:
        facts = read_facts(pack, determination.facts)
        return facts, compute(pack, facts)
    except BadInput as refused:
        return _unreadable("；".join(problem.message for problem in refused.problems))
    except Exception as fault:  # facts of any shape may be stored: what breaks on one keeps no other from its proof
        log.exception("determination %s cannot be computed again", determination.pk)
        return _unreadable(f"内容不成样子（{fault!r}）")


def _unreadable(why: str) -> Difference:
    return Difference("facts", "冻结的事实", f"不能复算：{why}")


def _amounts(batch: PackBatch, facts: Sequence[Facts]) -> list[BatchAmounts | None]:
    """The engine's word on each; where one of many breaks it, each is asked alone, and that one is refused."""
    try:
        return batch.amounts(facts)
    except Exception as fault:
        if len(facts) == 1:
            log.exception("the batch engine cannot compute %s", facts[0].subject_id)
            return [BatchAmounts(refused=f"批量计算出错（{fault!r}）")]
    return [_amounts(batch, [each])[0] for each in facts]


def _compared(
    pack: Pack, each: _Stored, found: tuple[Facts, Computation], amounts: BatchAmounts | None
) -> list[Difference]:
    row = each.determination
    kept = (row.computation, row.payable_fen, row.is_draft, row.pack_status, row.signed_on)
    return differences(pack, StoredVersion(*kept, each.lines), *found, amounts)


def latest_proof() -> ProofRun | None:
    """The last proof that was made; None before the first."""
    return ProofRun.objects.order_by("-pk").first()


def proofs() -> QuerySet[Any]:
    """All proofs, the newest first, each with its number of findings."""
    return ProofRun.objects.annotate(finding_count=Count("findings")).order_by("-pk")


def findings_seen(actor: Actor) -> QuerySet[ProofFinding]:
    """What proofs found, of determinations that the actor sees."""
    return ProofFinding.objects.seen_by(actor).order_by("pk")


def pending_seen(actor: Actor) -> QuerySet[PendingPricing]:
    """Who another pack would price differently, of households that the actor sees."""
    return PendingPricing.objects.seen_by(actor).order_by("household__project", "household__code", "pk")


def differing_by_project(projects: Iterable[int]) -> dict[int, int]:
    """How many determinations of each project the latest proof found to differ. Two queries."""
    latest = latest_proof()
    found = ProofFinding.objects.filter(run=latest, household__project__in=list(projects))
    return dict(found.values_list("household__project").annotate(count=_DIFFERING).order_by())


def differing(findings: QuerySet[ProofFinding]) -> int:
    """How many determinations these findings are of."""
    count: int = findings.order_by().aggregate(count=_DIFFERING)["count"]
    return count


def unofficial(names: Iterable[str]) -> tuple[str, ...]:
    """What must be read beside amounts of these packs, ``ID@VERSION``, that no authority issued."""
    packs = {pack.name: pack for pack in pack_shelf().all()}
    found = (packs[name] for name in sorted(names) if name in packs)
    return tuple(f"{pack.name}：{pack.notice}" for pack in found if not pack.is_official)


def facts_beside_register(determination: Determination) -> tuple[tuple[FactChange, ...], Pack | None]:
    """Frozen facts of a standing determination that are not what the register has now, and the pack that names them.

    A correction would have superseded it. Nothing where the pack is gone or the facts cannot be told apart.
    """
    try:
        pack = pack_shelf().get(f"{determination.pack_id}@{determination.pack_version}")
        now = read_facts(pack, facts_of(determination.household, pack)).as_document()
        return facts_changes(determination.facts, now), pack
    except (AntuError, AttributeError, LookupError, TypeError):  # facts of any shape may be stored
        return (), None
