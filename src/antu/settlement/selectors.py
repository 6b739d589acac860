"""Reads of settlement: a project's subjects with what each is owed by column, what was received and paid."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Prefetch, QuerySet, Sum

from antu.compensation.models import Determination
from antu.compensation.selectors import choose_pack, estimate_or_refusal, standing_determinations
from antu.compensation.selectors.totals import payable_by_project
from antu.households.models import Household, HouseholdEvent, SubjectKind
from antu.kernel.money import Money
from antu.platform.actor import Actor
from antu.platform.remembering import records_seen, remembered
from antu.policy import BadFacts, Computation, Pack
from antu.projects.models import Land, Project, ProjectEvent, ProjectEventKind
from antu.projects.selectors import regime_of, standing_events
from antu.settlement.access import sees_settlement
from antu.settlement.domain.account import Account, AccountLine, accounts_of
from antu.settlement.models import HouseholdPayment, ProjectReceipt, StateSettlementTask


@dataclass(frozen=True, slots=True)
class SubjectAccount:
    """One subject with what it is owed: by its standing determination, or by an estimate that nothing counts.

    ``houses`` is what goes to the table of houses, ``land`` what goes to that of land; ``derived`` is of the same
    computation, ``paid`` adds the entries made by hand. ``refusal`` says why there is no estimate.
    """

    household: Household
    houses: Account
    land: Account
    derived: Mapping[str, str]
    determination: Determination | None
    paid: Money
    payments: tuple[HouseholdPayment, ...] = ()
    estimated_as_if_signed_on: date | None = None
    refusal: str = ""

    @property
    def is_signed(self) -> bool:
        """Whether the amounts are determined and count."""
        return self.determination is not None

    @property
    def is_draft(self) -> bool:
        """Whether a member is still under review (待会审)."""
        return self.determination is not None and self.determination.is_draft

    @property
    def is_collective(self) -> bool:
        """Whether it is a village or a group; a 企业 stands among the households."""
        return self.household.kind == SubjectKind.COLLECTIVE

    @property
    def place(self) -> str:
        """Village and group, by which the tables are subtotalled."""
        return f"{self.household.village}{self.household.group}" or "（未填村组）"


@dataclass(frozen=True, slots=True)
class SettlementBook:
    """Everything that the settlement papers of one project print, as it stands."""

    project: Project
    pack: Pack | None
    as_of: date
    subjects: tuple[SubjectAccount, ...]
    receipts: tuple[ProjectReceipt, ...] = ()

    def in_houses(self, *, signed: bool) -> tuple[SubjectAccount, ...]:
        """Who stands in 房屋补偿明细表: every household and enterprise, and who else is owed something there."""
        return self._by_place(s for s in self._standing(signed=signed) if not s.is_collective or s.houses.columns)

    def in_land(self, *, signed: bool) -> tuple[SubjectAccount, ...]:
        """Who stands in 土地补偿明细表: every collective, and who else has a line that goes there."""
        return self._by_place(s for s in self._standing(signed=signed) if s.is_collective or s.land.columns)

    def _standing(self, *, signed: bool) -> Iterator[SubjectAccount]:
        return (s for s in self.subjects if s.is_signed == signed)

    @staticmethod
    def _by_place(subjects: Iterable[SubjectAccount]) -> tuple[SubjectAccount, ...]:
        """Village group by village group, each in the order of codes."""
        chosen = tuple(subjects)
        first_seen = {place: number for number, place in enumerate(dict.fromkeys(s.place for s in chosen))}
        return tuple(sorted(chosen, key=lambda subject: first_seen[subject.place]))

    @property
    def received(self) -> Money:
        """到位资金 entered by hand."""
        return Money.total(Money(receipt.amount_fen) for receipt in self.receipts)

    @property
    def has_samples(self) -> bool:
        """Whether any subject is invented (示例)."""
        return self.project.is_sample or any(subject.household.is_sample for subject in self.subjects)


def settlement_book(project: Project, as_of: date) -> SettlementBook:
    """The project's book; estimates of the unsigned assume that they sign on ``as_of``."""
    pack = choose_pack(project).pack if project.pack_id else None
    return SettlementBook(
        project=project,
        pack=pack,
        as_of=as_of,
        subjects=tuple(_subject_account(household, as_of, pack) for household in _households(project)),
        receipts=tuple(project.hand_receipts.standing()),
    )


def _households(project: Project) -> QuerySet[Household]:
    standing = standing_determinations().prefetch_related("lines")
    return (
        Household.objects.standing()
        .filter(project=project)
        .select_related("project")
        .prefetch_related(
            Prefetch("determinations", standing, to_attr="standing_determinations"),
            Prefetch("events", HouseholdEvent.objects.standing()),
            Prefetch("hand_payments", HouseholdPayment.objects.standing(), to_attr="standing_payments"),
            "buildings",
            "parcels",
            "people",
        )
        .order_by("code")
    )


def _subject_account(household: Any, as_of: date, pack: Pack | None) -> SubjectAccount:
    payments = tuple(household.standing_payments)
    paid = Money.total(Money(payment.amount_fen) for payment in payments)
    if household.standing_determinations:
        determination = household.standing_determinations[0]
        accounts = accounts_of(_frozen_lines(determination))
        return SubjectAccount(household, *accounts, determination.computation["derived"], determination, paid, payments)
    computation = estimate_or_refusal(household, as_of, pack)
    if isinstance(computation, BadFacts):
        return SubjectAccount(
            household, Account(), Account(), {}, None, paid, payments, as_of, _refusal_text(computation)
        )
    accounts = accounts_of(_estimated_lines(computation))
    return SubjectAccount(household, *accounts, computation.derived, None, paid, payments, as_of)


def _refusal_text(refusal: BadFacts) -> str:
    return "不能测算：" + "；".join(problem.message for problem in refusal.problems)


def _frozen_lines(determination: Determination) -> Iterator[AccountLine]:
    for line in determination.lines.all():
        rates = line.trace.get("rates", ())
        yield AccountLine(line.category, line.settlement_column, line.row, line.amount, rates)


def _estimated_lines(computation: Computation) -> Iterator[AccountLine]:
    for line in computation.lines:
        rates = line.trace.as_json()["rates"]
        yield AccountLine(line.category, line.settlement_column, line.row or "", line.amount, rates)


def agreements_signed(year: int) -> list[ProjectEvent]:
    """The first 结算协议签订 in the year of each collective project, by date, then row."""
    return _first_collective_events(ProjectEventKind.SETTLED, year)


def costs_counted(year: int) -> list[ProjectEvent]:
    """The first 成本统计完成 in the year of each collective project without an agreement by 31 December."""
    agreed = standing_events(ProjectEventKind.SETTLED).filter(on__year__lte=year)
    with_agreement = set(agreed.values_list("project_id", flat=True))
    counted = _first_collective_events(ProjectEventKind.COST_COUNTED, year)
    return [event for event in counted if event.project_id not in with_agreement]


def state_tasks(year: int) -> QuerySet[StateSettlementTask]:
    """The year's state-owned settlement tasks that stand, in the order of their rows."""
    tasks = StateSettlementTask.objects.standing().filter(year=year, project__is_voided=False)
    return tasks.select_related("project").order_by("source_row", "id")


def settlement_years() -> set[int]:
    """The years of which there are state-owned settlement tasks."""
    tasks = StateSettlementTask.objects.standing().filter(project__is_voided=False)
    return set(tasks.values_list("year", flat=True))


def _first_collective_events(kind: ProjectEventKind, year: int) -> list[ProjectEvent]:
    firsts: dict[int, ProjectEvent] = {}
    for event in standing_events(kind).filter(on__year=year):
        if regime_of(event.project) == Land.COLLECTIVE:
            firsts.setdefault(event.project_id, event)
    return list(firsts.values())


@dataclass(frozen=True, slots=True)
class ProjectMoney:
    """What the signed subjects of a project are owed, what arrived for it, and what was paid, both entered by hand."""

    project: Project
    payable: Money
    received: Money
    paid: Money


def money_of_projects(actor: Actor) -> list[ProjectMoney]:
    """The projects of which anything is owed, received or paid, by number and name; none for a town.

    The sums are remembered.
    """
    if not sees_settlement(actor):
        return []
    projects = Project.objects.standing().seen_by(actor).order_by("code", "name")
    key = ("money-of-projects", actor.reach)
    payable, received, paid = remembered(records_seen(), key, lambda: _sums_of_projects(actor, projects))
    none = Money(0)
    rows = (
        ProjectMoney(each, payable.get(each.pk, none), received.get(each.pk, none), paid.get(each.pk, none))
        for each in projects
    )
    return [row for row in rows if row.payable or row.received or row.paid]


def entered_money(actor: Actor, project: int) -> tuple[Money, Money]:
    """What arrived for the project and what was paid to its subjects, as entered by hand. Two queries."""
    entries = (
        ProjectReceipt.objects.standing().seen_by(actor).filter(project=project),
        HouseholdPayment.objects.standing()
        .seen_by(actor)
        .filter(household__project=project, household__is_voided=False),
    )
    received, paid = (Money(each.aggregate(fen=Sum("amount_fen"))["fen"] or 0) for each in entries)
    return received, paid


def received_of(project: Project) -> Money:
    """What has arrived for the project, whoever asks: a rule looks at all of it."""
    entries = ProjectReceipt.objects.standing().filter(project=project)
    return Money(entries.aggregate(fen=Sum("amount_fen"))["fen"] or 0)


def _sums_of_projects(actor: Actor, projects: QuerySet[Project]) -> tuple[Mapping[int, Money], ...]:
    payable = payable_by_project(actor, projects.order_by().values("pk"))
    receipts = ProjectReceipt.objects.standing().seen_by(actor)
    payments = HouseholdPayment.objects.standing().seen_by(actor).filter(household__is_voided=False)
    return payable, _sums(receipts, "project", projects), _sums(payments, "household__project", projects)


def _sums(entries: QuerySet[Any], of: str, projects: QuerySet[Project]) -> dict[int, Money]:
    found = entries.filter(**{f"{of}__in": projects.order_by().values("pk")}).values(of).annotate(fen=Sum("amount_fen"))
    return {each[of]: Money(each["fen"]) for each in found.order_by()}
