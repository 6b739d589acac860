"""Write the first settlement-agreement.docx. An office edits the .docx in Word; this script is only its origin.

Fields in double braces are those of ``antu.settlement.documents.agreement.agreement_fields``.
"""

from __future__ import annotations

from pathlib import Path

from docx import Document
from docx.document import Document as DocumentObject
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.shared import Cm, Mm, Pt

FORM = Path(__file__).with_name("settlement-agreement.docx")
TITLE_FONT, BODY_FONT, HEADING_FONT = "方正小标宋简体", "仿宋_GB2312", "黑体"
BODY_POINTS, LINE_POINTS = 16, 28

CLAUSES = {
    "一、结算范围": (
        "{{ project_name }}（项目编号：{{ project_code }}，批文号：{{ approval_no }}）范围内已签订补偿安置协议的对象，"
        "适用补偿办法为{{ pack }}。截至{{ as_of }}，已签约被征收户{{ house_count }}户，"
        "已签约村（组）集体{{ land_count }}个，未签约对象{{ unsigned_count }}个（{{ unsigned_names }}），"
        "未签约对象不在本次结算金额之内。"
    ),
    "二、结算金额": (
        "以现行核定的逐行金额为准，明细见所附房屋补偿明细表、土地补偿明细表和资金结算审核表。各方对下表金额核对一致："
    ),
}
AMOUNTS = (
    ("房屋补偿应付（元）", "{{ house_due }}"),
    ("土地补偿应付（元）", "{{ land_due }}"),
    ("应付合计（元）", "{{ due }}"),
    ("应付合计（大写）", "{{ due_words }}"),
    ("到位资金（元，手工登记）", "{{ received }}"),
    ("已付（元，手工登记）", "{{ paid }}"),
    ("未付（元）", "{{ unpaid }}"),
    ("未付（大写）", "{{ unpaid_words }}"),
    ("社会保障费（单列，元）", "{{ separate }}"),
)
MORE_CLAUSES = {
    "三、资金支付": (
        "乙方于本协议签订后______日内将未付款项足额拨至约定账户；甲方按规定程序审核拨付，丙方负责组织兑付并收集凭证。"
        "社会保障费单列管理，不支付给个人或村（组）集体。"
    ),
    "四、未签约对象": "未签约对象签约后另行核定，按同一补偿办法计算，以补充结算协议结算。",
    "五、其他": (
        "核定金额因事实更正而变动的，以新的核定为准，差额在补充结算协议中列明。本协议一式______份，各方签字盖章后生效。"
    ),
}
PARTIES = ("甲方（统筹单位）：{{ centre }}", "乙方（业主单位）：{{ owner }}", "丙方（实施镇街）：{{ towns }}")


def build() -> DocumentObject:
    """The form as a new document."""
    document = Document()
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin, section.bottom_margin = Mm(37), Mm(35)
    section.left_margin, section.right_margin = Mm(28), Mm(26)
    _font(document.styles["Normal"], BODY_FONT, BODY_POINTS)
    _line(document, "{%p for notice in notices %}", indent=False)
    _line(document, "{{ notice.text }}", indent=False, font=HEADING_FONT)
    _line(document, "{%p endfor %}", indent=False)
    title = _line(document, "{{ project_name }}征地拆迁结算协议", indent=False, font=TITLE_FONT, points=22)
    title.alignment = WD_ALIGN_PARAGRAPH.CENTER
    for party in PARTIES:
        _line(document, party, indent=False)
    _clauses(document, CLAUSES)
    _amounts(document)
    _clauses(document, MORE_CLAUSES)
    for party in PARTIES:
        _line(document, f"{party.split('：')[0]}（盖章）：                  代表人：", indent=False)
    _line(document, "签订日期：        年    月    日", indent=False)
    _line(document, "{{ made_by }}", indent=False, points=12)
    return document


def _clauses(document: DocumentObject, clauses: dict[str, str]) -> None:
    for heading, text in clauses.items():
        _line(document, heading, font=HEADING_FONT)
        _line(document, text)


def _amounts(document: DocumentObject) -> None:
    table = document.add_table(rows=0, cols=2, style="Table Grid")
    for label, field in AMOUNTS:
        cells = table.add_row().cells
        cells[0].width, cells[1].width = Cm(6.2), Cm(9.4)
        for cell, text in zip(cells, (label, field), strict=True):
            cell.text = ""
            run = cell.paragraphs[0].add_run(text)
            _font(run, BODY_FONT, 14)


def _line(document, text, *, indent=True, font=BODY_FONT, points=BODY_POINTS):
    paragraph = document.add_paragraph()
    _font(paragraph.add_run(text), font, points)
    paragraph.paragraph_format.line_spacing = Pt(LINE_POINTS)
    paragraph.paragraph_format.space_after = Pt(0)
    if indent:
        paragraph.paragraph_format.first_line_indent = Pt(2 * points)
    return paragraph


def _font(target, name, points):
    target.font.name = name
    target.font.size = Pt(points)
    properties = target.element.get_or_add_rPr()
    properties.get_or_add_rFonts().set(qn("w:eastAsia"), name)


if __name__ == "__main__":
    build().save(str(FORM))
