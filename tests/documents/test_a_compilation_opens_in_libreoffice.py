"""政策汇编 as LibreOffice prints it: cover, contents with the right pages, every clause, explanations, questions."""

from __future__ import annotations

import re
from datetime import date
from io import BytesIO
from pathlib import Path

import docx
import pytest
from docx.oxml.ns import qn
from pypdf import PdfReader
from tests.documents.office import converted
from tests.world import DEMO

from antu.library.models import ClauseExplanation, LegalClause, LegalText, Question
from antu.library.services import enter_text, load_demo_library
from antu.library.services.compiling import CompilationAsked, write_compilation, write_leaflet
from antu.platform.actor import SYSTEM

pytestmark = pytest.mark.django_db

TODAY = date(2024, 1, 31)
OTHER = "第一章 总则\n第一条 本规程适用于示例。\n第二条 自印发之日起施行。"


@pytest.fixture
def texts() -> tuple[int, ...]:
    load_demo_library(SYSTEM, DEMO, today=TODAY)
    other = enter_text(SYSTEM, {"title": "示例工作规程", "level": "本单位制度"}, OTHER)
    return LegalText.objects.get(is_sample=True).pk, other.pk


def signs(text: str) -> str:
    """Without spaces and marks: what hangs over a margin is read back in another place."""
    return re.sub(r"[\W_]", "", text)


def test_a_printed_compilation_has_every_word_under_its_heading_and_page(
    texts: tuple[int, ...], tmp_path: Path
) -> None:
    path = tmp_path / "汇编.docx"
    path.write_bytes(write_compilation(SYSTEM, CompilationAsked("示例政策汇编", texts), TODAY))
    pages = [page.extract_text() for page in PdfReader(converted(path, "pdf")).pages]
    assert "示例政策汇编" in pages[0]
    assert "不是任何机关发布的文件" in signs(pages[0])
    listed = re.findall(r"^(.+?)\.{4,}\s*(\d+)$", pages[1], re.MULTILINE)
    assert [title for title, _ in listed] == [
        "一、《演示征地补偿安置办法（合成）》（示例）",
        "二、《示例工作规程》",
        "附录　政策问答",
    ]
    for title, number in listed:
        assert signs(title) in signs(pages[int(number) - 1])
    whole = signs("".join(re.sub(r"— \d+ —", "", page) for page in pages))
    for clause in LegalClause.objects.all():
        for paragraph in (clause.label, *clause.content.splitlines()):
            assert signs(paragraph) in whole
    for explanation in ClauseExplanation.objects.all():
        assert signs(f"【解释】{explanation.content}") in whole
    for question in Question.objects.all():
        is_out = question.audience != "cadre"
        assert (signs(question.question) in whole) is is_out


def test_explanations_and_questions_may_be_left_out(texts: tuple[int, ...]) -> None:
    asked = CompilationAsked("示例政策汇编", texts[1:], with_explanations=False, with_questions=False)
    paragraphs = [each.text for each in docx.Document(BytesIO(write_compilation(SYSTEM, asked, TODAY))).paragraphs]
    assert not any("【解释】" in text or "附录" in text or "示例或合成" in text for text in paragraphs)
    assert "第二条　自印发之日起施行。" in paragraphs


def test_every_run_names_its_east_asian_font_and_the_same_records_give_the_same_bytes(texts: tuple[int, ...]) -> None:
    asked = CompilationAsked("示例政策汇编", texts)
    content = write_compilation(SYSTEM, asked, TODAY)
    assert content == write_compilation(SYSTEM, asked, TODAY)
    document = docx.Document(BytesIO(content))
    fonts = {each.get(qn("w:eastAsia")) for each in document.element.body.iter(qn("w:rFonts"))}
    assert fonts == {"方正小标宋简体", "楷体_GB2312", "黑体", "仿宋_GB2312"}
    asides = [each for each in document.paragraphs if each.style is not None and each.style.name == "Aside"]
    assert len(asides) >= ClauseExplanation.objects.count()


def test_a_leaflet_has_what_is_published_for_its_audience(texts: tuple[int, ...]) -> None:  # noqa: ARG001
    paragraphs = [each.text for each in docx.Document(BytesIO(write_leaflet(SYSTEM, "public", TODAY))).paragraphs]
    asked = [text for text in paragraphs if re.match(r"\d+\. ", text)]
    assert [text.partition(". ")[2] for text in asked] == list(
        Question.objects.filter(audience="public").order_by("sort").values_list("question", flat=True)
    )
    assert "依据：《演示征地补偿安置办法（合成）》第十条" in paragraphs
