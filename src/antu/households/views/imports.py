"""The import page: choose a workbook, and one's earlier ones."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

from django.http import FileResponse, HttpRequest, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse

from antu.households.domain.template import write_template
from antu.households.forms import KINDS, UploadForm
from antu.households.selectors.imports import ImportKind, uploads_of
from antu.households.services.importing import queue_check
from antu.households.tables.uploads import UPLOADS
from antu.households.views.uploaded import PERMISSIONS
from antu.platform.actor import require
from antu.platform.display import HOME, Action, Crumb, Head
from antu.platform.listing import AskedList, answered, list_context
from antu.platform.pages import actor_of, page
from antu.platform.uploads import keep_upload
from antu.regulations.selectors import pack_shelf


@page(*PERMISSIONS, methods=("GET", "HEAD", "POST"))
def imports(request: HttpRequest) -> HttpResponseBase:
    """Choose a workbook; it is kept and checked, and its preview opens."""
    actor = actor_of(request)
    form = UploadForm(request.POST, request.FILES) if request.method == "POST" else UploadForm()
    if form.is_valid():
        kind, file = ImportKind(form.cleaned_data["kind"]), form.cleaned_data["file"]
        require(actor, kind.permission)
        upload = keep_upload(actor, file.name, file.chunks())
        queue_check(actor, kind, upload)
        return redirect("import-preview", kind=kind.value, key=upload.key)
    uploads = AskedList(request, UPLOADS, [], uploads_of(actor), anchor="uploads")
    if request.method != "POST" and (answer := answered(uploads)):
        return answer
    head = Head(
        "导入",
        (HOME, Crumb("导入")),
        actions=(Action("记住的表名和列名", reverse("learned-names")),),
        subtitle="先检查、后确认；确认前不写入任何内容。同一文件再次导入不会改变任何内容。",
    )
    kinds = {kind.value: label for kind, label in KINDS.items() if actor.may(kind.permission)}
    packs = pack_shelf().all() if actor.may(ImportKind.REGISTER.permission) else ()
    templates = {pack.id: pack.title for pack in packs}
    context = {"head": head, "form": form, "kinds": kinds, "templates": templates, **list_context(uploads)}
    return render(request, "households/import.html", context, status=400 if form.errors else 200)


@page(ImportKind.REGISTER.permission)
def template(request: HttpRequest, pack: str) -> FileResponse:  # noqa: ARG001 - a view takes its request
    """The empty register of a regulation (its newest version), with the choices in lists."""
    known = pack_shelf().get(pack)
    with TemporaryDirectory() as folder:
        path = Path(folder) / "template.xlsx"
        write_template(known, path)
        return FileResponse(path.open("rb"), as_attachment=True, filename=f"空白台账-{known.title}.xlsx")
