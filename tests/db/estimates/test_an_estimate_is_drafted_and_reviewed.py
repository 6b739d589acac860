"""A version goes from hand to hand: drafted by one, reviewed by another, and then as it is, whoever asks."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest
from django.db import DatabaseError, transaction
from tests.db.estimates.cast import (
    ALL,
    DRAFTER,
    OPINION,
    REVIEWER,
    TODAY,
    approval,
    approved,
    by_hand,
    refusals,
    register,
    sampled,
    submitted,
    total,
    typed,
)

from antu.estimates.domain.states import EstimateState
from antu.estimates.models import EstimateLine, EstimateOpinion, EstimateVersion
from antu.estimates.selectors import in_force, lines_of, opinions_of, versions_of
from antu.estimates.services import (
    approve_estimate,
    begin_estimate,
    compute_estimate,
    save_lines,
    send_back_estimate,
    submit_estimate,
    withdraw_estimate,
)
from antu.kernel.errors import Forbidden
from antu.kernel.money import Money
from antu.platform.actor import PERMISSIONS, Actor, Reach
from antu.platform.models import JournalEntry
from antu.platform.versions import version_of
from antu.projects.models import Project

pytestmark = pytest.mark.django_db


@pytest.fixture
def project() -> Project:
    return Project.objects.create(name="示例路", code="SF-1", land="collective", owner="示例城投公司", estimate_fen=99)


def told(version: EstimateVersion) -> list[tuple[str, str, str, str]]:
    return [(line.category, line.item, str(line.amount), line.basis_text) for line in lines_of(version)]


def test_lines_by_hand_are_kept_changed_and_withdrawn_and_the_journal_says_each_in_words(project: Project) -> None:
    version = by_hand(project, ("税费", "100"), ("工作经费", "20.50"))
    tax = version.lines.get(category="税费")
    rows = [replace(typed(("税费", "120"))[0], row=str(tax.pk))]
    save_lines(DRAFTER, version, rows, "按税法重算", version_of(version))
    assert told(version) == [("税费", "税费", "120.00", "文件")]
    assert version.lines.get(category="税费").pk == tax.pk
    change = JournalEntry.objects.latest("id").change
    assert change["note"] == ["", "按税法重算"]
    assert (change["明细「税费」"][0]["金额"], change["明细「税费」"][1]["金额"]) == ("100.00", "120.00")
    assert change["明细「工作经费」"][1] == "删去"


def test_two_people_at_one_draft_hear_of_each_other(project: Project) -> None:
    version = begin_estimate(DRAFTER, project)
    seen = version_of(version)
    save_lines(DRAFTER, version, typed(("税费", "1")), "", seen)
    assert refusals(lambda: save_lines(DRAFTER, version, typed(("税费", "2")), "", seen)) == [("E-CHANGED", None)]
    assert refusals(lambda: submit_estimate(DRAFTER, version, seen)) == [("E-CHANGED", None)]
    assert total(version) == Money.parse("1")


def test_one_version_at_a_time_is_drafted_or_reviewed(project: Project) -> None:
    version = by_hand(project, ("税费", "1"))
    assert refusals(lambda: begin_estimate(DRAFTER, project)) == [("E-OPEN", None)]
    submit_estimate(DRAFTER, version)
    assert refusals(lambda: begin_estimate(DRAFTER, project)) == [("E-OPEN", None)]


def test_an_estimate_that_costs_nothing_is_not_submitted(project: Project) -> None:
    version = begin_estimate(DRAFTER, project)
    assert refusals(lambda: submit_estimate(DRAFTER, version)) == [("E-EMPTY", None)]


def test_nobody_reviews_what_he_himself_submitted(project: Project) -> None:
    both = replace(DRAFTER, permissions=DRAFTER.permissions | REVIEWER.permissions)
    version = submit_estimate(both, by_hand(project, ("税费", "1")))
    assert refusals(lambda: approve_estimate(both, version, approval("1"), today=TODAY)) == [("E-SELF", None)]
    assert refusals(lambda: send_back_estimate(both, version, OPINION, today=TODAY)) == [("E-SELF", None)]
    assert approve_estimate(REVIEWER, version, approval("1"), today=TODAY).state is EstimateState.APPROVED


def test_an_approval_keeps_amount_document_day_and_opinions(project: Project) -> None:
    version = submitted(project, ("税费", "100"), ("工作经费", "50"))
    tax = version.lines.get(category="税费")
    cut = replace(OPINION, opinion="税费重复", adjusted=Money.parse("-30"), line=tax.pk)
    added = replace(OPINION, person="示例复核", opinion="补列", adjusted=Money.parse("5"))
    said = approval("125", date(2024, 1, 25), cut, added)
    done = approve_estimate(REVIEWER, version, said, today=TODAY)
    assert (done.approved, done.document_no, done.approved_on) == (
        Money.parse("125"),
        "示财评〔2024〕1号",
        date(2024, 1, 25),
    )
    assert [(each.line_id, each.adjusted_fen) for each in opinions_of(done)] == [(tax.pk, -3000), (None, 500)]
    entry = JournalEntry.objects.latest("id")
    assert (entry.action, entry.source, entry.change["送审金额"]) == (
        "评审概算：批准",
        "示财评〔2024〕1号",
        [None, "150.00"],
    )


def test_what_does_not_add_up_is_not_approved_and_leaves_no_opinion(project: Project) -> None:
    version = submitted(project, ("税费", "100"))
    assert refusals(lambda: approve_estimate(REVIEWER, version, approval("99"), today=TODAY)) == [("E-SUM", "amount")]
    assert (EstimateOpinion.objects.count(), EstimateVersion.objects.get().state) == (0, EstimateState.SUBMITTED)


def test_a_line_of_another_version_cannot_be_adjusted(project: Project) -> None:
    other = Project.objects.create(name="示例街", land="collective")
    foreign = by_hand(other, ("税费", "100")).lines.get()
    version = submitted(project, ("税费", "100"))
    said = approval("90", date(2024, 1, 25), replace(OPINION, adjusted=Money.parse("-10"), line=foreign.pk))
    assert refusals(lambda: approve_estimate(REVIEWER, version, said, today=TODAY)) == [("E-OPINION", "line")]


def test_sent_back_it_ends_with_why_and_the_next_version_begins_as_its_copy() -> None:
    project = register()
    first = compute_estimate(DRAFTER, begin_estimate(DRAFTER, project), sampled(7, "DSJ2-003", "DSJ2-001"))
    save_lines(DRAFTER, first, typed(("税费", "100")), "第一次", version_of(first))
    submit_estimate(DRAFTER, first)
    back = send_back_estimate(REVIEWER, first, replace(OPINION, opinion="样本太少"), today=TODAY)
    assert (back.state, back.sent_back_on) == (EstimateState.SENT_BACK, TODAY)
    second = begin_estimate(DRAFTER, project)
    assert (second.number, second.is_draft, second.note) == (2, True, "第一次")
    assert (second.basis, second.household_total) == (first.basis, first.household_total)
    assert told(second) == told(first)
    copied, original = (
        list(each.households.standing().values_list("household", "amount_fen")) for each in (second, first)
    )
    assert copied == original
    assert opinions_of(second) == []


def test_an_approval_is_not_dated_before_the_one_that_it_follows(project: Project) -> None:
    approved(project, "100", date(2024, 1, 10))
    second = submit_estimate(DRAFTER, begin_estimate(DRAFTER, project))
    early = approval("100", date(2024, 1, 9))
    assert refusals(lambda: approve_estimate(REVIEWER, second, early, today=TODAY)) == [("E-DAY", "approved_on")]


def test_the_last_approval_is_in_force_and_the_projects_own_figure_stays(project: Project) -> None:
    first = approved(project, "100", date(2024, 1, 10))
    second = submit_estimate(DRAFTER, begin_estimate(DRAFTER, project))
    assert in_force(versions_of(project)) == first
    send_back_estimate(REVIEWER, second, OPINION, today=TODAY)
    assert in_force(versions_of(project)) == first
    third = submit_estimate(DRAFTER, begin_estimate(DRAFTER, project))
    approve_estimate(REVIEWER, third, approval("100"), today=TODAY)
    assert in_force(versions_of(project)) == third
    project.refresh_from_db()
    assert project.estimate_fen == 99


def test_a_withdrawn_draft_frees_its_number(project: Project) -> None:
    version = by_hand(project, ("税费", "1"))
    assert refusals(lambda: withdraw_estimate(DRAFTER, version, " ")) == [("E-REASON", "reason")]
    withdraw_estimate(DRAFTER, version, "编错了")
    assert refusals(lambda: submit_estimate(DRAFTER, version)) == [("E-VOIDED", None)]
    again = begin_estimate(DRAFTER, project)
    assert (again.number, lines_of(again)) == (1, [])


def test_what_is_submitted_or_reviewed_is_changed_by_no_service(project: Project) -> None:
    version = submitted(project, ("税费", "100"))
    deeds: tuple[Callable[[], object], ...] = (
        lambda: save_lines(DRAFTER, version, typed(), "", version_of(version)),
        lambda: compute_estimate(DRAFTER, version, ALL),
        lambda: withdraw_estimate(DRAFTER, version, "误"),
        lambda: submit_estimate(DRAFTER, version),
    )
    register_rules = [[("E-STATE", None)], [("E-EMPTY", "basis")], [("E-STATE", None)], [("E-STATE", None)]]
    assert [refusals(deed) for deed in deeds] == register_rules
    approve_estimate(REVIEWER, version, approval("100"), today=TODAY)
    assert [refusals(deed) for deed in deeds] == register_rules
    assert refusals(lambda: approve_estimate(REVIEWER, version, approval("100"), today=TODAY)) == [("E-STATE", None)]
    assert refusals(lambda: send_back_estimate(REVIEWER, version, OPINION, today=TODAY)) == [("E-STATE", None)]


def test_the_database_keeps_what_is_submitted_but_for_its_review(project: Project) -> None:
    version = submitted(project, ("税费", "100"))
    for deed in (
        lambda: EstimateLine.objects.update(amount_fen=1),
        lambda: EstimateLine.objects.all().delete(),
        lambda: EstimateLine.objects.create(
            version=version, position=9, source="hand", category="x", item="x", amount_fen=1, basis_text="x"
        ),
        lambda: EstimateVersion.objects.update(basis="whole"),
        lambda: EstimateVersion.objects.update(submitted_at=None),
        lambda: EstimateVersion.objects.update(is_voided=True),
    ):
        with pytest.raises(DatabaseError, match="frozen"), transaction.atomic():
            deed()
    assert total(version) == Money.parse("100")


def test_the_database_keeps_what_is_reviewed(project: Project) -> None:
    version = approved(project, "100")
    for deed in (
        lambda: EstimateVersion.objects.update(approved_fen=1),
        lambda: EstimateVersion.objects.update(document_no="另一号"),
        lambda: EstimateOpinion.objects.update(opinion="改了"),
        lambda: EstimateOpinion.objects.all().delete(),
        lambda: EstimateOpinion.objects.create(version=version, organisation="x", person="x", on=TODAY, opinion="x"),
        lambda: EstimateLine.objects.update(is_voided=True),
    ):
        with pytest.raises(DatabaseError, match="frozen"), transaction.atomic():
            deed()
    version.refresh_from_db()
    assert (version.approved, version.opinions.get().opinion) == (Money.parse("100"), OPINION.opinion)


def test_who_may_not_draft_or_review_or_sees_a_part_only_writes_nothing(project: Project) -> None:
    version = by_hand(project, ("税费", "1"))
    town = Actor("town", "镇街", frozenset(PERMISSIONS), Reach(town="青禾街道"))
    deeds: tuple[Callable[[Actor], object], ...] = (
        lambda who: begin_estimate(who, project),
        lambda who: save_lines(who, version, [], "", 0),
        lambda who: submit_estimate(who, version),
        lambda who: withdraw_estimate(who, version, "误"),
    )
    for actor in (REVIEWER, town):
        for deed in deeds:
            with pytest.raises(Forbidden):
                deed(actor)
    submit_estimate(DRAFTER, version)
    for actor in (DRAFTER, town):
        with pytest.raises(Forbidden):
            approve_estimate(actor, version, approval("1"), today=TODAY)
        with pytest.raises(Forbidden):
            send_back_estimate(actor, version, OPINION, today=TODAY)
    assert EstimateVersion.objects.get().state is EstimateState.SUBMITTED


def test_an_owner_sees_the_estimates_of_its_projects_and_a_town_none(project: Project) -> None:
    version = by_hand(project, ("税费", "1"))
    project.towns = ["青禾街道"]
    project.save()
    seen = EstimateVersion.objects.standing()
    owner = Actor("owner", "业主", frozenset(), Reach(owner="示例城投公司"))
    other = Actor("other", "别的业主", frozenset(), Reach(owner="别的公司"))
    town = Actor("town", "镇街", frozenset(), Reach(town="青禾街道"))
    assert [list(seen.seen_by(each)) for each in (owner, other, town)] == [[version], [], []]
    assert EstimateLine.objects.seen_by(owner).count() == 1
    assert EstimateLine.objects.seen_by(town).count() == 0
