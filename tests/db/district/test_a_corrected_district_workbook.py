"""The same file twice, a corrected one, a withdrawn row, a row left out, a file that is only tried."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest
from tests.district_files import PROJECTS, Rows, counts, imported, places, workbook

from antu.clearing.models import RemainingRecord
from antu.kernel.errors import Forbidden
from antu.outreach.models import OutreachItem
from antu.platform.actor import SYSTEM, Actor
from antu.platform.exchange import ImportMode, import_district
from antu.platform.models import JournalEntry
from antu.projects.models import Project, ProjectEvent
from antu.projects.selectors import completions

pytestmark = pytest.mark.django_db

HEADER = ("项目名称", "日期", "事件", "面积", "单位", "作废")
DONE = ("示例路", "2023-05-08", "完成", "1.9155", "亩", "")


def events(*rows: tuple[object, ...]) -> dict[str, Rows]:
    """A workbook of one project with these events."""
    return {"项目": PROJECTS, "项目事件": (HEADER, *rows)}


def test_the_same_file_again_changes_nothing_and_says_nothing_in_the_journal(tmp_path: Path) -> None:
    assert counts(imported(tmp_path, events(DONE))) == (2, 0, 0)
    before = JournalEntry.objects.count()
    assert counts(imported(tmp_path, events(DONE))) == (0, 0, 2)
    assert JournalEntry.objects.count() == before == 2


def test_a_corrected_cell_changes_its_row_and_the_journal_says_from_what_to_what(tmp_path: Path) -> None:
    imported(tmp_path, events(DONE))
    outcome = imported(tmp_path, events(("示例路", "2023-05-08", "完成", "2.5", "亩", "")))
    assert counts(outcome) == (0, 1, 1)
    assert ProjectEvent.objects.get().area == Decimal("2.5")
    entry = JournalEntry.objects.latest("id")
    assert entry.change == {"area": ["1.9155", "2.5"]}
    assert entry.action == "导入年度工作簿：更正"
    assert entry.source == "district.xlsx 项目事件 第 2 行"


def test_a_moved_row_is_unchanged_and_remembers_its_new_place(tmp_path: Path) -> None:
    imported(tmp_path, events(DONE))
    outcome = imported(tmp_path, events(("示例路", "2023-03-01", "启动", "", "", ""), DONE))
    assert counts(outcome) == (1, 0, 2)
    assert list(ProjectEvent.objects.order_by("source_row").values_list("kind", "source_row")) == [
        ("started", 2),
        ("done", 3),
    ]


def test_a_withdrawn_row_counts_nowhere_and_stays_in_table_and_journal(tmp_path: Path) -> None:
    imported(tmp_path, events(DONE))
    assert len(completions(2023)) == 1
    assert counts(imported(tmp_path, events((*DONE[:-1], "是")))) == (0, 1, 1)
    assert (completions(2023), ProjectEvent.objects.count()) == ([], 1)
    assert JournalEntry.objects.latest("id").action == "导入年度工作簿：作废"
    assert counts(imported(tmp_path, events(DONE))) == (0, 1, 1)
    assert len(completions(2023)) == 1


def test_a_withdrawn_project_takes_its_events_with_it_without_refusing_their_rows(tmp_path: Path) -> None:
    imported(tmp_path, events(DONE))
    sheets = {**events(DONE), "项目": (("项目名称", "土地性质", "作废"), ("示例路", "集体", "是"))}
    outcome = imported(tmp_path, sheets)
    assert (places(outcome), counts(outcome), completions(2023)) == ([], (0, 1, 1), [])


def test_a_row_that_the_file_no_longer_has_stays(tmp_path: Path) -> None:
    imported(tmp_path, events(DONE))
    assert counts(imported(tmp_path, {"项目": PROJECTS})) == (0, 0, 1)
    assert ProjectEvent.objects.count() == 1


def test_an_emptied_cell_empties_its_field(tmp_path: Path) -> None:
    header = ("日期", "标题", "渠道", "触达人数", "链接")
    imported(tmp_path, {"宣传": (header, ("2023-01-12", "示例", "公众号", 500, "a"))})
    assert counts(imported(tmp_path, {"宣传": (header, ("2023-01-12", "示例", "公众号", "", ""))})) == (0, 1, 0)
    assert list(OutreachItem.objects.values_list("reach", "link")) == [(None, "")]


def test_a_name_typed_with_other_spaces_or_brackets_is_the_same_name(tmp_path: Path) -> None:
    sheets = {
        "项目": (("项目名称", "类别", "坐落"), ("港区(一期)", "", "")),
        "扫尾": (("项目名称", "记录日期", "剩余户数"), ("港区（一期）", "2023-01-10", 8)),
    }
    assert places(imported(tmp_path, sheets)) == []
    assert counts(imported(tmp_path, {**sheets, "项目": (("项目名称", "类别", "坐落"), (" 港区 (一期)", "", ""))})) == (
        0,
        1,
        1,
    )
    assert (Project.objects.count(), RemainingRecord.objects.count()) == (1, 1)


def test_a_tried_file_says_what_would_come_of_it_and_leaves_nothing(tmp_path: Path) -> None:
    path = workbook(tmp_path / "district.xlsx", events(DONE))
    assert counts(import_district(SYSTEM, path, ImportMode(dry_run=True))) == (2, 0, 0)
    assert (Project.objects.count(), JournalEntry.objects.count()) == (0, 0)


def test_only_a_post_with_the_permission_imports(tmp_path: Path) -> None:
    path = workbook(tmp_path / "district.xlsx", events(DONE))
    with pytest.raises(Forbidden):
        import_district(Actor("qinghe", "示例青禾", frozenset({"register.view"})), path)
    assert not Project.objects.exists()


def test_a_failure_in_the_middle_leaves_nothing_half_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(_self: ProjectEvent, **_kwargs: object) -> None:
        raise RuntimeError("power cut")

    monkeypatch.setattr(ProjectEvent, "save", fail)
    with pytest.raises(RuntimeError):
        imported(tmp_path, events(DONE))
    assert (Project.objects.count(), JournalEntry.objects.count()) == (0, 0)
