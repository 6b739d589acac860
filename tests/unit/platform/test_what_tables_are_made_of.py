from __future__ import annotations

import pytest

from antu.platform.display import SAMPLE, VOIDED, Cell, Column, Row, Table, marks


def test_every_cell_stands_under_its_column() -> None:
    table = Table((Column("户编号"), Column("金额", "元")), [Row((Cell("A"), Cell("1.00")))])
    ((_, cells),) = table.lines()
    assert [(column.header, cell.text) for column, cell in cells] == [("户编号", "A"), ("金额(元)", "1.00")]


def test_a_row_with_a_cell_too_few_is_a_mistake_of_ours() -> None:
    table = Table((Column("甲"), Column("乙")), [Row((Cell("A"),))])
    with pytest.raises(ValueError, match="argument"):
        list(table.lines())


@pytest.mark.parametrize(("text", "negative"), [("-1.50", True), ("1.50", False), ("-", False), ("—", False)])
def test_only_numbers_below_zero_are_red(text: str, negative: bool) -> None:  # noqa: FBT001
    assert Cell(text).is_negative is negative


def test_a_cell_with_a_chip_is_not_blank() -> None:
    assert Cell("—").is_blank
    assert not Cell("—", chips=(SAMPLE,)).is_blank
    assert not Cell("0").is_blank


def test_marks_follow_what_a_row_is() -> None:
    assert marks(is_sample=False) == ()
    assert marks(is_sample=True, is_voided=True) == (SAMPLE, VOIDED)
