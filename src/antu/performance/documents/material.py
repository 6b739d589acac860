"""Everything that the year's report is drafted from, read once."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from antu.clearing.models import RemainingRecord
from antu.clearing.selectors import clearances, first_records, longstanding_projects, year_records
from antu.organisations.models import Organisation
from antu.organisations.selectors import organisations_in_being, reporting_centre
from antu.outreach.models import OutreachItem, TrainingSession
from antu.outreach.selectors import outreach_items, training_sessions
from antu.performance.models import Milestone, MilestoneKind, ProblemAndMeasure
from antu.performance.selectors import milestones, problems, report_figures
from antu.performance.selectors.measures import with_rules
from antu.planning.models import PlanVersion
from antu.planning.selectors import (
    Completion,
    FollowedProject,
    followed_projects,
    year_completions,
    year_plan,
)
from antu.platform.figures import Figure
from antu.regulations.models import IssuedRule, RuleVersion
from antu.regulations.selectors import issued_rules
from antu.regulations.selectors.rules import revised_versions
from antu.settlement.models import StateSettlementTask
from antu.settlement.selectors import state_tasks


@dataclass(frozen=True, slots=True)
class ReportMaterial:
    """The year's figures and the records that its prose names."""

    year: int
    figures: dict[str, Figure]
    unit: Organisation
    organisations: tuple[Organisation, ...]
    initial: PlanVersion | None
    final: PlanVersion | None
    completions: tuple[Completion, ...]
    followed: tuple[FollowedProject, ...]
    state_tasks: tuple[StateSettlementTask, ...]
    remaining: tuple[RemainingRecord, ...]
    first_remaining: tuple[RemainingRecord, ...]
    cleared: tuple[RemainingRecord, ...]
    longstanding: frozenset[int]
    rules: tuple[IssuedRule, ...]
    revised_rules: tuple[RuleVersion, ...]
    outreach: tuple[OutreachItem, ...]
    training: tuple[TrainingSession, ...]
    milestones: tuple[Milestone, ...]
    problems: tuple[ProblemAndMeasure, ...]

    def said(self, figure_id: str) -> str:
        """The figure as the text says it, with its unit: 「3020.8亩」."""
        figure = self.figures[figure_id]
        return figure.printed + figure.unit

    def printed(self, figure_id: str) -> str:
        """The figure without its unit: 「3万+」."""
        return self.figures[figure_id].printed

    def is_zero(self, *figure_ids: str) -> bool:
        """Whether all these figures are nothing, or left out because they are."""
        return not any(self.figures[each].value for each in figure_ids if each in self.figures)

    def milestones_of(self, *kinds: MilestoneKind) -> list[Milestone]:
        """The year's milestones of these kinds; those of no kind count as 其他."""
        return [each for each in self.milestones if (each.kind or MilestoneKind.OTHER) in kinds]


def report_material(year: int) -> ReportMaterial:
    """Read the year. Raises BadInput (``F-YEAR``) for a year of which there is no row."""
    plan = year_plan(year)
    return ReportMaterial(
        year=year,
        figures={figure.id: figure for figure in report_figures(year)},
        unit=reporting_centre(),
        organisations=tuple(organisations_in_being(date(year, 12, 31))),
        initial=plan.initial,
        final=plan.final,
        completions=tuple(year_completions(plan)),
        followed=tuple(followed_projects(year)),
        state_tasks=tuple(state_tasks(year)),
        remaining=tuple(year_records(year)),
        first_remaining=tuple(first_records(year)),
        cleared=tuple(clearances(year)),
        longstanding=frozenset(longstanding_projects()),
        rules=tuple(issued_rules(year)),
        revised_rules=tuple(revised_versions(year)),
        outreach=tuple(outreach_items(year)),
        training=tuple(training_sessions(year)),
        milestones=tuple(milestones(year)),
        problems=tuple(with_rules(problems(year))),
    )
