"""Issuing the report: who may, what is journalled, and what is refused before anything is written."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from tests.districts.files import QINGHE

from antu.kernel.errors import BadInput, DoesNotHold, Forbidden
from antu.organisations.models import Organisation
from antu.performance.models import Expenditure
from antu.performance.selectors import figure_rows, report_figures, report_identities
from antu.performance.services import write_report
from antu.platform.actor import SYSTEM, Actor
from antu.platform.exchange import import_district
from antu.platform.models import JournalEntry

pytestmark = pytest.mark.django_db

TODAY = date(2025, 1, 20)


@pytest.fixture(autouse=True)
def _district() -> None:
    import_district(SYSTEM, QINGHE)


def spend_on_nothing_known() -> None:
    """What no import lets in, but a broken record might be: money of neither kind."""
    Expenditure.objects.create(year=2024, month=12, kind="gift", subject="不明", amount_fen=100)


def test_the_report_is_written_whole_and_journalled(tmp_path: Path) -> None:
    path = write_report(SYSTEM, 2024, tmp_path / "new" / "folder", today=TODAY)
    assert path.name == "2024年度绩效自评报告.docx"
    assert [each.name for each in path.parent.iterdir()] == [path.name]
    entry = JournalEntry.objects.get(action="出具绩效报告")
    assert (entry.actor_name, entry.change["年度"]) == ("系统(命令行)", 2024)
    assert "青禾县土地征收中心" in entry.object_key


def test_the_same_records_give_the_same_file(tmp_path: Path) -> None:
    first, second = (write_report(SYSTEM, 2024, tmp_path / name, today=TODAY) for name in ("a", "b"))
    assert first.read_bytes() == second.read_bytes()


def test_an_identity_that_fails_is_named_and_nothing_is_written(tmp_path: Path) -> None:
    spend_on_nothing_known()
    with pytest.raises(DoesNotHold) as refused:
        write_report(SYSTEM, 2024, tmp_path / "out", today=TODAY)
    (problem,) = refused.value.problems
    assert problem.rule == "F-IDENTITY"
    assert "budget.basic + budget.project = budget.expenditure" in problem.message
    assert "92.345678，右边 92.345778" in problem.message
    assert not (tmp_path / "out").exists()
    assert not JournalEntry.objects.filter(action="出具绩效报告").exists()


def test_the_figures_of_a_report_that_fails_can_still_be_read() -> None:
    spend_on_nothing_known()
    failing = [each.text for each in report_identities(report_figures(2024)) if not each.holds]
    assert failing == ["budget.basic + budget.project = budget.expenditure"]


def test_a_year_without_rows_has_no_report(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="没有 1999 年的任何记录"):
        write_report(SYSTEM, 1999, tmp_path, today=TODAY)


def test_an_unknown_figure_is_bad_input() -> None:
    with pytest.raises(BadInput, match=r"没有指标「done\.out_of_plan\.9」"):
        figure_rows(2024, "done.out_of_plan.9")


def test_only_a_post_that_may_see_the_report_issues_it(tmp_path: Path) -> None:
    clerk = Actor("chen", "陈", frozenset({"register.view"}))
    with pytest.raises(Forbidden):
        write_report(clerk, 2024, tmp_path, today=TODAY)


def test_a_district_without_a_centre_still_has_a_report(tmp_path: Path) -> None:
    Organisation.objects.filter(kind="centre").update(kind="")
    assert write_report(SYSTEM, 2024, tmp_path, today=TODAY).exists()
