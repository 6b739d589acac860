"""Forms of packs: a new version, a folder, a file's text, a table of rates, a workbook, publication, an end."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Final

from django.http import HttpRequest

from antu.kernel.errors import BadInput, Problem
from antu.platform.attachments.services import sent_files
from antu.platform.entry import EntryField, EntryForm, EntryGrid, EntryRow, EntrySection, FieldPlace
from antu.platform.links import record_url
from antu.platform.versions import version_of
from antu.platform.workbook.dates import written_day
from antu.regulations.domain.pack_rates import RateSheet
from antu.regulations.domain.publishing import NUMBER_MAX
from antu.regulations.models import PackVersion
from antu.regulations.selectors.packs import ShownPack
from antu.regulations.services.holidays import REASON_MAX

GRID: Final = "rates"
_LINES: Final = 32
_REASON: Final = EntryField(
    "reason", "起草原因", "long", is_required=True, length_max=REASON_MAX, help="为什么改，会记入日志"
)


def new_version_form(base: ShownPack, version: str, cancel_url: str) -> EntryForm:
    """The form that begins a new version from another."""
    valid_from = EntryField(
        "valid_from", "施行日期", "date", is_required=True, help="按项目的公告日选办法：这一天及以后公告的用新版本"
    )
    valid_to = EntryField("valid_to", "失效日期", "date", help="写明有效期的填写；留空为未定")
    number = EntryField("version", "版本号", value=version, is_required=True, length_max=20, has_focus=True)
    about = EntrySection(f"在 {base.name} 上起草", (number, valid_from, valid_to, _REASON))
    return EntryForm((about,), submit_label="起草新版本", cancel_url=cancel_url, key="pack-draft")


def folder_form(cancel_url: str, row: PackVersion | None = None) -> EntryForm:
    """The form that takes a whole folder: a new pack, or all files of a draft."""
    file = EntryField(
        "file",
        "办法文件夹（.zip）",
        "file",
        is_required=True,
        accept=".zip",
        help="把 pack.yaml 所在的文件夹整个压缩成一个 .zip",
    )
    fields = (file, _may_fail()) if row else (file, _REASON)
    version = str(version_of(row)) if row else ""
    label = "上传文件夹" if row else "起草办法"
    return EntryForm(
        (EntrySection("", fields),), submit_label=label, cancel_url=cancel_url, version=version, key="pack-folder"
    )


def file_form(row: PackVersion, name: str, text: str) -> EntryForm:
    """The form of one file's text."""
    words = EntryField(
        "text",
        name,
        "long",
        text,
        lines=_LINES,
        is_code=True,
        help="写法见手册「把一份补偿安置办法写成数据」；保存时检查全部文件",
    )
    return EntryForm(
        (EntrySection("", (EntryField("name", "文件", "hidden", name), words, _may_fail())),),
        submit_label="检查并保存",
        cancel_url=record_url(row),
        version=str(version_of(row)),
        key="pack-file",
    )


def _may_fail() -> EntryField:
    return EntryField(
        "may_fail",
        "有问题也先存下",
        "bool",
        "否",
        help="要同时改几个文件时选「是」，改完再一起检查；有问题的草稿不能发布",
    )


def rates_form(row: PackVersion, sheet: RateSheet) -> EntryForm:
    """The grid of one table."""
    columns = tuple(_rate_column(sheet, column) for column in sheet.columns)
    grid = EntryGrid(GRID, sheet.label, columns, help="可以从 Excel 粘贴一整块；小数位数照原文写，如 980.00")
    rows = tuple(grid.row(f"r{number}", texts) for number, texts in enumerate(sheet.rows))
    return EntryForm(
        (),
        (EntryGrid(GRID, grid.title, columns, rows, help=grid.help),),
        submit_label="检查并保存",
        cancel_url=f"{record_url(row)}#rate-{sheet.name}",
        version=str(version_of(row)),
        key="pack-rates",
    )


def _rate_column(sheet: RateSheet, column: str) -> EntryField:
    is_number = bool(sheet.rows) and all(_is_number(row.get(column, "")) for row in sheet.rows)
    required = column not in {"label", "also", "unit", "to"}
    return EntryField(
        column, sheet.label_of(column), "number" if is_number else "text", is_required=required, is_summed=False
    )


def _is_number(text: str) -> bool:
    return text.replace(".", "", 1).removeprefix("-").isdigit()


def place_in_grid(rows: Sequence[EntryRow], problem: Problem) -> FieldPlace | None:
    """Where a fault of a row stands in the grid."""
    index, column = problem.where.get("index"), problem.where.get("column")
    if not isinstance(index, int) or index >= len(rows):
        return None
    names = {field.name for field in rows[index].fields}
    return FieldPlace(str(column) if column in names else "", GRID, rows[index].key)


def workbook_form(row: PackVersion) -> EntryForm:
    """The form that takes rates from a workbook."""
    file = EntryField(
        "file",
        "标准工作簿（.xlsx）",
        "file",
        is_required=True,
        accept=".xlsx",
        help="从本页下载的工作簿改起；一张标准表一个工作表，没有的工作表不动",
    )
    return EntryForm(
        (EntrySection("", (file,)),),
        submit_label="上传标准",
        cancel_url=record_url(row),
        version=str(version_of(row)),
        key="pack-rates-book",
    )


def issue_form(row: PackVersion) -> EntryForm:
    """The form that publishes a draft."""
    fields = (
        EntryField("document_no", "文号", length_max=NUMBER_MAX, has_focus=True, help="没有文号的留空"),
        EntryField("on", "发布日期", "date", is_required=True),
    )
    return EntryForm((EntrySection("", fields),), submit_label="发布办法", cancel_url=record_url(row), key="pack-issue")


def stop_form(cancel_url: str) -> EntryForm:
    """The form that withdraws a published version."""
    fields = (
        EntryField("on", "停用日期", "date", is_required=True, has_focus=True, help="这一天及以后公告的项目不再选用"),
        EntryField(
            "reason", "停用原因", is_required=True, length_max=REASON_MAX, help="会记入日志，也印在选用的说明里"
        ),
    )
    return EntryForm((EntrySection("", fields),), submit_label="停用办法", cancel_url=cancel_url, key="pack-stop")


def sent_file(request: HttpRequest) -> bytes:
    """The file that was sent. Raises BadInput (``R-REQUIRED``) where there is none."""
    files = sent_files(request.FILES.getlist("file")[:1])
    if not files:
        raise BadInput(Problem("R-REQUIRED", "请选择文件", {"column": "file"}))
    return files[0].content


def typed_days(texts: Mapping[str, str], names: Iterable[str]) -> dict[str, date | None]:
    """Typed days by name. Raises BadInput (``R-DATE``) for what is none."""
    days = {name: written_day(texts.get(name, "")) for name in names}
    problems = [
        Problem("R-DATE", f"「{texts[name]}」不是日期；请按 2023-05-08 的样子填写", {"column": name})
        for name, day in days.items()
        if texts.get(name) and day is None
    ]
    if problems:
        raise BadInput(problems)
    return days


def with_place(problem: Problem, file: str = "") -> Problem:
    """A fault of a pack's files with its place in words: file, line, key; or sheet, row and column of a workbook.

    One of the ``file`` that is being written leads to its line in the field ``text``.
    """
    where, shown = problem.where, {}
    if where.get("sheet"):
        row = f"第 {where['row']} 行" if where.get("row") else ""
        column = f"「{where['column']}」列" if where.get("column") else ""
        place = f"工作表 {where['sheet']} {row}{column}"
    elif where.get("file"):
        line = f" 第 {where['line']} 行" if where.get("line") else ""
        place = f"{where['file']}{line}{' ' + str(where['key']) if where.get('key') else ''}"
        shown = {"column": "text", "line": where.get("line")} if where["file"] == file else {}
    else:
        return problem
    return Problem(problem.rule, f"{place}：{problem.message}（{problem.rule}）", shown)
