from __future__ import annotations

from pathlib import Path

import pytest
from tests.db.reach.valley import BAILU, OWNER, QINGHE, organisation, owner, town, valley
from tests.db.registry import household
from tests.web.people import person_who_may

from antu.compensation.models import Determination, DeterminationLine
from antu.households.models import Building, Household, Person
from antu.households.selectors.register_list import counts_by_project, places
from antu.kernel.errors import Forbidden
from antu.organisations.models import Organisation, OrganisationKind, User, reach_of
from antu.outreach.models import OutreachItem
from antu.platform.actor import EVERYTHING, SYSTEM, Actor, Reach
from antu.platform.models import require_seen, sees
from antu.projects.models import Project

pytestmark = pytest.mark.django_db


def codes(actor: Actor) -> list[str]:
    return list(Household.objects.seen_by(actor).order_by("code").values_list("code", flat=True))


def test_towns_of_one_project_see_it_and_their_own_households(tmp_path: Path) -> None:
    project = valley(tmp_path)
    assert codes(town(QINGHE)) == ["H-1", "J-1"]
    assert codes(town(BAILU)) == ["H-2"]
    for name in (QINGHE, BAILU):
        assert project in Project.objects.seen_by(town(name))
    assert counts_by_project(town(BAILU), [project.pk]) == {project.pk: (1, 0)}
    assert counts_by_project(SYSTEM, [project.pk]) == {project.pk: (3, 2)}
    assert places(town(BAILU), None, "town") == [BAILU]


@pytest.mark.parametrize("spelling", ["青禾街道(示例)", "青禾街道（示例）", " 青禾街道（示例） ", "青禾街道 （示例）"])
def test_a_row_is_not_lost_to_its_town_by_a_spelling(spelling: str, tmp_path: Path) -> None:
    valley(tmp_path, first=spelling)
    assert codes(town(QINGHE)) == ["H-1", "J-1"]
    assert Project.objects.seen_by(town(QINGHE)).count() == 1


def test_a_town_that_begins_like_another_is_another(tmp_path: Path) -> None:
    valley(tmp_path)
    assert codes(town("青禾街道")) == []


def test_an_owner_sees_its_projects_whole_and_no_other(tmp_path: Path) -> None:
    project = valley(tmp_path)
    assert codes(owner(OWNER)) == ["H-1", "H-2", "J-1"]
    assert project in Project.objects.seen_by(owner("示例城投公司 "))
    assert codes(owner("示例大数据产业园公司")) == []


def test_a_household_without_a_town_belongs_to_the_only_town_of_its_project(tmp_path: Path) -> None:
    project = valley(tmp_path)
    lost = household("H-2")
    lost.town = ""
    lost.save()
    assert codes(town(BAILU)) == codes(town(QINGHE))[2:] == []
    project.towns = [QINGHE]
    project.save()
    assert codes(town(QINGHE)) == ["H-1", "H-2", "J-1"]


def test_a_town_sees_a_project_for_its_household_though_the_project_does_not_name_the_town(tmp_path: Path) -> None:
    project = valley(tmp_path)
    project.towns = []
    project.save()
    assert list(Project.objects.seen_by(town(BAILU))) == [project]


def test_rows_of_a_household_are_seen_through_it(tmp_path: Path) -> None:
    valley(tmp_path)
    for model in (Person, Building, Determination, DeterminationLine):
        everything = model.objects.count()
        seen = [model.objects.seen_by(actor).count() for actor in (town(QINGHE), town(BAILU))]
        assert sum(seen) == everything > 0
    assert Determination.objects.seen_by(town(BAILU)).count() == 0  # H-2 has not signed


def test_a_table_that_says_nothing_is_seen_by_none_but_the_centre() -> None:
    OutreachItem.objects.create(on="2023-01-01", title="一条", channel="radio")
    assert OutreachItem.objects.seen_by(SYSTEM).count() == 1
    assert OutreachItem.objects.seen_by(town(QINGHE)).count() == 0


def test_offices_below_see_what_stands_above_them_sees() -> None:
    centre = organisation("示例中心", OrganisationKind.CENTRE)
    of_town = organisation(QINGHE, OrganisationKind.TOWN, centre)
    of_owner = organisation(OWNER, OrganisationKind.OWNER)
    assert reach_of(organisation("示例征拆股", OrganisationKind.OFFICE, centre)) == EVERYTHING
    station = organisation("示例征拆站", OrganisationKind.OFFICE, of_town)
    assert (
        reach_of(station) == reach_of(organisation("示例一组", OrganisationKind.OFFICE, station)) == Reach(town=QINGHE)
    )
    assert reach_of(organisation("示例项目部", OrganisationKind.DEPARTMENT, of_owner)) == Reach(owner=OWNER)
    assert reach_of(organisation("示例审计部门", OrganisationKind.DEPARTMENT)) == EVERYTHING


def test_who_has_no_organisation_that_stands_sees_nothing(tmp_path: Path) -> None:
    valley(tmp_path)
    unknown = Organisation.objects.create(name="不知何处")
    withdrawn = Organisation.objects.create(name="已撤", kind=OrganisationKind.CENTRE, is_voided=True)
    below = Organisation.objects.create(name="已撤的股", kind=OrganisationKind.OFFICE, parent=withdrawn)
    for of in (None, unknown, withdrawn, below):
        actor = Actor("x", "示例丁", frozenset(), reach_of(of))
        assert actor.reach.is_empty
        assert codes(actor) == []
        assert not sees(actor, household("H-1"))


def test_organisations_in_a_circle_lead_to_an_end() -> None:
    first = organisation("甲", OrganisationKind.OFFICE)
    first.parent = organisation("乙", OrganisationKind.OFFICE, first)
    first.save()
    assert reach_of(first) == EVERYTHING


def test_a_person_reads_as_their_organisation_does() -> None:
    person = person_who_may("register.view", of=organisation(QINGHE, OrganisationKind.TOWN))
    assert User.objects.get(pk=person.pk).as_actor().reach == Reach(town=QINGHE)


def test_a_service_refuses_a_row_outside_in_words(tmp_path: Path) -> None:
    valley(tmp_path)
    require_seen(town(BAILU), household("H-2"))
    with pytest.raises(Forbidden, match=r"H-1.*不在“白露镇（示例）”的范围内.*A-REACH"):
        require_seen(town(BAILU), household("H-1"))


def test_the_forms_follow_their_names_whoever_writes_them(tmp_path: Path) -> None:
    project = valley(tmp_path)
    assert (project.town_forms, project.owner_form) == (["青禾街道(示例)", "白露镇(示例)"], OWNER)
    Household.objects.bulk_create([Household(project=project, code="H-9", head_name="新", town="白露镇（示例）")])
    assert codes(town(BAILU)) == ["H-2", "H-9"]
