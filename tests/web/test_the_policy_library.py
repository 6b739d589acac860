"""The library in pages: a text is entered after a look at its split, corrected, explained, cited, asked, compiled."""

from __future__ import annotations

import re
from datetime import date
from html import unescape
from io import BytesIO
from typing import Any

import docx
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from tests.web.people import browser_of
from tests.world import DEMO

from antu.library.models import ClauseExplanation, LegalClause, LegalText, LinkedClause, Question
from antu.library.services import enter_text, load_demo_library
from antu.library.services.compiling import AT_ONCE_MAX
from antu.platform.actor import SYSTEM
from antu.platform.attachments.services import attachments_of
from antu.platform.links import record_url
from antu.platform.models import Job
from antu.platform.versions import version_of

pytestmark = pytest.mark.django_db

TODAY = date(2024, 1, 31)
WORDS = "第一条 甲甲甲甲甲甲。\n第二条 乙乙乙乙乙乙。\n附件一 标准\n每平方米九百元。"
ABOUT = {"title": "示例办法", "level": "规范性文件", "aliases": "办法"}


@pytest.fixture
def writer() -> Client:
    return browser_of("register.view", "library.edit")


@pytest.fixture
def reader() -> Client:
    return browser_of("register.view")


@pytest.fixture
def demo() -> LegalText:
    load_demo_library(SYSTEM, DEMO, today=TODAY)
    return LegalText.objects.get()


def words(answer: Any) -> str:
    text = re.sub(r"<[^>]+>", " ", answer.content.decode())
    return re.sub(r"\s+", " ", unescape(text))


def kept_upload(answer: Any) -> str:
    found = re.search(r'name="upload"[^>]* value="([0-9a-f]{64})"', answer.content.decode())
    assert found
    return found[1]


def paragraphs(answer: Any) -> list[str]:
    return [each.text for each in docx.Document(BytesIO(answer.content)).paragraphs]


def test_a_file_is_split_before_it_is_saved_and_kept_after(writer: Client) -> None:
    file = SimpleUploadedFile("办法.txt", WORDS.encode())
    preview = writer.post("/library/texts/new/", {**ABOUT, "file": file})
    assert "读出 2 条、附件 1 个" in words(preview)
    assert not LegalText.objects.exists()
    writer.post("/library/texts/new/", {**ABOUT, "upload": kept_upload(preview)})
    text = LegalText.objects.get()
    assert [each.label for each in LegalClause.objects.filter(text=text)] == ["第一条", "第二条", "附件一"]
    assert [each.name for each in attachments_of(text)] == ["办法.txt"]


def test_from_the_preview_one_goes_back_with_all_that_was_typed_and_read(writer: Client) -> None:
    file = SimpleUploadedFile("办法.txt", WORDS.encode())
    preview = writer.post("/library/texts/new/", {**ABOUT, "file": file})
    again = writer.post("/library/texts/new/", {**ABOUT, "upload": kept_upload(preview), "back": "1"})
    assert (again.status_code, LegalText.objects.exists()) == (200, False)
    shown = unescape(again.content.decode())
    assert f'value="{ABOUT["title"]}"' in shown
    assert WORDS.splitlines()[0] in shown[shown.index("<textarea") :]
    refused = writer.post("/library/texts/new/", {**ABOUT, "title": "", "upload": kept_upload(preview)})
    assert refused.status_code == 400
    assert WORDS.splitlines()[0] in unescape(refused.content.decode())


def test_pasted_words_go_the_same_way_and_are_no_file(writer: Client) -> None:
    preview = writer.post("/library/texts/new/", {**ABOUT, "text": WORDS})
    shown = words(writer.post("/library/texts/new/", {**ABOUT, "upload": kept_upload(preview)}, follow=True))
    assert "已录入：《示例办法》，2 条、附件 1 个" in shown
    assert not attachments_of(LegalText.objects.get()).exists()


def test_misnumbering_is_told_before_anything_is_saved(writer: Client) -> None:
    gap = "第一条 甲。\n第三条 丙。\n第三条 再丙。"
    shown = words(writer.post("/library/texts/new/", {**ABOUT, "text": gap}))
    assert "条号不连续：第一条之后是第三条" in shown
    assert "第三条出现了两次" in shown
    assert "没有读出条号" in words(writer.post("/library/texts/new/", {**ABOUT, "text": "只有一段。"}))
    assert not LegalText.objects.exists()


def test_what_cannot_be_read_is_refused_beside_its_field_and_nothing_typed_is_lost(writer: Client) -> None:
    answer = writer.post("/library/texts/new/", {**ABOUT, "file": SimpleUploadedFile("办法.pdf", b"%PDF-1.4")})
    assert answer.status_code == 400
    assert 'href="#library-text-file"' in answer.content.decode()
    assert 'value="示例办法"' in answer.content.decode()
    preview = writer.post("/library/texts/new/", {"title": "示例办法", "text": WORDS})
    refused = writer.post("/library/texts/new/", {"title": "示例办法", "upload": kept_upload(preview)})
    assert refused.status_code == 400
    assert "请填写效力级别" in words(refused)


def test_a_correction_says_what_becomes_of_each_clause_before_and_after(writer: Client) -> None:
    text = enter_text(SYSTEM, ABOUT, WORDS)
    address = f"/library/texts/{text.pk}/words/"
    changed = WORDS.replace("甲甲甲甲甲甲", "甲甲甲甲甲改").replace("\n附件一 标准\n每平方米九百元。", "")
    preview = writer.post(address, {"text": changed, "reason": "勘误"})
    for sentence in ("1 条没有变", "请核对：第一条", "删去，挂在上面的随之失效：附件一"):
        assert sentence in words(preview)
    assert text.versions.count() == 1
    sent = {"upload": kept_upload(preview), "reason": "勘误"}
    assert "又被改过" in words(writer.post(address, {**sent, "version": "0"}))
    saved = words(writer.post(address, {**sent, "version": str(version_of(text))}, follow=True))
    assert "已更正：《示例办法》第2版" in saved
    page = words(writer.get(f"/library/texts/{text.pk}/versions/2/"))
    assert "【删：甲】" in page
    assert "与第1版比较" in page
    assert writer.get(f"/library/texts/{text.pk}/versions/9/").status_code == 404


def test_a_text_shows_its_explanations_and_who_cites_it_beside_each_clause(demo: LegalText, reader: Client) -> None:
    page = reader.get(record_url(demo)).content.decode()
    clause = LegalClause.objects.get(label="第十五条")
    assert f'id="{clause.anchor}"' in page
    shown = re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]+>", " ", page)))
    assert "湖南结构演示包：过渡费" in shown
    assert "过渡费是在外租房的补助" in shown
    assert "不是任何机关发布的文件" in shown
    assert "更正正文" not in shown


def test_a_clause_is_explained_and_the_explanation_taken_back(demo: LegalText, writer: Client) -> None:
    clause = LegalClause.objects.get(text=demo, label="第二十条")
    answer = writer.post(f"/library/clauses/{clause.pk}/explain/", {"content": "一个人六万。"}, follow=True)
    assert "一个人六万。" in words(answer)
    held = ClauseExplanation.objects.get(clause=clause)
    writer.post(f"/library/explanations/{held.pk}/void/", {"reason": "不准确"})
    assert "还没有解释" in words(writer.get(record_url(clause)))
    assert writer.post(f"/library/clauses/{clause.pk}/explain/", {"content": " "}).status_code == 400


def test_citations_without_a_text_are_listed_and_linked_by_hand(demo: LegalText, writer: Client) -> None:  # noqa: ARG001
    missing = words(writer.get("/library/citations/?state=no-text"))
    assert "土地管理法第四十八条" in missing
    assert "演示办法第十四条" not in missing
    address = reverse("library-link", args=["wuhan-wuchang-2019", "结算单一"])
    assert address in writer.get("/library/citations/?state=no-text&q=结算单一").content.decode()
    wrong = writer.post(address, {"clause": "没有的办法第一条"})
    assert "政策库里没有「没有的办法第一条」" in words(wrong)
    assert "几条，只能链接一条" in words(writer.post(address, {"clause": "演示办法第一、二条"}))
    assert "已链接" in words(writer.post(address, {"clause": "演示办法第一条"}, follow=True))
    link = LinkedClause.objects.get()
    assert "作废链接" in words(writer.get("/library/citations/?state=by-hand"))
    writer.post(f"/library/links/{link.pk}/void/", {"reason": "错了"})
    assert not LinkedClause.objects.standing().exists()
    assert writer.get(reverse("library-link", args=["no-pack", "结算单一"])).status_code == 404


def test_a_question_is_written_published_and_seen(demo: LegalText, writer: Client, reader: Client) -> None:  # noqa: ARG001
    typed = {"question": "购房补助发给谁？", "answer": "拿钱的。", "audience": "群众", "clauses": "演示办法第二十条"}
    writer.post("/library/questions/new/", typed)
    asked = Question.objects.get(question=typed["question"])
    assert "草稿" in words(writer.get(record_url(asked)))
    writer.post(f"/library/questions/{asked.pk}/publish/", {"on": "2024-01-31"})
    shown = words(reader.get(record_url(asked)))
    assert "已发布" in shown
    assert "第二十条" in shown
    leaflet = paragraphs(reader.get("/library/questions/leaflet/?audience=public"))
    assert "拿钱的。" in leaflet
    assert not any("房屋合法性的结论" in line for line in leaflet)
    wrong = writer.post(f"/library/questions/{asked.pk}/withdraw/", {"on": "哪天"})
    assert "不是日期" in words(wrong)


def test_a_search_marks_what_was_found(demo: LegalText, reader: Client) -> None:  # noqa: ARG001
    page = reader.get("/library/search/?q=guodufei").content.decode()
    assert "<mark>过渡费</mark>" in page
    assert "政策库里没有“区块链”" in words(reader.get("/library/search/?q=区块链"))
    assert "不是日期" in words(reader.get("/library/search/?q=过渡费&on=哪天"))


def test_picked_texts_are_compiled(demo: LegalText, reader: Client) -> None:
    picked = reader.post("/library/texts/", {"action": "compile", "row": [str(demo.pk)]})
    assert picked["Location"] == f"/library/compilation/?texts={demo.pk}"
    typed = {"texts": str(demo.pk), "title": "示例汇编", "explanations": "是", "questions": "否"}
    lines = paragraphs(reader.post("/library/compilation/", typed))
    assert lines[0] == "示例汇编"
    assert any(line.startswith("【解释】") for line in lines)
    assert not any("附录" in line for line in lines)
    assert "还没有选文本" in words(reader.post("/library/compilation/", {**typed, "texts": "0"}))


def test_a_large_compilation_is_a_job(reader: Client) -> None:
    many = "\n".join(f"第{at}条 甲。" for at in range(1, AT_ONCE_MAX + 2))
    text = enter_text(SYSTEM, ABOUT, many)
    typed = {"texts": str(text.pk), "title": "示例汇编", "explanations": "是", "questions": "是"}
    answer = reader.post("/library/compilation/", typed)
    job = Job.objects.get()
    assert answer["Location"] == reverse("job", args=[job.pk])
    assert job.args["texts"] == [text.pk]
