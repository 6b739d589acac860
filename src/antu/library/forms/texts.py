"""Forms of texts: what is said of one, its words, and the confirmation of their split."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Final

from django.http import HttpRequest
from django.urls import reverse

from antu.library.models import LegalText
from antu.library.services.columns import REASON_MAX, TEXT_COLUMNS
from antu.library.services.texts import words_of
from antu.platform.actor import Actor
from antu.platform.attachments.services import SentFile, sent_files
from antu.platform.entry import EntryField, EntryForm, EntrySection
from antu.platform.entry.by_column import field_of
from antu.platform.links import record_url
from antu.platform.uploads import keep_upload, kept_upload
from antu.platform.versions import version_of
from antu.platform.workbook.texts import text_of

PASTED: Final = "粘贴的正文.txt"
_HELP: Final = {
    "title": "全称，不用加书名号",
    "aliases": "补偿办法和公文里怎样简称它，几个用顿号分开；引用靠它认出来",
    "valid_to": "一直有效的留空",
    "source_note": "文字从哪里来，如“政府网站公布的文本，某年某月某日下载”",
}
_FROM_RULE: Final = "随制度文件，不在这里改"
_OF_RULE: Final = frozenset({"title", "document_no", "issued_on", "valid_from", "valid_to"})
_LINES: Final = 20


def about_fields(text: LegalText | None) -> tuple[EntryField, ...]:
    """What is said of a text."""
    fields = []
    for column in TEXT_COLUMNS:
        field = replace(
            field_of(column, text_of(getattr(text, column.field)) if text else ""), help=_HELP.get(column.field, "")
        )
        is_fixed = bool(text and text.rule_id) and column.field in _OF_RULE
        fields.append(replace(field, is_read_only=True, help=_FROM_RULE) if is_fixed else field)
    return tuple(fields)


def about_form(text: LegalText) -> EntryForm:
    """The form that corrects what is said of a text."""
    return EntryForm(
        (EntrySection("登记内容", about_fields(text)),),
        submit_label="保存更正",
        cancel_url=record_url(text),
        version=str(version_of(text)),
        key="library-text",
    )


def entering_form() -> EntryForm:
    """The form of a new text with its words."""
    return EntryForm(
        (EntrySection("登记内容", about_fields(None)), EntrySection("正文", _words_fields(""))),
        submit_label="看分条预览",
        cancel_url=reverse("library-texts"),
        key="library-text",
    )


def words_form(text: LegalText, words: str) -> EntryForm:
    """The form that corrects a text's words."""
    reason = EntryField("reason", "更正原因", is_required=True, length_max=REASON_MAX, help="如 勘误、修正、补录附件")
    return EntryForm(
        (EntrySection("正文", (*_words_fields(words), reason)),),
        submit_label="看分条预览",
        cancel_url=record_url(text),
        version=str(version_of(text)),
        key="library-text",
    )


def _words_fields(words: str) -> tuple[EntryField, ...]:
    told = "选了文件，正文就从文件里读，原件一并留存；扫描件没有文字，请先做文字识别"
    file = EntryField("file", "上传正文", "file", accept=".docx,.pdf,.txt", help=told)
    paste = "一段一行；“第…条”“附件…”开头的段落自动分条；没有条号的按“一、”“IV”分"
    return file, EntryField("text", "或粘贴正文", "long", words, help=paste, lines=_LINES)


@dataclass(frozen=True, slots=True)
class SentWords:
    """The words that were sent, kept until they are confirmed; ``original`` is the file, None for what was pasted."""

    words: str
    upload: str
    original: SentFile | None


def sent_words(request: HttpRequest, actor: Actor) -> SentWords:
    """What was uploaded or pasted, or was kept when its split was shown. Raises BadInput."""
    if key := request.POST.get("upload", ""):
        kept = kept_upload(actor, key)
        sent = SentFile(kept.name, kept.path.read_bytes())
        return SentWords(words_of("", sent), key, None if kept.name == PASTED else sent)
    files = sent_files(request.FILES.getlist("file")[:1])
    original = files[0] if files else None
    words = words_of(request.POST.get("text", ""), original)
    name, content = (original.name, original.content) if original else (PASTED, words.encode())
    return SentWords(words, keep_upload(actor, name, [content]).key, original)


def confirming_form(form: EntryForm, upload: str, *, label: str, back: str) -> EntryForm:
    """The form under the preview: it sends all again that was typed, with the kept words."""
    typed = [replace(field, kind="hidden") for field in form.all_fields() if field.name not in {"file", "text"}]
    kept = EntryField("upload", "正文", "hidden", upload)
    return EntryForm(
        (EntrySection("", (*typed, kept)),), submit_label=label, cancel_url=back, version=form.version, key="confirm"
    )


def seen_entry(post: Mapping[str, str]) -> int:
    """The journal's entry at which the page was opened."""
    version = post.get("version", "")
    return int(version) if version.isascii() and version.isdigit() else 0
