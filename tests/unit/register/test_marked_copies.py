"""A marked copy of each sample register reads as it does, and shows every problem in the office's own cells."""

from __future__ import annotations

from pathlib import Path

import pytest
from openpyxl import load_workbook
from tests.unit.register.records import RecordsAtHand
from tests.unit.register.test_sample_workbooks import NAMES, REGISTERS
from tests.unit.register.village import SHELF

from antu.households.domain.reading import read_register, register_layouts
from antu.platform.workbook.marking import write_marked


@pytest.mark.parametrize("name", NAMES)
def test_the_untouched_marked_copy_reads_exactly_as_the_register(tmp_path: Path, name: str) -> None:
    source, target = REGISTERS / f"{name}.xlsx", tmp_path / f"{name}.xlsx"
    reading = read_register(source, SHELF, RecordsAtHand())
    problems = [*reading.errors, *reading.warnings]
    write_marked(source, problems, register_layouts(SHELF), target)
    assert read_register(target, SHELF, RecordsAtHand()) == reading


def test_every_problem_of_a_cell_is_said_in_that_cell_under_the_offices_own_header(tmp_path: Path) -> None:
    source, target = REGISTERS / "xiangtian-bridge-messy.xlsx", tmp_path / "标.xlsx"
    reading = read_register(source, SHELF, RecordsAtHand())
    problems = [*reading.errors, *reading.warnings]
    write_marked(source, problems, register_layouts(SHELF), target)
    book = load_workbook(target)
    rows = list(book["导入问题"].iter_rows(min_row=5, values_only=True))
    assert [(row[6], row[5]) for row in rows] == [(each.rule, each.message) for each in problems]
    for _, place, *_, message, rule in rows:
        title, _, cell = str(place).partition("!")
        comment = book[title][cell].comment
        assert comment is not None
        assert f"{rule}\n{message}" in comment.text
    sheet = book["家庭成员"]  # the office's name of 人员
    assert [rows[4][1], sheet["G3"].value, rows[4][4]] == ["家庭成员!G4", "出生", "出生日期"]
