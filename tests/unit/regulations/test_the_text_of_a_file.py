"""The text of a rule is read from the file in which an office wrote it, with all that stands in it."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from typing import Any

import docx
import pytest
from docx.document import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn

from antu.kernel.errors import BadInput
from antu.regulations.domain.clauses import clauses_of
from antu.regulations.domain.rule_file import TEXT_BYTES_MAX, UNPACKED_MAX, text_of_file

ARTICLES = """<w:abstractNum {ns} w:abstractNumId="77">
  <w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="chineseCountingThousand"/><w:lvlText w:val="第%1条"/></w:lvl>
  <w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="chineseCounting"/><w:lvlText w:val="（%2）"/></w:lvl>
  <w:lvl w:ilvl="2"><w:start w:val="3"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%3."/></w:lvl>
  <w:lvl w:ilvl="3"><w:start w:val="1"/><w:numFmt w:val="bullet"/><w:lvlText w:val="●"/></w:lvl>
</w:abstractNum>"""


def saved(document: Document) -> bytes:
    written = io.BytesIO()
    document.save(written)
    return written.getvalue()


def paragraph_of(document: Document, text: str) -> Any:
    document.add_paragraph(text)
    return document.element.body.findall(qn("w:p"))[-1]


def numbered(document: Document, text: str, depth: int) -> None:
    properties = paragraph_of(document, text).get_or_add_pPr()
    ilvl = f'<w:ilvl w:val="{depth}"/><w:numId w:val="77"/>'
    properties.append(parse_xml(f"<w:numPr {nsdecls('w')}>{ilvl}</w:numPr>"))


def with_list() -> Document:
    document = docx.Document()
    numbering: Any = document.part.numbering_part.element
    numbering.insert(0, parse_xml(ARTICLES.format(ns=nsdecls("w"))))
    number = f'<w:num {nsdecls("w")} w:numId="77"><w:abstractNumId w:val="77"/></w:num>'
    numbering.append(parse_xml(number))
    return document


def read(document: Document) -> list[str]:
    return text_of_file("规程.docx", saved(document)).splitlines()


def test_numbers_that_word_counts_by_itself_are_read_with_the_text() -> None:
    document = with_list()
    for text, depth in (
        ("总则。", 0),
        ("中心；", 1),
        ("镇街。", 1),
        ("分工。", 0),
        ("中心；", 1),
        ("一项", 2),
        ("点", 3),
    ):
        numbered(document, text, depth)
    assert read(document) == [
        "第一条 总则。",
        "（一） 中心；",
        "（二） 镇街。",
        "第二条 分工。",
        "（一） 中心；",
        "3. 一项",
        "点",
    ]
    assert [each.label for each in clauses_of("\n".join(read(document)))] == ["第一条", "第二条"]


def test_tables_and_fields_to_fill_in_are_read_in_their_place() -> None:
    document = docx.Document()
    document.add_paragraph("第一条　分工如下：")
    table = document.add_table(2, 2)
    for cell, text in zip((*table.rows[0].cells, *table.rows[1].cells), ("单位", "职责", "镇街", "签约"), strict=True):
        cell.text = text
    control = "<w:sdt {ns}><w:sdtContent><w:p><w:r><w:t>第二条　附则</w:t></w:r></w:p></w:sdtContent></w:sdt>"
    document.element.body.insert(2, parse_xml(control.format(ns=nsdecls("w"))))
    assert read(document) == ["第一条　分工如下：", "单位 | 职责", "镇街 | 签约", "第二条　附则"]


def test_a_text_box_that_floats_beside_a_paragraph_is_no_part_of_it() -> None:
    document = docx.Document()
    paragraph = paragraph_of(document, "第一条")
    box = "<w:r {ns}><w:pict><w:txbxContent><w:p><w:r><w:t>内部资料</w:t></w:r></w:p></w:txbxContent></w:pict></w:r>"
    paragraph.append(parse_xml(box.format(ns=nsdecls("w"))))
    assert read(document) == ["第一条"]


def tracked() -> bytes:
    document = docx.Document()
    paragraph = paragraph_of(document, "第一条")
    inserted = '<w:ins {ns} w:id="1" w:author="a"><w:r><w:t>新字</w:t></w:r></w:ins>'
    paragraph.append(parse_xml(inserted.format(ns=nsdecls("w"))))
    return saved(document)


def bomb() -> bytes:
    kept = io.BytesIO()
    with zipfile.ZipFile(kept, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("word/document.xml", b" " * (UNPACKED_MAX + 1))
    return kept.getvalue()


@pytest.mark.parametrize(
    ("name", "content", "way_out"),
    [
        ("规程.docx", tracked, "接受所有修订"),
        ("规程.docx", bomb, "只留文字"),
        ("规程.docx", lambda: b"PK\x03\x04", "另存为 .docx"),
        ("规程.doc", lambda: b"\xd0\xcf\x11\xe0", "另存为 .docx"),
        ("规程.pdf", lambda: b"%PDF-1.4", "粘贴"),
        ("规程.txt", lambda: b"\xff\xff\x00", "UTF-8"),
        ("规程.txt", lambda: b"a" * (TEXT_BYTES_MAX + 1), "选错了文件"),
    ],
)
def test_a_file_that_would_lose_words_is_refused_with_the_way_out(
    name: str, content: Callable[[], bytes], way_out: str
) -> None:
    with pytest.raises(BadInput) as refused:
        text_of_file(name, content())
    (problem,) = refused.value.problems
    assert (problem.rule, problem.where) == ("R-RULE-TEXT", {"column": "file"})
    assert name in problem.message
    assert way_out in problem.message


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_a_plain_text_is_read_as_it_was_saved(encoding: str) -> None:
    assert text_of_file("规程.TXT", "第一条 总则\r\n第二条".encode(encoding)) == "第一条 总则\r\n第二条"
