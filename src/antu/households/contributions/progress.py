"""进度 of a project: how many of its subjects stand on each rung, and where. Counted once a request."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any
from weakref import WeakKeyDictionary

from django.http import HttpRequest

from antu.households.domain.state import HouseholdState
from antu.households.models import CircumstanceKind, SubjectKind
from antu.households.selectors.register_list import circumstance_counts
from antu.households.selectors.rungs import RUNGS, UNNAMED, UNNAMED_LABEL
from antu.households.selectors.state_counts import StateCounts, VillageCount, by_village, counts_by_village
from antu.platform.charts import Category, Chart, ChartKind, state_series
from antu.platform.display import KeyFigure
from antu.platform.listing import url_with
from antu.platform.pages import actor_of

_COUNTED: WeakKeyDictionary[HttpRequest, list[VillageCount]] = WeakKeyDictionary()


def villages_of(request: HttpRequest, project: int) -> list[VillageCount]:
    """The project's subjects by village, kind and rung, as the one who asks sees them."""
    if request not in _COUNTED:
        _COUNTED[request] = counts_by_village(actor_of(request), project)
    return _COUNTED[request]


def on_rungs(counted: Iterable[VillageCount]) -> StateCounts:
    """The same of all villages and kinds together."""
    sums = Counter[HouseholdState]()
    for each in counted:
        sums.update(each.states)
    return {state: sums[state] for state in HouseholdState}


def remaining_of(counted: Iterable[VillageCount]) -> int:
    """剩余户: the households, without 村组集体, that have not moved out."""
    states = on_rungs(each for each in counted if each.kind == SubjectKind.HOUSEHOLD)
    return sum(states.values()) - states[HouseholdState.VACATED]


def progress_of_project(request: HttpRequest, project: int) -> dict[str, Any] | None:
    """Its subjects by rung, the 特殊情形 still open, and a bar for each village; no panel without a register."""
    villages = villages_of(request, project)
    if not villages:
        return None
    return {"figures": _figures(request, project), "charts": [_chart(request, by_village(villages))]}


def _figures(request: HttpRequest, project: int) -> list[KeyFigure]:
    counts = on_rungs(villages_of(request, project))
    rungs = [KeyFigure(label, str(counts[state]), "户", _url(request, state=state.code)) for state, label, _ in RUNGS]
    special = [
        KeyFigure(str(CircumstanceKind(kind).label), str(count), "户", _url(request, circumstance=kind))
        for kind, count in circumstance_counts(actor_of(request), project).items()
    ]
    return [KeyFigure("在册", str(sum(counts.values())), "户", _url(request), "含村组集体"), *rungs, *special]


def _chart(request: HttpRequest, villages: Mapping[str, StateCounts]) -> Chart:
    done = {name: states[HouseholdState.VACATED] - sum(states.values()) for name, states in villages.items()}
    most_first = sorted(villages, key=lambda name: (done[name], name))
    series = [
        state_series(
            label,
            tone,
            [(villages[name][state], _url(request, village=name or UNNAMED, state=state.code)) for name in most_first],
            _url(request, state=state.code),
        )
        for state, label, tone in RUNGS
    ]
    bars = tuple(Category(name or UNNAMED_LABEL, _url(request, village=name or UNNAMED)) for name in most_first)
    title, of, note = "各村(居)的户", "村(居)", "含村组集体"
    return Chart("villages", title, "户", ChartKind.STACKED, of, bars, tuple(series), _url(request), note)


def _url(request: HttpRequest, **filters: str) -> str:
    """The list of households on the same page with these filters and no others."""
    bare = dict.fromkeys(request.GET, "")
    return url_with(request, "#households", **(bare | filters))
