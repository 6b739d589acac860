"""The text of a PDF: wrapped lines are paragraphs again; what has no text is refused with the way out."""

from __future__ import annotations

import io
from functools import cache

import pylopdf_fonts_zh_cn
import pytest
import typst
from pypdf import PdfReader, PdfWriter

from antu.kernel.errors import BadInput
from antu.regulations.domain.clauses import clauses_of, misnumbered
from antu.regulations.domain.pdf_text import joined_lines
from antu.regulations.domain.rule_file import text_of_file

LONG = "被征收人应当在签约期限内与征收实施单位签订补偿安置协议，逾期没有签订的由区人民政府依法作出补偿决定，" * 3
TEXT = (
    "示例征收办法",
    "第一章 总则",
    f"第一条 {LONG}并予公告。",
    "第二条 本办法所称房屋包括：",
    "（一）住宅；",
    "（二）非住宅。",
    "第三条 本办法自公布之日起施行。",
)


@cache
def printed() -> bytes:
    body = "\n\n".join(TEXT)
    source = f'#set text(font: "Noto Serif SC")\n#set page(numbering: "— 1 —", height: 12cm)\n{body}\n'
    return pdf_of(source)


def pdf_of(source: str) -> bytes:
    folder = str(pylopdf_fonts_zh_cn.sans_path().parent)
    made: object = typst.Compiler(source.encode(), font_paths=[folder]).compile(format="pdf")  # type: ignore[misc]
    assert isinstance(made, bytes)
    return made


def changed(password: str = "", pages: int = 1) -> bytes:
    writer = PdfWriter()
    if password:
        writer.append(PdfReader(io.BytesIO(printed())))
        writer.encrypt(password, algorithm="AES-256")
    else:
        for _ in range(pages):
            writer.add_blank_page(200, 200)
    stream = io.BytesIO()
    writer.write(stream)
    return stream.getvalue()


def test_dates_and_numbers_lose_the_spaces_that_only_set_digits_apart() -> None:
    said = "第 12 条 本办法自 2024 年 5 月 6 日起施行，标准见附件 2。"
    made = pdf_of(f'#set text(font: "Noto Serif SC", cjk-latin-spacing: none)\n{said}\n\n附件 2 砖混 900 木 600')
    lines = text_of_file("办法.pdf", made).splitlines()
    assert lines[0].startswith("第12条 本办法自")
    assert "2024年5月6日起施行，标准见附件2。" in lines[0]
    assert lines[1] == "附件2 砖混 900 木 600"


def test_wrapped_lines_are_paragraphs_again_and_page_numbers_are_left_out() -> None:
    lines = text_of_file("办法.pdf", printed()).splitlines()
    assert lines == list(TEXT)
    assert not list(misnumbered(clauses_of("\n".join(lines))))


@pytest.mark.parametrize(
    ("content", "way_out"),
    [
        (lambda: changed(pages=3), "文字识别"),
        (lambda: changed(password="a"), "去掉密码"),
        (lambda: printed()[:900], "重新取得文件"),
        (lambda: changed(pages=401), "分成几个文件"),
    ],
)
def test_what_has_no_text_or_does_not_open_is_refused_with_the_way_out(content: object, way_out: str) -> None:
    with pytest.raises(BadInput) as refused:
        text_of_file("办法.pdf", content())  # type: ignore[operator]
    (problem,) = refused.value.problems
    assert (problem.rule, problem.where) == ("R-RULE-TEXT", {"column": "file"})
    assert "「办法.pdf」" in problem.message
    assert way_out in problem.message


def test_a_file_protected_against_changes_only_is_read() -> None:
    writer = PdfWriter(clone_from=io.BytesIO(printed()))
    writer.encrypt("", owner_password="b", algorithm="AES-256")
    stream = io.BytesIO()
    writer.write(stream)
    assert text_of_file("办法.pdf", stream.getvalue()).startswith(TEXT[0])


def test_a_sentence_goes_on_over_the_turn_of_a_page() -> None:
    pages = [["第一条 区人民政府负责本行政区域的", "征收与补偿工作，各镇街办理"], ["具体事务。", "第二条 施行。"]]
    assert joined_lines(pages) == [
        "第一条 区人民政府负责本行政区域的征收与补偿工作，各镇街办理具体事务。",
        "第二条 施行。",
    ]


def test_words_of_letters_keep_their_space() -> None:
    assert joined_lines([["第一条 采用 CGCS2000", "BIM 成果的，"], ["从其规定。"]]) == [
        "第一条 采用 CGCS2000 BIM 成果的，从其规定。"
    ]
