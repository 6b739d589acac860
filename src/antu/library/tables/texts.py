"""Texts, their splits and versions as pages show them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any, Final

from django.urls import reverse

from antu.library.domain.parts import Part, counted, doubled, uncut
from antu.library.models import LegalText, TextVersion
from antu.platform.display import Cell, Chip, Column, Fact, Kind, Row, Table, Tone, marks
from antu.platform.links import record_url
from antu.platform.listing import Empty, ListColumn, Listing, by
from antu.platform.wording import UNKNOWN, day_text, moment_text
from antu.regulations.selectors.texts import ChangeKind, ClauseChange, changes_between, clauses_of, pieces_of

_SHOWN: Final = 60
IN_FORCE: Final = Chip("现行", Tone.DONE)
COMING: Final = Chip("尚未施行", Tone.GOING)
ENDED: Final = Chip("已失效", title="有效期已满，或制度已经废止")


def state_chip(text: LegalText, day: date) -> Chip:
    """What a text is on a day."""
    if text.holds_on(day):
        return IN_FORCE
    return COMING if text.valid_from and text.valid_from > day else ENDED


def text_listing(day: date, *, may_edit: bool) -> Listing:
    """The texts, as they are on a day."""
    enter = ("录入法规文本", reverse("library-text-new")) if may_edit else ("", "")
    return Listing(
        "library-texts",
        "法规文本",
        (
            ListColumn("title", Column("名称", kind=Kind.LONG), _title, by("title")),
            ListColumn("state", Column("状态"), lambda each: Cell(chips=(state_chip(each, day),))),
            ListColumn("level", Column("效力级别"), lambda each: Cell(each.get_level_display())),
            _text("document", Column("文号"), "document_no"),
            _text("body", Column("发布机关", kind=Kind.LONG), "issuing_body"),
            _day("from", "施行", "valid_from"),
            _day("to", "失效", "valid_to"),
            ListColumn(
                "articles", Column("条款", "条", Kind.NUMBER), lambda each: Cell(str(each.articles)), by("articles")
            ),
            ListColumn(
                "explained",
                Column("已解释", "条", Kind.NUMBER),
                lambda each: Cell(str(each.explained)),
                by("explained"),
            ),
            ListColumn("aliases", Column("简称"), lambda each: Cell(each.aliases or UNKNOWN), is_shown=False),
            _day("issued", "公布", "issued_on", is_shown=False),
            ListColumn(
                "source",
                Column("来源说明", kind=Kind.LONG),
                lambda each: Cell(each.source_note or UNKNOWN),
                is_shown=False,
            ),
        ),
        Empty(
            "政策库里还没有文本。录入法律、办法的全文，系统分成条款，并列出补偿办法在哪里引用。",
            *enter,
        ),
        counter="件",
    )


def _title(each: Any) -> Cell:
    note = "取自制度文件" if each.rule_id else ""
    return Cell(str(each), record_url(each), chips=marks(is_sample=each.is_sample), note=note)


def _text(key: str, column: Column, field: str) -> ListColumn:
    return ListColumn(key, column, lambda each: Cell(getattr(each, field) or UNKNOWN), by(field))


def _day(key: str, label: str, field: str, *, is_shown: bool = True) -> ListColumn:
    column = Column(label, is_day=True)
    return ListColumn(key, column, lambda each: Cell(day_text(getattr(each, field))), by(field), is_shown=is_shown)


def text_facts(text: LegalText, version: TextVersion) -> list[Fact]:
    """What is registered of a text."""
    said = (
        ("简称", text.aliases),
        ("效力级别", text.get_level_display()),
        ("发布机关", text.issuing_body),
        ("文号", text.document_no),
        ("公布日期", day_text(text.issued_on)),
        ("施行日期", day_text(text.valid_from)),
        ("失效日期", day_text(text.valid_to)),
        ("来源说明", text.source_note),
        ("录入人", text.entered_by),
    )
    facts = [Fact(label, Cell(words or UNKNOWN)) for label, words in said]
    if text.rule:
        facts.append(Fact("正文取自", Cell(str(version.rule_version), record_url(version.rule_version or text.rule))))
    if text.is_voided:
        facts.append(Fact("作废原因", Cell(text.void_reason)))
    return facts


def split_table(parts: Sequence[Part]) -> Table:
    """How a text will be split, before it is saved."""
    rows = [
        Row((Cell(each.label or UNKNOWN), Cell(" · ".join(each.path) or UNKNOWN), Cell(_short(each.content))))
        for each in parts
    ]
    return Table(
        (Column("条款"), Column("章节", kind=Kind.LONG), Column("开头", kind=Kind.LONG)), rows, "没有读出文字。"
    )


def _short(content: str) -> str:
    line = content.replace("\n", " ")
    return f"{line[:_SHOWN]}…" if len(line) > _SHOWN else line or UNKNOWN


def split_words(parts: Sequence[Part]) -> str:
    """「22 条、附件 5 个、条款以外 1 段」."""
    articles, annexes, rest = counted(parts)
    said = (
        f"{articles} 条" if articles else "",
        f"附件 {annexes} 个" if annexes else "",
        f"条款以外 {rest} 段" if rest else "",
    )
    return "、".join(part for part in said if part) or "没有读出文字"


def split_warnings(parts: Sequence[Part], misnumbered: Iterable[str]) -> list[str]:
    """What a reader must check before the split is saved."""
    warnings = [
        f"条号不连续：{'；'.join(wrong)}。请对照原件：漏了条，还是条号写错了" for wrong in [list(misnumbered)] if wrong
    ]
    if twice := doubled(parts):
        warnings.append(f"{'、'.join(twice)}出现了两次；引用只会找到前一个，请对照原件")
    if inside := uncut(parts):
        warnings.append(f"有段落以{'、'.join(inside)}开头，没有另成一条；请对照原件：漏了前一条，还是条号写错了")
    if not any(each.key for each in parts):
        warnings.append("没有读出条号，整篇是一段；引用它的条款找不到位置。请检查是不是丢了“第…条”")
    return warnings


_VERSIONS: Final = (
    Column("版次"),
    Column("录入时间"),
    Column("录入人"),
    Column("更正原因", kind=Kind.LONG),
)


def version_table(text: LegalText, versions: Sequence[TextVersion]) -> Table:
    """A text's versions, the latest first."""
    rows = []
    for each in reversed(versions):
        url = reverse("library-version", args=[text.pk, each.number])
        reason = each.reason or (str(each.rule_version) if each.rule_version else "首次录入")
        cells = (Cell(each.label, url), Cell(moment_text(each.entered_at)), Cell(each.entered_by), Cell(reason))
        rows.append(Row(cells, url))
    return Table(_VERSIONS, rows)


_CHANGES: Final = (Column("变动"), Column("条"), Column("原文", kind=Kind.LONG), Column("新文", kind=Kind.LONG))


def change_table(before: TextVersion, after: TextVersion) -> Table:
    """What a version changes of the one before it, clause by clause."""
    changes = changes_between(clauses_of(before.words), clauses_of(after.words))
    told = [each for each in changes if each.kind is not ChangeKind.SAME]
    return Table(_CHANGES, [_change_row(each) for each in told], "两版的正文完全相同。")


def _change_row(change: ClauseChange) -> Row:
    labels = dict.fromkeys(each.label for each in (change.before, change.after) if each and each.label)
    old, new = (each.body if each else "" for each in (change.before, change.after))
    if old and new:
        pieces = pieces_of(old, new)
        old, new = (
            "".join(f"【{word}：{p.text}】" if p.is_changed else p.text for p in some)
            for word, some in zip("删增", pieces, strict=True)
        )
    chip = Chip(change.kind.value)
    return Row((Cell(chips=(chip,)), Cell("→".join(labels) or UNKNOWN), Cell(_line(old)), Cell(_line(new))))


def _line(text: str) -> str:
    return text.replace("\n", "↵") or UNKNOWN
