"""Forms of issued rules: a rule, a draft of its text, and the publication of a draft."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from django.http import HttpRequest
from django.urls import reverse

from antu.kernel.errors import BadInput, Problem
from antu.platform.attachments.services import SentFile, sent_files
from antu.platform.entry import EntryField, EntryForm, EntrySection, read_fields, simple_form
from antu.platform.entry.by_column import field_of
from antu.platform.links import record_url
from antu.platform.versions import version_of
from antu.platform.workbook.dates import written_day
from antu.platform.workbook.texts import text_of
from antu.regulations.domain.publishing import NUMBER_MAX, REASON_MAX, VersionDraft
from antu.regulations.models import IssuedRule, RuleVersion
from antu.regulations.services.rules import OF_FIRST_VERSION, RULE_COLUMNS

_HELP: Final = {
    "name": "不用加书名号",
    "issued_on": "已经印发的填写；新起草的留空，发布第1版时再定",
    "abolished_on": "从这一天起不再执行；误填的清空即可",
    "abolished_by": "废止它的文件或决定",
}
_OF_VERSION: Final = "随第1版发布时的登记，不在这里改"
_ABOLITION: Final = ("abolished_on", "abolished_by")
_LINES: Final = 24


def rule_form(rule: IssuedRule | None, *, is_published: bool = False) -> EntryForm:
    """The form of a rule; a new one cannot be abolished yet."""
    fields = [_rule_field(column.field, rule, is_published=is_published) for column in RULE_COLUMNS]
    own = tuple(field for field in fields if field.name not in _ABOLITION)
    closing = tuple(field for field in fields if field.name in _ABOLITION)
    return EntryForm(
        (EntrySection("登记内容", own),),
        submit_label="保存更正" if rule else "登记制度文件",
        cancel_url=record_url(rule) if rule else reverse("rules"),
        version=str(version_of(rule)) if rule else "",
        key="rule",
        closing=(EntrySection("废止", closing),) if rule else (),
    )


def _rule_field(name: str, rule: IssuedRule | None, *, is_published: bool) -> EntryField:
    (column,) = (each for each in RULE_COLUMNS if each.field == name)
    field = field_of(column, text_of(getattr(rule, name)) if rule else "")
    if is_published and name in OF_FIRST_VERSION:
        return replace(field, is_read_only=True, help=_OF_VERSION)
    return replace(field, help=_HELP.get(name, ""))


def draft_form(version: RuleVersion, *, text: str) -> EntryForm:
    """The form of a draft: its text, or the file that has it, and what it will say of itself."""
    why = "与上一版相比为什么修订" if version.number > 1 else ""
    about = (
        EntryField("valid_from", "施行日期", "date", _day(version.valid_from), help="留空：自印发之日起施行"),
        EntryField("valid_to", "失效日期", "date", _day(version.valid_to), help="写明有效期的填写；留空为长期有效"),
        EntryField(
            "reason",
            "修订原因",
            "long",
            version.reason,
            is_required=version.number > 1,
            length_max=REASON_MAX,
            help=why,
        ),
    )
    file = EntryField(
        "file",
        "上传正文",
        "file",
        accept=".docx,.pdf,.txt",
        help="选了文件，正文就从文件里读，原件一并留存；下面的正文不用填",
    )
    paste = "一段一行；“第…条”开头的段落自动分条"
    words = EntryField("text", "正文", "long", text, help=paste, lines=_LINES)
    return EntryForm(
        (EntrySection("正文", (file, words)), EntrySection("施行", about)),
        submit_label="保存草稿",
        cancel_url=record_url(version if version.pk else version.rule),
        version=str(version_of(version)) if version.pk else "",
        key="rule-draft",
    )


def _day(day: date | None) -> str:
    return day.isoformat() if day else ""


@dataclass(frozen=True, slots=True)
class SentDraft:
    """A draft as it was sent, with the file that its text is read from."""

    draft: VersionDraft
    original: SentFile | None


def sent_draft(request: HttpRequest, form: EntryForm) -> SentDraft:
    """What was typed and uploaded. Raises BadInput (``R-DATE``) for a day that cannot be read."""
    texts = read_fields(request.POST, form)
    days = {name: written_day(texts[name]) for name in ("valid_from", "valid_to")}
    problems = [
        Problem("R-DATE", f"「{texts[name]}」不是日期；请按 2023-05-08 的样子填写", {"column": name})
        for name, day in days.items()
        if texts[name] and day is None
    ]
    if problems:
        raise BadInput(problems)
    files = sent_files(request.FILES.getlist("file")[:1])
    draft = VersionDraft(texts["text"], days["valid_from"], days["valid_to"], texts["reason"])
    return SentDraft(draft, files[0] if files else None)


def publication_form(version: RuleVersion) -> EntryForm:
    """The form that publishes a draft."""
    fields = (
        EntryField("document_no", "文号", length_max=NUMBER_MAX, has_focus=True, help="没有文号的留空"),
        EntryField("on", "印发日期", "date", is_required=True),
    )
    return EntryForm(
        (EntrySection("", fields),), submit_label="发布", cancel_url=record_url(version), key="rule-publication"
    )


def day_form(rule: IssuedRule, day: str) -> EntryForm:
    """The form that asks which version was in force on a day; it is sent as an address."""
    return simple_form(
        EntryField("on", "日期", "date", day),
        action=f"{record_url(rule)}#versions",
        submit_label="查适用版本",
        key="in-force",
    )


def seen_entry(post: Mapping[str, str]) -> int:
    """The journal's entry at which the page was opened."""
    version = post.get("version", "")
    return int(version) if version.isascii() and version.isdigit() else 0
