"""A year of random deeds: what is dated later changes no earlier day, and the journal tells what a day was said to be.

"As they were then" has two meanings. By the day in the rows: a deed dated after a day leaves that day's figures alone,
always. By what was known: a row that is entered late, corrected or withdrawn does change the days from its own date on,
and the journal's entries up to a moment give every row as it stood then, and with it the figures.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from random import Random
from typing import Any

import pytest

from antu.kernel.errors import BadInput
from antu.planning.domain.approval import Approval
from antu.planning.domain.draft import TypedTask
from antu.planning.domain.versions import in_force_on
from antu.planning.models import PlanVersion
from antu.planning.selectors import plan_versions
from antu.planning.selectors.drafts import last_entry, open_draft
from antu.planning.selectors.standing import standing_years
from antu.planning.services import approve_version, begin_version, save_draft, withdraw_draft
from antu.platform import journal
from antu.platform.actor import SYSTEM
from antu.platform.models import JournalEntry
from antu.projects.models import Project, ProjectEvent

pytestmark = pytest.mark.django_db

YEAR = 2023
FIRST, LAST = date(YEAR, 1, 1), date(YEAR, 12, 31)
Figures = tuple[Any, ...]


def figures_on(day: date) -> Figures:
    """Label, tasks and area of the version in force; completions by the day with their area and 计划内外."""
    years = [each for each in standing_years(day, with_drafts=False) if each.year == YEAR]
    if not years:
        return ()
    versions = tuple(
        (each.version.label, each.is_in_force, each.of("collective"), each.of("state")) for each in years[0].versions
    )
    done = tuple((each.event.project_id, each.is_in_plan, each.event.area) for each in years[0].completions)
    return versions, done


@dataclass
class Year:
    """Deeds of a year, each on the day on which somebody does it."""

    random: Random
    projects: list[Project]
    today: date = FIRST
    done: list[str] = field(default_factory=list)

    def do_one(self) -> None:
        """Some deed that today allows."""
        deed = self.random.choice((self.begin, self.edit, self.edit, self.approve, self.withdraw, self.complete))
        try:
            deed()
        except BadInput as refused:
            self.done.append(refused.problems[0].rule)
        else:
            self.done.append(deed.__name__)

    def begin(self) -> None:
        begin_version(SYSTEM, YEAR)

    def edit(self) -> None:
        draft = self._draft()
        chosen = self.random.sample(self.projects, self.random.randint(1, len(self.projects)))
        rows = [TypedTask(f"n{at}", each.name, str(self.random.randint(1, 90))) for at, each in enumerate(chosen)]
        save_draft(SYSTEM, draft.pk, rows, last_entry(draft))

    def approve(self) -> None:
        draft = self._draft()
        said = Approval(f"{self.today:%j}号", self.today, "市", "缓建")
        approve_version(SYSTEM, draft.pk, said, last_entry(draft), today=self.today)

    def withdraw(self) -> None:
        if self.random.random() < 0.3:
            withdraw_draft(SYSTEM, self._draft().pk, "误编")

    def complete(self) -> None:
        self.happened(self.random.choice(self.projects), self.today)

    def happened(self, project: Project, on: date) -> None:
        event = ProjectEvent.objects.filter(project=project, on=on, kind="done").first() or ProjectEvent(
            project=project, on=on, kind="done"
        )
        self.write(event, area=Decimal(self.random.randint(1, 900)) / 10, area_unit=project.area_unit, is_voided=False)

    def correct_something(self) -> None:
        """A completion entered late, its area corrected, or withdrawn."""
        event = self.random.choice([None, *ProjectEvent.objects.order_by("pk")])
        late = self.today - timedelta(self.random.randint(1, 60))
        if event is None or self.random.random() < 0.5:
            self.happened(self.random.choice(self.projects), max(late, FIRST))
        elif self.random.random() < 0.5:
            self.write(event, area=(event.area or Decimal(0)) + 1)
        else:
            self.write(event, is_voided=not event.is_voided)

    def write(self, event: ProjectEvent, **values: Any) -> None:
        """As the import writes an event: the row, and the journal's entry of what changed."""
        before = journal.snapshot(event) if event.pk else {}
        for name, value in values.items():
            setattr(event, name, value)
        event.save()
        journal.record(SYSTEM, "登记", event, journal.difference(before, journal.snapshot(event)))

    def _draft(self) -> PlanVersion:
        return open_draft(YEAR) or begin_version(SYSTEM, YEAR)


def year_of(seed: int) -> Year:
    """Six projects, every second one on state-owned land, and a chance of its own."""
    kinds = (("collective", "mu"), ("state", "m2"))
    return Year(
        Random(seed),  # noqa: S311 - a chance that comes again, no secret
        [
            Project.objects.create(name=f"示例{number}路", land=kinds[number % 2][0], area_unit=kinds[number % 2][1])
            for number in range(6)
        ],
    )


@pytest.mark.parametrize("seed", range(3))
def test_what_is_dated_later_leaves_the_figures_of_every_earlier_day_as_they_were(seed: int) -> None:
    year = year_of(seed)
    said: dict[date, Figures] = {}
    while year.today <= LAST:
        for _ in range(year.random.randint(1, 3)):
            year.do_one()
        said[year.today] = figures_on(year.today)
        year.today += timedelta(year.random.randint(3, 12))
    assert {day: figures_on(day) for day in said} == said
    assert len({*said.values()}) > 8, "the year was eventful"
    assert {"begin", "edit", "approve", "complete", "withdraw", "N-VERSION"} <= {*year.done}


@pytest.mark.parametrize("seed", range(3))
def test_the_journal_answers_what_was_known_of_a_day_before_rows_were_corrected(seed: int) -> None:
    year = year_of(seed)
    known: list[tuple[int, date, Figures]] = []
    while year.today <= LAST:
        year.do_one()
        year.correct_something()
        asked = FIRST + timedelta(year.random.randint(0, (year.today - FIRST).days))
        known.append((JournalEntry.objects.latest("id").pk, asked, inside_and_outside(events_now(), asked, LAST_ENTRY)))
        year.today += timedelta(year.random.randint(3, 12))
    assert [inside_and_outside(events_as_of(entry), asked, entry) for entry, asked, _ in known] == [
        figures for _, _, figures in known
    ]
    now = [inside_and_outside(events_now(), asked, LAST_ENTRY) for _, asked, _ in known]
    assert now != [figures for _, _, figures in known], "corrections did change days before them"


LAST_ENTRY = 10**12
APPROVED = "编制计划：批准定稿"
Happened = dict[int, dict[str, Any]]


def events_now() -> Happened:
    return {event.pk: journal.snapshot(event) for event in ProjectEvent.objects.all()}


def events_as_of(entry: int) -> Happened:
    """The rows of events as the journal's entries up to this one leave them."""
    rows: Happened = {}
    for each in JournalEntry.objects.filter(object_kind="projects.projectevent", id__lte=entry).order_by("id"):
        rows.setdefault(each.object_id, {}).update({name: after for name, (_, after) in each.change.items()})
    return rows


def inside_and_outside(rows: Happened, day: date, entry: int) -> Figures:
    """Count and area of what was completed by the day inside and outside the plan, as the entries up to one tell it."""
    approvals = JournalEntry.objects.filter(action=APPROVED, id__lte=entry).values_list("object_id", flat=True)
    versions = [version for version in plan_versions(YEAR) if version.pk in {*approvals}]
    firsts: dict[int, dict[str, Any]] = {}
    for pk, row in sorted(rows.items(), key=lambda each: (each[1]["on"], each[0])):
        if not row["is_voided"] and date.fromisoformat(row["on"]) <= day:
            firsts.setdefault(row["project_id"], row | {"id": pk})
    found: dict[bool, list[Fraction]] = {True: [], False: []}
    for project, row in firsts.items():
        version = in_force_on(versions, date.fromisoformat(row["on"]))
        is_inside = version is not None and version.tasks.standing().filter(project=project).exists()
        found[is_inside].append(Fraction(row["area"]))
    return tuple((is_inside, len(areas), sum(areas)) for is_inside, areas in found.items())
