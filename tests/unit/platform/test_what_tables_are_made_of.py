from __future__ import annotations

import pytest

from antu.platform.display import SAMPLE, VOIDED, Cell, Chip, Column, Row, Table, marks


def test_every_cell_stands_under_its_column() -> None:
    html = Table((Column("户编号"), Column("金额", "元")), [Row((Cell("A"), Cell("1.00")))]).html
    assert '<td class="text" data-label="户编号" role="rowheader">A</td>' in html
    assert '<td class="text" data-label="金额(元)">1.00</td>' in html


def test_a_row_with_a_cell_too_few_is_a_mistake_of_ours() -> None:
    table = Table((Column("甲"), Column("乙")), [Row((Cell("A"),))])
    with pytest.raises(ValueError, match="argument"):
        assert table.html


def test_words_of_a_record_are_never_read_as_markup() -> None:
    evil = "<b>&\"'"
    cells = (Cell(evil), Cell("a", url=evil), Cell("b", title=evil), Cell("c", note=evil), Cell("d", more=(evil,)))
    rows = [Row((*cells, Cell(chips=(Chip(evil, title=evil),))), url=evil)]
    html = Table(tuple(Column(evil, evil) for _ in range(6)), rows, caption=evil).html
    assert "<b>" not in html
    assert html.count("&lt;b&gt;&amp;&quot;&#x27;") == 1 + 6 * 2 + 6 * 2 + 1 + 7
    assert "<b>" not in Table((), [], empty=evil).html


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
