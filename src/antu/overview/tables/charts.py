"""The charts of the home page: registers by project, town and cadre, projects by state, the plan beside what was done.

Each number leads to the list that holds exactly its rows.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from fractions import Fraction
from functools import lru_cache
from typing import Final

from django.urls import reverse
from django.utils.http import urlencode

from antu.households.selectors.rungs import RUNGS, UNNAMED, UNNAMED_LABEL
from antu.households.selectors.state_counts import HouseholdState, PlaceCount, StateCounts, by_town
from antu.overview.selectors import ProjectProgress
from antu.performance.selectors import figure_title, figure_url
from antu.platform.charts import Category, Chart, ChartKind, Series, state_series
from antu.platform.display import Tone
from antu.platform.figures import Figure
from antu.projects.selectors import STATE_TONES, DatedProject, state_counts

#: 年初 and 调整后 plan of collective land, and what of it was done.
PLANNED_AND_DONE: Final = (
    ("plan.initial.collective.count", Tone.PLAIN),
    ("plan.adjusted.collective.count", Tone.PLAIN),
    ("done.in_plan.count", Tone.DONE),
    ("done.out_of_plan.count", Tone.DONE),
)


def households_url(**filters: str) -> str:
    """The list of all households with these filters on."""
    return _with_query(reverse("households"), filters)


def remaining_url(**filters: str) -> str:
    """The list of remaining households with these filters on."""
    return _with_query(reverse("remaining"), filters)


def project_households_url(project: int, **filters: str) -> str:
    """The list of one project's households with these filters on."""
    return _with_query(_register_path(project), filters)


@lru_cache(maxsize=4096)
def _register_path(project: int) -> str:
    """Asked for each number of each bar."""
    return reverse("project-households", args=[project])


def note_of(*, has_samples: bool) -> str:
    """What a count of subjects says beside its number."""
    return "含村组集体、示例户" if has_samples else "含村组集体"


def project_chart(progress: Iterable[ProjectProgress]) -> Chart | None:
    """The registers by project, what is most stuck first; projects without a register are left out."""
    shown = [each for each in progress if each.subject_count]
    bars = [Category(each.project.name, project_households_url(each.project.pk)) for each in shown]
    rows = [(each.subjects, _project_link(each)) for each in shown]
    note = note_of(has_samples=any(each.samples for each in shown))
    return _rung_chart(
        Chart("projects", "各项目的户", "户", ChartKind.STACKED, "项目", tuple(bars), (), note=note), rows
    )


def _project_link(each: ProjectProgress) -> Callable[..., str]:
    return lambda **filters: project_households_url(each.project.pk, **filters)


def town_chart(counted: Sequence[PlaceCount]) -> Chart | None:
    """The same by town as the registers write it, the most remaining first."""
    towns = by_town(counted)
    most_first = sorted(towns, key=lambda town: (-_open(towns[town]), town))
    bars = [Category(town or UNNAMED_LABEL, households_url(town=town or UNNAMED)) for town in most_first]
    rows = [(towns[town], _town_link(town)) for town in most_first]
    note = note_of(has_samples=any(each.samples for each in counted))
    return _rung_chart(Chart("towns", "各镇街的户", "户", ChartKind.STACKED, "镇街", tuple(bars), (), note=note), rows)


def _town_link(town: str) -> Callable[..., str]:
    return lambda **filters: households_url(town=town or UNNAMED, **filters)


def _open(states: StateCounts) -> int:
    return sum(states.values()) - states[HouseholdState.VACATED]


def _rung_chart(bare: Chart, rows: Sequence[tuple[StateCounts, Callable[..., str]]]) -> Chart | None:
    """The chart with a series a rung: the counts of each bar, and where its filters lead."""
    if not rows:
        return None
    series = [
        state_series(
            label,
            tone,
            [(states.get(state, 0), link(state=state.code)) for states, link in rows],
            households_url(state=state.code),
        )
        for state, label, tone in RUNGS
    ]
    return replace(bare, series=tuple(series), url=households_url())


def state_chart(projects: Sequence[DatedProject], year: int) -> Chart | None:
    """How many projects are in each state at the year's end."""
    counts = state_counts(projects)
    if not counts:
        return None
    urls = {state: _with_query(reverse("projects"), {"year": str(year), "state": state.code}) for state in counts}
    bars = tuple(Category(state.value, urls[state], STATE_TONES.get(state, Tone.PLAIN)) for state in counts)
    everything = _with_query(reverse("projects"), {"year": str(year)})
    series = Series("项目", Tone.PLAIN, tuple(counts.values()), tuple(urls.values()), everything)
    return Chart("states", f"项目状态（{year}年末）", "个", ChartKind.BAR, "状态", bars, (series,), everything)


def plan_chart(figures: Iterable[Figure], year: int) -> Chart | None:
    """Collective projects planned for the year, and those completed."""
    known = {figure.id: figure for figure in figures}
    shown = [(known[name], tone) for name, tone in PLANNED_AND_DONE if name in known]
    if not any(figure.value for figure, _ in shown):
        return None
    bars = tuple(Category(figure_title(figure), figure_url(year, figure.id), tone) for figure, tone in shown)
    values: tuple[int | Fraction, ...] = tuple(figure.value for figure, _ in shown)
    series = Series("项目", Tone.PLAIN, values, tuple(bar.url for bar in bars))
    return Chart("plan", f"{year}年计划与完成", "个", ChartKind.BAR, "集体土地项目", bars, (series,), is_summed=False)


def _with_query(path: str, filters: Mapping[str, str]) -> str:
    return f"{path}?{urlencode(filters)}" if filters else path
