"""Pages on which a pack is drafted: begun from a version or a folder, its files, its rates, its workbook."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from antu.kernel.errors import BadInput
from antu.platform.display import HOME, Action, Crumb, Head
from antu.platform.entry import EntryForm, asks_for_rows, read_fields, read_grid, typed_again
from antu.platform.links import record_url
from antu.platform.pages import actor_of, page
from antu.regulations.access import WRITING_PACKS
from antu.regulations.domain.pack_checking import check_pack
from antu.regulations.domain.pack_files import Files, files_kept, files_of_zip, typed_text
from antu.regulations.domain.pack_rates import rate_sheets
from antu.regulations.domain.pack_workbook import write_rates
from antu.regulations.forms.packs import (
    file_form,
    folder_form,
    new_version_form,
    place_in_grid,
    rates_form,
    sent_file,
    typed_days,
    with_place,
    workbook_form,
)
from antu.regulations.forms.rules import seen_entry
from antu.regulations.models import PackVersion
from antu.regulations.selectors.packs import misfits_of, next_version, of_row
from antu.regulations.services.pack_rates import change_rates, rate_sheet, take_rates
from antu.regulations.services.packs import (
    Editing,
    NewVersion,
    change_pack_draft,
    draft_pack,
    draft_pack_from_folder,
)
from antu.regulations.tables.packs import DRAFT, pack_url, state_chip
from antu.regulations.views.packs import MAY_SEE, PACKS, UNFIT, download, found_pack

METHODS: Final = ("GET", "HEAD", "POST")
PERMISSION: Final = "pack.edit"
_XLSX: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
#: Files that a draft may have besides those that it has.
_ADDABLE: Final = ("eligibility.yaml", "README.md")


@page(PERMISSION, methods=METHODS, whole_district=WRITING_PACKS)
def begin(request: HttpRequest, pack_id: str, version: str) -> HttpResponse:
    """Draft a new version from this one."""
    base = found_pack(request, pack_id, version)
    form = new_version_form(base, next_version(pack_id), pack_url(base.name))
    said = "标准、公式和算例照抄，在草稿里改；改完运行算例、做双引擎校验，再由另一位同志发布。"
    head = Head(
        f"起草新版本：《{base.title}》",
        (HOME, PACKS, Crumb(base.name, pack_url(base.name)), Crumb("起草新版本")),
        subtitle=said,
    )
    if request.method != "POST":
        return _drawn(request, head, form)
    form = typed_again(form, request.POST)
    texts = read_fields(request.POST, form)
    try:
        days = typed_days(texts, ("valid_from", "valid_to"))
        new = NewVersion(texts["version"], days["valid_from"], days["valid_to"], texts["reason"])
        drafted = draft_pack(actor_of(request), base, new)
    except BadInput as error:
        return _drawn(request, head, form.with_problems(error.problems))
    messages.success(request, f"已起草：{drafted}")
    return redirect(record_url(drafted))


@page(PERMISSION, methods=METHODS, whole_district=WRITING_PACKS)
def new(request: HttpRequest) -> HttpResponse:
    """Draft a pack from its folder."""
    form = folder_form(reverse("packs"))
    said = "写法见手册「把一份补偿安置办法写成数据」。有问题也收下，在草稿里列出，改好再发布。"
    head = Head("从文件夹起草办法", (HOME, PACKS, Crumb("从文件夹起草")), subtitle=said)
    if request.method != "POST":
        return _drawn(request, head, form)
    form = typed_again(form, request.POST)
    try:
        files = files_of_zip(sent_file(request))
        drafted = draft_pack_from_folder(actor_of(request), files, read_fields(request.POST, form)["reason"])
    except BadInput as error:
        return _drawn(request, head, form.with_problems(error.problems))
    messages.success(request, f"已起草：{drafted}")
    return redirect(record_url(drafted))


@page(PERMISSION, methods=METHODS, whole_district=WRITING_PACKS)
def upload(request: HttpRequest, pk: int) -> HttpResponse:
    """Put a whole folder in the place of a draft's files."""
    row = standing_draft(pk)
    form = folder_form(record_url(row), row)
    head = draft_head(row, "上传整个文件夹", "压缩包里的文件替换草稿的全部文件；编号和版本须与草稿相同")
    if request.method != "POST":
        return _drawn(request, head, form)
    form = typed_again(form, request.POST)
    try:
        files = files_of_zip(sent_file(request))
        _change(request, row, files, form)
    except BadInput as error:
        return _drawn(request, head, form.with_problems(map(with_place, error.problems)))
    return redirect(record_url(row))


@page(PERMISSION, methods=METHODS, whole_district=WRITING_PACKS)
def file(request: HttpRequest, pk: int) -> HttpResponse:
    """One file of a draft as text (``?name=``); all files are checked when it is saved."""
    row = standing_draft(pk)
    files = files_kept(row.files)
    name = (request.POST if request.method == "POST" else request.GET).get("name", "pack.yaml")
    if name not in files and name not in _ADDABLE:
        raise Http404(name)
    form = file_form(row, name, files.get(name, b"").decode("utf-8", "replace"))
    actions = tuple(Action(other, f"?name={other}") for other in sorted({*files, *_ADDABLE}) if other != name)
    head = draft_head(row, f"修改文件：{name}", "保存时检查全部文件，公式定类型，问题写明文件、行和键")
    others = {"others": actions}
    if request.method != "POST":
        return _drawn(request, head, form, **others)
    form = typed_again(form, request.POST)
    try:
        _change(request, row, {**files, name: typed_text(request.POST.get("text", ""))}, form)
    except BadInput as error:
        problems = (with_place(each, name) for each in error.problems)
        return _drawn(request, head, form.with_problems(problems), **others)
    return redirect(record_url(row))


@page(PERMISSION, methods=METHODS, whole_district=WRITING_PACKS)
def rates(request: HttpRequest, pk: int, table: str) -> HttpResponse:
    """One table of rates in a grid."""
    row = standing_draft(pk)
    try:
        sheet = rate_sheet(files_kept(row.files), table)
    except BadInput as error:
        raise Http404(table) from error
    form = rates_form(row, sheet)
    head = draft_head(row, f"修改标准：{sheet.label}", "保存时检查全部文件，再把算例重算一遍；有一格不对就不写入")
    if request.method != "POST":
        return _drawn(request, head, form)
    form = typed_again(form, request.POST)
    if asks_for_rows(request.POST):
        return _drawn(request, head, form)
    typed = [each for each in read_grid(request.POST, form.grids[0]) if not each.is_withdrawn]
    try:
        changed = change_rates(actor_of(request), row, table, [each.texts for each in typed], seen_entry(request.POST))
    except BadInput as error:
        keys = {each.key for each in typed}
        rows = [each for each in form.grids[0].rows if each.key in keys]
        problems = [each if "index" in each.where else with_place(each) for each in error.problems]
        return _drawn(request, head, form.with_problems(problems, lambda each: place_in_grid(rows, each)))
    _told(request, changed)
    return redirect(f"{record_url(row)}#rate-{table}")


@page(PERMISSION, methods=METHODS, whole_district=WRITING_PACKS)
def upload_rates(request: HttpRequest, pk: int) -> HttpResponse:
    """Take the rates of a draft from a workbook: all of it, or nothing and every bad row."""
    row = standing_draft(pk)
    form = workbook_form(row)
    head = draft_head(row, "上传标准（Excel）", "有一行不对就什么都不写入，逐行列出原因")
    if request.method != "POST":
        return _drawn(request, head, form)
    form = typed_again(form, request.POST)
    try:
        content = sent_file(request)
        with TemporaryDirectory() as folder:
            path = Path(folder) / "rates.xlsx"
            path.write_bytes(content)
            changed, tables = take_rates(actor_of(request), row, path, seen_entry(request.POST))
    except BadInput as error:
        return _drawn(request, head, form.with_problems(map(with_place, error.problems)))
    messages.info(request, f"有 {tables} 张标准表改变" if tables else "标准与草稿相同，没有改变")
    _told(request, changed)
    return redirect(record_url(row))


@page(*MAY_SEE)
def rates_book(request: HttpRequest, pack_id: str, version: str) -> HttpResponse:
    """The rates of any version as a workbook, a sheet a table."""
    shown = found_pack(request, pack_id, version)
    sheets = rate_sheets(shown.files)
    if not sheets:
        raise Http404(shown.name)
    with TemporaryDirectory() as folder:
        content = write_rates(sheets, Path(folder) / "rates.xlsx").read_bytes()
    return download(content, f"{shown.title}-{shown.version}-标准.xlsx", _XLSX)


def standing_draft(pk: int) -> PackVersion:
    """The draft of this key; 404 for what is published or withdrawn, which has no such pages."""
    return get_object_or_404(PackVersion.objects.standing().filter(published_on=None), pk=pk)


def draft_head(row: PackVersion, title: str, said: str = "") -> Head:
    """The head of a page about a draft."""
    pack = check_pack(files_kept(row.files)).pack
    return Head(
        title,
        (HOME, PACKS, Crumb(row.name, record_url(row)), Crumb(title)),
        subtitle=said or str(row),
        chips=(state_chip(DRAFT),),
        notices=(pack.notice,) if pack and not pack.is_official else (),
    )


def _change(request: HttpRequest, row: PackVersion, files: Files, form: EntryForm) -> None:
    may_fail = read_fields(request.POST, form).get("may_fail") == "是"
    editing = Editing(seen_entry(request.POST), may_fail=may_fail)
    _told(request, change_pack_draft(actor_of(request), row, files, editing))


def _told(request: HttpRequest, row: PackVersion) -> None:
    check = check_pack(files_kept(row.files))
    if check.problems:
        messages.warning(request, f"已存下，有 {len(check.problems)} 个问题要改，列在下面")
    elif check.failed:
        messages.warning(
            request, f"已保存。{len(check.failed)} 个算例不通过，列在「算例」里；请核对标准，或用笔重算这些算例"
        )
    else:
        messages.success(request, f"已保存：{row}，{len(check.verdicts)} 个算例全部通过")
    if misfits_of(of_row(row)):
        messages.warning(request, f"{UNFIT}，列在「检查发现的问题」里；改好以前不能发布")


def _drawn(request: HttpRequest, head: Head, form: EntryForm, **more: object) -> HttpResponse:
    status = 400 if form.problems else 200
    return render(request, "regulations/pack_form.html", {"head": head, "form": form, **more}, status=status)
