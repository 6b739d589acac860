"""A cell has at most one error: the first that applies."""

from __future__ import annotations

import itertools

import pytest
from tests.unit.workbook.sheets import read_cell

from antu.kernel.errors import Problem
from antu.platform.workbook import RULES, Column, ColumnType, at, one_per_cell
from antu.platform.workbook.cells import Fault
from antu.platform.workbook.refusal import Refused
from antu.platform.workbook.values import Setting, read_value


@pytest.mark.parametrize("kind", list(ColumnType))
@pytest.mark.parametrize("fault", [Fault(), Fault("#REF!")])
def test_a_fault_comes_before_everything(kind: ColumnType, fault: Fault) -> None:
    assert read_cell(fault, Column(header="列", field="v", type=kind, required=True)) == (None, "R-FORMULA-ERROR")


def test_the_message_of_a_formula_never_calculated_says_to_save_the_file() -> None:
    with pytest.raises(Refused, match="保存一次"):
        read_value(Fault(), Column(header="列", field="v"), Setting())


@pytest.mark.parametrize("kind", list(ColumnType))
@pytest.mark.parametrize("raw", [None, " ", "　", "\n", "-", "－", "—", "——", "--", "/", "／", "\\"])
def test_an_empty_cell_is_empty_in_every_type(kind: ColumnType, raw: str | None) -> None:
    assert read_cell(raw, Column(header="列", field="v", type=kind)) == (None, None)
    assert read_cell(raw, Column(header="列", field="v", type=kind, required=True)) == (None, "R-REQUIRED")


NOTHING = {"text", "name", "phone", "account", "date", "area", "quantity", "integer", "number", "money"}


@pytest.mark.parametrize("kind", list(ColumnType))
def test_wu_is_empty_in_texts_names_numbers_and_days_only(kind: ColumnType) -> None:
    rule = read_cell("无", Column(header="列", field="v", type=kind, required=True))[1]
    assert (rule == "R-REQUIRED") == (kind.value in NOTHING)


@pytest.mark.parametrize(("first", "second"), list(itertools.pairwise(RULES)))
def test_of_two_errors_of_a_cell_the_first_rule_stays(first: str, second: str) -> None:
    both = [Problem(rule, rule, at("户", 2, "户主")) for rule in (second, first)]
    assert [problem.rule for problem in one_per_cell(both)] == [first]


def test_errors_of_different_cells_all_stay_and_of_no_cell_too() -> None:
    problems = [
        Problem("R-DATE", "a", at("户", 2, "签约日")),
        Problem("R-DATE", "b", at("户", 3, "签约日")),
        Problem("R-SHEET-MISSING", "c", at("户", None, None)),
        Problem("R-SHEET-MISSING", "d", at("项目", None, None)),
    ]
    assert one_per_cell(problems) == problems
