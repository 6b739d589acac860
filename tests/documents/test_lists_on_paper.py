from __future__ import annotations

from datetime import UTC, datetime
from io import BytesIO

from pypdf import PdfReader

from antu.platform.display import SAMPLE, Cell, Column, Kind, Row, Table
from antu.platform.documents.table_pdf import PrintedList, list_pdf

AT = datetime(2024, 1, 31, 1, 30, tzinfo=UTC)
COLUMNS = (Column("户编号"), Column("户主"), Column("面积", "㎡", Kind.NUMBER), Column("金额", "元", Kind.NUMBER))
LONG = "株洲港铜塘湾港区(一期工程)白祁庙危险品作业区"


def table(count: int, columns: tuple[Column, ...] = COLUMNS) -> Table:
    more = tuple(Cell(LONG) for _ in columns[len(COLUMNS) :])
    rows = [
        Row(
            (Cell(f"JX-{n:03}"), Cell("张三", chips=(SAMPLE,), note="据台账"), Cell("325.18"), Cell("-1,234.50"), *more)
        )
        for n in range(1, count + 1)
    ]
    return Table(
        columns, rows, totals=(Cell("合计"), Cell(), Cell("650.36"), Cell("-2,469.00"), *(Cell() for _ in more))
    )


def printed(shown: Table) -> bytes:
    return list_pdf(PrintedList("台账", shown, "李四", AT, ("状态：已签约", "镇街：清河街道"), ("演示标准（合成）",)))


def pages_of(pdf: bytes) -> list[str]:
    return ["".join(page.extract_text().split()) for page in PdfReader(BytesIO(pdf)).pages]


def size_of(pdf: bytes) -> tuple[int, int]:
    box = PdfReader(BytesIO(pdf)).pages[0].mediabox
    return round(float(box.width)), round(float(box.height))


def test_every_row_and_the_totals_are_on_the_paper() -> None:
    text = "".join(pages_of(printed(table(120))))
    for number in range(1, 121):
        assert f"{number}JX-{number:03}张三〔示例〕据台账325.18-1,234.50" in text
    assert "合计650.36-2,469.00" in text


def test_each_page_repeats_the_header_the_notice_and_says_which_and_how_many() -> None:
    pages = pages_of(printed(table(120)))
    assert len(pages) > 1
    for number, page in enumerate(pages, start=1):
        assert f"第{number}页共{len(pages)}页" in page
        assert "序号户编号户主面积(㎡)金额(元)" in page
        assert "演示标准（合成）" in page
        assert "打印人：李四打印时间：2024-01-3109:30" in page
    assert "制表：复核：审核：负责人：日期：" in pages[-1]


def test_the_first_page_says_what_was_filtered_and_the_units() -> None:
    first = pages_of(printed(table(2)))[0]
    assert "筛选：状态：已签约；镇街：清河街道共2行" in first
    assert "单位：㎡、元" in first


def test_the_same_rows_give_the_same_bytes() -> None:
    assert printed(table(3)) == printed(table(3))


def test_paper_grows_with_the_columns() -> None:
    assert size_of(printed(table(2))) == (595, 842)
    wide = (*COLUMNS, *(Column(f"项目{n}", kind=Kind.LONG) for n in range(4)))
    assert size_of(printed(table(2, wide))) == (842, 595)
    widest = (*COLUMNS, *(Column(f"项目{n}", kind=Kind.LONG) for n in range(8)))
    assert size_of(printed(table(2, widest))) == (1191, 842)


def test_a_long_name_wraps_and_is_whole() -> None:
    wide = (*COLUMNS, *(Column(f"项目{n}", kind=Kind.LONG) for n in range(4)))
    assert "".join(pages_of(printed(table(1, wide)))).count(LONG) == 4


def test_an_empty_list_says_why() -> None:
    text = pages_of(printed(Table(COLUMNS, (), empty="没有符合筛选的户。")))[0]
    assert "没有符合筛选的户。" in text
    assert "共0行" in text


def test_words_of_a_row_are_never_read_as_layout() -> None:
    text = pages_of(printed(Table((Column("备注"),), [Row((Cell("#pagebreak() *粗* $x$"),))])))[0]
    assert "#pagebreak()*粗*$x$" in text
