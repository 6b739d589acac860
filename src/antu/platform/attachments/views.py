"""Pages of files: upload, one file with its picture, its content, its withdrawal."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from django.contrib import messages
from django.db import models
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from antu.kernel.errors import BadInput, Problem
from antu.platform.attachments.access import (
    attachment_for,
    has_picture,
    is_guarded,
    may_open,
    row_to_attach_to,
)
from antu.platform.attachments.content import MEDIA_TYPES, PDF, MediaType, size_text
from antu.platform.attachments.holders import holder_of
from antu.platform.attachments.panel import PANEL, TITLE, upload_form
from antu.platform.attachments.pictures import SIZES
from antu.platform.attachments.services import (
    REASON_LENGTH_MAX,
    AttachedFiles,
    Shelving,
    attach_files,
    require_standing,
    sent_files,
    void_attachment,
)
from antu.platform.attachments.store import content_path, picture_path
from antu.platform.confirming import Confirmation, ask, reason_form
from antu.platform.display import HOME, Action, Cell, Crumb, Fact, Head, marks
from antu.platform.entry import EntryForm, typed_again
from antu.platform.links import record_url
from antu.platform.models import Attachment, AttachmentKind
from antu.platform.pages import actor_of, page
from antu.platform.wording import UNKNOWN, joined, moment_text

METHODS: Final = ("GET", "HEAD", "POST")
_SHUT: Final = "default-src 'none'; frame-ancestors 'none'; sandbox"
"""For what people uploaded: nothing in it runs, loads or is framed."""
_READER: Final = "default-src 'none'; object-src 'self'; style-src 'unsafe-inline'; frame-ancestors 'none'"
"""The same for a PDF, which a browser's own reader does not show in a sandbox."""
_NOT_STORED: Final = "private, no-store"
_A_DAY: Final = "private, max-age=86400, immutable"


@page(methods=METHODS)
def upload(request: HttpRequest, label: str, pk: int) -> HttpResponse:
    """Add files to a row; what was refused is told on this page, what was kept stands on the row's."""
    holder, row = row_to_attach_to(actor_of(request), label, pk)
    require_standing(row)
    form = upload_form(holder, row, about=request.GET.get("about", ""))
    if request.method != "POST":
        return _upload_page(request, row, form)
    form = typed_again(form, request.POST)
    post, sent = request.POST, [*request.FILES.getlist("files"), *request.FILES.getlist("photo")]
    shelving = Shelving(post.get("kind", ""), post.get("about", ""), post.get("note", ""))
    try:
        attached = attach_files(actor_of(request), row, sent_files(sent), shelving)
    except BadInput as error:
        return _upload_page(request, row, form.with_problems(error.problems), status=400)
    _tell(request, attached)
    if attached.refused:
        return _upload_page(request, row, form.with_problems(attached.refused), status=400)
    return redirect(f"{record_url(row)}#{PANEL}")


def _tell(request: HttpRequest, attached: AttachedFiles) -> None:
    if attached.kept:
        names = joined(each.name for each in attached.kept)
        messages.success(request, f"已上传 {len(attached.kept)} 个文件：{names}")
    if attached.known:
        messages.warning(request, f"已经有内容相同的文件，没有重复保存：{joined(attached.known)}")


def _upload_page(request: HttpRequest, row: models.Model, form: EntryForm, status: int = 200) -> HttpResponse:
    crumbs = (HOME, Crumb(str(row), record_url(row)), Crumb("上传文件"))
    back = (Action(f"回到{row._meta.verbose_name}", record_url(row)),)
    head = Head(f"上传文件：{row}", crumbs, subtitle=TITLE, actions=back)
    return render(request, "antu/upload.html", {"head": head, "form": form}, status=status)


@page()
def shown(request: HttpRequest, pk: int) -> HttpResponse:
    """One file: its picture or its reader, what is recorded of it, the way to its withdrawal."""
    actor, file = actor_of(request), attachment_for(actor_of(request), pk)
    media_type, is_open = MEDIA_TYPES[file.media_type], may_open(actor, file)
    holder = holder_of(file.object_kind)
    may_void = holder is not None and actor.may(holder.edit) and not file.is_voided
    void_action = (Action("作废文件", reverse("file-void", args=[file.pk])),) if may_void else ()
    content = reverse("file-content", args=[file.pk])
    context = {
        "head": _head(file, (*void_action, *(_actions(file, media_type, content) if is_open else ()))),
        "facts": _facts(file, media_type),
        "picture": reverse("file-picture", args=[file.pk, "preview"]) if has_picture(actor, file) else "",
        "content": content if is_open and media_type.opens_in_browser else "",
        "is_open": is_open,
        "file": file,
    }
    return render(request, "antu/file.html", context)


def _actions(file: Attachment, media_type: MediaType, content: str) -> tuple[Action, ...]:
    opened = (Action("打开 PDF" if media_type is PDF else "打开原图", content),) if media_type.opens_in_browser else ()
    return (*opened, Action(f"下载文件（{size_text(file.size)}）", f"{content}?download=1", is_primary=True))


def _head(file: Attachment, actions: tuple[Action, ...]) -> Head:
    row = file.holding_row()
    crumbs = (HOME, Crumb(str(row), f"{record_url(row)}#{PANEL}"), Crumb(file.name))
    subtitle = joined((AttachmentKind(file.kind).label, file.about, str(row)), " · ")
    chips = marks(is_sample=file.is_sample, is_voided=file.is_voided)
    return Head(file.name, crumbs, subtitle=subtitle, chips=chips, actions=actions)


def _facts(file: Attachment, media_type: MediaType) -> list[Fact]:
    texts = {
        "类别": AttachmentKind(file.kind).label,
        "关联对象": file.about or UNKNOWN,
        "说明": file.note or UNKNOWN,
        "格式": f"{media_type.words}，{size_text(file.size)}",
        "上传": f"{file.by_name}，{moment_text(file.at)}",
        "SHA-256": file.sha256,
        **({"作废原因": file.void_reason} if file.is_voided else {}),
    }
    return [Fact(label, Cell(text)) for label, text in texts.items()]


@page()
def content(request: HttpRequest, pk: int) -> FileResponse:
    """The file as it came: shown where a browser can by itself, else (or when asked) downloaded."""
    file = attachment_for(actor_of(request), pk, content=True)
    media_type, path = MEDIA_TYPES[file.media_type], content_path(file.sha256)
    if not path.is_file():
        raise BadInput(Problem("U-LOST", f"「{file.name}」的内容不在服务器上；请从备份恢复附件目录，或重新上传"))
    is_download = "download" in request.GET or not media_type.opens_in_browser
    response = FileResponse(
        path.open("rb"), as_attachment=is_download, filename=file.name, content_type=media_type.name
    )
    return _kept_apart(response, _READER if media_type is PDF else _SHUT, _NOT_STORED)


@page()
def picture(request: HttpRequest, pk: int, size: str) -> FileResponse:
    """A smaller picture of a photograph, as it was made when it arrived."""
    file = attachment_for(actor_of(request), pk, content=True)
    path = picture_path(file.sha256, size)
    if size not in SIZES or not path.is_file():
        raise Http404(size)
    return _kept_apart(
        FileResponse(path.open("rb"), content_type="image/webp"), _SHUT, _NOT_STORED if is_guarded(file) else _A_DAY
    )


def _kept_apart(response: FileResponse, policy: str, caching: str) -> FileResponse:
    response["Content-Security-Policy"] = policy
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = caching
    return response


@page(methods=METHODS)
def void(request: HttpRequest, pk: int) -> HttpResponse:
    """Withdraw a file, with the reason, after asking once more."""
    file = get_object_or_404(Attachment.objects.seen_by(actor_of(request)), pk=pk)
    row_to_attach_to(actor_of(request), file.object_kind, file.object_id)
    if file.is_voided:
        messages.info(request, "这个文件已经作废，不用再办。")
        return redirect("file", pk=pk)
    if request.method != "POST":
        return ask(request, _voiding(file))
    try:
        void_attachment(actor_of(request), file, request.POST.get("reason", ""))
    except BadInput as error:
        return ask(request, _voiding(file), error.problems)
    messages.success(request, f"已作废文件：{file.name}")
    return redirect(f"{record_url(file.holding_row())}#{PANEL}")


def _voiding(file: Attachment) -> Confirmation:
    effects = (
        "文件列到“已作废”里，不再显示图片；内容只有有“查看完整证件号和账号”权限的岗位能打开。",
        "文件和作废原因都保留，不删除；作废后不能恢复，传错了户的，请到正确的户重新上传。",
    )
    back = reverse("file", args=[file.pk])
    form = reason_form("作废原因", submit_label="作废文件", cancel_url=back, length_max=REASON_LENGTH_MAX)
    asked = _head(file, ())
    head = replace(
        asked, title=f"作废文件：{file.name}", crumbs=(*asked.crumbs[:-1], Crumb(file.name, back), Crumb("作废"))
    )
    facts = [fact for fact in _facts(file, MEDIA_TYPES[file.media_type]) if fact.label != "SHA-256"]
    return Confirmation(head, tuple(facts), effects, form)
