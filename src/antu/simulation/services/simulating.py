"""The use case «政策测算»: two packs over a register, the result kept; no record is touched."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any, Final

from django.db import transaction

from antu.compensation.selectors.batches import DUCKDB, engine_named
from antu.kernel.errors import BadInput, Problem
from antu.platform import journal
from antu.platform.actor import Actor
from antu.platform.bulk import add_as_they_come, new_row
from antu.platform.jobs.queueing import queue_job
from antu.platform.models import Job
from antu.platform.progress import Tell, untold
from antu.platform.voiding import void_row
from antu.policy import Pack, compute
from antu.projects.models import Project
from antu.simulation.access import require_simulating
from antu.simulation.domain.asking import Asked, Scope, ScopeKind
from antu.simulation.models import SimulatedSubject, Simulation
from antu.simulation.selectors.computing import AGAINST, PACK, Computing, Simulated
from antu.simulation.selectors.packs import different_packs
from antu.simulation.selectors.subjects import RegisterSources

SIMULATE_JOB: Final = "simulate"
WORKBOOK_JOB: Final = "simulation-workbook"
#: A workbook of more subjects is written by a worker.
FEW_SUBJECTS: Final = 5_000
REASON_MAX: Final = 300
#: Of the reasons why subjects are refused so many kinds are summed up; the subjects have them all.
REASONS_SUMMED: Final = 50
WRITTEN_AT_A_TIME: Final = 5_000


@dataclass(frozen=True, slots=True)
class Made:
    """A simulation with every refusal, for whoever asked for it at once."""

    simulation: Simulation
    refused: list[dict[str, Any]]


def order_simulation(actor: Actor, asked: Asked) -> Job:
    """Have it made by a worker. Packs and amended rates are judged now.

    Raises Forbidden, BadInput (``Y-SAME``: nothing to compare), PackError with every problem of the amended rates.
    """
    require_simulating(actor)
    pack, against = different_packs(actor, asked.pack, asked.against, asked.amendments)
    amended = f"（改 {len(asked.amendments)} 个标准）" if asked.amendments else ""
    title = f"政策测算：{pack.name}{amended}，对照 {against.name}"
    return queue_job(actor, SIMULATE_JOB, title, asked.as_json())


def order_workbook(actor: Actor, simulation: Simulation) -> Job:
    """Have the whole result written as a workbook; pressed twice, it is once. Raises Forbidden."""
    require_simulating(actor)
    args = {"simulation": simulation.pk}
    return queue_job(
        actor, WORKBOOK_JOB, f"导出政策测算：{simulation}", args, unique_key=f"{WORKBOOK_JOB} {simulation.pk}"
    )


@transaction.atomic
def simulate(actor: Actor, asked: Asked, *, tell: Tell = untold, engine: str = DUCKDB) -> Made:
    """Compare the packs over the register that the actor sees, and keep the result. Raises as above.

    Also ``Y-EMPTY`` where there is no subject; OutsideMissing where the engine is not installed.
    """
    require_simulating(actor)
    pack, against = different_packs(actor, asked.pack, asked.against, asked.amendments)
    sources = RegisterSources(actor, asked.scope, asked.signed_on)
    if not sources.count():
        raise BadInput(Problem("Y-EMPTY", "测算范围内没有户；请先登记台账，或另选范围", {"column": "project"}))
    simulation = _begun(actor, asked, pack, against, engine)
    with engine_named(engine) as running:
        computing = Computing(pack, against, running)
        refused: list[dict[str, Any]] = []
        add_as_they_come(_rows(simulation, computing.subjects(sources, tell), refused), WRITTEN_AT_A_TIME)
    _keep_sheets(simulation, computing, sources)
    simulation.unfit, simulation.result = computing.unfit, _result(computing)
    simulation.save(update_fields=("unfit", "result"))
    counted = {"计入": [None, computing.comparison.total.households], "没有计入": [None, computing.refused]}
    journal.record(actor, "政策测算", simulation, counted)
    return Made(simulation, refused)


def _begun(actor: Actor, asked: Asked, pack: Pack, against: Pack, engine: str) -> Simulation:
    notices = [f"{each.name}：{each.notice}" for each in (pack, against) if each.notice]
    return Simulation.objects.create(
        pack=pack.name,
        pack_sha256=pack.sha256,
        against=against.name,
        against_sha256=against.sha256,
        notices=list(dict.fromkeys(notices)),
        amendments=[each.as_json() for each in asked.amendments],
        scope=asked.scope.as_json(),
        scope_words=_scope_words(actor, asked.scope),
        signed_on=asked.signed_on,
        engine=engine,
        result={},
        by_login=actor.login,
        by_name=actor.name,
    )


def _scope_words(actor: Actor, scope: Scope) -> str:
    named = Project.objects.in_bulk([key for key in (scope.project, scope.planned) if key])
    project = named.get(scope.project or 0)
    if scope.kind is ScopeKind.REGISTER or project is None:
        return f"{actor.reach.words}全部在册户"
    if scope.kind is ScopeKind.PROJECT:
        return f"项目「{project.name}」"
    planned = named.get(scope.planned or 0)
    return f"拟建{f'「{planned.name}」' if planned else ''} {scope.stands_for} 户，样本是「{project.name}」"


def _rows(
    simulation: Simulation, simulated: Iterable[Simulated], refused: list[dict[str, Any]]
) -> Iterator[SimulatedSubject]:
    """Every subject to keep; ``refused`` gathers the refusals, each with whom it is about."""
    for each in simulated:
        who = each.source.who
        reasons = [refusal.as_json() for refusal in each.refusals]
        refused += [{"subject": who.subject, "project": who.project, **reason} for reason in reasons]
        yield _row(simulation, each, reasons)


def _row(simulation: Simulation, each: Simulated, reasons: list[dict[str, Any]]) -> SimulatedSubject:
    who = each.source.who
    pack = each.pack.payable if each.pack else None
    against = each.against.payable if each.against else None
    return new_row(
        SimulatedSubject,
        simulation_id=simulation.pk,
        household_id=who.key,
        subject=who.subject,
        name=each.source.name,
        project=who.project,
        town=who.town or "",
        kind=who.kind,
        is_signed=who.is_signed,
        signed_on=who.signed_on,
        pack_fen=pack,
        against_fen=against,
        change_fen=None if pack is None or against is None else pack - against,
        problems=reasons,
    )


def _keep_sheets(simulation: Simulation, computing: Computing, sources: RegisterSources) -> None:
    """Both answers in full of the largest changes, explained: all others can be had from the household's page."""
    keys = [change.who.key for change in computing.comparison.largest]
    rows = {row.household_id: row for row in simulation.subjects.filter(household__in=keys)}
    for source in sources.of([key for key in keys if key]):
        answers = {side: compute(pack, source.facts(pack)) for side, pack in _sides(computing)}
        row = rows[source.who.key]
        row.sheets = {side: answer.as_json(full=True) for side, answer in answers.items()}
        row.save(update_fields=("sheets",))


def _sides(computing: Computing) -> Iterable[tuple[str, Pack]]:
    return (PACK, computing.pack), (AGAINST, computing.against)


def _result(computing: Computing) -> dict[str, Any]:
    comparison = computing.comparison
    result = comparison.as_json() | {"refused_households": computing.refused}
    result["refused_by"] = [
        {"pack": pack, "rule": rule, "column": column, "households": count}
        for (pack, rule, column), count in computing.refused_by.most_common(REASONS_SUMMED)
    ]
    return result


@transaction.atomic
def void_simulation(actor: Actor, simulation: Simulation, reason: str) -> Simulation:
    """Withdraw a simulation that is of no use; it stays readable in the journal. Raises Forbidden, BadInput."""
    require_simulating(actor)
    why = reason.strip()
    if not why or len(why) > REASON_MAX:
        raise BadInput(Problem("Y-REASON", f"请写明作废原因，最多 {REASON_MAX} 个字", {"column": "reason"}))
    held = Simulation.objects.select_for_update().standing().get(pk=simulation.pk)
    if held.by_login != actor.login and not actor.reach.everything:
        raise BadInput(Problem("Y-REASON", "只能作废自己做的测算", {"column": "reason"}))
    void_row(actor, held, "作废政策测算", why)
    return held
