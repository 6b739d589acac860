"""States by project and town, and remaining households: every count is that of its rows, for whoever looks."""

from __future__ import annotations

from collections import Counter
from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from antu.households.models import Circumstance, Household, HouseholdEvent, SubjectKind
from antu.households.selectors.register_list import in_circumstance, in_state, listed_households, with_listed_columns
from antu.households.selectors.remaining import (
    on_rung,
    remaining_counts,
    remaining_households,
    written,
)
from antu.households.selectors.rungs import UNNAMED
from antu.households.selectors.state_counts import HouseholdState, by_project, by_town, counts_by_place
from antu.platform.actor import SYSTEM, Actor, Reach
from antu.projects.models import Project

TOWNS = ("青禾街道", "白露镇", "")
DAY = date(2023, 7, 1)
REACHES = (Reach(everything=True), *(Reach(town=town) for town in TOWNS if town), Reach(owner="业主甲"), Reach())

subjects = st.lists(
    st.tuples(
        st.integers(0, 2),
        st.sampled_from(TOWNS),
        st.sampled_from(("", "甲", "乙")),
        st.sampled_from(SubjectKind.values),
        st.sets(st.sampled_from(("signed", "vacated", "signed withdrawn", "vacated withdrawn", "household withdrawn"))),
    ),
    max_size=12,
)


def looking(reach: Reach) -> Actor:
    return Actor("looking", "查看人", SYSTEM.permissions, reach)


def register(drawn: list[tuple[int, str, str, str, set[str]]]) -> None:
    """Three projects: in both towns, in one town alone, withdrawn."""
    projects = [
        Project.objects.create(name="两镇项目", owner="业主甲", towns=["青禾街道", "白露镇"]),
        Project.objects.create(name="一镇项目", owner="业主乙", towns=["青禾街道"]),
        Project.objects.create(name="作废项目", owner="业主甲", towns=["白露镇"], is_voided=True),
    ]
    for number, (project, town, officer, kind, marks) in enumerate(drawn):
        subject = Household.objects.create(
            project=projects[project],
            code=f"H-{number:03}",
            head_name=f"户{number}",
            town=town,
            officer=officer,
            kind=kind,
            is_voided="household withdrawn" in marks,
        )
        for mark in marks - {"household withdrawn"}:
            event, *withdrawn = mark.split()
            HouseholdEvent.objects.create(household=subject, kind=event, on=DAY, is_voided=bool(withdrawn))


class TestForAnyRegister(TestCase):
    @settings(max_examples=25)
    @given(subjects)
    def test_each_count_is_the_number_of_its_rows(self, drawn: list[tuple[int, str, str, str, set[str]]]) -> None:
        register(drawn)
        for actor in map(looking, REACHES):
            counted = counts_by_place(actor)
            listed = {state: list(in_state(listed_households(actor), state)) for state in HouseholdState}
            projects, towns = by_project(counted), by_town(counted)
            for state, rows in listed.items():
                of_projects = Counter(row.project_id for row in rows)
                of_towns = Counter(row.town for row in rows)
                assert {key: found[state] for key, found in projects.items() if found[state]} == of_projects
                assert {key: found[state] for key, found in towns.items() if found[state]} == of_towns

    @settings(max_examples=25)
    @given(subjects)
    def test_what_remains_is_who_has_not_moved_out(self, drawn: list[tuple[int, str, str, str, set[str]]]) -> None:
        register(drawn)
        for actor in map(looking, REACHES):
            households = [
                row for row in with_listed_columns(listed_households(actor)) if row.kind == SubjectKind.HOUSEHOLD
            ]
            expected = [row for row in households if row.day_vacated is None]
            remaining = remaining_households(actor)
            assert {*remaining.values_list("pk", "signing__on")} == {(row.pk, row.day_signed) for row in expected}
            for count in remaining_counts(remaining):
                own = remaining.filter(project=count.project)
                own = written(own, "officer", count.officer or UNNAMED)
                own = written(own, "town", count.town or UNNAMED)
                assert count.unsigned == on_rung(own, HouseholdState.UNSIGNED).count()
                assert count.signed == on_rung(own, HouseholdState.SIGNED).count()
            assert sum(each.unsigned + each.signed for each in remaining_counts(remaining)) == len(expected)
            for field in ("town", "officer"):
                names = {*remaining.order_by().values_list(field, flat=True)}
                parts = [written(remaining, field, name or UNNAMED).count() for name in names]
                assert all(parts)
                assert sum(parts) == len(expected)


pytestmark = pytest.mark.django_db


def test_the_whole_district_is_counted_by_one_query() -> None:
    register([(0, TOWNS[0], "甲", "household", {"signed"}), (1, TOWNS[1], "乙", "household", set())])
    with CaptureQueriesContext(connection) as asked:
        counted = counts_by_place(SYSTEM)
        assert len(by_project(counted)) == len(by_town(counted)) == 2
    assert ["households_household" in each["sql"] for each in asked].count(True) == 1


def test_remaining_households_stand_project_by_project_and_cadre_by_cadre() -> None:
    register([(1, "", "乙", "household", set()), (0, "", "乙", "household", set()), (1, "", "甲", "household", set())])
    order = [(row.project.name, row.officer) for row in remaining_households(SYSTEM)]
    assert order == sorted(order)
    counts = remaining_counts(remaining_households(SYSTEM))
    assert [(each.project_name, each.officer, each.unsigned, each.signed) for each in counts] == [
        (*each, 1, 0) for each in order
    ]


def test_only_a_circumstance_still_open_is_found() -> None:
    register([(0, "", "", "household", set()), (0, "", "", "household", set())])
    first, second = Household.objects.order_by("code")
    Circumstance.objects.create(household=first, kind="held_out", from_on=DAY, until_on=DAY)
    Circumstance.objects.create(household=second, kind="held_out", from_on=DAY)
    assert [row.pk for row in in_circumstance(remaining_households(SYSTEM), "held_out")] == [second.pk]
