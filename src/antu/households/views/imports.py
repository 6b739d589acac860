"""Import in two steps: upload and look at what would come of it, then confirm. Nothing is written before."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from antu.households.forms import DISTRICT, KINDS, REGISTER, UploadForm
from antu.households.services import import_register
from antu.households.tables.import_outcome import (
    UNCHANGED,
    Outcome,
    changed_rows,
    outcome_figures,
    problem_table,
    sheet_table,
    verdict,
    write_problems,
)
from antu.platform.actor import Actor, require
from antu.platform.display import HOME, Action, Chip, Crumb, Head
from antu.platform.exchange import ImportOutcome, import_district
from antu.platform.pages import actor_of, page
from antu.platform.panels import DrawnPanel, draw_table
from antu.platform.uploads import Upload, keep_upload, kept_upload
from antu.regulations.selectors import pack_shelf

PERMISSIONS: Final = {REGISTER: "register.import", DISTRICT: "district.import"}
IMPORTS: Final = Crumb("导入", "/import/")
IMPORTED: Final = Chip("已导入")


@page(*PERMISSIONS.values(), methods=("GET", "HEAD", "POST"))
def imports(request: HttpRequest) -> HttpResponse:
    """Choose a workbook; it is kept, and its preview opens."""
    form = UploadForm(request.POST, request.FILES) if request.method == "POST" else UploadForm()
    if form.is_valid():
        kind, file = form.cleaned_data["kind"], form.cleaned_data["file"]
        require(actor_of(request), PERMISSIONS[kind])
        upload = keep_upload(actor_of(request), file.name, file.chunks())
        return redirect("import-preview", kind=kind, key=upload.key)
    head = Head(
        "导入",
        (HOME, Crumb("导入")),
        subtitle="先预览、后确认；确认前不写入任何内容。同一文件再次导入不会改变任何内容。",
    )
    context = {"head": head, "form": form, "kinds": _kinds_for(actor_of(request))}
    return render(request, "households/import.html", context, status=400 if form.errors else 200)


@page(*PERMISSIONS.values(), methods=("GET", "HEAD", "POST"))
def preview(request: HttpRequest, kind: str, key: str) -> HttpResponse:
    """What would come of the workbook; confirming it here imports it."""
    actor = actor_of(request)
    upload = _upload(actor, kind, key)
    if request.method == "POST":
        upload.keep_outcome(_run(actor, kind, upload, dry_run=False).as_json())
        return redirect("import-result", kind=kind, key=key)
    outcome = _run(actor, kind, upload, dry_run=True).as_json()
    head = Head(
        upload.name, (HOME, IMPORTS, Crumb("预览")), chips=(verdict(outcome),), figures=tuple(outcome_figures(outcome))
    )
    context = {"is_unchanged": verdict(outcome) == UNCHANGED, "may_confirm": changed_rows(outcome) > 0}
    return _show(request, head, outcome, {"kind": kind, "upload": upload, **context})


@page(*PERMISSIONS.values())
def result(request: HttpRequest, kind: str, key: str) -> HttpResponse:
    """What came of the confirmed import."""
    upload = _upload(actor_of(request), kind, key)
    outcome = upload.outcome()
    if outcome is None:
        return redirect("import-preview", kind=kind, key=key)
    actions = (Action("查看项目", "/projects/", is_primary=True), Action("再导入一个", "/import/"))
    head = Head(
        upload.name,
        (HOME, IMPORTS, Crumb("结果")),
        chips=(IMPORTED,),
        actions=actions,
        figures=tuple(outcome_figures(outcome)),
    )
    return _show(request, head, outcome, {"kind": kind, "upload": upload})


@page(*PERMISSIONS.values())
def problems(request: HttpRequest, kind: str, key: str) -> FileResponse:
    """The list of errors and warnings as .xlsx: of the import where there was one, else of the preview."""
    actor = actor_of(request)
    upload = _upload(actor, kind, key)
    outcome = upload.outcome() or _run(actor, kind, upload, dry_run=True).as_json()
    with TemporaryDirectory() as folder:
        path = write_problems(outcome, upload.name, actor.name, Path(folder) / "导入问题清单.xlsx")
        return FileResponse(path.open("rb"), as_attachment=True, filename=f"{upload.path.stem}-导入问题清单.xlsx")


def _kinds_for(actor: Actor) -> dict[str, str]:
    return {kind: label for kind, label in KINDS.items() if actor.may(PERMISSIONS[kind])}


def _upload(actor: Actor, kind: str, key: str) -> Upload:
    if kind not in PERMISSIONS:
        raise Http404(kind)
    require(actor, PERMISSIONS[kind])
    return kept_upload(actor, key)


def _run(actor: Actor, kind: str, upload: Upload, *, dry_run: bool) -> ImportOutcome:
    if kind == DISTRICT:
        return import_district(actor, upload.path, dry_run=dry_run)
    return import_register(actor, upload.path, today=timezone.localdate(), shelf=pack_shelf(), dry_run=dry_run)


def _show(request: HttpRequest, head: Head, outcome: Outcome, context: dict[str, object]) -> HttpResponse:
    has_problems = bool(outcome["errors"] or outcome["warnings"])
    shown = {"head": head, "panels": _panels(request, outcome), "has_problems": has_problems, **context}
    return render(request, "households/import_outcome.html", shown)


def _panels(request: HttpRequest, outcome: Outcome) -> list[DrawnPanel]:
    return [
        draw_table(request, "errors", "错误", problem_table(outcome["errors"], "没有错误。")),
        draw_table(request, "warnings", "提醒", problem_table(outcome["warnings"], "没有提醒。")),
        draw_table(request, "sheets", "各表行数", sheet_table(outcome)),
    ]
