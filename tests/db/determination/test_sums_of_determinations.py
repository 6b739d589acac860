"""Sums over a project: of the determinations that stand, of subjects that stand, without what nobody is paid."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.db.registry import bring_in_book, household, standing, versions
from tests.unit.register.village import village

from antu.compensation.models import Determination
from antu.compensation.selectors import register_owed
from antu.compensation.selectors.totals import (
    payable_by_household,
    payable_by_project,
    payable_total,
    totals_by_category,
    unofficial_packs,
)
from antu.households.models import Household, SubjectKind
from antu.kernel.money import Money
from antu.platform.actor import SYSTEM
from antu.projects.models import Project

pytestmark = pytest.mark.django_db


@pytest.fixture
def project(tmp_path: Path) -> Project:
    """H-1 and J-1 have signed, H-2 has not; H-1 was corrected once after signing."""
    bring_in_book(village(), tmp_path)
    book = village()
    book["房屋"][0]["认定面积"] = 190
    bring_in_book(book, tmp_path)
    assert len(versions("H-1")) == 2
    return Project.objects.get()


def lines_of(code: str, category: str) -> Money:
    return Money.total(line.amount for line in standing(code).lines.all() if line.category == category)


def test_only_the_newest_version_of_each_signed_subject_counts(project: Project) -> None:
    owed = standing("H-1").payable + standing("J-1").payable
    assert payable_by_project(SYSTEM, [project.pk]) == {project.pk: owed}
    assert payable_total(SYSTEM, Household.objects.values("pk")) == owed
    assert payable_by_household(SYSTEM, Household.objects.values("pk")) == {
        household(code).pk: standing(code).payable for code in ("H-1", "J-1")
    }


def test_the_parts_of_a_project_add_to_what_is_payable_and_social_security_stands_apart(project: Project) -> None:
    totals = totals_by_category(SYSTEM, project.pk)
    assert totals["household"] == lines_of("H-1", "household")
    assert totals["collective"] == lines_of("J-1", "collective")
    assert totals["separate"] == lines_of("H-1", "separate") + lines_of("J-1", "separate")
    assert totals["separate"] > Money(0)
    assert (
        totals["payable"]
        == totals["household"] + totals["collective"]
        == payable_by_project(SYSTEM, [project.pk])[project.pk]
    )


def test_a_withdrawn_subject_counts_in_no_sum(project: Project) -> None:
    Household.objects.filter(code="H-1").update(is_voided=True)
    rest = standing("J-1").payable
    assert payable_by_project(SYSTEM, [project.pk]) == {project.pk: rest}
    assert totals_by_category(SYSTEM, project.pk)["household"] == Money(0)
    assert totals_by_category(SYSTEM, project.pk)["payable"] == rest
    owed = register_owed(SYSTEM, project, project.sign_start_on or pytest.fail("no day"))
    assert owed.payable() == rest
    assert {each.household.code for each in owed.subjects} == {"H-2", "J-1"}


def test_the_register_adds_the_signed_of_one_kind_or_of_both(project: Project) -> None:
    owed = register_owed(SYSTEM, project, project.sign_start_on or pytest.fail("no day"))
    assert owed.payable(SubjectKind.HOUSEHOLD) == standing("H-1").payable
    assert owed.payable(SubjectKind.COLLECTIVE) == standing("J-1").payable
    assert owed.payable() == owed.payable(SubjectKind.HOUSEHOLD) + owed.payable(SubjectKind.COLLECTIVE)
    assert owed.separate == totals_by_category(SYSTEM, project.pk)["separate"]


def test_social_security_of_the_unsigned_is_estimated_and_in_no_sum(tmp_path: Path) -> None:
    book = village()
    book["户"][2]["签约日"] = None
    bring_in_book(book, tmp_path)
    project = Project.objects.get()
    owed = register_owed(SYSTEM, project, project.sign_start_on or pytest.fail("no day"))
    (collective,) = (each for each in owed.subjects if each.household.code == "J-1")
    assert collective.separate > Money(0)
    assert owed.separate == lines_of("H-1", "separate") == totals_by_category(SYSTEM, project.pk)["separate"]


def test_a_project_where_nobody_signed_has_sums_of_nothing(project: Project) -> None:
    other = Project.objects.create(name="另一项目")
    assert payable_by_project(SYSTEM, [other.pk]) == {}
    assert set(totals_by_category(SYSTEM, other.pk).values()) == {Money(0)}
    assert payable_total(SYSTEM, other.households.values("pk")) == Money(0)
    assert project.pk not in payable_by_project(SYSTEM, [other.pk])


def test_packs_that_are_not_official_are_named_once_while_someone_stands_under_them(project: Project) -> None:
    assert [pack["id"] for pack in unofficial_packs(SYSTEM, household__project=project)] == ["hunan-demo-2023"]
    Household.objects.update(is_voided=True)
    assert unofficial_packs(SYSTEM, household__project=project) == []


def test_an_official_pack_needs_no_notice(project: Project) -> None:
    Determination.objects.update(pack_status="official")
    assert unofficial_packs(SYSTEM, household__project=project) == []
