"""Computed lines: of the whole register as it stands, or of a sample that stands for all; those by hand stay."""

from __future__ import annotations

from fractions import Fraction

import pytest
from tests.db.estimates.cast import ALL, DRAFTER, REVIEWER, SIGNED_ON, refusals, register, sampled, total, typed
from tests.db.registry import SAMPLES, STATE_OWNED, bring_in, household

from antu.compensation.selectors import estimate, standing_determination
from antu.compensation.selectors.totals import totals_by_category
from antu.estimates.domain.asking import HAND, Asked
from antu.estimates.models import EstimatedHousehold, EstimateLine
from antu.estimates.selectors import counted_subjects, lines_of, pack_notices, total_of
from antu.estimates.services import begin_estimate, compute_estimate, order_estimate, save_lines, submit_estimate
from antu.estimates.services import computing as computing_service
from antu.households.models import Household, Person
from antu.kernel.errors import Forbidden
from antu.kernel.money import Money
from antu.platform.actor import PERMISSIONS, SYSTEM, Actor, Reach
from antu.platform.jobs.attempt import never
from antu.platform.jobs.running import run_job
from antu.platform.models import Job, JournalEntry
from antu.platform.versions import version_of
from antu.projects.models import Project

pytestmark = pytest.mark.django_db


@pytest.fixture
def project() -> Project:
    return register()


def owed(code: str) -> Money:
    """What a subject's computation comes to, social security and all."""
    subject = household(code)
    determination = standing_determination(subject)
    if determination:
        lines = determination.lines.exclude(category="memo").values_list("amount_fen", flat=True)
        return Money(sum(lines))
    totals = estimate(subject, SIGNED_ON).totals
    return totals["payable"] + totals["separate"]


def codes(project: Project) -> list[str]:
    return list(Household.objects.standing().filter(project=project).values_list("code", flat=True))


def test_the_whole_register_is_what_each_subject_is_owed_added_up(project: Project) -> None:
    version = compute_estimate(DRAFTER, begin_estimate(DRAFTER, project), ALL)
    assert total(version) == Money.total(owed(code) for code in codes(project))
    rows = EstimatedHousehold.objects.standing().filter(version=version)
    assert {row.household.code: Money(row.amount_fen or 0) for row in rows} == {
        code: owed(code) for code in codes(project)
    }
    assert {row.household.code for row in rows if not row.is_determined} == {
        code for code in codes(project) if standing_determination(household(code)) is None
    }


def test_signed_households_cost_what_was_determined_whatever_day_is_asked(project: Project) -> None:
    unsigned = [code for code in codes(project) if standing_determination(household(code)) is None]
    for code in unsigned:
        Household.objects.filter(code=code).update(is_voided=True)
    version = compute_estimate(DRAFTER, begin_estimate(DRAFTER, project), ALL)
    determined = totals_by_category(SYSTEM, project.pk)
    assert total(version) == determined["payable"] + determined["separate"]
    assert {line.source for line in lines_of(version)} == {"register"}


def test_a_sample_stands_for_all_by_its_share_line_by_line(project: Project) -> None:
    chosen = ("DSJ2-003", "DSJ2-001")
    version = compute_estimate(DRAFTER, begin_estimate(DRAFTER, project), sampled(7, *chosen))
    lines = [line for line in lines_of(version) if line.source == "sample"]
    exact = Fraction(sum(owed(code).fen for code in chosen) * 7, 2)
    assert abs(sum(line.amount_fen for line in lines) - exact) <= Fraction(len(lines), 2)
    assert all("× 7 ÷ 2" in line.basis_text for line in lines)
    assert (version.household_total, version.as_if_signed_on) == (7, SIGNED_ON)


def test_village_collectives_are_not_scaled() -> None:
    bring_in(SAMPLES / "canglonglu-1-clean.xlsx")
    project = Project.objects.get()
    collectives = list(Household.objects.filter(project=project, kind="collective").values_list("code", flat=True))
    version = compute_estimate(DRAFTER, begin_estimate(DRAFTER, project), sampled(500, "CLL1-007"))
    whole = total_of(line for line in lines_of(version) if line.source == "register")
    assert whole == Money.total(owed(code) for code in collectives) > Money(0)
    assert any(line.category.startswith("土地补偿·") for line in lines_of(version))


def test_computed_again_known_lines_keep_their_rows_and_those_by_hand_stay(project: Project) -> None:
    version = begin_estimate(DRAFTER, project)
    save_lines(DRAFTER, version, typed(("税费", "100")), "含税", version_of(version))
    first = {line.code: line.pk for line in lines_of(compute_estimate(DRAFTER, version, ALL))}
    again = {line.code: line.pk for line in lines_of(compute_estimate(DRAFTER, version, ALL))}
    assert first == again
    compute_estimate(DRAFTER, version, sampled(5, "DSJ2-003"))
    compute_estimate(DRAFTER, version, ALL)
    assert {line.code: line.pk for line in lines_of(version)} == first
    cleared = compute_estimate(DRAFTER, version, Asked(HAND))
    assert [(line.category, line.source) for line in lines_of(cleared)] == [("税费", "hand")]
    assert not cleared.households.standing().exists()
    assert EstimateLine.objects.filter(version=version).count() == len(first), "nothing is deleted"


def test_the_journal_says_from_which_total_to_which(project: Project) -> None:
    version = compute_estimate(DRAFTER, begin_estimate(DRAFTER, project), ALL)
    entry = JournalEntry.objects.latest("id")
    assert (entry.action, entry.actor_name) == ("编制概算：计算", "示例征拆")
    assert entry.change["概算总额"] == ["0.00", total(version).grouped()]


def test_a_household_that_cannot_be_computed_is_left_out_and_told(project: Project) -> None:
    Household.objects.filter(code="DSJ2-003").update(mode="no such mode")
    version = compute_estimate(DRAFTER, begin_estimate(DRAFTER, project), ALL)
    assert counted_subjects(version).left_out == 1
    row = version.households.get(household__code="DSJ2-003")
    assert (row.amount_fen, bool(row.problem)) == (None, True)
    counted = (code for code in codes(project) if code != "DSJ2-003")
    assert total(version) == Money.total(owed(code) for code in counted)


def test_a_household_that_cannot_be_computed_is_no_sample(project: Project) -> None:
    Household.objects.filter(code="DSJ2-003").update(mode="no such mode")
    version = begin_estimate(DRAFTER, project)
    asked = sampled(5, "DSJ2-003", "DSJ2-001")
    assert refusals(lambda: compute_estimate(DRAFTER, version, asked)) == [("E-SAMPLE", "household")]
    Household.objects.filter(code="DSJ2-003").update(is_voided=True)
    assert refusals(lambda: compute_estimate(DRAFTER, version, asked)) == [("E-SAMPLE", "household")]
    assert lines_of(version) == []


def test_a_project_without_a_register_has_nothing_to_compute(project: Project) -> None:
    empty = Project.objects.create(name="示例新路", land="collective")
    version = begin_estimate(DRAFTER, empty)
    assert refusals(lambda: compute_estimate(DRAFTER, version, ALL)) == [("E-EMPTY", "basis")]
    assert project.estimates.count() == 0


def test_another_regime_has_the_categories_of_its_own_pack() -> None:
    bring_in(STATE_OWNED)
    project = Project.objects.get()
    version = compute_estimate(DRAFTER, begin_estimate(DRAFTER, project), ALL)
    assert total(version) == Money.total(owed(code) for code in codes(project))
    categories = {line.category for line in lines_of(version)}
    assert "房屋补偿·停产停业" in categories or "房屋补偿·购房补助/货币安置" in categories
    assert not any(category.startswith("土地补偿") for category in categories)


def test_a_pack_that_is_not_official_is_told_above_every_number(project: Project) -> None:
    version = compute_estimate(DRAFTER, begin_estimate(DRAFTER, project), ALL)
    (pack,) = version.packs
    assert (pack["id"], pack["subjects"]) == ("hunan-demo-2023", len(codes(project)))
    assert any("合成" in notice or "示例" in notice or "虚构" in notice for notice in pack_notices(version))


def test_many_households_are_computed_by_a_job_that_says_how_far_it_is(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(computing_service, "FEW_HOUSEHOLDS", 3)
    version = begin_estimate(DRAFTER, project)
    job = order_estimate(SYSTEM, version, ALL)
    assert job is not None
    again = order_estimate(SYSTEM, version, ALL)
    assert again is not None
    assert again.pk == job.pk, "pressed twice, it is done once"
    assert lines_of(version) == []
    assert refusals(lambda: submit_estimate(DRAFTER, version)) == [("E-EMPTY", None)]
    save_lines(DRAFTER, version, typed(("税费", "100")), "", version_of(version))
    assert refusals(lambda: submit_estimate(DRAFTER, version)) == [("E-RUNNING", None)]
    run_job(job.pk, never)
    ended = Job.objects.get(pk=job.pk)
    assert (ended.problem, ended.done_at is not None) == ("", True)
    assert ended.result["summary"] == f"已计算：{version}，总额 {total(version).grouped()} 元"
    assert total(version) == Money.total(owed(code) for code in codes(project)) + Money.parse("100")


def test_who_waits_hears_of_each_household(project: Project) -> None:
    heard: list[tuple[int, int]] = []
    compute_estimate(DRAFTER, begin_estimate(DRAFTER, project), ALL, tell=lambda *told: heard.append(told))
    assert heard == [(done, len(codes(project))) for done in range(len(codes(project)))]


def test_few_households_are_computed_while_one_waits(project: Project) -> None:
    version = begin_estimate(DRAFTER, project)
    assert order_estimate(DRAFTER, version, ALL) is None
    assert total(version) > Money(0)


def test_who_may_not_draft_or_sees_only_a_part_computes_nothing(project: Project) -> None:
    version = begin_estimate(DRAFTER, project)
    town = Actor("town", "镇街", frozenset(PERMISSIONS), Reach(town=project.towns[0]))
    for actor in (REVIEWER, town):
        with pytest.raises(Forbidden):
            compute_estimate(actor, version, ALL)
    assert lines_of(version) == []


def test_people_of_other_projects_are_in_no_estimate(project: Project) -> None:
    before = total(compute_estimate(DRAFTER, begin_estimate(DRAFTER, project), ALL))
    other = Project.objects.create(name="示例新路", land="collective", pack_id=project.pack_id)
    stray = Household.objects.create(project=other, code="X-1", head_name="示例")
    Person.objects.create(household=stray, no="P1", name="示例")
    assert total(compute_estimate(DRAFTER, project.estimates.get(), ALL)) == before
