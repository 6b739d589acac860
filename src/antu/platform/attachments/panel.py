"""The files of a row on its page: pictures small, others by their kind; below, for who may, the form to add more."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from django.db import models
from django.http import HttpRequest
from django.urls import reverse

from antu.platform.actor import Actor
from antu.platform.attachments.access import has_picture
from antu.platform.attachments.content import ACCEPT, MEDIA_TYPES, size_text
from antu.platform.attachments.holders import FileHolder, holder_of
from antu.platform.attachments.services import attachments_of
from antu.platform.display import Chip, marks
from antu.platform.entry import EntryField, EntryForm, Option, simple_form
from antu.platform.models import Attachment, AttachmentKind
from antu.platform.pages import actor_of
from antu.platform.panels import DrawnPanel, draw
from antu.platform.wording import joined, moment_text

PANEL: Final = "files"
TITLE: Final = "扫描件与照片"
TAKES: Final = "PDF、JPG、PNG、WebP、.docx、.xlsx、.txt，每个不超过 20 MB，一次最多 20 个"


@dataclass(frozen=True, slots=True)
class ShownFile:
    """One file as a tile; ``picture`` is the address of its small picture, empty where it has none to show."""

    name: str
    url: str
    picture: str
    format: str
    chips: tuple[Chip, ...]
    note: str
    is_voided: bool


def draw_files(request: HttpRequest, row: models.Model) -> list[DrawnPanel]:
    """The panel of the row's files; none where such rows hold no files, or there is nothing to see nor to do."""
    holder = holder_of(row._meta.label)
    if holder is None:
        return []
    actor = actor_of(request)
    files = [shown_file(actor, each) for each in attachments_of(row)]
    may_add = actor.may(holder.edit) and not getattr(row, "is_voided", False)
    if not files and not may_add:
        return []
    standing = [each for each in files if not each.is_voided]
    context = {
        "files": standing,
        "voided": [each for each in files if each.is_voided],
        "form": upload_form(holder, row) if may_add else None,
    }
    title = f"{TITLE}（{len(standing)}）" if standing else TITLE
    return [draw(request, PANEL, title, "antu/files.html", context)]


def shown_file(actor: Actor, file: Attachment) -> ShownFile:
    """The file as its tile shows it to the actor."""
    return ShownFile(
        name=file.name,
        url=reverse("file", args=[file.pk]),
        picture=reverse("file-picture", args=[file.pk, "thumbnail"]) if has_picture(actor, file) else "",
        format=MEDIA_TYPES[file.media_type].suffixes[0][1:].upper(),
        chips=(Chip(AttachmentKind(file.kind).label), *marks(is_sample=file.is_sample, is_voided=file.is_voided)),
        note=joined((file.about, file.note, file.by_name, moment_text(file.at), size_text(file.size)), " · "),
        is_voided=file.is_voided,
    )


def upload_form(holder: FileHolder, row: models.Model, *, about: str = "") -> EntryForm:
    """The form that adds files; on a phone its second field is the camera."""
    parts = holder.parts(row)
    return simple_form(
        EntryField("files", "文件", "file", accept=ACCEPT, is_multiple=True, help=TAKES),
        EntryField("photo", "拍照", "file", accept="image/*", is_camera=True),
        EntryField("kind", "类别", "choice", options=_kinds(), help="留空：图片为照片，其他为扫描件"),
        *_about_field(parts, about),
        EntryField("note", "说明", length_max=200, hint="如 正面全景"),
        action=reverse("file-upload", args=[row._meta.label_lower, row.pk]),
        submit_label="上传文件",
        key="upload",
    )


def _kinds() -> tuple[Option, ...]:
    return tuple(Option(str(value), str(label)) for value, label in AttachmentKind.choices)


def _about_field(parts: Sequence[str], about: str) -> tuple[EntryField, ...]:
    if not parts:
        return ()
    return (EntryField("about", "关联对象", "choice", about, options=tuple(Option(each, each) for each in parts)),)
