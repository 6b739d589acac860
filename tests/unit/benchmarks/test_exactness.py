from __future__ import annotations

from pathlib import Path

import pyarrow as pa
import pytest
from benchmarks.policy.exactness import Exactness, WrongAnswers, compare, compare_any, table_of
from pyarrow.parquet import write_table

TRUTH = table_of({"payable": [100, 200, 300], "house": [60, 200, 300]})


def test_equal_totals_are_exact() -> None:
    found = compare(TRUTH, TRUTH)
    assert found == Exactness(3, 0, 0)
    assert found.is_exact


def test_a_household_is_wrong_once_however_many_of_its_columns_differ() -> None:
    found = compare(table_of({"payable": [101, 200, 273], "house": [61, 200, 300]}), TRUTH)
    assert found == Exactness(3, 2, 27)


def test_an_item_may_be_wrong_where_the_sum_is_right() -> None:
    assert compare(table_of({"payable": [100, 200, 300], "house": [60, 199, 300]}), TRUTH).wrong == 1


def test_columns_that_only_one_side_has_are_not_compared() -> None:
    assert compare(table_of({"payable": [100, 200, 300], "other": [1, 2, 3]}), TRUTH).is_exact


def test_a_total_that_is_missing_is_wrong() -> None:
    found = TRUTH.set_column(1, "payable", pa.array([100, None, 300], pa.int64()))
    assert compare(found, TRUTH).wrong == 1


@pytest.mark.parametrize("subjects", [[0, 2, 1], [0, 1, 1], [1, 2, 3]], ids=["out of order", "twice", "from one"])
def test_households_that_are_not_those_of_the_register_are_no_answer(subjects: list[int]) -> None:
    found = TRUTH.set_column(0, "_subject", pa.array(subjects, pa.int64()))
    with pytest.raises(WrongAnswers, match="out of order"):
        compare(found, TRUTH)


def test_a_register_cut_short_is_no_answer() -> None:
    with pytest.raises(WrongAnswers, match="2 households"):
        compare(TRUTH.slice(0, 2), TRUTH)


def test_an_answer_without_a_total_is_none() -> None:
    with pytest.raises(WrongAnswers, match="payable"):
        compare(TRUTH.drop_columns(["payable"]), TRUTH)


def test_totals_over_all_households_are_compared_with_the_sums(tmp_path: Path) -> None:
    write_table(TRUTH, tmp_path / "truth")
    right, wrong = table_of({"payable": [600], "house": [560]}), table_of({"payable": [599], "house": [560]})
    assert compare_any(right, tmp_path / "truth", 3) == Exactness(3, 0, 0)
    assert compare_any(wrong, tmp_path / "truth", 3) == Exactness(3, 3, 1)


def test_only_the_first_households_are_compared_where_no_more_were_computed(tmp_path: Path) -> None:
    write_table(TRUTH, tmp_path / "truth")
    assert compare_any(TRUTH.slice(0, 2), tmp_path / "truth", 2) == Exactness(2, 0, 0)
